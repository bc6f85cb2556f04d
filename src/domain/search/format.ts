import { type Choice, STATUS_ALL } from './choices.ts'
import type { Conditions, Filter, Sort } from './conditions.ts'
import type { ChoiceField, SearchField } from './fields.ts'
import type { Grammar } from './grammar.ts'

export type SearchLocale = 'ja' | 'en'

/** What needs no quotes; everything else gets them. */
const PLAIN = /^(?!ー)[\p{L}\p{N}][\p{L}\p{N}\p{M}@._+-]*$/u

function quote(value: string): string {
  return PLAIN.test(value) ? value : `"${value.replaceAll('"', '""')}"`
}

/** The word for a value: the screen's, unless the society gave the same word to another value too. */
function wordFor(field: ChoiceField, choice: Choice, locale: SearchLocale, grammar: Grammar): string {
  const word = [choice[locale], choice.ja, choice.en].find(
    (candidate) => grammar.choiceByWord(field, candidate)?.code === choice.code,
  )
  return quote(word ?? choice.code)
}

function term(key: string, value: string, excluded: boolean): string {
  return `${excluded ? '-' : ''}${key}:${value}`
}

function formatFilter(filter: Filter, field: SearchField, locale: SearchLocale, grammar: Grammar): string {
  const key = field[locale]
  if (filter.kind === 'date') {
    const range = filter.from === filter.to ? (filter.from ?? '') : `${filter.from ?? ''}..${filter.to ?? ''}`
    return term(key, range, filter.excluded)
  }
  if (filter.kind === 'choice' && field.kind === 'choice') {
    const chosen = grammar.choices(field).filter(({ code }) => filter.values.includes(code))
    const words = chosen.map((choice) => wordFor(field, choice, locale, grammar))
    return term(key, words.join(','), filter.excluded)
  }
  const values = filter.kind === 'text' ? filter.values.map(quote).join(',') : ''
  return field.id === 'words' ? `${filter.excluded ? '-' : ''}${values}` : term(key, values, filter.excluded)
}

function formatSort(sort: Sort, locale: SearchLocale, grammar: Grammar): readonly string[] {
  const field = grammar.fieldById('sort')
  const choice = grammar.sortChoices().find(({ code }) => code === `${sort.field}-${sort.direction}`)
  return field && choice ? [term(field[locale], choice[locale], false)] : []
}

function formatSociety(code: string, locale: SearchLocale, grammar: Grammar): readonly string[] {
  const field = grammar.fieldById('society')
  const found = grammar.societyByWord(code)
  const word = found && grammar.societyByWord(found[locale])?.code === code ? found[locale] : code
  return field ? [term(field[locale], quote(word), false)] : []
}

/** Filters in the search language. Fields outside the grammar are left out: what a caller may not see is not written to them. */
export function formatFilters(
  filters: readonly Filter[],
  locale: SearchLocale,
  grammar: Grammar,
): readonly string[] {
  return filters.flatMap((filter) => {
    const field = grammar.fieldById(filter.field)
    return field ? [formatFilter(filter, field, locale, grammar)] : []
  })
}

/** Conditions in the search language: `parseSearch` gives them back, whatever the locale. 状態 is always written. */
export function formatSearch(conditions: Conditions, locale: SearchLocale, grammar: Grammar): string {
  const status = grammar.fieldById('status')
  const open = !conditions.filters.some(({ field, excluded }) => field === 'status' && !excluded)
  const all = status && open ? [term(status[locale], STATUS_ALL[locale], false)] : []
  return [
    ...(conditions.society === null ? [] : formatSociety(conditions.society, locale, grammar)),
    ...formatFilters(conditions.filters, locale, grammar),
    ...all,
    ...(conditions.sort ? formatSort(conditions.sort, locale, grammar) : []),
  ].join(' ')
}
