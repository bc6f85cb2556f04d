import type { SortDirection, SortField } from './choices.ts'

/** A word or words in a text field (`words`: anywhere plain words match); several values are alternatives. Values as typed, tidied. */
export interface TextFilter {
  readonly kind: 'text'
  readonly field: string
  readonly excluded: boolean
  readonly values: readonly string[]
}

/** Codes of a list, in the list's order; several are alternatives. */
export interface ChoiceFilter {
  readonly kind: 'choice'
  readonly field: string
  readonly excluded: boolean
  readonly values: readonly string[]
}

/** Days from–to, both inclusive, `YYYY-MM-DD` in Asia/Tokyo; null leaves that end open, but never both. */
export interface DateFilter {
  readonly kind: 'date'
  readonly field: string
  readonly excluded: boolean
  readonly from: string | null
  readonly to: string | null
}

export type Filter = TextFilter | ChoiceFilter | DateFilter

export interface Sort {
  readonly field: SortField
  readonly direction: SortDirection
}

/** What is looked for, however it was asked (language or form). All filters must hold. JSON-safe: result sets store it. */
export interface Conditions {
  /** The society's code in the vocabulary; null: the command's own. */
  readonly society: string | null
  /** In the order of the field table, wanted before excluded, then as given. No status filter means 状態:すべて. */
  readonly filters: readonly Filter[]
  /** null: by member number. */
  readonly sort: Sort | null
}

/** A field or value with its words, for screens. */
export interface Label {
  readonly code: string
  readonly ja: string
  readonly en: string
}

/**
 * What is wrong with a search. `field` is a field id (from the form: the key of the form's value), `label` its words; `nearest` lists what is
 * valid for this caller, nearest first.
 */
export type SearchError =
  | { readonly code: 'search-too-long'; readonly limit: number; readonly length: number }
  | { readonly code: 'search-too-many-terms'; readonly limit: number; readonly count: number }
  | { readonly code: 'search-quote-unclosed'; readonly text: string }
  | { readonly code: 'search-key-unknown'; readonly key: string; readonly nearest: readonly Label[] }
  | (AtField & { readonly code: 'search-value-missing' })
  | (AtField & { readonly code: 'search-value-empty'; readonly value: string })
  | (AtField & {
      readonly code: 'search-value-unknown'
      readonly value: string
      readonly nearest: readonly Label[]
    })
  | (AtField & { readonly code: 'search-date-invalid'; readonly value: string })
  | (AtField & { readonly code: 'search-range-contradictory'; readonly from: string; readonly to: string })
  | (AtField & { readonly code: 'search-not-excludable' })
  | (AtField & { readonly code: 'search-given-twice' })

interface AtField {
  readonly field: string
  readonly label: Label
}

/** Conditions, or every error found, in the order of the text. */
export type SearchOutcome =
  | { readonly ok: true; readonly conditions: Conditions }
  | { readonly ok: false; readonly errors: readonly SearchError[] }

/** The longest text and the most terms that the search language takes. */
export const MAX_SEARCH_LENGTH = 500
export const MAX_SEARCH_TERMS = 20
