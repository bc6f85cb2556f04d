import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planRebooking, type Rebooking } from '../../../src/domain/dues/rebook.ts'
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
  it.each([
    ['a reason that is none', 'secretariat', { reason: 'whim' }, { code: 'reason-unknown', field: 'reason' }],
    ['an allocation that is not there', 'secretariat', { allocationId: 9999 }, { code: 'allocation-gone' }],
    ['somebody else’s allocation', 'secretariat', { allocationId: 1 }, { code: 'allocation-gone' }],
    ['an invoice that is not there', 'secretariat', { toInvoiceId: 9999 }, { code: 'invoice-gone' }],
    [
      'a paid invoice',
      'secretariat',
      { toInvoiceId: 3 },
      { code: 'invoice-not-open', year: 2026, item: ITEM },
    ],
    ['an officer', 'officer', {}, { code: 'forbidden', permission: 'settlement.request' }],
    [
      'one who may not record money',
      ['settlement.request'],
      {},
      { code: 'forbidden', permission: 'payment.record' },
    ],
  ] as const)('is refused: %s', async (_what, role, forged, error) => {
    const { memberId, allocationId, open } = await misbooked()
    expect(await ask({ memberId, allocationId, toInvoiceId: open, ...forged }, role)).toEqual({
      ok: false,
      error,
    })
  })

  it('is refused back onto the same invoice', async () => {
    const { memberId, allocationId, paid } = await misbooked()
    expect(await ask({ memberId, allocationId, toInvoiceId: paid })).toEqual({
      ok: false,
      error: { code: 'invoice-gone' },
    })
  })

  it('is refused where a settled invoice would lose its money', async () => {
    const memberId = await counter.member()
    const invoiceId = await counter.bill(memberId, 2025, 5000)
    await counter.pay(memberId, 2000, [{ invoiceId, amountYen: 2000 }])
    await counter.settle(invoiceId, 'paid_manually')
    expect(await ask({ memberId, allocationId: await allocationOn(invoiceId), toInvoiceId: null })).toEqual({
      ok: false,
      error: { code: 'invoice-not-open', year: 2025, item: ITEM },
    })
  })

  it('that was asked before the member left is refused, with everything as it was', async () => {
    const memberId = await counter.member()
    const invoiceId = await counter.bill(memberId, 2025, 5000)
    await counter.pay(memberId, 5000, [{ invoiceId, amountYen: 5000 }])
    const allocationId = await allocationOn(invoiceId)
    const { approvalId } = valueOf(await ask({ memberId, allocationId, toInvoiceId: null }))
    await counter.sql(withdraw(memberId))
    const error = { code: 'would-reopen', number: `DEMO00${memberId}`, year: 2025, item: ITEM }
    expect(await approve(approvalId)).toEqual({ ok: false, error })
    expect(await paidOf(invoiceId)).toBe(5000)
    expect(
      await counter.rows(`SELECT state FROM approval WHERE society_id = 1 AND id = ${approvalId}`),
    ).toEqual([{ state: 'pending' }])
    expect(await ask({ memberId, allocationId, toInvoiceId: null })).toMatchObject({
      ok: false,
      error: { code: 'invoice-requested' },
    })
  })

  it('for one who has left is refused at once', async () => {
    const memberId = await counter.member()
    const invoiceId = await counter.bill(memberId, 2025, 5000)
    await counter.pay(memberId, 5000, [{ invoiceId, amountYen: 5000 }])
    await counter.sql(withdraw(memberId))
    expect(await ask({ memberId, allocationId: await allocationOn(invoiceId), toInvoiceId: null })).toEqual({
      ok: false,
      error: { code: 'would-reopen', number: `DEMO00${memberId}`, year: 2025, item: ITEM },
    })
  })

  it('that the other invoice can no longer take is refused at the approval', async () => {
    const { memberId, allocationId, open } = await misbooked()
    const { approvalId } = valueOf(await ask({ memberId, allocationId, toInvoiceId: open }))
    await counter.pay(memberId, 1000, [{ invoiceId: open, amountYen: 1000 }])
    expect(await approve(approvalId)).toEqual({
      ok: false,
      error: { code: 'allocation-too-much', field: 'toInvoice', openYen: 4000, year: 2026, item: ITEM },
    })
  })
})

describe('the plan of a 振替訂正', () => {
  const item: Rebooking = {
    allocationId: 1,
    paymentId: 1,
    fromInvoiceId: 1,
    allocatedYen: 5000,
    reversed: false,
    toInvoiceId: null,
    amountYen: 5000,
  }
  it('takes nothing back twice, and wants something to take', () => {
    expect(planRebooking([{ ...item, reversed: true }], [])).toEqual({ code: 'allocation-gone' })
    expect(planRebooking([], [])).toEqual({ code: 'allocation-gone' })
    expect(planRebooking([item], [])).toEqual({ code: 'invoice-gone' })
  })
})
