import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebClient } from '@slack/web-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import type { Sandbox } from '../../sandbox/start.ts'
import { startSandbox } from '../../sandbox/start.ts'
import * as b from './blocks.ts'
import type { Json } from './script.ts'
import { script, until } from './script.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.stop())

const names = (value: unknown, key: string) => (value as Json[]).map((one) => one[key])

describe('the Web API', () => {
  it('knows its tokens and refuses by name what it does not know', async () => {
    const { api } = script(sandbox)
    const refused = (error: string, more: Json = {}) => ({ ok: false, error, ...more })
    expect(await api('auth.test', {}, 'xoxb-wrong')).toEqual(refused('invalid_auth'))
    expect(await (await fetch(`${sandbox.apiUrl}auth.test`, { method: 'POST' })).json()).toEqual(
      refused('not_authed'),
    )
    expect(await api('auth.test', {}, sandbox.appToken)).toEqual(refused('not_allowed_token_type'))
    expect(await api('apps.connections.open')).toEqual(refused('not_allowed_token_type'))
    expect(await api('chat.scheduleMessage')).toEqual(
      refused('unknown_method', { req_method: 'chat.scheduleMessage' }),
    )
    expect(await api('auth.test')).toEqual({
      ok: true,
      url: `${sandbox.url}/`,
      team: '架空学会ワークスペース',
      user: 'meibo',
      team_id: 'T_MEIBO',
      user_id: 'U_MEIBO',
      bot_id: 'B_MEIBO',
      is_enterprise_install: false,
    })
  })

  it('takes JSON bodies too', async () => {
    const call = async (body: string) => {
      const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${sandbox.botToken}` }
      return (await fetch(`${sandbox.apiUrl}chat.postMessage`, { method: 'POST', headers, body })).json()
    }
    expect(await call(JSON.stringify({ channel: 'C_GENERAL', blocks: [b.section()] }))).toMatchObject({
      ok: true,
    })
    expect(await call('{')).toEqual({ ok: false, error: 'invalid_json' })
  })

  it('gives people, groups and channels as the scopes allow', async () => {
    const { api } = script(sandbox)
    expect(await api('users.info', { user: 'U_GUEST', include_locale: 'true' })).toMatchObject({
      user: { id: 'U_GUEST', is_restricted: true, is_bot: false, locale: 'ja-JP', real_name: 'ゲスト G' },
    })
    expect(await api('users.info', { user: 'U_X' })).toEqual({ ok: false, error: 'user_not_found' })
    const first = await api('users.list', { limit: '6' })
    const cursor = String((first['response_metadata'] as Json)['next_cursor'])
    const second = await api('users.list', { limit: '6', cursor })
    expect([...names(first['members'], 'id'), ...names(second['members'], 'id')]).toEqual([
      'U_SECRETARIAT',
      'U_SECRETARIAT2',
      'U_OFFICER',
      'U_TREASURER',
      'U_TREASURER2',
      'U_NOROLE',
      'U_GUEST',
      'U_ENGLISH',
      'U_MEIBO',
    ])
    const groups = await api('usergroups.list', { include_users: 'true' })
    expect((groups['usergroups'] as Json[]).map(({ id, handle, users }) => [id, handle, users])).toEqual([
      ['S_SECRETARIAT', 'secretariat', ['U_SECRETARIAT', 'U_SECRETARIAT2']],
      ['S_OFFICER', 'officer', ['U_OFFICER', 'U_ENGLISH']],
      ['S_TREASURER', 'treasurer', ['U_TREASURER', 'U_TREASURER2']],
    ])
    expect(await api('usergroups.users.list', { usergroup: 'S_OFFICER' })).toEqual({
      ok: true,
      users: ['U_OFFICER', 'U_ENGLISH'],
    })
    expect(
      await api('conversations.info', { channel: 'C_EXTERNAL', include_num_members: 'true' }),
    ).toMatchObject({
      channel: { is_ext_shared: true, is_private: false, is_member: false, num_members: 8 },
    })
    expect(await api('conversations.members', { channel: 'C_TREASURERS' })).toMatchObject({
      members: ['U_TREASURER', 'U_TREASURER2', 'U_MEIBO'],
    })
    const list = await api('conversations.list', { types: 'public_channel,private_channel' })
    expect(names(list['channels'], 'id')).toEqual(['C_GENERAL', 'C_TREASURERS', 'C_EXTERNAL'])
    expect(await api('conversations.open', { users: 'U_OFFICER' })).toMatchObject({
      channel: { id: 'D_U_OFFICER' },
    })
    expect(await api('conversations.info', { channel: 'D_U_OFFICER' })).toMatchObject({
      ok: false,
      error: 'missing_scope',
      needed: 'im:read',
    })
    expect(await api('team.info')).toMatchObject({ team: { id: 'T_MEIBO', domain: 'kakuu-gakkai' } })
    expect(await api('bots.info', { bot: 'B_MEIBO' })).toMatchObject({ bot: { user_id: 'U_MEIBO' } })
  })

  it('notes each call, without the token', async () => {
    const { api, log } = script(sandbox)
    await api('users.info', { user: 'U_X' })
    expect((await log('call')).at(-1)).toEqual({
      n: expect.any(Number) as number,
      at: expect.any(String) as string,
      kind: 'call',
      method: 'users.info',
      token: 'xoxb-…',
      args: { user: 'U_X' },
      response: { ok: false, error: 'user_not_found' },
      ms: expect.any(Number) as number,
    })
  })
})

describe('scopes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'meibo-manifest-'))
  let narrow: Sandbox
  beforeAll(async () => {
    const manifest = parse(readFileSync('manifest.yml', 'utf8')) as {
      oauth_config: { scopes: { bot: string[] } }
    }
    manifest.oauth_config.scopes.bot = ['commands', 'users:read']
    writeFileSync(join(folder, 'manifest.yml'), stringify(manifest))
    narrow = await startSandbox({ port: 0, manifestPath: join(folder, 'manifest.yml') })
  })
  afterAll(async () => {
    await narrow.stop()
    rmSync(folder, { recursive: true })
  })

  it.each([
    ['chat.postMessage', {}, 'chat:write'],
    ['chat.postEphemeral', {}, 'chat:write'],
    ['chat.update', {}, 'chat:write'],
    ['chat.delete', {}, 'chat:write'],
    ['conversations.open', { users: 'U_OFFICER' }, 'im:write'],
    ['conversations.info', { channel: 'C_GENERAL' }, 'channels:read'],
    ['conversations.info', { channel: 'C_TREASURERS' }, 'groups:read'],
    ['conversations.members', { channel: 'C_GENERAL' }, 'channels:read'],
    ['conversations.list', { types: 'private_channel' }, 'groups:read'],
    ['usergroups.list', {}, 'usergroups:read'],
    ['usergroups.users.list', {}, 'usergroups:read'],
    ['team.info', {}, 'team:read'],
    ['files.getUploadURLExternal', {}, 'files:write'],
    ['files.completeUploadExternal', {}, 'files:write'],
    ['files.info', {}, 'files:read'],
    ['files.delete', {}, 'files:write'],
  ])('%s %o wants %s', async (method, args, needed) => {
    expect(await script(narrow).api(method, args)).toEqual({
      ok: false,
      error: 'missing_scope',
      needed,
      provided: 'commands,users:read',
    })
  })
})

describe('files', () => {
  const content = Buffer.from('会員番号,氏名\r\nDEMO00001,架空 太郎\r\n')

  it('go up through the SDK, are shared, and come down as they were', async () => {
    const { api, state, messages } = script(sandbox)
    const client = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl })
    const { channel } = await client.conversations.open({ users: 'U_OFFICER' })
    await client.filesUploadV2({
      channel_id: channel?.id ?? '',
      filename: '会員一覧.csv',
      file: content,
      initial_comment: 'できました',
    })
    const [message] = await until(async () => {
      const all = await messages('U_OFFICER', 'D_U_OFFICER')
      return all.length > 0 && all
    })
    const [file] = (await state('U_OFFICER')).files
    expect(file).toEqual({
      id: file?.['id'],
      name: '会員一覧.csv',
      size: content.length,
      mimetype: 'text/csv',
      url: `/files/${String(file?.['id'])}`,
      channel: 'D_U_OFFICER',
      created: expect.any(Number) as number,
    })
    expect([message?.text, message?.['files']]).toEqual(['できました', [file]])
    const download = await fetch(`${sandbox.url}${String(file?.['url'])}`)
    expect(download.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('会員一覧.csv')}`,
    )
    expect(Buffer.from(await download.arrayBuffer())).toEqual(content)

    const info = (await api('files.info', { file: String(file?.['id']) }))['file'] as Json
    const url = String(info['url_private_download'])
    const withToken = await fetch(url, { headers: { Authorization: `Bearer ${sandbox.botToken}` } })
    expect(Buffer.from(await withToken.arrayBuffer())).toEqual(content)
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(302)
    expect((await state('U_NOROLE')).files).toEqual([])
    expect(await api('files.delete', { file: String(file?.['id']) })).toEqual({ ok: true })
    expect((await state('U_OFFICER')).files).toEqual([])
  })

  it('go up as raw bytes, whole, and to channels only', async () => {
    const { api } = script(sandbox)
    const begin = (length: number) =>
      api('files.getUploadURLExternal', { filename: 'a.csv', length: `${length}` })
    expect(await begin(0)).toMatchObject({ ok: false, error: 'invalid_arguments' })
    const { upload_url: url, file_id: id } = await begin(content.length)
    const send = (body: Buffer) => fetch(String(url), { method: 'POST', body: new Uint8Array(body) })
    expect((await send(content.subarray(1))).status).toBe(400)
    const complete = (channel_id: string) =>
      api('files.completeUploadExternal', { files: [{ id }], channel_id })
    expect(await complete('C_GENERAL')).toEqual({ ok: false, error: 'file_not_found' })
    expect(await (await send(content)).text()).toBe(`OK - ${content.length}`)
    expect(await complete('U_OFFICER')).toEqual({ ok: false, error: 'channel_not_found' })
    expect(await complete('C_EXTERNAL')).toEqual({ ok: false, error: 'not_in_channel' })
    expect(await complete('C_GENERAL')).toMatchObject({ ok: true, files: [{ id, name: 'a.csv' }] })
  })
})
