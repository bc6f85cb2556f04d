import type { DescribedCondition } from '../domain/search/describe.ts'
import type { Text } from './text.ts'

/** The conditions of a search in words, one a condition. */
export function conditionWords(conditions: readonly DescribedCondition[], text: Text): readonly string[] {
  return conditions.map((condition) => inWords(condition, text))
}

function inWords(condition: DescribedCondition, { screens: { results }, pick }: Text): string {
  const field = pick(condition.field)
  switch (condition.op) {
    case 'contains':
      return results.contains(field, condition.texts.join(results.or))
    case 'lacks':
      return results.lacks(field, condition.texts.join(results.or))
    case 'is':
      return results.equals(field, condition.values.map(pick).join(results.or))
    case 'isNot':
      return results.differs(field, condition.values.map(pick).join(results.or))
    case 'during':
      return results.during(field, condition.from, condition.to)
    case 'notDuring':
      return results.outside(field, condition.from, condition.to)
    case 'any':
      return results.everything(field)
    case 'sort':
      return results.sorted(pick(condition.by), pick(condition.direction))
  }
}
