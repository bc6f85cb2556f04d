import type { DomainError } from '../core/errors.ts'
import { type Actor, may } from '../core/roles.ts'
import type { Conditions } from './conditions.ts'
import { SEARCH_FIELDS } from './fields.ts'
import { fieldLabel, grammarFor, type SearchVocabulary } from './grammar.ts'

const PERMISSIONS = new Map(SEARCH_FIELDS.map(({ id, permission }) => [id, permission]))

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
  for (const { field } of filters) {
    const permission = PERMISSIONS.get(field)
    if (permission === undefined || !may(actor, permission)) return unknownKey(actor, field)
  }
  if (sort?.field === 'dues' && !may(actor, 'dues.read')) return unknownOrder(actor, `dues-${sort.direction}`)
  return null
}

function unknownKey({ permissions }: Pick<Actor, 'permissions'>, key: string): DomainError {
  return { code: 'search-key-unknown', key, nearest: grammarFor(permissions, NO_WORDS).nearestKeys(key) }
}

function unknownOrder({ permissions }: Actor, value: string): DomainError {
  const grammar = grammarFor(permissions, NO_WORDS)
  const field = grammar.fields.find(({ kind }) => kind === 'sort')
  if (field === undefined) return unknownKey({ permissions }, 'sort')
  const nearest = grammar.nearestValues(field, value)
  return { code: 'search-value-unknown', field: field.id, label: fieldLabel(field), value, nearest }
}
