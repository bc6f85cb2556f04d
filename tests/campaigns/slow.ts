/** What is thrown where the machine, not the code, was too slow: nothing was done then, as little as in any other outage. */
const TOO_SLOW =
  /expired transaction|Unable to start a transaction|Transaction already closed|timeout exceeded when trying to connect/

export function isTooSlow(error: unknown): boolean {
  return error instanceof Error && TOO_SLOW.test(error.message)
}

/** Does something again, at most five times, where the machine was too slow; what has a key is done once whatever happens. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 5; ; left -= 1) {
    try {
      return await work()
    } catch (error) {
      if (left === 0 || !isTooSlow(error)) throw error
    }
  }
}
