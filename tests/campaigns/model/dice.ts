import * as fc from 'fast-check'
import { at } from './book.ts'
import type { Call } from './calls.ts'

/** One step before it meets the roll: what kind of thing is done, and the dice that say the rest. */
export interface Step {
  readonly kind: number
  readonly dice: readonly number[]
}

/** How often each kind comes among a hundred. The first is what every step shrinks to. */
const WEIGHTS = {
  nothing: 1,
  issue: 14,
  pay: 6,
  deposit: 3,
  request: 3,
  rebook: 4,
  decide: 12,
  'take back': 2,
  withdraw: 15,
  'cancel plan': 1,
  'cancel hold': 1,
  complete: 9,
  advance: 4,
  due: 4,
  rejoin: 11,
  'undo withdrawal': 5,
  'undo rejoin': 5,
  again: 2,
  role: 1,
  'close year': 1,
  appoint: 1,
  'plan type': 1,
} as const satisfies Partial<Record<Call['do'], number>>

export type Kind = keyof typeof WEIGHTS

export const KINDS = Object.entries(WEIGHTS).flatMap(([kind, weight]) =>
  Array.from({ length: weight }, () => kind as Kind),
)
const DICE = 24

/** Sequences of so many steps; they shrink to `nothing` and to low dice, never in length. */
export function sequences(length: number): fc.Arbitrary<Step[]> {
  const dice = fc.array(fc.nat(999), { minLength: DICE, maxLength: DICE })
  const step = fc.record({ kind: fc.nat(KINDS.length - 1), dice })
  return fc.noBias(fc.array(step, { minLength: length, maxLength: length }))
}

/** Takes one die after the other; when they are used up, all are 0. */
export class Dice {
  readonly #dice: readonly number[]
  #next = 0

  constructor(dice: readonly number[]) {
    this.#dice = dice
  }

  below(count: number): number {
    const die = this.#dice[this.#next] ?? 0
    this.#next += 1
    return die % count
  }

  /** True that many times in a hundred, and never for a die that has shrunk. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent
  }

  of<T>(first: T, ...more: readonly T[]): T {
    return at([first, ...more], this.below(more.length + 1))
  }
}
