/** Tries that a person makes whose click ended in an outage: a machine under load gives up transactions that wait too long. */
const TRIES = 30

/**
 * Does all of these, twenty at a time. What fails by an outage is tried again, as a person does: with the same key, so that it is done once.
 *
 * @param one does the job of an index; expected refusals are values
 */
export async function crowd<T>(size: number, one: (index: number) => Promise<T>): Promise<readonly T[]> {
  const queue = Array.from({ length: size }, (_, index) => index)
  const done: T[] = []
  const again = async (index: number, tries: number): Promise<T> => {
    try {
      return await one(index)
    } catch (error) {
      if (tries === 0) throw error
      return again(index, tries - 1)
    }
  }
  const worker = async () => {
    for (let index = queue.shift(); index !== undefined; index = queue.shift())
      done.push(await again(index, TRIES))
  }
  await Promise.all(Array.from({ length: 20 }, worker))
  return done
}
