import { grammarFor, type SearchVocabulary } from '../../../src/domain/search/grammar.ts'
import { parseSearch } from '../../../src/domain/search/language.ts'
import { queryTokens, type SearchPlan } from '../../../src/domain/search/query.ts'
import { buildSearchRow, type SearchFacts, type SearchRow } from '../../../src/domain/search/tokens.ts'

export const TODAY = '2026-05-20'

export const VOCABULARY: SearchVocabulary = {
  societies: [
    { code: 'DEMO', ja: 'デモ学会', en: 'Demo Society' },
    { code: 'OTHER', ja: '別の研究会', en: 'Another Society', aliases: ['別研'] },
  ],
  memberTypes: [
    { code: '1', ja: '正会員', en: 'Regular' },
    { code: '2', ja: '名誉会員', en: 'Honorary' },
    { code: '3', ja: '正会員（旧）', en: 'Regular' },
  ],
  departmentCategories: [
    { code: '内科系', ja: '内科系', en: 'Internal medicine' },
    { code: '外科系', ja: '外科系', en: 'Surgery' },
  ],
  fiscalYearStartMonth: 4,
}

export const TREASURER = grammarFor(new Set(['member.read', 'dues.read']), VOCABULARY)
export const OFFICER = grammarFor(new Set(['member.read']), VOCABULARY)

const NOBODY: SearchFacts = {
  societyId: 1,
  number: 'DEMO00001',
  loginId: null,
  familyName: null,
  givenName: null,
  familyKana: null,
  givenKana: null,
  organisationName: null,
  organisationKana: null,
  email: null,
  phone: null,
  prefecture: null,
  affiliation: null,
  title: null,
  qualifications: null,
  departmentCategory: null,
  department: null,
  physicianLicence: null,
  remarks: null,
  kind: 'individual',
  memberTypeId: 1,
  lifecycle: 'active',
  approval: 'approved',
  boardAccess: 'poster',
  feePlan: 'paid',
  notices: true,
  accountStatus: 'active',
  dues: ['none'],
  isTest: false,
}

/** A member with only what the test is about. */
export function member(facts: Partial<SearchFacts>): SearchFacts {
  return { ...NOBODY, ...facts }
}

const TAKAHASHI = member({
  number: 'DEMO00012',
  loginId: 'DEMO00012',
  familyName: '髙橋',
  givenName: '惠子',
  familyKana: 'タカハシ',
  givenKana: 'ケイコ',
  email: 'TAKAHASHI@example.com',
  phone: '03-1234-5678',
  prefecture: '東京都',
  affiliation: '架空大学医学部附属病院',
  title: '准教授',
  qualifications: '専門医100%_済',
  departmentCategory: '内科系',
  department: '循環器内科',
  physicianLicence: true,
  remarks: '住所変更を電話で受けた',
  dues: ['open', 'paid'],
})

/** PostgreSQL's LIKE with `\` as its escape character. */
function like(text: string, pattern: string): boolean {
  const source = pattern.replace(/\\([\s\S])|%|_|[\s\S]/gu, (piece, escaped?: string) => {
    if (piece === '%') return '[\\s\\S]*'
    if (piece === '_') return '[\\s\\S]'
    return (escaped ?? piece).replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
  })
  return new RegExp(`^${source}$`, 'u').test(text)
}

/** Whether a row meets a plan, as the SQL on member_search decides it. */
export function meets(row: SearchRow, plan: SearchPlan, isOverdue = false): boolean {
  const has = (token: number) => row.tokens.includes(token)
  return (
    plan.all.every(has) &&
    plan.anyOf.every((group) => group.some(has)) &&
    !plan.noneOf.some(has) &&
    plan.like.every((pattern) => like(row.searchText, pattern)) &&
    !plan.notLike.some((pattern) => like(row.searchText, pattern)) &&
    plan.overdue.every((wanted) => wanted === isOverdue) &&
    plan.either.every((alternatives) =>
      alternatives.some(
        ({ tokens, like: pattern, overdue }) =>
          tokens.every(has) && (pattern === null || like(row.searchText, pattern)) && (!overdue || isOverdue),
      ),
    )
  )
}

export const rowOf = buildSearchRow

export const TAKAHASHI_ROW = rowOf(TAKAHASHI)

/** The plan of a search that the treasurer types. */
export function plan(search: string, societyId = 1): SearchPlan {
  const outcome = parseSearch(search, TREASURER, TODAY)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
  return queryTokens(outcome.conditions, societyId)
}

/** Whether a search that the treasurer types finds a row, 髙橋 惠子's if none is given. */
export function finds(search: string, row: SearchRow = TAKAHASHI_ROW, isOverdue = false): boolean {
  return meets(row, plan(search), isOverdue)
}
