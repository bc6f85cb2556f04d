import type { z } from 'zod'
import { fieldOfBlock } from '../../views/fieldIds.ts'
import type { ViewPayload } from '../slack/interaction.ts'

type State = Readonly<Record<string, unknown>>

/** A file that was dropped into a form. */
export interface FormFile {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly url: string
}

/** One field that zod did not take. `field` is empty where the fault lies outside the form. */
export interface FieldIssue {
  readonly field: string
  readonly issue: z.core.$ZodIssue
}

/** For each type of element the key that holds its state (Slack's `view.state.values`). */
const SINGLE: Readonly<Record<string, string>> = {
  plain_text_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  number_input: 'value',
  users_select: 'selected_user',
  channels_select: 'selected_channel',
  conversations_select: 'selected_conversation',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
  rich_text_input: 'rich_text_value',
}
const LISTS: Readonly<Record<string, string>> = {
  multi_users_select: 'selected_users',
  multi_channels_select: 'selected_channels',
  multi_conversations_select: 'selected_conversations',
}
const CHOICE = new Set(['static_select', 'external_select', 'radio_buttons'])
const CHOICES = new Set(['multi_static_select', 'multi_external_select', 'checkboxes'])

function valueOf(state: State): unknown {
  const type = String(state['type'])
  if (Object.hasOwn(SINGLE, type)) return state[SINGLE[type] ?? '']
  if (Object.hasOwn(LISTS, type)) return state[LISTS[type] ?? ''] ?? []
  if (CHOICE.has(type)) return (state['selected_option'] as State | null | undefined)?.['value']
  if (CHOICES.has(type))
    return ((state['selected_options'] ?? []) as readonly State[]).map((option) => option['value'])
  if (type === 'file_input') return ((state['files'] ?? []) as readonly State[]).map(fileOf)
  return undefined
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function fileOf(file: State): FormFile {
  return {
    id: textOf(file['id']),
    name: textOf(file['name']),
    size: Number(file['size'] ?? 0),
    url: textOf(file['url_private_download']),
  }
}

/**
 * `view.state.values` as a plain record, one key a field: `block_id` is the field, with `#n` once it was reset. What was
 * left empty has no key; several choices and files are lists, empty ones too.
 */
export function formRecord(values: ViewPayload['values']): Record<string, unknown> {
  const record: Record<string, unknown> = {}
  for (const [blockId, elements] of Object.entries(values))
    for (const state of Object.values(elements)) {
      const value = valueOf(state as State)
      if (value !== undefined && value !== null && value !== '') record[fieldOfBlock(blockId)] = value
    }
  return record
}

/** The first issue of each field, in order. */
export function issuesOf(error: z.ZodError): readonly FieldIssue[] {
  const issues = new Map<string, FieldIssue>()
  for (const issue of error.issues) {
    const [part, field] = issue.path
    const key = part === 'fields' && typeof field === 'string' ? field : ''
    if (!issues.has(key)) issues.set(key, { field: key, issue })
  }
  return [...issues.values()]
}

/** A field of several controls, such as `settlements-12`, has the key of the whole before its hyphen. */
function shows(blockId: string, field: string): boolean {
  const own = fieldOfBlock(blockId)
  return own === field || own.startsWith(`${field}-`)
}

/**
 * Errors by the block_id that shows the field now, the first of a field of several. Undefined when one of them has no input block on the screen: Slack
 * would drop it in silence, so the caller answers with another screen.
 */
export function errorsOnScreen(
  view: ViewPayload,
  errors: readonly { readonly field: string; readonly text: string }[],
): Record<string, string> | undefined {
  const shown: Record<string, string> = {}
  for (const { field, text } of errors) {
    const target = view.blocks.find(({ blockId, input }) => input && shows(blockId, field))
    if (target === undefined) return undefined
    shown[target.blockId] = text
  }
  return shown
}
