import { describe, expect, it } from 'vitest'
import { cancelApproval } from '../../../src/domain/approvals/cancel.ts'
import { decideApproval } from '../../../src/domain/approvals/decide.ts'
import { actorOfKey, clockActor } from '../../../src/domain/core/roles.ts'
import { cancelPlanned, findDuePlans, runPlanned } from '../../../src/domain/withdrawal/dated.ts'
import { cancelHeld, completeHeld, releaseApproved } from '../../../src/domain/withdrawal/held.ts'
import { loadEndedHolds, loadEndedPlan } from '../../../src/domain/withdrawal/told.ts'
import { listWaiting } from '../../../src/domain/withdrawal/waiting.ts'
import { withdrawMember } from '../../../src/domain/withdrawal/withdraw.ts'
import { MEDICAL } from '../find/world.ts'
import { cancelAll, factsOf, inputFor, useStage } from './people.ts'

const stage = useStage()
const { key, rows } = stage

const jobs = async (task: string) =>
  (
    await rows(`SELECT j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE t.identifier = '${task}' ORDER BY j.id`)
  ).map(({ payload }) => payload)

const DAY = '2027-03-31'
const onDay = new Date(`${DAY}T00:00:05+09:00`)

/** A withdrawal dated ahead; gives member and plan. */
async function plan(id: number, more: Parameters<typeof inputFor>[1] = {}) {
  const facts = await factsOf(stage.world, id)
  const done = await withdrawMember(
    stage.world.as('secretariat'),
    inputFor(facts, { withdrawnOn: DAY, ...more }),
    key(),
  )
  if (!done.ok) throw new Error(done.error.code)
  const planned = (await factsOf(stage.world, id)).planned
  return { facts, plannedId: planned?.id ?? 0 }
}

const asOffice = (now: Date) => ({
  ...stage.world.as('secretariat', { now }),
  actor: actorOfKey('T_MEIBO:U_SECRETARIAT', MEDICAL, ['member.write']),
})

describe('a dated withdrawal', () => {
  it('runs by itself when its day has begun in Japan, once, and who asked is told', async () => {
    const { facts, plannedId } = await plan(await stage.people.clean())
    const before = new Date(`${DAY}T00:00:00+09:00`).getTime() - 1000
    expect((await findDuePlans(stage.world.roll.read, new Date(before))).map(({ id }) => id)).not.toContain(
      plannedId,
    )
    expect(await runPlanned(asOffice(new Date(before)), plannedId)).toEqual({
      ok: false,
      error: { code: 'plan-ended' },
    })
    expect(await findDuePlans(stage.world.roll.read, onDay)).toContainEqual({
      societyId: MEDICAL,
      id: plannedId,
      requestedBy: 'T_MEIBO:U_SECRETARIAT',
    })
    const runs = await Promise.all([1, 2, 3].map(() => runPlanned(asOffice(onDay), plannedId)))
    for (const run of runs) expect(run).toEqual({ ok: true, value: { done: true, outcome: null } })
    expect(await factsOf(stage.world, facts.id)).toMatchObject({
      lifecycle: 'withdrawn',
      withdrawnOn: DAY,
      feePlan: 'free',
      memberTypeId: null,
    })
    expect(await jobs('planned.tell')).toEqual([{ societyId: MEDICAL, plannedId }])
    expect(await loadEndedPlan(stage.world.roll.read, MEDICAL, plannedId)).toEqual({
      requestedBy: 'T_MEIBO:U_SECRETARIAT',
      ended: [
        {
          memberId: facts.id,
          number: facts.number,
          withdrawnOn: DAY,
          state: 'completed',
          cause: null,
          termId: facts.termId,
        },
      ],
    })
  })

  it('fails on its day while dues are open, and says so', async () => {
    const { facts, plannedId } = await plan(await stage.people.owing())
    expect(await runPlanned(asOffice(onDay), plannedId)).toEqual({
      ok: true,
      value: { done: false, outcome: 'invoices-open' },
    })
    expect((await factsOf(stage.world, facts.id)).lifecycle).toBe('active')
    expect(
      await rows(
        `SELECT state, outcome FROM planned_change WHERE society_id = ${MEDICAL} AND id = ${plannedId}`,
      ),
    ).toEqual([{ state: 'failed', outcome: 'invoices-open' }])
    expect((await loadEndedPlan(stage.world.roll.read, MEDICAL, plannedId))?.ended).toMatchObject([
      { state: 'released', cause: 'invoices-open', termId: null },
    ])
  })

  it('fails rather than runs again and again where the plan can’t be read', async () => {
    const { plannedId } = await plan(await stage.people.clean())
    await stage.world.db.pool.query(
      `UPDATE planned_change SET plan = '{}' WHERE id = ${plannedId} AND society_id = ${MEDICAL}`,
    )
    expect(await runPlanned(asOffice(onDay), plannedId)).toEqual({
      ok: true,
      value: { done: false, outcome: 'stale' },
    })
    expect((await findDuePlans(stage.world.roll.read, onDay)).map(({ id }) => id)).not.toContain(plannedId)
  })

  it('is listed and can be cancelled until then', async () => {
    const { facts } = await plan(await stage.people.clean(), { reason: 'year_end' })
    const office = stage.world.as('secretariat')
    const listed = await listWaiting(office)
    expect(listed.ok && listed.value.planned).toContainEqual({
      memberId: facts.id,
      number: facts.number,
      withdrawnOn: DAY,
      reason: 'year_end',
      requestedBy: 'T_MEIBO:U_SECRETARIAT',
    })
    expect(await cancelPlanned(office, facts.id, key())).toEqual({
      ok: true,
      value: { number: facts.number },
    })
    expect(await cancelPlanned(office, facts.id, key())).toEqual({ ok: false, error: { code: 'plan-ended' } })
    expect((await factsOf(stage.world, facts.id)).planned).toBeNull()
  })
})

/** A withdrawal held for a request over everything that is owed. */
async function holdOne(id: number) {
  const facts = await factsOf(stage.world, id)
  const input = inputFor(facts, { settlements: cancelAll(facts), hold: true })
  const done = await withdrawMember(stage.world.as('secretariat'), input, key())
  if (!done.ok || done.value.approvalId === null) throw new Error(JSON.stringify(done))
  const held = (await factsOf(stage.world, id)).held
  return { facts, approvalId: done.value.approvalId, heldId: held?.id ?? 0 }
}

describe('a held withdrawal', () => {
  it('completes by itself after the approval, on fresh facts', async () => {
    const { facts, approvalId, heldId } = await holdOne(await stage.people.owing(2))
    const approved = await decideApproval(
      stage.world.as('treasurer'),
      { approvalId, decision: 'approve', note: null },
      key(),
    )
    expect(approved).toEqual({ ok: true, value: { approvalId, state: 'approved' } })
    expect(await jobs('withdrawal.complete')).toContainEqual({ societyId: MEDICAL, approvalId })
    expect(await completeHeld(asOffice(new Date()), approvalId)).toEqual({
      ok: true,
      value: { completed: [facts.id], released: [] },
    })
    expect(await factsOf(stage.world, facts.id)).toMatchObject({
      lifecycle: 'withdrawn',
      held: null,
      openInvoices: [],
    })
    expect(await jobs('withdrawal.tell')).toContainEqual({ societyId: MEDICAL, heldIds: [heldId] })
    expect((await loadEndedHolds(stage.world.roll.read, MEDICAL, [heldId]))?.ended).toMatchObject([
      { memberId: facts.id, state: 'completed', cause: null, termId: facts.termId },
    ])
  })

  it('is released where a new invoice came between approval and completion', async () => {
    const { facts, approvalId, heldId } = await holdOne(await stage.people.owing())
    await decideApproval(stage.world.as('treasurer'), { approvalId, decision: 'approve', note: null }, key())
    await stage.world.db.prisma.$transaction(async (tx) => {
      await tx.$executeRawUnsafe(
        `INSERT INTO invoice (society_id, member_id, year, fee_item_id, sequence, amount_yen, due_on) VALUES (${MEDICAL}, ${facts.id}, 2026, 4, 9, 500, '2026-12-31')`,
      )
      await tx.$executeRawUnsafe(`UPDATE member_search s SET version = m.search_version FROM member m
        WHERE m.society_id = s.society_id AND m.id = s.member_id AND m.society_id = ${MEDICAL} AND m.id = ${facts.id}`)
    })
    expect(await completeHeld(asOffice(new Date()), approvalId)).toEqual({
      ok: true,
      value: { completed: [], released: [facts.id] },
    })
    expect((await loadEndedHolds(stage.world.roll.read, MEDICAL, [heldId]))?.ended).toMatchObject([
      { state: 'released', cause: 'invoices-open', termId: null },
    ])
  })

  it('is released by a rejection, and by who takes the request back', async () => {
    const first = await holdOne(await stage.people.owing())
    const rejected = {
      approvalId: first.approvalId,
      decision: 'reject',
      note: '退会届をご確認ください',
    } as const
    expect((await decideApproval(stage.world.as('treasurer'), rejected, key())).ok).toBe(true)
    const second = await holdOne(await stage.people.owing())
    expect((await cancelApproval(stage.world.as('secretariat'), second.approvalId, key())).ok).toBe(true)
    const told = await loadEndedHolds(stage.world.roll.read, MEDICAL, [first.heldId, second.heldId])
    expect(told?.ended.map(({ state, cause }) => [state, cause])).toEqual([
      ['released', 'rejected'],
      ['cancelled', 'request-cancelled'],
    ])
    expect((await factsOf(stage.world, first.facts.id)).openInvoices).toEqual(
      first.facts.openInvoices.map((invoice) => ({ ...invoice, requestedIn: null })),
    )
  })

  it('is released where who asked has lost the right', async () => {
    const { facts, approvalId, heldId } = await holdOne(await stage.people.owing())
    await decideApproval(stage.world.as('treasurer'), { approvalId, decision: 'approve', note: null }, key())
    const officer = stage.world.as('officer')
    expect(await completeHeld(officer, approvalId)).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'member.write' },
    })
    const clock = { ...officer, actor: clockActor(MEDICAL, ['member.write']) }
    expect(await releaseApproved(clock, approvalId, 'role-lost')).toEqual({ ok: true, value: 1 })
    expect((await loadEndedHolds(stage.world.roll.read, MEDICAL, [heldId]))?.ended).toMatchObject([
      { state: 'released', cause: 'role-lost' },
    ])
    expect((await factsOf(stage.world, facts.id)).lifecycle).toBe('active')
  })

  it('can be cancelled by itself, and the request goes on', async () => {
    const { facts, approvalId } = await holdOne(await stage.people.owing())
    expect(await cancelHeld(stage.world.as('secretariat'), facts.id, key())).toEqual({
      ok: true,
      value: { number: facts.number },
    })
    expect(
      await rows(`SELECT state FROM approval WHERE society_id = ${MEDICAL} AND id = ${approvalId}`),
    ).toEqual([{ state: 'pending' }])
    const again = await factsOf(stage.world, facts.id)
    const joined = await withdrawMember(stage.world.as('secretariat'), inputFor(again, { hold: true }), key())
    expect(joined).toMatchObject({ ok: true, value: { kind: 'held' } })
    expect((await factsOf(stage.world, facts.id)).held).toMatchObject({ approvalId })
  })

  it('is listed to who may know of dues only', async () => {
    const { facts, approvalId } = await holdOne(await stage.people.owing())
    const office = await listWaiting(stage.world.as('secretariat'))
    expect(office.ok && office.value.held).toContainEqual({
      memberId: facts.id,
      number: facts.number,
      withdrawnOn: '2026-11-23',
      reason: 'personal',
      requestedBy: 'T_MEIBO:U_SECRETARIAT',
      approvalId,
    })
    const blind = await listWaiting(stage.world.as(['member.read', 'member.write']))
    expect(blind.ok && blind.value.held).toEqual([])
    expect(await listWaiting(stage.world.as('officer'))).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'member.write' },
    })
  })
})
