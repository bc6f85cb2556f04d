import type { Tx } from '../../database/client.ts'
import type { AuditDraft } from '../core/audit.ts'
import { type Day, dateColumn, tokyoDay } from '../core/calendar.ts'
import { type Context, change, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, type Result } from '../core/result.ts'
import { type FiscalYearFacts, loadFiscalYears, loadMemberships } from '../withdrawal/facts.ts'
import { closedYear } from '../withdrawal/plan.ts'
import { type AllocationInput, isAmount, MOST_YEN, planAllocations, sumOf } from './allocations.ts'
import { type Booked, book, factsOf } from './book.ts'
import { type InvoiceFacts, loadInvoices } from './invoices.ts'

/** How money came in. */
export const PAYMENT_METHODS = ['bank', 'post', 'card', 'store', 'cash', 'other'] as const
export type PaymentMethod = (typeof PAYMENT_METHODS)[number]

export interface PaymentInput {
  /** Who what is not allocated (預り) belongs to. */
  readonly memberId: number
  readonly receivedOn: Day
  readonly amountYen: number
  /** 振込名義 and 口座, as the bank has them. */
  readonly payerName: string
  readonly bankAccount: string
  readonly method: PaymentMethod
  /** Invoices of anybody: one department pays for five. */
  readonly allocations: readonly AllocationInput[]
}

export interface PaymentResult {
  readonly paymentId: number
  readonly memberId: number
  readonly number: string
  readonly amountYen: number
  /** What became 預り. */
  readonly depositYen: number
  readonly booked: readonly Booked[]
}

/**
 * Records a 入金 with its allocations; what is over stays 預り. A request that waits for an invoice which gets money can no longer be approved as it is.
 * Audit `payment.recorded` for each member concerned.
 *
 * Errors: unknown-member; those of `planPayment`.
 */
export async function recordPayment(
  context: Context,
  input: PaymentInput,
  key: string,
): Promise<Result<PaymentResult, DomainError>> {
  const { societyId } = context.actor
  const ids = input.allocations.map(({ invoiceId }) => invoiceId)
  // Whose an invoice is never changes, so that this may be read before the locks.
  const owners = (await loadInvoices(readerOf(context), societyId, ids)).map(({ memberId }) => memberId)
  const operation = { key, action: 'payment.record', members: [...new Set([input.memberId, ...owners])] }
  return change(context, 'payment.record', operation, async (tx) => {
    const today = tokyoDay(context.now())
    const [member] = await loadMemberships(tx, societyId, [input.memberId], today)
    if (member === undefined)
      return err({ code: 'unknown-member', number: String(input.memberId), nearest: [] })
    const invoices = await loadInvoices(tx, societyId, ids)
    const years = await loadFiscalYears(tx, societyId)
    const refusal = planPayment(input, invoices, years, today)
    if (refusal !== null) return err(refusal)
    const paymentId = await writePayment(tx, context, input)
    const booked = await book(tx, societyId, paymentId, input.allocations, invoices, context.now())
    const { id: memberId, number } = member
    const depositYen = input.amountYen - sumOf(input.allocations)
    const value = { paymentId, memberId, number, amountYen: input.amountYen, depositYen, booked }
    return written(value, auditsOf(input, value, invoices))
  })
}

/**
 * Says why a payment can't be recorded like this, or null. Pure.
 *
 * Errors: date-in-future; year-closed, where the day lies in a closed year; amount-invalid; those of `planAllocations`.
 */
function planPayment(
  { receivedOn, amountYen, allocations }: PaymentInput,
  invoices: readonly InvoiceFacts[],
  years: readonly FiscalYearFacts[],
  today: Day,
): DomainError | null {
  if (receivedOn > today) return { code: 'date-in-future', field: 'receivedOn', today }
  const closed = closedYear(receivedOn, years)
  if (closed !== null) return { code: 'year-closed', field: 'receivedOn', year: closed }
  if (!isAmount(amountYen)) return { code: 'amount-invalid', field: 'amount', most: MOST_YEN }
  return planAllocations(allocations, invoices, amountYen)
}

async function writePayment(tx: Tx, { actor, now }: Context, input: PaymentInput): Promise<number> {
  const { memberId, amountYen, payerName, bankAccount, method } = input
  const { id } = await tx.payment.create({
    data: {
      societyId: actor.societyId,
      memberId,
      receivedOn: dateColumn(input.receivedOn),
      amountYen,
      method,
      payerName,
      bankAccount,
      recordedBy: actor.key,
      createdAt: now(),
    },
    select: { id: true },
  })
  return id
}

/** Who paid and from where is personal, and stands with the member whose 預り it is. */
function auditsOf(
  { memberId, receivedOn, method, payerName, bankAccount, allocations }: PaymentInput,
  { paymentId, amountYen, depositYen }: PaymentResult,
  invoices: readonly InvoiceFacts[],
): readonly AuditDraft[] {
  const subject = { kind: 'payment', id: paymentId }
  const facts = { receivedOn, method, amountYen, depositYen }
  const members = new Set([memberId, ...invoices.map((invoice) => invoice.memberId)])
  return [...members].map((id) => {
    const own = invoices.filter((invoice) => invoice.memberId === id)
    const theirs = allocations.filter(({ invoiceId }) => own.some((invoice) => invoice.id === invoiceId))
    return {
      action: 'payment.recorded',
      memberId: id,
      subject,
      facts: { ...facts, allocations: factsOf(theirs) },
      ...(id === memberId ? { detail: { payerName, bankAccount } } : {}),
    }
  })
}
