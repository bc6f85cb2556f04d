import { describe, expect, it } from 'vitest'
import type { DomainError, ErrorCode } from '../../src/domain/core/errors.ts'
import { cardModal } from '../../src/views/card.ts'
import { partsOf } from '../../src/views/places.ts'
import { resultsMessage } from '../../src/views/results.ts'
import { type Locale, textOf } from '../../src/views/text.ts'
import { wordsOf } from '../journeys/workspace.ts'
import { cardBy, hostile, plainly, resultsBy } from './fixtures.ts'

const LABEL = { code: 'affiliation', ja: '所属', en: 'affiliation' }
const CHOICE = { id: 1234, code: 'DEMO', name: 'Demo', nameEn: 'Demo' }

/** One of each: a code without a sample does not compile. */
const SAMPLES: { readonly [Code in ErrorCode]: Extract<DomainError, { readonly code: Code }> } = {
  forbidden: { code: 'forbidden', permission: 'member.read' },
  'no-role': { code: 'no-role', contacts: ['U1'] },
  'role-conflict': { code: 'role-conflict', roles: ['secretariat', 'officer'], article: null },
  guest: { code: 'guest' },
  'no-society': { code: 'no-society' },
  'society-needed': { code: 'society-needed', choices: [CHOICE] },
  'unknown-society': { code: 'unknown-society', value: 'X', choices: [CHOICE] },
  'unknown-member': { code: 'unknown-member', number: 'DEMO9', nearest: ['DEMO1'] },
  'unknown-verb': { code: 'unknown-verb', verb: 'serch', nearest: ['search'] },
  'unknown-kind': { code: 'unknown-kind', value: 'X', valid: ['A', 'B'] },
  'number-needed': { code: 'number-needed' },
  'too-long': { code: 'too-long', limit: 32 },
  stale: { code: 'stale' },
  'result-gone': { code: 'result-gone' },
  'channel-not-safe': { code: 'channel-not-safe', why: 'guests' },
  'search-refused': {
    code: 'search-refused',
    errors: [{ code: 'search-too-long', limit: 500, length: 501 }],
  },
  'search-too-long': { code: 'search-too-long', limit: 500, length: 501 },
  'search-too-many-terms': { code: 'search-too-many-terms', limit: 20, count: 21 },
  'search-quote-unclosed': { code: 'search-quote-unclosed', text: '"x' },
  'search-key-unknown': { code: 'search-key-unknown', key: 'x', nearest: [LABEL] },
  'search-value-missing': { code: 'search-value-missing', field: 'affiliation', label: LABEL },
  'search-value-empty': { code: 'search-value-empty', field: 'affiliation', label: LABEL, value: '-' },
  'search-value-unknown': {
    code: 'search-value-unknown',
    field: 'affiliation',
    label: LABEL,
    value: 'x',
    nearest: [LABEL],
  },
  'search-date-invalid': { code: 'search-date-invalid', field: 'applied', label: LABEL, value: 'x' },
  'search-range-contradictory': {
    code: 'search-range-contradictory',
    field: 'applied',
    label: LABEL,
    from: '2026-12-01',
    to: '2026-11-01',
  },
  'search-not-excludable': { code: 'search-not-excludable', field: 'sort', label: LABEL },
  'search-given-twice': { code: 'search-given-twice', field: 'sort', label: LABEL },
}

const JAPANESE = /[ぁ-んァ-ヶ一-龠]/u
const said = (error: DomainError, locale: Locale) =>
  partsOf(error, textOf(locale))
    .map((part) => (typeof part === 'string' ? part : ''))
    .join('')

describe('every refusal', () => {
  it.each(Object.values(SAMPLES).map((error) => [error.code, error] as const))(
    '%s has a sentence in both languages',
    (_code, error) => {
      const [ja, en] = [said(error, 'ja'), said(error, 'en')]
      expect(ja).toMatch(JAPANESE)
      expect(en).not.toMatch(JAPANESE)
      expect(en).toMatch(/[A-Za-z].*[.?!]|…/)
      expect(`${ja}${en}`).not.toMatch(/undefined|null|\[object/)
    },
  )
})

describe('what a member’s texts hold', () => {
  it.each(['ja', 'en'] as const)('is shown as typed and does nothing (%s)', (locale) => {
    const shown = JSON.stringify([
      cardModal(cardBy(hostile, 3), textOf(locale)),
      resultsMessage(resultsBy(hostile, 3), textOf(locale)),
    ])
    const mrkdwn = [...shown.matchAll(/"type":"mrkdwn","text":"((?:[^"\\]|\\.)*)"/g)].map(
      ([, text]) => text ?? '',
    )
    for (const text of mrkdwn) {
      expect(text).not.toMatch(/<(?!@U_SECRETARIAT>)[^>]*>/)
      expect(text).not.toContain('\u202e')
    }
    expect(shown).not.toMatch(/\u202e|\u200b/)
    expect(shown).toContain('[U+202E]evil[U+200B]')
  })
})

it('says the English screens without a Japanese word of the product', () => {
  const english = { ...resultsBy(() => 'x', 3), sorts: [] }
  const shown = wordsOf([
    cardModal(
      cardBy(() => 'x', 3),
      textOf('en'),
    ).blocks,
    resultsMessage({ ...english, sorts: resultsBy(plainly).sorts }, textOf('en')).blocks,
  ])
  expect(shown.replaceAll('東京都', '').replaceAll('〒', '')).not.toMatch(JAPANESE)
})

it('shows a withdrawn member as 無効（退会済 日付）, a test member as テスト会員', () => {
  const words = wordsOf(cardModal(cardBy(plainly, 1), textOf('ja')).blocks)
  expect(words).toContain('無効（退会済 2026-03-31） / テスト会員')
  expect(words).toContain('8,000円')
})
