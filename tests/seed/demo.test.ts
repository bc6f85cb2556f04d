import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedDemo } from '../../prisma/seed/demo/seedDemo.ts'
import { personas, userGroups } from '../../sandbox/personas.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { checksums, countViolations, idsBehind, NO_VIOLATIONS } from './invariants.ts'
import { reindexed } from './reindexed.ts'

const TODAY = '2026-11-23'
const databases: TestDatabase[] = []
const open = async () => {
  const database = await testDatabase()
  databases.push(database)
  return database
}
afterAll(() => Promise.all(databases.map((database) => database.drop())))

describe('the demo societies', () => {
  let db: TestDatabase
  let counts: Readonly<Record<number, number>>
  beforeAll(async () => {
    db = await open()
    counts = await seedDemo(db, { today: TODAY, seed: 1 })
  })

  it('keep every rule', async () => {
    expect(counts).toEqual({ 1234: 349, 5678: 43 })
    expect(await countViolations(db.pool)).toEqual(NO_VIOLATIONS)
    expect(await idsBehind(db.pool)).toEqual([])
  })

  it('are found by search as if the domain had written each member', async () => {
    const { before, after } = await reindexed(db, 1234)
    expect(before).toHaveLength(349)
    expect(after).toEqual(before)
  })

  it('hold the record of the manual', async () => {
    const { rows } = await db.pool.query(
      `SELECT m.number, family_name, given_name, family_kana, given_kana, email, affiliation, postal_code, prefecture, address, board_access, notices,
         applied_at, m.lifecycle, m.fee_plan, t.name AS type, term_end
       FROM member m JOIN member_type t ON t.society_id = m.society_id AND t.id = m.member_type_id WHERE m.number = '453320'`,
    )
    expect(rows).toEqual([
      {
        number: '453320',
        family_name: 'テスト',
        given_name: 'テスト',
        family_kana: 'テスト',
        given_kana: 'テスト',
        email: 'kenkyuukai+99@example.com',
        affiliation: '学会研究会事務局',
        postal_code: '000-0000',
        prefecture: '東京都',
        address: 'あ',
        board_access: 'poster',
        notices: true,
        applied_at: new Date('2021-05-06T12:00:42+09:00'),
        lifecycle: 'active',
        fee_plan: 'paid',
        type: '正会員',
        term_end: '2027-04-30',
      },
    ])
  })

  it('share a workspace and a few accounts, and nothing else', async () => {
    const { rows } = await db.pool.query<{ number: string }>(
      `SELECT a.number || ' ' || b.number AS number FROM member a JOIN member b ON b.account_id = a.account_id AND b.society_id = 5678
       WHERE a.society_id = 1234 ORDER BY a.id`,
    )
    expect(rows.map(({ number }) => number)).toEqual([
      'DEMO00005 KANGO00009',
      'DEMO00050 KANGO00010',
      'DEMO00051 KANGO00011',
      'DEMO00066 KANGO00012',
      'DEMO00067 KANGO00013',
      'DEMO00068 KANGO00014',
    ])
    const groups = await db.prisma.role.findMany({ where: { societyId: 5678 }, orderBy: { code: 'asc' } })
    expect(groups.map(({ slackGroupId }) => slackGroupId)).toEqual([
      null,
      'S_KANGO_OFFICER',
      'S_KANGO_SECRETARIAT',
      'S_KANGO_TREASURER',
    ])
    const held = new Set(userGroups().map(({ id }) => id))
    expect(groups.filter(({ slackGroupId }) => slackGroupId !== null && held.has(slackGroupId))).toEqual([])
    const identities = await db.prisma.slackIdentity.findMany({ orderBy: { userId: 'asc' } })
    expect(identities.map(({ societyId, userId }) => [societyId, userId])).toEqual([
      [1234, 'U_OFFICER'],
      [1234, 'U_TREASURER'],
    ])
    expect(personas().map(({ id }) => id)).toEqual(expect.arrayContaining(['U_OFFICER', 'U_TREASURER']))
  })
})

describe('the choice of the demo', () => {
  it('decides every row', async () => {
    const [first, again, other] = [await open(), await open(), await open()]
    await seedDemo(first, { today: TODAY, seed: 7 })
    await seedDemo(again, { today: TODAY, seed: 7 })
    await seedDemo(other, { today: TODAY, seed: 8 })
    const sums = await checksums(first.pool)
    expect(await checksums(again.pool)).toEqual(sums)
    expect((await checksums(other.pool))['member']).not.toEqual(sums['member'])
  })

  it.each(['2027-03-31', '2027-04-01', '2027-06-30', '2027-07-01', '2028-02-29'])(
    'keeps every rule on %s',
    async (today) => {
      const database = await open()
      await seedDemo(database, { today })
      expect(await countViolations(database.pool)).toEqual(NO_VIOLATIONS)
      const { rows } = await database.pool.query(
        `SELECT number FROM member WHERE greatest(joined_on, withdrawn_on, deceased_on) > $1::date
       UNION ALL SELECT 'payment ' || id FROM payment WHERE received_on > $1::date`,
        [today],
      )
      expect(rows).toEqual([])
    },
  )

  it('is written whole or not at all', async () => {
    const database = await open()
    await database.prisma.society.create({ data: { id: 5678, code: 'OTHER', name: '別の学会' } })
    await expect(seedDemo(database, { today: TODAY })).rejects.toThrow('society_pkey')
    expect(await database.prisma.member.count()).toBe(0)
  })
})
