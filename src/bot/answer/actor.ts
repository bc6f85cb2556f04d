import { dateColumn, tokyoDay } from '../../domain/core/calendar.ts'
import type { DomainError, SocietyChoice } from '../../domain/core/errors.ts'
import { err, ok, type Result } from '../../domain/core/result.ts'
import { type Actor, may, type Permission } from '../../domain/core/roles.ts'
import type { Roll } from '../../domain/core/roll.ts'
import { loadAccess } from '../../domain/society/access.ts'
import type { Membership } from '../../domain/society/actor.ts'
import { type Asked, ownSocieties, resolveActor } from '../../domain/society/resolve.ts'
import type { Freshness, UserGroups } from '../slack/groups.ts'
import type { Interaction } from '../slack/interaction.ts'
import type { People, Person } from '../slack/people.ts'

/** Who acts, in which society, and the societies that they could have chosen. */
export interface Acting {
  readonly actor: Actor
  readonly societies: readonly SocietyChoice[]
}

/** Says who may act: from Slack who the person is, from the user groups and the society's settings what they may do. */
export class Actors {
  readonly #teamId: string
  readonly #people: People
  readonly #groups: UserGroups
  readonly #roll: Roll
  readonly #now: () => Date

  constructor(teamId: string, people: People, groups: UserGroups, roll: Roll, now: () => Date) {
    this.#teamId = teamId
    this.#people = people
    this.#groups = groups
    this.#roll = roll
    this.#now = now
  }

  /** The person behind a payload; undefined for one of another workspace, whom Slack does not let us ask about. */
  async person({ teamId, userId, userTeamId = teamId }: Interaction): Promise<Person | undefined> {
    if (teamId !== this.#teamId || userTeamId !== this.#teamId || userId === '') return undefined
    return await this.#people.find(userId)
  }

  /**
   * The caller's rights. Everything that is not known is refused.
   *
   * @throws where Slack or the database can't be asked: then nobody may do anything
   */
  async actor(
    { teamId, userId, channelId }: Interaction,
    person: Person | undefined,
    asked: Asked,
    freshness: Freshness,
  ): Promise<Result<Acting, DomainError>> {
    if (person?.staff !== true) return err({ code: 'guest' })
    const caller = { teamId, userId, channelId }
    const [membership, societies] = await Promise.all([
      this.#groups.membership(freshness),
      loadAccess(this.#roll.read, caller, tokyoDay(this.#now())),
    ])
    const actor = resolveActor(societies, caller, membership, asked)
    return actor.ok
      ? ok({ actor: actor.value, societies: ownSocieties(societies, caller, membership) })
      : actor
  }

  /** The rights that somebody has now who is not the one clicking; null for who has none, has left or is a guest. */
  async rightsOf(userId: string, societyId: number): Promise<Actor | null> {
    const asker = { kind: 'event', id: '', teamId: this.#teamId, userId, text: '' } as const
    const acting = await this.actor(asker, await this.person(asker), { societyId }, 'dialog')
    return acting.ok ? acting.value.actor : null
  }

  /** Who is in which role, as new as a dialog wants it. */
  membership(): Promise<Membership> {
    return this.#groups.membership('dialog')
  }

  /** Slack ids of everybody who holds a permission in a society now. */
  async holders(societyId: number, permission: Permission): Promise<readonly string[]> {
    const today = tokyoDay(this.#now())
    const teamId = this.#teamId
    const on = dateColumn(today)
    const [membership, societies, delegates] = await Promise.all([
      this.#groups.membership('dialog'),
      loadAccess(this.#roll.read, { teamId, userId: '' }, today),
      this.#roll.read.delegate.findMany({
        where: { societyId, teamId, fromOn: { lte: on }, toOn: { gte: on } },
        select: { userId: true },
      }),
    ])
    const roles = societies.find(({ id }) => id === societyId)?.roles ?? []
    const people = new Set([
      ...roles.flatMap((role) => membership.members(role)),
      ...delegates.map(({ userId }) => userId),
    ])
    const actors = await Promise.all([...people].map((userId) => this.rightsOf(userId, societyId)))
    return actors.flatMap((actor) => (actor !== null && may(actor, permission) ? [actor.userId] : []))
  }
}
