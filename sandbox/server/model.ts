/** The shapes that the sandbox keeps in memory. Block Kit content is plain JSON, already checked by `validate/`. */

import type { Json } from '../validate/blocks.ts'

export type { Json }

/** A block or element after validation: `type` is known, the rest is read with care. */
export interface Block extends Json {
  type: string
}

/** Slack's state object of one element, such as `{type: 'plain_text_input', value: '…'}`. */
export interface ElementState extends Json {
  type: string
}

/** block_id → action_id → state. */
export type StateValues = Record<string, Record<string, ElementState>>

export interface StoredFile {
  id: string
  name: string
  title: string
  mimetype: string
  bytes: Buffer
  user: string
  /** Seconds since 1970. */
  created: number
  channel: string | null
}

export interface StoredMessage {
  ts: string
  channel: string
  /** A persona's id, or the bot's. */
  user: string
  text: string
  blocks: Block[] | null
  /** Who alone sees it; null for everyone in the channel. */
  onlyFor: string | null
  edited: boolean
  files: string[]
  thread_ts: string | null
  /** What each viewer chose in the message's own selects and date pickers. */
  state: Map<string, StateValues>
}

export interface StoredView {
  id: string
  type: 'modal' | 'home'
  user: string
  callback_id: string
  external_id: string
  private_metadata: string
  title: Json | null
  close: Json | null
  submit: Json | null
  blocks: Block[]
  clear_on_close: boolean
  notify_on_close: boolean
  hash: string
  root_view_id: string
  previous_view_id: string | null
  state: { values: StateValues }
  /** Where the modal was opened from, for `response_url_enabled` and the page. */
  channel: string | null
  /** Errors of the last submission, by block_id. */
  errors: Record<string, string>
}
