import type { Label } from '../members/row.ts'

/** Why a deletion is not asked for, or not done. */
export type DeletionError =
  /** What was typed is not the number of the member who would be deleted. */
  | { readonly code: 'deletion-number'; readonly field: 'number'; readonly number: string }
  | { readonly code: 'deletion-reason'; readonly field: 'reason' }
  /** Of all records of the person; `number` is the member's. */
  | { readonly code: 'deletion-owes'; readonly number: string; readonly count: number }
  | { readonly code: 'deletion-holds'; readonly number: string; readonly positions: readonly Label[] }
  /** It was asked for already and waits. */
  | { readonly code: 'deletion-waits'; readonly approvalId: number }
