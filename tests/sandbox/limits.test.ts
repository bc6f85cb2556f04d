import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { generate } from '../../sandbox/validate/generate.ts'
import { checkMessage, checkSuggestions, checkView } from '../../sandbox/validate/index.ts'
import * as b from './blocks.ts'
import type { Json } from './script.ts'
import { plain } from './script.ts'

type Row = [pointer: string, limit: number, make: (size: number) => Json]

const first = '/view/blocks/0'
const element = `${first}/elements/0`
const confirm = (more: Json) => b.inModal(b.actions(b.button({ confirm: { text: plain('?'), ...more } })))
const url = (length: number) => `https://example.com/${'a'.repeat(length - 20)}`

/** Texts of just this length are taken; one character more is refused at the pointer. */
const LENGTHS: Row[] = [
  ['/view/title/text', 24, (n) => b.modal({ title: plain(b.x(n)) })],
  ['/view/submit/text', 24, (n) => b.modal({ submit: plain(b.x(n)) })],
  ['/view/close/text', 24, (n) => b.modal({ close: plain(b.x(n)) })],
  ['/view/private_metadata', 3000, (n) => b.modal({ private_metadata: b.x(n) })],
  ['/view/callback_id', 255, (n) => b.modal({ callback_id: b.x(n) })],
  ['/view/external_id', 255, (n) => b.modal({ external_id: b.x(n) })],
  [`${first}/block_id`, 255, (n) => b.inModal(b.section({ block_id: b.x(n) }))],
  [`${element}/action_id`, 255, (n) => b.inModal(b.actions(b.button({ action_id: b.x(n) })))],
  [`${first}/text/text`, 3000, (n) => b.inModal(b.section({ text: plain(b.x(n)) }))],
  [`${first}/fields/0/text`, 2000, (n) => b.inModal(b.section({ fields: [plain(b.x(n))] }))],
  [`${first}/text/text`, 150, (n) => b.inModal({ type: 'header', text: plain(b.x(n)) })],
  [`${element}/text/text`, 75, (n) => b.inModal(b.actions(b.button({ text: plain(b.x(n)) })))],
  [`${element}/value`, 2000, (n) => b.inModal(b.actions(b.button({ value: b.x(n) })))],
  [`${element}/url`, 3000, (n) => b.inModal(b.actions(b.button({ url: url(n) })))],
  [`${element}/confirm/title/text`, 100, (n) => confirm({ title: plain(b.x(n)) })],
  [`${element}/confirm/text/text`, 300, (n) => confirm({ text: plain(b.x(n)) })],
  [`${element}/confirm/confirm/text`, 30, (n) => confirm({ confirm: plain(b.x(n)) })],
  [`${element}/confirm/deny/text`, 30, (n) => confirm({ deny: plain(b.x(n)) })],
  [`${element}/placeholder/text`, 150, (n) => b.inModal(b.actions(b.select({ placeholder: plain(b.x(n)) })))],
  [
    `${element}/options/0/text/text`,
    75,
    (n) => b.inModal(b.actions(b.select({ options: [b.option(b.x(n))] }))),
  ],
  [
    `${element}/options/0/value`,
    150,
    (n) => b.inModal(b.actions(b.select({ options: [{ text: plain('a'), value: b.x(n) }] }))),
  ],
  [`${element}/option_groups/0/label/text`, 75, (n) => b.inModal(b.actions(b.grouped(b.group(b.x(n), 1))))],
  [`${first}/label/text`, 2000, (n) => b.inModal(b.input(b.text(), { label: plain(b.x(n)) }))],
  [`${first}/hint/text`, 2000, (n) => b.inModal(b.input(b.text(), { hint: plain(b.x(n)) }))],
]

/** Lists of just this many are taken; one more is refused at the pointer. */
const COUNTS: Row[] = [
  ['/view/blocks', 100, (n) => b.inModal(...b.many(n, () => b.section()))],
  [`${first}/fields`, 10, (n) => b.inModal(b.section({ fields: b.many(n, () => plain('欄')) }))],
  [`${first}/elements`, 10, (n) => b.inModal({ type: 'context', elements: b.many(n, () => plain('注')) })],
  [`${first}/elements`, 25, (n) => b.inModal(b.actions(...b.buttons(n)))],
  [`${element}/options`, 100, (n) => b.inModal(b.actions(b.select({ options: b.many(n, b.option) })))],
  [
    `${element}/option_groups`,
    100,
    (n) => b.inModal(b.actions(b.grouped(...b.many(n, () => b.group('群', 1))))),
  ],
  [`${element}/option_groups/0/options`, 100, (n) => b.inModal(b.actions(b.grouped(b.group('群', n))))],
  [
    `${first}/accessory/options`,
    5,
    (n) => b.inModal(b.section({ accessory: { type: 'overflow', options: b.many(n, b.option) } })),
  ],
  [
    `${first}/element/options`,
    10,
    (n) => b.inModal(b.input({ type: 'checkboxes', options: b.many(n, b.option) })),
  ],
  [
    `${first}/element/options`,
    10,
    (n) => b.inModal(b.input({ type: 'radio_buttons', options: b.many(n, b.option) })),
  ],
]

/** Numbers up to this are taken. */
const NUMBERS: Row[] = [
  [`${first}/element/max_length`, 3000, (n) => b.inModal(b.input(b.text({ max_length: n })))],
  [`${first}/element/max_files`, 10, (n) => b.inModal(b.input({ type: 'file_input', max_files: n }))],
]

const refusal = (words: string, pointer: string, error = 'invalid_arguments') => ({
  error,
  messages: [b.line(`${words} ${pointer}`)],
})

describe('a view', () => {
  it.each(LENGTHS)('%s has up to %i characters', (pointer, limit, make) => {
    expect(checkView(make(limit), 'modal')).toBeNull()
    expect(checkView(make(limit + 1), 'modal')).toEqual(
      refusal(`must be less than ${limit + 1} characters`, pointer),
    )
  })

  it.each(COUNTS)('%s has up to %i items', (pointer, limit, make) => {
    expect(checkView(make(limit), 'modal')).toBeNull()
    expect(checkView(make(limit + 1), 'modal')).toEqual(
      refusal(`no more than ${limit} items allowed`, pointer),
    )
  })

  it.each(NUMBERS)('%s is up to %i', (pointer, limit, make) => {
    expect(checkView(make(limit), 'modal')).toBeNull()
    expect(checkView(make(limit + 1), 'modal')).toEqual(refusal(`must be a maximum of ${limit}`, pointer))
  })

  it('has at most 250 KB', () => {
    const large = (count: number) =>
      b.inModal(...b.many(count, () => b.section({ text: plain('a'.repeat(2990)) })))
    expect(checkView(large(80), 'modal')).toBeNull()
    expect(checkView(large(90), 'modal')).toEqual({ error: 'view_too_large', messages: [] })
  })
})

/** As COUNTS, for the blocks of a message. */
const BLOCKS: [string, number, (size: number) => Json[]][] = [
  ['/blocks', 50, (n) => b.many(n, () => b.section())],
  ['/blocks/0/rows', 100, (n) => [b.table(n, 1)]],
  ['/blocks/0/rows/0', 20, (n) => [b.table(1, n)]],
]

describe('a message', () => {
  it.each(BLOCKS)('%s has up to %i items', (pointer, limit, make) => {
    expect(checkMessage({ blocks: make(limit) })).toBeNull()
    expect(checkMessage({ blocks: make(limit + 1) })).toEqual(
      refusal(`no more than ${limit} items allowed`, pointer, 'invalid_blocks'),
    )
  })

  it('has text of a bounded length, shorter when it is updated', () => {
    const tooLong = { error: 'msg_too_long', messages: [] }
    expect(checkMessage({ text: 'a'.repeat(40_000) })).toBeNull()
    expect(checkMessage({ text: 'a'.repeat(40_001) })).toEqual(tooLong)
    expect(checkMessage({ text: 'a'.repeat(4_000) }, true)).toBeNull()
    expect(checkMessage({ text: 'a'.repeat(4_001) }, true)).toEqual(tooLong)
  })

  it('has at most 12,000 characters of markdown in all', () => {
    const markdown = (...lengths: number[]) => lengths.map((n) => ({ type: 'markdown', text: 'a'.repeat(n) }))
    expect(checkMessage({ blocks: markdown(6_000, 6_000) })).toBeNull()
    expect(checkMessage({ blocks: markdown(6_000, 6_001) })).toEqual(
      refusal('markdown blocks must be less than 12001 characters together', '/blocks', 'invalid_blocks'),
    )
  })
})

describe('suggestions', () => {
  it('are at most 100, and may be none', () => {
    expect(checkSuggestions({ options: b.many(100, b.option) })).toBeNull()
    expect(checkSuggestions({ options: [] })).toBeNull()
    expect(checkSuggestions({ option_groups: [b.group('群', 3)] })).toBeNull()
    expect(checkSuggestions({ options: b.many(101, b.option) })).toEqual(
      refusal('no more than 100 items allowed', '/options', 'invalid_options'),
    )
    expect(checkSuggestions(null)?.error).toBe('invalid_options')
  })
})

describe('slack.schema.json', () => {
  it('is what @slack/types says', () => {
    const committed = new URL('../../sandbox/validate/slack.schema.json', import.meta.url)
    expect(readFileSync(committed, 'utf8')).toBe(generate())
  })
})
