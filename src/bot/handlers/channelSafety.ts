import type { DomainError } from '../../domain/core/errors.ts'
import { err, ok, type Result } from '../../domain/core/result.ts'
import type { Call } from '../answer/route.ts'

/** Beyond this many members nobody is asked one by one whether they are a guest; such a channel is no place for a roll. */
const MOST_MEMBERS = 500

/**
 * Whether something about members may be posted for all to see in a channel: one that the bot can see, that is shared
 * with no other organisation, and that no guest is in. What can't be found out counts as unsafe.
 */
export async function mayPostIn(
  { slack, people }: Call,
  channelId: string,
): Promise<Result<void, DomainError>> {
  const unsafe = (why: 'external' | 'guests' | 'unknown') => err({ code: 'channel-not-safe', why } as const)
  const { interactive } = slack
  const info = await interactive.conversations.info({ channel: channelId }).catch(() => undefined)
  const channel = info?.channel
  if (channel === undefined) return unsafe('unknown')
  if (
    channel.is_ext_shared === true ||
    channel.is_pending_ext_shared === true ||
    channel.is_org_shared === true
  )
    return unsafe('external')
  // Visible is not enough: only who is in a channel may post there.
  if (channel.is_member !== true) return unsafe('unknown')
  const listed = await interactive.conversations
    .members({ channel: channelId, limit: MOST_MEMBERS })
    .catch(() => undefined)
  if (listed?.members === undefined || (listed.response_metadata?.next_cursor ?? '') !== '')
    return unsafe('unknown')
  const others = await Promise.all(listed.members.map((member) => people.find(member))).catch(() => undefined)
  if (others === undefined) return unsafe('unknown')
  return others.every((person) => person.staff || person.bot) ? ok(undefined) : unsafe('guests')
}
