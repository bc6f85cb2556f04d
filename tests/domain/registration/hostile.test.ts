import { sample, string } from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkView } from '../../../sandbox/validate/index.ts'
import { CONTROLS, type FieldKey } from '../../../src/domain/members/fields.ts'
import { previewRegistration, registerMember } from '../../../src/domain/registration/register.ts'
import type { Conditions } from '../../../src/domain/search/conditions.ts'
import { foldText } from '../../../src/domain/search/fold.ts'
import { cardModal } from '../../../src/views/card.ts'
import { textOf } from '../../../src/views/text.ts'
import { wordsOf } from '../../journeys/workspace.ts'
import { allNumbers, cardOf, openWorld, type World } from '../find/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.db.drop())

const seed = Number(process.env['SEED'] ?? 20261124)

/** What somebody may type to see what happens, or paste without knowing. */
const KNOWN = [
  '<!channel>',
  '<!here|みなさん>',
  '<@U_SECRETARIAT>',
  '<https://evil.example.com|銀行>',
  '*太字* _斜め_ ~消す~ `code`',
  '> 引用',
  ':smile: :white_check_mark:',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<script>alert("x")</script>',
  '=HYPERLINK("https://evil.example.com","x")',
  "+1+cmd|' /C calc'!A0",
  '@SUM(1+1)',
  "Robert'); DROP TABLE member;--",
  '$1 ${x} %s %n {{member}}',
  '\\u0000 \\x00 \\',
  '" \' ` 「」',
  'ne\u0301e ＮＦＫＣ ｶﾞ か\u3099',
  '髙橋 﨑 邊 葛󠄀',
  '\u202eevil\u202c \u200bzero\u200dwidth\ufeff',
  '👨‍👩‍👧‍👦 🇯🇵 𠮷野家',
  'a\u0000b',
  '\ud800 lone \udfff',
  'Z\u0351\u036b\u0343\u036a\u0302a\u030dl\u0358g\u0352o\u0337',
  '  前後の空白　',
  '../../etc/passwd',
  '%00%0d%0aBcc: x@example.com',
  'null',
  'undefined',
  '0',
  'true',
]

const STRINGS = [
  ...KNOWN,
  ...sample(string({ unit: 'binary', minLength: 1, maxLength: 30 }), { seed, numRuns: 180 }),
  ...sample(string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), { seed, numRuns: 90 }),
]

/** What of a string is kept: whatever no database can hold goes, the rest is NFC without blanks around it. */
const kept = (typed: string) =>
  typed
    .replaceAll('\u0000', '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .normalize('NFC')
    .trim()

/** Text fields that take any words, and the search field of each where it has one. */
const FIELDS: readonly (readonly [FieldKey, string | null])[] = [
  ['familyName', 'family'],
  ['givenName', 'given'],
  ['affiliation', 'affiliation'],
  ['title', 'title'],
  ['qualifications', 'qualifications'],
  ['department', 'department'],
  ['remarks', 'remarks'],
  ['address', null],
]

const columnOf = (key: string) => key.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)

/** Every text that Slack reads as markup. */
const markup = (view: object) =>
  [...JSON.stringify(view).matchAll(/"type":"mrkdwn","text":"((?:[^"\\]|\\.)*)"/gu)].map(
    ([, text]) => text ?? '',
  )

describe(`${STRINGS.length} hostile texts`, () => {
  it('are stored as typed, found by search, and shown as text, in every field', async () => {
    const context = world.as('secretariat')
    const form = await previewRegistration(context, 'individual')
    if (!form.ok) throw new Error(form.error.code)
    const answers = Object.fromEntries(
      form.value.questions.flatMap(({ key, control }) =>
        control.kind === 'choice' ? [[key, control.choices[0]?.value ?? null]] : [],
      ),
    )
    const textQuestion = form.value.questions.find(({ control }) => control.kind === 'text')?.key ?? ''
    for (let start = 0; start < STRINGS.length; start += FIELDS.length) {
      const some = STRINGS.slice(start, start + FIELDS.length)
      const typed: Record<string, string | null> = {
        ...answers,
        familyName: '名',
        boardAccess: 'poster',
        notices: 'yes',
        [textQuestion]: some[0] ?? null,
      }
      // Each string comes through another field than in the row before.
      const placed = some.map((text, index) => {
        const [key, search] = FIELDS[(index + start / FIELDS.length) % FIELDS.length] ?? ['remarks', null]
        const { most } = CONTROLS[key] as { readonly most: number }
        const short = Array.from(text).slice(0, most).join('')
        if (kept(short) !== '') typed[key] = short
        return { key, search, text: kept(short) }
      })
      const input = { kind: 'individual', typed, number: null, applicant: true, another: true } as const
      const done = await registerMember(context, input, `H-${start}`)
      if (!done.ok) throw new Error(`${start}: ${JSON.stringify(done.error)}`)
      const { memberId, number } = done.value
      const { rows } = await world.db.pool.query<Record<string, string | null>>(
        `SELECT * FROM member WHERE society_id = 1234 AND id = ${memberId}`,
      )
      for (const { key, search, text } of placed) {
        if (text === '') continue
        expect([start, key, rows[0]?.[columnOf(key)]]).toEqual([start, key, text])
        if (search === null || foldText(text) === '') continue
        const conditions: Conditions = {
          society: null,
          filters: [{ kind: 'text', field: search, excluded: false, values: [text] }],
          sort: null,
        }
        expect([start, key, await allNumbers(context, conditions)]).toEqual([
          start,
          key,
          expect.arrayContaining([number]),
        ])
      }
      const view = cardModal(await cardOf(context, number), textOf('ja'))
      expect(checkView(view, 'modal')).toBeNull()
      for (const text of markup(view)) expect(text).not.toMatch(/<(?!@U_SECRETARIAT>)[^>]*>/u)
      expect(wordsOf(view.blocks)).not.toMatch(/[\u200b\u202e]/u)
    }
  }, 120_000)
})
