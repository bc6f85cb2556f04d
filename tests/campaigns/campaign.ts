import type { Database } from '../../src/database/client.ts'

/** A long randomised or fault-injecting run, and its small size inside `npm test`. */
export interface Campaign<Counts extends Record<string, number>> {
  /** Work units at each size; what a unit is, the campaign says. */
  readonly sizes: { readonly small: number; readonly full: number }
  /** Runs on a migrated, empty database. Throws on the first violation, with the seed in the message. */
  run(options: { readonly database: Database; readonly size: number; readonly seed: number }): Promise<Counts>
}

/** mulberry32: small, fast, and the same on every machine for a seed. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}
