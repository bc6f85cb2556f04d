import * as fc from 'fast-check'
import { type Campaign, randomOf } from './campaign.ts'
import type { Call, Outcome } from './model/calls.ts'
import { sequences } from './model/dice.ts'
import { play } from './model/play.ts'
import { inOrder } from './model/told.ts'

/** A few of them come to nothing, so that there are thirty that do. */
const STEPS = 31
/** Sequences at once; each has a society of its own. */
const LANES = 8

/**
 * Random sequences of what an office does, each step foretold by a model of the design that shares nothing with the domain: what comes of it, and the
 * whole state of the society after it. A unit is a sequence of thirty steps.
 */
export const model: Campaign<Record<string, number>> = {
  sizes: { small: 16, full: 10_000 },
  async run({ database, size, seed }) {
    const counts = { sequences: 0, steps: 0, done: 0, refused: 0, violations: 0 }
    const codes = new Map<string, number>()
    const tell = (call: Call, outcome: Outcome) => {
      counts.steps += 1
      counts[outcome.ok ? 'done' : 'refused'] += 1
      const what = `${call.do} ${outcome.ok ? kindOf(outcome.value) : outcome.code}`
      codes.set(what, (codes.get(what) ?? 0) + 1)
    }
    const random = randomOf(seed)
    let societyId = 1000
    let broken: { readonly lane: number; readonly until: number } | null = null
    const lane = async (number: number) => {
      const property = fc.asyncProperty(sequences(STEPS), async (steps) => {
        // Where another lane has found something there is nothing left to do, and shrinking has its time.
        if (broken !== null && (broken.lane !== number || Date.now() > broken.until)) return
        societyId += 1
        await play(database, societyId, steps, tell).catch((error: unknown) => {
          broken ??= { lane: number, until: Date.now() + (size > model.sizes.small ? 600_000 : 30_000) }
          throw error
        })
        counts.sequences += 1
      })
      const numRuns = Math.ceil((size - number) / LANES)
      const { failed, numShrinks, errorInstance } = await fc.check(property, {
        seed: random(2 ** 31),
        numRuns,
      })
      if (failed) throw new Error(`seed ${seed}, after ${numShrinks} shrinks:\n${String(errorInstance)}`)
    }
    await Promise.all(Array.from({ length: Math.min(LANES, size) }, (_, number) => lane(number)))
    return { ...counts, ...Object.fromEntries([...codes].toSorted(([a], [b]) => inOrder(a, b))) }
  },
}

/** Withdrawals and completions are of several kinds, all of which must have been met. */
function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return 'done'
  if ('kind' in value) return String(value.kind)
  return 'released' in value ? `released ${String(value.released)}` : 'done'
}
