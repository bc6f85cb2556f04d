import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Filter } from '../../src/domain/search/conditions.ts'
import { SEARCH_FIELDS } from '../../src/domain/search/fields.ts'
import { type Everything, loadMembers, reference, textsOf } from '../domain/find/reference.ts'
import type { Json } from '../sandbox/script.ts'
import { countIn, type Desk, openDesk, wordsOf } from './workspace.ts'

/** Has every field: dues as well. */
const USER = 'U_TREASURER'
const TODAY = '2026-11-22'

let desk: Desk
let members: Everything[]
beforeAll(async () => {
  desk = await openDesk()
  members = await loadMembers(desk.db, 1234)
}, 60_000)
afterAll(() => desk.close())

const plainCount = (...filters: Filter[]) =>
  reference(members, { society: null, filters, sort: null }, TODAY).length

interface Option {
  readonly text: { readonly text: string }
  readonly value: string
}
interface Element extends Json {
  readonly type: string
  readonly action_id: string
  readonly options?: Option[]
}
interface Control {
  readonly block_id: string
  readonly element: Element
}

/** Opens the form unfolded, with every condition emptied. */
async function openForm(): Promise<{ id: string; control(field: string): Control }> {
  await desk.closeAll(USER)
  const { view: folded } = await desk.ask(USER, '/member 検索')
  const { view } = await desk.press(USER, {
    view_id: folded?.id ?? '',
    block_id: 'block.form',
    action_id: 'search.unfold',
  })
  const control = (field: string) => {
    const found = view?.blocks.find(({ block_id }) => block_id === field)
    if (found === undefined) throw new Error(`the form has no ${field}`)
    return found as unknown as Control
  }
  return { id: view?.id ?? '', control }
}

const NO_STATUS = { status: { type: 'multi_static_select', selected_options: [] } }

/** Submits the form with these values and gives the count of the results that follow. */
async function countOf(viewId: string, values: Record<string, Json>): Promise<number> {
  const seen = (await desk.api.messages(USER, 'C_GENERAL')).at(-1)?.ts
  const { ack } = await desk.api.post('submit', {
    user: USER,
    view_id: viewId,
    values: { ...NO_STATUS, ...values },
  })
  expect(ack).toEqual({ response_action: 'clear' })
  let words = ''
  await expect
    .poll(async () => {
      const last = (await desk.api.messages(USER, 'C_GENERAL')).at(-1)
      words = last?.ts === seen ? '' : wordsOf(last?.['blocks'])
      return words
    })
    .not.toBe('')
  return countIn(words)
}

async function optionsOf(viewId: string, { block_id, element }: Control): Promise<Option[]> {
  if (element.options !== undefined) return element.options
  const given = await desk.api.post('suggest', {
    user: USER,
    view_id: viewId,
    block_id,
    action_id: element.action_id,
    query: '',
  })
  return given['options'] as Option[]
}

/** Everybody, but where the status itself is asked for. */
const byLanguage = (key: string, value: string) => {
  const everybody = key === '状態' || key === 'status' ? '' : '状態:すべて'
  return desk.total(USER, `/member 検索 ${everybody} ${key}:"${value}"`)
}

const TEXTS = SEARCH_FIELDS.flatMap((field) => (field.kind === 'text' ? [field] : []))
/** A middle-sized piece of some member's own text: found by more than one spelling, by less than everyone. */
function pieceOf(id: string): string {
  const texts = members.flatMap((member) =>
    member.erasedAt === null && member.mergedInto === null ? textsOf(member, id) : [],
  )
  const text = texts.find((one) => one.length > 3) ?? texts.find((one) => one !== '') ?? ''
  return Array.from(text).slice(0, 3).join('').trim()
}

describe('every text that can be searched for', () => {
  it.each(TEXTS.map((field) => [field.id, field.ja, field.en, field.form] as const))(
    '%s: by %s: and %s:, by the form, and by a plain look at the rows',
    async (id, ja, en, form) => {
      const value = pieceOf(id)
      const expected = plainCount({ kind: 'text', field: id, excluded: false, values: [value] })
      expect(expected).toBeGreaterThan(0)
      expect(await byLanguage(ja, value)).toBe(expected)
      expect(await byLanguage(en, value)).toBe(expected)
      if (form === 'language') return
      const { id: view } = await openForm()
      expect(await countOf(view, { [id]: { type: 'plain_text_input', value } })).toBe(expected)
    },
  )
})

const CHOICES = SEARCH_FIELDS.flatMap((field) =>
  field.kind === 'choice' && field.form !== 'language' ? [field] : [],
)

describe('every list that can be chosen from', () => {
  it.each(CHOICES.map((field) => [field.id, field.ja, field.en] as const))(
    '%s: each choice by %s: or %s:, by the form, and by a plain look at the rows',
    async (id, ja, en) => {
      const form = await openForm()
      const control = form.control(id)
      const options = (await optionsOf(form.id, control)).slice(0, 12)
      expect(options.length).toBeGreaterThan(1)
      const expected = options.map(({ value }) =>
        plainCount({ kind: 'choice', field: id, excluded: false, values: [value] }),
      )
      expect(Math.max(...expected)).toBeGreaterThan(0)
      const counted: number[] = []
      for (const [index, { text }] of options.entries())
        counted.push(await byLanguage(index % 2 === 0 ? ja : en, text.text))
      expect(counted).toEqual(expected)
      const best = expected.indexOf(Math.max(...expected))
      const chosen = options[best] as unknown as Json
      const many = control.element.type.startsWith('multi')
      const state = many ? { selected_options: [chosen] } : { selected_option: chosen }
      expect(await countOf(form.id, { [id]: { type: control.element.type, ...state } })).toBe(expected[best])
    },
  )

  it.each([
    ['料金体系', 'fee-plan', 'feePlan', '無料', 'free'],
    ['学会役職', 'position', 'position', 'あり', 'yes'],
    ['テスト会員', 'test', 'test', 'はい', 'yes'],
  ])('%s has a key of its own: %s', async (ja, en, field, value, code) => {
    const expected = plainCount({ kind: 'choice', field, excluded: false, values: [code] })
    expect(expected).toBeGreaterThan(0)
    expect([await byLanguage(ja, value), await byLanguage(en, code)]).toEqual([expected, expected])
  })
})

describe('the days of an application', () => {
  const date = (value: string) => ({ type: 'datepicker', selected_date: value })

  it.each([
    ['2026-04-01', '2026-11-30'],
    ['2019-01-01', '2024-12-31'],
  ])('from %s to %s', async (from, to) => {
    const expected = plainCount({ kind: 'date', field: 'applied', excluded: false, from, to })
    expect(expected).toBeGreaterThan(0)
    expect(await byLanguage('入会申請日', `${from}..${to}`)).toBe(expected)
    const { id } = await openForm()
    expect(await countOf(id, { appliedFrom: date(from), appliedTo: date(to) })).toBe(expected)
  })
})

it('finds the active only, unless told otherwise, in form and language alike', async () => {
  const active = plainCount({ kind: 'choice', field: 'status', excluded: false, values: ['active'] })
  expect(await desk.total(USER, '/member 検索 会員番号:DEMO')).toBe(
    plainCount(
      { kind: 'choice', field: 'status', excluded: false, values: ['active'] },
      { kind: 'text', field: 'number', excluded: false, values: ['DEMO'] },
    ),
  )
  expect(await desk.total(USER, '/member 検索 状態:有効')).toBe(active)
  const { id } = await openForm()
  expect(await countOf(id, {})).toBe(plainCount())
})

it('excludes by -, takes alternatives by a comma, and orders by 並び', async () => {
  const tokyo = { kind: 'choice', field: 'prefecture', excluded: true, values: ['東京都'] } as const
  expect(await desk.total(USER, '/member 検索 状態:すべて -都道府県:東京都')).toBe(plainCount(tokyo))
  expect(await desk.total(USER, '/member 検索 状態:すべて 都道府県:東京都,大阪府')).toBe(
    plainCount({ ...tokyo, excluded: false, values: ['東京都', '大阪府'] }),
  )
  const words = await desk.words(USER, '/member 検索 状態:すべて 並び:申請日降順')
  const expected = reference(
    members,
    { society: null, filters: [], sort: { field: 'applied', direction: 'desc' } },
    TODAY,
  ).slice(0, 10)
  const shown = [...words.matchAll(/^\*(\S+)\*/gmu)].map(([, number]) => number)
  expect(shown).toEqual(expected)
})

it('made no call that Slack would refuse', async () => {
  expect(await desk.complaints()).toEqual([])
})
