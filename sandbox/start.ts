import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createAssets } from './server/assets.ts'
import { Clock } from './server/clock.ts'
import { dropRetries } from './server/events.ts'
import { Faults } from './server/faults.ts'
import type { Hub } from './server/hub.ts'
import { Log } from './server/log.ts'
import { Inbox } from './server/mail.ts'
import { readManifest } from './server/manifest.ts'
import { stateOf } from './server/projection.ts'
import { RequestUrl } from './server/requestUrl.ts'
import { ResponseUrls } from './server/responseUrls.ts'
import { serve } from './server/router.ts'
import { routes } from './server/routes.ts'
import { SocketMode } from './server/socket.ts'
import { EventStream } from './server/stream.ts'
import { Triggers } from './server/triggers.ts'
import { Uploads } from './server/uploads.ts'
import { Workspace } from './server/workspace.ts'

export interface SandboxOptions {
  /** 0 for a free port. */
  port: number
  /** The app's manifest; by default the repository's `manifest.yml`. */
  manifestPath?: string
  /** How long the app may take to ack. Slack's 3,000 ms by default; shorter only in tests. */
  ackTimeoutMs?: number
  /** How long a trigger lives. Slack's 3,000 ms by default. */
  triggerTtlMs?: number
  /** Deliver by signed HTTP requests to this URL instead of Socket Mode. A function is asked at each request. */
  mode?: { requestUrl: string | (() => string) }
}

export interface Sandbox {
  /** `http://127.0.0.1:<port>`: the page, and the base of `/sandbox/*`. */
  url: string
  /** For the app's `SLACK_API_URL`; ends in `/api/`. */
  apiUrl: string
  appToken: string
  botToken: string
  signingSecret: string
  /** The mail inbox's SMTP server. */
  smtp: { host: string; port: number }
  /** Calls back with the clock's offset in ms at each change; returns a function that ends that. */
  onClock(listener: (offsetMs: number) => void): () => void
  /** Whether the app is connected; in HTTP mode always true. */
  connected(): boolean
  /** Resolves when the app has connected. */
  whenConnected(): Promise<void>
  stop(): Promise<void>
}

const SLACK_MS = 3000
const MANIFEST = fileURLToPath(new URL('../manifest.yml', import.meta.url))

const secret = (): string => randomBytes(16).toString('hex')

function createHub(options: SandboxOptions, baseUrl: () => string): Hub {
  const ackTimeoutMs = options.ackTimeoutMs ?? SLACK_MS
  const clock = new Clock()
  const workspace = new Workspace(clock)
  const log = new Log()
  const tokens = {
    app: `xapp-1-A_MEIBO-${secret()}`,
    bot: `xoxb-${secret()}`,
    verification: secret(),
    signingSecret: secret(),
  }
  const socket = new SocketMode(log, ackTimeoutMs, () => workspace.changed(null))
  const requestUrl = options.mode?.requestUrl
  return {
    app: readManifest(options.manifestPath ?? MANIFEST),
    clock,
    workspace,
    log,
    faults: new Faults(),
    triggers: new Triggers(options.triggerTtlMs ?? SLACK_MS),
    uploads: new Uploads(),
    responseUrls: new ResponseUrls(workspace, log, baseUrl),
    socket,
    delivery:
      requestUrl === undefined
        ? socket
        : new RequestUrl(
            () => (typeof requestUrl === 'string' ? requestUrl : requestUrl()),
            tokens.signingSecret,
            log,
            ackTimeoutMs,
          ),
    tokens,
    baseUrl,
  }
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })

async function whenConnected({ delivery, workspace }: Hub): Promise<void> {
  if (delivery.connected) return
  await new Promise<void>((resolve) => {
    workspace.onChanged(() => {
      if (delivery.connected) resolve()
    })
  })
}

/**
 * Starts a local Slack workspace on 127.0.0.1: page, Web API, Socket Mode (or HTTP), files, mail inbox.
 * @throws the listening error (`EADDRINUSE`) where the port is taken.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  let url = ''
  const hub = createHub(options, () => url)
  const state = (user: string) => stateOf(hub.workspace, user, hub.delivery.connected)
  const stream = new EventStream(hub.workspace, state)
  const inbox = new Inbox(() => hub.workspace.changed(null))
  const assets = await createAssets()
  const server = serve(routes({ hub, stream, inbox, assets, state }), (error) =>
    hub.log.add('error', {
      error: 'internal_error',
      detail: error instanceof Error ? error.stack : String(error),
    }),
  )
  server.on('upgrade', (request, socket, head) => hub.socket.upgrade(request, socket, head))
  await listen(server, options.port)
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const smtp = await inbox.start()
  return {
    url,
    apiUrl: `${url}/api/`,
    appToken: hub.tokens.app,
    botToken: hub.tokens.bot,
    signingSecret: hub.tokens.signingSecret,
    smtp,
    onClock: (listener) => hub.clock.onChange(listener),
    connected: () => hub.delivery.connected,
    whenConnected: () => whenConnected(hub),
    async stop() {
      dropRetries(hub)
      stream.close()
      await hub.socket.close()
      await inbox.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
