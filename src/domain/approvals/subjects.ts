/** What a second person decides: money, or the end of a member's record. */
export type ApprovalSubject = 'settlement' | 'rebooking' | 'delete'

/** What the treasurer decides. */
export const MONEY: readonly ApprovalSubject[] = ['settlement', 'rebooking']

/** The first word of a request's audit rows. */
export const AUDIT_WORDS: Readonly<Record<ApprovalSubject, string>> = {
  settlement: 'settlement',
  rebooking: 'rebooking',
  delete: 'deletion',
}
