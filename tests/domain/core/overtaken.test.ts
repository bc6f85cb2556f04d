import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tx } from '../../../src/database/client.ts'
import { type Context, change } from '../../../src/domain/core/change.ts'
import { ok } from '../../../src/domain/core/result.ts'
import { GRANTS } from '../../../src/domain/core/roles.ts'
import { Roll } from '../../../src/domain/core/roll.ts'
import { writeRoll } from '../../rules/roll.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'

let db: TestDatabase
let context: Context
beforeAll(async () => {
  db = await testDatabase()
  await writeRoll(db.pool)
  context = {
    roll: new Roll({ ...db, close: async () => {} }),
    actor: {
      key: 'T:U1',
      teamId: 'T',
      userId: 'U1',
      societyId: 1,
      roles: ['secretariat'],
      permissions: new Set(GRANTS.secretariat),
    },
    source: { via: 'command' },
    now: () => new Date('2026-11-24T03:04:05Z'),
  }
})
afterAll(() => db.drop())

const write = (work: (tx: Tx) => Promise<unknown>) =>
  change(context, 'member.write', undefined, async (tx) => {
    await work(tx)
    return ok({ value: null, audit: [{ action: 'test.written' }] })
  })

const touch = (tx: Tx, id: number) =>
  tx.$executeRaw`UPDATE member SET mailing_address = 'home' WHERE society_id = 1 AND id = ${id}`

describe('a change', () => {
  it('that met a deadlock in a raw statement is made again', async () => {
    let waiting = 0
    let meet = () => {}
    const both = new Promise<void>((resolve) => {
      meet = resolve
    })
    const cross = (first: number, second: number) =>
      write(async (tx) => {
        await touch(tx, first)
        waiting += 1
        if (waiting === 2) meet()
        await both
        await touch(tx, second)
      })
    const done = await Promise.all([cross(1, 2), cross(2, 1)])
    expect(done).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ])
    expect(waiting).toBe(3)
  })

  it.each([
    ['a settled invoice', `UPDATE invoice SET amount_yen = 4000 WHERE society_id = 1 AND id = 2`],
    [
      'a decision',
      `UPDATE approval SET state = 'rejected', decided_by = 'T:U3' WHERE society_id = 1 AND id = 2`,
    ],
    [
      'a request that is decided',
      `INSERT INTO settlement_item (society_id, approval_id, invoice_id, settlement, reason, amount_yen, invoice_version)
       VALUES (1, 2, 3, 'cancel', 'misbilled', 5000, 1)`,
    ],
    [
      'an invoice that can’t be replaced',
      `INSERT INTO invoice (society_id, member_id, year, fee_item_id, revision, replaces_id, amount_yen, due_on) VALUES (1, 1, 2025, 1, 2, 1, 5000, '2026-06-30')`,
    ],
  ])('that the database’s own rules stop is overtaken: %s', async (_what, sql) => {
    await db.pool.query(
      `UPDATE approval SET state = 'approved', decided_by = 'T:U3', decided_at = now() WHERE society_id = 1 AND id = 2 AND state = 'pending'`,
    )
    expect(await write((tx) => tx.$executeRawUnsafe(sql))).toEqual({ ok: false, error: { code: 'stale' } })
  })
})
