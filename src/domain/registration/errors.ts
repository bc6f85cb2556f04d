import type { Day } from '../core/calendar.ts'
import type { HistoryLine } from '../members/cardData.ts'
import type { Lifecycle } from '../members/row.ts'

/** What is wrong with one field of a member's form. */
export type FieldError =
  | { readonly code: 'field-required'; readonly field: string }
  | { readonly code: 'too-long'; readonly field: string; readonly limit: number }
  | { readonly code: 'kana-only'; readonly field: string }
  | { readonly code: 'email-invalid'; readonly field: string }
  | { readonly code: 'phone-invalid'; readonly field: string }
  | { readonly code: 'postal-code-invalid'; readonly field: string }
  | { readonly code: 'date-invalid'; readonly field: string }
  | { readonly code: 'count-invalid'; readonly field: string; readonly most: number }
  | { readonly code: 'choice-unknown'; readonly field: string }

/** A record that may be of the same person or organisation. */
export interface Duplicate {
  readonly id: number
  readonly number: string
  readonly name: string
  readonly affiliation: string | null
  readonly lifecycle: Lifecycle
  readonly withdrawnOn: Day | null
  /** They can come back: withdrawn, and not by death. */
  readonly rejoins: boolean
  readonly why: 'email' | 'name'
}

/** Why a registration, a decision about an application, or a change of a record is refused. */
export type RegistrationError =
  | FieldError
  /** Everything that is wrong with one form, in the order of its fields. */
  | { readonly code: 'fields-refused'; readonly errors: readonly FieldError[] }
  /** `examples` are numbers in the society's own formats. */
  | { readonly code: 'number-format'; readonly field: 'number'; readonly examples: readonly string[] }
  | { readonly code: 'number-taken'; readonly field: 'number'; readonly number: string }
  /** Shown before saving; `another` is the box that says that it is somebody else. */
  | { readonly code: 'duplicates-found'; readonly candidates: readonly Duplicate[] }
  | { readonly code: 'not-applicant'; readonly number: string; readonly lifecycle: Lifecycle }
  /** An application with open invoices is not refused before they are settled. */
  | { readonly code: 'applicant-owes'; readonly number: string; readonly count: number }
  /** Nothing to mail it to. */
  | { readonly code: 'no-address'; readonly field: 'mail' }
  /** 入会日 lies outside of what the earlier terms and today leave. */
  | {
      readonly code: 'joined-outside'
      readonly field: 'joinedOn'
      readonly from: Day | null
      readonly to: Day
    }
  /** Others changed the same record; `changes` are the newest first. */
  | {
      readonly code: 'edit-overtaken'
      readonly fields: readonly string[]
      readonly changes: readonly HistoryLine[]
    }
  | { readonly code: 'nothing-changed' }
  | { readonly code: 'not-institution'; readonly number: string }
  /** Only individuals stand under an institution. */
  | { readonly code: 'not-individual'; readonly field: 'add'; readonly number: string }
  | { readonly code: 'numbers-unknown'; readonly field: string; readonly numbers: readonly string[] }
  | {
      readonly code: 'capacity-exceeded'
      readonly field: 'add'
      readonly capacity: number
      readonly count: number
    }
  | { readonly code: 'merge-same' }
  | { readonly code: 'merge-kinds' }
  /** What the second record still has keeps it from disappearing into the first. */
  | {
      readonly code: 'merge-blocked'
      readonly number: string
      readonly why: 'invoices' | 'positions' | 'plans' | 'affiliates' | 'active'
    }
  | { readonly code: 'two-numbers-needed' }
