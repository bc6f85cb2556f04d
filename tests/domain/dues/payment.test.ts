import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordPayment } from '../../../src/domain/dues/payment.ts'
import { type Counter, ITEM, openCounter, payment, valueOf } from './world.ts'

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
const record = (input: Parameters<typeof recordPayment>[1], role: 'treasurer' | 'officer' = 'treasurer') =>
  recordPayment(counter.as(role), input, key())
const ledgerOf = (memberId: number) =>
  counter.rows(
    `SELECT i.id, i.amount_yen, i.paid_yen FROM invoice i WHERE i.society_id = 1 AND i.member_id = ${memberId} ORDER BY i.id`,
  )
const paymentsOf = (memberId: number) =>
  counter.rows(
    `SELECT amount_yen, allocated_yen FROM payment WHERE society_id = 1 AND member_id = ${memberId} ORDER BY id`,
  )

describe('a payment', () => {
  it('is kept with its evidence, pays in part, and leaves the balance open', async () => {
    const memberId = await counter.member()
    const invoiceId = await counter.bill(memberId, 2026, 5000)
    const input = payment(memberId, 3000, [{ invoiceId, amountYen: 3000 }])
    const recorded = valueOf(await record(input))
    const { paymentId } = recorded
    expect(recorded).toEqual({
      paymentId,
      memberId,
      number: `DEMO00${memberId}`,
      amountYen: 3000,
      depositYen: 0,
      booked: [
        {
          memberId,
          number: `DEMO00${memberId}`,
          year: 2026,
          item: ITEM,
          sequence: 1,
          yen: 3000,
          openYen: 2000,
        },
      ],
    })
    expect(await ledgerOf(memberId)).toEqual([{ id: invoiceId, amount_yen: 5000, paid_yen: 3000 }])
    expect(
      await counter.rows(`SELECT received_on, amount_yen, method, bank_account, payer_name, recorded_by, reconciled_at
        FROM payment WHERE society_id = 1 AND id = ${paymentId}`),
    ).toEqual([
      {
        received_on: '2026-11-24',
        amount_yen: 3000,
        method: 'bank',
        bank_account: '架空銀行 0000001',
        payer_name: 'カクウ タロウ',
        recorded_by: 'T:U_TREASURER',
        reconciled_at: null,
      },
    ])
    expect((await counter.audit(memberId)).slice(-1)).toEqual([
      {
        action: 'payment.recorded',
        subject: 'payment',
        subject_id: paymentId,
        facts: {
          receivedOn: '2026-11-24',
          method: 'bank',
          amountYen: 3000,
          depositYen: 0,
          allocations: [{ invoiceId, amountYen: 3000 }],
        },
        detail: { payerName: 'カクウ タロウ', bankAccount: '架空銀行 0000001' },
      },
    ])
  })

  it('pays for several members at once, with an audit row for each and the payer’s name with one', async () => {
    const [office, other] = [await counter.member(), await counter.member()]
    const own = await counter.bill(office, 2026, 5000)
    const theirs = await counter.bill(other, 2026, 5000)
    const allocations = [
      { invoiceId: own, amountYen: 5000 },
      { invoiceId: theirs, amountYen: 4000 },
    ]
    const { paymentId } = valueOf(await record(payment(office, 10_000, allocations)))
    expect(await ledgerOf(other)).toMatchObject([{ paid_yen: 4000 }])
    expect(await paymentsOf(office)).toEqual([{ amount_yen: 10_000, allocated_yen: 9000 }])
    const facts = { receivedOn: '2026-11-24', method: 'bank', amountYen: 10_000, depositYen: 1000 }
    const base = { action: 'payment.recorded', subject: 'payment', subject_id: paymentId }
    expect((await counter.audit(office)).slice(-1)).toEqual([
      {
        ...base,
        facts: { ...facts, allocations: [allocations[0]] },
        detail: { payerName: 'カクウ タロウ', bankAccount: '架空銀行 0000001' },
      },
    ])
    expect((await counter.audit(other)).slice(-1)).toEqual([
      { ...base, facts: { ...facts, allocations: [allocations[1]] }, detail: null },
    ])
  })

  it('is recorded once for one key', async () => {
    const memberId = await counter.member()
    const input = payment(memberId, 1000, [])
    const first = await recordPayment(counter.as('treasurer'), input, 'twice')
    expect(await recordPayment(counter.as('treasurer'), input, 'twice')).toEqual(first)
    expect(await paymentsOf(memberId)).toEqual([{ amount_yen: 1000, allocated_yen: 0 }])
  })

  it('can come for somebody who left, and stays 預り', async () => {
    expect(await record(payment(3, 1000, []))).toMatchObject({
      ok: true,
      value: { number: '453320', depositYen: 1000, booked: [] },
    })
  })

  it('moves the version of an invoice that a request has, so that the request is altered', async () => {
    const version = async () =>
      (await counter.rows(`SELECT version FROM invoice WHERE society_id = 1 AND id = 1`))[0]
    expect(await version()).toEqual({ version: 1 })
    expect((await record(payment(1, 1000, [{ invoiceId: 1, amountYen: 1000 }]))).ok).toBe(true)
    expect(await version()).toEqual({ version: 2 })
  })
})

describe('a payment is refused', () => {
  it.each<
    readonly [string, (memberId: number, invoiceId: number) => Parameters<typeof recordPayment>[1], object]
  >([
    ['for nobody', () => payment(9999, 1000, []), { code: 'unknown-member', number: '9999', nearest: [] }],
    [
      'on a day to come',
      (id) => ({ ...payment(id, 1000, []), receivedOn: '2026-11-25' }),
      { code: 'date-in-future', field: 'receivedOn', today: '2026-11-24' },
    ],
    [
      'in a closed year',
      (id) => ({ ...payment(id, 1000, []), receivedOn: '2025-03-31' }),
      { code: 'year-closed', field: 'receivedOn', year: 2024 },
    ],
    [
      'before all years',
      (id) => ({ ...payment(id, 1000, []), receivedOn: '2020-01-01' }),
      { code: 'year-closed', field: 'receivedOn', year: 2023 },
    ],
    ['of nothing', (id) => payment(id, 0, []), { code: 'amount-invalid', field: 'amount', most: 10_000_000 }],
    [
      'of half a yen on an invoice',
      (id, invoiceId) => payment(id, 1000, [{ invoiceId, amountYen: 0.5 }]),
      { code: 'amount-invalid', field: expect.stringMatching(/^allocations-\d+$/), most: 10_000_000 },
    ],
    [
      'on an invoice that is not there',
      (id) => payment(id, 1000, [{ invoiceId: 9999, amountYen: 1000 }]),
      { code: 'invoice-gone' },
    ],
    [
      'on a cancelled one',
      (id) => payment(id, 1000, [{ invoiceId: 2, amountYen: 1000 }]),
      { code: 'invoice-not-open', year: 2025, item: ITEM },
    ],
    [
      'on one that is paid',
      (id) => payment(id, 1000, [{ invoiceId: 3, amountYen: 1000 }]),
      { code: 'invoice-not-open', year: 2026, item: ITEM },
    ],
    [
      'beyond what is open, in two parts too',
      (id, invoiceId) =>
        payment(id, 9000, [
          { invoiceId, amountYen: 5000 },
          { invoiceId, amountYen: 1 },
        ]),
      {
        code: 'allocation-too-much',
        field: expect.stringMatching(/^allocations-\d+$/),
        openYen: 5000,
        year: 2026,
        item: ITEM,
      },
    ],
    [
      'where more is booked than came',
      (id, invoiceId) => payment(id, 4999, [{ invoiceId, amountYen: 5000 }]),
      { code: 'allocation-over-payment', field: 'allocations', amountYen: 4999 },
    ],
  ])('%s', async (_what, input, error) => {
    const memberId = await counter.member()
    const invoiceId = await counter.bill(memberId, 2026, 5000)
    expect(await record(input(memberId, invoiceId))).toEqual({ ok: false, error })
    expect(await paymentsOf(memberId)).toEqual([])
    expect(await ledgerOf(memberId)).toEqual([{ id: invoiceId, amount_yen: 5000, paid_yen: 0 }])
  })

  it('to an officer', async () => {
    expect(await record(payment(1, 1000, []), 'officer')).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'payment.record' },
    })
  })
})
