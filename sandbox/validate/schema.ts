import { readFileSync } from 'node:fs'
import type { ErrorObject, ValidateFunction } from 'ajv'
import { Ajv } from 'ajv'

/** A fault found in a payload, worded and placed as Slack does: `[ERROR] … [json-pointer:/view/title/text]`. */
export interface Fault {
  message: string
  pointer: string
}

const ajv = new Ajv({ allErrors: true, strict: false })
ajv.addSchema(
  JSON.parse(readFileSync(new URL('./slack.schema.json', import.meta.url), 'utf8')) as object,
  'slack',
)

function compiled(definition: string): ValidateFunction {
  const validate = ajv.getSchema(`slack#/definitions/${definition}`)
  if (!validate) throw new Error(`no definition ${definition} in slack.schema.json`)
  return validate as ValidateFunction
}

type Wording = (params: Record<string, unknown>, data: ErrorObject) => string

const WORDING: Record<string, Wording> = {
  maxLength: ({ limit }) => `must be less than ${Number(limit) + 1} characters`,
  minLength: ({ limit }) => `must be more than ${Number(limit) - 1} characters`,
  maxItems: ({ limit }) => `no more than ${Number(limit)} items allowed`,
  minItems: ({ limit }) => `no fewer than ${Number(limit)} items required`,
  maximum: ({ limit }) => `must be a maximum of ${Number(limit)}`,
  minimum: ({ limit }) => `must be a minimum of ${Number(limit)}`,
  required: ({ missingProperty }) => `missing required field: ${String(missingProperty)}`,
  additionalProperties: ({ additionalProperty }) =>
    `invalid additional property: ${String(additionalProperty)}`,
  type: ({ type }) => `must provide a valid ${String(type)}`,
  enum: (_, { instancePath }) =>
    instancePath.endsWith('/type') ? 'unsupported type' : 'must be one of the allowed values',
  const: () => 'unsupported type',
  pattern: () => 'must match the required format',
}

/** `if` only repeats what its branch says; `oneOf` says it for each alternative. */
const SILENT = new Set(['if', 'anyOf'])

/** Checks a value against a definition of the generated schema. `base` is the pointer of the value in its call. */
export function checkShape(definition: string, value: unknown, base: string): Fault[] {
  const validate = compiled(definition)
  if (validate(value)) return []
  const faults = (validate.errors ?? [])
    .filter((error) => !SILENT.has(error.keyword))
    .map((error) => ({
      message: (WORDING[error.keyword] ?? (() => error.message ?? error.keyword))(error.params, error),
      pointer: base + error.instancePath,
    }))
  const seen = new Set<string>()
  return faults.filter(({ message, pointer }) => {
    const key = `${pointer} ${message}`
    return !seen.has(key) && seen.add(key)
  })
}

/** Slack's line for `response_metadata.messages`. */
export const faultLine = ({ message, pointer }: Fault): string =>
  `[ERROR] ${message} [json-pointer:${pointer}]`
