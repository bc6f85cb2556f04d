import { z } from 'zod'
import { readRef } from '../../views/ids.ts'

/** A button's value of exactly `count` ids: what is missing or forged is no input at all. */
export function refs(count: number) {
  return z.object({ value: z.string() }).transform(({ value }, issues): readonly number[] => {
    const ids = readRef(value, count)
    if (ids !== null) return ids
    issues.addIssue({ code: 'custom', message: 'not a reference' })
    return z.NEVER
  })
}

/** Input of what needs none. */
export const nothing = z.object({}).transform(() => undefined)
