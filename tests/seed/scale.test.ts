import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedDemo } from '../../prisma/seed/demo/seedDemo.ts'
import { seedScale } from '../../prisma/seed/scale/seedScale.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { checksums, countViolations, definitions, idsBehind, NO_VIOLATIONS } from './invariants.ts'
import { reindexed } from './reindexed.ts'

const CHOICE = { members: 2000, today: '2026-11-23', seed: 3 }
const databases: TestDatabase[] = []
const open = async () => {
  const database = await testDatabase()
  databases.push(database)
  return database
}
afterAll(() => Promise.all(databases.map((database) => database.drop())))

describe('a bulk of members', () => {
  let db: TestDatabase
  let counts: Readonly<Record<number, number>>
  const said: string[] = []
  beforeAll(async () => {
    db = await open()
    counts = await seedScale(db.url, { ...CHOICE, say: (text) => said.push(text) })
  })

  it('keeps every rule', async () => {
    expect(counts).toEqual({ 1234: 2000, 5678: 43 })
    expect(await countViolations(db.pool)).toEqual(NO_VIOLATIONS)
    expect(await idsBehind(db.pool)).toEqual([])
  })

  it('leaves every constraint, index and trigger as the migrations made it', async () => {
    const fresh = await open()
    expect(await definitions(db.pool)).toEqual(await definitions(fresh.pool))
  })

  it('is found by search as if the domain had written each member', async () => {
    const { before, after } = await reindexed(db, 1234)
    expect(before).toHaveLength(2000)
    expect(after).toEqual(before)
  })

  it('is spread as members are', async () => {
    const { rows } = await db.pool.query(
      `SELECT count(*) FILTER (WHERE lifecycle = 'active') AS active, count(*) FILTER (WHERE lifecycle = 'withdrawn') AS withdrawn,
         count(*) FILTER (WHERE prefecture = '東京都') AS tokyo, count(*) FILTER (WHERE family_name = '佐藤') AS sato,
         (SELECT count(*) FROM invoice WHERE society_id = 1234) AS invoices,
         (SELECT count(DISTINCT member_id) FROM invoice WHERE society_id = 1234 AND must_owe) AS owing
       FROM member WHERE society_id = 1234`,
    )
    expect(rows).toEqual([{ active: 1311, withdrawn: 579, tokyo: 231, sato: 40, invoices: 5976, owing: 425 }])
  })

  it('goes on where it stopped, and says each step', async () => {
    expect(
      said.map((line) => line.replace(/^[\d.]+ s {2}/, '')).filter((line) => line.includes(' rows')),
    ).toEqual([
      'account: 1440 rows',
      'member_number: 1651 rows',
      'member: 1651 rows',
      'membership_term: 1558 rows',
      'type_assignment: 1558 rows',
      'exemption: 6 rows',
      'invoice: 4878 rows',
      'payment: 4159 rows',
      'allocation: 4159 rows',
      'member_search: 1651 rows',
    ])
    await seedScale(db.url, { ...CHOICE, members: 2100 })
    expect(await db.prisma.member.count({ where: { societyId: 1234 } })).toBe(2100)
    expect(await countViolations(db.pool)).toEqual(NO_VIOLATIONS)
  })
})

describe('a bulk load', () => {
  it('writes the same rows for the same choice', async () => {
    const [first, again] = [await open(), await open()]
    await seedScale(first.url, CHOICE)
    await seedDemo(again, CHOICE)
    await seedScale(again.url, CHOICE)
    expect(await checksums(again.pool)).toEqual(await checksums(first.pool))
  })

  it('jumps over the test range', async () => {
    const database = await open()
    await seedDemo(database, CHOICE)
    await database.prisma.numberSeries.updateMany({
      where: { societyId: 1234, prefix: 'DEMO' },
      data: { next: 89_990 },
    })
    await seedScale(database.url, { ...CHOICE, members: 400 })
    const added = await database.prisma.member.findMany({
      where: { societyId: 1234, id: { gt: 349 }, kind: 'individual' },
      orderBy: { id: 'asc' },
    })
    expect(added.slice(9, 13).map(({ number }) => number)).toEqual([
      'DEMO89999',
      'DEMO90000',
      'DEMO100000',
      'DEMO100001',
    ])
    expect(await countViolations(database.pool)).toEqual(NO_VIOLATIONS)
  })

  it('leaves a society alone that the seed did not make', async () => {
    const database = await open()
    await database.prisma.society.create({ data: { id: 1234, code: 'REAL', name: '実在の学会' } })
    await expect(seedScale(database.url, CHOICE)).rejects.toThrow('was not made by the seed')
    expect(await database.prisma.member.count()).toBe(0)
  })
})
