import { z } from 'zod'
import type { DomainError } from '../../domain/core/errors.ts'
import { ok, type Result } from '../../domain/core/result.ts'
import type { MemberRef } from '../../domain/members/locate.ts'
import { previewWithdrawal } from '../../domain/withdrawal/preview.ts'
import { MEMORIAL } from '../../domain/withdrawal/reasons.ts'
import { listWaiting } from '../../domain/withdrawal/waiting.ts'
import { withdrawMember } from '../../domain/withdrawal/withdraw.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import { textOf } from '../../views/text.ts'
import { type WithdrawalGiven, withdrawalModal } from '../../views/withdrawal/dialog.ts'
import { withdrawalOutcome } from '../../views/withdrawal/outcome.ts'
import { waitingMessage } from '../../views/withdrawal/waiting.ts'
import { type Answer, action, type Call, command, type Route, submission } from '../answer/route.ts'
import { readNumber } from './card.ts'
import { refusedForm, resetsOf, submissionKey } from './redraw.ts'
import { day, formOf, refs, ticked, words } from './refs.ts'
import { readSettlementFields } from './settlementFields.ts'

async function draw(
  call: Call,
  ref: MemberRef,
  more: Omit<WithdrawalGiven, 'preview'>,
): Promise<Result<ReturnType<typeof withdrawalModal>, DomainError>> {
  const preview = await previewWithdrawal(call.context, ref)
  return preview.ok ? ok(withdrawalModal({ preview: preview.value, ...more }, textOf(call.locale))) : preview
}

async function open(call: Call, ref: MemberRef, carried?: number): Promise<Answer> {
  const reply = carried ?? (await call.keepReplyUrl())
  const view = await draw(call, ref, { reply })
  return view.ok ? ok({ kind: 'modal', view: view.value }) : view
}

/** `/member 退会` alone: what is planned and what waits. */
async function list(call: Call): Promise<Answer> {
  const waiting = await listWaiting(call.context)
  if (!waiting.ok) return waiting
  return ok({ kind: 'message', message: waitingMessage(waiting.value, textOf(call.locale)) })
}

const form = formOf(
  3,
  z
    .object({
      acceptedOn: day,
      withdrawnOn: day,
      reason: z.string(),
      note: words,
      endPositions: ticked,
      hold: ticked,
    })
    .catchall(z.unknown()),
)

async function submit(call: Call, { metadata, fields }: z.infer<typeof form>): Promise<Answer> {
  const { context, locale, interaction } = call
  const [societyId = 0, memberId = 0, version = 0, reply] = metadata
  const { acceptedOn, withdrawnOn, reason, note, endPositions, hold } = fields
  const terms = { acceptedOn, withdrawnOn, reason, note, endPositions, hold }
  const settlements = readSettlementFields(fields)
  const done = await withdrawMember(
    context,
    { memberId, version, ...terms, settlements },
    submissionKey(call, 'withdraw'),
  )
  if (done.ok) {
    const message = withdrawalOutcome(societyId, done.value, reason === MEMORIAL, textOf(locale))
    return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId: reply }])
  }
  const resets = resetsOf(interaction.view, 'withdrawnOn')
  return refusedForm(call, done.error, (notice) =>
    draw(call, { id: memberId }, { reply, notice, dated: { day: withdrawnOn, resets } }),
  )
}

const metadataOnly = formOf(3, z.unknown())

/** Sets 退会日 to the end of the fiscal year; everything else stays as it was typed. */
async function dateYearEnd(call: Call, { metadata }: z.infer<typeof metadataOnly>): Promise<Answer> {
  const [, memberId = 0, , reply] = metadata
  const preview = await previewWithdrawal(call.context, { id: memberId })
  if (!preview.ok) return preview
  const { yearEnd, today } = preview.value
  const resets = resetsOf(call.interaction.view, 'withdrawnOn') + 1
  const dated = { day: yearEnd ?? today, resets }
  const given = { preview: preview.value, reply, dated }
  return ok({ kind: 'update', view: withdrawalModal(given, textOf(call.locale)) })
}

/** 退会: from the card, from a row of results, by its number. */
export const WITHDRAWAL_ROUTES: readonly Route[] = [
  command({
    id: 'withdraw',
    verbs: { ja: ['退会'], en: ['withdraw'] },
    permission: 'member.write',
    roles: 'dialog',
    parse: (rest) => (rest.trim() === '' ? ok(null) : readNumber(rest)),
    handle: (call, ref) => (ref === null ? list(call) : open(call, ref)),
  }),
  action({
    id: ACTION.openWithdrawal,
    permission: 'member.write',
    roles: 'dialog',
    input: refs(2, 1),
    handle: (call, [, id = 0, reply]) => open(call, { id }, reply),
  }),
  action({
    id: ACTION.dateYearEnd,
    permission: 'member.write',
    input: metadataOnly,
    handle: dateYearEnd,
  }),
  submission({ id: CALLBACK.withdrawal, permission: 'member.write', input: form, handle: submit }),
]
