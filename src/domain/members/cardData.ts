import type { Day } from '../core/calendar.ts'
import type { SocietyChoice } from '../core/errors.ts'
import type { AccountStatus, Label, MemberKindCode, MemberName, MemberRow } from './row.ts'

/** 会費支払状況 of one invoice or of the member as a whole. */
export type DuesState =
  | 'none'
  | 'unpaid'
  | 'arrears'
  | 'partial'
  | 'paid'
  | 'paid_manually'
  | 'cancelled'
  | 'exempt'

/** One invoice as the card shows it; yen, the balance still open last. */
export interface InvoiceLine {
  readonly id: number
  readonly year: number
  readonly item: Label
  readonly sequence: number
  readonly amountYen: number
  readonly openYen: number
  readonly dueOn: Day
  readonly state: Exclude<DuesState, 'none' | 'exempt'>
}

/** Dues of a member; absent from a card whose reader has no dues.read. */
export interface CardDues {
  /** The states found over the years, the worst first. */
  readonly states: readonly DuesState[]
  readonly openYen: number
  /** Newest first, at most 12; `more` are not shown. */
  readonly invoices: readonly InvoiceLine[]
  readonly more: number
  readonly exemptions: readonly {
    readonly fromYear: number
    readonly toYear: number | null
    readonly reason: string
  }[]
}

/** 団体登録情報 of one society. */
export interface Registration {
  readonly society: SocietyChoice
  readonly number: string
  readonly lifecycle: MemberRow['lifecycle']
  readonly askedBack: boolean
  readonly boardAccess: 'poster' | 'reader'
  readonly feePlan: 'paid' | 'free'
  readonly type: Label | null
  readonly termEnd: Day | null
  readonly notices: boolean
  readonly joinedOn: Day | null
  readonly withdrawnOn: Day | null
  readonly withdrawalReason: string | null
  /** 通算年数: whole years over all terms up to today. */
  readonly years: number
  readonly appliedAt: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** One of the last changes: who, what, when, in ids and codes. */
export interface HistoryLine {
  readonly at: string
  readonly actor: string
  readonly action: string
}

/** Everything that a member's card shows; finished data for the view. */
export interface MemberCard {
  readonly id: number
  readonly version: number
  readonly number: string
  readonly isTest: boolean
  readonly kind: MemberKindCode
  readonly kindLabel: Label
  readonly name: MemberName
  readonly loginId: string | null
  readonly accountStatus: AccountStatus | null
  readonly email: string | null
  readonly phone: string | null
  readonly postalCode: string | null
  readonly prefecture: string | null
  readonly address: string | null
  readonly postReturned: boolean
  readonly affiliation: string | null
  readonly title: string | null
  readonly qualifications: string | null
  readonly departmentCategory: string | null
  readonly department: string | null
  readonly physicianLicence: boolean | null
  readonly deceasedOn: Day | null
  readonly remarks: string | null
  readonly registration: Registration
  /** Of other societies, only where both have switched sharing on. */
  readonly otherRegistrations: readonly Registration[]
  readonly dues: CardDues | null
  readonly positions: readonly {
    readonly position: Label
    readonly startedOn: Day
    readonly endedOn: Day | null
    readonly current: boolean
  }[]
  readonly answers: readonly { readonly question: Label; readonly value: string }[]
  readonly participations: readonly { readonly event: string; readonly heldOn: Day }[]
  readonly moreParticipations: number
  readonly contacts: readonly {
    readonly part: 'representative' | 'contact' | 'billing' | 'mailing'
    readonly name: string | null
    readonly email: string | null
    readonly phone: string | null
  }[]
  readonly affiliates: readonly { readonly id: number; readonly number: string; readonly name: MemberName }[]
  readonly moreAffiliates: number
  readonly institutions: readonly {
    readonly id: number
    readonly number: string
    readonly name: string | null
  }[]
  readonly plannedChanges: readonly {
    readonly change: 'withdrawal' | 'type' | 'position'
    readonly runsOn: Day
  }[]
  readonly history: readonly HistoryLine[]
  /** A withdrawal that waits for the treasurer; null without dues.read. */
  readonly held: { readonly approvalId: number; readonly withdrawnOn: Day } | null
  /** Of an applicant: withdrawn members who seem to be the same person. */
  readonly returning: readonly { readonly id: number; readonly number: string; readonly withdrawnOn: Day }[]
  /** What the reader may do with the member as they stand. */
  readonly allowed: {
    readonly withdraw: boolean
    readonly rejoin: boolean
    readonly edit: boolean
    /** An application waits for a decision. */
    readonly decide: boolean
    readonly cancelPlanned: boolean
    readonly cancelHeld: boolean
    readonly dues: boolean
    readonly account: boolean
    readonly offices: boolean
    readonly history: boolean
    readonly dossier: boolean
    readonly delete: boolean
  }
}
