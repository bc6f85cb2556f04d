import { describe, expect, it } from 'vitest'
import type { Context } from '../../../src/domain/core/change.ts'
import { rejoinMember } from '../../../src/domain/withdrawal/rejoin.ts'
import { undoWithdrawals } from '../../../src/domain/withdrawal/undo.ts'
import { undoRejoin } from '../../../src/domain/withdrawal/undoRejoin.ts'
import { type WithdrawalInput, withdrawMember } from '../../../src/domain/withdrawal/withdraw.ts'
import { MEDICAL, TODAY } from '../find/world.ts'
import { factsOf, inputFor, useStage } from './people.ts'

const stage = useStage()
const { key, rows } = stage

const office = () => stage.world.as('secretariat')

/** @returns the term that ended */
function withdraw(id: number, context = office()): Promise<number> {
  return leave(id, {}, context)
}

async function leave(id: number, more: Partial<WithdrawalInput>, context = office()): Promise<number> {
  const done = await withdrawMember(context, inputFor(await factsOf(stage.world, id), more), key())
  if (!done.ok) throw new Error(done.error.code)
  return done.value.termId ?? 0
}

/** As a regular member. @returns the term that begins */
async function rejoin(id: number, rejoinedOn = TODAY): Promise<number> {
  const { version } = await factsOf(stage.world, id)
  const [type] = await rows(`SELECT id FROM member_type WHERE society_id = ${MEDICAL} AND code = 'regular'`)
  const choice = { boardAccess: 'poster', feePlan: 'paid', memberTypeId: Number(type?.['id']) } as const
  const input = { memberId: id, version, rejoinedOn, applicationId: null, ...choice }
  const done = await rejoinMember(office(), input, key())
  if (!done.ok) throw new Error(done.error.code)
  return done.value.termId
}

const terms = (id: number) =>
  rows(
    `SELECT started_on::text, ended_on::text FROM membership_term WHERE society_id = ${MEDICAL} AND member_id = ${id} ORDER BY id`,
  )
const types = (id: number) =>
  rows(
    `SELECT member_type_id, started_on::text, ended_on::text FROM type_assignment WHERE society_id = ${MEDICAL} AND member_id = ${id} ORDER BY id`,
  )

describe('what was undone', () => {
  it('is in nobody’s way: a withdrawal is undone after the rejoining that followed it', async () => {
    const id = await stage.people.clean()
    const { version: _1, ...before } = await factsOf(stage.world, id)
    const first = await withdraw(id)
    const second = await rejoin(id)
    expect((await undoRejoin(office(), { memberId: id, termId: second }, key())).ok).toBe(true)
    expect((await undoWithdrawals(office(), { memberId: id, termId: first }, key())).ok).toBe(true)
    const { version: _2, ...after } = await factsOf(stage.world, id)
    expect(after).toEqual(before)
  })

  it('is told from what was undone after it', async () => {
    const id = await stage.people.clean()
    const first = await withdraw(id)
    const second = await rejoin(id)
    await withdraw(id)
    expect((await undoWithdrawals(office(), { memberId: id, termId: second }, key())).ok).toBe(true)
    expect(await undoWithdrawals(office(), { memberId: id, termId: first }, key())).toEqual({
      ok: false,
      error: {
        code: 'undo-blocked',
        later: [{ at: '2026-11-23 12:00', actor: 'T_MEIBO:U_SECRETARIAT', action: 'member.rejoined' }],
      },
    })
  })

  it('gives back what was planned for the member, though the clock went on', async () => {
    const id = await stage.people.clean()
    const [plan] = await rows(
      `INSERT INTO planned_change (society_id, member_id, change, runs_on, plan, requested_by)
       VALUES (${MEDICAL}, ${id}, 'type', '2027-04-01', '{}', 'T_MEIBO:U_SECRETARIAT') RETURNING id`,
    )
    let now = office().now().getTime()
    const later: Context = { ...office(), now: () => new Date((now += 5)) }
    const planOf = () =>
      rows(
        `SELECT state, outcome FROM planned_change WHERE society_id = ${MEDICAL} AND id = ${Number(plan?.['id'])}`,
      )
    const termId = await withdraw(id, later)
    expect(await planOf()).toEqual([{ state: 'cancelled', outcome: 'withdrawn' }])
    expect((await undoWithdrawals(later, { memberId: id, termId }, key())).ok).toBe(true)
    expect(await planOf()).toEqual([{ state: 'planned', outcome: null }])
  })
})

describe('a rejoining on the day on which the last term began and ended', () => {
  it('begins a term of its own, which goes when it is undone', async () => {
    const id = await stage.people.clean()
    await withdraw(id)
    await rejoin(id)
    await withdraw(id)
    const before = { terms: await terms(id), types: await types(id) }
    expect(before.terms.slice(-1)).toEqual([{ started_on: TODAY, ended_on: TODAY }])
    const third = await rejoin(id)
    expect(await terms(id)).toEqual([...before.terms, { started_on: TODAY, ended_on: null }])
    expect((await undoRejoin(office(), { memberId: id, termId: third }, key())).ok).toBe(true)
    expect({ terms: await terms(id), types: await types(id) }).toEqual(before)
  })
})

describe('leaving as of a day before the type last changed', () => {
  it('leaves with the type of that day, lets the member rejoin from it, and gives all of it back when undone', async () => {
    const id = await stage.people.take(
      `m.lifecycle = 'active' AND EXISTS (SELECT FROM member_type t WHERE t.society_id = m.society_id AND t.id = m.member_type_id AND t.code = 'council')
       AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)
       AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id AND h.ended_on IS NULL)`,
    )
    const council = await types(id)
    await leave(id, { reason: 'memorial', withdrawnOn: TODAY })
    const changed = await types(id)
    const termId = await leave(id, { withdrawnOn: '2026-11-20' })
    const left = council.map((span) =>
      span['ended_on'] === null ? { ...span, ended_on: '2026-11-20' } : span,
    )
    expect(await types(id)).toEqual(left)
    expect((await undoWithdrawals(office(), { memberId: id, termId }, key())).ok).toBe(true)
    expect(await types(id)).toEqual(changed)
    await leave(id, { withdrawnOn: '2026-11-20' })
    await rejoin(id, '2026-11-20')
    expect((await types(id)).slice(0, -1)).toEqual(left)
  })
})
