import type { BuiltInRole, Permission } from '../../domain/core/roles.ts'

/** Which of the ready roles hold a permission, to name them in a refusal. Views take no values from the domain; a test holds this to GRANTS. */
export const HOLDERS: Readonly<Record<Permission, readonly BuiltInRole[]>> = {
  'member.read': ['secretariat', 'officer', 'treasurer', 'auditor'],
  'dues.read': ['secretariat', 'treasurer', 'auditor'],
  'history.read': ['secretariat', 'officer', 'treasurer', 'auditor'],
  'member.write': ['secretariat'],
  'member.delete': ['secretariat'],
  'member.delete.approve': ['secretariat', 'officer', 'treasurer'],
  'credentials.reset': ['secretariat'],
  'invoice.issue': ['secretariat', 'treasurer'],
  'payment.record': ['secretariat', 'treasurer'],
  'settlement.request': ['secretariat', 'treasurer'],
  'settlement.decide': ['treasurer'],
  'mail.send': ['secretariat', 'officer', 'treasurer'],
  'labels.print': ['secretariat', 'officer', 'treasurer'],
  'export.csv': ['secretariat', 'officer', 'treasurer'],
  'import.csv': ['secretariat'],
  settings: ['secretariat'],
  'audit.read': ['secretariat', 'auditor'],
  'roll.post': ['secretariat', 'officer', 'treasurer'],
}
