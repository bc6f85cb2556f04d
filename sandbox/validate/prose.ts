/**
 * Slack's limits stand in the prose of `@slack/types`' doc comments, such as "Maximum length for the text in this field is 75
 * characters". This reads them as JSON Schema keywords.
 */

export interface Schema {
  $ref?: string
  type?: string
  const?: unknown
  enum?: unknown[]
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  if?: Schema
  then?: Schema
  definitions?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  pattern?: string
  $schema?: string
}

interface Limits {
  min?: number
  max?: number
}

const number = (digits: string | undefined): number | undefined =>
  digits === undefined ? undefined : Number(digits.replaceAll(',', ''))

/** The numbers of one sentence, both bounds included. */
function limitsOf(sentence: string): Limits {
  const range = /between (\d+) and (\d+)/.exec(sentence)
  if (range) return { min: Number(range[1]), max: Number(range[2]) }
  const below = number(/less than (\d[\d,]*) characters/.exec(sentence)?.[1])
  const max = number(/(?:\bmax(?:imum)?\b|\blimit\b|\bup to\b)[^.\d]*?(\d[\d,]*)/i.exec(sentence)?.[1])
  const min = number(/\bmin(?:imum)?\b[^.\d]*?(\d[\d,]*)/i.exec(sentence)?.[1])
  const limits: Limits = {}
  if (min !== undefined) limits.min = min
  if (below !== undefined) limits.max = below - 1
  else if (max !== undefined) limits.max = max
  return limits
}

/** Sentences of a description, without links (their addresses hold digits and dots). */
function sentences(description: string): string[] {
  return description
    .replaceAll(/\{@link [^}]*\}/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/e\.g\. /g, 'for example ')
    .split(/(?<=\.)\s/)
}

const textLimit = ({ min, max }: Limits): Schema => ({
  properties: {
    text: {
      ...(min === undefined ? {} : { minLength: min }),
      ...(max === undefined ? {} : { maxLength: max }),
    },
  },
})

function limitString(schema: Schema, { min, max }: Limits): void {
  if (min !== undefined) schema.minLength = min
  if (max !== undefined) schema.maxLength = max
}

function limitArray(schema: Schema, sentence: string, limits: Limits): void {
  if (schema.items && /\beach item\b/.test(sentence)) {
    schema.items = { allOf: [schema.items, textLimit(limits)] }
  } else if (schema.items && /\beach row\b/i.test(sentence)) {
    if (limits.max !== undefined) schema.items.maxItems = limits.max
  } else {
    if (limits.min !== undefined) schema.minItems = limits.min
    if (limits.max !== undefined) schema.maxItems = limits.max
  }
}

const FORMATS: [RegExp, string][] = [
  [/in the format `YYYY-MM-DD`/, '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'],
  [/in the format `HH:mm`/, '^([01]\\d|2[0-3]):[0-5]\\d$'],
]

function isText(schema: Schema): boolean {
  if (schema.$ref) return /\/(PlainTextElement|MrkdwnElement|TextObject)$/.test(schema.$ref)
  return schema.anyOf !== undefined && schema.anyOf.length > 0 && schema.anyOf.every(isText)
}

/** Adds to a property's schema what its description says of lengths, counts, bounds and formats; counts what it added. */
export function applyProse(schema: Schema): number {
  let added = 0
  for (const sentence of sentences(schema.description ?? '')) {
    const pattern = FORMATS.find(([words]) => words.test(sentence))?.[1]
    const limits = limitsOf(sentence)
    if (pattern && schema.type === 'string') {
      schema.pattern = pattern
      added += 1
    } else if (limits.min !== undefined || limits.max !== undefined) {
      if (schema.type === 'string') limitString(schema, limits)
      else if (schema.type === 'array') limitArray(schema, sentence, limits)
      else if (schema.type === 'number') {
        if (limits.min !== undefined) schema.minimum = limits.min
        if (limits.max !== undefined) schema.maximum = limits.max
      } else if (isText(schema)) {
        const { $ref, anyOf } = schema
        delete schema.$ref
        delete schema.anyOf
        schema.allOf = [$ref ? { $ref } : { anyOf: anyOf ?? [] }, textLimit(limits)]
      } else continue
      added += 1
    }
  }
  return added
}
