import type { Channel, Persona } from '../personas.ts'
import type { Known } from './elements.ts'
import { filePayload } from './files.ts'
import { Refusal } from './http.ts'
import type { Hub } from './hub.ts'
import { isFromBot } from './messages.ts'
import type { Json, StoredMessage, StoredView } from './model.ts'

/** The answer to everything that the page or a script does: whether the app acked, with what, and Slack's error code. */
export interface Outcome {
  ok: boolean
  ack: unknown
  error: string | null
  [more: string]: unknown
}

export const done = (ack: unknown = null): Outcome => ({ ok: true, ack, error: null })
export const failed = (error: string, more: Json = {}): Outcome => ({ ok: false, ack: null, error, ...more })

export function text(body: Json, key: string): string {
  const value = body[key]
  if (typeof value !== 'string') throw new Refusal(400, 'invalid_arguments', { missing: key })
  return value
}

/** The persona who acts. @throws Refusal `user_not_found`, `account_inactive` */
export function actor(hub: Hub, body: Json): Persona {
  const user = hub.workspace.users.get(text(body, 'user'))
  if (!user) throw new Refusal(404, 'user_not_found')
  if (user.deleted) throw new Refusal(403, 'account_inactive')
  return user
}

/** A channel that this person is in; without one, the direct message with the app. */
export function channelOf(hub: Hub, user: Persona, id: unknown): Channel {
  const channel = hub.workspace.channels.get(typeof id === 'string' && id !== '' ? id : `D_${user.id}`)
  if (!channel || !hub.workspace.isMember(channel, user.id)) throw new Refusal(404, 'channel_not_found')
  return channel
}

/** The person's open modal that lies on top. @throws Refusal `view_not_found`, `view_not_on_top` */
export function topView(hub: Hub, user: Persona, id: unknown): StoredView {
  const stack = hub.workspace.stackOf(user.id)
  const view = stack.find((one) => one.id === id)
  if (!view) throw new Refusal(404, 'view_not_found')
  if (view !== stack.at(-1)) throw new Refusal(409, 'view_not_on_top')
  return view
}

/** A message that this person can see. */
export function visibleMessage(
  hub: Hub,
  user: Persona,
  body: Json,
): { message: StoredMessage; channel: Channel } {
  const channel = channelOf(hub, user, body['channel'])
  const message = hub.workspace.findMessage(channel.id, text(body, 'message_ts'))
  if (!message || (message.onlyFor ?? user.id) !== user.id) throw new Refusal(404, 'message_not_found')
  return { message, channel }
}

/** The app's message that this person can see: only these have elements to use. */
export function appMessage(
  hub: Hub,
  user: Persona,
  body: Json,
): { message: StoredMessage; channel: Channel } {
  const found = visibleMessage(hub, user, body)
  if (!isFromBot(found.message)) throw new Refusal(404, 'message_not_found')
  return found
}

const suggestions = new WeakMap<Hub, Map<string, Json[]>>()
const KEPT = 500

const keyOf = (user: Persona, place: string, blockId: unknown, actionId: unknown): string =>
  [user.id, place, blockId, actionId].map(String).join('\u0000')

/** Remembers what the app suggested for an external select, since only that may be chosen. */
export function remember(
  hub: Hub,
  user: Persona,
  place: string,
  ids: [unknown, unknown],
  options: Json[],
): void {
  const all = suggestions.get(hub) ?? new Map<string, Json[]>()
  suggestions.set(hub, all)
  const key = keyOf(user, place, ...ids)
  all.set(key, [...options, ...(all.get(key) ?? [])].slice(0, KEPT))
}

/** Who and what may be put into an element, for this person. */
export function knownTo(hub: Hub, user: Persona, place: string, ids: [unknown, unknown]): Known {
  return {
    user: (id) => typeof id === 'string' && hub.workspace.users.has(id),
    channel: (id) => typeof id === 'string' && hub.workspace.channels.has(id),
    file: (given) => {
      const id = typeof given === 'object' && given !== null ? (given as Json)['id'] : given
      const file = hub.workspace.files.get(String(id))
      return file?.user === user.id ? filePayload(file, hub.baseUrl()) : null
    },
    suggested: suggestions.get(hub)?.get(keyOf(user, place, ...ids)) ?? [],
  }
}
