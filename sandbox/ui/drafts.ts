import { api, type Place } from './api.ts'
import { invalidate, tellRefusal, ui } from './store.ts'
import type { ElementState, View } from './types.ts'

/**
 * What is being typed and chosen, until the server's state shows the same.
 * A draft wins over the server's value as long as its element stays on the screen: a state that arrives while
 * somebody types is always a little older than what they see.
 */

interface Draft {
  element: ElementKey
  state: ElementState
  /** Requests under way that carry this element's state. */
  pending: number
  timer: ReturnType<typeof setTimeout> | undefined
  how: 'store' | 'dispatch'
  /** The last request: the next one waits for it, so that an older text never arrives last. */
  sent: Promise<void>
}

const drafts = new Map<string, Draft>()
const edits = new Map<string, number>()
const TYPING_PAUSE_MS = 250

export interface ElementKey {
  surface: string
  place: Place
  blockId: string
  actionId: string
}

function keyOf({ surface, blockId, actionId }: ElementKey): string {
  return `${surface}\u0000${blockId}\u0000${actionId}`
}

export function draftOf(element: ElementKey): ElementState | undefined {
  return drafts.get(keyOf(element))?.state
}

/** Keeps `state` on the screen without telling the server. */
export function keep(element: ElementKey, state: ElementState): void {
  const key = keyOf(element)
  const draft = drafts.get(key)
  if (draft) draft.state = state
  else
    drafts.set(key, { element, state, pending: 0, timer: undefined, how: 'store', sent: Promise.resolve() })
  const block = blockKey(element.surface, element.blockId)
  edits.set(block, (edits.get(block) ?? 0) + 1)
  invalidate()
}

/** Keeps `state` and tells the server when the typing pauses: `dispatch` also tells the app. */
export function keepAndSend(element: ElementKey, state: ElementState, how: 'store' | 'dispatch'): void {
  keep(element, state)
  const draft = drafts.get(keyOf(element))
  if (!draft) return
  clearTimeout(draft.timer)
  draft.how = how
  draft.timer = setTimeout(() => void sendNow(draft), TYPING_PAUSE_MS)
}

function sendNow(draft: Draft): Promise<void> {
  clearTimeout(draft.timer)
  draft.timer = undefined
  draft.pending += 1
  const { how } = draft
  draft.sent = draft.sent.then(() => send(draft, how))
  return draft.sent
}

async function send(draft: Draft, how: 'store' | 'dispatch'): Promise<void> {
  const { element } = draft
  const ids = { block_id: element.blockId, action_id: element.actionId }
  if (how === 'dispatch') {
    tellRefusal(await api.action(element.place, ids, draft.state))
  } else if ('view_id' in element.place) {
    await api.input(element.place.view_id, ids, draft.state)
  }
  draft.pending -= 1
  invalidate()
}

/** Stops what is waiting to be sent for a surface: its submission carries the same values. */
export function cancelPending(surface: string): void {
  for (const draft of drafts.values()) {
    if (draft.element.surface !== surface) continue
    clearTimeout(draft.timer)
    draft.timer = undefined
  }
}

/**
 * Sends at once what waits for a pause in typing, so that a button pressed right after typing finds the
 * typed text on the server. Resolves when all of it is stored.
 */
export async function flush(surface: string): Promise<void> {
  const waiting = [...drafts.values()].filter(
    ({ element, timer }) => element.surface === surface && timer !== undefined,
  )
  await Promise.all(waiting.map(sendNow))
}

const blockKey = (surface: string, blockId: string) => `${surface}\u0000${blockId}`

/** How often a block was edited: an error is shown until its block is edited again. */
export function editCount(surface: string, blockId: string): number {
  return edits.get(blockKey(surface, blockId)) ?? 0
}

/** Forgets drafts of views and elements that are gone, and those that the server meanwhile shows as well. */
export function settleDrafts(views: View[]): void {
  const present = new Map<string, ElementState | undefined>()
  for (const view of views) {
    for (const [blockId, actionId] of elementsOf(view)) {
      present.set(`view:${view.id}\u0000${blockId}\u0000${actionId}`, view.state?.values[blockId]?.[actionId])
    }
  }
  for (const [key, draft] of drafts) {
    if (!key.startsWith('view:')) continue
    const gone = !present.has(key)
    const settled =
      draft.pending === 0 && draft.timer === undefined && sameState(present.get(key), draft.state)
    if (!gone && (!settled || isFocused(draft.element))) continue
    clearTimeout(draft.timer)
    drafts.delete(key)
  }
}

/** A draft in use is not dropped: an older state may still be on its way. */
function isFocused({ surface, blockId, actionId }: ElementKey): boolean {
  return document.activeElement?.id === domId(surface, blockId, actionId)
}

/** Whether something on this surface is typed, chosen, open or under way in this window. */
export function isInUse(surface: string): boolean {
  const prefix = `${encodeURIComponent(surface)}/`
  if (ui.popup?.startsWith(prefix)) return true
  for (const key of ui.busy) if (key.startsWith(prefix)) return true
  for (const { element } of drafts.values()) if (element.surface === surface) return true
  return false
}

/** The DOM id of an element's control. */
export function domId(surface: string, blockId: string, actionId: string): string {
  return [surface, blockId, actionId].map(encodeURIComponent).join('/')
}

function sameState(a: ElementState | undefined, b: ElementState): boolean {
  if (!a) return false
  return comparable(a) === comparable(b)
}

/** Values only: the server may name further properties of an option or a file. */
function comparable(state: ElementState): string {
  const option = (chosen?: { value?: string } | null) => chosen?.value ?? null
  return JSON.stringify([
    state.value || null,
    option(state.selected_option),
    (state.selected_options ?? []).map(option),
    state.selected_date ?? null,
    state.selected_time ?? null,
    state.selected_date_time ?? null,
    state.selected_user ?? state.selected_conversation ?? state.selected_channel ?? null,
    state.selected_users ?? state.selected_conversations ?? state.selected_channels ?? [],
    (state.files ?? []).map(({ id }) => id),
  ])
}

/** The block and action ids of every interactive element of a view. */
function elementsOf(view: View): Array<[string, string]> {
  return view.blocks.flatMap((block) => {
    const blockId = block.block_id ?? ''
    const elements: Array<{ action_id?: string }> = []
    if (block.type === 'input') elements.push(block.element)
    if (block.type === 'section' && block.accessory && 'action_id' in block.accessory)
      elements.push(block.accessory)
    if (block.type === 'actions') elements.push(...block.elements)
    return elements.map(({ action_id }): [string, string] => [blockId, action_id ?? ''])
  })
}
