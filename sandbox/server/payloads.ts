/** The payloads that Slack sends to an app, field for field (https://docs.slack.dev/reference/interaction-payloads). */
import type { Channel, Persona } from '../personas.ts'
import { APP_ID, BOT_ID, BOT_USER, TEAM } from '../personas.ts'
import { filePayload } from './files.ts'
import type { Hub } from './hub.ts'
import type { Json, StoredMessage, StoredView } from './model.ts'
import { viewPayload } from './viewPayload.ts'

const team = (): Json => ({ id: TEAM.id, domain: TEAM.domain })

const who = (user: Persona): Json => ({ id: user.id, username: user.name, name: user.name, team_id: TEAM.id })

/** The fields that every interaction has. */
export function interaction(hub: Hub, type: string, user: Persona): Json {
  return {
    type,
    user: who(user),
    api_app_id: APP_ID,
    token: hub.tokens.verification,
    team: team(),
    enterprise: null,
    is_enterprise_install: false,
  }
}

/** The name that Slack gives instead of a private channel's or direct message's own. */
export function channelName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage'
  return channel.kind === 'private' ? 'privategroup' : channel.name
}

/** A message as the Web API and block_actions show it. */
export function messagePayload(hub: Hub, message: StoredMessage): Json {
  const bot = message.user === BOT_USER
  const files = message.files.flatMap((id) => hub.workspace.files.get(id) ?? [])
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    ...(bot ? { bot_id: BOT_ID, app_id: APP_ID } : {}),
    text: message.text,
    team: TEAM.id,
    ...(message.edited ? { edited: { user: message.user, ts: message.ts } } : {}),
    ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
    ...(files.length > 0 ? { files: files.map((file) => filePayload(file, hub.baseUrl())) } : {}),
    ...(message.blocks ? { blocks: message.blocks } : {}),
  }
}

/** Where an element was used. */
export type Source =
  | { kind: 'view'; view: StoredView }
  | { kind: 'message'; message: StoredMessage; channel: Channel }

/** container, and view or channel and message, as block_actions and block_suggestion carry them. */
export function placeOf(hub: Hub, source: Source): Json {
  if (source.kind === 'view') {
    return { container: { type: 'view', view_id: source.view.id }, view: viewPayload(source.view) }
  }
  const { message, channel } = source
  const ephemeral = message.onlyFor !== null
  return {
    container: { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: ephemeral },
    channel: { id: channel.id, name: channelName(channel) },
    ...(ephemeral ? {} : { message: messagePayload(hub, message) }),
  }
}

/** A slash command's payload; all values are strings, as in a form. */
export function commandPayload(
  hub: Hub,
  user: Persona,
  channel: Channel,
  { command, text }: { command: string; text: string },
): Json {
  return {
    token: hub.tokens.verification,
    team_id: TEAM.id,
    team_domain: TEAM.domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: APP_ID,
    is_enterprise_install: 'false',
    response_url: hub.responseUrls.issue(user.id, channel.id, null),
    trigger_id: hub.triggers.issue(user.id, channel.id),
  }
}

/** The response_urls of a modal's `response_url_enabled` selects. */
export function submissionUrls(hub: Hub, view: StoredView): Json[] {
  return view.blocks.flatMap((block) => {
    const element = block['element'] as Json | undefined
    if (block.type !== 'input' || element?.['response_url_enabled'] !== true) return []
    const [blockId, actionId] = [String(block['block_id']), String(element['action_id'])]
    const state = view.state.values[blockId]?.[actionId]
    const channel = state?.['selected_conversation'] ?? state?.['selected_channel']
    if (typeof channel !== 'string') return []
    return [
      {
        block_id: blockId,
        action_id: actionId,
        channel_id: channel,
        response_url: hub.responseUrls.issue(view.user, channel, null),
      },
    ]
  })
}
