import { z } from 'zod'
import { readRef } from '../../views/ids.ts'

/** A text of ours that comes back from Slack: what `read` can't read, because it is old or forged, is no input at all. */
export function carried<T>(read: (text: string) => T | null) {
  return z.string().transform((text, issues): T => {
    const value = read(text)
    if (value !== null) return value
    issues.addIssue({ code: 'custom', message: 'not ours' })
    return z.NEVER
  })
}

/** A button's value. */
export function valueOf<T>(read: (text: string) => T | null) {
  return z.object({ value: carried(read) }).transform(({ value }) => value)
}

/** A button's value of exactly `count` ids. */
export function refs(count: number) {
  return valueOf((text) => readRef(text, count))
}

/** Input of what needs none. */
export const nothing = z.object({}).transform(() => undefined)
