import type { App, BlockAction, RespondFn } from '@slack/bolt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../sandbox/start.ts'
import { startSandbox } from '../../sandbox/start.ts'
import * as b from './blocks.ts'
import type { BoltApp } from './bolt.ts'
import { socketApp } from './bolt.ts'
import type { Json, MessageState } from './script.ts'
import { plain, script } from './script.ts'

const user = 'U_OFFICER'
const channel = 'C_GENERAL'
const row = b.actions(
  b.button({ action_id: 'next', value: '2' }),
  { type: 'static_select', action_id: 'sort', options: b.many(2, b.option) },
  { type: 'overflow', action_id: 'more', options: b.many(2, b.option) },
)
const blocks = [{ ...row, block_id: 'row' }]

let sandbox: Sandbox
let bolt: BoltApp
let clicked: Json[] = []
let respond: RespondFn | undefined
let commandAck: unknown

function listen(app: App): void {
  app.command('/member', async ({ ack, respond: answer }) => {
    respond = answer
    await ack(commandAck as never)
  })
  app.action<BlockAction>(/.*/, async ({ ack, body, respond: answer }) => {
    clicked.push(body as unknown as Json)
    respond = answer
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
  clicked = []
  respond = undefined
  commandAck = undefined
  await script(sandbox).post('reset', {})
})

const ok = { ok: true, ack: null, error: null }
const texts = (messages: MessageState[]) =>
  messages.map(({ text, ephemeral, edited }) => [text, ephemeral, edited])

describe('a command', () => {
  it('is answered by its ack, for the caller alone or for all', async () => {
    const { post, messages } = script(sandbox)
    commandAck = { text: 'あなたへ', blocks }
    expect(await post('command', { user, channel, text: '検索 山田' })).toMatchObject({ ok: true })
    commandAck = { text: '皆さんへ', response_type: 'in_channel' }
    await post('command', { user, channel, text: '/member 検索 山田' })
    commandAck = { text: '×', blocks: b.many(51, () => b.section()) }
    expect(await post('command', { user, channel, text: '/member' })).toEqual({
      ok: false,
      ack: commandAck,
      error: 'invalid_blocks',
      messages: ['[ERROR] no more than 50 items allowed [json-pointer:/blocks]'],
    })
    expect(texts(await messages(user, channel))).toEqual([
      ['あなたへ', true, false],
      ['皆さんへ', false, false],
    ])
    expect(texts(await messages('U_NOROLE', channel))).toEqual([['皆さんへ', false, false]])
  })

  it('carries the fields of Slack, for a guest too', async () => {
    const { post, log } = script(sandbox)
    await post('command', { user: 'U_GUEST', channel: 'C_EXTERNAL', text: '/member  検索  "山田 太郎" ' })
    await post('command', { user: 'U_TREASURER', channel: 'C_TREASURERS', text: '検索' })
    await post('command', { user, text: '検索' })
    const payloads = (await log('envelope')).map(({ payload }) => payload as Json)
    expect(payloads[0]).toEqual({
      token: expect.stringMatching(/^\w{32}$/) as string,
      team_id: 'T_MEIBO',
      team_domain: 'kakuu-gakkai',
      channel_id: 'C_EXTERNAL',
      channel_name: '共催学会との連絡',
      user_id: 'U_GUEST',
      user_name: 'guest-g',
      command: '/member',
      text: '検索  "山田 太郎"',
      api_app_id: 'A_MEIBO',
      is_enterprise_install: 'false',
      response_url: expect.stringContaining(`${sandbox.url}/response/`) as string,
      trigger_id: expect.stringMatching(/^\d+\.\d+\.\w+$/) as string,
    })
    expect(payloads.slice(1).map((one) => [one['channel_id'], one['channel_name']])).toEqual([
      ['C_TREASURERS', 'privategroup'],
      ['D_U_OFFICER', 'directmessage'],
    ])
  })

  it('is refused where the person is not, and where it is unknown', async () => {
    const { post } = script(sandbox)
    const refused = (error: string) => ({ ok: false, ack: null, error })
    expect(await post('command', { user, channel: 'C_TREASURERS', text: 'a' })).toEqual(
      refused('channel_not_found'),
    )
    expect(await post('command', { user: 'U_X', channel, text: 'a' })).toEqual(refused('user_not_found'))
    expect(await post('command', { user, channel, text: '/members' })).toEqual({
      ...refused('unknown_command'),
      known: ['/member'],
    })
  })

  it('has a response_url for five answers, wherever the bot is', async () => {
    const { post, messages } = script(sandbox)
    await post('command', { user, channel: 'C_EXTERNAL', text: '検索' })
    const answer = respond as unknown as RespondFn
    await expect(answer({ text: 'x', blocks: b.many(51, () => b.section()) as never })).rejects.toThrow('400')
    for (const text of ['1', '2', '3', '4']) await answer({ text, response_type: 'ephemeral' })
    await answer({ text: '5', response_type: 'in_channel' })
    await expect(answer('6')).rejects.toThrow('404')
    expect(texts(await messages(user, 'C_EXTERNAL'))).toEqual([
      ['1', true, false],
      ['2', true, false],
      ['3', true, false],
      ['4', true, false],
      ['5', false, false],
    ])
  })
})

describe("a message's elements", () => {
  it('tell the app what they are by the stored block, whatever the request says', async () => {
    const { api, post, messages } = script(sandbox)
    const posted = await api('chat.postMessage', { channel, text: '結果', blocks })
    const at = { user, channel, message_ts: posted['ts'], block_id: 'row' }
    expect(await post('action', { ...at, action_id: 'sort', value: '1' })).toEqual(ok)
    expect(await post('action', { ...at, action_id: 'next', value: '999' })).toEqual(ok)
    expect(await post('action', { ...at, action_id: 'more', selected_option: { value: '0' } })).toEqual(ok)
    const chosen = { text: { ...plain('1'), emoji: true }, value: '1' }
    const text = { ...plain('押す'), emoji: true }
    const common = { block_id: 'row', action_ts: expect.stringMatching(/^\d+\.\d{6}$/) as string }
    expect(clicked.map((body) => body['actions'])).toEqual([
      [{ ...common, type: 'static_select', action_id: 'sort', selected_option: chosen }],
      [{ ...common, type: 'button', action_id: 'next', text, value: '2' }],
      [
        {
          ...common,
          type: 'overflow',
          action_id: 'more',
          selected_option: { text: { ...plain('0'), emoji: true }, value: '0' },
        },
      ],
    ])
    const [message] = await messages(user, channel)
    expect(clicked[1]).toEqual({
      type: 'block_actions',
      user: { id: user, username: 'kanji-c', name: 'kanji-c', team_id: 'T_MEIBO' },
      api_app_id: 'A_MEIBO',
      token: expect.stringMatching(/^\w{32}$/) as string,
      team: { id: 'T_MEIBO', domain: 'kakuu-gakkai' },
      enterprise: null,
      is_enterprise_install: false,
      container: { type: 'message', message_ts: posted['ts'], channel_id: channel, is_ephemeral: false },
      channel: { id: channel, name: '全体連絡' },
      message: {
        type: 'message',
        user: 'U_MEIBO',
        ts: posted['ts'],
        bot_id: 'B_MEIBO',
        app_id: 'A_MEIBO',
        text: '結果',
        team: 'T_MEIBO',
        blocks: message?.['blocks'],
      },
      trigger_id: expect.any(String) as string,
      state: { values: { row: { sort: { type: 'static_select', selected_option: chosen } } } },
      response_url: expect.any(String) as string,
      actions: expect.any(Array) as unknown[],
    })
  })

  it('refuse what a person could not choose', async () => {
    const { api, post } = script(sandbox)
    const { ts } = await api('chat.postMessage', { channel, text: '結果', blocks })
    const at = { user, channel, message_ts: ts, block_id: 'row' }
    const error = async (body: Json) => (await post('action', { ...at, ...body })).error
    expect(await error({ action_id: 'sort', value: '9' })).toBe('option_not_found')
    expect(await error({ action_id: 'none' })).toBe('element_not_found')
    expect(await error({ action_id: 'next', message_ts: '1.000000' })).toBe('message_not_found')
    expect(clicked).toEqual([])
  })
})

describe('an ephemeral message', () => {
  it('is seen by one person, and changed only through the response_url of its buttons', async () => {
    const { api, post, messages } = script(sandbox)
    const { message_ts: ts } = await api('chat.postEphemeral', { channel, user, text: '頁1', blocks })
    expect(await messages('U_NOROLE', channel)).toEqual([])
    for (const method of ['chat.update', 'chat.delete']) {
      expect(await api(method, { channel, ts: String(ts), text: '頁2' })).toEqual({
        ok: false,
        error: 'message_not_found',
      })
    }
    const click = { channel, message_ts: ts, block_id: 'row', action_id: 'next' }
    expect(await post('action', { ...click, user: 'U_NOROLE' })).toMatchObject({ error: 'message_not_found' })
    await post('action', { ...click, user })
    const [body] = clicked
    expect([body?.['container'], body && 'message' in body]).toEqual([
      { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: true },
      false,
    ])
    const answer = respond as unknown as RespondFn
    await answer({ text: '頁2', replace_original: true })
    expect(texts(await messages(user, channel))).toEqual([['頁2', true, true]])
    await answer({ delete_original: true })
    expect(await messages(user, channel)).toEqual([])
  })

  it('goes to people in channels where the bot is too', async () => {
    const { api } = script(sandbox)
    const send = async (to: string, whom: string) =>
      (await api('chat.postEphemeral', { channel: to, user: whom, text: 'a' }))['error']
    expect(await send('C_EXTERNAL', user)).toBe('not_in_channel')
    expect(await send('C_TREASURERS', user)).toBe('user_not_in_channel')
    expect(await send('C_GENERAL', 'U_GUEST')).toBe('user_not_in_channel')
    expect(await send('C_TREASURERS', 'U_TREASURER')).toBeUndefined()
  })
})

describe('chat.*', () => {
  it('posts where the bot is, to people by their id, and changes its own messages', async () => {
    const { api, post, messages } = script(sandbox)
    const error = async (method: string, args: Json) => (await api(method, args))['error']
    expect(await error('chat.postMessage', { channel: 'C_EXTERNAL', text: 'a' })).toBe('not_in_channel')
    expect(await error('chat.postMessage', { channel: 'C_NONE', text: 'a' })).toBe('channel_not_found')
    expect(await error('chat.postMessage', { channel, blocks: '[' })).toBe('invalid_blocks_format')
    expect(await api('chat.postMessage', { channel: user, text: '直接' })).toMatchObject({
      channel: `D_${user}`,
    })
    const { ts } = await api('chat.postMessage', { channel, text: '前', blocks })
    await api('chat.update', { channel, ts: String(ts), text: '後' })
    const [updated] = await messages(user, channel)
    expect([updated?.text, updated?.edited, Array.isArray(updated?.['blocks'])]).toEqual(['後', true, true])
    expect(await api('chat.delete', { channel, ts: String(ts) })).toEqual({ ok: true, channel, ts })
    const theirs = await post('message', { user, channel, text: 'こんにちは' })
    expect(await error('chat.update', { channel, ts: String(theirs['ts']), text: 'a' })).toBe(
      'cant_update_message',
    )
    expect(texts(await messages(user, channel))).toEqual([['こんにちは', false, false]])
    expect(texts(await messages(user, `D_${user}`))).toEqual([['直接', false, false]])
  })
})
