import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideApproval, previewDecision } from '../../../src/domain/approvals/decide.ts'
import { loadApproval } from '../../../src/domain/approvals/load.ts'
import { requestRebooking } from '../../../src/domain/dues/requestRebooking.ts'
import { MEDICAL, NOW, NURSING, openWorld, type World } from '../find/world.ts'
import { ask, auditFor, heldFor, holdFor, jobsFor, newKey, owing, pay, stored, valueOf } from './requests.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.db.drop())

const approve = (approvalId: number, context = world.as('treasurer'), key = newKey()) =>
  decideApproval(context, { approvalId, decision: 'approve', note: null }, key)
const reject = (approvalId: number, note: string | null, context = world.as('treasurer')) =>
  decideApproval(context, { approvalId, decision: 'reject', note }, newKey())
const second = () => world.as('treasurer', { user: 'U_TREASURER2' })

describe('an approval', () => {
  it('settles every invoice of the request, and a replay changes nothing', async () => {
    const { approvalId, memberId } = await ask(world, 'DEMO00177')
    const approved = await approve(approvalId, world.as('treasurer'), 'once')
    expect(approved).toEqual({ ok: true, value: { approvalId, state: 'approved' } })
    expect(await approve(approvalId, world.as('treasurer'), 'once')).toEqual(approved)
    expect(await stored(world, approvalId)).toEqual({
      state: 'approved',
      by: 'T_MEIBO:U_TREASURER',
      note: null,
      invoices: ['cancelled', 'cancelled'],
    })
    expect(await jobsFor(world, approvalId)).toEqual(['approval.ask', 'approval.tell'])
    const row = (action: string, actor = 'T_MEIBO:U_TREASURER') => ({ actor, action, memberId })
    expect(await auditFor(world, approvalId)).toEqual([
      row('settlement.requested', 'T_MEIBO:U_SECRETARIAT'),
      row('settlement.approved'),
      row('invoice.cancelled'),
      row('invoice.cancelled'),
    ])
    const { rows } = await world.db.pool.query(
      `SELECT e.facts->>'contentHash' = a.content_hash AS bound FROM audit_entry e, approval a
       WHERE e.action = 'settlement.approved' AND e.subject_id = $1 AND a.id = $1`,
      [approvalId],
    )
    expect(rows).toEqual([{ bound: true }])
  })

  it('of 手動で支払済み leaves what was paid, and lets a held withdrawal go on', async () => {
    const paid = await ask(world, 'DEMO00184', { settlement: 'paid_manually' })
    valueOf(await approve(paid.approvalId))
    expect(await stored(world, paid.approvalId)).toMatchObject({ invoices: ['paid_manually'] })
    const { approvalId } = await holdFor(world, 'DEMO00178')
    valueOf(await approve(approvalId))
    expect(await jobsFor(world, approvalId)).toEqual(['approval.ask', 'withdrawal.complete', 'approval.tell'])
    expect(await heldFor(world, approvalId)).toEqual([{ state: 'held', outcome: null }])
  })

  it('books a 振替訂正', async () => {
    const { memberId, invoices } = await owing(world, 'DEMO00185')
    const { rows } = await world.db.pool.query<{ id: number }>(
      `SELECT id FROM allocation WHERE society_id = ${MEDICAL} AND invoice_id = $1`,
      [invoices[0]?.id],
    )
    const input = {
      memberId,
      allocationId: rows[0]?.id ?? 0,
      toInvoiceId: null,
      reason: 'refund',
      note: null,
    }
    const { approvalId } = valueOf(await requestRebooking(world.as('secretariat'), input, newKey()))
    const shown = await loadApproval(world.roll.read, MEDICAL, approvalId, NOW)
    expect(shown?.items.map(({ invoice: { number, year }, ...item }) => ({ number, year, ...item }))).toEqual(
      [
        {
          number: 'DEMO00185',
          year: 2026,
          yen: 3000,
          kind: 'rebooking',
          reason: 'refund',
          to: null,
          bookedYen: 0,
        },
      ],
    )
    valueOf(await approve(approvalId))
    const sums = await world.db.pool.query(`SELECT paid_yen AS paid FROM invoice WHERE id = $1`, [
      invoices[0]?.id,
    ])
    expect(sums.rows).toEqual([{ paid: 0 }])
    expect(await auditFor(world, approvalId)).toEqual([
      { actor: 'T_MEIBO:U_SECRETARIAT', action: 'rebooking.requested', memberId },
      { actor: 'T_MEIBO:U_TREASURER', action: 'rebooking.approved', memberId },
      { actor: 'T_MEIBO:U_TREASURER', action: 'rebooking.booked', memberId },
    ])
  })
})

describe('a rejection', () => {
  it('keeps its reason, frees the invoices, and releases what was held', async () => {
    const { approvalId } = await holdFor(world, 'DEMO00179')
    expect(await reject(approvalId, '証憑が不足しています')).toEqual({
      ok: true,
      value: { approvalId, state: 'rejected' },
    })
    expect(await stored(world, approvalId)).toEqual({
      state: 'rejected',
      by: 'T_MEIBO:U_TREASURER',
      note: '証憑が不足しています',
      invoices: ['open', 'open'],
    })
    expect(await heldFor(world, approvalId)).toEqual([{ state: 'released', outcome: 'rejected' }])
    expect((await jobsFor(world, approvalId)).sort()).toEqual(['approval.ask', 'approval.tell'])
    expect((await ask(world, 'DEMO00179')).count).toBe(2)
  })

  it('wants a reason', async () => {
    const { approvalId } = await ask(world, 'DEMO00163')
    expect(await reject(approvalId, null)).toEqual({
      ok: false,
      error: { code: 'reason-needed', field: 'note' },
    })
    expect(await stored(world, approvalId)).toMatchObject({ state: 'pending' })
  })
})

describe('is refused', () => {
  it('what is not there, or of another society', async () => {
    const gone = { ok: false, error: { code: 'approval-gone' } }
    const { approvalId } = await ask(world, 'DEMO00164')
    expect(await approve(999_999)).toEqual(gone)
    expect(await approve(approvalId, world.as('treasurer', { societyId: NURSING }))).toEqual(gone)
    expect(await previewDecision(world.as('treasurer'), 999_999)).toEqual(gone)
  })

  it('one’s own request, also to its rejection', async () => {
    const { approvalId } = await ask(world, 'DEMO00165', { user: 'U_TREASURER' })
    const own = { ok: false, error: { code: 'own-request' } }
    expect(await approve(approvalId)).toEqual(own)
    expect(await reject(approvalId, '誤り')).toEqual(own)
    expect(await previewDecision(world.as('treasurer'), approvalId)).toEqual(own)
    expect(await approve(approvalId, second())).toMatchObject({ ok: true })
  })

  it('what somebody else has decided', async () => {
    const { approvalId } = await ask(world, 'DEMO00166')
    valueOf(await approve(approvalId, second()))
    const decided = {
      ok: false,
      error: { code: 'decided', state: 'approved', by: 'T_MEIBO:U_TREASURER2', at: '2026-11-23 12:00' },
    }
    expect(await approve(approvalId)).toEqual(decided)
    expect(await reject(approvalId, '遅れて')).toEqual(decided)
    expect(await previewDecision(world.as('treasurer'), approvalId)).toEqual(decided)
  })

  it('what is past its time, although the clock has not closed it yet', async () => {
    const { approvalId } = await ask(world, 'DEMO00167')
    const now = new Date(NOW.getTime() + 14 * 86_400_000)
    const late = world.as('treasurer', { now })
    const expired = {
      ok: false,
      error: { code: 'decided', state: 'expired', by: null, at: '2026-12-07 12:00' },
    }
    expect(await approve(approvalId, late)).toEqual(expired)
    expect(await previewDecision(late, approvalId)).toEqual(expired)
    expect(await loadApproval(world.roll.read, MEDICAL, approvalId, now)).toMatchObject({
      state: 'expired',
      decidedBy: null,
      decidedAt: '2026-12-07 12:00',
    })
  })

  it('what a payment has altered, all or nothing; a rejection is not', async () => {
    const member = await ask(world, 'DEMO00180')
    await pay(world, member, 1000)
    expect(await approve(member.approvalId)).toEqual({
      ok: false,
      error: {
        code: 'request-altered',
        invoices: [{ year: 2025, item: { ja: '滞納年会費', en: 'Annual fee in arrears' } }],
      },
    })
    expect(await stored(world, member.approvalId)).toMatchObject({
      state: 'pending',
      invoices: ['open', 'open'],
    })
    expect(await reject(member.approvalId, '入金がありました')).toMatchObject({ ok: true })
  })

  it('the secretariat and an officer', async () => {
    const { approvalId } = await ask(world, 'DEMO00168')
    const forbidden = { ok: false, error: { code: 'forbidden', permission: 'settlement.decide' } }
    expect(await approve(approvalId, world.as('secretariat', { user: 'U_SECRETARIAT2' }))).toEqual(forbidden)
    expect(await reject(approvalId, null, world.as('officer'))).toEqual(forbidden)
    expect(await previewDecision(world.as('officer'), approvalId)).toEqual(forbidden)
  })
})

it('has one winner among twenty who decide at once, and tells the others who', async () => {
  const { approvalId } = await ask(world, 'DEMO00181')
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const context = world.as('treasurer', { user: `U_T${index}` })
      const outcome = await (index % 2 === 0
        ? approve(approvalId, context)
        : reject(approvalId, `理由${index}`, context))
      return { user: context.actor.key, outcome }
    }),
  )
  const [winner, ...more] = outcomes.filter(({ outcome }) => outcome.ok)
  expect(more).toEqual([])
  const state = winner?.outcome.ok === true ? winner.outcome.value.state : undefined
  const losers = outcomes.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.error]))
  const decided = { code: 'decided', state, by: winner?.user, at: '2026-11-23 12:00' }
  expect(losers).toEqual(Array.from({ length: 19 }, () => decided))
  const settled = state === 'approved' ? 'cancelled' : 'open'
  expect(await stored(world, approvalId)).toMatchObject({
    state,
    by: winner?.user,
    invoices: [settled, settled],
  })
})
