import { setTimeout as sleep } from 'node:timers/promises'

/** Counts the work under way, so that a stop can wait for it. */
export class Flight {
  #count = 0

  get count(): number {
    return this.#count
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    this.#count += 1
    try {
      return await work()
    } finally {
      this.#count -= 1
    }
  }

  /** Waits until nothing is under way, `capMs` at most; false when something still is. */
  async landed(capMs: number): Promise<boolean> {
    const deadline = Date.now() + capMs
    while (this.#count > 0 && Date.now() < deadline) await sleep(20)
    return this.#count === 0
  }
}
