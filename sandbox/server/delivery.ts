import type { Json } from './model.ts'

export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api'

/** What the app answered: the payload of its ack (null for an empty one), or why there was none. */
export type Delivered =
  | { ok: true; ack: unknown }
  | {
      ok: false
      error:
        | 'operation_timeout'
        | 'app_not_running'
        | 'dispatch_failed'
        | 'http_client_error'
        | 'http_service_error'
    }

export interface Retry {
  attempt: number
  reason: string
}

/** The way from the workspace to the app: Socket Mode or signed HTTP requests. */
export interface Delivery {
  readonly connected: boolean
  deliver(type: EnvelopeType, payload: Json, retry?: Retry): Promise<Delivered>
}

/** An empty ack is the same as none of its payload. */
export function ackPayload(payload: unknown): unknown {
  if (payload === undefined || payload === null || payload === '') return null
  if (typeof payload === 'object' && Object.keys(payload).length === 0) return null
  return payload
}
