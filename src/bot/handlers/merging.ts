import { z } from 'zod'
import type { DomainError } from '../../domain/core/errors.ts'
import { err, ok, type Result } from '../../domain/core/result.ts'
import { changeAffiliates, numbersIn, previewAffiliates } from '../../domain/members/affiliates.ts'
import { mergeMembers, previewMerge, previewMergeOf } from '../../domain/members/merge.ts'
import { undoMerge } from '../../domain/members/unmerge.ts'
import { affiliatesModal } from '../../views/editing/affiliates.ts'
import { mergeModal } from '../../views/editing/merge.ts'
import { affiliatesOutcome, mergeOutcome } from '../../views/editing/outcome.ts'
import { keyOfMerge } from '../../views/fieldIds.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import type { Part } from '../../views/kit.ts'
import { textOf } from '../../views/text.ts'
import { settledMessage } from '../../views/withdrawal/outcome.ts'
import { type Answer, action, type Call, command, type Route, submission } from '../answer/route.ts'
import { buttonKey, refusedForm, submissionKey } from './redraw.ts'
import { formOf, refs, words } from './refs.ts'

function readPair(rest: string): Result<readonly [string, string], DomainError> {
  const [kept, other, ...more] = numbersIn(rest)
  if (kept === undefined || other === undefined || more.length > 0) return err({ code: 'two-numbers-needed' })
  return [kept, other].some((one) => one.length > 32)
    ? err({ code: 'too-long', limit: 32 })
    : ok([kept, other] as const)
}

async function openMerge(call: Call, pair: readonly [string, string]): Promise<Answer> {
  const [preview, reply] = await Promise.all([previewMerge(call.context, pair), call.keepReplyUrl()])
  if (!preview.ok) return preview
  return ok({ kind: 'modal', view: mergeModal(preview.value, textOf(call.locale), { reply }) })
}

const mergeForm = formOf(5, z.record(z.string(), z.unknown()))

async function merge(call: Call, { metadata, fields }: z.infer<typeof mergeForm>): Promise<Answer> {
  const [societyId = 0, keptId = 0, keptVersion = 0, otherId = 0, otherVersion = 0, reply] = metadata
  const fromOther = Object.entries(fields).flatMap(([field, value]) => {
    const key = keyOfMerge(field)
    return key !== null && value === 'other' ? [key] : []
  })
  const input = { keptId, keptVersion, otherId, otherVersion, fromOther }
  const done = await mergeMembers(call.context, input, submissionKey(call, 'merge'))
  const text = textOf(call.locale)
  if (done.ok) {
    const message = mergeOutcome(societyId, done.value, text)
    return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId: reply }])
  }
  return refusedForm(call, done.error, async (notice) => {
    const preview = await previewMergeOf(call.context, keptId, otherId)
    return preview.ok ? ok(mergeModal(preview.value, text, { reply, notice })) : preview
  })
}

async function undo(
  call: Call,
  [societyId = 0, memberId = 0, otherId = 0]: readonly number[],
): Promise<Answer> {
  const key = buttonKey(call, `undo merge ${memberId}.${otherId}`)
  const undone = await undoMerge(call.context, { memberId, otherId }, key)
  if (!undone.ok) return undone
  const text = textOf(call.locale)
  const sentence = text.editing.merge.undone(undone.value.number, undone.value.otherNumber)
  return ok({ kind: 'replace', message: settledMessage(sentence, societyId, memberId, text) })
}

async function drawAffiliates(
  call: Call,
  id: number,
  more: { readonly reply: number | undefined; readonly notice?: readonly Part[] },
): Promise<Result<ReturnType<typeof affiliatesModal>, DomainError>> {
  const form = await previewAffiliates(call.context, { id })
  return form.ok ? ok(affiliatesModal(form.value, textOf(call.locale), more)) : form
}

/** In place of the screen that it was chosen on, where that is one of ours. */
async function openAffiliates(call: Call, [, id = 0, kept]: readonly number[]): Promise<Answer> {
  const reply = kept ?? (await call.keepReplyUrl())
  const view = await drawAffiliates(call, id, { reply })
  if (!view.ok) return view
  return ok({ kind: call.interaction.view?.type === 'modal' ? 'update' : 'modal', view: view.value })
}

const ids = z.array(z.string().regex(/^\d{1,9}$/u)).default([])
const affiliatesForm = formOf(2, z.object({ add: words, remove: ids }))

async function affiliate(call: Call, { metadata, fields }: z.infer<typeof affiliatesForm>): Promise<Answer> {
  const [societyId = 0, institutionId = 0, reply] = metadata
  const input = { institutionId, add: fields.add ?? '', remove: fields.remove.map(Number) }
  const done = await changeAffiliates(call.context, input, submissionKey(call, 'affiliates'))
  if (!done.ok)
    return refusedForm(call, done.error, (notice) => drawAffiliates(call, institutionId, { reply, notice }))
  const message = affiliatesOutcome(societyId, done.value, textOf(call.locale))
  return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId: reply }])
}

/** What is about several records at once: 統合 and 所属メンバー. */
export const MERGING_ROUTES: readonly Route[] = [
  command({
    id: 'merge',
    verbs: { ja: ['統合'], en: ['merge'] },
    permission: 'member.write',
    roles: 'dialog',
    parse: readPair,
    handle: openMerge,
  }),
  submission({ id: CALLBACK.merge, permission: 'member.write', input: mergeForm, handle: merge }),
  action({
    id: ACTION.undoMerge,
    permission: 'member.write',
    roles: 'dialog',
    input: refs(3),
    handle: undo,
  }),
  action({
    id: ACTION.openAffiliates,
    permission: 'member.write',
    roles: 'dialog',
    input: refs(2, 1),
    handle: openAffiliates,
  }),
  submission({
    id: CALLBACK.affiliates,
    permission: 'member.write',
    input: affiliatesForm,
    handle: affiliate,
  }),
]
