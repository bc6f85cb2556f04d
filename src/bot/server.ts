import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What `/healthz` looks at. */
export interface Health {
  readonly database: () => Promise<void>
  readonly slack: () => 'connected' | 'disconnected' | 'http'
}

export interface HttpServer {
  readonly port: number
  /** Takes no new connections, lets running requests end. */
  close(): Promise<void>
}

/** The address can't be listened on; the message is a sentence for the console. */
export class PortUnusable extends Error {
  override readonly name = 'PortUnusable'
}

/** A database that has not answered by then counts as away; load balancers wait little longer. */
const HEALTH_MS = 2500

async function databaseState(ping: () => Promise<void>): Promise<'ok' | 'away'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'away'>((resolve) => {
    timer = setTimeout(() => resolve('away'), HEALTH_MS)
  })
  try {
    return await Promise.race([ping().then(() => 'ok' as const), late])
  } catch {
    return 'away'
  } finally {
    clearTimeout(timer)
  }
}

/** `{status, process, database, slack}`: 200 when all is well, else 503. */
function healthListener(health: Health): RequestListener {
  const answer = async (response: ServerResponse) => {
    const database = await databaseState(health.database)
    const slack = health.slack()
    const well = database === 'ok' && slack !== 'disconnected'
    const seconds = Math.floor(process.uptime())
    const body = {
      status: well ? 'ok' : 'unavailable',
      process: { uptimeSeconds: seconds },
      database,
      slack,
    }
    response.writeHead(well ? 200 : 503, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    response.end(JSON.stringify(body))
  }
  return (_request, response) => void answer(response)
}

/** Who answers what is not `/healthz`. */
export interface Listeners {
  /** Where Slack comes by HTTP. */
  readonly slack: RequestListener | undefined
  /** The public pages; undefined for a path that is none of theirs. */
  readonly pages: (path: string) => RequestListener | undefined
}

/**
 * The bot's HTTP server: `/healthz`, the public pages, and Slack's requests where they come by HTTP.
 *
 * @throws PortUnusable when the port is taken or not allowed
 */
export async function openServer(
  { host, port }: { readonly host: string; readonly port: number },
  health: Health,
  { slack, pages }: Listeners,
): Promise<HttpServer> {
  const answerHealth = healthListener(health)
  const server = createServer((request, response) => {
    const [path] = (request.url ?? '/').split('?')
    if (path === '/healthz' && (request.method === 'GET' || request.method === 'HEAD'))
      return answerHealth(request, response)
    if (path === '/slack/events' && request.method === 'POST' && slack !== undefined)
      return slack(request, response)
    const page = pages(path ?? '/')
    return page === undefined ? response.writeHead(404).end() : page(request, response)
  })
  await listen(server, host, port)
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      // A client that keeps its connection for the next request would otherwise hold the end up.
      server.closeIdleConnections()
      const idle = setInterval(() => server.closeIdleConnections(), 100)
      await closed
      clearInterval(idle)
    },
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE' ? 'is taken by another program' : `can't be used (${error.code})`
      reject(
        new PortUnusable(
          `HTTP_PORT ${port} は使用できません。別の番号を指定してください。 / HTTP_PORT ${port} on ${host} ${why}: give another number.`,
        ),
      )
    })
    server.listen(port, host, resolve)
  })
}
