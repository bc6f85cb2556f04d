import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { membersOfRebooking } from '../../../src/domain/dues/rebook.ts'
import { withdraw } from '../../rules/attempts.ts'
import { rebooker } from './rebooking.ts'
import { type Counter, ITEM, openCounter, valueOf } from './world.ts'

let counter: Counter
beforeAll(async () => {
  counter = await openCounter()
})
afterAll(() => counter.db.drop())

const { allocationOn, ask, approve, misbooked, paidOf } = rebooker(() => counter)

describe('a 振替訂正', () => {
  it('is asked of the treasurer, and moves nothing before the approval', async () => {
    const { memberId, paid, open, paymentId, allocationId } = await misbooked()
    const input = { memberId, allocationId, toInvoiceId: open, note: '年度の取り違え' }
    const { approvalId, ...asked } = valueOf(await ask(input))
    expect(asked).toEqual({ rebookedYen: 5000, depositYen: 0 })
    expect([await paidOf(paid), await paidOf(open)]).toEqual([5000, 0])
    expect(
      await counter.rows(`SELECT subject, state, member_id, requested_by, note, length(content_hash) AS hash,
        (expires_at - requested_at)::text AS term FROM approval WHERE society_id = 1 AND id = ${approvalId}`),
    ).toEqual([
      {
        subject: 'rebooking',
        state: 'pending',
        member_id: memberId,
        requested_by: 'T:U_SECRETARIAT',
        note: '年度の取り違え',
        hash: 64,
        term: '14 days',
      },
    ])
    expect((await counter.audit(memberId)).slice(-1)).toEqual([
      {
        action: 'rebooking.requested',
        subject: 'approval',
        subject_id: approvalId,
        facts: {
          allocationId,
          paymentId,
          fromInvoiceId: paid,
          allocatedYen: 5000,
          toInvoiceId: open,
          amountYen: 5000,
          approvalId,
          reason: 'wrong_invoice',
        },
        detail: { note: '年度の取り違え' },
      },
    ])
    expect(
      await counter.rows(
        `SELECT count(*)::int AS asked FROM graphile_worker.jobs WHERE task_identifier = 'approval.ask'`,
      ),
    ).toEqual([{ asked: 1 }])
    expect(await approve(approvalId)).toEqual({ ok: true, value: { approvalId, state: 'approved' } })
    expect([await paidOf(paid), await paidOf(open)]).toEqual([0, 5000])
    expect(
      await counter.rows(
        `SELECT invoice_id, amount_yen, reverses_id FROM allocation WHERE society_id = 1 AND approval_id = ${approvalId} ORDER BY id`,
      ),
    ).toEqual([
      { invoice_id: paid, amount_yen: -5000, reverses_id: allocationId },
      { invoice_id: open, amount_yen: 5000, reverses_id: null },
    ])
    expect((await counter.audit(memberId)).slice(-1)).toEqual([
      {
        action: 'rebooking.booked',
        subject: 'approval',
        subject_id: approvalId,
        facts: {
          allocationId,
          paymentId,
          fromInvoiceId: paid,
          allocatedYen: 5000,
          toInvoiceId: open,
          amountYen: 5000,
          approvalId,
        },
        detail: null,
      },
    ])
  })

  it('keeps as 預り what the other invoice does not take', async () => {
    const { memberId, paid, open, allocationId, paymentId } = await misbooked(2000)
    const { approvalId, ...asked } = valueOf(await ask({ memberId, allocationId, toInvoiceId: open }))
    expect(asked).toEqual({ rebookedYen: 2000, depositYen: 3000 })
    expect((await approve(approvalId)).ok).toBe(true)
    expect([await paidOf(paid), await paidOf(open)]).toEqual([0, 2000])
    expect(
      await counter.rows(`SELECT allocated_yen FROM payment WHERE society_id = 1 AND id = ${paymentId}`),
    ).toEqual([{ allocated_yen: 2000 }])
  })

  it('takes the whole to 預り', async () => {
    const { memberId, paid, allocationId, paymentId } = await misbooked()
    const { approvalId, ...asked } = valueOf(
      await ask({ memberId, allocationId, toInvoiceId: null, reason: 'refund' }),
    )
    expect(asked).toEqual({ rebookedYen: 0, depositYen: 5000 })
    expect((await approve(approvalId)).ok).toBe(true)
    expect(await paidOf(paid)).toBe(0)
    expect(
      await counter.rows(`SELECT allocated_yen FROM payment WHERE society_id = 1 AND id = ${paymentId}`),
    ).toEqual([{ allocated_yen: 0 }])
  })

  it('goes to another member’s invoice, and both have it in their history', async () => {
    const { memberId, allocationId } = await misbooked()
    const other = await counter.member()
    const theirs = await counter.bill(other, 2026, 5000)
    const { approvalId } = valueOf(
      await ask({ memberId, allocationId, toInvoiceId: theirs, reason: 'wrong_member' }),
    )
    expect(await membersOfRebooking(counter.db.prisma, 1, approvalId)).toEqual([memberId, other])
    expect((await approve(approvalId)).ok).toBe(true)
    expect(await paidOf(theirs)).toBe(5000)
    const actions = (await counter.audit(other)).map(({ action }) => action)
    expect(actions).toEqual([
      'invoice.issued',
      'rebooking.requested',
      'rebooking.approved',
      'rebooking.booked',
    ])
  })

  it('of one allocation waits once', async () => {
    const { memberId, allocationId, open } = await misbooked()
    const { approvalId } = valueOf(await ask({ memberId, allocationId, toInvoiceId: open }))
    expect(await ask({ memberId, allocationId, toInvoiceId: null })).toEqual({
      ok: false,
      error: { code: 'invoice-requested', approvalId, year: 2025, item: ITEM },
    })
    expect((await approve(approvalId)).ok).toBe(true)
    expect(await ask({ memberId, allocationId, toInvoiceId: null })).toEqual({
      ok: false,
      error: { code: 'allocation-gone' },
    })
  })

  it('of a paid invoice of one who left is made where other money takes its place in the same booking', async () => {
    const memberId = await counter.member()
    const [first, second] = [
      await counter.bill(memberId, 2025, 5000),
      await counter.bill(memberId, 2026, 5000),
    ]
    await counter.pay(memberId, 5000, [{ invoiceId: first, amountYen: 5000 }])
    await counter.pay(memberId, 5000, [{ invoiceId: second, amountYen: 5000 }])
    const [one, two] = [await allocationOn(first), await allocationOn(second)]
    await counter.sql(`${withdraw(memberId)} INSERT INTO approval (society_id, id, subject, member_id, requested_by, content_hash, expires_at)
      VALUES (1, 900, 'rebooking', ${memberId}, 'T:U1', repeat('a', 64), now() + interval '14 days');
      INSERT INTO rebooking_item (society_id, approval_id, allocation_id, to_invoice_id, amount_yen, reason) VALUES
      (1, 900, ${one}, ${second}, 5000, 'wrong_invoice'), (1, 900, ${two}, ${first}, 5000, 'wrong_invoice')`)
    expect(await approve(900)).toEqual({ ok: true, value: { approvalId: 900, state: 'approved' } })
    expect([await paidOf(first), await paidOf(second)]).toEqual([5000, 5000])
    expect(
      await counter.rows(
        `SELECT invoice_id, amount_yen FROM allocation WHERE society_id = 1 AND approval_id = 900 ORDER BY invoice_id, amount_yen`,
      ),
    ).toEqual([
      { invoice_id: first, amount_yen: -5000 },
      { invoice_id: first, amount_yen: 5000 },
      { invoice_id: second, amount_yen: -5000 },
      { invoice_id: second, amount_yen: 5000 },
    ])
  })
})
