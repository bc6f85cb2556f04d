import type { MemberName } from '../members/row.ts'
import { addFacets, type FacetValues, OWING } from './facets.ts'
import { foldNumber, foldText } from './fold.ts'
import {
  foldSection,
  gramScope,
  hasGrams,
  joinSections,
  TEXT_SECTIONS,
  type TextSection,
} from './searchText.ts'
import { addGrams } from './tokenCodes.ts'
import { TokenList } from './tokenList.ts'

/** What is true of a member's dues in some year, whatever the day. 滞納 depends on the day and is worked out when searching. */
export type DuesFact = 'none' | 'open' | 'partial' | 'paid' | 'paid_manually' | 'cancelled' | 'exempt'

/** What one member contributes to search; codes as the member's row holds them. */
export interface SearchFacts extends MemberName {
  readonly societyId: number
  readonly number: string
  readonly loginId: string | null
  readonly email: string | null
  readonly phone: string | null
  /** As addresses have it: 東京都. */
  readonly prefecture: string | null
  readonly affiliation: string | null
  readonly title: string | null
  readonly qualifications: string | null
  readonly departmentCategory: string | null
  readonly department: string | null
  readonly physicianLicence: boolean | null
  readonly remarks: string | null
  readonly kind: 'individual' | 'institution' | 'supporting'
  readonly memberTypeId: number | null
  readonly lifecycle: 'applicant' | 'active' | 'withdrawn' | 'rejected'
  readonly approval: 'pending' | 'approved' | 'rejected'
  readonly boardAccess: 'poster' | 'reader'
  readonly feePlan: 'paid' | 'free'
  readonly notices: boolean
  /** null: no account. */
  readonly accountStatus: 'active' | 'suspended' | null
  /** Of the invoices that count (last revision) and exemptions, over all years; nothing billed at all: `['none']`. */
  readonly dues: readonly DuesFact[]
  readonly isTest: boolean
}

/** What `member_search` stores of a member. `oldest_open_due` is the caller's: it comes from the invoices. */
export interface SearchRow {
  /** Folded as the number registry folds. */
  readonly number: string
  /** Folded kana of the name or the organisation, for sorting. */
  readonly kana: string
  readonly searchText: string
  /** Ascending, unique, 32-bit signed (tokenCodes.ts). */
  readonly tokens: readonly number[]
}

function sectionsOf(facts: SearchFacts): Record<TextSection, string> {
  const family = foldText(facts.familyName ?? '')
  const given = foldText(facts.givenName ?? '')
  const organisationKana = foldText(facts.organisationKana ?? '')
  const familyKana = foldText(facts.familyKana ?? '')
  const givenKana = foldText(facts.givenKana ?? '')
  const personal = familyKana + givenKana
  return {
    number: foldText(facts.number),
    name: family + given,
    nameReversed: family === '' ? '' : given + family,
    kana: personal === '' ? organisationKana : personal,
    kanaReversed: personal === '' ? '' : givenKana + familyKana,
    organisation: foldText(facts.organisationName ?? ''),
    affiliation: foldText(facts.affiliation ?? ''),
    email: foldText(facts.email ?? ''),
    family,
    given,
    familyKana,
    givenKana,
    loginId: foldText(facts.loginId ?? ''),
    phone: foldSection('phone', facts.phone ?? ''),
    title: foldText(facts.title ?? ''),
    qualifications: foldText(facts.qualifications ?? ''),
    department: foldText(facts.department ?? ''),
    remarks: foldText(facts.remarks ?? ''),
  }
}

const yesNo = (value: boolean): readonly string[] => [value ? 'yes' : 'no']
const maybe = (value: string | null): readonly string[] => (value === null ? [] : [value])

function facetsOf(facts: SearchFacts): FacetValues {
  const owes = facts.dues.includes('open') || facts.dues.includes('partial')
  return {
    status: facts.lifecycle === 'active' ? ['active'] : ['inactive', facts.lifecycle],
    approval: [facts.approval],
    kind: [facts.kind],
    memberType: [facts.memberTypeId === null ? 'none' : String(facts.memberTypeId)],
    prefecture: maybe(facts.prefecture),
    boardAccess: [facts.boardAccess],
    notices: yesNo(facts.notices),
    feePlan: [facts.feePlan],
    hasEmail: yesNo(facts.email !== null && facts.email !== ''),
    physician: yesNo(facts.physicianLicence === true),
    account: [facts.accountStatus ?? 'none'],
    departmentCategory: maybe(facts.departmentCategory),
    dues: owes ? [...facts.dues, OWING] : facts.dues,
    test: yesNo(facts.isTest),
  }
}

/**
 * The search row of a member. Fields that plain words match share one set of grams; a search of one of them alone is narrowed by LIKE on its
 * stretch of `searchText`. Only the fields that plain words don't match have grams of their own, because a second set for the others would
 * add a third to the index for nothing.
 */
export function buildSearchRow(facts: SearchFacts): SearchRow {
  const sections = sectionsOf(facts)
  const tokens = new TokenList()
  for (const section of TEXT_SECTIONS) {
    if (hasGrams(section)) addGrams(tokens, gramScope(section), sections[section])
  }
  addFacets(tokens, facts.societyId, facetsOf(facts))
  return {
    number: foldNumber(facts.number),
    kana: sections.kana,
    searchText: joinSections(sections),
    tokens: tokens.sorted(),
  }
}
