import { randomBytes } from 'node:crypto'

export interface Trigger {
  user: string
  channel: string | null
  issued: number
  exchanged: boolean
}

const KEPT = 10_000

/** Triggers live for three seconds and open one view. */
export class Triggers {
  readonly #ttlMs: number
  readonly #issued = new Map<string, Trigger>()
  #count = 0

  constructor(ttlMs: number) {
    this.#ttlMs = ttlMs
  }

  issue(user: string, channel: string | null): string {
    this.#count += 1
    const id = `${Date.now()}.${this.#count}.${randomBytes(16).toString('hex')}`
    this.#issued.set(id, { user, channel, issued: performance.now(), exchanged: false })
    const oldest = this.#issued.keys().next().value
    if (this.#issued.size > KEPT && oldest !== undefined) this.#issued.delete(oldest)
    return id
  }

  /** The trigger, or Slack's error code. It is not used up before `exchange`: a refused view costs nothing. */
  look(id: unknown): Trigger | string {
    const trigger = typeof id === 'string' ? this.#issued.get(id) : undefined
    if (!trigger) return 'invalid_trigger_id'
    if (trigger.exchanged) return 'exchanged_trigger_id'
    return performance.now() - trigger.issued > this.#ttlMs ? 'expired_trigger_id' : trigger
  }

  clear(): void {
    this.#issued.clear()
  }
}
