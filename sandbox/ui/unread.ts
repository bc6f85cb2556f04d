import type { Channel } from './types.ts'

const lastSeen = new Map<string, string>()

/** Counts the messages that came after the channel was last on the screen. What was there at the start counts as read. */
export function unreadIn(channel: Channel): number {
  const newest = channel.messages.at(-1)?.ts ?? '0'
  const seen = lastSeen.get(channel.id)
  if (seen === undefined) {
    lastSeen.set(channel.id, newest)
    return 0
  }
  return channel.messages.filter(({ ts }) => ts > seen).length
}

export function markRead(channel: Channel): void {
  lastSeen.set(channel.id, channel.messages.at(-1)?.ts ?? '0')
}
