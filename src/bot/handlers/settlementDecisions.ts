import { z } from 'zod'
import { cancelApproval } from '../../domain/approvals/cancel.ts'
import { decideApproval, previewDecision } from '../../domain/approvals/decide.ts'
import type { Ended } from '../../domain/approvals/ending.ts'
import { loadApproval } from '../../domain/approvals/load.ts'
import { viewApproval } from '../../domain/approvals/view.ts'
import { readerOf } from '../../domain/core/change.ts'
import type { DomainError } from '../../domain/core/errors.ts'
import { err, ok, type Result } from '../../domain/core/result.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import { type Message, message, section } from '../../views/kit.ts'
import { partsOf, refusalMessage } from '../../views/places.ts'
import { approvalMessage } from '../../views/settlement.ts'
import { approvalModal, rejectionModal } from '../../views/settlementScreens.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, type Route, submission } from '../answer/route.ts'
import { homeReply } from './places.ts'
import { submissionKey } from './redraw.ts'
import { formOf, refs, words } from './refs.ts'

async function open(call: Call, approvalId: number): Promise<Answer> {
  const view = await viewApproval(call.context, approvalId)
  return view.ok ? ok({ kind: 'modal', view: approvalModal(view.value, textOf(call.locale)) }) : view
}

/** However often somebody clicks, they approve a request once: the first result comes again. */
async function approve(call: Call, approvalId: number): Promise<Answer> {
  const input = { approvalId, decision: 'approve', note: null } as const
  const key = `approval.approve ${approvalId} ${call.interaction.userId}`
  return answer(call, approvalId, await decideApproval(call.context, input, key))
}

async function cancel(call: Call, approvalId: number): Promise<Answer> {
  const key = `approval.cancel ${approvalId} ${call.interaction.userId}`
  const cancelled = await cancelApproval(call.context, approvalId, key)
  const done = textOf(call.locale).settlement.sent.cancelled(approvalId)
  return answer(call, approvalId, cancelled, message(done, [section(done)]))
}

async function openRejection(call: Call, approvalId: number): Promise<Answer> {
  const approval = await previewDecision(call.context, approvalId)
  if (!approval.ok) return answer(call, approvalId, approval)
  const reply = await call.keepReplyUrl()
  return ok({ kind: 'modal', view: rejectionModal(approval.value, reply, textOf(call.locale)) })
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
  const { view } = call.interaction
  const error = outcome.ok ? undefined : outcome.error
  if (view?.type === 'home') return onHome(call, error)
  if (view !== undefined) return inModal(call, approvalId, error)
  if (error !== undefined && error.code !== 'decided') return err(error)
  const replaced = error === undefined ? done : undefined
  return onMessage(call, approvalId, error, replaced)
}

async function onHome(call: Call, error: DomainError | undefined): Promise<Answer> {
  const told = error === undefined ? [] : [refusalMessage(error, textOf(call.locale))]
  return ok([...told.map((one) => ({ kind: 'message', message: one }) as const), await homeReply(call)])
}

/** App Home may lie under the modal, so that it is drawn anew too. */
async function inModal(call: Call, approvalId: number, error: DomainError | undefined): Promise<Answer> {
  const text = textOf(call.locale)
  const view = await viewApproval(call.context, approvalId)
  if (!view.ok) return view
  const notice = error === undefined ? [] : partsOf(error, text)
  return ok([{ kind: 'update', view: approvalModal(view.value, text, notice) }, await homeReply(call)])
}

async function onMessage(
  call: Call,
  approvalId: number,
  error: DomainError | undefined,
  done: Message | undefined,
): Promise<Answer> {
  const { context, interaction, locale } = call
  const approval = await loadApproval(readerOf(context), context.actor.societyId, approvalId, context.now())
  if (approval === null) return err({ code: 'approval-gone' })
  // A channel is addressed in the society's language, a direct message in the reader's.
  const shared = interaction.channelId?.startsWith('D') !== true
  const now = done ?? approvalMessage(approval, textOf(shared ? 'ja' : locale))
  return ok([
    ...(error === undefined
      ? []
      : [{ kind: 'message', message: refusalMessage(error, textOf(locale)) } as const]),
    { kind: 'replace', message: now },
  ])
}

const rejection = formOf(2, z.object({ note: words }))

async function reject(call: Call, { metadata, fields }: z.infer<typeof rejection>): Promise<Answer> {
  const [, approvalId = 0, replyUrlId] = metadata
  const input = { approvalId, decision: 'reject', note: fields.note } as const
  const decided = await decideApproval(call.context, input, submissionKey(call, 'approval.reject'))
  if (!decided.ok) return decided
  const done = textOf(call.locale).settlement.sent.rejected(approvalId)
  const told = { kind: 'message', message: message(done, [section(done)]), replyUrlId } as const
  return ok([{ kind: 'clear' }, told, await homeReply(call)])
}

/** Looking at a request, deciding it and taking it back, from wherever it is shown. */
export const DECISION_ROUTES: readonly Route[] = [
  action({
    id: ACTION.viewApproval,
    permission: 'dues.read',
    roles: 'dialog',
    input: refs(2),
    handle: (call, [, id = 0]) => open(call, id),
  }),
  action({
    id: ACTION.approve,
    permission: 'settlement.decide',
    roles: 'dialog',
    input: refs(2),
    handle: (call, [, id = 0]) => approve(call, id),
  }),
  action({
    id: ACTION.openRejection,
    permission: 'settlement.decide',
    roles: 'dialog',
    input: refs(2),
    handle: (call, [, id = 0]) => openRejection(call, id),
  }),
  submission({
    id: CALLBACK.rejection,
    permission: 'settlement.decide',
    input: rejection,
    handle: reject,
  }),
  action({
    id: ACTION.cancelApproval,
    permission: 'settlement.request',
    roles: 'dialog',
    input: refs(2),
    handle: (call, [, id = 0]) => cancel(call, id),
  }),
]
