import type { Day } from '../core/calendar.ts'

/** Why a note or a document is not kept. */
export type DossierError =
  | { readonly code: 'note-empty'; readonly field: 'body' }
  /** It is kept from tomorrow on, and at most until `limit`. */
  | { readonly code: 'retention-outside'; readonly field: 'retainUntil'; readonly limit: Day }
  | { readonly code: 'file-missing'; readonly field: 'file' }
  | { readonly code: 'file-too-large'; readonly field: 'file'; readonly megabytes: number }
  /** By what is in it, whatever it is called. */
  | { readonly code: 'file-type'; readonly field: 'file' }
  | { readonly code: 'attachment-gone' }
