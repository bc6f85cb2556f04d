import { z } from 'zod'
import type { DomainError } from '../../domain/core/errors.ts'
import { ok, type Result } from '../../domain/core/result.ts'
import { loadBilling, loadReplacementForm } from '../../domain/dues/billing.ts'
import { type InvoiceInput, type InvoiceResult, issueInvoice } from '../../domain/dues/issue.ts'
import { invoiceMessage, invoiceModal, replacementModal } from '../../views/dues/invoiceForm.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, type Route, submission } from '../answer/route.ts'
import { id as idField, yen } from './duesForm.ts'
import { day, formOf, refs } from './refs.ts'

async function openForm(
  call: Call,
  memberId: number,
  reply: number | undefined,
  chosen: Parameters<typeof loadBilling>[2],
  kind: 'modal' | 'update',
): Promise<Answer> {
  const billing = await loadBilling(call.context, memberId, chosen)
  if (!billing.ok) return billing
  return ok({ kind, view: invoiceModal(billing.value, reply, textOf(call.locale)) })
}

async function openReplacement(
  call: Call,
  memberId: number,
  invoiceId: number,
  reply: number | undefined,
): Promise<Answer> {
  const form = await loadReplacementForm(call.context, memberId, invoiceId)
  if (!form.ok) return form
  return ok({ kind: 'modal', view: replacementModal(form.value, reply, textOf(call.locale)) })
}

async function issue(call: Call, input: InvoiceInput, reply: number | undefined): Promise<Answer> {
  const key = `invoice.issue ${call.interaction.view?.id ?? ''}`
  return told(call, await issueInvoice(call.context, input, key), reply)
}

function told(call: Call, result: Result<InvoiceResult, DomainError>, reply: number | undefined): Answer {
  if (!result.ok) return result
  const { societyId } = call.context.actor
  const message = invoiceMessage(societyId, result.value, textOf(call.locale))
  return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId: reply }])
}

const terms = { amount: yen, dueOn: day }
const invoiceFields = z.object({
  ...terms,
  feeItem: idField,
  year: idField,
  another: z.array(z.string()).default([]),
})
/** While the form is being filled in. */
const choice = z.object({ feeItem: idField, year: idField })

/** Billing a member: a fee of a year, or anew what was settled by mistake. */
export const INVOICE_ROUTES: readonly Route[] = [
  action({
    id: ACTION.openInvoice,
    permission: 'invoice.issue',
    roles: 'dialog',
    input: refs(2, 1),
    handle: (call, [, memberId = 0, reply]) => openForm(call, memberId, reply, {}, 'modal'),
  }),
  ...[ACTION.chooseFeeItem, ACTION.chooseFeeYear].map((id) =>
    action({
      id,
      permission: 'invoice.issue',
      input: formOf(2, choice),
      handle: (call, { metadata: [, memberId = 0, reply], fields: { feeItem, year } }) =>
        openForm(call, memberId, reply, { feeItemId: feeItem, year }, 'update'),
    }),
  ),
  submission({
    id: CALLBACK.invoice,
    permission: 'invoice.issue',
    input: formOf(2, invoiceFields),
    handle: (call, { metadata: [, memberId = 0, reply], fields }) => {
      const { amount: amountYen, dueOn, feeItem: feeItemId, year, another } = fields
      const billed = { feeItemId, year, another: another.length > 0 }
      return issue(call, { memberId, billed, amountYen, dueOn }, reply)
    },
  }),
  action({
    id: ACTION.openReplacement,
    permission: 'invoice.issue',
    roles: 'dialog',
    input: refs(3, 1),
    handle: (call, [, memberId = 0, invoiceId = 0, reply]) =>
      openReplacement(call, memberId, invoiceId, reply),
  }),
  submission({
    id: CALLBACK.replacement,
    permission: 'invoice.issue',
    input: formOf(3, z.object(terms)),
    handle: (call, { metadata: [, memberId = 0, replacesId = 0, reply], fields }) =>
      issue(call, { memberId, billed: { replacesId }, amountYen: fields.amount, dueOn: fields.dueOn }, reply),
  }),
]
