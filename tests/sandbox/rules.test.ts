import { describe, expect, it } from 'vitest'
import { checkMessage, checkView } from '../../sandbox/validate/index.ts'
import * as b from './blocks.ts'
import type { Json } from './script.ts'
import { plain } from './script.ts'

const first = '/view/blocks/0'
const withoutSubmit = { type: 'modal', title: plain('題'), blocks: [b.input(b.text())] }
const focused = b.input(b.text({ focus_on_load: true }))
const date = (initial_date: string) => b.inModal(b.input({ type: 'datepicker', initial_date }))
const time = (initial_time: string) => b.inModal(b.input({ type: 'timepicker', initial_time }))

/** What is taken, what is refused beside it, and Slack's words with the pointer. */
const VIEWS: [string, Json, Json, string][] = [
  ['a title', b.modal(), b.modal({ title: plain('') }), 'must be more than 0 characters /view/title/text'],
  ['known keys', b.modal(), b.modal({ colour: 'red' }), 'invalid additional property: colour /view'],
  [
    'submit with inputs',
    { ...withoutSubmit, blocks: [b.section()] },
    withoutSubmit,
    'must define `submit` to use an `input` block in modals /view',
  ],
  [
    'block_ids that differ',
    b.inModal(b.section({ block_id: 'a' }), b.section({ block_id: 'b' })),
    b.inModal(b.section({ block_id: 'a' }), b.section({ block_id: 'a' })),
    'block_id "a" already exists /view/blocks/1/block_id',
  ],
  [
    'action_ids that differ within a block',
    b.inModal(b.actions(b.button()), b.actions(b.button())),
    b.inModal(b.actions(b.button(), b.button())),
    `action_id "a" already exists ${first}/elements/1/action_id`,
  ],
  ['known blocks', b.modal(), b.inModal({ type: 'sektion' }), `unsupported type ${first}/type`],
  [
    'blocks for modals',
    b.inModal({ type: 'alert', text: plain('注意') }),
    b.inModal({ type: 'markdown', text: 'a' }),
    `invalid block type for this surface: markdown ${first}`,
  ],
  [
    'a section with text or fields',
    b.inModal({ type: 'section', fields: [plain('欄')] }),
    b.inModal({ type: 'section' }),
    `missing required field: text or fields ${first}`,
  ],
  [
    'actions with an element',
    b.inModal(b.actions(b.button())),
    b.inModal(b.actions()),
    `no fewer than 1 items required ${first}/elements`,
  ],
  [
    "a button's styles",
    b.inModal(b.actions(b.button({ style: 'danger' }))),
    b.inModal(b.actions(b.button({ style: 'red' }))),
    `must be one of the allowed values ${first}/elements/0/style`,
  ],
  [
    'options with values',
    b.inModal(b.actions(b.select())),
    b.inModal(b.actions(b.select({ options: [{ text: plain('a') }] }))),
    `missing required field: value ${first}/elements/0/options/0`,
  ],
  [
    'options or groups',
    b.inModal(b.actions(b.grouped(b.group('群', 1)))),
    b.inModal(b.actions(b.select({ option_groups: [b.group('群', 1)] }))),
    `must define either \`options\` or \`option_groups\` ${first}/elements/0`,
  ],
  [
    'an initial option among the options',
    b.inModal(b.actions(b.select({ initial_option: b.option(1) }))),
    b.inModal(b.actions(b.select({ initial_option: b.option(3) }))),
    `initial option must be one of the options ${first}/elements/0`,
  ],
  [
    'min_length up to max_length',
    b.inModal(b.input(b.text({ min_length: 5, max_length: 5 }))),
    b.inModal(b.input(b.text({ min_length: 6, max_length: 5 }))),
    `min_length must not be greater than max_length ${first}/element`,
  ],
  [
    'inputs of elements with a value',
    b.inModal(b.input(b.text())),
    b.inModal(b.input(b.button())),
    `unsupported type ${first}/element/type`,
  ],
  [
    'real dates',
    date('2028-02-29'),
    date('2026-02-29'),
    `must be a valid date (YYYY-MM-DD) ${first}/element/initial_date`,
  ],
  [
    'times of a day',
    time('23:59'),
    time('24:00'),
    `must match the required format ${first}/element/initial_time`,
  ],
  [
    'one focus',
    b.inModal(focused, b.input(b.text())),
    b.inModal(focused, focused),
    'only one element may be focused on load /view/blocks',
  ],
]

describe('a view', () => {
  it.each(VIEWS)('wants %s', (_, allowed, refused, message) => {
    expect(checkView(allowed, 'modal')).toBeNull()
    expect(checkView(refused, 'modal')).toEqual({ error: 'invalid_arguments', messages: [b.line(message)] })
  })

  it('is published as a home and opened as a modal', () => {
    const unsupported = {
      error: 'invalid_arguments',
      messages: ['[ERROR] unsupported type [json-pointer:/view/type]'],
    }
    expect(checkView({ type: 'home', blocks: [b.section()] }, 'home')).toBeNull()
    expect(checkView(b.modal(), 'home')).toEqual(unsupported)
    expect(checkView({ type: 'home', blocks: [] }, 'modal')).toEqual(unsupported)
    expect(checkView('view', 'modal')).toEqual({
      error: 'invalid_arguments',
      messages: ['[ERROR] must provide an object [json-pointer:/view]'],
    })
  })
})

const image = { type: 'image', alt_text: '図', image_url: 'https://example.com/a.png' }

/** As VIEWS, for the blocks of a message. */
const MESSAGES: [string, Json[], Json[], string][] = [
  [
    'blocks for messages',
    [{ type: 'markdown', text: 'a' }],
    [{ type: 'alert', text: plain('注意') }],
    'invalid block type for this surface: alert /blocks/0',
  ],
  [
    'no file_input',
    [b.input(b.text())],
    [b.input({ type: 'file_input' })],
    'file_input is only allowed in modals /blocks/0/element',
  ],
  [
    'one table',
    [b.table(1, 1)],
    [b.table(1, 1), b.table(1, 1)],
    'only one table block is allowed in a message /blocks',
  ],
  [
    'images with an address',
    [image],
    [{ ...image, image_url: 'here' }],
    'must be a valid url /blocks/0/image_url',
  ],
]

describe('a message', () => {
  it.each(MESSAGES)('wants %s', (_, allowed, refused, message) => {
    expect(checkMessage({ blocks: allowed })).toBeNull()
    expect(checkMessage({ blocks: refused })).toEqual({
      error: 'invalid_blocks',
      messages: [b.line(message)],
    })
  })

  it('wants text or blocks', () => {
    expect(checkMessage({ blocks: [] })).toEqual({ error: 'no_text', messages: [] })
    expect(checkMessage({ text: 'a', blocks: {} })).toEqual({
      error: 'invalid_blocks_format',
      messages: ['[ERROR] must provide an array [json-pointer:/blocks]'],
    })
  })
})
