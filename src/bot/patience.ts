import { setTimeout as sleep } from 'node:timers/promises'

/** The bot can't start; the message is a sentence for the console. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}

export interface Patience {
  /** How long to wait in all. */
  readonly limitMs: number
  readonly say: (sentence: string) => void
  /** Ends the waiting. */
  readonly abort?: AbortSignal
}

/**
 * Tries until it works, with growing pauses (0.5 s to 10 s), as what we need may be starting beside us.
 *
 * @param waiting said once, after the first failure
 * @param hopeless the sentence for a failure that waiting won't mend; undefined for the others
 * @throws CannotStart when it is hopeless or the limit has passed; AbortError when aborted
 */
export async function patiently<T>(
  { limitMs, say, abort }: Patience,
  attempt: () => Promise<T>,
  waiting: string,
  hopeless: (error: unknown) => string | undefined,
): Promise<T> {
  const deadline = Date.now() + limitMs
  for (let pause = 500; ; pause = Math.min(pause * 2, 10_000)) {
    try {
      return await attempt()
    } catch (error) {
      const sentence = hopeless(error)
      if (sentence !== undefined) throw new CannotStart(sentence, { cause: error })
      if (Date.now() + pause > deadline) throw new CannotStart(`${waiting} → ${GAVE_UP}`, { cause: error })
      if (pause === 500) say(waiting)
      await sleep(pause, undefined, { signal: abort })
    }
  }
}

const GAVE_UP = '時間内に応答がなかったため終了します。 / No answer in time: ending.'
