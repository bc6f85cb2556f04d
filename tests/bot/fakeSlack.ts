import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export const TEAM = 'T_TEST'
export const SIGNING_SECRET = '0123456789abcdef0123456789abcdef'

/** A Web API call or a post to a response_url, as the bot made it. */
export interface Heard {
  readonly method: string
  readonly args: Record<string, unknown>
}

export interface Reply {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body: object
}

/** A Slack that answers as each test wants, for what the sandbox's people can't show: strangers, plans, rate limits. */
export interface FakeSlack {
  readonly url: string
  readonly apiUrl: string
  readonly heard: Heard[]
  /** Overrides the answer of a method; a function is asked at each call. */
  answer(method: string, reply: Reply | (() => Reply | Promise<Reply>)): void
  calls(method: string): readonly Heard[]
  stop(): Promise<void>
}

/** Users by id; everything that is not here is a plain member of the workspace. */
const USERS: Readonly<Record<string, object>> = {
  U_GUEST: { is_restricted: true },
  U_SINGLE: { is_ultra_restricted: true },
  U_STRANGER: { is_stranger: true, team_id: 'T_OTHER' },
  U_GONE: { deleted: true },
  U_BOT: { is_bot: true },
  U_ENGLISH: { locale: 'en-GB' },
}

export const GROUPS = [
  { id: 'S_SECRETARIAT', users: ['U_SECRETARIAT', 'U_BOTH'], date_delete: 0 },
  {
    id: 'S_OFFICER',
    users: ['U_OFFICER', 'U_ENGLISH', 'U_BOTH', 'U_GUEST', 'U_SINGLE', 'U_STRANGER', 'U_GONE', 'U_BOT'],
    date_delete: 0,
  },
  { id: 'S_TREASURER', users: ['U_FORMER'], date_delete: 1_700_000_000 },
]

export async function fakeSlack(): Promise<FakeSlack> {
  const heard: Heard[] = []
  const answers = new Map<string, Reply | (() => Reply | Promise<Reply>)>()
  const standard = (method: string, args: Record<string, unknown>): Reply => {
    const user = String(args['user'])
    if (method === 'auth.test')
      return { body: { ok: true, team_id: TEAM, bot_id: 'B_TEST', user_id: 'U_MEIBO' } }
    if (method === 'users.info')
      return { body: { ok: true, user: { id: user, team_id: TEAM, locale: 'ja-JP', ...USERS[user] } } }
    if (method === 'usergroups.list') return { body: { ok: true, usergroups: GROUPS } }
    if (method === 'conversations.open')
      return { body: { ok: true, channel: { id: `D_${String(args['users'])}` } } }
    return { body: { ok: true } }
  }
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      void (async () => {
        const text = Buffer.concat(chunks).toString('utf8')
        const json = request.headers['content-type']?.includes('json') === true
        const args = json ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text))
        const method = (request.url ?? '').split('/').at(-1) ?? ''
        heard.push({ method, args })
        const own = answers.get(method)
        const reply = typeof own === 'function' ? await own() : (own ?? standard(method, args))
        response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
        response.end(JSON.stringify(reply.body))
      })()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    apiUrl: `${url}/api/`,
    heard,
    answer: (method, reply) => answers.set(method, reply),
    calls: (method) => heard.filter((call) => call.method === method),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export interface SignedRequest {
  readonly body: string
  readonly headers: Record<string, string>
}

/** A request as Slack signs it: commands and interactions as a form, events as JSON. */
export function signed(payload: object, timestamp = Math.floor(Date.now() / 1000)): SignedRequest {
  const kind = 'command' in payload ? 'command' : (payload as { type?: string }).type
  const body =
    kind === 'event_callback'
      ? JSON.stringify(payload)
      : (kind === 'command'
          ? new URLSearchParams(payload as Record<string, string>)
          : new URLSearchParams({ payload: JSON.stringify(payload) })
        ).toString()
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex')
  return {
    body,
    headers: {
      'content-type': kind === 'event_callback' ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-signature': `v0=${signature}`,
      'x-slack-request-timestamp': String(timestamp),
    },
  }
}

export async function deliver(
  port: number,
  request: SignedRequest,
): Promise<{ status: number; body: string }> {
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', ...request })
  return { status: response.status, body: await response.text() }
}
