import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import { type Context, change, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, type Result } from '../core/result.ts'
import { type AllocationInput, planAllocations, sumOf } from './allocations.ts'
import { type Booked, book, factsOf } from './book.ts'
import { loadInvoices } from './invoices.ts'

export interface DepositResult {
  readonly paymentId: number
  /** What is still 預り of the payment, in yen. */
  readonly depositYen: number
  readonly booked: readonly Booked[]
}

/**
 * Books what is left of a payment (預り) on open invoices of the member it belongs to. Audit `payment.allocated`.
 *
 * Errors: payment-gone; amount-invalid, where nothing is to be booked; invoice-gone, for an invoice of somebody else too; those of `planAllocations`.
 */
export async function allocateDeposit(
  context: Context,
  input: {
    readonly memberId: number
    readonly paymentId: number
    readonly allocations: readonly AllocationInput[]
  },
  key: string,
): Promise<Result<DepositResult, DomainError>> {
  const { societyId } = context.actor
  const { memberId, paymentId, allocations } = input
  const operation = { key, action: 'payment.allocate', members: [memberId] }
  return change(context, 'payment.record', operation, async (tx) => {
    const leftYen = await lockRest(tx, societyId, memberId, paymentId)
    if (leftYen === 0) return err({ code: 'payment-gone' })
    if (allocations.length === 0) return err({ code: 'amount-invalid', field: 'allocations', most: leftYen })
    const ids = allocations.map(({ invoiceId }) => invoiceId)
    const found = await loadInvoices(tx, societyId, ids)
    const invoices = found.filter((invoice) => invoice.memberId === memberId)
    const refusal = planAllocations(allocations, invoices, leftYen)
    if (refusal !== null) return err(refusal)
    const booked = await book(tx, societyId, paymentId, allocations, invoices, context.now())
    const depositYen = leftYen - sumOf(allocations)
    const subject = { kind: 'payment', id: paymentId }
    const facts = { allocations: factsOf(allocations), depositYen }
    return written({ paymentId, depositYen, booked }, [
      { action: 'payment.allocated', memberId, subject, facts },
    ])
  })
}

/** Locks a payment of the member's; what is left of it, 0 where there is none such. */
async function lockRest(tx: Tx, societyId: number, memberId: number, paymentId: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ leftYen: number }[]>(Prisma.sql`
    SELECT amount_yen - allocated_yen - refunded_yen AS "leftYen" FROM payment
    WHERE society_id = ${societyId}::int AND id = ${paymentId}::int AND member_id = ${memberId}::int FOR UPDATE`)
  return row?.leftYen ?? 0
}
