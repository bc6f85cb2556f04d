import { z } from 'zod'
import type { Ended } from '../../domain/approvals/ending.ts'
import { readerOf } from '../../domain/core/change.ts'
import type { DomainError } from '../../domain/core/errors.ts'
import { err, ok, type Result } from '../../domain/core/result.ts'
import { cancelDeletion, decideDeletion, previewRejection } from '../../domain/deletion/decide.ts'
import { loadDeletion, viewDeletion } from '../../domain/deletion/load.ts'
import { deletionMessage } from '../../views/deletion/messages.ts'
import { deletionRejectionModal, deletionViewModal } from '../../views/deletion/screens.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import { type Message, message, section } from '../../views/kit.ts'
import { partsOf, refusalMessage } from '../../views/places.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, type Route, submission } from '../answer/route.ts'
import { submissionKey } from './redraw.ts'
import { formOf, refs, words } from './refs.ts'

async function open(call: Call, approvalId: number): Promise<Answer> {
  const view = await viewDeletion(call.context, approvalId)
  return view.ok ? ok({ kind: 'modal', view: deletionViewModal(view.value, textOf(call.locale)) }) : view
}

/** However often somebody clicks, they approve a request once: the first result comes again. */
async function approve(call: Call, approvalId: number): Promise<Answer> {
  const input = { approvalId, decision: 'approve', note: null } as const
  const key = `deletion.approve ${approvalId} ${call.interaction.userId}`
  return answer(call, approvalId, await decideDeletion(call.context, input, key))
}

async function cancel(call: Call, approvalId: number): Promise<Answer> {
  const key = `deletion.cancel ${approvalId} ${call.interaction.userId}`
  const cancelled = await cancelDeletion(call.context, approvalId, key)
  const done = textOf(call.locale).deletion.sent.cancelled(approvalId)
  return answer(call, approvalId, cancelled, message(done, [section(done)]))
}

async function openRejection(call: Call, approvalId: number): Promise<Answer> {
  const request = await previewRejection(call.context, approvalId)
  if (!request.ok) return answer(call, approvalId, request)
  const reply = await call.keepReplyUrl()
  return ok({ kind: 'modal', view: deletionRejectionModal(request.value, reply, textOf(call.locale)) })
}

/**
 * What is seen of a click, where it was made: the request as it is now in place of what was outdated, with why nothing was done.
 *
 * @param done in place of a message whose button did it; else the request itself
 */
async function answer(
  call: Call,
  approvalId: number,
  outcome: Result<Ended, DomainError> | { readonly ok: false; readonly error: DomainError },
  done?: Message,
): Promise<Answer> {
  const { context, interaction, locale } = call
  const text = textOf(locale)
  const error = outcome.ok ? undefined : outcome.error
  if (interaction.view !== undefined) {
    const view = await viewDeletion(context, approvalId)
    if (!view.ok) return view
    const notice = error === undefined ? [] : partsOf(error, text)
    return ok({ kind: 'update', view: deletionViewModal(view.value, text, notice) })
  }
  if (error !== undefined && error.code !== 'decided') return err(error)
  const { societyId } = context.actor
  const request = await loadDeletion(readerOf(context), societyId, approvalId, context.now())
  if (request === null) return err({ code: 'approval-gone' })
  const now = error === undefined && done !== undefined ? done : deletionMessage(request, text)
  const told = error === undefined ? [] : [{ kind: 'message', message: refusalMessage(error, text) } as const]
  return ok([...told, { kind: 'replace', message: now }])
}

const rejection = formOf(2, z.object({ note: words }))

async function reject(call: Call, { metadata, fields }: z.infer<typeof rejection>): Promise<Answer> {
  const [, approvalId = 0, replyUrlId] = metadata
  const input = { approvalId, decision: 'reject', note: fields.note } as const
  const decided = await decideDeletion(call.context, input, submissionKey(call, 'deletion.reject'))
  if (!decided.ok) return decided
  const done = textOf(call.locale).deletion.sent.rejected(approvalId)
  return ok([{ kind: 'clear' }, { kind: 'message', message: message(done, [section(done)]), replyUrlId }])
}

/** Looking at a deletion that was asked for, deciding it and taking it back. */
export const DELETION_DECISION_ROUTES: readonly Route[] = [
  action({
    id: ACTION.viewDeletion,
    permission: 'member.delete.approve',
    roles: 'dialog',
    input: refs(2),
    handle: (call, [, id = 0]) => open(call, id),
  }),
  action({
    id: ACTION.approveDeletion,
    permission: 'member.delete.approve',
    roles: 'dialog',
    input: refs(2),
    handle: (call, [, id = 0]) => approve(call, id),
  }),
  action({
    id: ACTION.openDeletionRejection,
    permission: 'member.delete.approve',
    roles: 'dialog',
    input: refs(2),
    handle: (call, [, id = 0]) => openRejection(call, id),
  }),
  submission({
    id: CALLBACK.deletionRejection,
    permission: 'member.delete.approve',
    input: rejection,
    handle: reject,
  }),
  action({
    id: ACTION.cancelDeletion,
    permission: 'member.delete',
    roles: 'dialog',
    input: refs(2),
    handle: (call, [, id = 0]) => cancel(call, id),
  }),
]
