import type { Channel } from '../../personas.ts'
import { BOT_USER } from '../../personas.ts'
import { checkMessage } from '../../validate/index.ts'
import type { Hub } from '../hub.ts'
import { addMessage, editMessage, isFromBot, removeMessage } from '../messages.ts'
import type { Json, StoredMessage } from '../model.ts'
import { messagePayload } from '../payloads.ts'
import type { Method } from './method.ts'
import { ApiError, optional, refuse, structured, wanted } from './method.ts'

/** A channel that the bot may write to. Private ones that it is not in do not exist for it. */
export function writable(hub: Hub, id: string): Channel {
  const channel = hub.workspace.channelFor(id)
  if (!channel) throw new ApiError('channel_not_found')
  if (!hub.workspace.botIsIn(channel)) {
    throw new ApiError(channel.kind === 'private' ? 'channel_not_found' : 'not_in_channel')
  }
  return channel
}

interface Draft {
  text?: string
  blocks?: unknown
}

function draft(args: Json, updated = false): Draft {
  if (args['attachments'] !== undefined) {
    throw new ApiError('invalid_arguments', {
      response_metadata: { messages: ['[ERROR] the sandbox shows no attachments: send blocks'] },
    })
  }
  const blocks = structured(args, 'blocks', 'invalid_blocks_format')
  const text = args['text']
  refuse(checkMessage({ text, blocks }, updated))
  return { ...(typeof text === 'string' ? { text } : {}), ...(blocks === undefined ? {} : { blocks }) }
}

/** The bot's own message that all can see: ephemerals can be neither updated nor deleted by these methods. */
function ownMessage(hub: Hub, args: Json, refusal: string): StoredMessage {
  const channel = hub.workspace.channels.get(wanted(args, 'channel'))
  if (!channel) throw new ApiError('channel_not_found')
  const message = hub.workspace.findMessage(channel.id, wanted(args, 'ts'))
  if (!message || message.onlyFor !== null) throw new ApiError('message_not_found')
  if (!isFromBot(message)) throw new ApiError(refusal)
  return message
}

function threadOf(hub: Hub, channel: Channel, args: Json): string | null {
  const ts = optional(args, 'thread_ts')
  if (ts !== undefined && !hub.workspace.findMessage(channel.id, ts)) throw new ApiError('thread_not_found')
  return ts ?? null
}

export const chat: Record<string, Method> = {
  'chat.postMessage': {
    scope: 'chat:write',
    run(hub, args) {
      const channel = writable(hub, wanted(args, 'channel'))
      const { text = '', blocks } = draft(args)
      const message = addMessage(hub.workspace, {
        channel: channel.id,
        user: BOT_USER,
        text,
        blocks,
        thread_ts: threadOf(hub, channel, args),
      })
      return { channel: channel.id, ts: message.ts, message: messagePayload(hub, message) }
    },
  },
  'chat.postEphemeral': {
    scope: 'chat:write',
    run(hub, args) {
      const channel = writable(hub, wanted(args, 'channel'))
      const user = wanted(args, 'user')
      if (!hub.workspace.isMember(channel, user)) throw new ApiError('user_not_in_channel')
      const { text = '', blocks } = draft(args)
      const { ts } = addMessage(hub.workspace, {
        channel: channel.id,
        user: BOT_USER,
        text,
        blocks,
        onlyFor: user,
        thread_ts: threadOf(hub, channel, args),
      })
      return { message_ts: ts }
    },
  },
  'chat.update': {
    scope: 'chat:write',
    run(hub, args) {
      const message = ownMessage(hub, args, 'cant_update_message')
      editMessage(hub.workspace, message, draft(args, true))
      return {
        channel: message.channel,
        ts: message.ts,
        text: message.text,
        message: messagePayload(hub, message),
      }
    },
  },
  'chat.delete': {
    scope: 'chat:write',
    run(hub, args) {
      const message = ownMessage(hub, args, 'cant_delete_message')
      removeMessage(hub.workspace, message)
      return { channel: message.channel, ts: message.ts }
    },
  },
}
