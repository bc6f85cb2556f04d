import type { App } from '@slack/bolt'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../sandbox/start.ts'
import { startSandbox } from '../../sandbox/start.ts'
import * as b from './blocks.ts'
import type { BoltApp } from './bolt.ts'
import { socketApp } from './bolt.ts'
import type { Json } from './script.ts'
import { plain, script, until } from './script.ts'

let sandbox: Sandbox
let bolt: BoltApp
let heard: Json[] = []

function listen(app: App): void {
  for (const name of ['app_home_opened', 'subteam_members_changed', 'subteam_updated', 'user_change']) {
    app.event(name, async ({ event }) => {
      heard.push(event as unknown as Json)
    })
  }
  app.shortcut('shortcut.search', async ({ ack, body, client }) => {
    await ack()
    const file = b.input(
      { type: 'file_input', action_id: 'a', filetypes: ['csv'], max_files: 1 },
      { block_id: 'csv' },
    )
    await client.views.open({ trigger_id: body.trigger_id, view: b.inModal(file) as never })
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
  await script(sandbox).post('reset', {})
  heard = []
})

const ok = { ok: true, ack: null, error: null }
const user = 'U_SECRETARIAT'
const brief = (event: Json) => {
  const { type, subteam_id, added_users, removed_users, subteam, user: who } = event
  if (type === 'subteam_members_changed') return [type, subteam_id, added_users, removed_users]
  if (type === 'subteam_updated') {
    const { id, users, date_delete } = subteam as Json
    return [type, id, users, date_delete !== 0]
  }
  const { id, deleted } = who as Json
  return [type, id, deleted]
}

describe('people and groups', () => {
  it('tell the app how a group has changed, and at a reset how it changed back', async () => {
    const { post, api } = script(sandbox)
    const members = ['U_TREASURER', 'U_NOROLE']
    expect(await post('group', { id: 'S_TREASURER', users: members })).toEqual(ok)
    expect(await post('group', { id: 'S_TREASURER', disabled: true })).toEqual(ok)
    expect(await api('usergroups.users.list', { usergroup: 'S_TREASURER' })).toMatchObject({
      error: 'subteam_disabled',
    })
    expect(await post('group', { id: 'S_OFFICER', users: ['U_GUEST'] })).toMatchObject({
      error: 'user_is_restricted',
    })
    await post('reset', {})
    await until(() => heard.length === 5)
    expect(heard.map(brief)).toEqual([
      ['subteam_members_changed', 'S_TREASURER', ['U_NOROLE'], ['U_TREASURER2']],
      ['subteam_updated', 'S_TREASURER', members, false],
      ['subteam_updated', 'S_TREASURER', members, true],
      ['subteam_members_changed', 'S_TREASURER', ['U_TREASURER2'], ['U_NOROLE']],
      ['subteam_updated', 'S_TREASURER', ['U_TREASURER', 'U_TREASURER2'], false],
    ])
  })

  it('let a script change who is in a channel, but not in a direct message', async () => {
    const { post, api } = script(sandbox)
    const members = ['U_TREASURER', 'U_OFFICER', 'U_MEIBO']
    expect(await post('channel', { id: 'C_TREASURERS', members })).toEqual(ok)
    expect(await api('conversations.members', { channel: 'C_TREASURERS' })).toMatchObject({ members })
    expect(await post('channel', { id: 'C_TREASURERS', members: ['U_NOBODY'] })).toMatchObject({
      error: 'user_not_found',
      unknown: ['U_NOBODY'],
    })
    expect(await post('channel', { id: 'D_U_OFFICER', members })).toMatchObject({
      error: 'channel_not_found',
    })
    await post('reset', {})
    const back = await api('conversations.members', { channel: 'C_TREASURERS' })
    expect(back['members']).toEqual(['U_TREASURER', 'U_TREASURER2', 'U_MEIBO'])
  })

  it('tell the app when somebody leaves, who then can do nothing', async () => {
    const { post } = script(sandbox)
    expect(await post('user', { id: 'U_OFFICER', deleted: true })).toEqual(ok)
    await until(() => heard.length === 1)
    expect(heard.map(brief)).toEqual([['user_change', 'U_OFFICER', true]])
    expect(await post('command', { user: 'U_OFFICER', text: '検索' })).toMatchObject({
      error: 'account_inactive',
    })
  })

  it('open the App Home', async () => {
    const { post } = script(sandbox)
    expect(await post('home', { user })).toEqual(ok)
    await until(() => heard.length === 1)
    expect(heard).toEqual([
      {
        type: 'app_home_opened',
        user,
        channel: `D_${user}`,
        tab: 'home',
        event_ts: expect.any(String) as string,
      },
    ])
  })
})

describe('a file input', () => {
  it('takes a file of its type, which the app downloads with its token', async () => {
    const { post, top, log } = script(sandbox)
    await post('shortcut', { user, callback_id: 'shortcut.search' })
    const { id } = await top(user)
    const bring = async (name: string, whose = user) => {
      const content_base64 = Buffer.from('番号\n1\n').toString('base64')
      return { id: (await post('file', { user: whose, name, content_base64 }))['file_id'] }
    }
    const submit = (...files: Json[]) => post('submit', { user, view_id: id, values: { csv: { files } } })
    expect(await submit(await bring('a.pdf'))).toEqual({
      ok: false,
      ack: null,
      error: 'invalid_input',
      errors: { csv: 'この形式のファイルは添付できません（csv）。' },
    })
    expect(await submit(await bring('a.csv', 'U_OFFICER'))).toMatchObject({ error: 'file_not_found' })
    expect(await submit(await bring('a.csv'), await bring('b.csv'))).toMatchObject({
      error: 'too_many_selected',
    })
    bolt.app.view(/.*/, async ({ ack }) => ack())
    expect(await submit(await bring('a.csv'))).toEqual(ok)
    const payload = (await log('envelope')).at(-1)?.['payload'] as { view: { state: { values: Json } } }
    const { a } = payload.view.state.values['csv'] as { a: { files: Json[] } }
    const url = String(a.files[0]?.['url_private_download'])
    const download = await fetch(url, { headers: { Authorization: `Bearer ${sandbox.botToken}` } })
    expect(await download.text()).toBe('番号\n1\n')
  })
})

describe('the inbox', () => {
  it('keeps the mails that are sent', async () => {
    const transport = createTransport({ ...sandbox.smtp, secure: false })
    await transport.sendMail({
      from: '架空学会 <office@example.com>',
      to: 'taro@example.com',
      subject: '会費のお知らせ',
      text: '本文です',
      html: '<p>本文です</p>',
      headers: { 'X-Meibo': '1' },
    })
    const mails = await script(sandbox).get<Json[]>('/sandbox/mails')
    expect(mails).toEqual([
      {
        id: 'M1',
        at: expect.any(String) as string,
        envelope: { from: 'office@example.com', to: ['taro@example.com'] },
        subject: '会費のお知らせ',
        from: '架空学会 <office@example.com>',
        to: ['taro@example.com'],
        text: expect.stringMatching(/^本文です\s*$/) as string,
        html: expect.stringMatching(/^<p>本文です<\/p>\s*$/) as string,
        headers: expect.arrayContaining([{ key: 'x-meibo', value: '1' }]) as Json[],
      },
    ])
  })
})

describe('the clock', () => {
  it('moves to a moment, on, and back, and says so', async () => {
    const { post, state } = script(sandbox)
    const offsets: number[] = []
    const end = sandbox.onClock((offset) => offsets.push(offset))
    expect(await post('clock', { now: '2027-04-01T00:00:00+09:00' })).toMatchObject({
      ok: true,
      now: expect.stringMatching(/^2027-03-31T15:00:0/) as string,
    })
    await post('clock', { advance_ms: 86_400_000 })
    expect((await state(user)).clock).toMatch(/^2027-04-01T15:00:/)
    expect((await post('clock', { now: 'soon' })).error).toBe('invalid_time')
    await post('clock', { now: null })
    end()
    expect([offsets.length, (offsets[1] ?? 0) - (offsets[0] ?? 0), offsets[2]]).toEqual([3, 86_400_000, 0])
  })
})

describe('markup', () => {
  it('is stored as Slack stores it, with ids and flags filled in', async () => {
    const { api } = script(sandbox)
    const { message } = await api('chat.postMessage', {
      channel: 'C_GENERAL',
      blocks: [b.actions({ type: 'button', text: plain('押す') })],
    })
    expect((message as Json)['blocks']).toEqual([
      {
        type: 'actions',
        block_id: expect.stringMatching(/^\w{5}$/) as string,
        elements: [
          {
            type: 'button',
            action_id: expect.stringMatching(/^\w{5}$/) as string,
            text: { type: 'plain_text', text: '押す', emoji: true },
          },
        ],
      },
    ])
  })
})
