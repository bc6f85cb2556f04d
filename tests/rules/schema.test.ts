import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { withdraw } from './attempts.ts'
import { writeRoll } from './roll.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await writeRoll(db.pool)
})
afterAll(() => db.drop())

it('carries the society in every foreign key between business tables', async () => {
  const { rows } = await db.pool.query(`
    SELECT c.conname FROM pg_constraint c
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
      AND c.confrelid::regclass::text NOT IN ('account')
      AND NOT EXISTS (SELECT 1 FROM unnest(c.conkey, c.confkey) WITH ORDINALITY AS k(own, theirs, place)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own
        JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.theirs
        WHERE k.place = 1 AND a.attname = 'society_id' AND b.attname = 'society_id')`)
  expect(rows).toEqual([])
})

it('leads every table with the society, but for accounts, transport and the migrations', async () => {
  const { rows } = await db.pool.query(`
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attname <> 'society_id' ORDER BY 1`)
  expect(rows.map((row) => row.relname)).toEqual([
    '_prisma_migrations',
    'account',
    'account_token',
    'flood_bucket',
    'reply_url',
    'seen_request',
  ])
})

it('writes terms and types from the member row: withdrawn, undone, withdrawn, rejoined', async () => {
  const client = await db.pool.connect()
  const terms = async () =>
    (
      await client.query(
        `SELECT started_on, ended_on, reason FROM membership_term WHERE society_id = 1 AND member_id = 2 ORDER BY started_on`,
      )
    ).rows.map((r) => Object.values(r))
  const types = async () =>
    (
      await client.query(
        `SELECT member_type_id, fee_plan, started_on, ended_on FROM type_assignment WHERE society_id = 1 AND member_id = 2 ORDER BY started_on`,
      )
    ).rows.map((r) => Object.values(r))
  await client.query('BEGIN')
  await client.query(
    `UPDATE member SET fee_plan = 'paid', member_type_id = 1, type_since = '2022-04-01' WHERE society_id = 1 AND id = 2`,
  )
  expect(await types()).toEqual([
    [2, 'free', '2020-04-01', '2022-04-01'],
    [1, 'paid', '2022-04-01', null],
  ])
  await client.query(withdraw(2, ", withdrawal_reason = 'own-wish'"))
  expect(await terms()).toEqual([['2020-04-01', '2026-11-22', 'own-wish']])
  await client.query(
    `UPDATE member SET lifecycle = 'active', fee_plan = 'paid', member_type_id = 1, withdrawn_on = NULL, withdrawal_reason = NULL WHERE society_id = 1 AND id = 2`,
  )
  expect(await terms()).toEqual([['2020-04-01', null, null]])
  expect(await types()).toEqual([
    [2, 'free', '2020-04-01', '2022-04-01'],
    [1, 'paid', '2022-04-01', null],
  ])
  await client.query(withdraw(2, ", withdrawal_reason = 'own-wish'"))
  await client.query(
    `UPDATE member SET lifecycle = 'active', withdrawn_on = NULL, withdrawal_reason = NULL, joined_on = '2027-04-01', type_since = '2027-04-01' WHERE society_id = 1 AND id = 2`,
  )
  expect(await terms()).toEqual([
    ['2020-04-01', '2026-11-22', 'own-wish'],
    ['2027-04-01', null, null],
  ])
  expect(await types()).toEqual([
    [2, 'free', '2020-04-01', '2022-04-01'],
    [1, 'paid', '2022-04-01', '2026-11-22'],
    [null, 'free', '2027-04-01', null],
  ])
  await client.query('ROLLBACK')
  client.release()
})
