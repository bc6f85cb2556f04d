import { DIRECTIONS, SORT_FIELDS } from './choices.ts'
import type { Conditions, Filter, Label } from './conditions.ts'
import { fieldLabel, type Grammar, permittedSort } from './grammar.ts'
import { labelOf } from './nearest.ts'

/** One condition as data for a sentence; the views have the grammar of each language. */
export type DescribedCondition =
  | { readonly op: 'contains' | 'lacks'; readonly field: Label; readonly texts: readonly string[] }
  | { readonly op: 'is' | 'isNot'; readonly field: Label; readonly values: readonly Label[] }
  | {
      readonly op: 'during' | 'notDuring'
      readonly field: Label
      readonly from: string | null
      readonly to: string | null
    }
  /** No condition where one is the default: 状態 of every sort. */
  | { readonly op: 'any'; readonly field: Label }
  | { readonly op: 'sort'; readonly field: Label; readonly by: Label; readonly direction: Label }

function describeFilter(filter: Filter, grammar: Grammar): readonly DescribedCondition[] {
  const definition = grammar.fieldById(filter.field)
  if (!definition) return []
  const field = fieldLabel(definition)
  if (filter.kind === 'text') {
    return [{ op: filter.excluded ? 'lacks' : 'contains', field, texts: filter.values }]
  }
  if (filter.kind === 'date') {
    const { from, to } = filter
    return [{ op: filter.excluded ? 'notDuring' : 'during', field, from, to }]
  }
  if (definition.kind !== 'choice') return []
  const chosen = grammar.choices(definition).filter(({ code }) => filter.values.includes(code))
  return [{ op: filter.excluded ? 'isNot' : 'is', field, values: chosen.map(labelOf) }]
}

function describeSettings(conditions: Conditions, grammar: Grammar): readonly DescribedCondition[] {
  const { filters } = conditions
  const sort = permittedSort(conditions.sort, grammar)
  const status = grammar.fieldById('status')
  const order = grammar.fieldById('sort')
  const described: DescribedCondition[] = []
  if (status && !filters.some(({ field, excluded }) => field === 'status' && !excluded)) {
    described.push({ op: 'any', field: fieldLabel(status) })
  }
  const by = SORT_FIELDS.find(({ code }) => code === sort?.field)
  const direction = DIRECTIONS.find(({ code }) => code === sort?.direction)
  if (order && by && direction) {
    described.push({ op: 'sort', field: fieldLabel(order), by: labelOf(by), direction: labelOf(direction) })
  }
  return described
}

/** The conditions in the order of the form, as data. What the grammar's caller may not see is left out. */
export function describeSearch(conditions: Conditions, grammar: Grammar): readonly DescribedCondition[] {
  const field = grammar.fieldById('society')
  const society = conditions.society === null ? undefined : grammar.societyByWord(conditions.society)
  return [
    ...(field && society
      ? [{ op: 'is' as const, field: fieldLabel(field), values: [labelOf(society)] }]
      : []),
    ...conditions.filters.flatMap((filter) => describeFilter(filter, grammar)),
    ...describeSettings(conditions, grammar),
  ]
}
