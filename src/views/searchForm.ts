import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import type { Choice } from '../domain/search/choices.ts'
import { fieldAction, fieldBlock } from './fieldIds.ts'
import { ACTION, block, CALLBACK, RANGE_IDS, rangeAction } from './ids.ts'
import {
  actions,
  button,
  datepicker,
  divider,
  externalSelect,
  input,
  modal,
  multiExternalSelect,
  multiSelect,
  select,
  textInput,
} from './kit.ts'
import { societyName, type Text } from './text.ts'

/** One control of the form, in the form's order. */
export interface FormControl {
  readonly id: string
  readonly label: { readonly ja: string; readonly en: string }
  readonly kind: 'text' | 'one' | 'many' | 'date'
  readonly detail: boolean
  readonly choices: readonly Choice[]
}

/** What the form carries from one screen to the next, in its metadata; ids and counters only. */
export interface FormState {
  readonly society: number
  /** The kept response_url that results go to. */
  readonly reply?: number | undefined
  readonly unfolded: boolean
  /** How often we emptied or filled every control, and the dates: Slack keeps what was typed while the block_id stays. */
  readonly resets: number
  readonly ranges: number
}

export interface FormGiven {
  readonly state: FormState
  readonly controls: readonly FormControl[]
  /** Values by control id, and appliedFrom, appliedTo, sort (`applied-desc`), query. */
  readonly values: Readonly<Record<string, string | readonly string[] | null | undefined>>
  readonly sorts: readonly Choice[]
  /** More than one: the caller may choose. */
  readonly societies: readonly {
    readonly id: number
    readonly name: string
    readonly nameEn: string | null
  }[]
}

/** Slack sends at most this many options with a view; longer lists are asked for letter by letter. */
const LONG_LIST = 100
const MOST_TEXT = 500
const MOST_QUERY = 2000

/** The search form. The common conditions come first; the rest unfolds and nothing that was typed is lost. */
export function searchModal(given: FormGiven, text: Text): ModalView {
  const { state } = given
  const { search } = text.screens
  const controls = given.controls.filter(({ detail }) => !detail || state.unfolded)
  return modal({
    callback: CALLBACK.search,
    title: search.title,
    submit: search.submit,
    close: text.screens.close,
    metadata: JSON.stringify(state),
    blocks: [
      ...societyBlock(given, text),
      ...controls.filter(({ detail }) => !detail).flatMap((control) => controlBlocks(control, given, text)),
      sortBlock(given, text),
      buttons(state, text),
      ...(state.unfolded ? [divider()] : []),
      ...controls.filter(({ detail }) => detail).flatMap((control) => controlBlocks(control, given, text)),
      ...(state.unfolded || first(given.values['query']) !== '' ? [queryBlock(given, text)] : []),
    ],
  })
}

function first(value: FormGiven['values'][string]): string {
  return (typeof value === 'string' ? value : value?.[0]) ?? ''
}

function listOf(value: FormGiven['values'][string]): readonly string[] {
  return typeof value === 'string' ? [value] : (value ?? [])
}

function societyBlock({ societies, state }: FormGiven, text: Text): InputBlock[] {
  if (societies.length < 2) return []
  const element = select({
    action: fieldAction('society'),
    items: societies.map((society) => ({ value: String(society.id), label: societyName(society, text) })),
    chosen: [String(state.society)],
  })
  return [input({ id: 'society', label: text.screens.search.society, element, required: true })]
}

function controlBlocks(control: FormControl, given: FormGiven, text: Text): KnownBlock[] {
  if (control.kind === 'date') return dateBlocks(given, text)
  const { search } = text.screens
  const hint = { status: search.statusHint, dues: search.duesHint }[control.id]
  return [
    input({
      id: fieldBlock(control.id, given.state.resets),
      label: search.labels[control.id] ?? text.pick(control.label),
      element: elementOf(control, given.values[control.id], text),
      ...(hint === undefined ? {} : { hint }),
    }),
  ]
}

function elementOf(
  control: FormControl,
  value: FormGiven['values'][string],
  text: Text,
): InputBlock['element'] {
  const action = fieldAction(control.id)
  const placeholder = text.screens.search.any
  if (control.kind === 'text') return textInput({ action, initial: first(value), max: MOST_TEXT })
  const chosen = listOf(value)
  const items = control.choices.map((choice) => ({ value: choice.code, label: text.pick(choice) }))
  const long = items.length > LONG_LIST || items.length === 0
  if (control.kind === 'many') {
    const kept = items.filter((item) => chosen.includes(item.value))
    return long
      ? multiExternalSelect({ action, chosen: kept, placeholder })
      : multiSelect({ action, items, chosen, placeholder })
  }
  return long ? externalSelect({ action, placeholder }) : select({ action, items, chosen, placeholder })
}

function dateBlocks({ state, values }: FormGiven, text: Text): KnownBlock[] {
  const { search } = text.screens
  const resets = state.resets + state.ranges
  const picker = (id: 'appliedFrom' | 'appliedTo', label: string) =>
    input({
      id: fieldBlock(id, resets),
      label,
      element: datepicker({ action: fieldAction(id), initial: first(values[id]) }),
    })
  return [
    picker('appliedFrom', search.appliedFrom),
    picker('appliedTo', search.appliedTo),
    actions(
      block('ranges'),
      RANGE_IDS.map((range) =>
        button({ action: rangeAction(range), label: search.range[range], value: range }),
      ),
    ),
  ]
}

function sortBlock({ state, sorts, values }: FormGiven, text: Text): InputBlock {
  const element = select({
    action: fieldAction('sort'),
    items: sorts.map((choice) => ({ value: choice.code, label: text.pick(choice) })),
    chosen: [first(values['sort'])],
    placeholder: text.screens.search.any,
  })
  return input({ id: fieldBlock('sort', state.resets), label: text.screens.search.sort, element })
}

function queryBlock({ state, values }: FormGiven, text: Text): InputBlock {
  const { search } = text.screens
  const element = textInput({
    action: fieldAction('query'),
    initial: first(values['query']),
    max: MOST_QUERY,
  })
  return input({
    id: fieldBlock('query', state.resets),
    label: search.query,
    hint: search.queryHint,
    element,
  })
}

function buttons({ unfolded }: FormState, text: Text): KnownBlock {
  const { search } = text.screens
  return actions(block('form'), [
    ...(unfolded ? [] : [button({ action: ACTION.unfoldSearch, label: search.unfold, value: 'unfold' })]),
    button({ action: ACTION.resetSearch, label: search.reset, value: 'reset' }),
  ])
}
