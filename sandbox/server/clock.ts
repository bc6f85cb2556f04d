/** The workspace's clock: real time plus an offset that a script may set. Time limits (3 s, 30 min) never follow it. */
export class Clock {
  #offset = 0
  readonly #listeners = new Set<(offsetMs: number) => void>()

  get offsetMs(): number {
    return this.#offset
  }

  now(): Date {
    return new Date(Date.now() + this.#offset)
  }

  set(offsetMs: number): void {
    this.#offset = Math.round(offsetMs)
    for (const listener of this.#listeners) listener(this.#offset)
  }

  /** Calls `listener` with the offset in ms at each change; returns a function that ends that. */
  onChange(listener: (offsetMs: number) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
