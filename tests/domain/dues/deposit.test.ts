import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proposeAllocations } from '../../../src/domain/dues/allocations.ts'
import { allocateDeposit } from '../../../src/domain/dues/deposit.ts'
import { type Counter, ITEM, openCounter } from './world.ts'

let counter: Counter
beforeAll(async () => {
  counter = await openCounter()
})
afterAll(() => counter.db.drop())

let keys = 0
const key = () => {
  keys += 1
  return `test ${keys}`
}
const ledgerOf = (memberId: number) =>
  counter.rows(
    `SELECT i.id, i.amount_yen, i.paid_yen FROM invoice i WHERE i.society_id = 1 AND i.member_id = ${memberId} ORDER BY i.id`,
  )

describe('預り', () => {
  it('is what is over, used later, and no more than there is', async () => {
    const memberId = await counter.member()
    const first = await counter.bill(memberId, 2025, 5000)
    const paid = await counter.pay(memberId, 8000, [{ invoiceId: first, amountYen: 5000 }])
    expect(paid).toMatchObject({ depositYen: 3000, booked: [{ openYen: 0 }] })
    const second = await counter.bill(memberId, 2026, 5000)
    const use = (amountYen: number) =>
      allocateDeposit(
        counter.as('secretariat'),
        { memberId, paymentId: paid.paymentId, allocations: [{ invoiceId: second, amountYen }] },
        key(),
      )
    expect(await use(3001)).toEqual({
      ok: false,
      error: { code: 'allocation-over-payment', field: 'allocations', amountYen: 3000 },
    })
    const { paymentId } = paid
    expect(await use(2000)).toEqual({
      ok: true,
      value: {
        paymentId,
        depositYen: 1000,
        booked: [
          {
            memberId,
            number: `DEMO00${memberId}`,
            year: 2026,
            item: ITEM,
            sequence: 1,
            yen: 2000,
            openYen: 3000,
          },
        ],
      },
    })
    expect((await counter.audit(memberId)).slice(-1)).toEqual([
      {
        action: 'payment.allocated',
        subject: 'payment',
        subject_id: paymentId,
        facts: { allocations: [{ invoiceId: second, amountYen: 2000 }], depositYen: 1000 },
        detail: null,
      },
    ])
    expect((await use(1000)).ok).toBe(true)
    expect(await use(1)).toEqual({ ok: false, error: { code: 'payment-gone' } })
    expect(await ledgerOf(memberId)).toMatchObject([{ paid_yen: 5000 }, { paid_yen: 3000 }])
  })

  it('is used by its member for their own invoices only', async () => {
    const [memberId, other] = [await counter.member(), await counter.member()]
    const theirs = await counter.bill(other, 2026, 5000)
    const { paymentId } = await counter.pay(memberId, 5000, [])
    const allocate = (input: Parameters<typeof allocateDeposit>[1]) =>
      allocateDeposit(counter.as('treasurer'), input, key())
    const allocations = [{ invoiceId: theirs, amountYen: 5000 }]
    expect(await allocate({ memberId, paymentId, allocations })).toEqual({
      ok: false,
      error: { code: 'invoice-gone' },
    })
    expect(await allocate({ memberId: other, paymentId, allocations })).toEqual({
      ok: false,
      error: { code: 'payment-gone' },
    })
    expect(await allocate({ memberId, paymentId, allocations: [] })).toEqual({
      ok: false,
      error: { code: 'amount-invalid', field: 'allocations', most: 5000 },
    })
    expect(await ledgerOf(other)).toMatchObject([{ paid_yen: 0 }])
  })
})

describe('the proposal', () => {
  const invoices = [
    { id: 7, dueOn: '2026-06-30', openYen: 5000 },
    { id: 9, dueOn: '2025-06-30', openYen: 3000 },
    { id: 8, dueOn: '2026-06-30', openYen: 5000 },
  ]
  it.each([
    [2000, [{ invoiceId: 9, amountYen: 2000 }]],
    [
      7000,
      [
        { invoiceId: 9, amountYen: 3000 },
        { invoiceId: 7, amountYen: 4000 },
      ],
    ],
    [
      99_999,
      [
        { invoiceId: 9, amountYen: 3000 },
        { invoiceId: 7, amountYen: 5000 },
        { invoiceId: 8, amountYen: 5000 },
      ],
    ],
    [0, []],
  ])('of %i yen pays the oldest first', (amountYen, proposed) => {
    expect(proposeAllocations(invoices, amountYen)).toEqual(proposed)
  })
})
