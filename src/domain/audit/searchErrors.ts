import type { Day } from '../core/calendar.ts'

/** Why the audit is not searched. */
export type AuditError = {
  readonly code: 'audit-range'
  readonly field: 'to'
  readonly from: Day
  readonly to: Day
}
