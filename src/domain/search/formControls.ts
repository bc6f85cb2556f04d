import { DIRECTIONS, STATUS_ALL } from './choices.ts'
import { MAX_SEARCH_LENGTH, type SearchError } from './conditions.ts'
import { type DayRange, readDayRange } from './dates.ts'
import type { ChoiceField, SearchField, TextField } from './fields.ts'
import { fieldLabel, type Grammar } from './grammar.ts'
import { isEmptyText } from './language.ts'
import { tidy } from './lexer.ts'
import type { Draft } from './normalise.ts'

/**
 * The values of the search form. Keys: the ids of the fields whose `form` is not `language` (texts a string, lists an array of codes), and
 * `appliedFrom`, `appliedTo` (`YYYY-MM-DD`), `appliedQuick` (QuickRange), `sort`, `direction` (codes), `query` (anything else, in the
 * search language). Missing, null and '' mean not given; no status means every status.
 */
export type FormValues = Readonly<Record<string, string | readonly string[] | null | undefined>>

/** An error under a control of the form: `field` is its key. */
export type FormError = SearchError & { readonly field: string }

/** The buttons 本日, 昨日, 今月, 先月, クリア beside the dates. */
export const QUICK_RANGES = ['today', 'yesterday', 'this-month', 'last-month', 'clear'] as const
export type QuickRange = (typeof QUICK_RANGES)[number]

/** The days a button puts into the form; both null for クリア. */
export function quickRange(quick: QuickRange, today: string): DayRange {
  const none = { from: null, to: null }
  return quick === 'clear' ? none : (readDayRange(quick, today, 1) ?? none)
}

/** The values of a control, tidied, without empty ones. */
export function listOf(value: FormValues[string]): readonly string[] {
  const values = typeof value === 'string' ? [value] : (value ?? [])
  return values.map(tidy).filter((item) => item !== '')
}

function at(key: string, field: SearchField) {
  return { field: key, label: fieldLabel(field) }
}

function unknownValue(key: string, field: SearchField, value: string, grammar: Grammar): FormError {
  return {
    code: 'search-value-unknown',
    ...at(key, field),
    value,
    nearest: grammar.nearestValues(field, value),
  }
}

function readText(field: TextField, values: readonly string[], draft: Draft): FormError | null {
  const [value = ''] = values
  if (value.length > MAX_SEARCH_LENGTH) {
    return { code: 'search-too-long', field: field.id, limit: MAX_SEARCH_LENGTH, length: value.length }
  }
  if (isEmptyText(field, value)) return { code: 'search-value-empty', ...at(field.id, field), value }
  draft.filters.push({ kind: 'text', field: field.id, excluded: false, values: [value] })
  return null
}

function readChoice(
  field: ChoiceField,
  codes: readonly string[],
  draft: Draft,
  grammar: Grammar,
): FormError | null {
  const valid = new Set(grammar.choices(field).map(({ code }) => code))
  if (field.id === 'status' && codes.includes(STATUS_ALL.code)) {
    draft.statusAll = true
    return null
  }
  const wrong = codes.find((code) => !valid.has(code))
  if (wrong !== undefined) return unknownValue(field.id, field, wrong, grammar)
  draft.filters.push({ kind: 'choice', field: field.id, excluded: false, values: codes })
  return null
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

function readDates(form: FormValues, field: SearchField, draft: Draft, today: string): readonly FormError[] {
  const quick = QUICK_RANGES.find((name) => name === form['appliedQuick'])
  const typed = { from: listOf(form['appliedFrom'])[0] ?? null, to: listOf(form['appliedTo'])[0] ?? null }
  const { from, to } = quick === undefined ? typed : quickRange(quick, today)
  const wrong = (key: string, value: string | null): readonly FormError[] =>
    value === null || (DAY.test(value) && readDayRange(value, today, 1) !== null)
      ? []
      : [{ code: 'search-date-invalid', ...at(key, field), value }]
  const errors = [...wrong('appliedFrom', from), ...wrong('appliedTo', to)]
  if (errors.length > 0 || (from === null && to === null)) return errors
  if (from !== null && to !== null && from > to) {
    return [{ code: 'search-range-contradictory', ...at('appliedTo', field), from, to }]
  }
  draft.filters.push({ kind: 'date', field: field.id, excluded: false, from, to })
  return []
}

function readSort(form: FormValues, field: SearchField, draft: Draft, grammar: Grammar): FormError | null {
  const [by] = listOf(form['sort'])
  const [direction = 'asc'] = listOf(form['direction'])
  if (by === undefined) return null
  if (!DIRECTIONS.some(({ code }) => code === direction)) {
    return unknownValue('direction', field, direction, grammar)
  }
  const sort = grammar.sortByWord(`${by}-${direction}`)
  if (!sort) return unknownValue('sort', field, by, grammar)
  draft.sort = sort
  return null
}

/** Reads one control into the draft. */
export function readControl(
  field: SearchField,
  form: FormValues,
  draft: Draft,
  grammar: Grammar,
  today: string,
): readonly FormError[] {
  if (field.kind === 'date') return readDates(form, field, draft, today)
  const values = listOf(form[field.id])
  if (values.length === 0) return []
  let error: FormError | null = null
  if (field.kind === 'text') error = readText(field, values, draft)
  else if (field.kind === 'choice') error = readChoice(field, values, draft, grammar)
  else if (field.kind === 'sort') error = readSort(form, field, draft, grammar)
  else {
    const society = grammar.societyByWord(values[0] ?? '')
    if (society) draft.society = society.code
    else error = unknownValue(field.id, field, values[0] ?? '', grammar)
  }
  return error ? [error] : []
}
