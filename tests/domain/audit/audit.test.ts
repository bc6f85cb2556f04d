import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSealer, sealAudit } from '../../../src/domain/audit/seal.ts'
import { verifyAudit } from '../../../src/domain/audit/verify.ts'
import { commit } from '../../../src/domain/core/audit.ts'
import { Roll } from '../../../src/domain/core/roll.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'

let db: TestDatabase
let roll: Roll
beforeAll(async () => {
  db = await testDatabase({ poolMax: 20 })
  roll = new Roll({ ...db, close: async () => {} })
  await db.pool.query(
    `INSERT INTO society (society_id, code, name) VALUES (1, 'ONE', 'ONE'), (2, 'TWO', 'TWO'), (3, 'THREE', 'THREE')`,
  )
})
afterAll(() => db.drop())

async function write(societyId: number, count: number): Promise<void> {
  const detail = { email: ['a@example.com', 'b@example.com'] }
  await db.pool.query(
    `WITH e AS (INSERT INTO audit_entry (society_id, actor, action, facts, commitment)
       SELECT $1, 'T:U1', 'member.edited', jsonb_build_object('n', n), $3 FROM generate_series(1, $2) n RETURNING society_id, id)
     INSERT INTO audit_detail (society_id, audit_id, salt, detail) SELECT society_id, id, 'salt', $4 FROM e`,
    [societyId, count, commit(detail, 'salt'), JSON.stringify(detail)],
  )
}

/** What only somebody with the server's superuser could do: triggers off, then the statement. */
async function tamper(...statements: string[]): Promise<void> {
  const client = await db.pool.connect()
  await client.query(`BEGIN; SET LOCAL session_replication_role = replica; ${statements.join(';')}; COMMIT`)
  client.release()
}

async function auditIdAt(n: number): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>(
    'SELECT audit_id::text AS id FROM audit_seal WHERE society_id = 1 AND n = $1',
    [n],
  )
  return rows[0]?.id ?? ''
}

describe('the chain', () => {
  it('seals rows that many writers wrote at once, each once, in one unbroken chain a society', async () => {
    const pass = createSealer(roll, Date.now)
    const writers = Array.from({ length: 10 }, () => write(1, 20))
    const sealers = Array.from({ length: 5 }, () => pass())
    await Promise.all([...writers, ...sealers, write(2, 3)])
    while ((await pass()) > 0);
    const [one, two, three] = await Promise.all([1, 2, 3].map((id) => verifyAudit(roll.read, id)))
    expect(one).toEqual({
      societyId: 1,
      sealed: 200n,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      unsealed: 0,
      erased: 0,
      flaws: [],
    })
    expect(two).toMatchObject({ sealed: 3n, flaws: [] })
    expect(three).toMatchObject({ sealed: 0n, flaws: [] })
  })

  it('counts rows that wait for the sealer', async () => {
    await write(3, 4)
    expect(await verifyAudit(roll.read, 3)).toMatchObject({ sealed: 0n, unsealed: 4 })
    expect(await sealAudit(roll)).toBe(4)
    expect(await sealAudit(roll)).toBe(0)
  })

  it('still verifies when a person was erased', async () => {
    await db.pool.query('DELETE FROM audit_detail WHERE society_id = 2')
    expect(await verifyAudit(roll.read, 2)).toMatchObject({ sealed: 3n, erased: 3, flaws: [] })
  })
})

describe('the verifier finds', () => {
  it('an edited row', async () => {
    const id = await auditIdAt(5)
    await tamper(`UPDATE audit_entry SET actor = 'T:U9' WHERE id = ${id}`)
    expect((await verifyAudit(roll.read, 1)).flaws).toEqual([{ flaw: 'hash', n: 5n, auditId: BigInt(id) }])
    await tamper(`UPDATE audit_entry SET actor = 'T:U1' WHERE id = ${id}`)
  })

  it('a deleted row', async () => {
    const id = await auditIdAt(7)
    await tamper(
      `CREATE TABLE kept AS SELECT * FROM audit_entry WHERE id = ${id}`,
      `DELETE FROM audit_entry WHERE id = ${id}`,
    )
    expect((await verifyAudit(roll.read, 1)).flaws).toContainEqual({
      flaw: 'hash',
      n: 7n,
      auditId: BigInt(id),
    })
    await tamper('INSERT INTO audit_entry SELECT * FROM kept', 'DROP TABLE kept')
  })

  it('a row deleted with its seal', async () => {
    await tamper(
      'CREATE TABLE kept AS SELECT * FROM audit_seal WHERE society_id = 1 AND n = 9',
      'DELETE FROM audit_seal WHERE society_id = 1 AND n = 9',
    )
    expect((await verifyAudit(roll.read, 1)).flaws[0]).toEqual({ flaw: 'gap', n: 9n })
    await tamper('INSERT INTO audit_seal SELECT * FROM kept', 'DROP TABLE kept')
  })

  it('two rows that changed places', async () => {
    const swap =
      'UPDATE audit_seal SET audit_id = CASE n WHEN 3 THEN (SELECT audit_id FROM audit_seal WHERE society_id = 1 AND n = 4) ELSE (SELECT audit_id FROM audit_seal WHERE society_id = 1 AND n = 3) END WHERE society_id = 1 AND n IN (3, 4)'
    await tamper('DROP INDEX audit_seal_society_id_audit_id_key', swap)
    expect((await verifyAudit(roll.read, 1)).flaws.map((flaw) => flaw.flaw)).toEqual(['hash', 'hash'])
    await tamper(swap)
  })

  it('a chain cut off, by its anchor only', async () => {
    const { sealed, hash } = await verifyAudit(roll.read, 1)
    await tamper(
      'CREATE TABLE kept AS SELECT * FROM audit_seal WHERE society_id = 1 AND n > 190',
      'DELETE FROM audit_seal WHERE society_id = 1 AND n > 190',
    )
    expect((await verifyAudit(roll.read, 1)).flaws).toEqual([])
    expect((await verifyAudit(roll.read, 1, { n: sealed, hash })).flaws).toEqual([
      { flaw: 'anchor', n: 200n },
    ])
    await tamper('INSERT INTO audit_seal SELECT * FROM kept', 'DROP TABLE kept')
    expect((await verifyAudit(roll.read, 1, { n: sealed, hash })).flaws).toEqual([])
  })

  it('a rewritten detail', async () => {
    const id = await auditIdAt(11)
    await tamper(
      `UPDATE audit_detail SET detail = '{"email": ["a@example.com", "c@example.com"]}' WHERE audit_id = ${id}`,
    )
    expect((await verifyAudit(roll.read, 1)).flaws).toEqual([{ flaw: 'detail', auditId: BigInt(id) }])
  })
})
