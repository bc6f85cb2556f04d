import { describe, expect, it } from 'vitest'
import { previewRejoin, type RejoinInput, rejoinMember } from '../../../src/domain/withdrawal/rejoin.ts'
import { undoWithdrawals } from '../../../src/domain/withdrawal/undo.ts'
import { undoRejoin } from '../../../src/domain/withdrawal/undoRejoin.ts'
import { withdrawMember } from '../../../src/domain/withdrawal/withdraw.ts'
import { MEDICAL, TODAY } from '../find/world.ts'
import { factsOf, inputFor, useStage } from './people.ts'

const stage = useStage()
const { key, rows } = stage

const office = () => stage.world.as('secretariat')

const GONE = `m.lifecycle = 'withdrawn' AND m.withdrawal_reason <> 'death'`

async function inputOf(id: number, more: Partial<RejoinInput> = {}): Promise<RejoinInput> {
  const preview = await previewRejoin(office(), { id })
  if (!preview.ok) throw new Error(preview.error.code)
  const { member, types } = preview.value
  const regular = types.find(({ code }) => code === 'regular')
  return {
    memberId: id,
    version: member.version,
    rejoinedOn: TODAY,
    boardAccess: 'reader',
    feePlan: 'paid',
    memberTypeId: regular?.id ?? null,
    applicationId: null,
    ...more,
  }
}

const terms = (id: number) =>
  rows(
    `SELECT started_on::text, ended_on::text FROM membership_term WHERE society_id = ${MEDICAL} AND member_id = ${id} ORDER BY id`,
  )

describe('undoing', () => {
  it('a rejoining gives back the withdrawal as it was, and leaves no trace in the terms', async () => {
    const id = await stage.people.take(GONE)
    const { version: _1, ...before } = await factsOf(stage.world, id)
    const old = await terms(id)
    await rejoinMember(office(), await inputOf(id), key())
    const termId = (await factsOf(stage.world, id)).termId ?? 0
    const same = key()
    const undone = await undoRejoin(office(), { memberId: id, termId }, same)
    expect(undone).toEqual({ ok: true, value: { members: [{ id, number: before.number }] } })
    const { version: _2, ...after } = await factsOf(stage.world, id)
    expect(after).toEqual(before)
    expect(await terms(id)).toEqual(old)
    expect(await undoRejoin(office(), { memberId: id, termId }, same)).toEqual(undone)
    expect(await undoRejoin(office(), { memberId: id, termId }, key())).toEqual({
      ok: false,
      error: { code: 'undo-gone' },
    })
  })

  it('a withdrawal gives everything back in the same term, by a colleague too', async () => {
    const id = await stage.people.clean()
    const { version: _1, ...before } = await factsOf(stage.world, id)
    const left = await withdrawMember(office(), inputFor(await factsOf(stage.world, id)), key())
    const termId = left.ok ? (left.value.termId ?? 0) : 0
    const colleague = stage.world.as('secretariat', { user: 'U_SECRETARIAT2' })
    expect((await undoWithdrawals(colleague, { memberId: id, termId }, key())).ok).toBe(true)
    const { version: _2, ...after } = await factsOf(stage.world, id)
    expect(after).toEqual(before)
    expect(await terms(id)).toEqual([{ started_on: before.joinedOn, ended_on: null }])
    expect(await undoWithdrawals(colleague, { memberId: id, termId }, key())).toEqual({
      ok: false,
      error: { code: 'undo-gone' },
    })
  })

  it('says what rests on it: a rejoining on a withdrawal, an invoice on a rejoining', async () => {
    const id = await stage.people.clean()
    const left = await withdrawMember(office(), inputFor(await factsOf(stage.world, id)), key())
    const first = left.ok ? (left.value.termId ?? 0) : 0
    await rejoinMember(office(), await inputOf(id), key())
    expect(await undoWithdrawals(office(), { memberId: id, termId: first }, key())).toEqual({
      ok: false,
      error: {
        code: 'undo-blocked',
        later: [{ at: '2026-11-23 12:00', actor: 'T_MEIBO:U_SECRETARIAT', action: 'member.rejoined' }],
      },
    })
    const termId = (await factsOf(stage.world, id)).termId ?? 0
    await stage.world.db.pool.query(
      `INSERT INTO audit_entry (society_id, actor, action, member_id, at) VALUES (${MEDICAL}, 'T_MEIBO:U_TREASURER', 'invoice.issued', ${id}, '2026-11-23T03:00:00Z')`,
    )
    const blocked = (action: string) => ({
      ok: false,
      error: {
        code: 'undo-blocked',
        later: [{ at: '2026-11-23 12:00', actor: 'T_MEIBO:U_TREASURER', action }],
      },
    })
    expect(await undoRejoin(office(), { memberId: id, termId }, key())).toEqual(blocked('invoice.issued'))
    const blind = stage.world.as(['member.read', 'member.write'])
    expect(await undoRejoin(blind, { memberId: id, termId }, key())).toEqual(blocked('hidden'))
  })

  it('is refused once an office has its successor', async () => {
    const holder = await stage.people.take(
      `m.lifecycle = 'active' AND EXISTS (SELECT FROM position_holding h JOIN position p ON p.society_id = h.society_id AND p.id = h.position_id
         WHERE h.society_id = m.society_id AND h.member_id = m.id AND h.ended_on IS NULL AND p.code = 'vice_president')
       AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)`,
    )
    const facts = await factsOf(stage.world, holder)
    const left = await withdrawMember(office(), inputFor(facts, { endPositions: true }), key())
    const termId = left.ok ? (left.value.termId ?? 0) : 0
    const successors = [await stage.people.clean(), await stage.people.clean()]
    for (const successor of successors)
      await stage.world.db.pool.query(
        `INSERT INTO position_holding (society_id, position_id, member_id, started_on) SELECT ${MEDICAL}, id, ${successor}, '${TODAY}' FROM position
         WHERE society_id = ${MEDICAL} AND code = 'vice_president'`,
      )
    expect(await undoWithdrawals(office(), { memberId: holder, termId }, key())).toEqual({
      ok: false,
      error: { code: 'seats-taken', positions: [{ ja: '副会長', en: 'Vice President' }] },
    })
  })

  it('is refused into a year that was closed meanwhile, and to who may not write', async () => {
    const id = await stage.people.clean()
    const facts = await factsOf(stage.world, id)
    const left = await withdrawMember(office(), inputFor(facts, { withdrawnOn: '2026-10-31' }), key())
    const termId = left.ok ? (left.value.termId ?? 0) : 0
    expect(await undoWithdrawals(stage.world.as('officer'), { memberId: id, termId }, key())).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'member.write' },
    })
    await stage.world.db.pool.query(
      `UPDATE fiscal_year SET closed_at = now() WHERE society_id = ${MEDICAL} AND year = 2026`,
    )
    expect(await undoWithdrawals(office(), { memberId: id, termId }, key())).toEqual({
      ok: false,
      error: { code: 'year-closed', field: '', year: 2026 },
    })
    await stage.world.db.pool.query(
      `UPDATE fiscal_year SET closed_at = NULL WHERE society_id = ${MEDICAL} AND year = 2026`,
    )
  })
})
