import type { Random } from '../../../prisma/seed/random.ts'
import { SORT_FIELDS } from '../../../src/domain/search/choices.ts'
import type { Conditions, Filter } from '../../../src/domain/search/conditions.ts'
import type { ChoiceField, TextField } from '../../../src/domain/search/fields.ts'
import { foldPhone, foldText } from '../../../src/domain/search/fold.ts'
import type { Grammar } from '../../../src/domain/search/grammar.ts'
import { type Everything, textsOf } from './reference.ts'

/** Up to four conditions of any kind, mostly such as somebody meets, and an order. */
export function randomConditions(
  random: Random,
  grammar: Grammar,
  members: readonly Everything[],
): Conditions {
  const fields = grammar.fields.filter(
    (field) => field.kind === 'text' || field.kind === 'choice' || field.kind === 'date',
  )
  const filters = Array.from({ length: random.int(5) }, (): Filter => {
    const field = random.pick(fields)
    const excluded = random.chance(0.3)
    if (field.kind === 'text')
      return { kind: 'text', field: field.id, excluded, values: needles(random, field, members) }
    if (field.kind === 'choice')
      return { kind: 'choice', field: field.id, excluded, values: codes(random, field, grammar) }
    return { kind: 'date', field: field.id, excluded, ...range(random) }
  })
  const sort = random.chance(0.5)
    ? { field: random.pick(SORT_FIELDS).code, direction: random.pick(['asc', 'desc'] as const) }
    : null
  return { society: null, filters, sort }
}

/** Pieces of what members have, written another way now and then. */
function needles(random: Random, field: TextField, members: readonly Everything[]): string[] {
  const fold = field.id === 'phone' ? foldPhone : foldText
  const texts = Array.from({ length: 40 }, () => random.pick(textsOf(random.pick(members), field.id))).filter(
    (text) => fold(text) !== '',
  )
  const count = random.chance(0.25) ? 2 : 1
  return Array.from({ length: count }, () => {
    const letters = Array.from(texts.length === 0 ? '無い' : random.pick(texts))
    const start = random.int(letters.length)
    const needle = letters.slice(start, start + 1 + random.int(4)).join('')
    const written = random.chance(0.3) ? needle.toUpperCase().normalize('NFKC') : needle
    return fold(written) === '' ? letters.join('') : written
  })
}

function codes(random: Random, field: ChoiceField, grammar: Grammar): string[] {
  const all = grammar.choices(field).map(({ code }) => code)
  return [...new Set(Array.from({ length: random.chance(0.3) ? 3 : 1 }, () => random.pick(all)))]
}

function range(random: Random) {
  const days = [0, 0]
    .map(() => `${2010 + random.int(17)}-${String(1 + random.int(12)).padStart(2, '0')}-15`)
    .sort()
  const open = random.int(3)
  return { from: open === 0 ? null : (days[0] ?? null), to: open === 1 ? null : (days[1] ?? null) }
}
