import type { ServerResponse } from 'node:http'
import type { Json } from './model.ts'
import type { Workspace } from './workspace.ts'

const HEARTBEAT_MS = 15_000

/** Server-sent events to the open pages: the whole state of a persona at each change, and toasts. */
export class EventStream {
  readonly #open = new Map<ServerResponse, string>()
  readonly #waiting = new Set<string>()
  readonly #heartbeat: NodeJS.Timeout
  readonly #stateOf: (user: string) => Json | null

  constructor(workspace: Workspace, stateOf: (user: string) => Json | null) {
    this.#stateOf = stateOf
    workspace.onChanged((user) => this.notify(user))
    workspace.onToast((user, text) => this.#send(user, 'toast', { text }))
    this.#heartbeat = setInterval(() => {
      for (const response of this.#open.keys()) response.write(': still here\n\n')
    }, HEARTBEAT_MS)
    this.#heartbeat.unref()
  }

  open(user: string, response: ServerResponse): void {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      Connection: 'keep-alive',
    })
    this.#open.set(response, user)
    response.on('close', () => this.#open.delete(response))
    this.#send(user, 'state', this.#stateOf(user), response)
  }

  /** Sends the new state to this user's pages (all pages with null), once for all changes of one turn. */
  notify(user: string | null): void {
    if (this.#waiting.size === 0) setImmediate(() => this.#flush())
    this.#waiting.add(user ?? '*')
  }

  close(): void {
    clearInterval(this.#heartbeat)
    for (const response of this.#open.keys()) response.end()
    this.#open.clear()
  }

  #flush(): void {
    const users = this.#waiting.has('*') ? new Set(this.#open.values()) : new Set(this.#waiting)
    this.#waiting.clear()
    for (const user of users) this.#send(user, 'state', this.#stateOf(user))
  }

  #send(user: string, event: 'state' | 'toast', data: Json | null, only?: ServerResponse): void {
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
    for (const [response, viewer] of this.#open) {
      if (viewer === user && (only === undefined || only === response)) response.write(text)
    }
  }
}
