import { keepInput, suggest, useElement } from './actions.ts'
import { answerResponseUrl, callMethod } from './api/index.ts'
import type { createAssets } from './assets.ts'
import { openHome, runCommand, runShortcut, writeMessage } from './commands.ts'
import {
  bringFile,
  changeChannel,
  changeGroup,
  changeUser,
  moveClock,
  orderFault,
  startOver,
} from './controls.ts'
import { Refusal, readJson, sendJson } from './http.ts'
import type { Hub } from './hub.ts'
import type { Inbox } from './mail.ts'
import type { Json, StoredFile } from './model.ts'
import { bootstrap } from './projection.ts'
import type { Outcome } from './request.ts'
import type { Exchange, Route } from './router.ts'
import { get, post } from './router.ts'
import type { EventStream } from './stream.ts'
import { closeView, submitView } from './submission.ts'

export interface Served {
  hub: Hub
  stream: EventStream
  inbox: Inbox
  assets: Awaited<ReturnType<typeof createAssets>>
  state: (user: string) => Json | null
}

type Deed = (hub: Hub, body: Json) => Outcome | Promise<Outcome>

/** `POST /sandbox/<name>`: JSON in, `{ok, ack, error}` out, also where the request itself is refused. */
function deed(hub: Hub, name: string, act: Deed): Route {
  return post(new RegExp(`^/sandbox/${name}$`), async ({ request, response }) => {
    try {
      sendJson(response, await act(hub, await readJson(request)))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      sendJson(response, { ok: false, ack: null, error: error.code, ...error.detail }, error.status)
    }
  })
}

const deeds = ({ hub, inbox }: Served): Route[] =>
  Object.entries({
    command: runCommand,
    shortcut: runShortcut,
    home: openHome,
    message: writeMessage,
    action: useElement,
    input: keepInput,
    suggest,
    submit: submitView,
    close: closeView,
    file: bringFile,
    clock: moveClock,
    channel: changeChannel,
    group: changeGroup,
    user: changeUser,
    fault: orderFault,
    reset: () => startOver(hub, () => inbox.mails.splice(0)),
  } satisfies Record<string, Deed>).map(([name, act]) => deed(hub, name, act))

function viewer({ hub }: Served, url: URL): string {
  const user = url.searchParams.get('user') ?? ''
  if (!hub.workspace.users.has(user)) throw new Refusal(404, 'user_not_found')
  return user
}

function fileOf(hub: Hub, id: string | undefined): StoredFile {
  const file = hub.workspace.files.get(id ?? '')
  if (!file) throw new Refusal(404, 'file_not_found')
  return file
}

function sendFile(file: StoredFile, { response }: Exchange): void {
  response.writeHead(200, {
    'Content-Type': file.mimetype,
    'Content-Length': file.bytes.length,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(file.bytes)
}

/** Private files want the bot's token; without it Slack sends the browser's login page, not an error. */
function sendPrivateFile(hub: Hub, exchange: Exchange): void {
  const file = fileOf(hub, exchange.params[0])
  const allowed =
    exchange.request.headers.authorization === `Bearer ${hub.tokens.bot}` && hub.app.scopes.has('files:read')
  hub.log.add('download', { file: file.id, allowed })
  if (allowed) return sendFile(file, exchange)
  exchange.response.writeHead(302, {
    Location: `${hub.baseUrl()}/?redir=${encodeURIComponent(exchange.url.pathname)}`,
  })
  exchange.response.end()
}

const slack = ({ hub }: Served): Route[] => [
  {
    method: '*',
    path: /^\/api\/([\w.]+)$/,
    handle: (exchange) => callMethod(hub, exchange.params[0] ?? '', exchange),
  },
  post(/^\/response\/(\w+)$/, ({ request, response, params }) =>
    answerResponseUrl(hub, params[0] ?? '', request, response),
  ),
  post(/^\/upload\/v1\/(\w+)$/, async ({ request, response, params }) => {
    const { fileId, length } = await hub.uploads.receive(params[0] ?? '', request)
    hub.log.add('upload', { file: fileId, length })
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end(`OK - ${length}`)
  }),
  get(/^\/files-pri\/\w+-(F\w+)\/.+$/, (exchange) => sendPrivateFile(hub, exchange)),
]

/** Everything that the workspace answers. */
export function routes(served: Served): Route[] {
  const { hub, stream, inbox, assets, state } = served
  return [
    ...slack(served),
    ...deeds(served),
    get(/^\/sandbox\/bootstrap$/, ({ response }) => sendJson(response, bootstrap(hub.workspace, hub.app))),
    get(/^\/sandbox\/state$/, ({ response, url }) => sendJson(response, state(viewer(served, url)))),
    get(/^\/sandbox\/events$/, ({ response, url }) => stream.open(viewer(served, url), response)),
    get(/^\/sandbox\/log$/, ({ response, url }) =>
      sendJson(response, hub.log.since(Number(url.searchParams.get('since') ?? 0))),
    ),
    get(/^\/sandbox\/mails$/, ({ response }) => sendJson(response, inbox.mails)),
    get(/^\/files\/(F\w+)$/, (exchange) => sendFile(fileOf(hub, exchange.params[0]), exchange)),
    get(/^\/(?:ui\/.*)?$/, async ({ response, url }) => {
      const asset = await assets.find(url.pathname)
      if (!asset) throw new Refusal(404, 'not_found')
      response.writeHead(200, { 'Content-Type': asset.type, 'Cache-Control': 'no-cache' })
      response.end(asset.body)
    }),
  ]
}
