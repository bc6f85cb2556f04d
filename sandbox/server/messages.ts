import { BOT_USER } from '../personas.ts'
import { stateFor } from './elements.ts'
import type { StateValues, StoredMessage } from './model.ts'
import { normalised } from './normalise.ts'
import type { Workspace } from './workspace.ts'

export interface NewMessage {
  channel: string
  user: string
  text: string
  blocks?: unknown
  onlyFor?: string | null
  files?: string[]
  thread_ts?: string | null
}

/** Adds a checked message to its channel. */
export function addMessage(workspace: Workspace, message: NewMessage): StoredMessage {
  const stored: StoredMessage = {
    ts: workspace.nextTs(),
    channel: message.channel,
    user: message.user,
    text: message.text,
    blocks: Array.isArray(message.blocks) && message.blocks.length > 0 ? normalised(message.blocks) : null,
    onlyFor: message.onlyFor ?? null,
    edited: false,
    files: message.files ?? [],
    thread_ts: message.thread_ts ?? null,
    state: new Map(),
  }
  workspace.messages.push(stored)
  workspace.changed(stored.onlyFor)
  return stored
}

/** Changes a message; what is not given stays (an empty array takes the blocks away). */
export function editMessage(
  workspace: Workspace,
  message: StoredMessage,
  { text, blocks }: { text?: unknown; blocks?: unknown },
): void {
  if (typeof text === 'string') message.text = text
  if (Array.isArray(blocks)) message.blocks = blocks.length > 0 ? normalised(blocks) : null
  message.edited = true
  workspace.changed(message.onlyFor)
}

export function removeMessage(workspace: Workspace, message: StoredMessage): void {
  workspace.messages.splice(workspace.messages.indexOf(message), 1)
  workspace.changed(message.onlyFor)
}

/** What this viewer has chosen in a message's selects and date pickers. */
export function messageStateOf(message: StoredMessage, viewer: string): StateValues {
  const state = stateFor(message.blocks ?? [], message.state.get(viewer) ?? {}, message.channel)
  message.state.set(viewer, state)
  return state
}

export const isFromBot = (message: StoredMessage): boolean => message.user === BOT_USER
