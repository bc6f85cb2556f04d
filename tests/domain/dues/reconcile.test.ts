import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listUnreconciled, reconcilePayments } from '../../../src/domain/dues/reconcile.ts'
import { type Counter, openCounter, valueOf } from './world.ts'

let counter: Counter
beforeAll(async () => {
  counter = await openCounter()
})
afterAll(() => counter.db.drop())

describe('照合', () => {
  const list = (context = counter.as('treasurer')) => listUnreconciled(context)
  const tick = (key: string, ids: readonly number[], context = counter.as('treasurer')) =>
    reconcilePayments(context, ids, key)

  it('lists what is not checked yet, and is ticked off once, by another than who recorded it', async () => {
    await counter.rows(`UPDATE payment SET reconciled_at = now() WHERE society_id = 1`)
    const [id, other] = [await counter.member(), await counter.member()]
    const theirs = await counter.bill(other, 2026, 5000)
    const { paymentId } = await counter.pay(id, 6000, [{ invoiceId: theirs, amountYen: 5000 }])
    const payments = [
      {
        paymentId,
        receivedOn: '2026-11-24',
        amountYen: 6000,
        depositYen: 1000,
        method: 'bank',
        payerName: 'カクウ タロウ',
        bankAccount: '架空銀行 0000001',
        numbers: [`DEMO00${id}`, `DEMO00${other}`],
        recordedBy: 'T:U_SECRETARIAT',
      },
    ]
    const base = { societyId: 1, total: 1, own: 0, payments }
    expect(await list()).toEqual({ ok: true, value: { ...base, mayTick: true } })
    for (const role of ['secretariat', 'auditor'] as const)
      expect(await list(counter.as(role))).toEqual({ ok: true, value: { ...base, mayTick: false } })
    const itself = counter.as('treasurer', 'U_SECRETARIAT')
    expect(await list(itself)).toEqual({
      ok: true,
      value: { societyId: 1, mayTick: true, total: 0, own: 1, payments: [] },
    })
    expect(await list(counter.as('officer'))).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'dues.read' },
    })

    expect(await tick('own', [paymentId], itself)).toEqual({ ok: false, error: { code: 'own-payment' } })
    expect(await tick('gone', [paymentId, 9999])).toEqual({ ok: false, error: { code: 'payment-gone' } })
    expect(await tick('office', [paymentId], counter.as('secretariat'))).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'settlement.decide' },
    })
    expect(await list()).toMatchObject({ ok: true, value: { total: 1 } })
    expect(await tick('click', [paymentId])).toEqual({ ok: true, value: { count: 1 } })
    expect(await tick('click', [paymentId])).toEqual({ ok: true, value: { count: 1 } })
    expect(await tick('another', [paymentId])).toEqual({ ok: false, error: { code: 'payment-reconciled' } })
    expect(await list()).toMatchObject({ ok: true, value: { total: 0, payments: [] } })
    expect((await counter.audit(id)).slice(-1)).toEqual([
      {
        action: 'payment.reconciled',
        subject: 'payment',
        subject_id: paymentId,
        facts: { amountYen: 6000 },
        detail: null,
      },
    ])
  })

  it('shows twenty, the oldest first, counts the rest, and ticks off all that are shown', async () => {
    const id = await counter.member()
    await counter.rows(`INSERT INTO payment (society_id, member_id, received_on, amount_yen, recorded_by)
      SELECT 1, ${id}, date '2026-01-01' + n, 1000, 'T:U1' FROM generate_series(1, 23) n`)
    const shown = valueOf(await list())
    const days = Array.from({ length: 20 }, (_, index) => `2026-01-${String(index + 2).padStart(2, '0')}`)
    expect([shown.total, shown.payments.map(({ receivedOn }) => receivedOn)]).toEqual([23, days])
    const ids = shown.payments.map(({ paymentId }) => paymentId)
    expect(await tick('all', ids)).toEqual({ ok: true, value: { count: 20 } })
    expect(await list()).toMatchObject({ ok: true, value: { total: 3 } })
    expect((await counter.audit(id)).map(({ subject_id }) => subject_id)).toEqual(ids)
  })

  it('of several is all or nothing', async () => {
    const id = await counter.member()
    const [one, two] = [await counter.pay(id, 1000, []), await counter.pay(id, 2000, [])]
    expect((await tick('first', [one.paymentId])).ok).toBe(true)
    expect(await tick('both', [one.paymentId, two.paymentId])).toEqual({
      ok: false,
      error: { code: 'payment-reconciled' },
    })
    expect(
      await counter.rows(`SELECT reconciled_at FROM payment WHERE society_id = 1 AND id = ${two.paymentId}`),
    ).toEqual([{ reconciled_at: null }])
  })
})
