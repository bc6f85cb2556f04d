import type { InputBlock, KnownBlock } from '@slack/types'
import type { FieldControl, FormField } from '../../domain/members/fields.ts'
import { EMPTY_CHOICE, fieldAction, fieldBlock } from '../fieldIds.ts'
import { ACTION, block } from '../ids.ts'
import { actions, button, datepicker, input, numberInput, radio, select, textInput } from '../kit.ts'
import { ref } from '../refs.ts'
import type { Text } from '../text.ts'

/** What a field is called. */
export function fieldLabel({ key, label }: Pick<FormField, 'key' | 'label'>, text: Text): string {
  return label === null ? (text.editing.fields[key] ?? key) : text.pick(label)
}

/** A value in words: the label of a choice, or what was typed. */
export function valueWords(
  { key, control }: Pick<FormField, 'key' | 'control'>,
  value: string | null,
  text: Text,
): string {
  if (value === null) return text.editing.empty
  return control.kind === 'choice' ? choiceWords(key, control, value, text) : value
}

function choiceWords(
  key: string,
  { choices }: Extract<FieldControl, { readonly kind: 'choice' }>,
  value: string,
  { editing, pick }: Text,
): string {
  const label = choices.find((choice) => choice.value === value)?.label ?? null
  return label === null ? (editing.choices[key]?.[value] ?? value) : pick(label)
}

/**
 * The control of a field, filled with its value.
 *
 * @param resets how often it was filled by us: what was typed stays for as long as the block_id does
 */
export function fieldInput(field: FormField, text: Text, resets = 0): InputBlock {
  const hint = text.editing.hints[field.key]
  return input({
    id: fieldBlock(field.key, resets),
    label: fieldLabel(field, text),
    element: elementOf(field, text),
    required: field.required,
    ...(hint === undefined ? {} : { hint }),
  })
}

/** Below a postal code: the button that fills in what it says of the address. */
export function postalBlocks(
  { key }: Pick<FormField, 'key'>,
  societyId: number,
  { editing }: Text,
): KnownBlock[] {
  if (key !== 'postalCode') return []
  const fill = { action: ACTION.fillAddress, label: editing.fillAddress, value: ref(societyId) }
  return [actions(block('postal'), [button(fill)])]
}

function elementOf(field: FormField, text: Text): InputBlock['element'] {
  const { key, control, value } = field
  const action = fieldAction(key)
  switch (control.kind) {
    case 'text':
      return textInput({
        action,
        max: control.most,
        ...(control.long ? { multiline: true } : {}),
        ...(value === null ? {} : { initial: value }),
      })
    case 'day':
      return datepicker({ action, ...(value === null ? {} : { initial: value }) })
    case 'count':
      return numberInput({
        action,
        least: 1,
        most: control.most,
        ...(value === null ? {} : { initial: Number(value) }),
      })
    case 'choice':
      return choiceOf(field, control, text)
  }
}

/** Two choices that must be made stand in sight; of more one is picked. What can be left empty can be emptied again. */
function choiceOf(
  { key, required, value }: FormField,
  control: Extract<FieldControl, { readonly kind: 'choice' }>,
  text: Text,
): InputBlock['element'] {
  const { editing } = text
  const action = fieldAction(key)
  const values = control.choices.map((choice) => choice.value)
  // What stands in an old record and is no choice any more may stay.
  const all = value === null || values.includes(value) ? values : [...values, value]
  const items = all.map((one) => ({
    value: one.slice(0, LONGEST),
    label: choiceWords(key, control, one, text),
  }))
  const chosen = value === null ? [] : [value.slice(0, LONGEST)]
  if (required && control.choices.every(({ label }) => label === null))
    return radio({ action, items, chosen })
  return select({
    action,
    items: required ? items : [{ value: EMPTY_CHOICE, label: editing.empty }, ...items],
    chosen,
    placeholder: editing.choose,
  })
}

/** A choice's value goes through Slack up to this length. */
const LONGEST = 75
