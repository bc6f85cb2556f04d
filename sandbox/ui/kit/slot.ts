import type { Confirm, InputBlock } from '@slack/types'
import { api, type Place } from '../api.ts'
import { domId, draftOf, type ElementKey, flush, keep, keepAndSend } from '../drafts.ts'
import { askConfirmation, invalidate, tellRefusal, ui } from '../store.ts'
import type { ElementState, Option } from '../types.ts'

/** A view, the home or a message: what the blocks are drawn on. */
export interface Surface {
  key: string
  place: Place
  values: Record<string, Record<string, ElementState>>
  /** Error texts by block, of the last submission. */
  errors: Record<string, string>
}

/** Where one element sits, and how it is named and described for those who don't see it. */
export interface Slot {
  surface: Surface
  blockId: string
  /** The `input` block around the element, if there is one. */
  input: InputBlock | null
  /** The accessible name where no visible label belongs to the control. */
  label?: string
  describedBy?: string
  invalid?: boolean
}

/** What all interactive elements have in common. */
export interface Interactive {
  type: string
  action_id?: string
  confirm?: Confirm
}

function keyOf(slot: Slot, element: Interactive): ElementKey {
  return {
    surface: slot.surface.key,
    place: slot.surface.place,
    blockId: slot.blockId,
    actionId: element.action_id ?? '',
  }
}

export function idOf(slot: Slot, element: Interactive): string {
  return domId(slot.surface.key, slot.blockId, element.action_id ?? '')
}

/** What the element holds: what is being typed, else what the server has, else null. */
export function stateOf(slot: Slot, element: Interactive): ElementState | null {
  return draftOf(keyOf(slot, element)) ?? slot.surface.values[slot.blockId]?.[element.action_id ?? ''] ?? null
}

/** The attributes that tie a control to its label, hint and error. */
export function naming(slot: Slot, element: Interactive): Record<string, string | boolean | undefined> {
  return {
    id: idOf(slot, element),
    'aria-label': slot.label,
    'aria-describedby': slot.describedBy,
    'aria-invalid': slot.invalid ? 'true' : undefined,
    'aria-required': slot.input && !slot.input.optional ? 'true' : undefined,
  }
}

/**
 * Takes a choice: inside an `input` block it is stored, and told to the app only with `dispatch_action`;
 * elsewhere it goes to the app, after the element's confirmation dialog if it has one.
 */
export async function choose(slot: Slot, element: Interactive, state: ElementState): Promise<void> {
  const key = keyOf(slot, element)
  if (slot.input && !slot.input.dispatch_action) {
    keepAndSend(key, state, 'store')
    return
  }
  if (element.confirm && !(await askConfirmation(element.confirm))) {
    invalidate()
    return
  }
  keep(key, state)
  await act(slot, element, state)
}

/** Takes typed text: stored as it is typed; `enter` says that the Enter key was pressed. */
export function type(slot: Slot, element: Interactive & Dispatching, state: ElementState): void {
  const dispatches =
    slot.input?.dispatch_action === true &&
    element.dispatch_action_config?.trigger_actions_on?.includes('on_character_entered') === true
  keepAndSend(keyOf(slot, element), state, dispatches ? 'dispatch' : 'store')
}

export interface Dispatching {
  dispatch_action_config?: { trigger_actions_on?: Array<'on_enter_pressed' | 'on_character_entered'> }
}

/** Whether Enter in this text field goes to the app, rather than submitting the form. */
export function dispatchesOnEnter(slot: Slot, element: Dispatching): boolean {
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']
  return slot.input?.dispatch_action === true && triggers.includes('on_enter_pressed')
}

export function isBusy(slot: Slot, element: Interactive): boolean {
  return ui.busy.has(idOf(slot, element))
}

const underWay = new Map<string, Promise<void>>()

/** Sends a block action and waits for the app's ack; a failure is shown as a toast. One element's actions keep their order. */
export function act(slot: Slot, element: Interactive, state: Partial<ElementState>): Promise<void> {
  const key = idOf(slot, element)
  const turn = (underWay.get(key) ?? Promise.resolve()).then(() => send(slot, element, state))
  underWay.set(key, turn)
  ui.busy.add(key)
  invalidate()
  return turn.finally(() => {
    if (underWay.get(key) !== turn) return
    underWay.delete(key)
    ui.busy.delete(key)
    invalidate()
  })
}

async function send(slot: Slot, element: Interactive, state: Partial<ElementState>): Promise<void> {
  await flush(slot.surface.key)
  const ids = { block_id: slot.blockId, action_id: element.action_id ?? '' }
  tellRefusal(await api.action(slot.surface.place, ids, state))
}

/** Two options are the same where their values are. */
export function sameOption(a: Option | null | undefined, b: Option): boolean {
  return a?.value === b.value && (a?.value !== undefined || a?.text.text === b.text.text)
}
