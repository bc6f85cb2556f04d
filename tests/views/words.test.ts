import { describe, expect, it } from 'vitest'
import type { DomainError } from '../../src/domain/core/errors.ts'
import { clockActor } from '../../src/domain/core/roles.ts'
import { cardModal } from '../../src/views/card.ts'
import { partsOf } from '../../src/views/places.ts'
import { resultsMessage } from '../../src/views/results.ts'
import { type Locale, personOf, textOf } from '../../src/views/text.ts'
import { wordsOf } from '../journeys/workspace.ts'
import { SAMPLES } from './errorSamples.ts'
import { cardBy, hostile, plainly, resultsBy } from './fixtures.ts'

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

it('names what runs by itself, and somebody by their mention', () => {
  const { key } = clockActor(1234, [])
  expect(personOf(key, textOf('ja'))).toBe('自動処理')
  expect(personOf(key, textOf('en'))).toBe('Automatic')
  expect(personOf('T_MEIBO:U_OFFICER', textOf('ja'))).toEqual({ user: 'U_OFFICER' })
})
