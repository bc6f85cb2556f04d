import type {
  Button,
  ConfirmationDialog,
  Datepicker,
  ExternalSelect,
  MultiExternalSelect,
  MultiStaticSelect,
  PlainTextElement,
  PlainTextInput,
  PlainTextOption,
  StaticSelect,
} from '@slack/types'
import { cleanLine, cut } from './clean.ts'
import { BlockKitBug, LIMITS } from './limits.ts'
import { plain, plainLine } from './text.ts'

/** Something to choose: the value that comes back, and its words. */
export interface Item {
  readonly value: string
  readonly label: string
  readonly description?: string
}

/** A value that Slack would cut or refuse would come back as another one. */
function whole(value: string, limit: number, what: string): string {
  if (value.length > limit || value === '') {
    throw new BlockKitBug(`${what} must have 1 to ${limit} characters, not ${value.length}`)
  }
  return value
}

export function checkId(id: string, what: string): string {
  return whole(id, LIMITS.id, what)
}

export interface ConfirmText {
  readonly title: string
  readonly text: string
  readonly confirm: string
  readonly deny: string
  readonly danger?: boolean
}

function confirmation({ title, text, confirm, deny, danger }: ConfirmText): ConfirmationDialog {
  return {
    title: plainLine(title, LIMITS.confirmTitle),
    text: plain(text, LIMITS.confirmText),
    confirm: plainLine(confirm, LIMITS.confirmButton),
    deny: plainLine(deny, LIMITS.confirmButton),
    ...(danger ? { style: 'danger' } : {}),
  }
}

export interface ButtonText {
  readonly action: string
  readonly label: string
  /** Ids and versions only. */
  readonly value?: string
  readonly style?: 'primary' | 'danger'
  readonly confirm?: ConfirmText
  /** What a screen reader says, where the label alone does not say of which row it is. */
  readonly spoken?: string
}

export function button({ action, label, value, style, confirm, spoken }: ButtonText): Button {
  return {
    type: 'button',
    action_id: checkId(action, 'action_id'),
    text: plainLine(label, LIMITS.button),
    ...(value === undefined ? {} : { value: whole(value, LIMITS.buttonValue, 'a button value') }),
    ...(style ? { style } : {}),
    ...(confirm ? { confirm: confirmation(confirm) } : {}),
    ...(spoken ? { accessibility_label: cut(cleanLine(spoken), LIMITS.button) } : {}),
  }
}

export function option({ value, label, description }: Item): PlainTextOption {
  return {
    text: plainLine(label, LIMITS.option),
    value: whole(value, LIMITS.optionValue, 'an option value'),
    ...(description ? { description: plainLine(description, LIMITS.option) } : {}),
  }
}

interface Group {
  readonly label: PlainTextElement
  readonly options: PlainTextOption[]
}
type Options = { readonly options: PlainTextOption[] } | { readonly option_groups: Group[] }

/** Up to 100 options stand alone; more go into groups named by their first and last, up to 10,000. Beyond that a list wants an external select. */
function optionsOf(items: readonly Item[]): Options {
  const { options: size, optionGroups } = LIMITS
  if (items.length === 0 || items.length > size * optionGroups) {
    throw new BlockKitBug(`a select takes 1 to ${size * optionGroups} options, not ${items.length}`)
  }
  if (items.length <= size) return { options: items.map(option) }
  const groups: Group[] = []
  for (let start = 0; start < items.length; start += size) {
    const some = items.slice(start, start + size)
    const ends = [some[0], some.at(-1)].map((item) => cut(cleanLine(item?.label ?? ''), 36))
    groups.push({ label: plainLine(ends.join(' – '), LIMITS.option), options: some.map(option) })
  }
  return { option_groups: groups }
}

export interface SelectText {
  readonly action: string
  readonly items: readonly Item[]
  readonly chosen?: readonly string[]
  readonly placeholder?: string
}

function selectBase({ action, items, chosen = [], placeholder }: SelectText) {
  const initial = items.filter(({ value }) => chosen.includes(value)).map(option)
  const base = {
    action_id: checkId(action, 'action_id'),
    ...(placeholder ? { placeholder: plainLine(placeholder, LIMITS.placeholder) } : {}),
    ...optionsOf(items),
  }
  return { initial, base }
}

/** One of a list. */
export function select(given: SelectText): StaticSelect {
  const { initial, base } = selectBase(given)
  const [first] = initial
  return { type: 'static_select', ...base, ...(first ? { initial_option: first } : {}) }
}

/** Any number of a list. */
export function multiSelect(given: SelectText): MultiStaticSelect {
  const { initial, base } = selectBase(given)
  return { type: 'multi_static_select', ...base, ...(initial.length > 0 ? { initial_options: initial } : {}) }
}

/** A list too long to send: Slack asks for its options from the first letter on. */
export function externalSelect(given: {
  readonly action: string
  readonly chosen?: Item
  readonly placeholder?: string
}): ExternalSelect {
  const { action, chosen, placeholder } = given
  return {
    type: 'external_select',
    action_id: checkId(action, 'action_id'),
    min_query_length: 1,
    ...(placeholder ? { placeholder: plainLine(placeholder, LIMITS.placeholder) } : {}),
    ...(chosen ? { initial_option: option(chosen) } : {}),
  }
}

/** Any number of a list too long to send. */
export function multiExternalSelect(given: {
  readonly action: string
  readonly chosen?: readonly Item[]
  readonly placeholder?: string
}): MultiExternalSelect {
  const { action, chosen = [], placeholder } = given
  return {
    type: 'multi_external_select',
    action_id: checkId(action, 'action_id'),
    min_query_length: 1,
    ...(placeholder ? { placeholder: plainLine(placeholder, LIMITS.placeholder) } : {}),
    ...(chosen.length > 0 ? { initial_options: chosen.map(option) } : {}),
  }
}

export function textInput(given: {
  readonly action: string
  readonly initial?: string
  readonly placeholder?: string
  readonly multiline?: boolean
  readonly max?: number
}): PlainTextInput {
  const { action, initial, placeholder, multiline, max = LIMITS.inputText } = given
  return {
    type: 'plain_text_input',
    action_id: checkId(action, 'action_id'),
    max_length: Math.min(max, LIMITS.inputText),
    ...(multiline ? { multiline } : {}),
    ...(placeholder ? { placeholder: plainLine(placeholder, LIMITS.placeholder) } : {}),
    // Cut without …, which would come back as if it had been typed.
    ...(initial ? { initial_value: Array.from(initial).slice(0, max).join('') } : {}),
  }
}

export function datepicker(given: {
  readonly action: string
  readonly initial?: string
  readonly placeholder?: string
}): Datepicker {
  const { action, initial, placeholder } = given
  return {
    type: 'datepicker',
    action_id: checkId(action, 'action_id'),
    ...(initial ? { initial_date: initial } : {}),
    ...(placeholder ? { placeholder: plainLine(placeholder, LIMITS.placeholder) } : {}),
  }
}
