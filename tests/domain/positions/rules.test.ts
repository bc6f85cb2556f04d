import { array, assert, boolean, constantFrom, option, property, record, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  brokenRules,
  type CitedRule,
  findBreach,
  type Person,
  type Rule,
  type Standing,
} from '../../../src/domain/positions/rules.ts'

const CODES = ['a', 'b'] as const
const TERMS = ['position', 'group', 'type', 'role'].flatMap((kind) => CODES.map((code) => `${kind}:${code}`))
const some = array(constantFrom(...CODES), { maxLength: 2 })
const standings = record({
  member: boolean(),
  positions: some,
  groups: some,
  type: option(constantFrom(...CODES)),
  types: some,
  roles: some,
})
const rules = array(
  record({
    effect: constantFrom<Rule['effect']>('requires', 'excludes'),
    subject: constantFrom(...TERMS),
    object: constantFrom(...TERMS, 'member'),
  }),
  { maxLength: 6 },
)

/** Everything that somebody is, written out; then each rule is a question about two sets. */
function reference(standing: Standing, all: readonly Rule[]): readonly Rule[] {
  const being = new Set<string>()
  if (standing.member) being.add('member')
  for (const code of standing.positions) being.add(`position:${code}`)
  for (const code of standing.groups) being.add(`group:${code}`)
  for (const code of standing.roles) being.add(`role:${code}`)
  if (standing.member && standing.type !== null) being.add(`type:${standing.type}`)
  const been = new Set(standing.types.map((code) => `type:${code}`))
  const broken: Rule[] = []
  for (const rule of all) {
    if (!being.has(rule.subject)) continue
    const ofTypes = rule.subject.startsWith('type:') && rule.object.startsWith('type:')
    if (rule.effect === 'excludes' && being.has(rule.object)) broken.push(rule)
    if (rule.effect === 'requires' && ofTypes && !been.has(rule.object) && !been.has(rule.subject))
      broken.push(rule)
    if (rule.effect === 'requires' && !ofTypes && !being.has(rule.object)) broken.push(rule)
  }
  return broken
}

it('finds the same broken rules as written-out sets do', () => {
  assert(
    property(tuple(standings, rules), ([standing, all]) => {
      expect(brokenRules(standing, all)).toEqual(reference(standing, all))
    }),
    { numRuns: 2000 },
  )
})

const cited = (effect: Rule['effect'], subject: string, object: string): CitedRule => ({
  code: `${subject}-${object}`,
  effect,
  subject,
  object,
  article: null,
  subjectLabel: { ja: subject, en: subject },
  objectLabel: { ja: object, en: object },
})
const TREASURER = cited('requires', 'position:treasurer', 'group:officer')
const office = (position: string, group: string, startedOn: string, endedOn: string | null = null) => ({
  id: null,
  position,
  group,
  startedOn,
  endedOn,
})
const someone = (...tenures: Person['tenures']): Person => ({
  id: 1,
  number: 'DEMO00001',
  member: true,
  type: 'council',
  types: ['council'],
  roles: [],
  tenures,
})

describe('a change over time', () => {
  it('is refused from the day on which what it needs ends', () => {
    const before = someone(office('officer', 'officer', '2025-04-01', '2027-04-01'))
    const after = someone(...before.tenures, office('treasurer', 'committee', '2026-04-01'))
    expect(findBreach(before, after, [TREASURER], '2026-04-01')).toEqual({
      rule: TREASURER,
      on: '2027-04-01',
      number: 'DEMO00001',
    })
  })

  it('may swap two offices on one day', () => {
    const before = someone(office('officer', 'officer', '2025-04-01'))
    const after = someone(
      office('officer', 'officer', '2025-04-01', '2026-04-01'),
      office('auditor', 'auditor', '2026-04-01'),
    )
    const rule = cited('excludes', 'group:auditor', 'group:officer')
    expect(findBreach(before, after, [rule], '2026-04-01')).toBeNull()
    const both = someone(...before.tenures, office('auditor', 'auditor', '2026-04-01'))
    expect(findBreach(before, both, [rule], '2026-04-01')?.rule).toBe(rule)
  })

  it('is not blamed for what was broken before', () => {
    const before = someone(office('treasurer', 'committee', '2025-04-01'))
    const after = someone(...before.tenures, office('course', 'committee', '2026-04-01'))
    expect(findBreach(before, after, [TREASURER], '2026-04-01')).toBeNull()
    expect(findBreach(undefined, after, [TREASURER], '2026-04-01')?.on).toBe('2026-04-01')
  })
})
