import { z } from 'zod'
import { readRef } from '../../views/refs.ts'

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

/** A button's value of exactly `count` ids, or up to `optional` more. */
export function refs(count: number, optional = 0) {
  return valueOf((text) => readRef(text, count, optional))
}

/** A modal's metadata of `count` ids, and the id of a kept response_url where there is one; with the form's fields. */
export function formOf<Fields extends z.ZodType>(count: number, fields: Fields) {
  return z.object({ metadata: carried((text) => readRef(text, count, 1)), fields })
}

/** A datepicker's value. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u)

/** A text that a person typed, without blanks around it; null where nothing is left. */
export const words = z
  .string()
  .max(2000)
  .transform((text) => (text.trim() === '' ? null : text.trim()))
  .nullish()
  .transform((text) => text ?? null)

/** Input of what needs none. */
export const nothing = z.object({}).transform(() => undefined)

/** A single checkbox. */
export const ticked = z
  .array(z.string())
  .optional()
  .transform((values) => (values ?? []).length > 0)
