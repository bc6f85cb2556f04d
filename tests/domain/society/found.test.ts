import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '../../../src/domain/core/change.ts'
import { Roll } from '../../../src/domain/core/roll.ts'
import { loadAccess } from '../../../src/domain/society/access.ts'
import { FOUNDING, foundSociety } from '../../../src/domain/society/found.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'

let db: TestDatabase
let context: Context
beforeAll(async () => {
  db = await testDatabase()
  context = {
    roll: new Roll({ ...db, close: async () => {} }),
    actor: {
      key: 'console',
      teamId: '',
      userId: '',
      societyId: 77,
      roles: [],
      permissions: new Set(['settings']),
    },
    source: { via: 'console' },
    now: () => new Date('2026-03-31T14:59:00Z'),
  }
})
afterAll(() => db.drop())

const GIVEN = { id: '77', code: 'Kaku', name: '架空学会', teamId: 'T1', secretariat: 'S1', officer: 'S2' }

describe('founding a society', () => {
  it('makes all that is needed to open it from Slack', async () => {
    expect(await foundSociety(context, FOUNDING.parse(GIVEN))).toEqual({ ok: true, value: 77 })
    const [access] = await loadAccess(context.roll.read, { teamId: 'T1', userId: 'U1' }, '2026-03-31')
    expect(access).toEqual({
      id: 77,
      code: 'Kaku',
      name: '架空学会',
      nameEn: null,
      roles: [
        { code: 'auditor', builtIn: true, groupId: null, permissions: [] },
        { code: 'officer', builtIn: true, groupId: 'S2', permissions: [] },
        { code: 'secretariat', builtIn: true, groupId: 'S1', permissions: [] },
        { code: 'treasurer', builtIn: true, groupId: null, permissions: [] },
      ],
      exclusions: [
        { role: 'secretariat', excludes: 'role:auditor', article: null },
        { role: 'secretariat', excludes: 'member', article: null },
        { role: 'secretariat', excludes: 'role:officer', article: null },
        { role: 'secretariat', excludes: 'role:treasurer', article: null },
      ],
      delegated: [],
      activeMember: false,
      channelDefault: false,
    })
    const { rows } = await db.pool.query(
      'SELECT year, starts_on, ends_on, due_on FROM fiscal_year WHERE society_id = 77',
    )
    expect(rows).toEqual([
      { year: 2025, starts_on: '2025-04-01', ends_on: '2026-03-31', due_on: '2025-06-30' },
    ])
  })

  it('changes nothing where the society is there already', async () => {
    await expect(foundSociety(context, FOUNDING.parse({ ...GIVEN, name: '別の学会' }))).rejects.toThrow(
      'Unique constraint',
    )
    expect(await db.prisma.society.findMany({ select: { name: true } })).toEqual([{ name: '架空学会' }])
  })

  it.each([
    ['id', '-1'],
    ['code', 'K1'],
    ['teamId', 'workspace'],
    ['secretariat', 'U1'],
    ['fiscalYearStartMonth', '13'],
  ])('refuses %s %s', (field, value) => {
    expect(FOUNDING.safeParse({ ...GIVEN, [field]: value }).error?.issues.map(({ path }) => path[0])).toEqual(
      [field],
    )
  })
})
