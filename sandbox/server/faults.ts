import { Refusal } from './http.ts'
import type { Json } from './model.ts'

const KINDS = ['ratelimited', 'server_error', 'delay', 'disconnect'] as const
type FaultKind = (typeof KINDS)[number]

export interface Fault {
  /** A Web API method, or `*` for any. */
  method: string
  kind: FaultKind
  /** How many calls it still hits. */
  times: number
  retryAfter: number
  ms: number
}

const natural = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && value >= 0 ? value : otherwise

/** Faults that a script has ordered for the next Web API calls. */
export class Faults {
  #waiting: Fault[] = []

  /** Orders a fault, or with `none` takes all orders back (of that method, if one is named). */
  order(request: Json): Fault | null {
    const method = typeof request['method'] === 'string' ? request['method'] : '*'
    if (request['kind'] === 'none') {
      this.#waiting = this.#waiting.filter((fault) => method !== '*' && fault.method !== method)
      return null
    }
    const kind = KINDS.find((one) => one === request['kind'])
    if (!kind) throw new Refusal(400, 'invalid_kind', { allowed: [...KINDS, 'none'] })
    const fault: Fault = {
      method,
      kind,
      times: natural(request['times'], 1),
      retryAfter: natural(request['retry_after'], 1),
      ms: natural(request['ms'], 1000),
    }
    this.#waiting.push(fault)
    return fault
  }

  /** The fault that hits this call, counted down. */
  take(method: string): Fault | null {
    const fault = this.#waiting.find((one) => one.method === '*' || one.method === method)
    if (!fault) return null
    fault.times -= 1
    if (fault.times <= 0) this.#waiting = this.#waiting.filter((one) => one !== fault)
    return fault
  }

  clear(): void {
    this.#waiting = []
  }
}
