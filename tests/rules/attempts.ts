import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { attempt, writeRoll } from './roll.ts'

/** What is tried, the SQL, and what the database says: `done`, or the error's code and the constraint that refused. */
export type Attempt = readonly [what: string, sql: string, outcome: string]

/** Brings the search rows along, as the domain does. */
export const SEARCH =
  'UPDATE member_search s SET version = m.search_version FROM member m WHERE m.society_id = s.society_id AND m.id = s.member_id;'
/** Withdraws a member of society 1. */
export const withdraw = (id: number, sets = '') =>
  `UPDATE member SET lifecycle = 'withdrawn', fee_plan = 'free', member_type_id = NULL, withdrawn_on = '2026-11-22' ${sets} WHERE society_id = 1 AND id = ${id}; ${SEARCH}`
/** Issues an invoice. */
export const invoice = (values: string) =>
  `INSERT INTO invoice (society_id, member_id, year, fee_item_id, amount_yen, due_on, sequence, revision, replaces_id) VALUES (${values}); ${SEARCH}`
/** A new member DEMO00099 with its search row. */
export const newMember = (columns: string, values: string) =>
  `INSERT INTO member (society_id, id, number, kind, ${columns}) VALUES (1, 99, 'DEMO00099', 'individual', ${values});
   INSERT INTO member_search (society_id, member_id, version, number, kana, search_text, tokens) VALUES (1, 99, 1, 'x', '', '', '{}')`

/** Attempts to break each rule, and ones that must pass: a rule that refuses all is no rule. Each is taken back. */
export function tryRules(rules: Readonly<Record<string, readonly Attempt[]>>): void {
  let db: TestDatabase
  beforeAll(async () => {
    db = await testDatabase()
    await writeRoll(db.pool)
  })
  afterAll(() => db.drop())

  describe.each(Object.entries(rules))('%s', (_rule, attempts) => {
    it.each(attempts)('%s', async (_what, sql, outcome) => {
      expect(await attempt(db.pool, sql)).toBe(outcome)
    })
  })
}
