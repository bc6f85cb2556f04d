import { type Conditions, type Filter, MAX_SEARCH_TERMS } from './conditions.ts'
import type { SearchField } from './fields.ts'
import { formatFilters, type SearchLocale } from './format.ts'
import { type FormError, type FormValues, listOf, readControl } from './formControls.ts'
import { type Grammar, permittedSort } from './grammar.ts'
import { readSearch } from './language.ts'
import { type Draft, normalise } from './normalise.ts'

export type FormOutcome =
  | { readonly ok: true; readonly conditions: Conditions }
  | { readonly ok: false; readonly errors: readonly FormError[] }

/** `query` may be longer than a typed search: it carries what a typed search had beyond the controls, keys written out. */
const MAX_QUERY_LENGTH = 2000

const EXTRA_KEYS = ['appliedFrom', 'appliedTo', 'appliedQuick', 'direction', 'query']

/** Controls that this caller's form does not have: a forged submission learns no more than a mistyped key does. */
function unknownKeys(
  form: FormValues,
  controls: readonly SearchField[],
  grammar: Grammar,
): readonly FormError[] {
  const known = new Set([
    ...controls.filter(({ kind }) => kind !== 'date').map(({ id }) => id),
    ...EXTRA_KEYS,
  ])
  return Object.keys(form)
    .filter((key) => !known.has(key) && listOf(form[key]).length > 0)
    .map((key) => ({ code: 'search-key-unknown', field: key, key, nearest: grammar.nearestKeys(key) }))
}

/** Reads the form: the same conditions as the language gives, or the errors, each with the key of its control. */
export function conditionsFromForm(form: FormValues, grammar: Grammar, today: string): FormOutcome {
  const query = listOf(form['query'])[0] ?? ''
  const read = readSearch(query, grammar, today, MAX_QUERY_LENGTH)
  const controls = grammar.fields.filter((field) => field.form !== 'language')
  const draft: Draft = { society: null, filters: [], statusAll: read.draft.statusAll, sort: null }
  const errors = [
    ...unknownKeys(form, controls, grammar),
    ...controls.flatMap((field) => readControl(field, form, draft, grammar, today)),
    ...read.errors.map((error): FormError => ({ ...error, field: 'query' })),
  ]
  draft.filters.push(...read.draft.filters)
  draft.society ??= read.draft.society
  draft.sort ??= read.draft.sort
  const { conditions, errors: contradictions } = normalise(draft, grammar)
  const count = conditions.filters.length
  if (count > MAX_SEARCH_TERMS) {
    errors.push({ code: 'search-too-many-terms', field: 'query', limit: MAX_SEARCH_TERMS, count })
  }
  errors.push(...contradictions.map((error): FormError => ({ ...error, field: 'appliedTo' })))
  return errors.length > 0 ? { ok: false, errors } : { ok: true, conditions }
}

/** Whether a wanted filter fits its control in the form. */
function fitsControl(filter: Filter, grammar: Grammar): boolean {
  const field = grammar.fieldById(filter.field)
  if (!field || field.form === 'language') return false
  if (filter.kind === 'date') return true
  return filter.values.length === 1 || (field.kind === 'choice' && field.many)
}

/** Puts conditions into the form, a value for every control of this caller; what no control can show stands in `query`. */
export function formFromConditions(
  conditions: Conditions,
  grammar: Grammar,
  locale: SearchLocale,
): Record<string, string | readonly string[] | null> {
  const form: Record<string, string | readonly string[] | null> = {}
  for (const field of grammar.fields) {
    if (field.form === 'language') continue
    if (field.kind === 'text') form[field.id] = ''
    if (field.kind === 'choice') form[field.id] = []
  }
  const seen = new Set<string>()
  const rest = conditions.filters.filter((filter) => {
    if (filter.excluded || seen.has(filter.field)) return true
    seen.add(filter.field)
    if (!fitsControl(filter, grammar)) return true
    if (filter.kind === 'text') form[filter.field] = filter.values[0] ?? ''
    if (filter.kind === 'choice') form[filter.field] = filter.values
    return false
  })
  const sort = permittedSort(conditions.sort, grammar)
  const dates = conditions.filters.find((filter) => filter.kind === 'date' && !filter.excluded)
  return {
    ...form,
    appliedFrom: dates?.kind === 'date' ? dates.from : null,
    appliedTo: dates?.kind === 'date' ? dates.to : null,
    society: conditions.society,
    sort: sort?.field ?? null,
    direction: sort?.direction ?? null,
    query: formatFilters(rest, locale, grammar).join(' '),
  }
}
