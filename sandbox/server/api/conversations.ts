import type { Channel } from '../../personas.ts'
import type { Hub } from '../hub.ts'
import type { Json } from '../model.ts'
import { channelPayload } from '../people.ts'
import type { Method } from './method.ts'
import { ApiError, flag, optional, wanted } from './method.ts'

/** The scope that a channel asks for, by its kind. An unknown one asks for `channels:read`. */
function scopeOf(args: Json, hub: Hub): string {
  const kind = hub.workspace.channels.get(String(args['channel']))?.kind
  if (kind === 'im') return 'im:read'
  return kind === 'private' ? 'groups:read' : 'channels:read'
}

function known(hub: Hub, id: string): Channel {
  const channel = hub.workspace.channels.get(id)
  if (!channel || (channel.kind === 'private' && !hub.workspace.botIsIn(channel))) {
    throw new ApiError('channel_not_found')
  }
  return channel
}

const SCOPE_OF_TYPE: Record<string, string> = {
  public_channel: 'channels:read',
  private_channel: 'groups:read',
  im: 'im:read',
  mpim: 'mpim:read',
}

const typesOf = (args: Json): string[] => (optional(args, 'types') ?? 'public_channel').split(',')

const typeOf = (channel: Channel): string => {
  if (channel.kind === 'im') return 'im'
  return channel.kind === 'private' ? 'private_channel' : 'public_channel'
}

/** One page of a list, with Slack's cursor (here: the index to go on from). */
export function page<T>(all: T[], args: Json): { items: T[]; response_metadata: Json } {
  const start = Number(optional(args, 'cursor') ?? 0)
  const size = Number(args['limit'] ?? 100) || 100
  const next = start + size
  return {
    items: all.slice(start, next),
    response_metadata: { next_cursor: next < all.length ? String(next) : '' },
  }
}

export const conversations: Record<string, Method> = {
  'conversations.info': {
    scope: scopeOf,
    run(hub, args) {
      const channel = known(hub, wanted(args, 'channel'))
      return { channel: channelPayload(channel, flag(args, 'include_num_members')) }
    },
  },
  'conversations.members': {
    scope: scopeOf,
    run(hub, args) {
      const { items, response_metadata } = page(known(hub, wanted(args, 'channel')).members, args)
      return { members: items, response_metadata }
    },
  },
  'conversations.list': {
    scope: (args) => SCOPE_OF_TYPE[typesOf(args)[0] ?? ''] ?? 'channels:read',
    run(hub, args) {
      const types = typesOf(args)
      for (const type of types) {
        const scope = SCOPE_OF_TYPE[type]
        if (!scope) throw new ApiError('invalid_types')
        if (!hub.app.scopes.has(scope)) throw new ApiError('missing_scope', { needed: scope })
      }
      const visible = [...hub.workspace.channels.values()].filter(
        (channel) =>
          types.includes(typeOf(channel)) && (channel.kind !== 'private' || hub.workspace.botIsIn(channel)),
      )
      const { items, response_metadata } = page(visible, args)
      return { channels: items.map((channel) => channelPayload(channel, true)), response_metadata }
    },
  },
  'conversations.open': {
    scope: (args) => ((optional(args, 'users') ?? '').includes(',') ? 'mpim:write' : 'im:write'),
    run(hub, args) {
      const id = optional(args, 'channel') ?? `D_${wanted(args, 'users')}`
      const channel = hub.workspace.channels.get(id)
      if (channel?.kind !== 'im')
        throw new ApiError(id.startsWith('D_') ? 'user_not_found' : 'channel_not_found')
      const short = { id: channel.id }
      return { channel: flag(args, 'return_im') ? channelPayload(channel, false) : short, already_open: true }
    },
  },
}
