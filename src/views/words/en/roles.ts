import type { Permission } from '../../../domain/core/roles.ts'

export const ROLE_NAMES: Readonly<Record<string, string>> = {
  secretariat: 'Secretariat',
  officer: 'Officer',
  treasurer: 'Treasurer',
  auditor: 'Auditor',
  /** What the 会長 lends; not a role of its own. */
  'treasurer.delegate': 'Deputy treasurer',
}

export const PERMISSION_NAMES: Readonly<Record<Permission, string>> = {
  'member.read': 'search and read members',
  'dues.read': 'see dues',
  'history.read': 'see the history',
  'member.write': 'register and edit members',
  'member.delete': 'delete members',
  'member.delete.approve': 'approve deletions',
  'credentials.reset': 'reset passwords',
  'invoice.issue': 'issue invoices',
  'payment.record': 'record payments',
  'settlement.request': 'request settlements',
  'settlement.decide': 'decide settlements',
  'mail.send': 'send mail',
  'labels.print': 'print labels',
  'export.csv': 'export CSV',
  'import.csv': 'import CSV',
  settings: 'change settings',
  'audit.read': 'read the audit',
  'roll.post': 'post the short roll',
}
