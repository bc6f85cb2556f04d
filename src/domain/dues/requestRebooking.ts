import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import { openApproval } from '../approvals/open.ts'
import { type Context, change, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import { type InvoiceFacts, loadInvoices, nameOf, openYenOf } from './invoices.ts'
import { auditsOf, planRebooking, type Rebooking } from './rebook.ts'

/** Why money is booked elsewhere; their words are the views'. */
export const REBOOKING_REASONS = ['wrong_invoice', 'wrong_member', 'wrong_amount', 'refund', 'other'] as const

export interface RebookingInput {
  /** Whose invoice the money is on. */
  readonly memberId: number
  readonly allocationId: number
  /** Anybody's open invoice; null for 預り. */
  readonly toInvoiceId: number | null
  /** One of `REBOOKING_REASONS`. */
  readonly reason: string
  /** A reason in words; erasable. */
  readonly note: string | null
}

export interface RebookingAsked {
  readonly approvalId: number
  /** What goes to the other invoice, and what becomes 預り; in yen. */
  readonly rebookedYen: number
  readonly depositYen: number
}

/**
 * Asks the treasurer for a 振替訂正: the allocation is taken back as a whole, as much as the other invoice takes is booked there, and the rest becomes
 * 預り. Nothing moves before the approval. The job `approval.ask` carries it to Slack.
 *
 * Errors: reason-unknown; those of `planRebooking`, as the approval would meet them; invoice-requested where a request for this allocation waits.
 */
export async function requestRebooking(
  context: Context,
  input: RebookingInput,
  key: string,
): Promise<Result<RebookingAsked, DomainError>> {
  const { actor } = context
  const { memberId, toInvoiceId } = input
  const [target] = await loadInvoices(
    readerOf(context),
    actor.societyId,
    toInvoiceId === null ? [] : [toInvoiceId],
  )
  const members = [...new Set([memberId, target?.memberId ?? memberId])]
  const operation = { key, action: 'rebooking.request', members }
  return change(context, 'settlement.request', operation, async (tx) => {
    if (!may(actor, 'payment.record')) return err({ code: 'forbidden', permission: 'payment.record' })
    if (!REBOOKING_REASONS.some((reason) => reason === input.reason))
      return err({ code: 'reason-unknown', field: 'reason' })
    const found = await findBooking(tx, actor.societyId, input)
    if (!found.ok) return found
    const { item, invoices } = found.value
    const { approvalId, jobs } = await openRequest(tx, context, input, item)
    const more = { approvalId, reason: input.reason }
    const detail = input.note === null ? {} : { detail: { note: input.note } }
    const audit = auditsOf('rebooking.requested', item, invoices, more).map((row) => ({ ...row, ...detail }))
    const rebookedYen = item.toInvoiceId === null ? 0 : item.amountYen
    const value = { approvalId, rebookedYen, depositYen: item.allocatedYen - rebookedYen }
    return written(value, audit, jobs)
  })
}

interface AllocationRow {
  readonly paymentId: number
  readonly fromInvoiceId: number
  readonly allocatedYen: number
  readonly reversed: boolean
  /** The request that waits and has it. */
  readonly requestedIn: number | null
}

async function findBooking(
  tx: Tx,
  societyId: number,
  { memberId, allocationId, toInvoiceId }: RebookingInput,
): Promise<Result<{ readonly item: Rebooking; readonly invoices: readonly InvoiceFacts[] }, DomainError>> {
  const [row] = await tx.$queryRaw<AllocationRow[]>(Prisma.sql`
    SELECT a.payment_id AS "paymentId", a.invoice_id AS "fromInvoiceId", a.amount_yen AS "allocatedYen",
      EXISTS (SELECT FROM allocation b WHERE b.society_id = a.society_id AND b.reverses_id = a.id) AS reversed,
      (SELECT p.id FROM rebooking_item r JOIN approval p ON p.society_id = r.society_id AND p.id = r.approval_id
        WHERE r.society_id = a.society_id AND r.allocation_id = a.id AND p.state = 'pending' LIMIT 1) AS "requestedIn"
    FROM allocation a JOIN invoice i ON i.society_id = a.society_id AND i.id = a.invoice_id
    WHERE a.society_id = ${societyId}::int AND a.id = ${allocationId}::int AND a.reverses_id IS NULL AND i.member_id = ${memberId}::int`)
  if (row === undefined) return err({ code: 'allocation-gone' })
  const { requestedIn, ...booked } = row
  const ids = toInvoiceId === null ? [row.fromInvoiceId] : [row.fromInvoiceId, toInvoiceId]
  const invoices = await loadInvoices(tx, societyId, ids)
  const from = invoices.find(({ id }) => id === row.fromInvoiceId)
  const to = invoices.find(({ id }) => id === toInvoiceId)
  if (from === undefined || from === to) return err({ code: 'invoice-gone' })
  if (requestedIn !== null)
    return err({ code: 'invoice-requested', approvalId: requestedIn, ...nameOf(from) })
  if (to !== undefined && openYenOf(to) === 0) return err({ code: 'invoice-not-open', ...nameOf(to) })
  const amountYen = to === undefined ? row.allocatedYen : Math.min(row.allocatedYen, openYenOf(to))
  const item = { allocationId, ...booked, toInvoiceId, amountYen }
  const refusal = planRebooking([item], invoices)
  return refusal === null ? ok({ item, invoices }) : err(refusal)
}

async function openRequest(
  tx: Tx,
  context: Context,
  { memberId, note, reason }: RebookingInput,
  item: Rebooking,
) {
  const { societyId } = context.actor
  const { allocationId, fromInvoiceId, toInvoiceId, amountYen } = item
  const frozen = [{ allocationId, fromInvoiceId, toInvoiceId, amountYen, reason }]
  const request = await openApproval(tx, context, { subject: 'rebooking', memberId, note, frozen })
  const { approvalId } = request
  await tx.rebookingItem.create({
    data: { societyId, approvalId, allocationId, toInvoiceId, amountYen, reason },
  })
  return request
}
