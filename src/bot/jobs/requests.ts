import { WebAPIPlatformError } from '@slack/web-api'
import type { Message } from '../../views/kit.ts'
import { type Locale, type Text, textOf } from '../../views/text.ts'
import { post } from '../slack/clients.ts'
import type { MessageSubject } from '../slack/transport.ts'
import type { JobDeps } from './deps.ts'

/** What is kept of a message names its language, so that it is brought up to date in the same. */
export const LOCALES: readonly Locale[] = ['ja', 'en']

/** An actor's key `team:user`. */
export function personOf(key: string): { readonly teamId: string; readonly userId: string } {
  const [teamId = '', userId = ''] = key.split(':')
  return { teamId, userId }
}

/** Posts what a subject's message says into a channel, unless it stands there already. */
export async function postOnce(
  { slack, transport }: JobDeps,
  subject: MessageSubject,
  message: Message,
  { teamId, channelId }: { readonly teamId: string; readonly channelId: string },
): Promise<void> {
  if ((await transport.messagesOf(subject)).some((place) => place.channelId === channelId)) return
  const posted = await post(slack.background, { channel: channelId, ...message })
  await transport.keepMessage(subject, { teamId, ...posted })
}

/** A direct message that Slack refuses to carry, to somebody who has left for instance, keeps nobody else from theirs. */
export async function reach<T>(
  { slack, logger }: JobDeps,
  userId: string,
  send: (channelId: string) => Promise<T>,
): Promise<T | undefined> {
  try {
    const { channel } = await slack.background.conversations.open({ users: userId })
    return await send(channel?.id ?? '')
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error
    logger.warn('approval.unreached', { user: userId, err: error })
    return undefined
  }
}

/** A direct message in the reader's language. */
export async function tell(deps: JobDeps, userId: string, message: (text: Text) => Message) {
  const { locale } = await deps.people.find(userId)
  return reach(deps, userId, (channelId) =>
    post(deps.slack.background, { channel: channelId, ...message(textOf(locale)) }),
  )
}

/** Slack's words for a message that is gone or out of reach: then there is nothing to bring up to date. */
const GONE = new Set([
  'message_not_found',
  'channel_not_found',
  'cant_update_message',
  'edit_window_closed',
  'not_in_channel',
  'is_archived',
  'is_inactive',
])

/** Brings every message about a subject to what is so now. */
export async function bringTo(
  { slack, transport }: JobDeps,
  subject: MessageSubject,
  message: Message,
): Promise<void> {
  for (const { channelId, ts } of await transport.messagesOf(subject)) {
    try {
      await slack.background.chat.update({ channel: channelId, ts, ...message })
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError) || !GONE.has(error.data.error)) throw error
    }
  }
}
