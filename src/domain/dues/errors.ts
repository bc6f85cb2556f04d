import type { Day } from '../core/calendar.ts'
import type { Label } from '../members/row.ts'

/** Which invoice is meant: 2026年度 年会費. */
export interface InvoiceName {
  readonly year: number
  readonly item: Label
}

/** Why an invoice or a payment is refused. */
export type DuesError =
  /** Only applicants and active members can owe; a withdrawn one rejoins first. */
  | { readonly code: 'member-cannot-owe'; readonly number: string }
  | { readonly code: 'year-unknown'; readonly field: 'year'; readonly year: number }
  /** The fiscal year is closed, so nothing is dated into it any more. */
  | { readonly code: 'year-closed'; readonly field: string; readonly year: number }
  | { readonly code: 'year-after-withdrawal'; readonly field: 'year'; readonly withdrawnOn: Day }
  | ({ readonly code: 'invoice-exists'; readonly field: 'feeItem' } & InvoiceName)
  | { readonly code: 'invoice-gone' }
  /** Replacing wants a 請求取消 or 手動で支払済み that nothing has replaced yet. */
  | ({ readonly code: 'invoice-not-replaceable' } & InvoiceName)
  /** Paid, cancelled or settled already. */
  | ({ readonly code: 'invoice-not-open' } & InvoiceName)
  /** Money was booked on it: a cancellation wants a 振替訂正 first. */
  | ({ readonly code: 'invoice-partly-paid'; readonly field: 'settlements' } & InvoiceName)
  /** A request that waits has it already. */
  | ({ readonly code: 'invoice-requested'; readonly approvalId: number } & InvoiceName)
  | { readonly code: 'amount-invalid'; readonly field: string; readonly most: number }
  | { readonly code: 'date-in-future'; readonly field: string; readonly today: Day }
  /** More booked on an invoice than is open of it. */
  | ({
      readonly code: 'allocation-too-much'
      /** `allocations-12`: the field of the invoice. */
      readonly field: string
      readonly openYen: number
    } & InvoiceName)
  /** More booked than was paid, or than is left of it. */
  | { readonly code: 'allocation-over-payment'; readonly field: 'allocations'; readonly amountYen: number }
  | { readonly code: 'allocation-gone' }
  /** The payment is not there, or nothing is left of it. */
  | { readonly code: 'payment-gone' }
  /** It was checked already, or one of those that were to be. */
  | { readonly code: 'payment-reconciled' }
  /** Nobody checks what they recorded themselves. */
  | { readonly code: 'own-payment' }
  /** A correction would leave a withdrawn member owing. */
  | ({ readonly code: 'would-reopen'; readonly number: string } & InvoiceName)
