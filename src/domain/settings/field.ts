import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Label } from '../members/row.ts'

/** One value of a setting; a list for what can be several, in order. */
export type Value = string | number | null | readonly string[]
export type Values = Readonly<Record<string, Value>>

/** Something to choose. Without a label of the society's own the views have the words for the value. */
export interface Choice {
  readonly value: string
  readonly label: Label | null
}

interface Common {
  /** The key of its value; the views have its name, unless it is the fee of a year. */
  readonly key: string
  readonly feeOf?: { readonly year: number; readonly item: Label }
}

/** How a value is typed or chosen. */
export type Field = Common &
  (
    | { readonly kind: 'line' | 'lines'; readonly required: boolean; readonly most: number }
    | { readonly kind: 'number'; readonly required: boolean; readonly least: number; readonly most: number }
    | { readonly kind: 'day' | 'channel'; readonly required: boolean }
    | { readonly kind: 'choice'; readonly required: boolean; readonly choices: readonly Choice[] }
    | { readonly kind: 'flags'; readonly choices: readonly Choice[] }
  )

export const line = (key: string, most = 100, required = true): Field => ({
  key,
  kind: 'line',
  required,
  most,
})
export const number = (key: string, least: number, most: number, required = true): Field => ({
  key,
  kind: 'number',
  required,
  least,
  most,
})
export const choice = (key: string, choices: readonly Choice[], required = true): Field => ({
  key,
  kind: 'choice',
  required,
  choices,
})
export const flags = (key: string, choices: readonly (Choice | string)[]): Field => ({
  key,
  kind: 'flags',
  choices: choices.map((one) => (typeof one === 'string' ? worded(one) : one)),
})
export const worded = (value: string): Choice => ({ value, label: null })

/** 廃止: no longer offered, but kept for those who have it. */
export const RETIRED = flags('state', ['retired'])
export const isRetired = (values: Values): boolean => listOf(values, 'state').includes('retired')
export const stateOf = (retired: boolean): readonly string[] => (retired ? ['retired'] : [])

export function textOf(values: Values, key: string): string {
  const value = values[key]
  return typeof value === 'string' ? value : ''
}

export function numberOf(values: Values, key: string): number | null {
  const value = values[key]
  return typeof value === 'number' ? value : null
}

export function listOf(values: Values, key: string): readonly string[] {
  const value = values[key]
  return Array.isArray(value) ? (value as readonly string[]) : []
}

/** What a form sent, as values of these fields. Errors: setting-invalid, setting-range, too-long. */
export function readValues(
  fields: readonly Field[],
  sent: Readonly<Record<string, unknown>>,
): Result<Values, DomainError> {
  const values: Record<string, Value> = {}
  for (const field of fields) {
    const read = readValue(field, sent[field.key])
    if (!read.ok) return read
    values[field.key] = read.value
  }
  return ok(values)
}

function readValue(field: Field, sent: unknown): Result<Value, DomainError> {
  const { key } = field
  if (field.kind === 'flags') {
    const chosen = Array.isArray(sent) ? sent.map(String) : []
    return ok(field.choices.map(({ value }) => value).filter((value) => chosen.includes(value)))
  }
  const text = typeof sent === 'string' ? sent.normalize('NFC').trim() : ''
  if (text === '')
    return field.required ? err({ code: 'setting-invalid', field: key, fault: 'required' }) : ok(null)
  if (field.kind === 'number') {
    const value = Number(text)
    if (!Number.isSafeInteger(value))
      return err({ code: 'setting-invalid', field: key, fault: 'whole-number' })
    const { least, most } = field
    return value < least || value > most ? err({ code: 'setting-range', field: key, least, most }) : ok(value)
  }
  if (field.kind === 'line' || field.kind === 'lines')
    return text.length > field.most ? err({ code: 'too-long', field: key, limit: field.most }) : ok(text)
  const known = field.kind !== 'choice' || field.choices.some(({ value }) => value === text)
  return known ? ok(text) : err({ code: 'setting-invalid', field: key, fault: 'required' })
}
