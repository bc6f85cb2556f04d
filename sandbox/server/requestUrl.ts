import { createHmac, randomUUID } from 'node:crypto'
import type { Delivered, Delivery, EnvelopeType, Retry } from './delivery.ts'
import { ackPayload } from './delivery.ts'
import type { Log } from './log.ts'
import type { Json } from './model.ts'

/** Slack's signature of a request body: `v0=` and the HMAC-SHA256 of `v0:timestamp:body`. */
const signature = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`

function encoded(type: EnvelopeType, payload: Json): { body: string; contentType: string } {
  if (type === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' }
  const fields =
    type === 'slash_commands'
      ? Object.entries(payload).map(([key, value]): [string, string] => [key, String(value)])
      : [['payload', JSON.stringify(payload)] as [string, string]]
  return { body: new URLSearchParams(fields).toString(), contentType: 'application/x-www-form-urlencoded' }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text === '' ? null : { text }
  }
}

/** Delivery by signed HTTP requests to the app's request URL. */
export class RequestUrl implements Delivery {
  readonly connected = true
  readonly #url: () => string
  readonly #secret: string
  readonly #log: Log
  readonly #timeoutMs: number

  constructor(url: () => string, secret: string, log: Log, timeoutMs: number) {
    this.#url = url
    this.#secret = secret
    this.#log = log
    this.#timeoutMs = timeoutMs
  }

  async deliver(type: EnvelopeType, payload: Json, retry?: Retry): Promise<Delivered> {
    const { body, contentType } = encoded(type, payload)
    const timestamp = String(Math.floor(Date.now() / 1000))
    const envelopeId = randomUUID()
    const sent = performance.now()
    this.#log.add('envelope', { envelope_id: envelopeId, type, payload })
    let response: Response
    let text: string
    try {
      response = await fetch(this.#url(), {
        method: 'POST',
        // A string body, because a URLSearchParams one would add a charset to the content type.
        body,
        headers: {
          'Content-Type': contentType,
          'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          'X-Slack-Request-Timestamp': timestamp,
          'X-Slack-Signature': signature(this.#secret, timestamp, body),
          ...(retry
            ? { 'X-Slack-Retry-Num': String(retry.attempt), 'X-Slack-Retry-Reason': retry.reason }
            : {}),
        },
        signal: AbortSignal.timeout(this.#timeoutMs),
      })
      text = await response.text()
    } catch (error) {
      const timedOut = error instanceof DOMException && error.name === 'TimeoutError'
      return { ok: false, error: timedOut ? 'operation_timeout' : 'dispatch_failed' }
    }
    const ack = ackPayload(parsed(text))
    this.#log.add('ack', {
      envelope_id: envelopeId,
      status: response.status,
      payload: ack,
      ms: Math.round(performance.now() - sent),
    })
    if (response.ok) return { ok: true, ack }
    return { ok: false, error: response.status < 500 ? 'http_client_error' : 'http_service_error' }
  }
}
