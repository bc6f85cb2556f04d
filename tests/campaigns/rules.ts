import type { Pool } from 'pg'
import { writeRoll } from '../rules/roll.ts'
import { type Campaign, randomOf } from './campaign.ts'
import { HELD_BY_DATABASE } from './violations.ts'

const MEMBERS = 12
const IN_FLIGHT = 16

/** Writes that know nothing of each other's checks: only the database stands between them. */
function statements(random: (below: number) => number): readonly string[] {
  const member = 100 + random(MEMBERS)
  const year = 2025 + random(2)
  const sequence = 1 + random(3)
  const ofMember = `society_id = 1 AND member_id = ${member}`
  const follow = `UPDATE member_search s SET version = m.search_version FROM member m
    WHERE m.society_id = s.society_id AND m.id = s.member_id AND m.society_id = 1 AND m.id = ${member} AND s.version <> m.search_version`
  const writes = [
    `UPDATE member SET lifecycle = 'withdrawn', fee_plan = 'free', member_type_id = NULL, withdrawn_on = '2026-11-22' WHERE society_id = 1 AND id = ${member} AND lifecycle = 'active'`,
    `UPDATE member SET lifecycle = 'active', fee_plan = 'paid', member_type_id = 1, withdrawn_on = NULL WHERE society_id = 1 AND id = ${member} AND lifecycle = 'withdrawn'`,
    `INSERT INTO invoice (society_id, member_id, year, fee_item_id, sequence, amount_yen, due_on) VALUES (1, ${member}, ${year}, 1, ${sequence}, 5000, '2026-06-30')`,
    `UPDATE invoice SET state = '${random(2) === 0 ? 'cancelled' : 'paid_manually'}' WHERE ${ofMember} AND state = 'open' AND paid_yen = 0 AND year = ${year}`,
    `INSERT INTO allocation (society_id, payment_id, invoice_id, amount_yen) SELECT 1, ${member}, i.id, i.amount_yen - i.paid_yen FROM invoice i WHERE i.${ofMember} AND i.must_owe LIMIT 1`,
    `INSERT INTO allocation (society_id, payment_id, invoice_id, amount_yen, reverses_id) SELECT a.society_id, a.payment_id, a.invoice_id, -a.amount_yen, a.id
       FROM allocation a JOIN invoice i ON i.society_id = a.society_id AND i.id = a.invoice_id WHERE i.${ofMember} AND a.amount_yen > 0 ORDER BY a.id DESC LIMIT 1`,
    `INSERT INTO invoice (society_id, member_id, year, fee_item_id, sequence, revision, replaces_id, amount_yen, due_on)
       SELECT 1, i.member_id, i.year, i.fee_item_id, i.sequence, i.revision + 1, i.id, 4000, i.due_on FROM invoice i WHERE i.${ofMember} AND i.state <> 'open' AND NOT i.superseded LIMIT 1`,
  ]
  return [writes[random(writes.length)] ?? follow, follow]
}

/** Racing statements over many connections; a unit is one transaction. */
export const rules: Campaign<{ done: number; refused: number; deadlocks: number; violations: number }> = {
  sizes: { small: 1500, full: 26_000 },
  async run({ database, size, seed }) {
    const { pool } = database
    await writeRoll(pool)
    await addMembers(pool)
    const counts = { done: 0, refused: 0, deadlocks: 0, violations: 0 }
    const random = randomOf(seed)
    let left = size
    const racer = async () => {
      while (left > 0) {
        left -= 1
        counts[await write(pool, statements(random))] += 1
      }
    }
    await Promise.all(Array.from({ length: IN_FLIGHT }, racer))
    const { rows } = await pool.query<{ what: string }>(HELD_BY_DATABASE)
    if (rows.length > 0) throw new Error(`seed ${seed}: ${rows.map((row) => row.what).join(', ')}`)
    if (counts.done === 0 || counts.refused === 0)
      throw new Error(`seed ${seed}: nothing raced: ${JSON.stringify(counts)}`)
    return counts
  },
}

async function addMembers(pool: Pool): Promise<void> {
  await pool.query(`WITH made AS (
      INSERT INTO member (society_id, id, number, kind, lifecycle, fee_plan, member_type_id, joined_on)
      SELECT 1, 99 + n, 'DEMO' || to_char(100 + n, 'FM00000'), 'individual', 'active', 'paid', 1, '2020-04-01' FROM generate_series(1, ${MEMBERS}) n RETURNING id)
    INSERT INTO member_search (society_id, member_id, version, number, kana, search_text, tokens) SELECT 1, id, 1, '', '', '', '{}' FROM made`)
  await pool.query(
    `INSERT INTO payment (society_id, id, received_on, amount_yen, recorded_by) SELECT 1, 99 + n, '2026-05-01', 1000000000, 'T:U1' FROM generate_series(1, ${MEMBERS}) n`,
  )
}

async function write(pool: Pool, sql: readonly string[]): Promise<'done' | 'refused' | 'deadlocks'> {
  const client = await pool.connect()
  try {
    // Queues are the point here, so they may be longer than a user would wait.
    await client.query(`BEGIN; SET LOCAL lock_timeout = '20s'`)
    for (const statement of sql) await client.query(statement)
    await client.query('COMMIT')
    return 'done'
  } catch (error) {
    await client.query('ROLLBACK')
    const { code } = error as { code?: string }
    if (code === '40P01') return 'deadlocks'
    if (code?.startsWith('23') === true) return 'refused'
    throw error
  } finally {
    client.release()
  }
}
