import { randomBytes } from 'node:crypto'
import type { Channel, Persona, UserGroup } from '../personas.ts'
import { BOT_USER, channels, personas, userGroups } from '../personas.ts'
import type { Clock } from './clock.ts'
import type { StoredFile, StoredMessage, StoredView } from './model.ts'

/** Letters and digits as in Slack's ids. */
export function randomId(prefix: string, length = 9): string {
  const bytes = randomBytes(length)
  return prefix + Array.from(bytes, (byte) => 'ABCDEFGHIJKLMNPQRSTUVWXYZ0123456'[byte % 32]).join('')
}

/**
 * Everything the workspace holds. Whoever changes it says so with `changed(user)`, which the page's event stream listens to.
 */
export class Workspace {
  users = new Map<string, Persona>()
  groups = new Map<string, UserGroup>()
  channels = new Map<string, Channel>()
  messages: StoredMessage[] = []
  files = new Map<string, StoredFile>()
  /** Open modals of a user, root first, top last. */
  stacks = new Map<string, StoredView[]>()
  homes = new Map<string, StoredView>()
  /** Every external_id of a view so far: Slack wants them unique for a team. */
  externalIds = new Map<string, string>()

  readonly clock: Clock
  #lastTs = 0
  readonly #changed = new Set<(user: string | null) => void>()
  readonly #toasts = new Set<(user: string, text: string) => void>()

  constructor(clock: Clock) {
    this.clock = clock
    this.reset()
  }

  /** Back to the seeded people and channels, with no message, view or file. */
  reset(): void {
    this.users = new Map(personas().map((user) => [user.id, user]))
    this.groups = new Map(userGroups().map((group) => [group.id, group]))
    this.channels = new Map(channels().map((channel) => [channel.id, channel]))
    this.messages = []
    this.files.clear()
    this.stacks.clear()
    this.homes.clear()
    this.externalIds.clear()
    this.changed(null)
  }

  /** The next message timestamp, `seconds.micros`, never given out twice. */
  nextTs(): string {
    this.#lastTs = Math.max(this.clock.now().getTime() * 1000, this.#lastTs + 1)
    const seconds = Math.floor(this.#lastTs / 1_000_000)
    return `${seconds}.${String(this.#lastTs % 1_000_000).padStart(6, '0')}`
  }

  /** The channel that an id names for the app: a user's id stands for the direct message with that user. */
  channelFor(id: string): Channel | undefined {
    return this.channels.get(id) ?? this.channels.get(`D_${id}`)
  }

  isMember(channel: Channel, user: string): boolean {
    return channel.members.includes(user)
  }

  botIsIn(channel: Channel): boolean {
    return channel.members.includes(BOT_USER)
  }

  findMessage(channel: string, ts: string): StoredMessage | undefined {
    return this.messages.find((message) => message.channel === channel && message.ts === ts)
  }

  /** The user's open modals, root first. */
  stackOf(user: string): StoredView[] {
    return this.stacks.get(user) ?? []
  }

  /** Any open modal or published home by its id. */
  findView(id: string): StoredView | undefined {
    for (const stack of this.stacks.values()) {
      const found = stack.find((view) => view.id === id)
      if (found) return found
    }
    return [...this.homes.values()].find((view) => view.id === id)
  }

  /** Tells the pages that something changed for this user, or for everyone with null. */
  changed(user: string | null): void {
    for (const listener of this.#changed) listener(user)
  }

  toast(user: string, text: string): void {
    for (const listener of this.#toasts) listener(user, text)
  }

  onChanged(listener: (user: string | null) => void): void {
    this.#changed.add(listener)
  }

  onToast(listener: (user: string, text: string) => void): void {
    this.#toasts.add(listener)
  }
}
