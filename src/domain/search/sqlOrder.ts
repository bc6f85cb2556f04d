import type { Day } from '../core/calendar.ts'
import type { SortField } from './choices.ts'
import type { Sort } from './conditions.ts'
import { facetTokenOf, OWING } from './facets.ts'
import type { Bind } from './sqlConditions.ts'

/** How hits are ordered. */
export interface SqlOrder {
  /** What the list of hits carries along for it, over `s` (member_search), `m` (member) and `t` (member_type). */
  readonly keys: readonly string[]
  /** ORDER BY over the list of hits `h`, whose columns are number, key1, key2 … */
  readonly orderBy: string
  readonly needs: 'nothing' | 'member' | 'type'
}

/** A series counts on past its width, so the shorter number is the earlier one. */
const BY_NUMBER = ['length(h.number)', 'h.number COLLATE "C"']

/** The states that a token tells, the worst first; 滞納, which the day decides, is worse than all. */
const DUES_BY_SEVERITY = ['open', 'partial', 'none', 'cancelled', 'paid_manually', 'paid', 'exempt'] as const

const KEYS: Readonly<Record<Exclude<SortField, 'number' | 'dues'>, readonly string[]>> = {
  kana: [`NULLIF(s.kana, '') COLLATE "C"`],
  applied: ['m.applied_at'],
  updated: ['m.updated_at'],
  type: ['t.sort_order', 't.id'],
  affiliation: [`NULLIF(m.affiliation, '') COLLATE "C"`],
  termEnd: ['m.term_end'],
}

/**
 * The order of a search; without one, by member number. What is missing comes last in either direction, ties go by number. 会費 ascending is
 * the worst first.
 */
export function sqlOrder(sort: Sort | null, societyId: number, today: Day, bind: Bind): SqlOrder {
  const direction = sort?.direction === 'desc' ? 'DESC' : 'ASC'
  if (sort === null || sort.field === 'number') {
    return { keys: [], orderBy: BY_NUMBER.map((key) => `${key} ${direction}`).join(', '), needs: 'nothing' }
  }
  const { field } = sort
  const keys = field === 'dues' ? [duesRank(societyId, today, bind)] : KEYS[field]
  const orderBy = [...keys.map((_, index) => `h.key${index + 1} ${direction} NULLS LAST`), ...BY_NUMBER].join(
    ', ',
  )
  if (field === 'type') return { keys, orderBy, needs: 'type' }
  return { keys, orderBy, needs: field === 'kana' || field === 'dues' ? 'nothing' : 'member' }
}

/** 0 for 滞納, then 1 … in the order of severity: a member with several states is as the worst of them. */
function duesRank(societyId: number, today: Day, bind: Bind): string {
  const has = (state: string) => `s.tokens @> ${bind([facetTokenOf(societyId, 'dues', state)], 'int[]')}`
  const late = `WHEN s.oldest_open_due < ${bind(today, 'date')} AND ${has(OWING)} THEN 0`
  return `CASE ${late} ${DUES_BY_SEVERITY.map((state, index) => `WHEN ${has(state)} THEN ${index + 1}`).join(' ')} END`
}
