import { z } from 'zod'
import type { DomainError } from '../../domain/core/errors.ts'
import { err, ok, type Result } from '../../domain/core/result.ts'
import { findDrift } from '../../domain/positions/drift.ts'
import { linkIdentity } from '../../domain/positions/identity.ts'
import { confirmRoles } from '../../domain/positions/review.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import { type ReviewGiven, reviewModal } from '../../views/settings/review.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, type Route, submission } from '../answer/route.ts'
import { refusedForm, resetsOf, submissionKey } from './redraw.ts'
import { formOf, refs, words } from './refs.ts'

async function draw(
  call: Call,
  more: Omit<ReviewGiven, 'drift'>,
): Promise<Result<ReturnType<typeof reviewModal>, DomainError>> {
  const drift = await findDrift(call.context, await call.membership())
  return drift.ok ? ok(reviewModal({ drift: drift.value, ...more }, textOf(call.locale))) : drift
}

async function open(call: Call, carried?: number): Promise<Answer> {
  const view = await draw(call, { reply: carried ?? (await call.keepReplyUrl()) })
  return view.ok ? ok({ kind: 'modal', view: view.value }) : view
}

const form = formOf(1, z.object({ user: z.string().regex(/^[UW][A-Z0-9_]+$/u), number: words }))

async function link(call: Call, { metadata, fields }: z.infer<typeof form>): Promise<Answer> {
  const [, reply] = metadata
  const { user: userId, number } = fields
  const { staff } = await call.people.find(userId)
  if (!staff) return err({ code: 'guest', field: 'user' })
  // The form stays open: what is submitted next is another deed.
  const key = `${submissionKey(call, 'identity')} ${call.interaction.view?.hash ?? ''}`
  const linked = await linkIdentity(call.context, { userId, number }, await call.membership(), key)
  if (!linked.ok) return refusedForm(call, linked.error, (notice) => draw(call, { reply, notice }))
  const { review } = textOf(call.locale).settings
  const done = number === null ? review.unlinked : review.linked(number)
  const view = await draw(call, { reply, done, resets: resetsOf(call.interaction.view, 'user') + 1 })
  return view.ok ? ok({ kind: 'update', view: view.value }) : view
}

async function confirm(call: Call, reply: number | undefined): Promise<Answer> {
  const drift = await findDrift(call.context, await call.membership())
  if (!drift.ok) return drift
  const key = `${submissionKey(call, 'roles.confirm')} ${call.interaction.view?.hash ?? ''}`
  const confirmed = await confirmRoles(call.context, drift.value.open, key)
  if (!confirmed.ok) return confirmed
  const text = textOf(call.locale)
  const given = { drift: drift.value, reply, done: text.settings.review.confirmed }
  const resets = resetsOf(call.interaction.view, 'user')
  return ok({ kind: 'update', view: reviewModal({ ...given, resets }, text) })
}

/** 役割の点検: groups against offices, who is which member, and the yearly confirmation. */
export const ROLE_REVIEW_ROUTES: readonly Route[] = [
  action({
    id: ACTION.openRoleReview,
    permission: 'settings',
    roles: 'dialog',
    input: refs(1, 1),
    handle: (call, [, reply]) => open(call, reply),
  }),
  action({
    id: ACTION.confirmRoles,
    permission: 'settings',
    roles: 'dialog',
    input: formOf(1, z.unknown()),
    handle: (call, { metadata }) => confirm(call, metadata[1]),
  }),
  submission({ id: CALLBACK.roleReview, permission: 'settings', input: form, handle: link }),
]
