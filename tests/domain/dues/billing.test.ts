import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadBilling, loadReplacementForm } from '../../../src/domain/dues/billing.ts'
import { type Counter, ITEM, openCounter } from './world.ts'

let counter: Counter
beforeAll(async () => {
  counter = await openCounter()
})
afterAll(() => counter.db.drop())

describe('what the forms propose', () => {
  it('is the fee of this year for the type, and a day that is still to come', async () => {
    const id = await counter.member()
    const items = [{ id: 1, label: ITEM }]
    const base = { societyId: 1, member: expect.objectContaining({ id }), items, item: items[0] }
    expect(await loadBilling(counter.as('secretariat'), id, {})).toEqual({
      ok: true,
      value: { ...base, years: [2027, 2026, 2025], year: 2026, amountYen: 5000, dueOn: '2026-12-24' },
    })
    expect(await loadBilling(counter.as('secretariat'), id, { feeItemId: 1, year: 2027 })).toEqual({
      ok: true,
      value: { ...base, years: [2027, 2026, 2025], year: 2027, amountYen: 6000, dueOn: '2027-06-30' },
    })
    expect(await loadBilling(counter.as('secretariat'), id, { year: 2025 })).toMatchObject({
      ok: true,
      value: { year: 2025, amountYen: null },
    })
  })

  it('counts the 口数 of an institution', async () => {
    const id = await counter.member()
    await counter.sql(`UPDATE member SET units = 3 WHERE society_id = 1 AND id = ${id}`)
    expect(await loadBilling(counter.as('secretariat'), id, {})).toMatchObject({
      ok: true,
      value: { amountYen: 15_000 },
    })
  })

  it('is the old amount for an invoice in the place of another', async () => {
    const id = await counter.member()
    const invoiceId = await counter.bill(id, 2027, 7000)
    const form = () => loadReplacementForm(counter.as('secretariat'), id, invoiceId)
    expect(await form()).toEqual({
      ok: false,
      error: { code: 'invoice-not-replaceable', year: 2027, item: ITEM },
    })
    await counter.settle(invoiceId, 'cancelled')
    expect(await form()).toEqual({
      ok: true,
      value: {
        societyId: 1,
        member: expect.objectContaining({ id }),
        invoice: expect.objectContaining({ id: invoiceId, amountYen: 7000, state: 'cancelled' }),
        dueOn: '2027-06-30',
      },
    })
    expect(await loadReplacementForm(counter.as('secretariat'), id, 2)).toEqual({
      ok: false,
      error: { code: 'invoice-gone' },
    })
  })

  it.each([
    ['an officer', 'officer', 1, { code: 'forbidden', permission: 'invoice.issue' }],
    ['for one who left', 'secretariat', 3, { code: 'member-cannot-owe', number: '453320' }],
    ['for nobody', 'secretariat', 9999, { code: 'unknown-member', number: '9999', nearest: [] }],
  ] as const)('is nothing: %s', async (_what, role, id, error) => {
    expect(await loadBilling(counter.as(role), id, {})).toEqual({ ok: false, error })
  })
})
