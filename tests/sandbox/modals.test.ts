import type { App, BlockAction, ViewSubmitAction } from '@slack/bolt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../sandbox/start.ts'
import { startSandbox } from '../../sandbox/start.ts'
import type { BoltApp } from './bolt.ts'
import { socketApp } from './bolt.ts'
import type { Json } from './script.ts'
import { plain, script, until } from './script.ts'

const input = (block_id: string, element: Json, more: Json = {}) => ({
  type: 'input',
  block_id,
  label: plain(block_id),
  element: { action_id: 'a', ...element },
  ...more,
})

const form = (more: Json = {}) => ({
  type: 'modal' as const,
  callback_id: 'form',
  title: plain('検索'),
  submit: plain('送信'),
  close: plain('閉じる'),
  notify_on_close: true,
  blocks: [
    input('name', { type: 'plain_text_input', max_length: 5 }),
    input('pick', { type: 'external_select', min_query_length: 1 }, { optional: true }),
    {
      type: 'actions',
      block_id: 'more',
      elements: [{ type: 'button', action_id: 'push', text: plain('次へ') }],
    },
  ] as never[],
  ...more,
})

const details = {
  type: 'modal' as const,
  callback_id: 'details',
  title: plain('詳細'),
  notify_on_close: true,
  blocks: [
    {
      type: 'actions',
      block_id: 'b',
      elements: [{ type: 'button', action_id: 'push', text: plain('さらに') }],
    },
  ] as never[],
}

let sandbox: Sandbox
let bolt: BoltApp
let closed: unknown[] = []
let pushes: unknown[] = []
let submitted: unknown
let answer: Json = {}

function listen(app: App): void {
  app.command('/member', async ({ ack, body, client }) => {
    await ack()
    await client.views.open({ trigger_id: body.trigger_id, view: form() })
  })
  app.action<BlockAction>('push', async ({ ack, body, client }) => {
    await ack()
    const pushed = await client.views.push({ trigger_id: body.trigger_id, view: details }).then(
      (result) => result.ok,
      (error: { data: { error: string } }) => error.data.error,
    )
    pushes.push(pushed)
  })
  app.options('a', async ({ ack, options }) => {
    await ack({ options: [{ text: plain(`${options.value}さん`), value: 'M1' }] })
  })
  app.view('form', async ({ ack, view }) => {
    submitted = view.state.values
    await ack(answer as never)
  })
  app.view<ViewSubmitAction>('details', async ({ ack }) => ack())
  app.view({ type: 'view_closed', callback_id: /.*/ }, async ({ ack, body }) => {
    closed.push([body.view.callback_id, 'is_cleared' in body && body.is_cleared])
    await ack()
  })
}

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  bolt = await socketApp(sandbox, listen)
})
afterAll(async () => {
  await bolt.stop()
  await sandbox.stop()
})
beforeEach(async () => {
  closed = []
  pushes = []
  answer = {}
  await script(sandbox).post('reset', {})
})

const user = 'U_OFFICER'
const open = async () => {
  const { post, top } = script(sandbox)
  expect(await post('command', { user, channel: 'C_GENERAL', text: '/member 検索' })).toEqual({
    ok: true,
    ack: null,
    error: null,
  })
  return top(user)
}
const named = (value: string) => ({ name: { type: 'plain_text_input', value } })

describe('a modal', () => {
  it('is refused by the page while a required field is empty, and the app is not asked', async () => {
    const view = await open()
    const { post, log } = script(sandbox)
    expect(await post('submit', { user, view_id: view.id, values: {} })).toEqual({
      ok: false,
      ack: null,
      error: 'missing_required',
      errors: { name: 'このフィールドは必須です。' },
    })
    expect(await post('submit', { user, view_id: view.id, values: named('123456') })).toEqual({
      ok: false,
      ack: null,
      error: 'invalid_input',
      errors: { name: '5文字以内で入力してください。' },
    })
    expect((await log('envelope')).map((entry) => entry['type'])).toEqual(['slash_commands'])
  })

  it('keeps what was typed and shows the errors of the app under their fields', async () => {
    const view = await open()
    const { post, top } = script(sandbox)
    answer = { response_action: 'errors', errors: { name: '見つかりません' } }
    expect(await post('submit', { user, view_id: view.id, values: named('山田') })).toEqual({
      ok: true,
      ack: answer,
      error: null,
      errors: { name: '見つかりません' },
    })
    const after = await top(user)
    expect(after.errors).toEqual({ name: '見つかりません' })
    expect(after.state.values).toEqual({
      name: { a: { type: 'plain_text_input', value: '山田' } },
      pick: { a: { type: 'external_select', selected_option: null } },
    })
    expect(submitted).toEqual(after.state.values)
  })

  it('refuses errors for what is no input block', async () => {
    const view = await open()
    const { post, log } = script(sandbox)
    answer = { response_action: 'errors', errors: { more: '×' } }
    expect(await post('submit', { user, view_id: view.id, values: named('山田') })).toEqual({
      ok: false,
      ack: answer,
      error: 'invalid',
    })
    expect((await log('error')).map((entry) => entry['error'])).toEqual(['invalid'])
  })

  it('stacks three high at most; Back keeps what was chosen below', async () => {
    const view = await open()
    const { post, state, top } = script(sandbox)
    const pick = { user, view_id: view.id, block_id: 'pick', action_id: 'a' }
    const suggested = await post('suggest', { ...pick, query: '山' })
    const option = { text: { type: 'plain_text', text: '山さん' }, value: 'M1' }
    expect(suggested['options']).toEqual([option])
    expect(await post('input', { ...pick, state: { selected_option: { value: 'M1' } } })).toMatchObject({
      ok: true,
    })
    await post('action', { user, view_id: view.id, block_id: 'more', action_id: 'push' })
    const second = await top(user, 2)
    expect([second['root_view_id'], second['previous_view_id']]).toEqual([view.id, view.id])
    await post('action', { user, view_id: second.id, block_id: 'b', action_id: 'push' })
    const third = await top(user, 3)
    await post('action', { user, view_id: third.id, block_id: 'b', action_id: 'push' })
    await until(() => pushes.length === 3)
    expect(pushes).toEqual([true, true, 'push_limit_reached'])
    expect(await post('close', { user, view_id: second.id })).toMatchObject({ error: 'view_not_on_top' })
    await post('close', { user, view_id: third.id })
    await post('close', { user, view_id: second.id })
    expect((await state(user)).views.map(({ id, state: { values } }) => [id, values['pick']])).toEqual([
      [view.id, { a: { type: 'external_select', selected_option: option } }],
    ])
    await post('action', { user, view_id: view.id, block_id: 'more', action_id: 'push' })
    await top(user, 2)
    await post('close', { user, view_id: view.id, all: true })
    expect((await state(user)).views).toEqual([])
    expect(closed).toEqual([
      ['details', false],
      ['details', false],
      ['form', true],
    ])
  })

  it('follows the ack: push, update (typed text stays where the ids stay), clear, close', async () => {
    const view = await open()
    const { post, state, top } = script(sandbox)
    answer = { response_action: 'push', view: { ...details, external_id: 'pushed' } }
    await post('submit', { user, view_id: view.id, values: named('山田') })
    const pushed = await top(user, 2)
    expect([pushed.callback_id, pushed['external_id']]).toEqual(['details', 'pushed'])
    await post('close', { user, view_id: pushed.id })

    const blocks = [
      input('name', { type: 'plain_text_input', initial_value: '無視' }),
      input('name#2', { type: 'plain_text_input', initial_value: '新' }),
    ]
    answer = { response_action: 'update', view: form({ blocks }) }
    await post('submit', { user, view_id: view.id, values: {} })
    const updated = await top(user)
    expect([updated.id, updated.hash === view.hash, updated.state.values]).toEqual([
      view.id,
      false,
      {
        name: { a: { type: 'plain_text_input', value: '山田' } },
        'name#2': { a: { type: 'plain_text_input', value: '新' } },
      },
    ])
    answer = { response_action: 'update', view: form({ title: plain('x'.repeat(25)) }) }
    expect(await post('submit', { user, view_id: view.id, values: {} })).toMatchObject({
      ok: false,
      error: 'invalid_arguments',
    })
    answer = { response_action: 'clear' }
    await post('submit', { user, view_id: view.id, values: {} })
    expect((await state(user)).views).toEqual([])

    const again = await open()
    answer = {}
    await post('submit', { user, view_id: again.id, values: named('山田') })
    expect((await state(user)).views).toEqual([])
  })
})
