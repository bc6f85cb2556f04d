import type { Day } from '../core/calendar.ts'

export type MemberKindCode = 'individual' | 'institution' | 'supporting'
export type Lifecycle = 'applicant' | 'active' | 'withdrawn' | 'rejected'
export type AccountStatus = 'active' | 'suspended'

/** A society's own word for something, in both languages. */
export interface Label {
  readonly ja: string
  readonly en: string
}

/** What a person or an organisation is called; which parts are filled depends on the kind. */
export interface MemberName {
  readonly familyName: string | null
  readonly givenName: string | null
  readonly familyKana: string | null
  readonly givenKana: string | null
  readonly organisationName: string | null
  readonly organisationKana: string | null
}

/** One line of a list of members. */
export interface MemberRow extends MemberName {
  readonly id: number
  readonly number: string
  readonly isTest: boolean
  readonly kind: MemberKindCode
  readonly lifecycle: Lifecycle
  readonly withdrawnOn: Day | null
  readonly accountStatus: AccountStatus | null
  readonly type: Label | null
  readonly affiliation: string | null
  readonly title: string | null
  readonly email: string | null
  readonly postalCode: string | null
  readonly prefecture: string | null
  readonly address: string | null
  /** `YYYY-MM-DD HH:MM` in Japan. */
  readonly appliedAt: string | null
  readonly participations: number
  readonly remarks: string | null
}
