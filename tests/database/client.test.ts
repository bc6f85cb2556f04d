import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

describe('what raw SQL and Prisma return', () => {
  const select = `SELECT DATE '2026-04-01' AS day, TIMESTAMP '2026-04-01 00:00:00.5' AS moment,
    TIMESTAMPTZ '2026-04-01 09:00:00+09' AS instant, 7::bigint AS count`

  it('reads raw dates as text, timestamps as UTC and counts as numbers', async () => {
    const { rows } = await db.pool.query(select)
    expect(rows).toEqual([
      {
        day: '2026-04-01',
        moment: new Date('2026-04-01T00:00:00.500Z'),
        instant: new Date('2026-04-01T00:00:00Z'),
        count: 7,
      },
    ])
  })

  it('refuses a count that no number can hold', async () => {
    await expect(db.pool.query('SELECT 9007199254740993::bigint AS n')).rejects.toThrow(RangeError)
  })

  it('gives a date to Prisma as midnight UTC, and takes it back as that day', async () => {
    const day = new Date('2026-04-01')
    const rows = await db.prisma.$queryRaw`SELECT DATE '2026-04-01' AS day, (${day}::date)::text AS back`
    expect(rows).toEqual([{ day, back: '2026-04-01' }])
  })
})
