import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import type { AuditDraft } from '../core/audit.ts'
import type { Context } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Reader } from '../core/roll.ts'
import { type InvoiceFacts, loadInvoices, nameOf, openYenOf } from './invoices.ts'

/** One allocation that a 振替訂正 takes back as a whole, and where its money goes. */
export interface Rebooking {
  readonly allocationId: number
  readonly paymentId: number
  readonly fromInvoiceId: number
  /** The whole allocation, in yen. */
  readonly allocatedYen: number
  /** It was taken back before. */
  readonly reversed: boolean
  /** null: nothing is booked anew, the money becomes 預り. */
  readonly toInvoiceId: number | null
  /** What goes to the other invoice; what is left of the allocation becomes 預り. */
  readonly amountYen: number
}

/** All members whose invoices a request is about; that never changes, so that it may be read before they are locked. */
export async function membersOfRebooking(
  read: Pick<Reader, '$queryRaw'>,
  societyId: number,
  approvalId: number,
): Promise<readonly number[]> {
  const rows = await read.$queryRaw<{ memberId: number }[]>(Prisma.sql`
    SELECT DISTINCT i.member_id AS "memberId"
    FROM rebooking_item r JOIN allocation a ON a.society_id = r.society_id AND a.id = r.allocation_id
    JOIN invoice i ON i.society_id = r.society_id AND i.id IN (a.invoice_id, r.to_invoice_id)
    WHERE r.society_id = ${societyId}::int AND r.approval_id = ${approvalId}::int ORDER BY 1`)
  return rows.map(({ memberId }) => memberId)
}

/**
 * Books an approved 振替訂正, inside a transaction that holds the locks of its members. Counter-entries and new allocations are one statement, so that
 * a paid invoice of a withdrawn member never passes through an open state. Gives an audit row for each booking and member.
 *
 * Errors: those of `planRebooking`.
 */
export async function applyRebooking(
  tx: Tx,
  { actor, now }: Context,
  approvalId: number,
): Promise<Result<readonly AuditDraft[], DomainError>> {
  const { societyId } = actor
  const items = await loadRebookings(tx, societyId, approvalId)
  const invoices = await loadInvoices(tx, societyId, items.flatMap(invoicesOf))
  const refusal = planRebooking(items, invoices)
  if (refusal !== null) return err(refusal)
  await tx.$executeRaw(Prisma.sql`
    WITH items AS (
      SELECT r.to_invoice_id, r.amount_yen AS yen, a.*
      FROM rebooking_item r JOIN allocation a ON a.society_id = r.society_id AND a.id = r.allocation_id
      WHERE r.society_id = ${societyId}::int AND r.approval_id = ${approvalId}::int
    )
    INSERT INTO allocation (society_id, payment_id, invoice_id, amount_yen, reverses_id, approval_id, created_at)
    SELECT society_id, payment_id, invoice_id, -amount_yen, id, ${approvalId}::int, ${now()}::timestamptz FROM items
    UNION ALL
    SELECT society_id, payment_id, to_invoice_id, yen, NULL, ${approvalId}::int, ${now()}::timestamptz FROM items WHERE to_invoice_id IS NOT NULL`)
  return ok(items.flatMap((item) => auditsOf('rebooking.booked', item, invoices, { approvalId })))
}

async function loadRebookings(tx: Tx, societyId: number, approvalId: number): Promise<readonly Rebooking[]> {
  return tx.$queryRaw<Rebooking[]>(Prisma.sql`
    SELECT a.id AS "allocationId", a.payment_id AS "paymentId", a.invoice_id AS "fromInvoiceId", a.amount_yen AS "allocatedYen",
      EXISTS (SELECT FROM allocation b WHERE b.society_id = a.society_id AND b.reverses_id = a.id) AS reversed,
      r.to_invoice_id AS "toInvoiceId", r.amount_yen AS "amountYen"
    FROM rebooking_item r JOIN allocation a ON a.society_id = r.society_id AND a.id = r.allocation_id
    WHERE r.society_id = ${societyId}::int AND r.approval_id = ${approvalId}::int ORDER BY a.id`)
}

/** The invoices that a booking moves. */
function invoicesOf({ fromInvoiceId, toInvoiceId }: Rebooking): readonly number[] {
  return toInvoiceId === null ? [fromInvoiceId] : [fromInvoiceId, toInvoiceId]
}

/**
 * Says why these bookings can't be made together, or null. Pure.
 *
 * Errors: allocation-gone; invoice-gone; invoice-not-open, where an invoice is settled or takes no more; allocation-too-much; would-reopen, where a
 * member who has left would owe again.
 */
export function planRebooking(
  items: readonly Rebooking[],
  invoices: readonly InvoiceFacts[],
): DomainError | null {
  if (items.length === 0 || items.some(({ reversed }) => reversed)) return { code: 'allocation-gone' }
  const moved = new Map<number, number>()
  const move = (invoiceId: number, yen: number) => moved.set(invoiceId, (moved.get(invoiceId) ?? 0) + yen)
  for (const { fromInvoiceId, allocatedYen, toInvoiceId, amountYen } of items) {
    move(fromInvoiceId, -allocatedYen)
    if (toInvoiceId !== null) move(toInvoiceId, amountYen)
  }
  for (const [invoiceId, yen] of moved) {
    const refusal = refusalOf(
      invoices.find(({ id }) => id === invoiceId),
      yen,
    )
    if (refusal !== null) return refusal
  }
  return null
}

/** @param yen what the invoice would get, negative where it would lose money */
function refusalOf(invoice: InvoiceFacts | undefined, yen: number): DomainError | null {
  if (invoice === undefined) return { code: 'invoice-gone' }
  const openYen = openYenOf(invoice)
  const name = nameOf(invoice)
  if (yen !== 0 && invoice.state !== 'open') return { code: 'invoice-not-open', ...name }
  if (yen > 0 && openYen === 0) return { code: 'invoice-not-open', ...name }
  if (yen > openYen) return { code: 'allocation-too-much', field: 'toInvoice', openYen, ...name }
  return yen < 0 && !invoice.mayOwe ? { code: 'would-reopen', number: invoice.number, ...name } : null
}

/** An audit row for each member whose invoices a booking moves. */
export function auditsOf(
  action: 'rebooking.requested' | 'rebooking.booked',
  item: Rebooking,
  invoices: readonly InvoiceFacts[],
  more: { readonly approvalId: number; readonly reason?: string },
): readonly AuditDraft[] {
  const { reversed: _, ...facts } = item
  const concerned = invoicesOf(item).flatMap((id) => invoices.find((invoice) => invoice.id === id) ?? [])
  const members = new Set(concerned.map(({ memberId }) => memberId))
  return [...members].map((memberId) => ({
    action,
    memberId,
    subject: { kind: 'approval', id: more.approvalId },
    facts: { ...facts, ...more },
  }))
}
