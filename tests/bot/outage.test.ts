import type { AddressInfo } from 'node:net'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { screensOf } from '../../src/bot/answer/screens.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { deliver, type FakeSlack, fakeSlack, signed, TEAM } from './fakeSlack.ts'
import { PAYLOADS } from './payloads.ts'
import { type Done, testBot, testRoutes } from './shell.ts'
import { addSociety } from './society.ts'

/** A wire to the database that can be cut and mended. */
async function wireTo(url: string): Promise<{ url: string; cut(): Promise<void>; mend(): Promise<void> }> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let port = 0
  let server: Server
  const mend = async () => {
    server = createServer((near) => {
      const far = connect(Number(target.port), target.hostname)
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(socket)
        socket.on('error', () => {})
        socket.on('close', () => other.destroy())
        socket.pipe(other)
      }
    })
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  }
  await mend()
  const wired = new URL(url)
  wired.port = String(port)
  return {
    url: wired.href,
    mend,
    cut: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      sockets.clear()
      await closed
    },
  }
}

const JA = screensOf('ja')
const done: Done = []
let slack: FakeSlack
let db: TestDatabase

beforeAll(async () => {
  slack = await fakeSlack()
  db = await testDatabase()
  await addSociety(db.pool, { id: 1, code: 'DEMO', teamId: TEAM })
})
afterAll(async () => {
  await db.drop()
  await slack.stop()
})
beforeEach(() => {
  slack.heard.length = 0
  done.length = 0
})

const from = () => ({ user: 'U_OFFICER', responseUrl: `${slack.url}/reply` })
const replies = () => slack.calls('reply').map(({ args }) => args['blocks'])
const incidentIn = (log: readonly string[]): string =>
  String(JSON.parse(log.findLast((line) => line.includes('"incident"')) ?? '{}').incident)

it('tells an incident while the database is away, and works again when it is back', async () => {
  const wire = await wireTo(db.url)
  const { bot, port, log } = await testBot(slack, wire.url, testRoutes(done))
  const healthz = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`)
    const { process: _, ...state } = (await response.json()) as Record<string, unknown>
    return [response.status, state]
  }
  try {
    expect(await healthz()).toEqual([200, { status: 'ok', database: 'ok', slack: 'http' }])
    await wire.cut()
    expect(await healthz()).toEqual([503, { status: 'unavailable', database: 'away', slack: 'http' }])
    expect(await deliver(port, signed(PAYLOADS.command(from(), '実行 断')))).toEqual({
      status: 200,
      body: '',
    })
    await expect.poll(() => replies().length, { timeout: 3000 }).toBe(1)
    expect(replies()).toEqual([JA.sentenceMessage(JA.incident(incidentIn(log))).blocks])
    const { body } = await deliver(port, signed(PAYLOADS.submission(from())))
    expect(JSON.parse(body)).toEqual({
      response_action: 'errors',
      errors: { 'family#1': JA.incident(incidentIn(log)) },
    })
    expect(done).toEqual([])
    await wire.mend()
    expect(await deliver(port, signed(PAYLOADS.command(from(), '実行 復')))).toEqual({
      status: 200,
      body: '',
    })
    await expect.poll(() => replies().length).toBe(2)
    expect(replies()[1]).toEqual(JA.sentenceMessage('実行 復').blocks)
    expect(done).toEqual(['command 1 U_OFFICER'])
  } finally {
    await bot.stop()
    await wire.cut()
  }
})

it('ends only after what was under way has been answered', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let working = false
  const { bot, port, log } = await testBot(
    slack,
    db.url,
    testRoutes(done, async () => {
      working = true
      await held
    }),
  )
  const answered = deliver(port, signed(PAYLOADS.submission(from())))
  await expect.poll(() => working).toBe(true)
  const stopped = bot.stop()
  expect(done).toEqual([])
  release()
  expect(await answered).toEqual({ status: 200, body: '' })
  await stopped
  expect(done).toEqual(['submission 山田 1 U_OFFICER'])
  expect(log.map((line) => JSON.parse(line).event)).toEqual(['bot.ready'])
  await expect(deliver(port, signed(PAYLOADS.submission(from())))).rejects.toThrow('fetch failed')
})
