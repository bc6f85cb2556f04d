import { addDays, type Day, startOfTokyoDay } from '../core/calendar.ts'
import type { ChoiceFilter, Conditions } from './conditions.ts'
import { type Alternative, queryTokens, type SearchPlan } from './query.ts'

/** Takes a value of a statement and gives its placeholder. */
export type Bind = (value: unknown, type: string) => string

/** Collects the values of one statement. */
export function binder(): { readonly values: unknown[]; readonly bind: Bind } {
  const values: unknown[] = []
  const bind: Bind = (value, type) => `$${values.push(value)}::${type}`
  return { values, bind }
}

/** What a search asks of the tables; `s` is member_search and `m`, where `needsMember`, its member. */
export interface SqlConditions {
  readonly where: string
  readonly needsMember: boolean
}

/**
 * The conditions as SQL, complete: the society, everything asked for, and never a member that is erased or merged into another (their
 * rows have neither text nor tokens).
 */
export function sqlConditions(
  conditions: Conditions,
  societyId: number,
  today: Day,
  bind: Bind,
): SqlConditions {
  const offices = conditions.filters.filter(isOfficeFilter)
  const filters = conditions.filters.filter((filter) => !isOfficeFilter(filter))
  const plan = queryTokens({ ...conditions, filters }, societyId)
  const parts = [`s.society_id = ${bind(societyId, 'int')}`, ...planParts(plan, today, bind)]
  if (plan.all.length === 0 && plan.anyOf.length === 0) parts.push("s.search_text <> ''")
  for (const filter of offices) parts.push(officePart(filter, societyId, today, bind))
  return { where: parts.join(' AND '), needsMember: plan.applied.length > 0 }
}

function planParts(plan: SearchPlan, today: Day, bind: Bind): string[] {
  const overdue = () => `s.oldest_open_due < ${bind(today, 'date')}`
  const alternative = ({ tokens, like, overdue: late }: Alternative) =>
    [
      ...(tokens.length > 0 ? [`s.tokens @> ${bind(tokens, 'int[]')}`] : []),
      ...(like === null ? [] : [`s.search_text LIKE ${bind(like, 'text')}`]),
      ...(late ? [overdue()] : []),
    ].join(' AND ')
  return [
    ...(plan.all.length > 0 ? [`s.tokens @> ${bind(plan.all, 'int[]')}`] : []),
    ...plan.anyOf.map((group) => `s.tokens && ${bind(group, 'int[]')}`),
    ...(plan.noneOf.length > 0 ? [`NOT s.tokens && ${bind(plan.noneOf, 'int[]')}`] : []),
    ...plan.like.map((pattern) => `s.search_text LIKE ${bind(pattern, 'text')}`),
    ...plan.notLike.map((pattern) => `s.search_text NOT LIKE ${bind(pattern, 'text')}`),
    ...plan.either.map((ways) => `(${ways.map((way) => `(${alternative(way)})`).join(' OR ')})`),
    ...plan.overdue.map((late) => (late ? overdue() : `(${overdue()}) IS NOT TRUE`)),
    ...plan.applied.map((range) => appliedPart(range, bind)),
  ]
}

function appliedPart({ from, to, excluded }: SearchPlan['applied'][number], bind: Bind): string {
  const parts = [
    ...(from === null ? [] : [`m.applied_at >= ${bind(startOfTokyoDay(from), 'timestamptz')}`]),
    ...(to === null ? [] : [`m.applied_at < ${bind(startOfTokyoDay(addDays(to, 1)), 'timestamptz')}`]),
  ]
  return excluded ? `(${parts.join(' AND ')}) IS NOT TRUE` : parts.join(' AND ')
}

/** Offices begin and end with the days, so no token can tell who holds one. */
function isOfficeFilter(filter: Conditions['filters'][number]): filter is ChoiceFilter {
  return filter.kind === 'choice' && filter.field === 'position'
}

function officePart({ values, excluded }: ChoiceFilter, societyId: number, today: Day, bind: Bind): string {
  const day = bind(today, 'date')
  const holders = `(SELECT h.member_id FROM position_holding h WHERE h.society_id = ${bind(societyId, 'int')}
    AND h.started_on <= ${day} AND (h.ended_on IS NULL OR h.ended_on > ${day}))`
  const ways = values.map((value) => `s.member_id ${value === 'yes' ? 'IN' : 'NOT IN'} ${holders}`)
  return `${excluded ? 'NOT ' : ''}(${ways.join(' OR ')})`
}
