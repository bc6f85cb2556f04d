import type { InvoiceName } from '../dues/errors.ts'

/** How a request ended. */
export type ApprovalEnd = 'approved' | 'rejected' | 'cancelled' | 'expired'

/** Why a request or its decision is refused. */
export type ApprovalError =
  | { readonly code: 'approval-gone' }
  /** Nobody decides what they asked for. */
  | { readonly code: 'own-request' }
  /** Somebody was faster; `by` is `team:user`, null where it ran out by itself. */
  | { readonly code: 'decided'; readonly state: ApprovalEnd; readonly by: string | null; readonly at: string }
  /** An invoice is no longer what was asked about: paid, or settled another way. */
  | { readonly code: 'request-altered'; readonly invoices: readonly InvoiceName[] }
  | { readonly code: 'reason-needed'; readonly field: 'note' }
  /** Only who asked, or a colleague of the office, takes a request back. */
  | { readonly code: 'not-yours' }
  | { readonly code: 'nothing-to-settle'; readonly field: 'settlements' }
