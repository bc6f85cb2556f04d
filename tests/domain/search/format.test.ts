import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SORT_FIELDS } from '../../../src/domain/search/choices.ts'
import type { Conditions } from '../../../src/domain/search/conditions.ts'
import { describeSearch } from '../../../src/domain/search/describe.ts'
import { conditionsFromForm, formFromConditions } from '../../../src/domain/search/form.ts'
import { formatSearch } from '../../../src/domain/search/format.ts'
import { parseSearch } from '../../../src/domain/search/language.ts'
import { normalise } from '../../../src/domain/search/normalise.ts'
import { OFFICER, TODAY, TREASURER } from './fixtures.ts'

const parse = (search: string): Conditions => {
  const outcome = parseSearch(search, TREASURER, TODAY)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors))
  return outcome.conditions
}

const value = fc
  .string({
    unit: fc.constantFrom(...Array.from('山田a1-－ー "”“「」,、:： ..x')),
    minLength: 1,
    maxLength: 6,
  })
  .map((text) => `${text}山`.replace(/\s+/g, ' ').trim())

const textFilter = (ids: readonly string[]) =>
  fc.record({
    kind: fc.constant('text' as const),
    field: fc.constantFrom(...ids),
    excluded: fc.boolean(),
    values: fc.array(value, { minLength: 1, maxLength: 2 }),
  })

const TEXT_IDS = TREASURER.fields
  .filter(({ kind, id }) => kind === 'text' && id !== 'phone')
  .map(({ id }) => id)

const choiceFilter = fc.oneof(
  ...TREASURER.fields.flatMap((field) => {
    if (field.kind !== 'choice') return []
    const codes = TREASURER.choices(field).map(({ code }) => code)
    return [
      fc.record({
        kind: fc.constant('choice' as const),
        field: fc.constant(field.id),
        excluded: fc.boolean(),
        values: fc.subarray(codes, { minLength: 1, maxLength: Math.min(3, codes.length) }),
      }),
    ]
  }),
)

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const dateFilter = fc
  .tuple(fc.boolean(), day, day, fc.constantFrom('both', 'from', 'to'))
  .map(([excluded, a, b, ends]) => ({
    kind: 'date' as const,
    field: 'applied',
    excluded,
    from: ends === 'to' ? null : a < b ? a : b,
    to: ends === 'from' ? null : a < b ? b : a,
  }))

const anyConditions = fc
  .record({
    society: fc.constantFrom(null, 'DEMO', 'OTHER'),
    filters: fc.array(fc.oneof(textFilter(TEXT_IDS), choiceFilter, dateFilter), { maxLength: 5 }),
    sort: fc.option(
      fc.record({
        field: fc.constantFrom(...SORT_FIELDS.map(({ code }) => code)),
        direction: fc.constantFrom('asc' as const, 'desc' as const),
      }),
    ),
  })
  .map((draft) => normalise({ ...draft, statusAll: false }, TREASURER))
  .filter(({ errors }) => errors.length === 0)
  .map(({ conditions }) => conditions)

describe('formatSearch', () => {
  it('writes conditions in either language', () => {
    const conditions = parse(
      '学会:別研 "山田 太郎" -所属:大学,"A ""B""" 県:東京,大阪 申請日:..2026-04 sort:dues-desc',
    )
    expect(formatSearch(conditions, 'ja', TREASURER)).toBe(
      '学会:別の研究会 "山田 太郎" 都道府県:東京都,大阪府 -所属:大学,"A ""B""" 状態:有効 入会申請日:..2026-04-30 並び:会費降順',
    )
    expect(formatSearch(conditions, 'en', TREASURER)).toBe(
      'society:"Another Society" "山田 太郎" prefecture:Tokyo,Osaka -affiliation:大学,"A ""B""" status:active applied:..2026-04-30 sort:dues-desc',
    )
    expect(formatSearch(parse('状態:all 申請日:今日'), 'ja', TREASURER)).toBe(
      '入会申請日:2026-05-20 状態:すべて',
    )
  })

  it('takes the word that is this value’s alone', () => {
    expect(formatSearch(parse('種別:"正会員（旧）" 状態:all'), 'en', TREASURER)).toBe(
      'type:"正会員（旧）" status:all',
    )
  })

  it('is read back as the same conditions, in both languages', () => {
    fc.assert(
      fc.property(anyConditions, fc.constantFrom('ja' as const, 'en' as const), (conditions, locale) => {
        const written = formatSearch(conditions, locale, TREASURER)
        fc.pre(written.length <= 500)
        expect(parseSearch(written, TREASURER, TODAY)).toEqual({ ok: true, conditions })
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the form', () => {
  it('shows any conditions and gives them back', () => {
    fc.assert(
      fc.property(anyConditions, fc.constantFrom('ja' as const, 'en' as const), (conditions, locale) => {
        const form = formFromConditions(conditions, TREASURER, locale)
        expect(conditionsFromForm(form, TREASURER, TODAY)).toEqual({ ok: true, conditions })
      }),
      { numRuns: 2000 },
    )
  })
})

describe('describeSearch', () => {
  const label = (id: string) => {
    const field = TREASURER.fieldById(id)
    return { code: id, ja: field?.ja, en: field?.en }
  }

  it('gives every condition as data', () => {
    const conditions = parse(
      '学会:別研 山田,佐藤 -所属:大学 県:東京 -会費:未納 申請日:2026-04.. -申請日:今日 並び:種別降順 状態:all',
    )
    expect(describeSearch(conditions, TREASURER)).toEqual([
      {
        op: 'is',
        field: label('society'),
        values: [{ code: 'OTHER', ja: '別の研究会', en: 'Another Society' }],
      },
      { op: 'contains', field: label('words'), texts: ['山田', '佐藤'] },
      { op: 'is', field: label('prefecture'), values: [{ code: '東京都', ja: '東京都', en: 'Tokyo' }] },
      { op: 'lacks', field: label('affiliation'), texts: ['大学'] },
      { op: 'during', field: label('applied'), from: '2026-04-01', to: null },
      { op: 'notDuring', field: label('applied'), from: TODAY, to: TODAY },
      { op: 'isNot', field: label('dues'), values: [{ code: 'open', ja: '未納', en: 'open' }] },
      { op: 'any', field: label('status') },
      {
        op: 'sort',
        field: label('sort'),
        by: { code: 'type', ja: '種別', en: 'type' },
        direction: { code: 'desc', ja: '降順', en: 'desc' },
      },
    ])
    expect(describeSearch(parse(''), TREASURER)).toEqual([
      { op: 'is', field: label('status'), values: [{ code: 'active', ja: '有効', en: 'active' }] },
    ])
  })

  it('tells a caller nothing that they may not see', () => {
    const conditions = parse('会費:未納 並び:会費降順')
    expect(
      JSON.stringify([
        describeSearch(conditions, OFFICER),
        formatSearch(conditions, 'ja', OFFICER),
        formFromConditions(conditions, OFFICER, 'ja'),
      ]),
    ).not.toMatch(/会費|未納|dues/)
  })
})
