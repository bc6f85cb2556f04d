import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App, RespondFn } from '@slack/bolt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import type { Sandbox } from '../../sandbox/start.ts'
import { startSandbox } from '../../sandbox/start.ts'
import * as b from './blocks.ts'
import type { BoltApp } from './bolt.ts'
import { socketApp } from './bolt.ts'
import type { Json } from './script.ts'
import { plain, script } from './script.ts'

const user = 'U_TREASURER'
const channel = 'C_TREASURERS'
const radio = (values: string[]) => ({
  type: 'radio_buttons',
  action_id: 'radio',
  options: values.map(b.option),
})
const blocks = [
  { ...b.input(b.text({ action_id: 'silent' })), block_id: 'silent', optional: true },
  { ...b.input(b.text({ action_id: 'loud' }), { dispatch_action: true }), block_id: 'loud', optional: true },
  {
    type: 'actions',
    block_id: 'free',
    elements: [radio(['1', '2']), { type: 'datepicker', action_id: 'date' }],
  },
  {
    ...b.input({ type: 'conversations_select', action_id: 'to', response_url_enabled: true }),
    block_id: 'to',
    optional: true,
  },
]
const modal = (more: Json = {}) =>
  b.modal({ blocks, callback_id: 'f', clear_on_close: true, notify_on_close: true, ...more })

const folder = mkdtempSync(join(tmpdir(), 'meibo-shortcut-'))
let sandbox: Sandbox
let bolt: BoltApp
let actions: Json[] = []
let bodies: Json[] = []
let respond: RespondFn | undefined

function listen(app: App): void {
  app.shortcut(/.*/, async ({ ack, body, respond: answer }) => {
    bodies.push(body as unknown as Json)
    respond = answer
    await ack()
  })
  app.action(/.*/, async ({ ack, action }) => {
    const { action_ts: _, ...rest } = action as unknown as Json
    actions.push(rest)
    await ack()
  })
  app.view('f', async ({ ack, body }) => {
    bodies.push(body as unknown as Json)
    await ack()
  })
  app.view({ type: 'view_closed', callback_id: 'f' }, async ({ ack, body }) => {
    bodies.push(body as unknown as Json)
    await ack()
  })
}

beforeAll(async () => {
  const manifest = parse(readFileSync('manifest.yml', 'utf8')) as { features: { shortcuts: Json[] } }
  manifest.features.shortcuts.push({ name: '調べる', type: 'message', callback_id: 'look', description: '' })
  writeFileSync(join(folder, 'manifest.yml'), stringify(manifest))
  sandbox = await startSandbox({ port: 0, manifestPath: join(folder, 'manifest.yml') })
  bolt = await socketApp(sandbox, listen)
})
afterAll(async () => {
  await bolt.stop()
  await sandbox.stop()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  await script(sandbox).post('reset', {})
  actions = []
  bodies = []
})

const ok = { ok: true, ack: null, error: null }

async function open(): Promise<string> {
  const { post, api, top } = script(sandbox)
  await post('shortcut', { user, callback_id: 'shortcut.search', channel })
  const trigger_id = bodies.pop()?.['trigger_id']
  await api('views.open', { trigger_id, view: modal() })
  return (await top(user)).id
}

describe('elements of a modal', () => {
  it('tell the app where Slack would, and are all kept', async () => {
    const view_id = await open()
    const { post, top } = script(sandbox)
    const use = (block_id: string, action_id: string, state: Json) =>
      post('action', { user, view_id, block_id, action_id, ...state })
    expect(await use('silent', 'silent', { value: 'あ' })).toEqual(ok)
    expect(await use('loud', 'loud', { value: 'い' })).toEqual(ok)
    expect(await use('free', 'radio', { selected_option: { value: '2' } })).toEqual(ok)
    expect(await use('free', 'date', { selected_date: '2026-04-01' })).toEqual(ok)
    expect(await use('free', 'date', { selected_date: '4月1日' })).toMatchObject({ error: 'invalid_value' })
    expect(await use('to', 'to', { selected_conversation: 'C_NONE' })).toMatchObject({
      error: 'invalid_value',
    })
    const chosen = { text: { ...plain('2'), emoji: true }, value: '2' }
    expect(actions).toEqual([
      { type: 'plain_text_input', block_id: 'loud', action_id: 'loud', value: 'い' },
      { type: 'radio_buttons', block_id: 'free', action_id: 'radio', selected_option: chosen },
      { type: 'datepicker', block_id: 'free', action_id: 'date', selected_date: '2026-04-01' },
    ])
    expect((await top(user)).state.values).toEqual({
      silent: { silent: { type: 'plain_text_input', value: 'あ' } },
      loud: { loud: { type: 'plain_text_input', value: 'い' } },
      free: {
        radio: { type: 'radio_buttons', selected_option: chosen },
        date: { type: 'datepicker', selected_date: '2026-04-01' },
      },
      to: { to: { type: 'conversations_select', selected_conversation: null } },
    })
  })

  it('lose a choice that an update no longer offers', async () => {
    const view_id = await open()
    const { post, api, top } = script(sandbox)
    const at = { user, view_id, block_id: 'free', action_id: 'radio' }
    await post('action', { ...at, value: '2' })
    const narrowed = [{ type: 'actions', block_id: 'free', elements: [radio(['1'])] }]
    await api('views.update', { view_id, view: modal({ blocks: narrowed }) })
    expect((await top(user)).state.values).toEqual({
      free: { radio: { type: 'radio_buttons', selected_option: null } },
    })
  })

  it('give a response_url for the conversation chosen, and the ✕ of clear_on_close clears', async () => {
    const view_id = await open()
    const { post } = script(sandbox)
    const values = { to: { selected_conversation: channel } }
    expect(await post('submit', { user, view_id, values })).toEqual(ok)
    expect(bodies[0]?.['response_urls']).toEqual([
      {
        block_id: 'to',
        action_id: 'to',
        channel_id: channel,
        response_url: expect.stringContaining('/response/') as string,
      },
    ])
    bodies = []
    const again = await open()
    expect(await post('close', { user, view_id: again })).toEqual(ok)
    expect(bodies.map((body) => [body['type'], body['is_cleared'], (body['view'] as Json)['id']])).toEqual([
      ['view_closed', true, again],
    ])
  })
})

describe('a message shortcut', () => {
  it('carries the message, and answers in its place', async () => {
    const { api, post, messages } = script(sandbox)
    const { ts, message } = await api('chat.postMessage', { channel, text: '元の文' })
    expect(await post('shortcut', { user, callback_id: 'look', channel, message_ts: ts })).toEqual(ok)
    const [body] = bodies
    expect([
      body?.['type'],
      body?.['callback_id'],
      body?.['channel'],
      body?.['message_ts'],
      body?.['message'],
    ]).toEqual(['message_action', 'look', { id: channel, name: 'privategroup' }, ts, message])
    await respond?.({ text: '新しい文', replace_original: true })
    expect((await messages(user, channel)).map(({ text, edited }) => [text, edited])).toEqual([
      ['新しい文', true],
    ])
    expect(await post('shortcut', { user, callback_id: 'none' })).toMatchObject({ error: 'unknown_shortcut' })
  })
})
