import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancelApproval } from '../../../src/domain/approvals/cancel.ts'
import { decideApproval } from '../../../src/domain/approvals/decide.ts'
import { expireApproval, findExpired } from '../../../src/domain/approvals/expire.ts'
import { sealAudit } from '../../../src/domain/audit/seal.ts'
import { verifyAudit } from '../../../src/domain/audit/verify.ts'
import { clockActor } from '../../../src/domain/core/roles.ts'
import { decideDeletion, previewRejection } from '../../../src/domain/deletion/decide.ts'
import { listDeletions, loadDeletion, viewDeletion } from '../../../src/domain/deletion/load.ts'
import { addNote } from '../../../src/domain/dossier/note.ts'
import { reindexMembers } from '../../../src/domain/search/reindex.ts'
import { previewRejoin } from '../../../src/domain/withdrawal/rejoin.ts'
import { undoWithdrawals } from '../../../src/domain/withdrawal/undo.ts'
import { newKey, valueOf } from '../approvals/requests.ts'
import { MEDICAL, NOW, NURSING, openWorld, TODAY, type World } from '../find/world.ts'
import { factsOf, People } from '../withdrawal/people.ts'
import { deletionsOf } from './deletions.ts'

let world: World
let people: People
beforeAll(async () => {
  world = await openWorld()
  people = new People(world)
}, 60_000)
afterAll(() => world.db.drop())

const { office, colleague, numberOf, ask, asked, approve, rows } = deletionsOf(() => world)

describe('approving it', () => {
  it('withdraws and erases at once, leaves the number, the sums and a chain that verifies', async () => {
    const id = await people.clean()
    const number = await numberOf(id)
    const note = { memberId: id, channel: 'phone', body: '本人より電話', retainUntil: '2031-11-23' } as const
    valueOf(await addNote(office(), note, newKey()))
    const paid = await rows(
      'SELECT coalesce(sum(paid_yen), 0)::int AS yen FROM invoice WHERE member_id = $1',
      [id],
    )
    const approvalId = await asked(id)
    await sealAudit(world.roll)
    const done = await approve(approvalId, colleague(), 'once')
    expect(done).toEqual({ ok: true, value: { approvalId, state: 'approved' } })
    expect(await approve(approvalId, colleague(), 'once')).toEqual(done)
    expect(
      await rows(
        `SELECT lifecycle, withdrawn_on::text, withdrawal_reason, erased_at IS NOT NULL AS erased, family_name, email, remarks, number
         FROM member WHERE society_id = ${MEDICAL} AND id = $1`,
        [id],
      ),
    ).toEqual([
      {
        lifecycle: 'withdrawn',
        withdrawn_on: TODAY,
        withdrawal_reason: 'deleted',
        erased: true,
        family_name: null,
        email: null,
        remarks: null,
        number,
      },
    ])
    expect(
      await rows(
        `SELECT e.actor, e.action FROM audit_entry e WHERE e.member_id = $1 AND e.id > (
           SELECT max(id) FROM audit_entry WHERE member_id = $1 AND action = 'deletion.requested') ORDER BY e.id`,
        [id],
      ),
    ).toEqual(
      ['deletion.approved', 'member.withdrawn', 'member.erased'].map((action) => ({
        actor: 'T_MEIBO:U_SECRETARIAT2',
        action,
      })),
    )
    expect(
      await rows(
        `SELECT count(*)::int AS details FROM audit_detail d JOIN audit_entry e ON e.society_id = d.society_id AND e.id = d.audit_id WHERE e.member_id = $1`,
        [id],
      ),
    ).toEqual([{ details: 0 }])
    expect(await rows('SELECT note, decision_note FROM approval WHERE id = $1', [approvalId])).toEqual([
      { note: null, decision_note: null },
    ])
    expect(
      await rows('SELECT body FROM contact_log WHERE member_id = $1 AND channel = $2', [id, 'phone']),
    ).toContainEqual({
      body: null,
    })
    expect(
      await rows('SELECT coalesce(sum(paid_yen), 0)::int AS yen FROM invoice WHERE member_id = $1', [id]),
    ).toEqual(paid)
    while ((await sealAudit(world.roll)) > 0);
    expect(await verifyAudit(world.roll.read, MEDICAL)).toMatchObject({ flaws: [], unsealed: 0 })
    expect(valueOf(await viewDeletion(world.as('officer'), approvalId))).toMatchObject({
      member: null,
      mayDecide: false,
      mayCancel: false,
    })
  })

  it('can be neither undone nor followed by a rejoining', async () => {
    const id = await people.clean()
    const termId = (await factsOf(world, id)).termId ?? 0
    valueOf(await approve(await asked(id)))
    const undone = await undoWithdrawals(office(), { memberId: id, termId }, newKey())
    expect(undone).toMatchObject({ ok: false, error: { code: 'undo-gone' } })
    expect(await previewRejoin(office(), { id }, null)).toMatchObject({
      ok: false,
      error: { code: 'unknown-member' },
    })
  })

  it('takes the records with it that were merged into this one', async () => {
    const [id, other] = [await people.clean(), await people.clean()]
    await world.roll.transact(async (tx) => {
      const where = { societyId_id: { societyId: MEDICAL, id: other } }
      await tx.member.update({ where, data: { mergedInto: id } })
      await reindexMembers(tx, MEDICAL, [other])
    })
    valueOf(await approve(await asked(id)))
    expect(
      await rows(`SELECT count(*)::int AS erased FROM member WHERE id = ANY($1) AND erased_at IS NOT NULL`, [
        [id, other],
      ]),
    ).toEqual([{ erased: 2 }])
  })

  it('ends an application as rejected', async () => {
    const id = await people.take(
      `m.lifecycle = 'applicant' AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)`,
    )
    valueOf(await approve(await asked(id), world.as('officer')))
    expect(
      await rows('SELECT lifecycle, erased_at IS NOT NULL AS erased FROM member WHERE id = $1', [id]),
    ).toEqual([{ lifecycle: 'rejected', erased: true }])
  })

  it('is for another of the office, an officer or a treasurer, never for who asked', async () => {
    const id = await people.clean()
    const approvalId = await asked(id)
    expect(await approve(approvalId, office())).toEqual({ ok: false, error: { code: 'own-request' } })
    expect(await previewRejection(office(), approvalId)).toEqual({
      ok: false,
      error: { code: 'own-request' },
    })
    expect(await approve(approvalId, world.as('auditor'))).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'member.delete.approve' },
    })
    const elsewhere = world.as('secretariat', { societyId: NURSING, user: 'U_SECRETARIAT2' })
    expect(await approve(approvalId, elsewhere)).toEqual({ ok: false, error: { code: 'approval-gone' } })
    valueOf(await approve(approvalId, world.as('treasurer')))
    expect(await approve(approvalId)).toEqual({
      ok: false,
      error: { code: 'decided', state: 'approved', by: 'T_MEIBO:U_TREASURER', at: `${TODAY} 12:00` },
    })
  })

  it('looks at the facts anew', async () => {
    const id = await people.clean()
    const number = await numberOf(id)
    const approvalId = await asked(id)
    await world.db.pool.query(
      `INSERT INTO position_holding (society_id, position_id, member_id, started_on)
       SELECT ${MEDICAL}, p.id, $1, '${TODAY}' FROM position p WHERE p.society_id = ${MEDICAL} ORDER BY p.id LIMIT 1`,
      [id],
    )
    const refused = await approve(approvalId)
    expect(refused).toMatchObject({ ok: false, error: { code: 'deletion-holds', number } })
    expect(await rows('SELECT state FROM approval WHERE id = $1', [approvalId])).toEqual([
      { state: 'pending' },
    ])
    expect((await factsOf(world, id)).lifecycle).toBe('active')
  })
})

describe('a deletion that does not come about', () => {
  it('is rejected with a reason, and nothing is erased', async () => {
    const id = await people.clean()
    const approvalId = await asked(id)
    const reject = (note: string | null) =>
      decideDeletion(world.as('officer'), { approvalId, decision: 'reject', note }, newKey())
    expect(await reject(null)).toEqual({ ok: false, error: { code: 'reason-needed', field: 'note' } })
    expect(valueOf(await reject('保存期間中です'))).toEqual({ approvalId, state: 'rejected' })
    expect(await loadDeletion(world.roll.read, MEDICAL, approvalId, NOW)).toMatchObject({
      state: 'rejected',
      decidedBy: 'T_MEIBO:U_OFFICER',
      decisionNote: '保存期間中です',
    })
    expect((await factsOf(world, id)).lifecycle).toBe('active')
    valueOf(await ask(id))
  })

  it('runs out, and is listed no more', async () => {
    const id = await people.clean()
    const approvalId = await asked(id)
    const waiting = async (now = NOW) =>
      valueOf(await listDeletions(world.as('officer', { now }))).requests.map((one) => one.id)
    expect(await waiting()).toContain(approvalId)
    const later = new Date('2026-12-07T12:00:00+09:00')
    expect(await waiting(later)).toEqual([])
    expect(await findExpired(world.roll.read, later)).toContainEqual({ societyId: MEDICAL, id: approvalId })
    const clock = { ...office(), actor: clockActor(MEDICAL, ['settlement.request']), now: () => later }
    expect(valueOf(await expireApproval(clock, approvalId))).toEqual({ approvalId, state: 'expired' })
    expect(await loadDeletion(world.roll.read, MEDICAL, approvalId, later)).toMatchObject({
      state: 'expired',
      decidedBy: null,
    })
    expect(await listDeletions(world.as('auditor'))).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'member.delete.approve' },
    })
  })

  it('is not mistaken for a request that the treasurer decides', async () => {
    const approvalId = await asked(await people.clean())
    const gone = { ok: false, error: { code: 'approval-gone' } }
    const input = { approvalId, decision: 'approve', note: null } as const
    expect(await decideApproval(world.as('treasurer'), input, newKey())).toEqual(gone)
    expect(await cancelApproval(office(), approvalId, newKey())).toEqual(gone)
  })
})
