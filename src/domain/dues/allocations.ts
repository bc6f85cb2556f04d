import type { Day } from '../core/calendar.ts'
import type { DomainError } from '../core/errors.ts'
import { type InvoiceFacts, nameOf, openYenOf } from './invoices.ts'

/** Money for one invoice, in yen. */
export interface AllocationInput {
  readonly invoiceId: number
  readonly amountYen: number
}

/** An invoice that money could go to. */
export interface Payable {
  readonly id: number
  readonly dueOn: Day
  readonly openYen: number
}

/** The most that one invoice or payment can be, in yen. */
export const MOST_YEN = 10_000_000

export function isAmount(yen: number): boolean {
  return Number.isInteger(yen) && yen >= 1 && yen <= MOST_YEN
}

/** Where money goes unless told: to the invoices that are due the longest, until it is used up. Pure. */
export function proposeAllocations(
  invoices: readonly Payable[],
  amountYen: number,
): readonly AllocationInput[] {
  const oldest = invoices.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.id - b.id))
  let left = amountYen
  return oldest.flatMap(({ id, openYen }) => {
    const yen = Math.min(openYen, left)
    left -= yen
    return yen > 0 ? [{ invoiceId: id, amountYen: yen }] : []
  })
}

/**
 * Says why money can't be booked like this, or null. Pure.
 *
 * Errors: amount-invalid; invoice-gone; invoice-not-open; allocation-too-much; allocation-over-payment.
 *
 * @param leftYen what there is to book
 */
export function planAllocations(
  allocations: readonly AllocationInput[],
  invoices: readonly InvoiceFacts[],
  leftYen: number,
): DomainError | null {
  const booked = new Map<number, number>()
  for (const { invoiceId, amountYen } of allocations) {
    if (!isAmount(amountYen)) return { code: 'amount-invalid', field: fieldOf(invoiceId), most: MOST_YEN }
    booked.set(invoiceId, (booked.get(invoiceId) ?? 0) + amountYen)
  }
  for (const [invoiceId, yen] of booked) {
    const invoice = invoices.find(({ id }) => id === invoiceId)
    if (invoice === undefined) return { code: 'invoice-gone' }
    const openYen = openYenOf(invoice)
    if (openYen === 0) return { code: 'invoice-not-open', ...nameOf(invoice) }
    if (yen > openYen)
      return { code: 'allocation-too-much', field: fieldOf(invoiceId), openYen, ...nameOf(invoice) }
  }
  return sumOf(allocations) > leftYen
    ? { code: 'allocation-over-payment', field: 'allocations', amountYen: leftYen }
    : null
}

/** The field of an invoice's amount in a form. */
function fieldOf(invoiceId: number): string {
  return `allocations-${invoiceId}`
}

export function sumOf(allocations: readonly AllocationInput[]): number {
  return allocations.reduce((sum, { amountYen }) => sum + amountYen, 0)
}
