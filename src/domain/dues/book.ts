import type { Tx } from '../../database/client.ts'
import type { Json } from '../core/audit.ts'
import type { Label } from '../members/row.ts'
import type { AllocationInput } from './allocations.ts'
import { type InvoiceFacts, openYenOf } from './invoices.ts'

/** Money that was booked on an invoice, and what is still open of it; in yen. */
export type Booked = {
  readonly memberId: number
  readonly number: string
  readonly year: number
  readonly item: Label
  readonly sequence: number
  readonly yen: number
  readonly openYen: number
}

/** Writes allocations that were planned on these invoices, under the locks of their members; one statement. */
export async function book(
  tx: Tx,
  societyId: number,
  paymentId: number,
  allocations: readonly AllocationInput[],
  invoices: readonly InvoiceFacts[],
  now: Date,
): Promise<readonly Booked[]> {
  if (allocations.length > 0)
    await tx.allocation.createMany({
      data: allocations.map(({ invoiceId, amountYen }) => ({
        societyId,
        paymentId,
        invoiceId,
        amountYen,
        createdAt: now,
      })),
    })
  return invoices.flatMap((invoice) => {
    const yen = allocations.reduce(
      (sum, { invoiceId, amountYen }) => (invoiceId === invoice.id ? sum + amountYen : sum),
      0,
    )
    const { memberId, number, year, item, sequence } = invoice
    return yen === 0
      ? []
      : [{ memberId, number, year, item, sequence, yen, openYen: openYenOf(invoice) - yen }]
  })
}

/** Allocations as an audit row has them. */
export function factsOf(allocations: readonly AllocationInput[]): Json {
  return allocations.map(({ invoiceId, amountYen }) => ({ invoiceId, amountYen }))
}
