/** The state of interactive elements: what they start with, what a person may put into them. */
import { allBlocks, checkShape, elementsOf, objects, optionsOf } from '../validate/index.ts'
import { Refusal } from './http.ts'
import type { Block, ElementState, Json, StateValues } from './model.ts'

interface StateField {
  key: string
  initial: string
  empty: unknown
}

const text: StateField = { key: 'value', initial: 'initial_value', empty: null }
const option: StateField = { key: 'selected_option', initial: 'initial_option', empty: null }
const manyOptions: StateField = { key: 'selected_options', initial: 'initial_options', empty: [] }

/** Elements that keep a state, with the key of Slack's state object. Buttons and overflow menus keep none. */
const FIELDS: Record<string, StateField> = {
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: text,
  rich_text_input: { key: 'rich_text_value', initial: 'initial_value', empty: null },
  static_select: option,
  external_select: option,
  radio_buttons: option,
  checkboxes: manyOptions,
  multi_static_select: manyOptions,
  multi_external_select: manyOptions,
  users_select: { key: 'selected_user', initial: 'initial_user', empty: null },
  conversations_select: { key: 'selected_conversation', initial: 'initial_conversation', empty: null },
  channels_select: { key: 'selected_channel', initial: 'initial_channel', empty: null },
  multi_users_select: { key: 'selected_users', initial: 'initial_users', empty: [] },
  multi_conversations_select: { key: 'selected_conversations', initial: 'initial_conversations', empty: [] },
  multi_channels_select: { key: 'selected_channels', initial: 'initial_channels', empty: [] },
  datepicker: { key: 'selected_date', initial: 'initial_date', empty: null },
  timepicker: { key: 'selected_time', initial: 'initial_time', empty: null },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time', empty: null },
  file_input: { key: 'files', initial: 'initial_files', empty: [] },
}

export const fieldOf = (element: Json): StateField | undefined => FIELDS[String(element['type'])]

export interface FoundElement {
  block: Block
  element: Json
}

/** The element of a block by its ids; null where the blocks hold none. */
export function findElement(blocks: Block[], blockId: unknown, actionId: unknown): FoundElement | null {
  for (const { block } of allBlocks(blocks, '')) {
    if (block['block_id'] !== blockId) continue
    const found = elementsOf(block).find(({ element }) => element['action_id'] === actionId)
    if (found) return { block: block as Block, element: found.element }
  }
  return null
}

/** Whether a kept option can still be chosen in the element as it is now. */
function stillOffered(element: Json, state: ElementState): boolean {
  const offered = optionsOf(element)
  if (offered.length === 0) return true
  const chosen = [state['selected_option'], ...objects(state['selected_options'])].filter(Boolean) as Json[]
  return chosen.every((one) => offered.some((candidate) => candidate['value'] === one['value']))
}

function initialState(element: Json, field: StateField, channel: string | null): ElementState {
  const current = element['default_to_current_conversation'] === true ? channel : null
  const value =
    element[field.initial] ?? (field.key === 'selected_conversation' ? current : null) ?? field.empty
  return { type: String(element['type']), [field.key]: value }
}

/**
 * The state of all elements of a view or message. What `before` holds stays only where block_id, action_id and type are the
 * same, as in Slack; everything else starts with its initial value.
 */
export function stateFor(blocks: Block[], before: StateValues, channel: string | null): StateValues {
  const values: StateValues = {}
  for (const { block } of allBlocks(blocks, '')) {
    for (const { element } of elementsOf(block)) {
      const field = fieldOf(element)
      if (!field) continue
      const blockId = String(block['block_id'])
      const actionId = String(element['action_id'])
      const kept = before[blockId]?.[actionId]
      const of = (values[blockId] ??= {})
      const keeps = kept !== undefined && kept.type === element['type'] && stillOffered(element, kept)
      of[actionId] = keeps ? kept : initialState(element, field, channel)
    }
  }
  return values
}

const valueOf = (given: unknown): unknown =>
  typeof given === 'object' && given !== null ? (given as Json)['value'] : given

function chosenOption(element: Json, given: unknown, suggested: Json[]): Json {
  const offered = [
    ...optionsOf(element),
    ...suggested,
    ...(element['initial_option'] ? [element['initial_option'] as Json] : []),
    ...objects(element['initial_options']),
  ]
  const found = offered.find((candidate) => candidate['value'] === valueOf(given))
  if (found) return found
  const external = String(element['type']).includes('external')
  if (external && checkShape('PlainTextOption', given, '').length === 0) return given as Json
  throw new Refusal(400, 'option_not_found', { action_id: element['action_id'] })
}

/** What the page or a script may say about people, channels and files when it fills in an element. */
export interface Known {
  user: (id: unknown) => boolean
  channel: (id: unknown) => boolean
  /** The full file object of a file that this person has uploaded. */
  file: (given: unknown) => Json | null
  /** Options that the app has suggested for this element so far. */
  suggested: Json[]
}

function accepted(element: Json, key: string, given: unknown, known: Known): unknown {
  const wrong = () => new Refusal(400, 'invalid_value', { action_id: element['action_id'], key })
  const each = (read: (one: unknown) => unknown): unknown[] => {
    if (!Array.isArray(given)) throw wrong()
    const most = element['max_selected_items'] ?? element['max_files']
    if (typeof most === 'number' && given.length > most) throw new Refusal(400, 'too_many_selected', { most })
    return given.map(read)
  }
  const id = (check: (id: unknown) => boolean) => (one: unknown) => {
    if (check(one)) return one
    throw wrong()
  }
  const file = (one: unknown): Json => {
    const found = known.file(one)
    if (found) return found
    throw new Refusal(400, 'file_not_found')
  }
  const matching = (pattern: RegExp) => {
    if (typeof given === 'string' && pattern.test(given)) return given
    throw wrong()
  }
  if (key === 'selected_option') return chosenOption(element, given, known.suggested)
  if (key === 'selected_options') return each((one) => chosenOption(element, one, known.suggested))
  if (key === 'selected_user') return id(known.user)(given)
  if (key === 'selected_users') return each(id(known.user))
  if (key === 'selected_conversation' || key === 'selected_channel') return id(known.channel)(given)
  if (key === 'selected_conversations' || key === 'selected_channels') return each(id(known.channel))
  if (key === 'selected_date') return matching(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  if (key === 'selected_time') return matching(/^([01]\d|2[0-3]):[0-5]\d$/)
  if (key === 'files') return each(file)
  if (key === 'selected_date_time' ? typeof given === 'number' : typeof given === 'string') return given
  if (key === 'rich_text_value') return given
  throw wrong()
}

/**
 * Reads a state object (or an action's `value`, `selected_option`, …) for an element.
 * @throws Refusal where a person could not have put that in.
 */
export function readState(element: Json, given: Json, known: Known): ElementState {
  const field = fieldOf(element)
  if (!field) throw new Refusal(400, 'element_keeps_no_state', { action_id: element['action_id'] })
  const type = String(element['type'])
  const raw = given[field.key]
  if (raw === undefined || raw === null || raw === '') return { type, [field.key]: field.empty }
  return { type, [field.key]: accepted(element, field.key, raw, known) }
}
