import { assert, constantFrom, oneof, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMessage, checkView } from '../../sandbox/validate/index.ts'
import { SEARCH_FIELDS } from '../../src/domain/search/fields.ts'
import { cardModal } from '../../src/views/card.ts'
import { helpModal, homeView, menuMessage } from '../../src/views/places.ts'
import { resultsMessage, rollMessage } from '../../src/views/results.ts'
import { type FormControl, searchModal } from '../../src/views/searchForm.ts'
import { type Locale, textOf } from '../../src/views/text.ts'
import { atLength, cardBy, type Fill, hostile, plainly, resultsBy } from './fixtures.ts'

const LOCALES: readonly Locale[] = ['ja', 'en']
const FILLS: readonly (readonly [string, Fill])[] = [
  ['plain', plainly],
  ['at length', atLength],
  ['hostile', hostile],
]
const CASES = LOCALES.flatMap((locale) => FILLS.map(([what, fill]) => [what, locale, fill] as const))

/** The lists that a society makes itself, of any length; the others are ours. */
const OWN = new Set(['memberType', 'departmentCategory'])

function formBy(fill: Fill, choices: number, unfolded: boolean) {
  const controls = SEARCH_FIELDS.filter(({ form }) => form !== 'language').flatMap((field): FormControl[] =>
    field.kind === 'society' || field.kind === 'sort'
      ? []
      : [
          {
            id: field.id,
            label: { ja: field.ja, en: field.en },
            kind: field.kind === 'choice' ? (field.many ? 'many' : 'one') : field.kind,
            detail: field.form === 'detail',
            choices: Array.from({ length: OWN.has(field.id) ? choices : 8 }, (_, index) => ({
              code: `c${index}`,
              ja: fill('値'),
              en: fill('value'),
            })),
          },
        ],
  )
  return {
    state: { society: 1234, reply: 5, unfolded, resets: 1, ranges: 2 },
    controls,
    values: {
      family: fill('氏'),
      query: fill('条件'),
      appliedFrom: '2026-04-01',
      memberType: ['c1', 'c2'],
      sort: 'number-asc',
    },
    sorts: resultsBy(plainly).sorts,
    societies: Array.from({ length: 30 }, (_, id) => ({ id: id + 1, name: fill('学会'), nameEn: null })),
  }
}

describe('at their fullest, Slack takes', () => {
  it.each(CASES)('the card (%s, %s)', (_what, locale, fill) => {
    for (const size of [0, 3, 200])
      expect(checkView(cardModal(cardBy(fill, size), textOf(locale)), 'modal')).toBeNull()
  })

  it.each(CASES)('the results and the short roll (%s, %s)', (_what, locale, fill) => {
    for (const count of [0, 1, 10]) {
      const given = resultsBy(fill, count)
      expect(checkMessage(resultsMessage(given, textOf(locale)))).toBeNull()
      expect(checkMessage(rollMessage(given.page, 'U1', textOf(locale)))).toBeNull()
    }
  })

  it.each(CASES)('the search form (%s, %s)', (_what, locale, fill) => {
    for (const choices of [1, 100, 150])
      for (const unfolded of [false, true])
        expect(checkView(searchModal(formBy(fill, choices, unfolded), textOf(locale)), 'modal')).toBeNull()
  })

  it.each(CASES)('menu, help and home (%s, %s)', (_what, locale, fill) => {
    const place = {
      society: { id: 1, code: 'DEMO', name: fill('学会'), nameEn: null },
      roles: ['secretariat', fill('役割')],
      mayRead: true,
      mayWrite: true,
    }
    const verbs = Array.from({ length: 27 }, () => ({ id: 'search', ja: '検索', en: 'search' }))
    const keys = Array.from({ length: 60 }, () => ({
      ja: fill('項目'),
      en: fill('key'),
      values: [fill('値')],
    }))
    expect(checkMessage(menuMessage(place, textOf(locale)))).toBeNull()
    expect(checkView(homeView({ ...place, toDecide: null, own: null }, textOf(locale)), 'home')).toBeNull()
    expect(checkView(helpModal({ verbs, keys, dues: true }, textOf(locale)), 'modal')).toBeNull()
  })

  it('whatever is in the texts', () => {
    const seed = Number(process.env['SEED'] ?? 20261122)
    const text = oneof(
      string({ unit: 'grapheme', maxLength: 400 }),
      string({ unit: 'binary', maxLength: 400 }),
    )
    assert(
      property(text, constantFrom(...LOCALES), (words, locale) => {
        const fill = () => words
        expect(checkView(cardModal(cardBy(fill, 2), textOf(locale)), 'modal')).toBeNull()
        expect(checkMessage(resultsMessage(resultsBy(fill, 2), textOf(locale)))).toBeNull()
      }),
      { seed, numRuns: 60 },
    )
  })
})
