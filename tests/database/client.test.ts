import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/database/client.ts'
import { openEmbedded } from '../../src/database/embedded.ts'
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

describe('limits', () => {
  it('gives up a transaction that finds no free connection, and works again once there is one', async () => {
    const small = await openDatabase(db.url, { poolMax: 1 })
    const held = await small.pool.connect()
    const transaction = () => small.prisma.$transaction((tx) => tx.$queryRaw`SELECT 1 AS one`)
    await expect(transaction()).rejects.toMatchObject({ code: 'P2028' })
    held.release()
    await expect(transaction()).resolves.toEqual([{ one: 1 }])
    await small.close()
    await small.close()
  })

  it('tells a waiting statement that it is a lock that it waits for', async () => {
    const holder = await db.pool.connect()
    await holder.query('SELECT pg_advisory_lock(1)')
    await expect(db.pool.query('SELECT pg_advisory_lock(1)')).rejects.toMatchObject({ code: '55P03' })
    await holder.query('SELECT pg_advisory_unlock(1)')
    holder.release()
  })

  it('tells of statements without their values', async () => {
    const told: string[] = []
    const watched = await openDatabase(db.url, { onQuery: ({ sql }) => told.push(sql) })
    await watched.prisma.$queryRaw`SELECT ${'hanako@example.com'}::text`
    await watched.close()
    expect(told).toEqual(['SELECT 1', 'SELECT $1::text'])
  })
})

describe('a database that goes away', () => {
  it('is an error, not a hang, and is used again when it returns, by the same client', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'meibo-away-'))
    const start = () => openEmbedded({ directory, say: () => {}, settings: { fsync: 'off' } })
    let server = await start()
    const lost: string[] = []
    const database = await openDatabase(server.url, { onLost: (error) => lost.push(error.message) })
    try {
      const checkedOut = await database.pool.connect()
      await server.stop()
      await expect(database.prisma.$queryRaw`SELECT 1 AS one`).rejects.toThrow(/Can't reach database server/)
      await expect(openDatabase(server.url)).rejects.toThrow(/Can't reach database server/)
      checkedOut.release(true)
      server = await start()
      await expect(database.prisma.$queryRaw`SELECT 1 AS one`).resolves.toEqual([{ one: 1 }])
      await expect(database.pool.query('SELECT 1 AS one')).resolves.toMatchObject({ rows: [{ one: 1 }] })
      expect(lost).toContain('terminating connection due to administrator command')
    } finally {
      await database.close()
      await server.stop()
      await rm(directory, { recursive: true, force: true })
    }
  })
})
