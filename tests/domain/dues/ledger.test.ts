import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { viewLedger } from '../../../src/domain/dues/ledger.ts'
import {
  findOthers,
  loadDepositForm,
  loadPaymentForm,
  loadRebookingForm,
} from '../../../src/domain/dues/paying.ts'
import { requestRebooking } from '../../../src/domain/dues/requestRebooking.ts'
import { type Counter, ITEM, openCounter, valueOf } from './world.ts'

let counter: Counter
beforeAll(async () => {
  counter = await openCounter()
})
afterAll(() => counter.db.drop())

describe('the ledger', () => {
  it('holds every invoice with its bookings, those that no longer count too, and what is left of payments', async () => {
    const id = await counter.member()
    const old = await counter.bill(id, 2025, 4000)
    await counter.settle(old, 'cancelled')
    const mended = await counter.bill(id, 2025, 5000)
    const open = await counter.bill(id, 2026, 6000)
    const { paymentId } = await counter.pay(id, 9000, [
      { invoiceId: mended, amountYen: 5000 },
      { invoiceId: open, amountYen: 1000 },
    ])
    const [first = 0, second = 0] = (
      await counter.rows(
        `SELECT id FROM allocation WHERE society_id = 1 AND payment_id = ${paymentId} ORDER BY invoice_id`,
      )
    ).map((row) => Number(row['id']))
    const input = { memberId: id, allocationId: first, toInvoiceId: null, reason: 'other', note: null }
    const { approvalId } = valueOf(await requestRebooking(counter.as('secretariat'), input, 'ask'))
    const entry = { receivedOn: '2026-11-24', reversed: false, requestedIn: null }
    const invoice = {
      item: ITEM,
      sequence: 1,
      superseded: false,
      replaces: false,
      requestedIn: null,
      entries: [],
    }
    expect(await viewLedger(counter.as('secretariat'), { number: `demo00${id}` })).toEqual({
      ok: true,
      value: {
        societyId: 1,
        member: expect.objectContaining({
          id,
          number: `DEMO00${id}`,
          openInvoices: [expect.objectContaining({ id: open })],
        }),
        states: ['arrears', 'paid'],
        openYen: 5000,
        invoices: [
          {
            ...invoice,
            id: open,
            year: 2026,
            amountYen: 6000,
            openYen: 5000,
            dueOn: '2026-06-30',
            state: 'arrears',
            entries: [{ ...entry, allocationId: second, amountYen: 1000 }],
          },
          {
            ...invoice,
            id: mended,
            year: 2025,
            amountYen: 5000,
            openYen: 0,
            dueOn: '2025-06-30',
            state: 'paid',
            replaces: true,
            entries: [{ ...entry, allocationId: first, amountYen: 5000, requestedIn: approvalId }],
          },
          {
            ...invoice,
            id: old,
            year: 2025,
            amountYen: 4000,
            openYen: 0,
            dueOn: '2025-06-30',
            state: 'cancelled',
            superseded: true,
          },
        ],
        deposits: [{ paymentId, receivedOn: '2026-11-24', leftYen: 3000 }],
        mayIssue: true,
        mayPay: true,
        mayRequest: true,
      },
    })
    expect((await counter.audit(id)).slice(-1)).toEqual([
      { action: 'member.viewed', subject: 'member', subject_id: id, facts: { screen: 'dues' }, detail: null },
    ])
  })

  it('names the request that waits for an invoice', async () => {
    expect(await viewLedger(counter.as('treasurer'), { id: 1 })).toMatchObject({
      ok: true,
      value: { invoices: [{ id: 1, requestedIn: 1 }] },
    })
  })

  it('offers an auditor nothing, and nobody a bill for one who left', async () => {
    const nothing = { mayIssue: false, mayPay: false, mayRequest: false }
    expect(await viewLedger(counter.as('auditor'), { id: 5 })).toMatchObject({ ok: true, value: nothing })
    expect(await viewLedger(counter.as('treasurer'), { id: 3 })).toMatchObject({
      ok: true,
      value: { mayIssue: false, mayPay: true, mayRequest: true, states: ['none'] },
    })
  })

  it.each([
    ['an officer', 'officer', { id: 1 }, { code: 'forbidden', permission: 'dues.read' }],
    ['nobody', 'treasurer', { id: 9999 }, { code: 'unknown-member', number: '9999', nearest: [] }],
    [
      'a slip',
      'treasurer',
      { number: '453321' },
      { code: 'unknown-member', number: '453321', nearest: ['453320'] },
    ],
  ] as const)('is refused: %s', async (_what, role, ref, error) => {
    expect(await viewLedger(counter.as(role), ref)).toEqual({ ok: false, error })
  })
})

describe('the forms', () => {
  it('of a payment holds the open invoices of all whom it may pay for, and the last account', async () => {
    const [id, other] = [await counter.member(), await counter.member()]
    const invoiceId = await counter.bill(other, 2026, 5000)
    await counter.pay(id, 1000, [])
    expect(await loadPaymentForm(counter.as('secretariat'), id, [other, id])).toEqual({
      ok: true,
      value: {
        societyId: 1,
        today: '2026-11-24',
        members: [
          expect.objectContaining({ id, openInvoices: [] }),
          expect.objectContaining({ id: other, openInvoices: [expect.objectContaining({ id: invoiceId })] }),
        ],
        bankAccount: '架空銀行 0000001',
      },
    })
    expect(await loadPaymentForm(counter.as('auditor'), id, [])).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'payment.record' },
    })
  })

  it('find others by number, each once', async () => {
    const context = counter.as('secretariat')
    expect(await findOthers(context, ['DEMO00005', 'demo00001', 'DEMO00005'])).toEqual({
      ok: true,
      value: [5, 1],
    })
    expect(await findOthers(context, ['DEMO00005', '453321'])).toEqual({
      ok: false,
      error: { code: 'unknown-member', number: '453321', nearest: ['453320'] },
    })
  })

  it('of a 振替訂正 holds what can be moved and where to', async () => {
    const [id, other] = [await counter.member(), await counter.member()]
    const [paid, open] = [await counter.bill(id, 2025, 5000), await counter.bill(id, 2026, 5000)]
    const theirs = await counter.bill(other, 2026, 5000)
    await counter.pay(id, 2000, [{ invoiceId: paid, amountYen: 2000 }])
    const form = (invoiceId: number, role: 'secretariat' | 'auditor' = 'secretariat') =>
      loadRebookingForm(counter.as(role), id, invoiceId, [other])
    expect(await form(paid)).toMatchObject({
      ok: true,
      value: {
        invoice: { id: paid },
        entries: [{ amountYen: 2000 }],
        // Not back onto the same one, though it is open too.
        members: [
          { id, openInvoices: [{ id: open }] },
          { id: other, openInvoices: [{ id: theirs }] },
        ],
      },
    })
    expect(await form(open)).toEqual({ ok: false, error: { code: 'allocation-gone' } })
    expect(await form(theirs)).toEqual({ ok: false, error: { code: 'invoice-gone' } })
    expect(await form(paid, 'auditor')).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'payment.record' },
    })
  })

  it('of 預り holds what is left', async () => {
    const id = await counter.member()
    const { paymentId } = await counter.pay(id, 2000, [])
    const form = (of: number, role: 'secretariat' | 'auditor' = 'secretariat') =>
      loadDepositForm(counter.as(role), id, of)
    expect(await form(paymentId)).toEqual({
      ok: true,
      value: {
        societyId: 1,
        member: expect.objectContaining({ id }),
        deposit: { paymentId, receivedOn: '2026-11-24', leftYen: 2000 },
      },
    })
    expect(await form(1)).toEqual({ ok: false, error: { code: 'payment-gone' } })
    expect(await form(paymentId, 'auditor')).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'payment.record' },
    })
  })
})
