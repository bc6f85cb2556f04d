import type { PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyInto, json } from '../../src/database/copy.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let db: TestDatabase
let client: PoolClient
const columns = ['id', 'note', 'flag', 'day', 'at', 'tokens', 'names', 'doc']

beforeAll(async () => {
  db = await testDatabase()
  client = await db.pool.connect()
  await client.query(`CREATE TABLE "copy ""target""" (id int PRIMARY KEY, note text NOT NULL DEFAULT 'unset', flag bool,
    day date, at timestamptz, tokens int[], names text[], doc jsonb)`)
})
afterAll(async () => {
  client.release()
  await db.drop()
})

const table = 'copy "target"'
const rowsBack = async (where = 'true') =>
  (await client.query(`SELECT * FROM "copy ""target""" WHERE ${where} ORDER BY id`)).rows

const HOSTILE = [
  '',
  ' ',
  '\\N',
  '\\.',
  '\\',
  '\\t\\n\\\\',
  '\t',
  '\n',
  '\r',
  '\r\n\\.\r\n',
  'a\tb\nc\rd\\e',
  '\b\f\v\u0001\u001f\u007f',
  '"\'`;--',
  '{1,2}',
  'NULL',
  '髙﨑 渡邊󠄂 ㈱',
  '👩‍👩‍👧‍👦 𠮷野家',
  '\u2028\u2029\ufeff\u00a0',
  "'); DROP TABLE member; --",
  'x'.repeat(200_000),
]

describe('copyInto', () => {
  it('brings every hostile text back as it was, in text, array and json', async () => {
    const rows = HOSTILE.map((text, id) => [
      id,
      text,
      null,
      null,
      null,
      null,
      [text, text],
      { [text]: [text] },
    ])
    expect(await copyInto(client, table, columns, rows)).toBe(HOSTILE.length)
    expect(await rowsBack()).toEqual(
      HOSTILE.map((text, id) => ({
        id,
        note: text,
        flag: null,
        day: null,
        at: null,
        tokens: null,
        names: [text, text],
        doc: { [text]: [text] },
      })),
    )
  })

  it('brings every kind of value back', async () => {
    const at = new Date('2026-04-01T23:59:59.123Z')
    await copyInto(client, table, columns, [
      [
        1001n,
        'one',
        true,
        new Date('2024-02-29'),
        at,
        [-2147483648, 0, 2147483647],
        [],
        json([1, 'a', null]),
      ],
      [1002, 'two', false, '2026-04-01', at, [], ['NULL', 'a,b', '"{}"\\'], json('NULL')],
      [1003, 'three', undefined, undefined, null, null, null, json(null)],
    ])
    expect(await rowsBack('id > 1000')).toEqual([
      {
        id: 1001,
        note: 'one',
        flag: true,
        day: '2024-02-29',
        at,
        tokens: [-2147483648, 0, 2147483647],
        names: [],
        doc: [1, 'a', null],
      },
      {
        id: 1002,
        note: 'two',
        flag: false,
        day: '2026-04-01',
        at,
        tokens: [],
        names: ['NULL', 'a,b', '"{}"\\'],
        doc: 'NULL',
      },
      { id: 1003, note: 'three', flag: null, day: null, at: null, tokens: null, names: null, doc: null },
    ])
  })

  it('keeps nothing of a call with a bad row, and leaves the connection usable', async () => {
    async function* rows() {
      yield [2001, 'good']
      yield [2001, 'the same key again']
    }
    await expect(copyInto(client, table, ['id', 'note'], rows())).rejects.toMatchObject({ code: '23505' })
    expect(await rowsBack('id > 2000')).toEqual([])
  })

  it('keeps nothing when the source fails', async () => {
    async function* rows() {
      yield [3001, 'good']
      throw new Error('the file ends in the middle')
    }
    await expect(copyInto(client, table, ['id', 'note'], rows())).rejects.toThrow(
      'the file ends in the middle',
    )
    expect(await rowsBack('id > 3000')).toEqual([])
  })

  it('runs within the transaction of its client and gives the time limit back', async () => {
    await client.query('BEGIN')
    await copyInto(client, table, ['id', 'note'], [[4001, 'in the transaction']])
    expect((await client.query('SHOW statement_timeout')).rows).toEqual([{ statement_timeout: '10s' }])
    await client.query('ROLLBACK')
    expect(await rowsBack('id > 4000')).toEqual([])
    expect((await client.query('SHOW statement_timeout')).rows).toEqual([{ statement_timeout: '10s' }])
  })
})
