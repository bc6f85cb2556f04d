import type { Lifecycle } from '../members/row.ts'

/** Why nothing is done with a login. */
export type AccountError =
  | { readonly code: 'address-missing'; readonly number: string }
  | { readonly code: 'account-missing'; readonly number: string }
  | { readonly code: 'account-suspended'; readonly number: string }
  | { readonly code: 'account-settled'; readonly number: string; readonly status: 'active' | 'suspended' }
  | { readonly code: 'not-enrolled'; readonly number: string; readonly lifecycle: Lifecycle }
  /** A link that was used, is too old, or was never sent. */
  | { readonly code: 'link-gone' }
