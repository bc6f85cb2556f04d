import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { errorsOnScreen, formRecord, issuesOf } from '../../src/bot/answer/form.ts'
import type { ViewPayload } from '../../src/bot/slack/interaction.ts'

const option = (value: string) => ({ value, text: { type: 'plain_text', text: value } })

describe('formRecord', () => {
  it.each([
    ['plain_text_input', { value: ' 山田 ' }, ' 山田 '],
    ['plain_text_input', { value: null }, undefined],
    ['email_text_input', { value: 'a@example.com' }, 'a@example.com'],
    ['url_text_input', { value: 'https://example.com' }, 'https://example.com'],
    ['number_input', { value: '12' }, '12'],
    ['static_select', { selected_option: option('a') }, 'a'],
    ['static_select', { selected_option: null }, undefined],
    ['external_select', { selected_option: option('b') }, 'b'],
    ['radio_buttons', { selected_option: option('c') }, 'c'],
    ['multi_static_select', { selected_options: [option('a'), option('b')] }, ['a', 'b']],
    ['multi_external_select', { selected_options: [] }, []],
    ['checkboxes', { selected_options: [option('x')] }, ['x']],
    ['users_select', { selected_user: 'U1' }, 'U1'],
    ['channels_select', { selected_channel: 'C1' }, 'C1'],
    ['conversations_select', { selected_conversation: 'D1' }, 'D1'],
    ['multi_users_select', { selected_users: ['U1'] }, ['U1']],
    ['multi_channels_select', { selected_channels: ['C1'] }, ['C1']],
    ['multi_conversations_select', { selected_conversations: null }, []],
    ['datepicker', { selected_date: '2026-04-01' }, '2026-04-01'],
    ['datepicker', { selected_date: null }, undefined],
    ['timepicker', { selected_time: '09:30' }, '09:30'],
    ['datetimepicker', { selected_date_time: 1_790_000_000 }, 1_790_000_000],
    [
      'rich_text_input',
      { rich_text_value: { type: 'rich_text', elements: [] } },
      { type: 'rich_text', elements: [] },
    ],
    [
      'file_input',
      {
        files: [
          {
            id: 'F1',
            name: 'a.csv',
            size: 3,
            url_private_download: 'https://files.example.com/F1',
            mode: 'hosted',
          },
        ],
      },
      [{ id: 'F1', name: 'a.csv', size: 3, url: 'https://files.example.com/F1' }],
    ],
    ['button', {}, undefined],
  ])('reads %s %j', (type, state, expected) => {
    const record = formRecord({ 'field#2': { any: { type, ...state } } })
    expect(record).toEqual(expected === undefined ? {} : { field: expected })
  })
})

const VIEW: ViewPayload = {
  id: 'V1',
  hash: 'h',
  type: 'modal',
  callbackId: 'x',
  rootViewId: 'V1',
  privateMetadata: '',
  values: {},
  blocks: [
    { blockId: 'family#3', input: true },
    { blockId: 'note', input: false },
    { blockId: 'settlements-12', input: true },
    { blockId: 'settlements-13#1', input: true },
  ],
}

describe('errors of a form', () => {
  it('go back to the block_id that is on the screen, the first of each field', () => {
    const schema = z.object({
      fields: z.object({ family: z.string().min(3).regex(/^x/), given: z.string() }),
      value: z.string(),
    })
    const result = schema.safeParse({ fields: { family: 'ab' }, value: 1 })
    const issues = result.success ? [] : issuesOf(result.error)
    expect(issues.map(({ field, issue }) => [field, issue.code])).toEqual([
      ['family', 'too_small'],
      ['given', 'invalid_type'],
      ['', 'invalid_type'],
    ])
    expect(errorsOnScreen(VIEW, [{ field: 'family', text: '短い' }])).toEqual({ 'family#3': '短い' })
  })

  it('of a field of several controls stand under the first, or under the one they name', () => {
    expect(errorsOnScreen(VIEW, [{ field: 'settlements', text: '未納' }])).toEqual({
      'settlements-12': '未納',
    })
    expect(errorsOnScreen(VIEW, [{ field: 'settlements-13', text: '入金' }])).toEqual({
      'settlements-13#1': '入金',
    })
    expect(errorsOnScreen(VIEW, [{ field: 'settle', text: '別' }])).toBeUndefined()
  })

  it('have no place where the block is not on the screen or is no input', () => {
    expect(errorsOnScreen(VIEW, [{ field: 'given', text: '必須' }])).toBeUndefined()
    expect(errorsOnScreen(VIEW, [{ field: 'note', text: '必須' }])).toBeUndefined()
  })
})
