import { z } from 'zod'
import type { DomainError } from '../../domain/core/errors.ts'
import { ok, type Result } from '../../domain/core/result.ts'
import { allocateDeposit } from '../../domain/dues/deposit.ts'
import { findDebtor } from '../../domain/dues/ledger.ts'
import { loadDepositForm, loadPaymentForm } from '../../domain/dues/paying.ts'
import { PAYMENT_METHODS, recordPayment } from '../../domain/dues/payment.ts'
import type { MemberRef } from '../../domain/members/locate.ts'
import { depositMessage, depositModal, paymentMessage, paymentModal } from '../../views/dues/paymentForm.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, command, type Route, submission } from '../answer/route.ts'
import { readNumber } from './card.ts'
import { answerChecks } from './duesCheck.ts'
import { addsTo, formWithOthers, numbers, readAllocations, readOthers, yen } from './duesForm.ts'
import { day, formOf, refs } from './refs.ts'

async function drawForm(
  call: Call,
  memberId: number,
  reply: number | undefined,
  others: readonly number[],
  kind: 'modal' | 'update',
): Promise<Answer> {
  const form = await loadPaymentForm(call.context, memberId, others)
  if (!form.ok) return form
  return ok({ kind, view: paymentModal(form.value, reply, textOf(call.locale)) })
}

async function openByNumber(call: Call, ref: MemberRef): Promise<Answer> {
  const [found, reply] = await Promise.all([findDebtor(call.context, ref), call.keepReplyUrl()])
  return found.ok ? drawForm(call, found.value.id, reply, [], 'modal') : found
}

const words = z
  .string()
  .max(100)
  .transform((text) => text.trim())
  .pipe(z.string().min(1))

const paymentInput = formWithOthers(
  2,
  z.looseObject({
    receivedOn: day,
    amount: yen,
    payerName: words,
    bankAccount: words,
    method: z.enum(PAYMENT_METHODS),
    others: numbers,
  }),
)

/** Records the payment, unless somebody was added whose invoices the form has yet to show. */
async function submitPayment(
  call: Call,
  { metadata, fields }: z.infer<typeof paymentInput>,
): Promise<Answer> {
  const [societyId = 0, memberId = 0] = metadata.ids
  const others = await readOthers(call, fields.others)
  if (!others.ok) return others.error
  const added = others.value.filter((id) => id !== memberId)
  if (addsTo(metadata.others, added)) return drawForm(call, memberId, metadata.reply, added, 'update')
  const form = await loadPaymentForm(call.context, memberId, added)
  if (!form.ok) return form
  const { receivedOn, amount: amountYen, payerName, bankAccount, method } = fields
  const allocations = readAllocations(fields, form.value.members, amountYen)
  const input = { memberId, receivedOn, amountYen, payerName, bankAccount, method, allocations }
  const key = `payment.record ${call.interaction.view?.id ?? ''}`
  const recorded = await recordPayment(call.context, input, key)
  if (!recorded.ok) return recorded
  const message = paymentMessage(societyId, recorded.value, textOf(call.locale))
  return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId: metadata.reply }])
}

async function openDeposit(
  call: Call,
  memberId: number,
  paymentId: number,
  reply: number | undefined,
): Promise<Answer> {
  const form = await loadDepositForm(call.context, memberId, paymentId)
  if (!form.ok) return form
  return ok({ kind: 'modal', view: depositModal(form.value, reply, textOf(call.locale)) })
}

const depositInput = formOf(3, z.record(z.string(), z.unknown()))

async function submitDeposit(
  call: Call,
  { metadata: [societyId = 0, memberId = 0, paymentId = 0, reply], fields }: z.infer<typeof depositInput>,
): Promise<Answer> {
  const form = await loadDepositForm(call.context, memberId, paymentId)
  if (!form.ok) return form
  const { member, deposit } = form.value
  const allocations = readAllocations(fields, [member], deposit.leftYen)
  const key = `deposit.allocate ${call.interaction.view?.id ?? ''}`
  const booked = await allocateDeposit(call.context, { memberId, paymentId, allocations }, key)
  if (!booked.ok) return booked
  const message = depositMessage(societyId, memberId, booked.value, textOf(call.locale))
  return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId: reply }])
}

/** 入金: recording one, with what it pays for, and using what is left of an earlier one. */
export const PAYMENT_ROUTES: readonly Route[] = [
  command({
    id: 'payment',
    verbs: { ja: ['入金'], en: ['payment'] },
    permission: 'payment.record',
    roles: 'dialog',
    parse: (rest): Result<MemberRef | null, DomainError> =>
      rest.trim() === '' ? ok(null) : readNumber(rest),
    handle: (call, ref) => (ref === null ? answerChecks(call, 'message') : openByNumber(call, ref)),
  }),
  action({
    id: ACTION.openPayment,
    permission: 'payment.record',
    roles: 'dialog',
    input: refs(2, 1),
    handle: (call, [, memberId = 0, reply]) => drawForm(call, memberId, reply, [], 'modal'),
  }),
  submission({
    id: CALLBACK.payment,
    permission: 'payment.record',
    input: paymentInput,
    handle: submitPayment,
  }),
  action({
    id: ACTION.openDeposit,
    permission: 'payment.record',
    roles: 'dialog',
    input: refs(3, 1),
    handle: (call, [, memberId = 0, paymentId = 0, reply]) => openDeposit(call, memberId, paymentId, reply),
  }),
  submission({
    id: CALLBACK.deposit,
    permission: 'payment.record',
    input: depositInput,
    handle: submitDeposit,
  }),
]
