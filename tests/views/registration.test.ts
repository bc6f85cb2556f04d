import { describe, expect, it } from 'vitest'
import { checkMessage, checkView } from '../../sandbox/validate/index.ts'
import { type EditForm, fingerprint } from '../../src/domain/members/editForm.ts'
import { SECTIONS } from '../../src/domain/members/fields.ts'
import { pagesOf } from '../../src/domain/members/formFields.ts'
import { affiliatesModal } from '../../src/views/editing/affiliates.ts'
import { editMenu, editModal } from '../../src/views/editing/form.ts'
import { mergeModal } from '../../src/views/editing/merge.ts'
import { affiliatesOutcome, editOutcome, mergeOutcome } from '../../src/views/editing/outcome.ts'
import { editRef, readEditRef, SECTION_IDS } from '../../src/views/refs.ts'
import { answerModal, applicationsMessage, approvalModal } from '../../src/views/registration/applications.ts'
import { registrationModal } from '../../src/views/registration/form.ts'
import { decisionOutcome, registrationOutcome } from '../../src/views/registration/outcome.ts'
import { type Locale, textOf } from '../../src/views/text.ts'
import { wordsOf } from '../journeys/workspace.ts'
import { atLength, type Fill, hostile, nameBy, plainly } from './fixtures.ts'
import {
  affiliatesBy,
  duplicatesBy,
  editBy,
  KINDS,
  mergeBy,
  previewBy,
  questionsBy,
  registrationBy,
} from './registrationFixtures.ts'

const FILLS: readonly (readonly [string, Fill])[] = [
  ['plain', plainly],
  ['at length', atLength],
  ['hostile', hostile],
]
const CASES = (['ja', 'en'] as const).flatMap((locale) =>
  FILLS.map(([what, fill]) => [what, locale, fill] as const),
)
/** Every field of it changed, and every one changed by somebody else too. */
const planBy = (form: EditForm, fill: Fill) => ({
  changes: form.fields.map((field) => ({ field, to: fill('新').slice(0, 1000) })),
  theirs: form.fields,
})

function editViews(fill: Fill, locale: Locale) {
  const text = textOf(locale)
  const last = pagesOf(questionsBy(fill)).length
  const forms = [
    ...KINDS.flatMap((kind) =>
      SECTIONS.filter((section) => section !== 'answers').map((section) => editBy(fill, section, kind)),
    ),
    ...[1, last].map((page) => editBy(fill, 'answers', 'individual', page)),
  ]
  return forms.flatMap((form) => {
    const base = form.fields.map(({ value }) => fingerprint(value))
    const given = { form, base, reply: 7, resets: () => 1 }
    const plan = planBy(form, fill)
    return [
      editModal(given, text),
      editModal({ ...given, confirm: { plan, print: fingerprint('x') } }, text),
      editModal({ ...given, overtaken: plan, notice: [fill('案内')] }, text),
    ]
  })
}

describe('at their fullest, Slack takes', () => {
  it.each(CASES)('the registration of each kind (%s, %s)', (_what, locale, fill) => {
    for (const kind of KINDS) {
      const form = registrationBy(fill, kind)
      for (const duplicates of [[], duplicatesBy(fill)]) {
        const view = registrationModal(
          { form, reply: 7, notice: [fill('案内')], duplicates, resets: () => 2 },
          textOf(locale),
        )
        expect(checkView(view, 'modal')).toBeNull()
      }
    }
  })

  it.each(CASES)(
    'every form of a record, as it opens, to confirm, and overtaken (%s, %s)',
    (_what, locale, fill) => {
      for (const view of editViews(fill, locale)) expect(checkView(view, 'modal')).toBeNull()
    },
  )

  it.each(CASES)('what goes around them (%s, %s)', (_what, locale, fill) => {
    const text = textOf(locale)
    const preview = previewBy(fill)
    const views = [
      approvalModal({ preview, reply: 7, notice: [fill('案内')] }, text),
      approvalModal({ preview: { ...preview, types: [], email: null } }, text),
      answerModal({ preview }, 'rejection', text),
      answerModal({ preview: { ...preview, email: null } }, 'asking', text),
      editMenu(mergeBy(fill).kept, SECTIONS, text, 7),
      mergeModal(mergeBy(fill), text, { reply: 7, notice: [fill('案内')] }),
      affiliatesModal(affiliatesBy(fill, 0), text, { reply: undefined }),
      affiliatesModal(affiliatesBy(fill, 200), text, { reply: 7, notice: [fill('案内')] }),
    ]
    for (const view of views) expect(checkView(view, 'modal')).toBeNull()
    const row = { ...nameBy(fill) }
    const rows = Array.from({ length: 10 }, (_one, index) => ({
      id: index + 1,
      number: `DEMO${index}`,
      name: row,
      kind: 'individual' as const,
      affiliation: fill('所属'),
      appliedAt: index === 0 ? null : '2026-11-24 12:00',
      askedBackAt: '2026-11-24 12:00',
    }))
    const numbers = Array.from({ length: 50 }, (_one, index) => `DEMO${String(index).padStart(12, '0')}`)
    const decided = { memberId: 1, number: 'DEMO1', mailed: true }
    const messages = [
      applicationsMessage({ societyId: 1234, total: 99, page: 2, pages: 10, rows }, text),
      applicationsMessage({ societyId: 1234, total: 0, page: 1, pages: 1, rows: [] }, text),
      ...(['approval', 'rejection', 'asking'] as const).map((what) =>
        decisionOutcome(1234, decided, what, text),
      ),
      registrationOutcome(
        1234,
        { memberId: 1, number: 'DEMO1', applicant: false, welcomed: true, questionsLeft: 40 },
        text,
      ),
      editOutcome(
        1234,
        { memberId: 1, number: 'DEMO1', fields: questionsBy(fill).map(({ key }) => key), welcomed: true },
        questionsBy(fill),
        text,
      ),
      affiliatesOutcome(
        1234,
        { institutionId: 1, number: 'DEMOF1', added: numbers, moved: numbers, removed: numbers },
        text,
      ),
      mergeOutcome(1234, { memberId: 1, number: 'DEMO1', otherId: 2, otherNumber: 'DEMO2' }, text),
    ]
    for (const message of messages) expect(checkMessage(message)).toBeNull()
  })
})

it('says them in English without a Japanese word of the product', () => {
  const english: Fill = () => 'x'
  const prefectures = /[一-龠]+[都道府県]/gu
  const shown = wordsOf([
    ...KINDS.map((kind) =>
      registrationModal(
        { form: registrationBy(english, kind), duplicates: duplicatesBy(english), resets: () => 0 },
        textOf('en'),
      ),
    ),
    ...editViews(english, 'en'),
    mergeModal(mergeBy(english), textOf('en'), { reply: undefined }),
    affiliatesModal(affiliatesBy(english, 3), textOf('en'), { reply: undefined }),
    approvalModal({ preview: previewBy(english) }, textOf('en')),
    answerModal({ preview: previewBy(english) }, 'rejection', textOf('en')),
  ])
  expect(shown.replaceAll(prefectures, '').replaceAll('（x x）', '')).not.toMatch(/[ぁ-んァ-ヶ一-龠]/u)
})

describe('what a form carries of itself', () => {
  const form = {
    societyId: 1234,
    memberId: 55,
    section: 'answers',
    page: 2,
    reply: undefined,
    base: ['abc123', 'x-_456'],
    confirmed: '',
  } as const

  it('comes back as it was, with and without a kept response_url and a confirmation', () => {
    for (const reply of [undefined, 9])
      for (const confirmed of ['', 'aB3-_x'])
        for (const base of [[], form.base])
          expect(readEditRef(editRef({ ...form, reply, confirmed, base }))).toEqual({
            ...form,
            reply,
            confirmed,
            base,
          })
  })

  it.each([
    '',
    '1234.55',
    '1234.55.5.1',
    '1234.55.9.1//',
    '1234.55.5.1/abc/',
    'x/abc123/',
    '1234.55.5.1/abc123/x/y',
  ])('is no form: %s', (text) => {
    expect(readEditRef(text)).toBeNull()
  })

  it('has the sections in the domain’s order', () => {
    expect(SECTION_IDS).toEqual(SECTIONS)
  })
})
