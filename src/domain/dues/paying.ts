import { type Day, tokyoDay } from '../core/calendar.ts'
import { type Context, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import { loadMemberships, type MembershipFacts } from '../withdrawal/facts.ts'
import { findDebtor, loadLedger } from './ledger.ts'
import type { Deposit, LedgerEntry, LedgerInvoice } from './ledgerData.ts'

/** What the form of a 入金 shows. */
export interface PaymentForm {
  readonly societyId: number
  readonly today: Day
  /** Whose 入金 it is first, then the others whose invoices it may pay; each with their open invoices. */
  readonly members: readonly [MembershipFacts, ...MembershipFacts[]]
  /** The society's account that the last one came to. */
  readonly bankAccount: string | null
}

/** Reads it. Errors: forbidden, unknown-member. */
export async function loadPaymentForm(
  context: Context,
  memberId: number,
  others: readonly number[],
): Promise<Result<PaymentForm, DomainError>> {
  const { actor } = context
  if (!may(actor, 'payment.record')) return err({ code: 'forbidden', permission: 'payment.record' })
  const { societyId } = actor
  const found = await findDebtor(context, { id: memberId })
  if (!found.ok) return found
  const [more, last] = await Promise.all([
    loadOthers(context, found.value.id, others),
    readerOf(context).payment.findFirst({
      where: { societyId, bankAccount: { not: null } },
      orderBy: { id: 'desc' },
      select: { bankAccount: true },
    }),
  ])
  const today = tokyoDay(context.now())
  return ok({ societyId, today, members: [found.value, ...more], bankAccount: last?.bankAccount ?? null })
}

async function loadOthers(
  context: Context,
  memberId: number,
  others: readonly number[],
): Promise<readonly MembershipFacts[]> {
  const ids = others.filter((id) => id !== memberId)
  if (ids.length === 0) return []
  return loadMemberships(readerOf(context), context.actor.societyId, ids, tokyoDay(context.now()))
}

/** The ids of the members with these numbers, each once. Errors: unknown-member, with the numbers nearest to the one typed. */
export async function findOthers(
  context: Context,
  numbers: readonly string[],
): Promise<Result<readonly number[], DomainError>> {
  const found = await Promise.all(numbers.map((number) => findDebtor(context, { number })))
  const ids: number[] = []
  for (const one of found) {
    if (!one.ok) return one
    ids.push(one.value.id)
  }
  return ok([...new Set(ids)])
}

/** What the form of a 振替訂正 shows. */
export interface RebookingForm {
  readonly societyId: number
  readonly member: MembershipFacts
  readonly invoice: LedgerInvoice
  /** Money on the invoice that can be booked elsewhere; at least one. */
  readonly entries: readonly LedgerEntry[]
  /** Whose open invoices can get it. */
  readonly members: readonly MembershipFacts[]
}

/** Reads it. Errors: forbidden; unknown-member; invoice-gone; allocation-gone, where the invoice has no money that can be moved. */
export async function loadRebookingForm(
  context: Context,
  memberId: number,
  invoiceId: number,
  others: readonly number[],
): Promise<Result<RebookingForm, DomainError>> {
  const loaded = await loadLedger(context, { id: memberId })
  if (!loaded.ok) return loaded
  const { societyId, member, invoices, mayPay, mayRequest } = loaded.value
  if (!mayPay) return err({ code: 'forbidden', permission: 'payment.record' })
  if (!mayRequest) return err({ code: 'forbidden', permission: 'settlement.request' })
  const invoice = invoices.find(({ id }) => id === invoiceId)
  if (invoice === undefined) return err({ code: 'invoice-gone' })
  const entries = invoice.entries.filter(({ reversed, requestedIn }) => !reversed && requestedIn === null)
  if (entries.length === 0) return err({ code: 'allocation-gone' })
  const own = { ...member, openInvoices: member.openInvoices.filter(({ id }) => id !== invoiceId) }
  const members = [own, ...(await loadOthers(context, member.id, others))]
  return ok({ societyId, member, invoice, entries, members })
}

/** What the form that uses 預り shows. */
export interface DepositForm {
  readonly societyId: number
  readonly member: MembershipFacts
  readonly deposit: Deposit
}

/** Reads it. Errors: forbidden; unknown-member; payment-gone, where nothing is left of the payment. */
export async function loadDepositForm(
  context: Context,
  memberId: number,
  paymentId: number,
): Promise<Result<DepositForm, DomainError>> {
  const loaded = await loadLedger(context, { id: memberId })
  if (!loaded.ok) return loaded
  const { societyId, member, deposits, mayPay } = loaded.value
  if (!mayPay) return err({ code: 'forbidden', permission: 'payment.record' })
  const deposit = deposits.find((one) => one.paymentId === paymentId)
  return deposit === undefined ? err({ code: 'payment-gone' }) : ok({ societyId, member, deposit })
}
