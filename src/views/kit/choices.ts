import type {
  Checkboxes,
  ConversationsSelect,
  FileInput,
  NumberInput,
  PlainTextOption,
  RadioButtons,
  StaticSelect,
  UsersSelect,
} from '@slack/types'
import { checkId, type Item, option } from './elements.ts'
import { BlockKitBug, LIMITS } from './limits.ts'
import { plainLine } from './text.ts'

export interface ChoicesText {
  readonly action: string
  readonly items: readonly Item[]
  readonly chosen?: readonly string[]
}

function choicesOf(items: readonly Item[]): PlainTextOption[] {
  if (items.length === 0 || items.length > LIMITS.choices)
    throw new BlockKitBug(`choices take 1 to ${LIMITS.choices} options, not ${items.length}`)
  return items.map(option)
}

/** Boxes to tick, up to ten. */
export function checkboxes({ action, items, chosen = [] }: ChoicesText): Checkboxes {
  const initial = items.filter(({ value }) => chosen.includes(value)).map(option)
  return {
    type: 'checkboxes',
    action_id: checkId(action, 'action_id'),
    options: choicesOf(items),
    ...(initial.length > 0 ? { initial_options: initial } : {}),
  }
}

/** One of up to ten, all in sight. */
export function radio({ action, items, chosen = [] }: ChoicesText): RadioButtons {
  const initial = items.find(({ value }) => chosen.includes(value))
  return {
    type: 'radio_buttons',
    action_id: checkId(action, 'action_id'),
    options: choicesOf(items),
    ...(initial === undefined ? {} : { initial_option: option(initial) }),
  }
}

/** One of a list under headings; up to 100 under each of up to 100. */
export function groupedSelect(given: {
  readonly action: string
  readonly groups: readonly { readonly label: string; readonly items: readonly Item[] }[]
  readonly chosen?: string
  readonly placeholder?: string
}): StaticSelect {
  const { action, groups, chosen, placeholder } = given
  if (groups.length === 0 || groups.length > LIMITS.optionGroups)
    throw new BlockKitBug(`a select takes 1 to ${LIMITS.optionGroups} groups, not ${groups.length}`)
  const initial = groups.flatMap(({ items }) => items).find(({ value }) => value === chosen)
  return {
    type: 'static_select',
    action_id: checkId(action, 'action_id'),
    option_groups: groups.map(({ label, items }) => {
      if (items.length === 0 || items.length > LIMITS.options)
        throw new BlockKitBug(`a group takes 1 to ${LIMITS.options} options, not ${items.length}`)
      return { label: plainLine(label, LIMITS.option), options: items.map(option) }
    }),
    ...(initial === undefined ? {} : { initial_option: option(initial) }),
    ...(placeholder ? { placeholder: plainLine(placeholder, LIMITS.placeholder) } : {}),
  }
}

/** Somebody of the workspace. */
export function usersSelect({
  action,
  placeholder,
}: {
  readonly action: string
  readonly placeholder?: string
}): UsersSelect {
  return {
    type: 'users_select',
    action_id: checkId(action, 'action_id'),
    ...(placeholder ? { placeholder: plainLine(placeholder, LIMITS.placeholder) } : {}),
  }
}

/** One file of at most 10 MB. What it is called says nothing of what it is. */
export function fileInput({
  action,
  types,
}: {
  readonly action: string
  readonly types: readonly string[]
}): FileInput {
  return { type: 'file_input', action_id: checkId(action, 'action_id'), filetypes: [...types], max_files: 1 }
}

/** A whole number, both ends included; it comes back as text. */
export function numberInput(given: {
  readonly action: string
  readonly initial?: number
  readonly least?: number
  readonly most?: number
  readonly placeholder?: string
}): NumberInput {
  const { action, initial, least, most, placeholder } = given
  return {
    type: 'number_input',
    action_id: checkId(action, 'action_id'),
    is_decimal_allowed: false,
    ...(initial === undefined ? {} : { initial_value: String(initial) }),
    ...(least === undefined ? {} : { min_value: String(least) }),
    ...(most === undefined ? {} : { max_value: String(most) }),
    ...(placeholder ? { placeholder: plainLine(placeholder, LIMITS.placeholder) } : {}),
  }
}

/** A channel of the workspace, public or private; no direct messages. */
export function channelSelect({
  action,
  chosen,
  placeholder,
}: {
  readonly action: string
  readonly chosen?: string
  readonly placeholder?: string
}): ConversationsSelect {
  return {
    type: 'conversations_select',
    action_id: checkId(action, 'action_id'),
    filter: { include: ['public', 'private'], exclude_bot_users: true },
    ...(chosen === undefined ? {} : { initial_conversation: chosen }),
    ...(placeholder ? { placeholder: plainLine(placeholder, LIMITS.placeholder) } : {}),
  }
}
