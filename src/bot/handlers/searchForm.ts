import { z } from 'zod'
import type { Conditions } from '../../domain/search/conditions.ts'
import { conditionsFromForm, formFromConditions } from '../../domain/search/form.ts'
import type { FormValues } from '../../domain/search/formControls.ts'
import { fieldLabel, type Grammar } from '../../domain/search/grammar.ts'
import { parseSearch } from '../../domain/search/language.ts'
import { type FormControl, type FormState, searchModal } from '../../views/searchForm.ts'
import { textOf } from '../../views/text.ts'
import type { Call } from '../answer/route.ts'
import type { Searching } from './searching.ts'

/** The form's metadata, as it comes back. */
export const FORM_STATE = z.object({
  society: z.number().int(),
  reply: z.number().int().optional(),
  unfolded: z.boolean(),
  resets: z.number().int(),
  ranges: z.number().int(),
})

/** What was typed so far; keys are checked against the caller's grammar later. */
export const FORM_FIELDS = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

function controlsOf(grammar: Grammar): readonly FormControl[] {
  return grammar.fields.flatMap((field): FormControl[] => {
    if (field.form === 'language') return []
    const base = { id: field.id, label: fieldLabel(field), detail: field.form === 'detail' }
    if (field.kind === 'text') return [{ ...base, kind: 'text', choices: [] }]
    if (field.kind === 'date') return [{ ...base, kind: 'date', choices: [] }]
    if (field.kind !== 'choice') return []
    return [{ ...base, kind: field.many ? 'many' : 'one', choices: grammar.choices(field) }]
  })
}

/** The form with its order as one choice, `applied-desc`. */
type Values = Readonly<Record<string, string | readonly string[] | null | undefined>>

/** Draws the form. */
export function drawForm(call: Call, { grammar }: Searching, state: FormState, values: Values) {
  const given = {
    state,
    controls: controlsOf(grammar),
    values,
    sorts: grammar.sortChoices(),
    societies: call.societies,
  }
  return searchModal(given, textOf(call.locale))
}

/** Values that show conditions; without any, those of an empty search. */
export function valuesOf(
  conditions: Conditions | undefined,
  { grammar, today }: Searching,
  { locale }: Call,
): Values {
  const empty = parseSearch('', grammar, today)
  const shown = conditions ?? (empty.ok ? empty.conditions : undefined)
  if (shown === undefined) return {}
  const { sort, direction, ...values } = formFromConditions(shown, grammar, locale)
  return { ...values, sort: typeof sort === 'string' ? `${sort}-${String(direction)}` : null }
}

/** Whether a value stands where the folded form does not show it. */
export function needsUnfolding(values: Values, { grammar }: Searching): boolean {
  const detail = new Set(controlsOf(grammar).flatMap(({ id, detail: hidden }) => (hidden ? [id] : [])))
  return Object.entries(values).some(([id, value]) => {
    const filled = value !== null && value !== undefined && value.length > 0
    return filled && (detail.has(id) || id.startsWith('applied'))
  })
}

/** The conditions of a submitted form, or its errors. */
export function readForm(fields: z.infer<typeof FORM_FIELDS>, { grammar, today }: Searching) {
  const { sort, society: _society, ...rest } = fields
  const [by, direction] = typeof sort === 'string' ? sort.split('-') : []
  const form: FormValues = by === undefined ? rest : { ...rest, sort: by, direction: direction ?? 'asc' }
  return conditionsFromForm(form, grammar, today)
}
