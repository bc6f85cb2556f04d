import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api'
import type { RoleFacts } from '../../domain/society/access.ts'
import type { Membership } from '../../domain/society/actor.ts'
import type { Logger } from '../logger.ts'

/** How new the groups must be: any answer, a dialog that opens, a submission that writes (decisions.md 18). */
export type Freshness = 'cached' | 'dialog' | 'submission'

const TTL_MS = 5 * 60_000
const MAX_AGE: Record<Freshness, number> = { cached: TTL_MS, dialog: 10_000, submission: 60_000 }

type Groups = ReadonlyMap<string, ReadonlySet<string>>

interface Snapshot {
  readonly at: number
  /** Absent on a workspace whose plan has no user groups: then the configured list counts. */
  readonly groups?: Groups
}

/** A group as `usergroups.list` and the `subteam_*` events show it. */
interface Subteam {
  readonly id?: string
  readonly users?: readonly string[]
  readonly user_count?: number | string
  readonly date_delete?: number
}

/** Events cut a group's users at 500, so a full list of that size can't be told from a cut one. */
const EVENT_USERS = 500

/**
 * The workspace's user groups in one call, shared by all requests: one call at a time, kept by events, and never older
 * than five minutes. Fails closed: without an answer of that age nobody has a role.
 */
export class UserGroups {
  readonly #client: WebClient
  readonly #configured: ReadonlyMap<string, ReadonlySet<string>>
  readonly #now: () => number
  readonly #logger: Logger
  #snapshot: Snapshot | undefined
  #asking: Promise<Snapshot> | undefined
  #failed: { readonly at: number; readonly error: unknown } | undefined
  /** Counts what an event changed without saying how: an answer under way then may be older than that. */
  #outdated = 0
  /** Events that came while an answer was on its way, which may be older than they. */
  #sinceAsked: ((groups: Map<string, ReadonlySet<string>>) => void)[] = []

  constructor(
    client: WebClient,
    configured: ReadonlyMap<string, ReadonlySet<string>>,
    now: () => number,
    logger: Logger,
  ) {
    this.#client = client
    this.#configured = configured
    this.#now = now
    this.#logger = logger
  }

  /** @throws Slack's error when it can't be asked and what is known is too old */
  async membership(freshness: Freshness): Promise<Membership> {
    const { groups } = await this.#current(freshness)
    const inRole = ({ code, groupId }: RoleFacts): ReadonlySet<string> =>
      (groups === undefined ? this.#configured.get(code) : groups.get(groupId ?? '')) ?? new Set()
    return { has: (role, userId) => inRole(role).has(userId), members: (role) => [...inRole(role)] }
  }

  /** `subteam_members_changed`. */
  membersChanged(groupId: string, added: readonly string[], removed: readonly string[]): void {
    this.#apply((groups) => {
      const left = [...(groups.get(groupId) ?? [])].filter((user) => !removed.includes(user))
      groups.set(groupId, new Set([...left, ...added]))
    })
  }

  /** `subteam_created`, `subteam_updated`: also sent when a group is disabled. */
  updated(subteam: Subteam): void {
    const { id = '', users, date_delete: deleted = 0 } = subteam
    if (deleted === 0 && (users === undefined || users.length >= EVENT_USERS)) {
      this.#snapshot = undefined
      this.#outdated += 1
    } else this.#apply((groups) => groups.set(id, usersOf(subteam)))
  }

  async #current(freshness: Freshness): Promise<Snapshot> {
    const known = this.#snapshot
    const age = known === undefined ? Number.POSITIVE_INFINITY : this.#now() - known.at
    if (known !== undefined && age <= MAX_AGE[freshness]) return known
    try {
      if (this.#failed !== undefined && this.#now() - this.#failed.at < MAX_AGE.dialog && known !== undefined)
        throw this.#failed.error
      return await (this.#asking ??= this.#ask())
    } catch (error) {
      // A limit of Slack's is no sign of a changed role; any other failure lets at most a minute pass.
      const grace = error instanceof WebAPIRateLimitedError ? TTL_MS : MAX_AGE.submission
      if (known === undefined || age > grace || this.#snapshot === undefined) throw error
      this.#logger.warn('groups.kept', { ms: age, err: error })
      return this.#snapshot
    }
  }

  async #ask(): Promise<Snapshot> {
    try {
      for (;;) {
        const at = this.#now()
        const outdated = this.#outdated
        this.#sinceAsked = []
        const groups = await this.#list()
        if (outdated !== this.#outdated) continue
        if (groups !== undefined) for (const change of this.#sinceAsked) change(groups)
        this.#failed = undefined
        this.#snapshot = groups === undefined ? { at } : { at, groups }
        return this.#snapshot
      }
    } catch (error) {
      this.#failed = { at: this.#now(), error }
      throw error
    } finally {
      this.#asking = undefined
    }
  }

  async #list(): Promise<Map<string, ReadonlySet<string>> | undefined> {
    try {
      const { usergroups = [] } = await this.#client.usergroups.list({ include_users: true })
      return new Map(usergroups.map((group) => [group.id ?? '', usersOf(group)]))
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError) || error.data.error !== 'plan_upgrade_required') throw error
      return undefined
    }
  }

  #apply(change: (groups: Map<string, ReadonlySet<string>>) => void): void {
    this.#sinceAsked.push(change)
    if (this.#snapshot?.groups === undefined) return
    const groups = new Map(this.#snapshot.groups)
    change(groups)
    this.#snapshot = { at: this.#snapshot.at, groups }
  }
}

/** A disabled group is empty. */
function usersOf({ users = [], date_delete: deleted = 0 }: Subteam): ReadonlySet<string> {
  return new Set(deleted === 0 ? users : [])
}
