import { describe, expect, it } from 'vitest'
import { ROUTES } from '../../src/bot/routes.ts'
import { BUILT_IN_ROLES, GRANTS, type Permission } from '../../src/domain/core/roles.ts'

/** Who may come in where: S secretariat, O officer, T treasurer, A auditor. Everybody else is refused (tests/bot/guard.test.ts). */
const EXPECTED: Readonly<Record<string, string>> = {
  'command search': 'SOTA',
  'command list': 'SOTA',
  'command show': 'SOTA',
  'command menu': 'SOTA',
  'command help': 'SOTA',
  'shortcut shortcut.search': 'SOTA',
  'event app_home_opened': 'SOTA',
  'action search.open': 'SOTA',
  'action search.edit': 'SOTA',
  'action search.unfold': 'SOTA',
  'action search.reset': 'SOTA',
  'action search.widen': 'SOTA',
  'action range.today': 'SOTA',
  'action range.yesterday': 'SOTA',
  'action range.this-month': 'SOTA',
  'action range.last-month': 'SOTA',
  'action range.clear': 'SOTA',
  'action list.individual': 'SOTA',
  'action list.institution': 'SOTA',
  'action list.supporting': 'SOTA',
  'action results.previous': 'SOTA',
  'action results.next': 'SOTA',
  'action results.sort': 'SOTA',
  'action roll.post': 'SOT',
  'action refusal.dm': 'SOT',
  'action member.show': 'SOTA',
  'action card.reload': 'SOTA',
  'action help.open': 'SOTA',
  'submission search.submit': 'SOTA',
  'options form.memberType': 'SOTA',
  'options form.departmentCategory': 'SOTA',
}

/** Buttons that stand several times in one block share a row: `member.show.3`. */
const rowOf = (kind: string, id: string) => `${kind} ${id.replace(/\.\d+$/u, '')}`

const mayEnter = (permission: Permission | null) =>
  BUILT_IN_ROLES.filter(
    (role) => permission === null || (GRANTS[role] as readonly Permission[]).includes(permission),
  )
    .map((role) => role.charAt(0).toUpperCase())
    .join('')

it('lets each role in where the table says, and has a row for every route', () => {
  const found = Object.fromEntries(
    ROUTES.map(({ kind, id, permission }) => [rowOf(kind, id), mayEnter(permission)]),
  )
  expect(found).toEqual({ ...EXPECTED, 'action society.choose': 'SOTA' })
})

describe('the grants', () => {
  it.each([
    ['member.read', 'SOTA'],
    ['dues.read', 'STA'],
    ['history.read', 'SOTA'],
    ['member.write', 'S'],
    ['member.delete', 'S'],
    ['member.delete.approve', 'SOT'],
    ['credentials.reset', 'S'],
    ['invoice.issue', 'ST'],
    ['payment.record', 'ST'],
    ['settlement.request', 'ST'],
    ['settlement.decide', 'T'],
    ['mail.send', 'SOT'],
    ['labels.print', 'SOT'],
    ['export.csv', 'SOT'],
    ['import.csv', 'S'],
    ['settings', 'S'],
    ['audit.read', 'SA'],
    ['roll.post', 'SOT'],
  ] as const)('%s belongs to %s', (permission, roles) => {
    expect(mayEnter(permission)).toBe(roles)
  })
})
