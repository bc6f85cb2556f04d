import { BOT_USER } from '../personas.ts'
import { checkMessage } from '../validate/index.ts'
import { sendEvent } from './events.ts'
import { Refusal } from './http.ts'
import type { Hub } from './hub.ts'
import { fail, send } from './hub.ts'
import { addMessage } from './messages.ts'
import type { Json } from './model.ts'
import { channelName, commandPayload, interaction, messagePayload } from './payloads.ts'
import type { Outcome } from './request.ts'
import { actor, channelOf, done, failed, text, visibleMessage } from './request.ts'
import { viewPayload } from './viewPayload.ts'

/** `/member x`, or `x` alone for the app's first command. */
function parseCommand(hub: Hub, input: string): { command: string; text: string } {
  const [, command, rest] = /^(\/\S+)?\s*([\s\S]*)$/.exec(input.trim()) ?? []
  const known = hub.app.commands.map((one) => one.command)
  if (command !== undefined && !known.includes(command)) throw new Refusal(404, 'unknown_command', { known })
  return { command: command ?? known[0] ?? '', text: (rest ?? '').trim() }
}

/** A message in the ack of a command: ephemeral unless it says `in_channel`. */
function postAck(hub: Hub, user: string, channel: string, ack: unknown): Outcome {
  if (ack === null) return done()
  const message = ack as Json
  const refused = checkMessage({ text: message['text'], blocks: message['blocks'] })
  if (refused) {
    fail(hub, user, refused.error, `ack of a slash command: ${refused.messages.join('; ')}`)
    return failed(refused.error, { ack, messages: refused.messages })
  }
  addMessage(hub.workspace, {
    channel,
    user: BOT_USER,
    text: typeof message['text'] === 'string' ? message['text'] : '',
    blocks: message['blocks'],
    onlyFor: message['response_type'] === 'in_channel' ? null : user,
  })
  return done(ack)
}

/** A person sends a slash command. */
export async function runCommand(hub: Hub, body: Json): Promise<Outcome> {
  const user = actor(hub, body)
  const channel = channelOf(hub, user, body['channel'])
  const command = parseCommand(hub, text(body, 'text'))
  const delivered = await send(hub, user.id, 'slash_commands', commandPayload(hub, user, channel, command))
  return delivered.ok ? postAck(hub, user.id, channel.id, delivered.ack) : failed(delivered.error)
}

/** A person uses a global shortcut, or a message shortcut on `message_ts`. */
export async function runShortcut(hub: Hub, body: Json): Promise<Outcome> {
  const user = actor(hub, body)
  const shortcut = hub.app.shortcuts.find((one) => one.callback_id === body['callback_id'])
  if (!shortcut)
    throw new Refusal(404, 'unknown_shortcut', { known: hub.app.shortcuts.map((one) => one.callback_id) })
  const common = { callback_id: shortcut.callback_id, action_ts: hub.workspace.nextTs() }
  let payload: Json
  if (shortcut.type === 'global') {
    const channel = typeof body['channel'] === 'string' ? body['channel'] : null
    payload = {
      ...interaction(hub, 'shortcut', user),
      ...common,
      trigger_id: hub.triggers.issue(user.id, channel),
    }
  } else {
    const { message, channel } = visibleMessage(hub, user, body)
    payload = {
      ...interaction(hub, 'message_action', user),
      ...common,
      trigger_id: hub.triggers.issue(user.id, channel.id),
      response_url: hub.responseUrls.issue(user.id, channel.id, message),
      channel: { id: channel.id, name: channelName(channel) },
      message_ts: message.ts,
      message: messagePayload(hub, message),
    }
  }
  const delivered = await send(hub, user.id, 'interactive', payload)
  return delivered.ok ? done(delivered.ack) : failed(delivered.error)
}

/** A person opens the app's Home tab. */
export async function openHome(hub: Hub, body: Json): Promise<Outcome> {
  const user = actor(hub, body)
  const view = hub.workspace.homes.get(user.id)
  const delivered = await sendEvent(hub, {
    type: 'app_home_opened',
    user: user.id,
    channel: `D_${user.id}`,
    tab: 'home',
    ...(view ? { view: viewPayload(view) } : {}),
  })
  return delivered.ok ? done(delivered.ack) : failed(delivered.error)
}

/** A person writes into a channel. The app does not subscribe to messages, so it hears nothing of it. */
export function writeMessage(hub: Hub, body: Json): Outcome {
  const user = actor(hub, body)
  const channel = channelOf(hub, user, body['channel'])
  const written = text(body, 'text')
  const refused = checkMessage({ text: written })
  if (refused) return failed(refused.error)
  const { ts } = addMessage(hub.workspace, { channel: channel.id, user: user.id, text: written })
  return { ...done(), ts }
}
