/**
 * Numbers that look random and are the same for the same seed, on every machine: Mulberry32 (Tommy Ettinger, public domain), 32 bits of
 * state. A class, since a bulk load makes one for each row and closures would cost more than the numbers.
 */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed | 0
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    const state = this.#state
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number in [0, below). */
  int(below: number): number {
    return Math.floor(this.next() * below)
  }

  /** One of a list, each as likely as the next. */
  pick<T>(list: readonly T[]): T {
    return list[this.int(list.length)] as T
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.next() < probability
  }
}

/**
 * Draws from a list by weight in constant time: the weights are laid out once as a table of places.
 *
 * @param weights any positive numbers; shares below 1/4096 of the whole may be lost
 */
export function weightedDraw<T>(entries: readonly { value: T; weight: number }[]): (random: Random) => T {
  const size = 65_536
  const total = entries.reduce((sum, { weight }) => sum + weight, 0)
  const table: T[] = []
  let reached = 0
  for (const { value, weight } of entries) {
    reached += weight
    const end = Math.round((reached / total) * size)
    while (table.length < end) table.push(value)
  }
  return (random) => table[random.int(table.length)] as T
}
