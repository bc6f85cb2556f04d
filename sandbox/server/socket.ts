import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import { APP_ID } from '../personas.ts'
import type { Delivered, Delivery, EnvelopeType, Retry } from './delivery.ts'
import { ackPayload } from './delivery.ts'
import type { Log } from './log.ts'
import type { Json } from './model.ts'

const TICKET_MS = 30_000
const PING_MS = 5_000
const MOST_CONNECTIONS = 10
/** After a warning, Slack gives a connection this long to go by itself. */
const REFRESH_MS = 10_000

interface Waiting {
  settle: (delivered: Delivered) => void
  sent: number
}

/** Socket Mode: tickets, envelopes and acks over up to ten connections, of which each envelope goes to one. */
export class SocketMode implements Delivery {
  readonly #server = new WebSocketServer({ noServer: true })
  readonly #tickets = new Map<string, number>()
  readonly #connections: WebSocket[] = []
  /** Connections that were told to go get nothing more. */
  readonly #leaving = new WeakSet<WebSocket>()
  readonly #waiting = new Map<string, Waiting>()
  readonly #log: Log
  readonly #ackTimeoutMs: number
  readonly #onConnections: () => void
  readonly #ping: NodeJS.Timeout
  #turn = 0

  constructor(log: Log, ackTimeoutMs: number, onConnections: () => void) {
    this.#log = log
    this.#ackTimeoutMs = ackTimeoutMs
    this.#onConnections = onConnections
    this.#ping = setInterval(() => {
      for (const connection of this.#connections) connection.ping('Ping from the sandbox')
    }, PING_MS)
    this.#ping.unref()
  }

  get connected(): boolean {
    return this.#serving().length > 0
  }

  /** A ticket for one connection, as apps.connections.open gives it. */
  issueTicket(): string {
    const ticket = randomUUID()
    this.#tickets.set(ticket, performance.now())
    return ticket
  }

  /** Takes over an HTTP upgrade; a ticket that is unknown, used or old is refused. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const ticket = url.searchParams.get('ticket') ?? ''
    const issued = this.#tickets.get(ticket)
    this.#tickets.delete(ticket)
    if (url.pathname !== '/link' || issued === undefined || performance.now() - issued > TICKET_MS) {
      this.#log.add('error', { error: 'invalid_ticket', detail: 'a connection came without a valid ticket' })
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n')
      return
    }
    this.#server.handleUpgrade(request, socket, head, (connection) => this.#welcome(connection))
  }

  async deliver(type: EnvelopeType, payload: Json, retry?: Retry): Promise<Delivered> {
    const serving = this.#serving()
    const connection = serving[this.#turn % Math.max(1, serving.length)]
    if (!connection) return { ok: false, error: 'app_not_running' }
    this.#turn += 1
    const envelopeId = randomUUID()
    const envelope = {
      envelope_id: envelopeId,
      type,
      accepts_response_payload: type !== 'events_api',
      payload,
      ...(type === 'events_api'
        ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' }
        : {}),
    }
    const delivered = new Promise<Delivered>((resolve) => {
      const timer = setTimeout(() => settle({ ok: false, error: 'operation_timeout' }), this.#ackTimeoutMs)
      const settle = (outcome: Delivered) => {
        clearTimeout(timer)
        this.#waiting.delete(envelopeId)
        resolve(outcome)
      }
      this.#waiting.set(envelopeId, { settle, sent: performance.now() })
    })
    this.#log.add('envelope', { envelope_id: envelopeId, type, payload })
    connection.send(JSON.stringify(envelope))
    return delivered
  }

  /** Asks the app to come back on new connections, then closes these; `warning` gives it time, as Slack does. */
  disconnect(reason: 'warning' | 'refresh_requested'): void {
    for (const connection of this.#connections) {
      connection.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }))
      this.#log.add('connection', { event: 'disconnect', reason })
      if (reason === 'refresh_requested') this.#leaving.add(connection)
      const after = reason === 'warning' ? REFRESH_MS : this.#ackTimeoutMs
      setTimeout(() => connection.close(1000), after).unref()
    }
    this.#onConnections()
  }

  async close(): Promise<void> {
    clearInterval(this.#ping)
    for (const { settle } of this.#waiting.values()) settle({ ok: false, error: 'app_not_running' })
    for (const connection of this.#connections) connection.terminate()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #serving(): WebSocket[] {
    return this.#connections.filter((one) => one.readyState === one.OPEN && !this.#leaving.has(one))
  }

  #welcome(connection: WebSocket): void {
    if (this.#connections.length >= MOST_CONNECTIONS) {
      connection.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }))
      connection.close(1000)
      return
    }
    this.#connections.push(connection)
    connection.on('message', (data: Buffer) => this.#hear(data.toString('utf8')))
    connection.on('error', (error) => this.#log.add('connection', { event: 'error', error: error.message }))
    connection.on('close', (code) => {
      this.#connections.splice(this.#connections.indexOf(connection), 1)
      this.#log.add('connection', { event: 'closed', code, connections: this.#connections.length })
      this.#onConnections()
    })
    const count = this.#connections.length
    connection.send(
      JSON.stringify({
        type: 'hello',
        num_connections: count,
        debug_info: {
          host: `sandbox-${randomBytes(3).toString('hex')}`,
          approximate_connection_time: 18_060,
        },
        connection_info: { app_id: APP_ID },
      }),
    )
    this.#log.add('connection', { event: 'opened', connections: count })
    this.#onConnections()
  }

  #hear(text: string): void {
    let message: { envelope_id?: unknown; payload?: unknown }
    try {
      message = JSON.parse(text) as typeof message
    } catch {
      this.#log.add('error', { error: 'invalid_ack', detail: 'the app sent no JSON' })
      return
    }
    const id = String(message.envelope_id)
    const waiting = this.#waiting.get(id)
    const ack = ackPayload(message.payload)
    if (!waiting) {
      this.#log.add('late_ack', { envelope_id: id, payload: ack })
      return
    }
    this.#log.add('ack', { envelope_id: id, payload: ack, ms: Math.round(performance.now() - waiting.sent) })
    waiting.settle({ ok: true, ack })
  }
}
