import { fork } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { openBenchServer } from './databases.ts'
import { machine, rounded } from './measure.ts'

const TODAY = '2026-11-23'
const PER_SECOND = 50
const OFFICER = 'U_OFFICER'
/** What people type, in turn: words, kana, a facet, and a number. */
const SEARCHES = [
  '検索 山田',
  '検索 たかはし 都道府県:東京都',
  '検索 所属:大学',
  '検索 佐藤 状態:有効',
  '検索 勅使河原',
]

/** A Slack that knows one officer, and counts what is posted to response_urls. */
async function smallSlack(teamId: string, groupId: string) {
  let replies = 0
  const answers: Readonly<Record<string, object>> = {
    'auth.test': { team_id: teamId, bot_id: 'B_BENCH', user_id: 'U_BENCH' },
    'users.info': { user: { id: OFFICER, team_id: teamId, locale: 'ja-JP' } },
    'usergroups.list': { usergroups: [{ id: groupId, users: [OFFICER], date_delete: 0 }] },
  }
  const server = createServer((incoming, response) => {
    const method = (incoming.url ?? '').split('/').at(-1) ?? ''
    if (method === 'reply') replies += 1
    incoming.resume()
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ ok: true, ...answers[method] }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    replies: () => replies,
    close: () => server.close(),
  }
}

/** Starts a target; its port comes over IPC. */
async function target(args: readonly string[]) {
  const child = fork(fileURLToPath(new URL('ackTarget.ts', import.meta.url)), args, {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [port] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [0])])) as [
    number,
  ]
  if (port === 0) throw new Error(`the ${args[0]} target ended before it listened`)
  return { port, stop: () => child.kill('SIGKILL') }
}

const agent = new Agent({ keepAlive: true, maxSockets: 10 })

/** One signed command; gives the milliseconds to the end of its ack. */
function send(port: number, secret: string, form: Record<string, string>): Promise<number> {
  const body = new URLSearchParams(form).toString()
  const stamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    'x-slack-request-timestamp': stamp,
    'x-slack-signature': `v0=${signature}`,
  }
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const outgoing = request({
      port,
      host: '127.0.0.1',
      path: '/slack/events',
      method: 'POST',
      agent,
      headers,
    })
    outgoing.on('error', reject)
    outgoing.on('response', (response) => {
      if (response.statusCode !== 200) reject(new Error(`the ack was ${response.statusCode}`))
      response.resume().on('end', () => resolve(performance.now() - started))
    })
    outgoing.end(body)
  })
}

function percentile(times: readonly number[], share: number): number {
  return rounded(times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? 0)
}

/**
 * Ack times of `/member 検索 …` at 100,000 members and of a bare Bolt listener, each at 50 commands a second, taking
 * turns in one run. Every command of the bot is searched and answered for real.
 */
export async function benchAck(args: readonly string[], say: (text: string) => void): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      members: { type: 'string', default: '100000' },
      seconds: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
    },
  })
  const members = Number(values.members)
  const server = await openBenchServer({
    directory: values.data,
    seed: Number(values.seed),
    today: TODAY,
    say,
  })
  const closers: (() => unknown)[] = []
  try {
    const databaseUrl = await server.database(members)
    const { teamId, groupId } = await officers(databaseUrl)
    const slack = await smallSlack(teamId, groupId)
    closers.push(slack.close)
    const secret = randomBytes(16).toString('hex')
    const bot = await target(['bot', secret, `${slack.url}/api/`, databaseUrl])
    closers.push(bot.stop)
    const bare = await target(['bare', secret])
    closers.push(bare.stop)
    const command = (n: number) => ({
      command: '/member',
      text: SEARCHES[n % SEARCHES.length] ?? '',
      team_id: teamId,
      user_id: OFFICER,
      channel_id: 'C_BENCH',
      trigger_id: `t${n}`,
      response_url: `${slack.url}/reply`,
    })
    say('warming up')
    await alternate(100, (n, port) => send(port, secret, command(n)), [bot.port, bare.port])
    const count = Number(values.seconds) * PER_SECOND
    say(`${count} commands to each`)
    const [own = [], plain = []] = await alternate(count, (n, port) => send(port, secret, command(n + 100)), [
      bot.port,
      bare.port,
    ])
    await answered(slack.replies, count + 100)
    const p50 = { bot: percentile(own, 0.5), bare: percentile(plain, 0.5) }
    return {
      bench: 'ack',
      machine: machine(),
      members,
      perSecond: PER_SECOND,
      commands: count,
      answered: slack.replies() - 100,
      p50Ms: { ...p50, ratio: rounded(p50.bot / p50.bare) },
      p99Ms: { bot: percentile(own, 0.99), bare: percentile(plain, 0.99) },
    }
  } finally {
    for (const close of closers) close()
    await server.close()
  }
}

async function officers(databaseUrl: string): Promise<{ teamId: string; groupId: string }> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ teamId: string; groupId: string }>(
    `SELECT team_id AS "teamId", slack_group_id AS "groupId" FROM role WHERE code = 'officer' AND team_id IS NOT NULL
     ORDER BY society_id LIMIT 1`,
  )
  await client.end()
  if (rows[0] === undefined) throw new Error('the seed has no officers')
  return rows[0]
}

/** Sends to each port at the fixed rate whether or not the last one was answered, half a beat apart. */
async function alternate(
  count: number,
  once: (n: number, port: number) => Promise<number>,
  ports: readonly number[],
): Promise<number[][]> {
  const beat = 1000 / PER_SECOND / ports.length
  const pending: Promise<number>[][] = ports.map(() => [])
  const started = performance.now()
  for (let n = 0; n < count * ports.length; n += 1) {
    const wait = started + n * beat - performance.now()
    if (wait > 0) await sleep(wait)
    const turn = n % ports.length
    pending[turn]?.push(once(Math.floor(n / ports.length), ports[turn] ?? 0))
  }
  return await Promise.all(pending.map((times) => Promise.all(times)))
}

/** The work behind the acks must have been done too. */
async function answered(replies: () => number, count: number): Promise<void> {
  for (let tries = 0; replies() < count && tries < 100; tries += 1) await sleep(100)
  if (replies() < count) throw new Error(`only ${replies()} of ${count} commands were answered`)
}
