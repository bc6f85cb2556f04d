import type { Logger } from '../logger.ts'
import type { UserGroups } from './groups.ts'
import type { Interaction } from './interaction.ts'
import type { People } from './people.ts'

/** The workspace's own events that the bot asks for in manifest.yml. */
export const WORKSPACE_EVENTS = [
  'subteam_created',
  'subteam_updated',
  'subteam_members_changed',
  'user_change',
  'app_uninstalled',
  'tokens_revoked',
] as const
type WorkspaceEventName = (typeof WORKSPACE_EVENTS)[number]

/** How many event ids are remembered; Slack repeats one within minutes. */
const REMEMBERED = 2000

/**
 * Workspace events that keep this process's knowledge fresh. They have no actor, start nothing, and are dropped when
 * they come twice: a repeated "added" after a "removed" would bring a role back. Each process hears its own copy or
 * waits for its cache to age, so ids are remembered here and not in the database.
 */
export class WorkspaceEvents {
  readonly #teamId: string
  readonly #groups: UserGroups
  readonly #people: People
  readonly #logger: Logger
  readonly #seen = new Set<string>()

  constructor(teamId: string, groups: UserGroups, people: People, logger: Logger) {
    this.#teamId = teamId
    this.#groups = groups
    this.#people = people
    this.#logger = logger
  }

  /** Whether the event was one of these, and so needs nothing more. */
  take({ id, teamId, eventId = '', event = {} }: Interaction): boolean {
    const name = WORKSPACE_EVENTS.find((known) => known === id)
    if (name === undefined) return false
    if (teamId !== this.#teamId || this.#repeated(eventId)) return true
    this.#handlers[name](event)
    return true
  }

  readonly #handlers: Readonly<Record<WorkspaceEventName, (event: WorkspaceEvent) => void>> = {
    subteam_created: ({ subteam = {} }) => this.#groups.updated(subteam),
    subteam_updated: ({ subteam = {} }) => this.#groups.updated(subteam),
    subteam_members_changed: ({
      subteam_id: id = '',
      added_users: added = [],
      removed_users: removed = [],
    }) => this.#groups.membersChanged(id, added, removed),
    user_change: ({ user = {} }) => this.#people.forget(user.id ?? ''),
    app_uninstalled: () => this.#logger.error('slack.uninstalled'),
    tokens_revoked: () => this.#logger.error('slack.tokens-revoked'),
  }

  #repeated(eventId: string): boolean {
    if (this.#seen.has(eventId)) return true
    this.#seen.add(eventId)
    const [oldest] = this.#seen
    if (this.#seen.size > REMEMBERED && oldest !== undefined) this.#seen.delete(oldest)
    return false
  }
}

interface WorkspaceEvent {
  readonly subteam?: Parameters<UserGroups['updated']>[0]
  readonly subteam_id?: string
  readonly added_users?: readonly string[]
  readonly removed_users?: readonly string[]
  readonly user?: { readonly id?: string }
}
