import { z } from 'zod'
import { listPending } from '../../domain/approvals/pending.ts'
import { previewSettlement } from '../../domain/approvals/preview.ts'
import { requestSettlement } from '../../domain/approvals/request.ts'
import { err, ok } from '../../domain/core/result.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import { sentMessage } from '../../views/settlement.ts'
import { pendingMessage } from '../../views/settlementPending.ts'
import { settlementModal } from '../../views/settlementScreens.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, type Route, submission } from '../answer/route.ts'
import { refusedForm, submissionKey } from './redraw.ts'
import { formOf, refs, words } from './refs.ts'
import { readSettlementFields } from './settlementFields.ts'

async function draw(call: Call, memberId: number, more: Parameters<typeof settlementModal>[1]) {
  const preview = await previewSettlement(call.context, memberId)
  return preview.ok ? ok(settlementModal(preview.value, more, textOf(call.locale))) : preview
}

async function openForm(call: Call, memberId: number, carried: number | undefined): Promise<Answer> {
  const reply = carried ?? (await call.keepReplyUrl())
  const view = await draw(call, memberId, { reply })
  return view.ok ? ok({ kind: 'modal', view: view.value }) : view
}

/** Each select is a field of its own, named by its invoice. */
const form = formOf(2, z.looseObject({ note: words }))

async function submit(call: Call, { metadata, fields }: z.infer<typeof form>): Promise<Answer> {
  const [societyId = 0, memberId = 0, replyUrlId] = metadata
  const { note, ...rest } = fields
  const input = { memberId, settlements: readSettlementFields(rest), note }
  const sent = await requestSettlement(call.context, input, submissionKey(call, 'settlement.request'))
  if (!sent.ok)
    return refusedForm(call, sent.error, (notice) => draw(call, memberId, { reply: replyUrlId, notice }))
  const message = sentMessage(societyId, sent.value, textOf(call.locale))
  return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId }])
}

/** `/member 請求` without a number: what waits for the treasurer. Who neither asks nor decides has to name a member. */
export async function pendingAnswer(call: Call): Promise<Answer> {
  const list = await listPending(call.context, 'all')
  return list.ok
    ? ok({ kind: 'message', message: pendingMessage(list.value, textOf(call.locale)) })
    : err({ code: 'number-needed' })
}

/** Asking the treasurer about a member's open invoices. */
export const SETTLEMENT_ROUTES: readonly Route[] = [
  action({
    id: ACTION.openSettlement,
    permission: 'settlement.request',
    roles: 'dialog',
    input: refs(2, 1),
    handle: (call, [, memberId = 0, reply]) => openForm(call, memberId, reply),
  }),
  submission({
    id: CALLBACK.settlement,
    permission: 'settlement.request',
    input: form,
    handle: submit,
  }),
]
