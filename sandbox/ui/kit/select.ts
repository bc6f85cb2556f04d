import type { MultiSelect, Select } from '@slack/types'
import { api } from '../api.ts'
import { neverReached, type VNode } from '../dom.ts'
import { invalidate, t, workspace } from '../store.ts'
import { plainOf } from '../text/mrkdwn.ts'
import type { ElementState, Option, OptionGroup } from '../types.ts'
import { combobox } from './combobox.ts'
import type { Offer } from './combobox-state.ts'
import { choose, idOf, isBusy, naming, type Slot, stateOf } from './slot.ts'

/** All selects of Block Kit are one field; they differ in where the options come from and how a choice is stored. */
export function select(element: Select | MultiSelect, slot: Slot): VNode {
  const multiple = element.type.startsWith('multi_')
  const placeholder = element.placeholder?.text ?? t().select
  return combobox({
    id: idOf(slot, element),
    attributes: naming(slot, element),
    placeholder,
    multiple,
    selected: selectedOf(element, stateOf(slot, element)),
    clearable: slot.input !== null,
    busy: isBusy(slot, element),
    max: 'max_selected_items' in element ? element.max_selected_items : undefined,
    offer: (query) => offerOf(element, slot, query),
    change: (selected) => void choose(slot, element, { type: element.type, ...stored(element, selected) }),
  })
}

function selectedOf(element: Select | MultiSelect, state: ElementState | null): Option[] {
  switch (element.type) {
    case 'static_select':
    case 'external_select':
      return listOf(state ? state.selected_option : element.initial_option)
    case 'multi_static_select':
    case 'multi_external_select':
      return (state ? state.selected_options : element.initial_options) ?? []
    case 'users_select':
      return listOf(state ? state.selected_user : element.initial_user).map(userOption)
    case 'multi_users_select':
      return ((state ? state.selected_users : element.initial_users) ?? []).map(userOption)
    case 'conversations_select':
      return listOf(state ? state.selected_conversation : element.initial_conversation).map(channelOption)
    case 'multi_conversations_select':
      return ((state ? state.selected_conversations : element.initial_conversations) ?? []).map(channelOption)
    case 'channels_select':
      return listOf(state ? state.selected_channel : element.initial_channel).map(channelOption)
    case 'multi_channels_select':
      return ((state ? state.selected_channels : element.initial_channels) ?? []).map(channelOption)
    default:
      return neverReached(element)
  }
}

function listOf<T>(one: T | null | undefined): T[] {
  return one === null || one === undefined ? [] : [one]
}

function stored(element: Select | MultiSelect, selected: Option[]): Partial<ElementState> {
  const values = selected.map(({ value }) => value ?? '')
  switch (element.type) {
    case 'static_select':
    case 'external_select':
      return { selected_option: selected[0] ?? null }
    case 'multi_static_select':
    case 'multi_external_select':
      return { selected_options: selected }
    case 'users_select':
      return { selected_user: values[0] ?? null }
    case 'multi_users_select':
      return { selected_users: values }
    case 'conversations_select':
      return { selected_conversation: values[0] ?? null }
    case 'multi_conversations_select':
      return { selected_conversations: values }
    case 'channels_select':
      return { selected_channel: values[0] ?? null }
    case 'multi_channels_select':
      return { selected_channels: values }
    default:
      return neverReached(element)
  }
}

function offerOf(element: Select | MultiSelect, slot: Slot, query: string): Offer {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return filtered(element.option_groups ?? ungrouped(element.options ?? []), query)
    case 'external_select':
    case 'multi_external_select':
      return suggestions(slot, element, element.min_query_length ?? 3, query)
    case 'users_select':
    case 'multi_users_select':
      return filtered(ungrouped(workspace().bootstrap.users.map(({ id }) => userOption(id))), query)
    case 'conversations_select':
    case 'multi_conversations_select':
    case 'channels_select':
    case 'multi_channels_select': {
      const channels = workspace().state.channels.filter(
        ({ kind }) => kind !== 'im' || element.type.includes('conversations'),
      )
      return filtered(ungrouped(channels.map(({ id }) => channelOption(id))), query)
    }
    default:
      return neverReached(element)
  }
}

function ungrouped(options: Option[]): OptionGroup[] {
  return [{ label: { type: 'plain_text', text: '' }, options }]
}

/** Typing finds an option without regard to case and width (ﾄｳ finds トウ). */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

function filtered(groups: OptionGroup[], query: string): Offer {
  const wanted = folded(query.trim())
  const kept = groups
    .map((group) => ({
      ...group,
      options: group.options.filter(({ text }) => folded(plainOf(text)).includes(wanted)),
    }))
    .filter(({ options }) => options.length > 0)
  return kept.length > 0 ? { groups: kept } : { groups: [], note: t().noOptions }
}

function userOption(id: string): Option {
  const user = workspace().bootstrap.users.find((one) => one.id === id)
  return {
    value: id,
    text: { type: 'plain_text', text: user?.real_name ?? id },
    ...(user?.title ? { description: { type: 'plain_text', text: user.title } } : {}),
  }
}

function channelOption(id: string): Option {
  const channel = workspace().state.channels.find((one) => one.id === id)
  const text = channel ? (channel.kind === 'im' ? channel.name : `#${channel.name}`) : id
  return { value: id, text: { type: 'plain_text', text } }
}

/** The last question to the app and its answer; only one list is open at a time. */
const asked = { id: '', query: '', offer: null as Offer | null }

function suggestions(slot: Slot, element: Select | MultiSelect, minimum: number, query: string): Offer {
  const missing = minimum - query.length
  if (missing > 0) return { groups: [], note: t().typeMore(missing) }
  const id = idOf(slot, element)
  if (asked.id !== id || asked.query !== query) {
    const previous = asked.id === id ? asked.offer : null
    Object.assign(asked, {
      id,
      query,
      offer: previous && { ...previous, note: t().searching, pending: true },
    })
    void ask(slot, element, id, query)
  }
  return asked.offer ?? { groups: [], note: t().searching }
}

async function ask(slot: Slot, element: Select | MultiSelect, id: string, query: string): Promise<void> {
  const ids = { block_id: slot.blockId, action_id: element.action_id ?? '' }
  const answer = await api.suggest(slot.surface.place, ids, query)
  if (asked.id !== id || asked.query !== query) return
  const groups = answer.option_groups ?? ungrouped(answer.options ?? [])
  const isEmpty = groups.every(({ options }) => options.length === 0)
  if (!answer.ok) asked.offer = { groups: [], note: t().suggestFailed(answer.error ?? 'unknown_error') }
  else asked.offer = isEmpty ? { groups: [], note: t().noOptions } : { groups }
  invalidate()
}

/** A list that is opened anew asks anew: the app's answer may have changed. */
export function forgetSuggestions(): void {
  Object.assign(asked, { id: '', query: '', offer: null })
}
