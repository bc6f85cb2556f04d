import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allocateDeposit } from '../../../src/domain/dues/deposit.ts'
import { recordPayment } from '../../../src/domain/dues/payment.ts'
import { type Counter, openCounter, payment } from './world.ts'

let counter: Counter
beforeAll(async () => {
  counter = await openCounter(25)
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
const paymentsOf = (memberId: number) =>
  counter.rows(
    `SELECT amount_yen, allocated_yen FROM payment WHERE society_id = 1 AND member_id = ${memberId} ORDER BY id`,
  )

describe('a race', () => {
  it('of twenty payments on one invoice books what is owed and no more', async () => {
    const memberId = await counter.member()
    const invoiceId = await counter.bill(memberId, 2026, 5000)
    const results = await Promise.all(
      Array.from({ length: 20 }, () =>
        recordPayment(
          counter.as('treasurer'),
          payment(memberId, 1000, [{ invoiceId, amountYen: 1000 }]),
          key(),
        ),
      ),
    )
    const codes = results.map((result) => (result.ok ? 'done' : result.error.code)).sort()
    expect(codes).toEqual([...Array<string>(5).fill('done'), ...Array<string>(15).fill('invoice-not-open')])
    expect(await ledgerOf(memberId)).toEqual([{ id: invoiceId, amount_yen: 5000, paid_yen: 5000 }])
    expect(await paymentsOf(memberId)).toHaveLength(5)
  })

  it('of ten uses of one 預り spends it once', async () => {
    const memberId = await counter.member()
    const { paymentId } = await counter.pay(memberId, 3000, [])
    const invoiceId = await counter.bill(memberId, 2026, 9000)
    const results = await Promise.all(
      Array.from({ length: 10 }, () =>
        allocateDeposit(
          counter.as('treasurer'),
          { memberId, paymentId, allocations: [{ invoiceId, amountYen: 1000 }] },
          key(),
        ),
      ),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(3)
    expect(results.flatMap((result) => (result.ok ? [] : [result.error]))).toEqual(
      Array.from({ length: 7 }, () => ({ code: 'payment-gone' })),
    )
    expect(await ledgerOf(memberId)).toMatchObject([{ paid_yen: 3000 }])
  })
})
