import type { Day } from '../core/calendar.ts'
import type { DuesState, InvoiceLine } from '../members/cardData.ts'
import type { MembershipFacts } from '../withdrawal/facts.ts'

/** Money booked on an invoice. */
export interface LedgerEntry {
  readonly allocationId: number
  readonly receivedOn: Day
  readonly amountYen: number
  /** Taken back by a 振替訂正. */
  readonly reversed: boolean
  /** The 振替訂正 that waits and has it. */
  readonly requestedIn: number | null
}

export interface LedgerInvoice extends InvoiceLine {
  /** A later invoice stands in its place: it no longer counts. */
  readonly superseded: boolean
  /** It stands in the place of one that was settled by mistake. */
  readonly replaces: boolean
  /** The settlement that waits and has it. */
  readonly requestedIn: number | null
  readonly entries: readonly LedgerEntry[]
}

/** A payment with something left of it: 預り. */
export interface Deposit {
  readonly paymentId: number
  readonly receivedOn: Day
  readonly leftYen: number
}

/** Everything about a member's dues; finished data for the screen. */
export interface Ledger {
  readonly societyId: number
  readonly member: MembershipFacts
  /** The states found over the years, the worst first. */
  readonly states: readonly DuesState[]
  readonly openYen: number
  /** Newest first, those that no longer count too. */
  readonly invoices: readonly LedgerInvoice[]
  /** Oldest first. */
  readonly deposits: readonly Deposit[]
  readonly mayIssue: boolean
  readonly mayPay: boolean
  readonly mayRequest: boolean
}
