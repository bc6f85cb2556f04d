/** The modals of each user, a stack of at most three, and the App Homes. Views are checked before they come here. */
import { randomBytes } from 'node:crypto'
import { stateFor } from './elements.ts'
import type { Json, StoredView } from './model.ts'
import { normalised, normalisedText } from './normalise.ts'
import type { Workspace } from './workspace.ts'
import { randomId } from './workspace.ts'

const STACK_LIMIT = 3

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const newHash = (): string => `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`

/** The parts of a view that its definition sets, over the ones that stay. */
function content(definition: Json, before: StoredView | null, channel: string | null) {
  const blocks = normalised(definition['blocks'])
  return {
    callback_id: text(definition['callback_id']),
    external_id: text(definition['external_id']),
    private_metadata: text(definition['private_metadata']),
    title: normalisedText(definition['title']),
    close: normalisedText(definition['close']),
    submit: normalisedText(definition['submit']),
    blocks,
    clear_on_close: definition['clear_on_close'] === true,
    notify_on_close: definition['notify_on_close'] === true,
    hash: newHash(),
    state: { values: stateFor(blocks, before?.state.values ?? {}, channel) },
    errors: {},
  }
}

/** Slack wants an external_id that no other view of the team has had. */
function claimExternalId(workspace: Workspace, definition: Json, viewId: string): string | null {
  const id = text(definition['external_id'])
  if (id === '') return null
  const owner = workspace.externalIds.get(id)
  if (owner !== undefined && owner !== viewId) return 'duplicate_external_id'
  workspace.externalIds.set(id, viewId)
  return null
}

/**
 * Opens a modal as a new stack (`onto: 'nothing'`, replacing what stood open) or on top of the open one.
 * @returns the view, or Slack's error: `duplicate_external_id`, `push_limit_reached`, `not_found` (nothing to push onto).
 */
export function openModal(
  workspace: Workspace,
  user: string,
  definition: Json,
  { onto, channel }: { onto: 'nothing' | 'stack'; channel: string | null },
): StoredView | string {
  const stack = onto === 'stack' ? workspace.stackOf(user) : []
  if (onto === 'stack' && stack.length === 0) return 'not_found'
  if (stack.length >= STACK_LIMIT) return 'push_limit_reached'
  const id = randomId('V')
  const refused = claimExternalId(workspace, definition, id)
  if (refused) return refused
  const place = channel ?? stack.at(-1)?.channel ?? null
  const view: StoredView = {
    id,
    type: 'modal',
    user,
    channel: place,
    root_view_id: stack[0]?.id ?? id,
    previous_view_id: stack.at(-1)?.id ?? null,
    ...content(definition, null, place),
  }
  workspace.stacks.set(user, [...stack, view])
  workspace.changed(user)
  return view
}

/** Puts a new definition into a view; typed state stays where Slack keeps it. Errors: `duplicate_external_id`. */
export function replaceView(workspace: Workspace, view: StoredView, definition: Json): StoredView | string {
  const refused = claimExternalId(workspace, definition, view.id)
  if (refused) return refused
  Object.assign(view, content(definition, view, view.channel))
  workspace.changed(view.user)
  return view
}

/** Publishes or republishes a user's App Home. */
export function publishHome(workspace: Workspace, user: string, definition: Json): StoredView | string {
  const existing = workspace.homes.get(user)
  if (existing) return replaceView(workspace, existing, definition)
  const id = randomId('V')
  const refused = claimExternalId(workspace, definition, id)
  if (refused) return refused
  const view: StoredView = {
    id,
    type: 'home',
    user,
    channel: null,
    root_view_id: id,
    previous_view_id: null,
    ...content(definition, null, null),
  }
  workspace.homes.set(user, view)
  workspace.changed(user)
  return view
}

/** Takes this view, and what lies above it, off its user's stack. */
export function removeView(workspace: Workspace, view: StoredView): void {
  const stack = workspace.stackOf(view.user)
  const index = stack.indexOf(view)
  if (index >= 0) workspace.stacks.set(view.user, stack.slice(0, index))
  workspace.changed(view.user)
}

/** Closes all modals of a user. */
export function clearStack(workspace: Workspace, user: string): void {
  workspace.stacks.delete(user)
  workspace.changed(user)
}
