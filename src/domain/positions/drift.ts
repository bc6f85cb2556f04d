import { Prisma } from '../../../prisma/generated/client.ts'
import { type Day, tokyoDay } from '../core/calendar.ts'
import { type Context, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import type { Reader } from '../core/roll.ts'
import type { Label } from '../members/row.ts'
import { loadAccess, type RoleFacts } from '../society/access.ts'
import type { Membership } from '../society/actor.ts'

/** Somebody in a role's group, or who should be. */
export interface Stander {
  /** Slack user id; null where the member is linked to nobody. */
  readonly userId: string | null
  /** Null where the account is linked to no member. */
  readonly number: string | null
  /**
   * ok; no-office: in the group without the office; unlinked: in the group, and nobody knows which member that is; member: of the office, and an active
   * member; not-in-group: holds the office, and is not in the group; no-account: holds the office, and is linked to no account.
   */
  readonly finding: 'ok' | 'no-office' | 'unlinked' | 'member' | 'not-in-group' | 'no-account'
}

export interface RoleCheck {
  readonly role: string
  readonly label: Label
  /** Everybody in its group first, then whoever should be. */
  readonly standers: readonly Stander[]
}

/** Who is in which group against the offices held. */
export interface RoleDrift {
  readonly societyId: number
  readonly roles: readonly RoleCheck[]
  /** How many of the standers are not in order. */
  readonly open: number
  readonly today: Day
}

/** The offices that a ready role is for. */
const OFFICES: Readonly<Record<string, (held: Held) => boolean>> = {
  officer: ({ group }) => group === 'officer',
  treasurer: ({ position }) => position === 'treasurer',
  auditor: ({ group }) => group === 'auditor',
}

interface Held {
  readonly memberId: number
  readonly number: string
  readonly position: string
  readonly group: string
}

export interface Linked {
  readonly userId: string
  readonly memberId: number
  readonly number: string
  readonly active: boolean
}

/** Compares the user groups with the offices held today. Errors: forbidden. */
export async function findDrift(
  context: Context,
  membership: Membership,
): Promise<Result<RoleDrift, DomainError>> {
  const { actor } = context
  if (!may(actor, 'settings')) return err({ code: 'forbidden', permission: 'settings' })
  const { societyId, teamId } = actor
  const read = readerOf(context)
  const today = tokyoDay(context.now())
  const [societies, names, linked, held] = await Promise.all([
    loadAccess(read, { teamId, userId: actor.userId }, today),
    read.role.findMany({
      where: { societyId, retiredAt: null },
      select: { code: true, name: true, nameEn: true },
    }),
    loadLinked(read, societyId, teamId),
    loadHeld(read, societyId, today),
  ])
  const facts = societies.find(({ id }) => id === societyId)?.roles ?? []
  const roles = facts
    .filter(({ code }) => code === 'secretariat' || code in OFFICES)
    .map((role): RoleCheck => {
      const name = names.find(({ code }) => code === role.code)
      const label = { ja: name?.name ?? role.code, en: name?.nameEn ?? role.code }
      return { role: role.code, label, standers: checkRole(role, membership.members(role), linked, held) }
    })
  const open = roles.flatMap(({ standers }) => standers).filter(({ finding }) => finding !== 'ok').length
  return ok({ societyId, roles, open, today })
}

/** One role: everybody in its group, then whoever should be. Pure. */
export function checkRole(
  { code }: Pick<RoleFacts, 'code'>,
  users: readonly string[],
  linked: readonly Linked[],
  held: readonly Held[],
): readonly Stander[] {
  const fits = OFFICES[code]
  const inGroup = [...users].sort().map((userId): Stander => {
    const link = linked.find((one) => one.userId === userId)
    const number = link?.number ?? null
    if (fits === undefined) return { userId, number, finding: link?.active === true ? 'member' : 'ok' }
    if (link === undefined) return { userId, number, finding: 'unlinked' }
    const holds = held.some((one) => one.memberId === link.memberId && fits(one))
    return { userId, number, finding: holds ? 'ok' : 'no-office' }
  })
  if (fits === undefined) return inGroup
  const holders = new Map(held.filter(fits).map((one) => [one.memberId, one.number]))
  const outside = [...holders].flatMap(([memberId, number]): Stander[] => {
    const link = linked.find((one) => one.memberId === memberId)
    if (link === undefined) return [{ userId: null, number, finding: 'no-account' }]
    return users.includes(link.userId) ? [] : [{ userId: link.userId, number, finding: 'not-in-group' }]
  })
  return [...inGroup, ...outside]
}

async function loadLinked(read: Reader, societyId: number, teamId: string): Promise<readonly Linked[]> {
  return read.$queryRaw<Linked[]>(Prisma.sql`
    SELECT i.user_id AS "userId", i.member_id AS "memberId", m.number, m.lifecycle = 'active' AS active
    FROM slack_identity i JOIN member m ON m.society_id = i.society_id AND m.id = i.member_id
    WHERE i.society_id = ${societyId}::int AND i.team_id = ${teamId} ORDER BY i.user_id`)
}

async function loadHeld(read: Reader, societyId: number, today: Day): Promise<readonly Held[]> {
  return read.$queryRaw<Held[]>(Prisma.sql`
    SELECT h.member_id AS "memberId", m.number, p.code AS position, p."group"
    FROM position_holding h JOIN position p ON p.society_id = h.society_id AND p.id = h.position_id
    JOIN member m ON m.society_id = h.society_id AND m.id = h.member_id
    WHERE h.society_id = ${societyId}::int AND h.started_on <= ${today}::date AND (h.ended_on IS NULL OR h.ended_on > ${today}::date)
    ORDER BY p.sort_order, m.number_folded`)
}
