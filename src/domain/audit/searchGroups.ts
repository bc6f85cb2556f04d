import { DUES_ACTIONS, READS } from '../members/history.ts'

/** Kinds of action that the audit is searched by. `seen`: whose data somebody saw, by views, searches, exports and mails. */
export const AUDIT_GROUPS = [
  'seen',
  'members',
  'membership',
  'dues',
  'positions',
  'accounts',
  'dossier',
  'exchange',
  'settings',
  'access',
] as const
export type AuditGroup = (typeof AUDIT_GROUPS)[number]

const EXCHANGE: readonly string[] = ['export.', 'import.', 'label.', 'mailing.', 'roll.']

/** Beginnings of the actions of each. */
const STARTS: Readonly<Record<AuditGroup, readonly string[]>> = {
  seen: [...READS, 'selection.', ...EXCHANGE],
  members: ['member.', 'application.', 'affiliation.', 'merge.', 'deletion.'],
  membership: ['member.withdrawn', 'member.rejoined', 'member.memorialised', 'withdrawal.', 'rejoin.'],
  dues: DUES_ACTIONS.filter((start) => !start.startsWith('withdrawal.')),
  positions: ['position.', 'election.', 'rule.'],
  accounts: ['account.', 'credentials.'],
  dossier: ['note.', 'attachment.', 'dossier.'],
  exchange: EXCHANGE,
  settings: ['setting.', 'society.', 'roles.', 'delegate.', 'identity.'],
  access: ['access.', 'audit.'],
}

/** What belongs to a group. Looks stand under `seen`, whatever they were at, and for whoever asks about the audit itself. */
export function actionsOf(group: AuditGroup): {
  readonly starts: readonly string[]
  readonly except: readonly string[]
} {
  return { starts: STARTS[group], except: group === 'seen' || group === 'access' ? [] : READS }
}
