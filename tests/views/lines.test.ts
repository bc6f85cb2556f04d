import { expect, it } from 'vitest'
import { GRANTS } from '../../src/domain/core/roles.ts'
import { cardModal } from '../../src/views/card.ts'
import { resultsMessage } from '../../src/views/results.ts'
import { textOf } from '../../src/views/text.ts'
import { HOLDERS } from '../../src/views/words/holders.ts'
import { atLength, cardBy, resultsBy } from './fixtures.ts'

const ja = textOf('ja')

it('lets no line end in a value pass for a line of ours', () => {
  const card = cardBy(() => '架空\n2026-01-01　退会の予定', 2)
  const lists = cardModal({ ...card, answers: [] }, ja).blocks.map((block) => JSON.stringify(block))
  const own = lists.filter((block) => /学会役職|連絡担当者|所属メンバー|所属施設|参加履歴/.test(block))
  expect(own.length).toBe(5)
  expect(own.join('')).not.toContain('\\n2026-01-01')
  const rows = JSON.stringify(
    resultsMessage(
      resultsBy(() => '架空\n無効（却下）', 3),
      ja,
    ).blocks.slice(2),
  )
  expect(rows).not.toContain('\\n無効')
})

it('counts what a list leaves out, however long its lines are', () => {
  const shown = JSON.stringify(cardModal(cardBy(atLength, 50), ja).blocks)
  const counted = [...shown.matchAll(/ほか(\d+)件/g)].map(([, count]) => Number(count))
  // Dues, plans, positions, contacts, affiliates, institutions, events, answers: 50 of each are loaded, 50 more of three not even that.
  expect(counted).toEqual([50, 30, 30, 30, 80, 30, 80, 20])
})

it('cuts remarks between characters', () => {
  const shown = JSON.stringify(
    resultsMessage(
      resultsBy(() => `a${'𠮷'.repeat(100)}`, 1),
      ja,
    ).blocks,
  )
  expect(shown).toContain(`備考：a${'𠮷'.repeat(39)}…`)
  expect(shown).not.toContain('\ufffd')
})

it('names the roles that hold a permission as they are granted', () => {
  const granted = Object.fromEntries(
    Object.keys(HOLDERS).map((permission) => [
      permission,
      Object.entries(GRANTS).flatMap(([role, list]) =>
        (list as readonly string[]).includes(permission) ? [role] : [],
      ),
    ]),
  )
  expect(HOLDERS).toEqual(granted)
})
