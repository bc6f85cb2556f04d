import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancelApproval } from '../../../src/domain/approvals/cancel.ts'
import { decideApproval } from '../../../src/domain/approvals/decide.ts'
import { expireApproval, findExpired } from '../../../src/domain/approvals/expire.ts'
import { clockActor } from '../../../src/domain/core/roles.ts'
import { MEDICAL, NOW, openWorld, type World } from '../find/world.ts'
import { ask, auditFor, heldFor, holdFor, jobsFor, newKey, stored, valueOf } from './requests.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.db.drop())

const DAY = 86_400_000
const later = (days: number) => new Date(NOW.getTime() + days * DAY)
const clock = (now: Date) => ({
  ...world.as([]),
  actor: clockActor(MEDICAL, ['settlement.request']),
  source: { via: 'job' } as const,
  now: () => now,
})

describe('taking a request back', () => {
  it('frees the invoices and cancels what was held', async () => {
    const { approvalId, memberId } = await holdFor(world, 'DEMO00177')
    const cancelled = await cancelApproval(world.as('secretariat'), approvalId, 'back')
    expect(cancelled).toEqual({ ok: true, value: { approvalId, state: 'cancelled' } })
    expect(await cancelApproval(world.as('secretariat'), approvalId, 'back')).toEqual(cancelled)
    expect(await stored(world, approvalId)).toEqual({
      state: 'cancelled',
      by: 'T_MEIBO:U_SECRETARIAT',
      note: null,
      invoices: ['open', 'open'],
    })
    expect(await heldFor(world, approvalId)).toEqual([{ state: 'cancelled', outcome: 'request-cancelled' }])
    const row = (action: string) => ({ actor: 'T_MEIBO:U_SECRETARIAT', action, memberId })
    expect(await auditFor(world, approvalId)).toEqual([
      row('settlement.requested'),
      row('withdrawal.held'),
      row('settlement.cancelled'),
      row('withdrawal.released'),
    ])
  })

  it('is for who asked and for the office, while it waits', async () => {
    const office = await ask(world, 'DEMO00178')
    expect(await cancelApproval(world.as('treasurer'), office.approvalId, newKey())).toEqual({
      ok: false,
      error: { code: 'not-yours' },
    })
    expect(await cancelApproval(world.as('auditor'), office.approvalId, newKey())).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'settlement.request' },
    })
    const own = await ask(world, 'DEMO00179', { user: 'U_TREASURER' })
    const colleague = world.as('secretariat', { user: 'U_SECRETARIAT2' })
    for (const [context, { approvalId }] of [
      [world.as('treasurer'), own],
      [colleague, office],
    ] as const)
      expect(await cancelApproval(context, approvalId, newKey())).toMatchObject({ ok: true })
    expect(await cancelApproval(world.as('secretariat'), office.approvalId, newKey())).toEqual({
      ok: false,
      error: {
        code: 'decided',
        state: 'cancelled',
        by: 'T_MEIBO:U_SECRETARIAT2',
        at: '2026-11-23 12:00',
      },
    })
    expect(await cancelApproval(world.as('secretariat'), 999_999, newKey())).toEqual({
      ok: false,
      error: { code: 'approval-gone' },
    })
  })
})

describe('running out', () => {
  it('ends what nobody decided, by the clock, and releases what was held', async () => {
    const { approvalId, memberId } = await holdFor(world, 'DEMO00180')
    expect(await findExpired(world.roll.read, later(13))).toEqual([])
    expect(await expireApproval(clock(later(13)), approvalId)).toEqual({
      ok: false,
      error: { code: 'stale' },
    })
    expect(await findExpired(world.roll.read, later(14))).toEqual([{ societyId: MEDICAL, id: approvalId }])
    const expired = await expireApproval(clock(later(14)), approvalId)
    expect(expired).toEqual({ ok: true, value: { approvalId, state: 'expired' } })
    expect(await expireApproval(clock(later(14)), approvalId)).toEqual(expired)
    expect(await findExpired(world.roll.read, later(14))).toEqual([])
    expect(await stored(world, approvalId)).toEqual({
      state: 'expired',
      by: null,
      note: null,
      invoices: ['open', 'open'],
    })
    expect(await heldFor(world, approvalId)).toEqual([{ state: 'released', outcome: 'expired' }])
    expect(await jobsFor(world, approvalId)).toContain('approval.tell')
    expect((await auditFor(world, approvalId)).slice(-2)).toEqual([
      { actor: 'meibo:clock', action: 'settlement.expired', memberId },
      { actor: 'meibo:clock', action: 'withdrawal.released', memberId },
    ])
  })

  it('comes to nothing where somebody was faster, and lists the oldest first', async () => {
    const younger = await ask(world, 'DEMO00181', { now: later(2) })
    const older = await ask(world, 'DEMO00182', { now: later(1) })
    expect((await findExpired(world.roll.read, later(20))).map(({ id }) => id)).toEqual([
      older.approvalId,
      younger.approvalId,
    ])
    const input = { approvalId: older.approvalId, decision: 'approve', note: null } as const
    valueOf(await decideApproval(world.as('treasurer'), input, newKey()))
    expect(await expireApproval(clock(later(20)), older.approvalId)).toEqual({
      ok: false,
      error: { code: 'decided', state: 'approved', by: 'T_MEIBO:U_TREASURER', at: '2026-11-23 12:00' },
    })
    expect(await expireApproval(clock(later(20)), 999_999)).toEqual({
      ok: false,
      error: { code: 'approval-gone' },
    })
  })
})
