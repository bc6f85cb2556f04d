/**
 * Writes `slack.schema.json`, the JSON Schema of Block Kit and views, from the types and doc comments of `@slack/types`.
 *
 *   tsx sandbox/validate/generate.ts           writes the file
 *   tsx sandbox/validate/generate.ts --check   exits 1 if the committed file differs, and changes nothing
 *
 * An upgrade of `@slack/types` thus shows its changed limits as a diff.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createGenerator } from 'ts-json-schema-generator'
import { correct } from './corrections.ts'
import type { Schema } from './prose.ts'
import { applyProse } from './prose.ts'

const FILE = fileURLToPath(new URL('./slack.schema.json', import.meta.url))

/** Visits every schema below and including this one, children first. */
function visit(schema: Schema, see: (schema: Schema) => void): void {
  for (const child of Object.values(schema.properties ?? {})) visit(child, see)
  for (const child of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
    visit(child, see)
  for (const child of [schema.items, schema.if, schema.then]) if (child) visit(child, see)
  for (const child of Object.values(schema.definitions ?? {})) visit(child, see)
  see(schema)
}

/** `anyOf` of object literals that differ in a key or two becomes one object: "exactly one of these keys". */
function mergeVariants(schema: Schema): void {
  const variants = schema.anyOf
  if (!variants?.every((variant) => variant.properties)) return
  const common = variants
    .map((variant) => variant.required ?? [])
    .reduce((all, keys) => all.filter((key) => keys.includes(key)))
  delete schema.anyOf
  Object.assign(schema, {
    type: 'object',
    properties: Object.assign({}, ...variants.map((variant) => variant.properties)),
    required: common,
    additionalProperties: false,
    oneOf: variants.map((variant) => ({
      required: (variant.required ?? []).filter((key) => !common.includes(key)),
    })),
  })
}

const nameOf = (ref: string): string => ref.replace('#/definitions/', '')

/** The tagged types behind a reference, those of nested unions included; null where a type has no tag. */
function tagged(ref: string, definitions: Record<string, Schema>): [string, string][] | null {
  const target = definitions[nameOf(ref)]
  const tag = target?.properties?.['type']?.const
  if (typeof tag === 'string') return [[tag, ref]]
  if (!target?.anyOf) return null
  const below = target.anyOf.map((member) => (member.$ref ? tagged(member.$ref, definitions) : null))
  return below.every((one) => one !== null) ? below.flat() : null
}

/** `anyOf` of tagged types becomes a choice by `type`, so that an error names the field and not every alternative. */
function chooseByType(schema: Schema, definitions: Record<string, Schema>): void {
  const members = schema.anyOf?.map((member) => (member.$ref ? tagged(member.$ref, definitions) : null))
  if (!members?.every((member) => member !== null)) return
  const cases = members.flat()
  delete schema.anyOf
  schema.type = 'object'
  schema.required = ['type']
  schema.properties = { type: { enum: cases.map(([tag]) => tag) } }
  schema.allOf = [
    ...(schema.allOf ?? []),
    ...cases.map(([tag, ref]) => ({
      if: { properties: { type: { const: tag } }, required: ['type'] },
      // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema's own keyword
      then: { $ref: ref },
    })),
  ]
}

/** The schema as text, ready to be written. */
export function generate(): string {
  const types = dirname(createRequire(import.meta.url).resolve('@slack/types/package.json'))
  const schema = createGenerator({
    path: join(types, 'dist/index.d.ts'),
    type: 'View',
    skipTypeCheck: true,
    sortProps: true,
  }).createSchema('View') as Schema
  const definitions = schema.definitions ?? {}
  visit(schema, (one) => {
    for (const property of Object.values(one.properties ?? {})) applyProse(property)
  })
  visit(schema, mergeVariants)
  correct(definitions)
  // Unions are resolved on a copy: a union inside a union must still be seen as one.
  const originals = structuredClone(definitions)
  visit(schema, (one) => chooseByType(one, originals))
  visit(schema, (one) => delete one.description)
  return `${JSON.stringify({ $schema: schema.$schema, definitions }, null, 1)}\n`
}

function run(): void {
  const text = generate()
  if (!process.argv.includes('--check')) writeFileSync(FILE, text)
  else if (readFileSync(FILE, 'utf8') !== text) {
    process.stderr.write(
      'sandbox/validate/slack.schema.json does not match @slack/types. Run: npx tsx sandbox/validate/generate.ts\n',
    )
    process.exitCode = 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) run()
