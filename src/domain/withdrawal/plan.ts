import { addDays, type Day } from '../core/calendar.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { FiscalYearFacts, MembershipFacts, OpenInvoice } from './facts.ts'
import { DEATH, MEMORIAL } from './reasons.ts'

/** 請求取消 | 手動で支払済み */
export type SettlementKind = 'cancel' | 'paid_manually'

/** What is to become of one invoice. */
export interface SettlementChoice {
  readonly invoiceId: number
  readonly settlement: SettlementKind
  /** A code of the society's settlement reasons. */
  readonly reason: string
}

/** A withdrawal as it is asked for, the same for each member of a batch. */
export interface WithdrawalTerms {
  /** 届出受理日 */
  readonly acceptedOn: Day
  /** 退会日: today, earlier in an open fiscal year, or later. */
  readonly withdrawnOn: Day
  /** A code of the society's reasons for withdrawing. */
  readonly reason: string
  /** Offices that are held end with the membership. */
  readonly endPositions: boolean
}

/** What the request comes to for one member. */
export type Withdrawal =
  | { readonly kind: 'now' }
  /** Runs by itself on its day. */
  | { readonly kind: 'dated' }
  /** Waits for the settlement of its invoices: in a request of its own, or in one that waits already. */
  | { readonly kind: 'held'; readonly approvalId: number | null }
  /** The invoices go to the treasurer; the member stays. */
  | { readonly kind: 'request-only' }

/** How far ahead a withdrawal may be dated. */
const AHEAD_DAYS = 731

/**
 * Says what becomes of a request to withdraw one member, or why nothing. Pure.
 *
 * @param settlements choices for the member's open invoices; those not named are left open
 * @param hold complete the withdrawal once the settlements are approved
 */
export function planWithdrawal(
  member: MembershipFacts,
  terms: WithdrawalTerms,
  settlements: readonly SettlementChoice[],
  hold: boolean,
  years: readonly FiscalYearFacts[],
  today: Day,
): Result<Withdrawal, DomainError> {
  const refusal =
    standing(member) ??
    memorial(member, terms) ??
    dates(member, terms, years, today) ??
    offices(member, terms) ??
    chosen(member, settlements)
  if (refusal !== null) return err(refusal)
  if (terms.withdrawnOn > today) return ok({ kind: 'dated' })
  if (member.openInvoices.length === 0) return ok({ kind: 'now' })
  if (settlements.length > 0 && !hold) return ok({ kind: 'request-only' })
  const left = member.openInvoices.filter(({ id }) => settlements.every(({ invoiceId }) => invoiceId !== id))
  if (left.length === 0) return ok({ kind: 'held', approvalId: null })
  const waiting = settlements.length === 0 && hold ? sharedRequest(left) : null
  if (waiting !== null) return ok({ kind: 'held', approvalId: waiting })
  return err({ code: 'invoices-open', field: 'settlements', count: left.length })
}

/** The one request that has all of these invoices already. */
function sharedRequest(invoices: readonly OpenInvoice[]): number | null {
  const [first] = invoices
  return invoices.every(({ requestedIn }) => requestedIn === first?.requestedIn)
    ? (first?.requestedIn ?? null)
    : null
}

function standing({ number, lifecycle, planned, held }: MembershipFacts): DomainError | null {
  if (lifecycle !== 'active') return { code: 'not-active', number, lifecycle }
  if (held !== null) return { code: 'already-held' }
  return planned === null ? null : { code: 'already-planned', runsOn: planned.runsOn }
}

/** Only who may become 物故会員 is offered it; anything else is a form that is old or forged. */
function memorial({ memorialTypeId }: MembershipFacts, { reason }: WithdrawalTerms): DomainError | null {
  return reason === MEMORIAL && memorialTypeId === null ? { code: 'reason-unknown', field: 'reason' } : null
}

function dates(
  { joinedOn }: MembershipFacts,
  { acceptedOn, withdrawnOn, reason }: WithdrawalTerms,
  years: readonly FiscalYearFacts[],
  today: Day,
): DomainError | null {
  if (acceptedOn > today) return { code: 'date-in-future', field: 'acceptedOn', today }
  if (joinedOn !== null && withdrawnOn < joinedOn)
    return { code: 'withdrawn-too-early', field: 'withdrawnOn', joinedOn }
  if (withdrawnOn > today) {
    if (reason === DEATH || reason === MEMORIAL) return { code: 'death-in-future', field: 'withdrawnOn' }
    const limit = addDays(today, AHEAD_DAYS)
    return withdrawnOn > limit ? { code: 'too-far-ahead', field: 'withdrawnOn', limit } : null
  }
  const closed = closedYear(withdrawnOn, years)
  return closed === null || withdrawnOn === today
    ? null
    : { code: 'year-closed', field: 'withdrawnOn', year: closed }
}

/** The closed fiscal year that a past day falls in; years before the first that the society keeps are closed too. */
export function closedYear(day: Day, years: readonly FiscalYearFacts[]): number | null {
  const year = years.find(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)
  if (year !== undefined) return year.closed ? year.year : null
  const [first] = years
  return first !== undefined && day < first.startsOn ? first.year - 1 : null
}

function offices(member: MembershipFacts, terms: WithdrawalTerms): DomainError | null {
  if (terms.endPositions || member.holdings.length === 0) return null
  const positions = member.holdings.map(({ position }) => position)
  return { code: 'positions-held', field: 'endPositions', positions }
}

/** Choices that can be asked of the treasurer: each of an invoice that is open, that nobody asks about yet, and that bears no money if cancelled. */
export function chosen(
  { openInvoices }: Pick<MembershipFacts, 'openInvoices'>,
  settlements: readonly SettlementChoice[],
): DomainError | null {
  // A dialog has one choice for each.
  if (new Set(settlements.map(({ invoiceId }) => invoiceId)).size < settlements.length)
    return { code: 'stale' }
  for (const { invoiceId, settlement } of settlements) {
    const invoice = openInvoices.find(({ id }) => id === invoiceId)
    if (invoice === undefined) return { code: 'invoice-gone' }
    const { year, item, requestedIn } = invoice
    if (requestedIn !== null) return { code: 'invoice-requested', approvalId: requestedIn, year, item }
    if (settlement === 'cancel' && invoice.paidYen > 0)
      return { code: 'invoice-partly-paid', field: 'settlements', year, item }
  }
  return null
}

/** Yen still owed of an invoice. */
export function openYenOf({ amountYen, paidYen }: Pick<OpenInvoice, 'amountYen' | 'paidYen'>): number {
  return amountYen - paidYen
}
