import type { KnownBlock } from '@slack/types'

/** Shapes of the sandbox's JSON API, see sandbox/README.md. */

export interface Text {
  type: 'plain_text' | 'mrkdwn'
  text: string
}
export interface Option {
  text: Text
  value?: string
  description?: Text
  url?: string
}
export interface OptionGroup {
  label: Text
  options: Option[]
}

export interface User {
  id: string
  name: string
  real_name: string
  title: string
  locale: string
  is_restricted: boolean
  groups: string[]
  color: string
}
export type ChannelKind = 'public' | 'private' | 'external' | 'im'
export interface ChannelInfo {
  id: string
  name: string
  kind: ChannelKind
}
export interface Command {
  command: string
  description: string
  usage_hint?: string
}
interface Shortcut {
  name: string
  type: 'global' | 'message'
  callback_id: string
  description: string
}
export interface Bootstrap {
  team: { id: string; name: string }
  app: { id: string; name: string; commands: Command[]; shortcuts: Shortcut[] }
  users: User[]
  channels: ChannelInfo[]
}

export interface SharedFile {
  id: string
  name: string
  size: number
  url: string
  mimetype?: string
}
export interface Message {
  ts: string
  user: string
  text: string
  blocks?: KnownBlock[]
  ephemeral: boolean
  edited: boolean
  files?: SharedFile[]
  thread_ts?: string
}
export interface Channel extends ChannelInfo {
  messages: Message[]
}

/** Slack's state object of one element, as in `view.state.values[block_id][action_id]`. */
export interface ElementState {
  type: string
  value?: string | null
  selected_option?: Option | null
  selected_options?: Option[]
  selected_date?: string | null
  selected_time?: string | null
  selected_date_time?: number | null
  selected_user?: string | null
  selected_users?: string[]
  selected_conversation?: string | null
  selected_conversations?: string[]
  selected_channel?: string | null
  selected_channels?: string[]
  files?: Array<{ id: string; name?: string; size?: number }>
}
export interface View {
  id: string
  type: 'modal' | 'home'
  title?: Text
  blocks: KnownBlock[]
  close?: Text | null
  submit?: Text | null
  hash?: string
  state?: { values: Record<string, Record<string, ElementState>> }
  errors?: Record<string, string>
}
export interface WorkspaceState {
  user: string
  clock: string
  app_connected: boolean
  channels: Channel[]
  views: View[]
  home: View | null
}

export interface Answer {
  ok: boolean
  ack?: unknown
  error?: string | null
  /** Field errors of a submission, by block. */
  errors?: Record<string, string>
  /** The workspace itself refused: nobody has told the person yet. */
  refused?: boolean
}
export interface SuggestAnswer extends Answer {
  options?: Option[]
  option_groups?: OptionGroup[]
}

export interface Mail {
  id: string
  at: string
  envelope: { from: string; to: string[] }
  subject: string
  from: string
  to: string[]
  text: string
  html: string
  headers: Array<{ key: string; value: string }>
}

export interface LogEntry {
  n: number
  at: string
  kind: string
  [field: string]: unknown
}
