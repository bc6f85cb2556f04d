import type { DomainError } from '../core/errors.ts'
import { type Actor, may } from '../core/roles.ts'
import type { Conditions, SearchError } from './conditions.ts'
import { fieldLabel, grammarFor, type SearchVocabulary } from './grammar.ts'

/** Field names need no society's words. */
const NO_WORDS: SearchVocabulary = {
  societies: [],
  memberTypes: [],
  departmentCategories: [],
  fiscalYearStartMonth: 4,
}

/**
 * Why the caller may not run these conditions; null: they may. A field that the caller may not see is refused as one that does not exist,
 * so that the refusal tells nothing.
 */
export function refusalOf(actor: Actor, { filters, sort }: Conditions): DomainError | null {
  if (!may(actor, 'member.read')) return { code: 'forbidden', permission: 'member.read' }
  const grammar = grammarFor(actor.permissions, NO_WORDS)
  for (const { field } of filters) {
    if (grammar.fieldById(field)) continue
    return {
      code: 'search-key-unknown',
      key: field,
      nearest: grammar.nearestKeys(field),
    } satisfies SearchError
  }
  if (sort === null) return null
  const value = `${sort.field}-${sort.direction}`
  const sortField = grammar.fieldById('sort')
  if (sortField === undefined || grammar.sortChoices().some(({ code }) => code === value)) return null
  const nearest = grammar.nearestValues(sortField, value)
  return { code: 'search-value-unknown', field: 'sort', label: fieldLabel(sortField), value, nearest }
}
