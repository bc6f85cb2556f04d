/** Everything a caller may be allowed to do; design of the table: README, 役割と権限. */
export const PERMISSIONS = [
  'member.read',
  'dues.read',
  'history.read',
  'member.write',
  'member.delete',
  'member.delete.approve',
  'credentials.reset',
  'invoice.issue',
  'payment.record',
  'settlement.request',
  'settlement.decide',
  'mail.send',
  'labels.print',
  'export.csv',
  'import.csv',
  'settings',
  'audit.read',
  'roll.post',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** The roles that come ready; a society's own roles are rows in its settings. */
export const BUILT_IN_ROLES = ['secretariat', 'officer', 'treasurer', 'auditor'] as const
export type BuiltInRole = (typeof BUILT_IN_ROLES)[number]

/** What the ready roles may do (事務局, 幹事, 会計, 監事). 役員職 alone gives nothing. */
export const GRANTS = {
  secretariat: [
    'member.read',
    'dues.read',
    'history.read',
    'member.write',
    'member.delete',
    'member.delete.approve',
    'credentials.reset',
    'invoice.issue',
    'payment.record',
    'settlement.request',
    'mail.send',
    'labels.print',
    'export.csv',
    'import.csv',
    'settings',
    'audit.read',
    'roll.post',
  ],
  officer: [
    'member.read',
    'history.read',
    'member.delete.approve',
    'mail.send',
    'labels.print',
    'export.csv',
    'roll.post',
  ],
  treasurer: [
    'member.read',
    'dues.read',
    'history.read',
    'member.delete.approve',
    'invoice.issue',
    'payment.record',
    'settlement.request',
    'settlement.decide',
    'mail.send',
    'labels.print',
    'export.csv',
    'roll.post',
  ],
  auditor: ['member.read', 'dues.read', 'history.read', 'audit.read'],
} as const satisfies Record<BuiltInRole, readonly Permission[]>

export function isBuiltInRole(code: string): code is BuiltInRole {
  return (BUILT_IN_ROLES as readonly string[]).includes(code)
}

/** The caller in one society: who, with which roles, allowed what. Built afresh for each request. */
export interface Actor {
  /** `team:user`, as audit rows and requests store it. */
  readonly key: string
  readonly teamId: string
  readonly userId: string
  readonly societyId: number
  readonly roles: readonly string[]
  readonly permissions: ReadonlySet<Permission>
}

export function may(actor: Actor, permission: Permission): boolean {
  return actor.permissions.has(permission)
}

/** What runs by itself in a society, with the rights that it needs and no person behind it. */
export function clockActor(societyId: number, permissions: readonly Permission[]): Actor {
  return {
    key: 'meibo:clock',
    teamId: 'meibo',
    userId: 'clock',
    societyId,
    roles: [],
    permissions: new Set(permissions),
  }
}

/** Somebody who is not the one clicking, by the key that rows hold, with the rights that a job lends. */
export function actorOfKey(key: string, societyId: number, permissions: Iterable<Permission>): Actor {
  const [teamId = '', userId = ''] = key.split(':')
  return { key, teamId, userId, societyId, roles: [], permissions: new Set(permissions) }
}
