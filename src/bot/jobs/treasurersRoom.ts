import { WebAPIPlatformError } from '@slack/web-api'
import { may } from '../../domain/core/roles.ts'
import type { JobDeps } from './deps.ts'

/** A channel in which dues may be spoken of, and who reads it. */
export interface Room {
  readonly channelId: string
  readonly members: readonly string[]
}

/** Beyond this many members nobody is asked one by one what they may read. */
const MOST_MEMBERS = 500

/**
 * The society's channel for its treasurers, where it is private, shared with nobody, open to the bot, and everyone in it has dues.read now. Undefined
 * where there is none such.
 *
 * @throws what is worth another try: a channel is never taken for unsafe because Slack was away
 */
export async function treasurersRoom(
  deps: JobDeps,
  societyId: number,
  teamId: string,
): Promise<Room | undefined> {
  const channels = await deps.roll.read.channel.findMany({
    where: { societyId, teamId, purpose: 'treasurers' },
    orderBy: { channelId: 'asc' },
    select: { channelId: true },
  })
  for (const { channelId } of channels) {
    const members = await readersOf(deps, societyId, channelId)
    if (members !== undefined) return { channelId, members }
  }
  return undefined
}

async function readersOf(
  { slack, people, actors }: JobDeps,
  societyId: number,
  channelId: string,
): Promise<readonly string[] | undefined> {
  const members = await listMembers(slack.background, channelId)
  if (members === undefined) return undefined
  for (const member of members) {
    if ((await people.find(member)).bot) continue
    const rights = await actors.rightsOf(member, societyId)
    if (rights === null || !may(rights, 'dues.read')) return undefined
  }
  return members
}

/** Who is in the channel; undefined where it is not private, is shared, has the bot not in it, or Slack refuses to say. */
async function listMembers(
  client: JobDeps['slack']['background'],
  channelId: string,
): Promise<readonly string[] | undefined> {
  try {
    const { channel = {} } = await client.conversations.info({ channel: channelId })
    const shared = [channel.is_ext_shared, channel.is_pending_ext_shared, channel.is_org_shared]
    const open = channel.is_private === true && channel.is_member === true && channel.is_archived !== true
    if (!open || shared.includes(true)) return undefined
    const listed = await client.conversations.members({ channel: channelId, limit: MOST_MEMBERS })
    return (listed.response_metadata?.next_cursor ?? '') === '' ? listed.members : undefined
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return undefined
    throw error
  }
}
