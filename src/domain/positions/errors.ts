import type { Day } from '../core/calendar.ts'
import type { Label } from '../members/row.ts'

/** What a refusal by a rule of the society cites. */
interface Cited {
  readonly field: string
  readonly article: string | null
  readonly subject: Label
  readonly object: Label
  /** Whose, where several members are at stake. */
  readonly number?: string
  /** From when, where that is later than the day asked for. */
  readonly on?: Day
}

/** Why an office can't be given or ended. */
export type PositionError =
  /** 会則: `subject` is only for those who are, or were, `object`. */
  | ({ readonly code: 'rule-broken' } & Cited)
  /** 会則: nobody is `subject` and `object` at once. */
  | ({ readonly code: 'rule-excludes' } & Cited)
  | { readonly code: 'position-unknown'; readonly field: 'position' }
  | { readonly code: 'holder-not-active'; readonly field: string; readonly number: string }
  /** The member's type does not give the right to hold office (役員就任). */
  | { readonly code: 'type-holds-no-office'; readonly field: string; readonly number: string }
  | {
      readonly code: 'already-holds'
      readonly field: string
      readonly position: Label
      readonly number: string
    }
  | { readonly code: 'seats-full'; readonly field: string; readonly position: Label; readonly seats: number }
  | { readonly code: 'office-before-joining'; readonly field: 'startedOn'; readonly joinedOn: Day }
  | { readonly code: 'office-after-withdrawal'; readonly field: 'startedOn'; readonly withdrawnOn: Day }
  | { readonly code: 'office-dates'; readonly field: 'endedOn' | 'effectiveOn'; readonly startedOn: Day }
  | { readonly code: 'holding-gone' }
  /** The same member twice in one office. */
  | { readonly code: 'elected-twice'; readonly field: string; readonly number: string }
  | { readonly code: 'elected-unknown'; readonly field: string; readonly number: string }
  | { readonly code: 'nothing-elected' }
  | { readonly code: 'election-later'; readonly count: number }
