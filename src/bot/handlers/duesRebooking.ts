import { z } from 'zod'
import { ok } from '../../domain/core/result.ts'
import { loadRebookingForm } from '../../domain/dues/paying.ts'
import { requestRebooking } from '../../domain/dues/requestRebooking.ts'
import { rebookingMessage, rebookingModal } from '../../views/dues/rebookingForm.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, type Route, submission } from '../answer/route.ts'
import { addsTo, formWithOthers, id as idField, numbers, readOthers } from './duesForm.ts'
import { refs, words } from './refs.ts'

interface Place {
  readonly memberId: number
  readonly invoiceId: number
  readonly reply: number | undefined
  readonly others: readonly number[]
}

async function drawForm(call: Call, place: Place, kind: 'modal' | 'update'): Promise<Answer> {
  const { memberId, invoiceId, others, reply } = place
  const form = await loadRebookingForm(call.context, memberId, invoiceId, others)
  if (!form.ok) return form
  return ok({ kind, view: rebookingModal(form.value, reply, textOf(call.locale)) })
}

const rebookingInput = formWithOthers(
  3,
  z.object({
    entry: idField,
    toInvoice: z.union([z.literal('deposit').transform(() => null), idField]),
    others: numbers,
    reason: z.string().max(40),
    note: words,
  }),
)

/** Asks the treasurer, unless somebody was added whose invoices the form has yet to show. */
async function submit(call: Call, { metadata, fields }: z.infer<typeof rebookingInput>): Promise<Answer> {
  const { ids, reply } = metadata
  const [societyId = 0, memberId = 0, invoiceId = 0] = ids
  const others = await readOthers(call, fields.others)
  if (!others.ok) return others.error
  const added = others.value.filter((id) => id !== memberId)
  if (addsTo(metadata.others, added))
    return drawForm(call, { memberId, invoiceId, reply, others: added }, 'update')
  const { entry: allocationId, toInvoice: toInvoiceId, reason, note } = fields
  const key = `rebooking.request ${call.interaction.view?.id ?? ''}`
  const asked = await requestRebooking(
    call.context,
    { memberId, allocationId, toInvoiceId, reason, note },
    key,
  )
  if (!asked.ok) return asked
  const message = rebookingMessage(societyId, memberId, asked.value, textOf(call.locale))
  return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId: reply }])
}

/** 振替訂正: asking the treasurer to book money elsewhere. */
export const REBOOKING_ROUTES: readonly Route[] = [
  action({
    id: ACTION.openRebooking,
    permission: 'settlement.request',
    roles: 'dialog',
    input: refs(3, 1),
    handle: (call, [, memberId = 0, invoiceId = 0, reply]) =>
      drawForm(call, { memberId, invoiceId, reply, others: [] }, 'modal'),
  }),
  submission({
    id: CALLBACK.rebooking,
    permission: 'settlement.request',
    input: rebookingInput,
    handle: submit,
  }),
]
