import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealAudit } from '../../../src/domain/audit/seal.ts'
import { verifyAudit } from '../../../src/domain/audit/verify.ts'
import { type Context, change } from '../../../src/domain/core/change.ts'
import { err, ok } from '../../../src/domain/core/result.ts'
import { type Actor, GRANTS, type Permission } from '../../../src/domain/core/roles.ts'
import { Roll } from '../../../src/domain/core/roll.ts'
import { writeRoll } from '../../rules/roll.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'

const NOW = new Date('2026-11-22T03:04:05.678Z')
let db: TestDatabase
let roll: Roll
beforeAll(async () => {
  db = await testDatabase({ poolMax: 20 })
  roll = new Roll({ ...db, close: async () => {} })
  await writeRoll(db.pool)
  secretariat = contextOf(GRANTS.secretariat)
})
afterAll(() => db.drop())

function contextOf(permissions: readonly Permission[], userId = 'U1', societyId = 1): Context {
  const actor: Actor = {
    key: `T:${userId}`,
    teamId: 'T',
    userId,
    societyId,
    roles: ['secretariat'],
    permissions: new Set(permissions),
  }
  return { roll, actor, source: { via: 'command', channelId: 'C1' }, now: () => NOW }
}

let secretariat: Context

/** Sets the remarks of a member; the smallest write there is. */
const remark = (context: Context, memberId: number, remarks: string, key?: string) =>
  change(
    context,
    'member.write',
    key === undefined ? undefined : { key, action: 'member.remark' },
    async (tx) => {
      const { version } = await tx.member.update({
        where: { societyId_id: { societyId: context.actor.societyId, id: memberId } },
        data: { remarks },
      })
      return ok({
        value: { version },
        audit: [
          {
            action: 'member.edited',
            memberId,
            facts: { fields: ['remarks'] },
            detail: { remarks: [null, remarks] },
          },
        ],
      })
    },
  )

const rows = async (sql: string) => (await db.pool.query(sql)).rows as Record<string, unknown>[]

describe('a change', () => {
  it('writes, audits with detail beside the chain, and brings search along', async () => {
    expect(await remark(secretariat, 1, '会誌は不要')).toEqual({ ok: true, value: { version: 2 } })
    expect(await rows(`SELECT remarks FROM member WHERE society_id = 1 AND id = 1`)).toEqual([
      { remarks: '会誌は不要' },
    ])
    const [entry] = await rows(
      `SELECT e.*, d.detail FROM audit_entry e JOIN audit_detail d ON d.society_id = e.society_id AND d.audit_id = e.id WHERE e.member_id = 1 ORDER BY e.id DESC LIMIT 1`,
    )
    expect(entry).toEqual({
      society_id: 1,
      id: expect.anything(),
      at: NOW,
      actor: 'T:U1',
      action: 'member.edited',
      outcome: 'done',
      member_id: 1,
      subject: null,
      subject_id: null,
      facts: { fields: ['remarks'] },
      source: { via: 'command', channelId: 'C1' },
      commitment: expect.stringMatching(/^[0-9a-f]{64}$/),
      detail: { remarks: [null, '会誌は不要'] },
    })
    expect(
      await rows(
        `SELECT s.version = m.search_version AS follows FROM member m JOIN member_search s ON s.society_id = m.society_id AND s.member_id = m.id WHERE m.society_id = 1 AND m.id = 1`,
      ),
    ).toEqual([{ follows: true }])
  })

  it('is refused without the permission, writes nothing, and the refusal is audited', async () => {
    const officer = contextOf(GRANTS.officer, 'U2')
    expect(await remark(officer, 2, 'x')).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'member.write' },
    })
    expect(await rows(`SELECT remarks FROM member WHERE society_id = 1 AND id = 2`)).toEqual([
      { remarks: null },
    ])
    expect(await rows(`SELECT action, outcome, facts FROM audit_entry WHERE actor = 'T:U2'`)).toEqual([
      {
        action: 'access.refused',
        outcome: 'refused',
        facts: { permission: 'member.write', action: 'unknown' },
      },
    ])
  })

  it('leaves nothing behind when its work says no', async () => {
    const before = await rows('SELECT count(*)::int AS n FROM audit_entry')
    const refused = await change(secretariat, 'member.write', { key: 'K-no', action: 'x' }, async (tx) => {
      await tx.member.update({ where: { societyId_id: { societyId: 1, id: 2 } }, data: { remarks: 'half' } })
      return err({ code: 'stale' })
    })
    expect(refused).toEqual({ ok: false, error: { code: 'stale' } })
    expect(await rows(`SELECT remarks FROM member WHERE society_id = 1 AND id = 2`)).toEqual([
      { remarks: null },
    ])
    expect(await rows('SELECT count(*)::int AS n FROM audit_entry')).toEqual(before)
  })

  it('throws what is a bug, and leaves nothing behind', async () => {
    const broken = change(secretariat, 'member.write', undefined, async (tx) => {
      await tx.$executeRaw`UPDATE member SET family_name = '架空' WHERE society_id = 1 AND id = 2`
      return ok({ value: null, audit: [{ action: 'society.edited' }] })
    })
    await expect(broken).rejects.toThrow('ForeignKeyConstraintViolation')
    expect(await rows(`SELECT family_name FROM member WHERE society_id = 1 AND id = 2`)).toEqual([
      { family_name: null },
    ])
  })

  it('gives the first result again for the same key, to a double click too', async () => {
    const clicks = await Promise.all(
      Array.from({ length: 8 }, () => remark(secretariat, 5, '二度押し', 'K-double')),
    )
    expect(new Set(clicks.map((click) => JSON.stringify(click)))).toEqual(
      new Set(['{"ok":true,"value":{"version":2}}']),
    )
    expect(await rows(`SELECT count(*)::int AS n FROM audit_entry WHERE member_id = 5`)).toEqual([{ n: 1 }])
    expect(await remark(contextOf(GRANTS.secretariat, 'U1', 2), 1, '別の学会', 'K-double')).toEqual({
      ok: true,
      value: { version: 2 },
    })
  })

  it('enqueues its jobs in the same transaction', async () => {
    const enqueue = (fail: boolean) =>
      change(secretariat, 'member.write', undefined, async () =>
        fail
          ? err({ code: 'stale' })
          : ok({
              value: null,
              audit: [{ action: 'store.swept' }],
              jobs: [{ job: 'store.sweep', payload: {}, key: 'sweep' }],
            }),
      )
    await enqueue(true)
    expect(await rows('SELECT task_identifier FROM graphile_worker.jobs')).toEqual([])
    await enqueue(false)
    await enqueue(false)
    expect(await rows('SELECT task_identifier, key FROM graphile_worker.jobs')).toEqual([
      { task_identifier: 'store.sweep', key: 'sweep' },
    ])
  })

  it('loses no update and no audit row among 60 writers on one member', async () => {
    const writes = await Promise.all(
      Array.from({ length: 60 }, (_, index) => remark(secretariat, 2, `同時 ${index}`)),
    )
    expect(writes.filter((write) => write.ok)).toHaveLength(60)
    expect(
      await rows(
        `SELECT count(*)::int AS n FROM audit_entry WHERE member_id = 2 AND action = 'member.edited'`,
      ),
    ).toEqual([{ n: 60 }])
    while ((await sealAudit(roll)) > 0);
    // The first row was written beside the door, with a commitment to nothing.
    expect(await verifyAudit(roll.read, 2)).toMatchObject({ flaws: [], unsealed: 0 })
  })
})
