import type { WebClient } from '@slack/web-api'

export type Locale = 'ja' | 'en'

/** What the bot must know of a Slack user. Names are left behind at once. */
export interface Person {
  readonly locale: Locale
  /** A full member of our workspace: no guest, no stranger, no bot, not deactivated. */
  readonly staff: boolean
  /** An app: no staff, and no guest either. */
  readonly bot: boolean
}

const TTL_MS = 5 * 60_000

interface SlackUser {
  readonly team_id?: string
  readonly locale?: string
  readonly deleted?: boolean
  readonly is_bot?: boolean
  readonly is_restricted?: boolean
  readonly is_ultra_restricted?: boolean
  readonly is_stranger?: boolean
}

function personOf(user: SlackUser, teamId: string): Person {
  const outside =
    user.deleted === true ||
    user.is_bot === true ||
    user.is_restricted === true ||
    user.is_ultra_restricted === true ||
    user.is_stranger === true ||
    (user.team_id !== undefined && user.team_id !== teamId)
  return {
    locale: user.locale?.startsWith('en') === true ? 'en' : 'ja',
    staff: !outside,
    bot: user.is_bot === true,
  }
}

/** `users.info`, kept for five minutes; a `user_change` event forgets at once. */
export class People {
  readonly #client: WebClient
  readonly #teamId: string
  readonly #now: () => number
  readonly #kept = new Map<string, { readonly until: number; readonly person: Promise<Person> }>()

  constructor(client: WebClient, teamId: string, now: () => number) {
    this.#client = client
    this.#teamId = teamId
    this.#now = now
  }

  /** @throws Slack's error when the user is not known yet and can't be asked about: nobody passes unseen */
  find(userId: string): Promise<Person> {
    const kept = this.#kept.get(userId)
    if (kept !== undefined && kept.until > this.#now()) return kept.person
    const person = this.#ask(userId)
    this.#kept.set(userId, { until: this.#now() + TTL_MS, person })
    person.catch(() => this.forget(userId))
    return person
  }

  forget(userId: string): void {
    this.#kept.delete(userId)
  }

  async #ask(userId: string): Promise<Person> {
    const { user } = await this.#client.users.info({ user: userId, include_locale: true })
    return user === undefined ? { locale: 'ja', staff: false, bot: false } : personOf(user, this.#teamId)
  }
}
