import type { AccountError } from '../accounts/errors.ts'
import type { ApprovalError } from '../approvals/errors.ts'
import type { AuditError } from '../audit/searchErrors.ts'
import type { DeletionError } from '../deletion/errors.ts'
import type { DossierError } from '../dossier/errors.ts'
import type { DuesError } from '../dues/errors.ts'
import type { PositionError } from '../positions/errors.ts'
import type { RegistrationError } from '../registration/errors.ts'
import type { SearchError } from '../search/conditions.ts'
import type { SettingError } from '../settings/errors.ts'
import type { WithdrawalError } from '../withdrawal/errors.ts'
import type { Permission } from './roles.ts'

/** A society as a choice to offer. */
export interface SocietyChoice {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly nameEn: string | null
}

/**
 * Every expected failure, as data: the views hold the texts, one per code, in each language. `field` is the key of the
 * form field to show it under.
 */
export type DomainError =
  | { readonly code: 'forbidden'; readonly permission: Permission }
  /** The caller has no role in the society; `contacts` are the Slack user ids of its secretariat. */
  | { readonly code: 'no-role'; readonly contacts: readonly string[] }
  /** The caller is in roles that a rule of the society keeps apart; `article` where it is cited. */
  | {
      readonly code: 'role-conflict'
      readonly roles: readonly string[]
      readonly article: string | null
      readonly field?: string
    }
  | { readonly code: 'guest'; readonly field?: string }
  | { readonly code: 'no-society' }
  | { readonly code: 'society-needed'; readonly choices: readonly SocietyChoice[] }
  | { readonly code: 'unknown-society'; readonly value: string; readonly choices: readonly SocietyChoice[] }
  | { readonly code: 'unknown-member'; readonly number: string; readonly nearest: readonly string[] }
  | { readonly code: 'unknown-verb'; readonly verb: string; readonly nearest: readonly string[] }
  | { readonly code: 'unknown-kind'; readonly value: string; readonly valid: readonly string[] }
  | { readonly code: 'number-needed' }
  | { readonly code: 'too-long'; readonly limit: number; readonly field?: string }
  | { readonly code: 'stale' }
  | { readonly code: 'result-gone' }
  | { readonly code: 'channel-not-safe'; readonly why: 'external' | 'guests' | 'unknown' }
  /** Everything that is wrong with one search, in the order of its text. */
  | { readonly code: 'search-refused'; readonly errors: readonly SearchError[] }
  | SearchError
  | DuesError
  | ApprovalError
  | AccountError
  | WithdrawalError
  | DeletionError
  | DossierError
  | AuditError
  | RegistrationError
  | PositionError
  | SettingError

export type ErrorCode = DomainError['code']
