import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../sandbox/start.ts'
import { startSandbox } from '../../sandbox/start.ts'
import type { Json, PersonState } from './script.ts'
import { script, until } from './script.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.stop())

describe('the page', () => {
  it('is served to local names only, and takes JSON only', async () => {
    const status = (path: string, options: { host?: string; method?: string; type?: string } = {}) =>
      new Promise((resolve, reject) => {
        const headers = {
          ...(options.host ? { host: options.host } : {}),
          'content-type': options.type ?? '',
        }
        request(sandbox.url + path, { method: options.method ?? 'GET', headers }, (response) => {
          response.resume()
          resolve(response.statusCode)
        })
          .on('error', reject)
          .end()
      })
    expect(await status('/sandbox/bootstrap', { host: 'evil.example:80' })).toBe(403)
    expect(await status('/sandbox/bootstrap', { host: 'localhost:3000' })).toBe(200)
    expect(await status('/sandbox/command', { method: 'POST', type: 'text/plain' })).toBe(415)
    expect(await status('/sandbox/command')).toBe(405)
    expect(await status('/ui/%2e%2e/start.ts')).toBe(404)
    expect(await status('/ui/vendor/slack-message-parser.js')).toBe(200)
    expect(await status('/ui/fonts/index.css')).toBe(200)
    expect(await status('/sandbox/state?user=U_X')).toBe(404)
  })

  it('follows the state by server-sent events', async () => {
    const { api } = script(sandbox)
    const stop = new AbortController()
    const response = await fetch(`${sandbox.url}/sandbox/events?user=U_OFFICER`, { signal: stop.signal })
    let received = ''
    const reading = (async () => {
      const decoder = new TextDecoder()
      for await (const chunk of response.body ?? [])
        received += decoder.decode(chunk as Uint8Array, { stream: true })
    })()
    await until(() => received.endsWith('\n\n'))
    await api('chat.postMessage', { channel: 'C_GENERAL', text: 'お知らせ' })
    await until(() => received.includes('お知らせ') && received.endsWith('\n\n'))
    stop.abort()
    await expect(reading).rejects.toThrow('abort')
    const states = received
      .split('\n\n')
      .filter((event) => event !== '')
      .map((event) => {
        expect(event.startsWith('event: state\ndata: ')).toBe(true)
        return JSON.parse(event.slice('event: state\ndata: '.length)) as PersonState
      })
    expect(states.map(({ channels }) => channels[0]?.messages.map(({ text }) => text))).toEqual([
      [],
      ['お知らせ'],
    ])
  })

  it('knows the people, their groups, the channels and the commands', async () => {
    const { get } = script(sandbox)
    const { users, channels, app } = await get<Record<'users' | 'channels', Json[]> & { app: Json }>(
      '/sandbox/bootstrap',
    )
    expect(users[2]).toEqual({
      id: 'U_OFFICER',
      name: 'kanji-c',
      real_name: '幹事 担当C',
      title: '幹事',
      locale: 'ja-JP',
      is_restricted: false,
      groups: ['S_OFFICER'],
      color: '#8b5e1f',
    })
    expect(channels.slice(0, 4)).toEqual([
      { id: 'C_GENERAL', name: '全体連絡', kind: 'public' },
      { id: 'C_TREASURERS', name: '会計', kind: 'private' },
      { id: 'C_EXTERNAL', name: '共催学会との連絡', kind: 'external' },
      { id: 'D_U_SECRETARIAT', name: 'Meibo', kind: 'im' },
    ])
    expect(app['commands']).toMatchObject([{ command: '/member' }])
    expect(app['shortcuts']).toMatchObject([{ callback_id: 'shortcut.search', type: 'global' }])
  })
})
