import type { Choice } from './choices.ts'
import type { Conditions, DateFilter, Filter, SearchError, Sort } from './conditions.ts'
import { fieldLabel, type Grammar } from './grammar.ts'

/** What has been read so far; `statusAll` is 状態:すべて, which lifts every wanted status. */
export interface Draft {
  society: string | null
  filters: Filter[]
  statusAll: boolean
  sort: Sort | null
}

/** An empty draft. */
export function emptyDraft(): Draft {
  return { society: null, filters: [], statusAll: false, sort: null }
}

function inOrder(codes: readonly string[], choices: readonly Choice[]): readonly string[] {
  return choices.map(({ code }) => code).filter((code) => codes.includes(code))
}

function later(left: string | null, right: string | null): string | null {
  if (left === null || right === null) return left ?? right
  return left > right ? left : right
}

function earlier(left: string | null, right: string | null): string | null {
  if (left === null || right === null) return left ?? right
  return left < right ? left : right
}

/**
 * Two filters of the same field and sign as one, where that means the same: alternatives of a single-valued list, everything excluded, the days
 * common to two ranges. Null: they stay apart (two words must both be there).
 */
function merge(left: Filter, right: Filter, grammar: Grammar): Filter | null {
  if (left.kind === 'date' && right.kind === 'date') {
    const same = left.from === right.from && left.to === right.to
    if (left.excluded) return same ? left : null
    return { ...left, from: later(left.from, right.from), to: earlier(left.to, right.to) }
  }
  if (left.kind === 'date' || right.kind === 'date' || left.kind !== right.kind) return null
  const field = grammar.fieldById(left.field)
  const values = [...new Set([...left.values, ...right.values])]
  if (left.kind === 'choice' && field?.kind === 'choice') {
    if (left.excluded || !field.set) return { ...left, values: inOrder(values, grammar.choices(field)) }
  } else if (left.excluded) {
    return { ...left, values }
  }
  return JSON.stringify(left.values) === JSON.stringify(right.values) ? left : null
}

/** One filter in its normal form: no value twice, list values in the list's order. */
function single(filter: Filter, grammar: Grammar): Filter {
  if (filter.kind === 'date') return filter
  const field = grammar.fieldById(filter.field)
  const values = [...new Set(filter.values)]
  const ordered = field?.kind === 'choice' ? inOrder(values, grammar.choices(field)) : values
  return { ...filter, values: ordered }
}

function mergeAll(filters: readonly Filter[], grammar: Grammar): readonly Filter[] {
  const merged: Filter[] = []
  for (const next of filters.map((filter) => single(filter, grammar))) {
    let done = false
    for (const [index, earlierOne] of merged.entries()) {
      if (earlierOne.field !== next.field || earlierOne.excluded !== next.excluded) continue
      const both = merge(earlierOne, next, grammar)
      if (both === null) continue
      merged[index] = both
      done = true
      break
    }
    if (!done) merged.push(next)
  }
  const position = new Map(grammar.fields.map(({ id }, index) => [id, index]))
  const rank = (filter: Filter) => (position.get(filter.field) ?? 0) * 2 + (filter.excluded ? 1 : 0)
  return merged.sort((left, right) => rank(left) - rank(right))
}

const DEFAULT_STATUS: Filter = { kind: 'choice', field: 'status', excluded: false, values: ['active'] }

/**
 * Members are 有効 unless the search says otherwise. Asking for applications that are not approved says so too: none of them is 有効.
 */
export function withDefaultStatus(draft: Draft): Draft {
  const speaksOfStatus = draft.filters.some(
    (filter) =>
      filter.field === 'status' ||
      (filter.field === 'approval' &&
        filter.kind === 'choice' &&
        !filter.excluded &&
        filter.values.some((value) => value !== 'approved')),
  )
  if (draft.statusAll || speaksOfStatus) return draft
  return { ...draft, filters: [...draft.filters, DEFAULT_STATUS] }
}

function contradiction(filter: DateFilter, grammar: Grammar): readonly SearchError[] {
  const field = grammar.fieldById(filter.field)
  if (!field || filter.from === null || filter.to === null || filter.from <= filter.to) return []
  const { from, to } = filter
  return [{ code: 'search-range-contradictory', field: field.id, label: fieldLabel(field), from, to }]
}

/** The normal form of a draft, so that equal searches are equal data; or the contradictions that only the whole shows. */
export function normalise(
  draft: Draft,
  grammar: Grammar,
): { readonly conditions: Conditions; readonly errors: readonly SearchError[] } {
  const wanted = draft.statusAll
    ? draft.filters.filter(({ field, excluded }) => field !== 'status' || excluded)
    : draft.filters
  const filters = mergeAll(wanted, grammar)
  const errors = filters.flatMap((filter) => (filter.kind === 'date' ? contradiction(filter, grammar) : []))
  return { conditions: { society: draft.society, filters, sort: draft.sort }, errors }
}
