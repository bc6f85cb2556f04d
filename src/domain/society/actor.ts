import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { type Actor, GRANTS, isBuiltInRole, PERMISSIONS, type Permission } from '../core/roles.ts'
import type { Caller, RoleFacts, SocietyAccess } from './access.ts'

/**
 * Who is in which role, by whichever source the workspace has: its user groups, or the configuration's list of users
 * for a workspace without user groups.
 */
export interface Membership {
  has(role: RoleFacts, userId: string): boolean
  members(role: RoleFacts): readonly string[]
}

export type ActorRefusal = Extract<DomainError, { code: 'no-role' | 'no-society' | 'role-conflict' }>

/** What the 会長 lends for dates: standing in for the treasurers where they can't decide. */
export const TREASURER_DELEGATE = 'treasurer.delegate'
const LENT: readonly Permission[] = ['member.read', 'dues.read', 'settlement.decide']

/** The caller's rights in one society, or why there are none. Pure: call it anew for each request. */
export function planActor(
  access: SocietyAccess,
  caller: Caller,
  membership: Membership,
): Result<Actor, ActorRefusal> {
  const held = access.roles.filter((role) => membership.has(role, caller.userId))
  const standsIn = access.delegated.includes(TREASURER_DELEGATE)
  const codes = held.map(({ code }) => code)
  const conflict = conflictOf(access, new Set(standsIn ? [...codes, 'treasurer'] : codes))
  if (conflict !== undefined) return err(conflict)
  const granted = new Set<string>([...held.flatMap(grantsOf), ...access.delegated, ...(standsIn ? LENT : [])])
  const permissions = new Set(PERMISSIONS.filter((permission) => granted.has(permission)))
  if (permissions.size === 0) return err({ code: 'no-role', contacts: contactsOf([access], membership) })
  return ok({
    key: `${caller.teamId}:${caller.userId}`,
    teamId: caller.teamId,
    userId: caller.userId,
    societyId: access.id,
    roles: standsIn ? [...codes, TREASURER_DELEGATE] : codes,
    permissions,
  })
}

function grantsOf(role: RoleFacts): readonly string[] {
  return role.builtIn && isBuiltInRole(role.code) ? GRANTS[role.code] : role.permissions
}

function conflictOf(
  access: SocietyAccess,
  codes: ReadonlySet<string>,
): Extract<DomainError, { code: 'role-conflict' }> | undefined {
  for (const { role, excludes, article } of access.exclusions) {
    if (!codes.has(role)) continue
    if (excludes === 'member' && access.activeMember) return { code: 'role-conflict', roles: [role], article }
    const other = excludes.slice('role:'.length)
    if (excludes !== 'member' && codes.has(other))
      return { code: 'role-conflict', roles: [role, other], article }
  }
  return undefined
}

/** Slack user ids of the secretariats, whom to ask for a role. */
export function contactsOf(societies: readonly SocietyAccess[], membership: Membership): readonly string[] {
  const roles = societies.flatMap((society) => society.roles.filter(({ code }) => code === 'secretariat'))
  return [...new Set(roles.flatMap((role) => membership.members(role)))]
}
