import { STATUS_ALL } from './choices.ts'
import {
  type Filter,
  MAX_SEARCH_LENGTH,
  MAX_SEARCH_TERMS,
  type SearchError,
  type SearchOutcome,
} from './conditions.ts'
import { readDayRange } from './dates.ts'
import type { ChoiceField, DateField, SearchField, SettingField, TextField } from './fields.ts'
import { fieldLabel, type Grammar } from './grammar.ts'
import { readTerms, type Term } from './lexer.ts'
import { type Draft, emptyDraft, normalise, withDefaultStatus } from './normalise.ts'
import { foldSection } from './searchText.ts'

type Problem = SearchError | null

function at(field: SearchField) {
  return { field: field.id, label: fieldLabel(field) }
}

/** Whether nothing of a value is left once spaces and hyphens are ignored, so that it would match everybody. */
export function isEmptyText(field: TextField, value: string): boolean {
  const sections = field.sections === 'words' ? (['words'] as const) : field.sections
  return sections.every((section) => foldSection(section, value) === '')
}

function readText(field: TextField, { excluded, values }: Term, draft: Draft): Problem {
  const empty = values.find((value) => isEmptyText(field, value))
  if (empty !== undefined) return { code: 'search-value-empty', ...at(field), value: empty }
  draft.filters.push({ kind: 'text', field: field.id, excluded, values })
  return null
}

function readChoice(field: ChoiceField, term: Term, draft: Draft, grammar: Grammar): Problem {
  const codes: string[] = []
  for (const value of term.values) {
    const choice = grammar.choiceByWord(field, value)
    if (!choice) {
      const nearest = grammar.nearestValues(field, value)
      return { code: 'search-value-unknown', ...at(field), value, nearest }
    }
    codes.push(choice.code)
  }
  if (field.id === 'status' && codes.includes(STATUS_ALL.code)) {
    if (term.excluded) return { code: 'search-not-excludable', ...at(field) }
    draft.statusAll = true
    return null
  }
  const filter: Filter = { kind: 'choice', field: field.id, excluded: term.excluded, values: codes }
  draft.filters.push(filter)
  return null
}

function readDate(field: DateField, term: Term, draft: Draft, today: string, grammar: Grammar): Problem {
  const value = term.values.join(',')
  const range = readDayRange(value, today, grammar.fiscalYearStartMonth)
  if (range === null) return { code: 'search-date-invalid', ...at(field), value }
  const { from, to } = range
  if (from !== null && to !== null && from > to) {
    return { code: 'search-range-contradictory', ...at(field), from, to }
  }
  draft.filters.push({ kind: 'date', field: field.id, excluded: term.excluded, from, to })
  return null
}

function readSetting(field: SettingField, term: Term, draft: Draft, grammar: Grammar): Problem {
  if (term.excluded) return { code: 'search-not-excludable', ...at(field) }
  const value = term.values.join(',')
  const unknown = (): Problem => ({
    code: 'search-value-unknown',
    ...at(field),
    value,
    nearest: grammar.nearestValues(field, value),
  })
  if (field.kind === 'sort') {
    const sort = grammar.sortByWord(value)
    if (!sort) return unknown()
    if (draft.sort) return { code: 'search-given-twice', ...at(field) }
    draft.sort = sort
    return null
  }
  const society = grammar.societyByWord(value)
  if (!society) return unknown()
  if (draft.society !== null) return { code: 'search-given-twice', ...at(field) }
  draft.society = society.code
  return null
}

function readTerm(term: Term, draft: Draft, today: string, grammar: Grammar): Problem {
  const field = term.key === null ? grammar.fieldById('words') : grammar.fieldByKey(term.key)
  if (!field) {
    const key = term.key ?? term.text
    return { code: 'search-key-unknown', key, nearest: grammar.nearestKeys(key) }
  }
  if (term.values.length === 0) return { code: 'search-value-missing', ...at(field) }
  if (field.kind === 'text') return readText(field, term, draft)
  if (field.kind === 'choice') return readChoice(field, term, draft, grammar)
  if (field.kind === 'date') return readDate(field, term, draft, today, grammar)
  return readSetting(field, term, draft, grammar)
}

/** Alternatives of a text cost a lookup each, values of a list don't. */
function countTerms(terms: readonly Term[], grammar: Grammar): number {
  return terms.reduce((count, { key, values }) => {
    const listed = key !== null && grammar.fieldByKey(key)?.kind === 'choice'
    return count + (listed ? 1 : Math.max(1, values.length))
  }, 0)
}

/** Reads a search into a draft, without the default status; the form reads its free text with it. `today`: `YYYY-MM-DD`, Asia/Tokyo. */
export function readSearch(
  search: string,
  grammar: Grammar,
  today: string,
  limit: number = MAX_SEARCH_LENGTH,
): { readonly draft: Draft; readonly errors: readonly SearchError[] } {
  const draft = emptyDraft()
  if (search.length > limit) {
    return { draft, errors: [{ code: 'search-too-long', limit, length: search.length }] }
  }
  const lexed = readTerms(search)
  if (!lexed.ok) return { draft, errors: [{ code: 'search-quote-unclosed', text: lexed.unclosed }] }
  const count = countTerms(lexed.terms, grammar)
  if (count > MAX_SEARCH_TERMS) {
    return { draft, errors: [{ code: 'search-too-many-terms', limit: MAX_SEARCH_TERMS, count }] }
  }
  const errors = lexed.terms
    .map((term) => readTerm(term, draft, today, grammar))
    .filter((problem) => problem !== null)
  return { draft, errors }
}

/**
 * Understands a search such as `山田 所属:大学 状態:無効 -都道府県:東京都 並び:申請日降順`. `today` is `YYYY-MM-DD` in Asia/Tokyo.
 * Errors are data, all of them at once; a field that the caller may not see is answered like one that does not exist.
 */
export function parseSearch(search: string, grammar: Grammar, today: string): SearchOutcome {
  const read = readSearch(search, grammar, today)
  if (read.errors.length > 0) return { ok: false, errors: read.errors }
  const { conditions, errors } = normalise(withDefaultStatus(read.draft), grammar)
  return errors.length > 0 ? { ok: false, errors } : { ok: true, conditions }
}
