import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import { type Day, dateColumn, tokyoDay } from '../core/calendar.ts'
import { type Context, change, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Label } from '../members/row.ts'
import {
  type FiscalYearFacts,
  loadFiscalYears,
  loadMemberships,
  type MembershipFacts,
} from '../withdrawal/facts.ts'
import { releaseHeld } from '../withdrawal/release.ts'
import { isAmount, MOST_YEN } from './allocations.ts'

/** What to bill: a fee of a year, once more where it is for a further unit (口数の追加); or what a mistaken settlement ended. */
export type Billed =
  | { readonly feeItemId: number; readonly year: number; readonly another: boolean }
  | { readonly replacesId: number }

export interface InvoiceInput {
  readonly memberId: number
  readonly billed: Billed
  readonly amountYen: number
  readonly dueOn: Day
}

export interface InvoiceResult {
  readonly invoiceId: number
  readonly memberId: number
  readonly number: string
  readonly year: number
  readonly item: Label
  readonly sequence: number
  readonly amountYen: number
  readonly dueOn: Day
  /** The settled invoice in whose place it stands. */
  readonly replacesId: number | null
  /** A withdrawal was held for the member, and is released now. */
  readonly released: boolean
}

/**
 * Bills a member. Billing anew what was cancelled stands in its place, and names it; a withdrawal that was held for the member is released, since it was
 * asked for without this invoice. Audit `invoice.issued`.
 *
 * Errors: unknown-member; those of `planInvoice`.
 */
export async function issueInvoice(
  context: Context,
  input: InvoiceInput,
  key: string,
): Promise<Result<InvoiceResult, DomainError>> {
  const { societyId } = context.actor
  const { memberId, amountYen, dueOn } = input
  const operation = { key, action: 'invoice.issue', members: [memberId] }
  return change(context, 'invoice.issue', operation, async (tx) => {
    const [member] = await loadMemberships(tx, societyId, [memberId], tokyoDay(context.now()))
    if (member === undefined) return err({ code: 'unknown-member', number: String(memberId), nearest: [] })
    const facts = await loadBillingFacts(tx, societyId, member, input.billed)
    const planned = planInvoice(input, facts)
    if (!planned.ok) return planned
    const { year, feeItemId, item, sequence, revision, replacesId } = planned.value
    const { id: invoiceId } = await tx.invoice.create({
      data: {
        societyId,
        memberId,
        year,
        feeItemId,
        sequence,
        revision,
        replacesId,
        amountYen,
        dueOn: dateColumn(dueOn),
        issuedAt: context.now(),
      },
      select: { id: true },
    })
    const { audit, jobs } = await releaseHeld(
      tx,
      societyId,
      { memberIds: [memberId] },
      'released',
      'new-invoice',
      context.now(),
    )
    const billed = { year, sequence, amountYen, dueOn, replacesId }
    const subject = { kind: 'invoice', id: invoiceId }
    const issued = { action: 'invoice.issued', memberId, subject, facts: { ...billed, feeItemId } }
    const { number } = member
    const result = { invoiceId, memberId, number, item, ...billed, released: audit.length > 0 }
    return written(result, [issued, ...audit], jobs)
  })
}

/** One of a member's invoices that count. */
export interface Standing {
  readonly id: number
  readonly year: number
  readonly feeItemId: number
  readonly sequence: number
  readonly revision: number
  readonly state: 'open' | 'cancelled' | 'paid_manually'
  /** Another stands in its place. */
  readonly superseded: boolean
}

export interface BillingFacts {
  readonly member: MembershipFacts
  readonly years: readonly FiscalYearFacts[]
  /** null: nothing such is billed. */
  readonly item: Label | null
  /** The member's invoice that is to be replaced; else those of the item and year that nothing replaced, by sequence. */
  readonly standing: readonly Standing[]
}

async function loadBillingFacts(
  tx: Tx,
  societyId: number,
  member: MembershipFacts,
  billed: Billed,
): Promise<BillingFacts> {
  const years = await loadFiscalYears(tx, societyId)
  const replaces = 'replacesId' in billed ? billed.replacesId : null
  const { feeItemId, year } = 'replacesId' in billed ? { feeItemId: null, year: null } : billed
  const standing = await tx.$queryRaw<Standing[]>(Prisma.sql`
    SELECT id, year, fee_item_id AS "feeItemId", sequence, revision, state, superseded FROM invoice
    WHERE society_id = ${societyId}::int AND member_id = ${member.id}::int
      AND (id = ${replaces}::int OR (fee_item_id = ${feeItemId}::int AND year = ${year}::int AND NOT superseded))
    ORDER BY sequence`)
  const found = await tx.feeItem.findUnique({
    where: { societyId_id: { societyId, id: feeItemId ?? standing[0]?.feeItemId ?? 0 } },
    select: { name: true, nameEn: true, retiredAt: true },
  })
  const billable = found !== null && (replaces !== null || found.retiredAt === null)
  return { member, years, standing, item: billable ? { ja: found.name, en: found.nameEn } : null }
}

/** Where an invoice stands among those of its item and year. */
export interface Placed {
  readonly year: number
  readonly feeItemId: number
  readonly item: Label
  readonly sequence: number
  readonly revision: number
  readonly replacesId: number | null
}

/**
 * Says which invoice is to be written, or why none. Pure. What a mistaken settlement ended may be billed anew in a closed year too: it was ended since.
 *
 * Errors: member-cannot-owe; amount-invalid; stale, where the item is no longer billed; invoice-gone; invoice-not-replaceable; year-unknown; year-closed; year-after-withdrawal; invoice-exists.
 */
function planInvoice(
  { billed, amountYen }: Pick<InvoiceInput, 'billed' | 'amountYen'>,
  { member, years, item, standing }: BillingFacts,
): Result<Placed, DomainError> {
  const { lifecycle, number } = member
  if (lifecycle !== 'applicant' && lifecycle !== 'active') return err({ code: 'member-cannot-owe', number })
  if (!isAmount(amountYen)) return err({ code: 'amount-invalid', field: 'amount', most: MOST_YEN })
  const [first] = standing
  if ('replacesId' in billed) {
    if (first === undefined || item === null) return err({ code: 'invoice-gone' })
    return first.state === 'open' || first.superseded
      ? err({ code: 'invoice-not-replaceable', year: first.year, item })
      : ok(inPlaceOf(first, item))
  }
  if (item === null) return err({ code: 'stale' })
  const { year, feeItemId, another } = billed
  const refusal = yearRefused(year, years, member)
  if (refusal !== null) return err(refusal)
  const free = Math.max(0, ...standing.map(({ sequence }) => sequence)) + 1
  const next: Placed = { year, feeItemId, item, sequence: free, revision: 1, replacesId: null }
  if (another) return ok(next)
  if (standing.some(({ state }) => state !== 'cancelled'))
    return err({ code: 'invoice-exists', field: 'feeItem', year, item })
  return ok(first === undefined ? next : inPlaceOf(first, item))
}

function inPlaceOf({ id, year, feeItemId, sequence, revision }: Standing, item: Label): Placed {
  return { year, feeItemId, item, sequence, revision: revision + 1, replacesId: id }
}

function yearRefused(
  year: number,
  years: readonly FiscalYearFacts[],
  { planned }: MembershipFacts,
): DomainError | null {
  const found = years.find((one) => one.year === year)
  if (found === undefined) return { code: 'year-unknown', field: 'year', year }
  if (found.closed) return { code: 'year-closed', field: 'year', year }
  return planned !== null && planned.runsOn < found.startsOn
    ? { code: 'year-after-withdrawal', field: 'year', withdrawnOn: planned.runsOn }
    : null
}
