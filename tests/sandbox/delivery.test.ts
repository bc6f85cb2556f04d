import type { App } from '@slack/bolt'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Sandbox } from '../../sandbox/start.ts'
import { startSandbox } from '../../sandbox/start.ts'
import * as b from './blocks.ts'
import type { BoltApp } from './bolt.ts'
import { httpApp, socketApp } from './bolt.ts'
import type { Json } from './script.ts'
import { script, until } from './script.ts'

const user = 'U_OFFICER'
const command = { user, channel: 'C_GENERAL', text: '/member' }
const failed = (error: string) => ({ ok: false, ack: null, error })
const ok = { ok: true, ack: null, error: null }

describe('Socket Mode', () => {
  let sandbox: Sandbox
  let bolts: BoltApp[] = []
  let opened: unknown[] = []
  let release: () => void = () => {}

  /** Acks when the test lets it, then opens a modal. */
  const slow = (app: App) =>
    app.command('/member', async ({ ack, body, client }) => {
      await new Promise<void>((resolve) => {
        release = resolve
      })
      await ack()
      const view = b.modal() as never
      const outcome = client.views.open({ trigger_id: body.trigger_id, view })
      opened.push(
        await outcome.then(
          () => true,
          (error: { data: Json }) => error.data['error'],
        ),
      )
    })
  const quick = (app: App) => app.command('/member', async ({ ack }) => ack())
  const connect = async (listen: (app: App) => void, pingTimeout?: number) =>
    bolts.push(await socketApp(sandbox, listen, pingTimeout))

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, ackTimeoutMs: 100, triggerTtlMs: 100 })
  })
  afterAll(() => sandbox.stop())
  beforeEach(async () => {
    opened = []
    await script(sandbox).post('reset', {})
  })
  afterEach(async () => {
    for (const bolt of bolts) await bolt.stop()
    bolts = []
    await until(() => !sandbox.connected())
  })

  it('says so where the app is not running', async () => {
    const { post, state } = script(sandbox)
    expect((await state(user)).app_connected).toBe(false)
    expect(await post('command', command)).toEqual(failed('app_not_running'))
  })

  it('gives up on an ack after the time limit, when the trigger has expired too', async () => {
    const { post, log, state } = script(sandbox)
    await connect(slow)
    expect(await post('command', command)).toEqual(failed('operation_timeout'))
    release()
    await until(() => opened.length > 0)
    expect(opened).toEqual(['expired_trigger_id'])
    expect([(await log('late_ack')).length, (await log('error')).map((one) => one['error'])]).toEqual([
      1,
      ['operation_timeout'],
    ])
    expect((await state(user)).views).toEqual([])
  })

  it('gives each payload to one of the connections, in turn', async () => {
    const { post } = script(sandbox)
    const served = [0, 0]
    for (const index of [0, 1]) {
      await connect((app) =>
        app.command('/member', async ({ ack }) => {
          served[index] = (served[index] ?? 0) + 1
          await ack()
        }),
      )
    }
    for (let times = 0; times < 4; times += 1) expect(await post('command', command)).toEqual(ok)
    expect(served).toEqual([2, 2])
  })

  it('cuts the connection on demand, and the app comes back', async () => {
    const { post, log } = script(sandbox)
    await connect(quick, 300)
    expect(await post('fault', { kind: 'disconnect' })).toEqual(ok)
    await until(() => !sandbox.connected())
    await sandbox.whenConnected()
    expect(await post('command', command)).toEqual(ok)
    expect((await log('connection')).map((one) => one['event'])).toEqual([
      'opened',
      'disconnect',
      'closed',
      'opened',
    ])
  })

  it('offers an event again, the same one, where nobody acks it', async () => {
    const { api, post } = script(sandbox)
    const { url } = await api('apps.connections.open', {}, sandbox.appToken)
    const socket = new WebSocket(String(url))
    const envelopes: Json[] = []
    socket.on('message', (data: Buffer) => {
      const envelope = JSON.parse(data.toString('utf8')) as Json
      if (envelope['type'] === 'events_api') envelopes.push(envelope)
    })
    await sandbox.whenConnected()
    expect(await post('home', { user })).toEqual(failed('operation_timeout'))
    await until(() => envelopes.length === 2)
    socket.close()
    expect(
      envelopes.map(({ payload, retry_attempt, retry_reason, accepts_response_payload }) => [
        payload,
        retry_attempt,
        retry_reason,
        accepts_response_payload,
      ]),
    ).toEqual([
      [envelopes[0]?.['payload'], 0, '', false],
      [envelopes[0]?.['payload'], 1, 'timeout', false],
    ])
  })

  it('wants a ticket that is fresh and unused', async () => {
    const { api } = script(sandbox)
    const { url } = await api('apps.connections.open', {}, sandbox.appToken)
    const outcome = (address: string) =>
      new Promise((resolve) => {
        const socket = new WebSocket(address)
        socket.on('message', (data: Buffer) => {
          socket.close()
          resolve((JSON.parse(data.toString('utf8')) as Json)['type'])
        })
        socket.on('error', ({ message }) => resolve(message))
      })
    expect(await outcome(String(url))).toBe('hello')
    expect(await outcome(String(url))).toBe('Unexpected server response: 401')
    expect(await outcome(`${sandbox.url.replace('http', 'ws')}/link?ticket=x`)).toBe(
      'Unexpected server response: 401',
    )
  })
})

describe('faults', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 })
  })
  afterAll(() => sandbox.stop())

  it('hit the named method as often as ordered', async () => {
    const { api, post } = script(sandbox)
    const call = (method: string) =>
      fetch(sandbox.apiUrl + method, {
        method: 'POST',
        headers: { Authorization: `Bearer ${sandbox.botToken}` },
      })
    await post('fault', { method: 'team.info', kind: 'ratelimited', times: 2, retry_after: 7 })
    expect((await call('auth.test')).status).toBe(200)
    const limited = await call('team.info')
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7'])
    expect((await call('team.info')).status).toBe(429)
    expect((await call('team.info')).status).toBe(200)

    await post('fault', { kind: 'server_error' })
    expect((await call('team.info')).status).toBe(503)
    await post('fault', { method: '*', kind: 'delay', ms: 1 })
    expect(await api('team.info')).toMatchObject({ ok: true })
    await post('fault', { method: 'team.info', kind: 'disconnect' })
    await expect(call('team.info')).rejects.toThrow('fetch failed')
    await post('fault', { kind: 'server_error', times: 100 })
    await post('fault', { kind: 'none' })
    expect((await call('team.info')).status).toBe(200)
    expect(await post('fault', { kind: 'earthquake' })).toMatchObject(failed('invalid_kind'))
  })
})

describe('HTTP mode', () => {
  let sandbox: Sandbox
  let bolt: BoltApp | undefined
  let url = ''
  const seen: string[] = []

  const listen = (app: App) => {
    app.command('/member', async ({ ack, body, client }) => {
      await ack({ text: '受け付けました' })
      await client.views.open({ trigger_id: body.trigger_id, view: b.modal({ callback_id: 'f' }) as never })
    })
    app.view('f', async ({ ack }) => ack({ response_action: 'clear' }))
    app.event('app_home_opened', async ({ event }) => {
      seen.push(event.user)
    })
  }

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, ackTimeoutMs: 1000, mode: { requestUrl: () => url } })
  })
  afterEach(async () => {
    await bolt?.stop()
    bolt = undefined
  })
  afterAll(() => sandbox.stop())

  it('sends signed requests for commands, interactions and events', async () => {
    const started = await httpApp(sandbox, listen)
    bolt = started
    url = started.url
    const { post, top, messages } = script(sandbox)
    expect(await post('command', command)).toEqual({ ...ok, ack: { text: '受け付けました' } })
    expect((await messages(user, 'C_GENERAL')).map(({ text, ephemeral }) => [text, ephemeral])).toEqual([
      ['受け付けました', true],
    ])
    const { id } = await top(user)
    const cleared = { ...ok, ack: { response_action: 'clear' } }
    expect(await post('submit', { user, view_id: id, values: {} })).toEqual(cleared)
    expect(await post('home', { user })).toEqual(ok)
    await until(() => seen.length > 0)
    expect(seen).toEqual([user])
    expect(await post('shortcut', { user, callback_id: 'shortcut.search' })).toEqual(
      failed('operation_timeout'),
    )
  })

  it('is refused by an app with another secret, and says where there is no app', async () => {
    const started = await httpApp(sandbox, listen, 'another')
    bolt = started
    url = started.url
    const { post } = script(sandbox)
    expect(await post('command', command)).toEqual(failed('http_client_error'))
    url = 'http://127.0.0.1:9/slack/events'
    expect(await post('command', command)).toEqual(failed('dispatch_failed'))
  })
})
