import { describe, expect, it } from 'vitest'
import { Clock } from '../../sandbox/server/clock.ts'
import { checkInputs } from '../../sandbox/server/inputs.ts'
import { openModal } from '../../sandbox/server/views.ts'
import { Workspace } from '../../sandbox/server/workspace.ts'
import * as b from './blocks.ts'
import type { Json } from './script.ts'

/** The error of one input of this element with this value, as a person reads it; null where it may be sent. */
function errorOf(element: Json, state: Json, locale: 'ja-JP' | 'en-US' = 'ja-JP', more: Json = {}): unknown {
  const workspace = new Workspace(new Clock())
  const definition = b.inModal(b.input({ ...element, action_id: 'a' }, { block_id: 'q', ...more }))
  const view = openModal(workspace, 'U_OFFICER', definition, { onto: 'nothing', channel: 'C_GENERAL' })
  if (typeof view === 'string') throw new Error(view)
  Object.assign(view.state.values['q']?.['a'] ?? {}, state)
  return checkInputs(view, locale)?.errors['q'] ?? null
}

const number = (more: Json = {}) => ({ type: 'number_input', is_decimal_allowed: false, ...more })
const email = { type: 'email_text_input' }
const url = { type: 'url_text_input' }
const file = { type: 'file_input', filetypes: ['csv'] }

describe("what Slack's client checks by itself", () => {
  it.each<[Json, Json, string | null]>([
    [b.text(), { value: null }, 'このフィールドは必須です。'],
    [b.text({ initial_value: 'a' }), {}, null],
    [b.text({ min_length: 2 }), { value: '髙' }, '2文字以上で入力してください。'],
    [b.text({ min_length: 2 }), { value: '髙橋' }, null],
    [b.text({ max_length: 2 }), { value: '𠮷野' }, null],
    [b.text({ max_length: 2 }), { value: '𠮷野家' }, '2文字以内で入力してください。'],
    [b.text(), { value: b.x(3001) }, '3000文字以内で入力してください。'],
    [number(), { value: '12' }, null],
    [number(), { value: '十' }, '有効な数値を入力してください。'],
    [number(), { value: '1.5' }, '整数を入力してください。'],
    [number({ is_decimal_allowed: true }), { value: '1.5' }, null],
    [number({ min_value: '0' }), { value: '-1' }, '0以上の数値を入力してください。'],
    [number({ max_value: '10' }), { value: '11' }, '10以下の数値を入力してください。'],
    [email, { value: 'taro@example.com' }, null],
    [email, { value: 'taro' }, '有効なメールアドレスを入力してください。'],
    [url, { value: 'https://example.com/' }, null],
    [url, { value: 'example' }, '有効な URL を入力してください。'],
    [file, { files: [{ name: 'a.CSV', size: 1 }] }, null],
    [file, { files: [{ name: 'a.pdf', size: 1 }] }, 'この形式のファイルは添付できません（csv）。'],
    [file, { files: [{ name: 'a.csv', size: 10 * 1024 * 1024 + 1 }] }, 'ファイルは 10 MB までです。'],
    [{ type: 'multi_users_select' }, {}, 'このフィールドは必須です。'],
    [{ type: 'conversations_select', default_to_current_conversation: true }, {}, null],
  ])('%o with %o: %s', (element, state, error) => {
    expect(errorOf(element, state)).toBe(error)
  })

  it('speaks the language of the person, and lets optional fields be empty', () => {
    expect(errorOf(b.text(), {}, 'en-US')).toBe('Please complete this required field.')
    expect(errorOf(b.text(), {}, 'ja-JP', { optional: true })).toBeNull()
  })
})
