/** Slack's own limit for old requests is five minutes; a clock that is ahead may be so by as much as a minute. */
const PAST_MS = 5 * 60_000
const FUTURE_MS = 60_000

export type ReplayVerdict = 'fresh' | 'replayed' | 'future'

/**
 * The signatures that this process has seen and that would still pass for fresh. It answers without waiting, because
 * the ack must not wait for the database; a replay sent to another process is caught by the table when the request is
 * handled (`Transport.claim`), after the ack and before anything is done. Holds what came with a good signature only,
 * so that nobody without the secret can fill it.
 */
export class SeenSignatures {
  readonly #until = new Map<string, number>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  get size(): number {
    return this.#until.size
  }

  /** Judges a request whose signature was found good, and remembers it. `timestamp` is in seconds. */
  judge(signature: string, timestamp: number): ReplayVerdict {
    const now = this.#now()
    if (!(timestamp * 1000 <= now + FUTURE_MS)) return 'future'
    this.#forget(now)
    if (this.#until.has(signature)) return 'replayed'
    this.#until.set(signature, now + PAST_MS + FUTURE_MS)
    return 'fresh'
  }

  /** Entries lie in the order in which they end. */
  #forget(now: number): void {
    for (const [signature, until] of this.#until) {
      if (until > now) return
      this.#until.delete(signature)
    }
  }
}
