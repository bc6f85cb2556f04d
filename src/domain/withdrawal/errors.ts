import type { Day } from '../core/calendar.ts'
import type { HistoryLine } from '../members/cardData.ts'
import type { Label, Lifecycle } from '../members/row.ts'

/** Why a withdrawal, a rejoining, or the undoing of either is refused. */
export type WithdrawalError =
  | { readonly code: 'not-active'; readonly number: string; readonly lifecycle: Lifecycle }
  | { readonly code: 'not-withdrawn'; readonly number: string; readonly lifecycle: Lifecycle }
  /** Invoices that stay open keep the member in. */
  | { readonly code: 'invoices-open'; readonly field: 'settlements'; readonly count: number }
  | { readonly code: 'positions-held'; readonly field: 'endPositions'; readonly positions: readonly Label[] }
  | { readonly code: 'withdrawn-too-early'; readonly field: 'withdrawnOn'; readonly joinedOn: Day }
  | { readonly code: 'too-far-ahead'; readonly field: 'withdrawnOn'; readonly limit: Day }
  | { readonly code: 'death-in-future'; readonly field: 'withdrawnOn' }
  | { readonly code: 'reason-unknown'; readonly field: 'reason' }
  | { readonly code: 'already-planned'; readonly runsOn: Day }
  | { readonly code: 'already-held' }
  /** A dated or held withdrawal that has ended meanwhile. */
  | { readonly code: 'plan-ended' }
  /** The member is no longer as the dialog showed it; `changes` are the newest first. */
  | { readonly code: 'changed'; readonly changes: readonly HistoryLine[] }
  | { readonly code: 'type-needed'; readonly field: 'memberType' }
  | { readonly code: 'type-not-offered'; readonly field: 'memberType' }
  | { readonly code: 'rejoined-too-early'; readonly field: 'rejoinedOn'; readonly withdrawnOn: Day }
  | { readonly code: 'deceased-member'; readonly number: string }
  | { readonly code: 'too-many-members'; readonly limit: number; readonly count: number }
  | { readonly code: 'count-mismatch'; readonly field: 'count'; readonly expected: number }
  | { readonly code: 'nobody-ready' }
  /** Somebody's facts moved between preview and confirmation, so that the typed count is no longer the count. */
  | { readonly code: 'selection-changed'; readonly ready: number; readonly blocked: number }
  /** What came later and rests on what is to be undone, newest first. */
  | { readonly code: 'undo-blocked'; readonly later: readonly HistoryLine[] }
  /** An office that the member would hold again has a successor. */
  | { readonly code: 'seats-taken'; readonly positions: readonly Label[] }
  | { readonly code: 'undo-gone' }
  /** The application of somebody who comes back has invoices of its own, which can't move to another record. */
  | { readonly code: 'application-owes'; readonly number: string }
  | { readonly code: 'application-gone' }
  | { readonly code: 'not-chair' }
  | { readonly code: 'delegate-dates'; readonly field: 'toOn' }
  | { readonly code: 'delegate-self'; readonly field: 'user' }
