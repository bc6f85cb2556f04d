import type { Prisma } from '../../../prisma/generated/client.ts'
import { tokyoMinute } from '../core/calendar.ts'
import type { Reader } from '../core/roll.ts'
import type { Label } from '../members/row.ts'
import type { SettlementKind } from '../withdrawal/plan.ts'
import { loadReasons, type Reason } from '../withdrawal/reasons.ts'
import type { ApprovalEnd } from './errors.ts'
import { MONEY } from './subjects.ts'

/** Whose invoice, and which. */
export interface ApprovalInvoice {
  readonly memberId: number
  readonly number: string
  readonly year: number
  readonly item: Label
  readonly sequence: number
}

/** One thing that is asked for, in yen. */
export type ApprovalItem = { readonly invoice: ApprovalInvoice; readonly yen: number } & (
  | { readonly kind: SettlementKind; readonly reason: Label }
  /** Taken off the invoice and booked on `to`, as much as that takes; the rest becomes 預り, all of it where `to` is null. */
  | {
      readonly kind: 'rebooking'
      /** A code of `REBOOKING_REASONS`. */
      readonly reason: string
      readonly to: ApprovalInvoice | null
      readonly bookedYen: number
    }
)

/** What every request has, whatever it asks for. */
export interface RequestFacts {
  readonly id: number
  readonly society: { readonly id: number; readonly name: string; readonly nameEn: string | null }
  /** `expired` from the very minute on. */
  readonly state: 'pending' | ApprovalEnd
  /** Actors' keys `team:user`, minutes in Japan. */
  readonly requestedBy: string
  readonly requestedAt: string
  readonly expiresAt: string
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  /** Words that people typed: never for a channel. */
  readonly note: string | null
  readonly decisionNote: string | null
}

/** A request about money as messages and screens show it: numbers and codes, no name. */
export interface ApprovalFacts extends RequestFacts {
  readonly subject: 'settlement' | 'rebooking'
  readonly items: readonly ApprovalItem[]
  /** Withdrawals that go on with the approval. */
  readonly held: number
}

const INVOICE = {
  select: {
    memberId: true,
    year: true,
    sequence: true,
    member: { select: { number: true } },
    feeItem: { select: { name: true, nameEn: true } },
  },
} as const

const REQUEST = {
  id: true,
  subject: true,
  state: true,
  requestedBy: true,
  requestedAt: true,
  expiresAt: true,
  decidedBy: true,
  decidedAt: true,
  note: true,
  decisionNote: true,
  society: { select: { id: true, name: true, nameEn: true } },
  settlementItems: {
    orderBy: { id: 'asc' },
    select: { settlement: true, reason: true, amountYen: true, invoice: INVOICE },
  },
  rebookingItems: {
    orderBy: { id: 'asc' },
    select: {
      reason: true,
      amountYen: true,
      allocation: { select: { amountYen: true, invoice: INVOICE } },
      toInvoice: INVOICE,
    },
  },
  _count: { select: { heldWithdrawals: { where: { state: 'held' } } } },
} as const satisfies Prisma.ApprovalSelect

type Row = Prisma.ApprovalGetPayload<{ select: typeof REQUEST }>

/** The requests that the treasurer decides; others that a second person decides have their own screens. */
export const DECIDED_BY_TREASURER = { in: [...MONEY] }

/** One request; null where there is none of that id for the treasurer. Asks for no permission: its callers do. */
export async function loadApproval(
  read: Reader,
  societyId: number,
  id: number,
  now: Date,
): Promise<ApprovalFacts | null> {
  const [found] = await loadApprovals(read, societyId, { id }, { now, most: 1 })
  return found ?? null
}

/** Requests that meet `where`, the oldest first. */
export async function loadApprovals(
  read: Reader,
  societyId: number,
  where: Prisma.ApprovalWhereInput,
  { now, most }: { readonly now: Date; readonly most: number },
): Promise<readonly ApprovalFacts[]> {
  const [rows, reasons] = await Promise.all([
    read.approval.findMany({
      where: { ...where, societyId, subject: DECIDED_BY_TREASURER },
      orderBy: { id: 'asc' },
      take: most,
      select: REQUEST,
    }),
    loadReasons(read, societyId),
  ])
  return rows.map((row) => factsOf(row, reasons.settlement, now))
}

function factsOf(row: Row, reasons: readonly Reason[], now: Date): ApprovalFacts {
  const { id, society, requestedBy, note, decidedBy, decisionNote } = row
  const ranOut = row.state === 'pending' && row.expiresAt <= now
  const ended = ranOut ? row.expiresAt : row.decidedAt
  return {
    id,
    society,
    subject: row.subject as ApprovalFacts['subject'],
    state: ranOut ? 'expired' : (row.state as ApprovalFacts['state']),
    requestedBy,
    requestedAt: tokyoMinute(row.requestedAt),
    expiresAt: tokyoMinute(row.expiresAt),
    decidedBy,
    decidedAt: ended === null ? null : tokyoMinute(ended),
    note,
    decisionNote,
    items: [
      ...row.settlementItems.map((item) => settledItem(item, reasons)),
      ...row.rebookingItems.map(rebookedItem),
    ],
    held: row._count.heldWithdrawals,
  }
}

function invoiceOf({
  memberId,
  year,
  sequence,
  member,
  feeItem,
}: Row['settlementItems'][number]['invoice']): ApprovalInvoice {
  return { memberId, number: member.number, year, item: { ja: feeItem.name, en: feeItem.nameEn }, sequence }
}

/** A reason that the society has dropped since is shown by its code. */
function settledItem(
  { settlement, reason, amountYen, invoice }: Row['settlementItems'][number],
  reasons: readonly Reason[],
): ApprovalItem {
  const label = reasons.find(({ code }) => code === reason)?.label ?? { ja: reason, en: reason }
  return { invoice: invoiceOf(invoice), yen: amountYen, kind: settlement as SettlementKind, reason: label }
}

function rebookedItem({
  reason,
  amountYen,
  allocation,
  toInvoice,
}: Row['rebookingItems'][number]): ApprovalItem {
  const to = toInvoice === null ? null : invoiceOf(toInvoice)
  return {
    invoice: invoiceOf(allocation.invoice),
    yen: allocation.amountYen,
    kind: 'rebooking',
    reason,
    to,
    bookedYen: to === null ? 0 : amountYen,
  }
}
