import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type InvoiceInput, issueInvoice } from '../../../src/domain/dues/issue.ts'
import { type Counter, ITEM, openCounter } from './world.ts'

let counter: Counter
beforeAll(async () => {
  counter = await openCounter()
})
afterAll(() => counter.db.drop())

let keys = 0
const issue = (input: InvoiceInput, role: Parameters<Counter['as']>[0] = 'secretariat') => {
  keys += 1
  return issueInvoice(counter.as(role), input, `issue ${keys}`)
}
const annual = (memberId: number, year = 2026, another = false): InvoiceInput => ({
  memberId,
  billed: { feeItemId: 1, year, another },
  amountYen: 5000,
  dueOn: '2026-12-31',
})
const invoicesOf = (memberId: number) =>
  counter.rows(`SELECT year, sequence, revision, replaces_id, amount_yen, due_on, state, superseded FROM invoice
    WHERE society_id = 1 AND member_id = ${memberId} ORDER BY id`)

describe('issuing an invoice', () => {
  it('writes it with its audit row, and once for one key', async () => {
    const memberId = await counter.member()
    const context = counter.as('treasurer')
    const first = await issueInvoice(context, annual(memberId), 'once')
    const invoiceId = first.ok ? first.value.invoiceId : 0
    expect(first).toEqual({
      ok: true,
      value: {
        invoiceId,
        memberId,
        number: `DEMO00${memberId}`,
        year: 2026,
        item: ITEM,
        sequence: 1,
        amountYen: 5000,
        dueOn: '2026-12-31',
        replacesId: null,
        released: false,
      },
    })
    expect(await issueInvoice(context, annual(memberId), 'once')).toEqual(first)
    expect(await invoicesOf(memberId)).toEqual([
      {
        year: 2026,
        sequence: 1,
        revision: 1,
        replaces_id: null,
        amount_yen: 5000,
        due_on: '2026-12-31',
        state: 'open',
        superseded: false,
      },
    ])
    expect(await counter.audit(memberId)).toEqual([
      {
        action: 'invoice.issued',
        subject: 'invoice',
        subject_id: invoiceId,
        facts: {
          year: 2026,
          sequence: 1,
          amountYen: 5000,
          dueOn: '2026-12-31',
          replacesId: null,
          feeItemId: 1,
        },
        detail: null,
      },
    ])
  })

  it('bills an applicant, and a further unit where it is said to be one', async () => {
    const memberId = await counter.member('applicant')
    expect((await issue(annual(memberId))).ok).toBe(true)
    expect(await issue(annual(memberId))).toEqual({
      ok: false,
      error: { code: 'invoice-exists', field: 'feeItem', year: 2026, item: ITEM },
    })
    expect(await issue(annual(memberId, 2026, true))).toMatchObject({
      ok: true,
      value: { sequence: 2, replacesId: null },
    })
    expect(await invoicesOf(memberId)).toMatchObject([{ sequence: 1 }, { sequence: 2 }])
  })

  it('puts an invoice in the place of a cancelled one, and names it', async () => {
    const memberId = await counter.member()
    const old = await counter.bill(memberId, 2026, 4000)
    await counter.settle(old, 'cancelled')
    expect(await issue(annual(memberId))).toMatchObject({ ok: true, value: { sequence: 1, replacesId: old } })
    expect(await invoicesOf(memberId)).toMatchObject([
      { revision: 1, state: 'cancelled', superseded: true, replaces_id: null },
      { revision: 2, state: 'open', superseded: false, replaces_id: old },
    ])
  })

  it('mends what was marked as paid by mistake, once, in a closed year too', async () => {
    const memberId = await counter.member()
    const old = await counter.bill(memberId, 2025, 4000)
    await counter.settle(old, 'paid_manually')
    expect(await issue(annual(memberId, 2025))).toMatchObject({
      ok: false,
      error: { code: 'invoice-exists' },
    })
    await counter.rows(`UPDATE fiscal_year SET closed_at = now() WHERE society_id = 1 AND year = 2025`)
    const mend = { memberId, billed: { replacesId: old }, amountYen: 4500, dueOn: '2026-12-31' }
    const mended = await issue(mend)
    const refused = await issue(mend)
    await counter.rows(`UPDATE fiscal_year SET closed_at = NULL WHERE society_id = 1 AND year = 2025`)
    expect(mended).toMatchObject({ ok: true, value: { year: 2025, amountYen: 4500, replacesId: old } })
    expect(refused).toEqual({ ok: false, error: { code: 'invoice-not-replaceable', year: 2025, item: ITEM } })
    expect(await invoicesOf(memberId)).toMatchObject([
      { amount_yen: 4000, superseded: true },
      { amount_yen: 4500, superseded: false, revision: 2 },
    ])
  })

  it('releases a withdrawal that was held without it, and promises to tell who asked', async () => {
    const released = await issue(annual(1))
    expect(released).toMatchObject({ ok: true, value: { number: 'DEMO00001', released: true } })
    expect(await counter.rows(`SELECT state, outcome FROM held_withdrawal WHERE member_id = 1`)).toEqual([
      { state: 'released', outcome: 'new-invoice' },
    ])
    expect((await counter.audit(1)).map(({ action }) => action).slice(-2)).toEqual([
      'invoice.issued',
      'withdrawal.released',
    ])
    expect(
      await counter.rows(
        `SELECT task_identifier FROM graphile_worker.jobs WHERE task_identifier = 'withdrawal.tell'`,
      ),
    ).toEqual([{ task_identifier: 'withdrawal.tell' }])
  })

  it.each<readonly [string, () => Promise<InvoiceInput>, object]>([
    ['nobody', async () => annual(9999), { code: 'unknown-member', number: '9999', nearest: [] }],
    ['one who left', async () => annual(3), { code: 'member-cannot-owe', number: '453320' }],
    [
      'one who was declined',
      async () => annual(await counter.member('rejected')),
      { code: 'member-cannot-owe', number: expect.stringMatching(/^DEMO/) },
    ],
    [
      'a year that is not kept',
      async () => annual(await counter.member(), 2031),
      { code: 'year-unknown', field: 'year', year: 2031 },
    ],
    [
      'a closed year',
      async () => annual(await counter.member(), 2024),
      { code: 'year-closed', field: 'year', year: 2024 },
    ],
    [
      'nothing',
      async () => ({ ...annual(await counter.member()), amountYen: 0 }),
      { code: 'amount-invalid', field: 'amount', most: 10_000_000 },
    ],
    [
      'half a yen',
      async () => ({ ...annual(await counter.member()), amountYen: 0.5 }),
      { code: 'amount-invalid', field: 'amount', most: 10_000_000 },
    ],
    [
      'more than can be',
      async () => ({ ...annual(await counter.member()), amountYen: 10_000_001 }),
      { code: 'amount-invalid', field: 'amount', most: 10_000_000 },
    ],
    [
      'an item that is no longer billed',
      async () => ({
        ...annual(await counter.member()),
        billed: { feeItemId: 2, year: 2026, another: false },
      }),
      { code: 'stale' },
    ],
    [
      'in the place of nothing',
      async () => ({ ...annual(await counter.member()), billed: { replacesId: 9999 } }),
      { code: 'invoice-gone' },
    ],
    [
      'in the place of somebody else’s',
      async () => ({ ...annual(await counter.member()), billed: { replacesId: 2 } }),
      { code: 'invoice-gone' },
    ],
  ])('refuses %s', async (_what, input, error) => {
    const given = await input()
    expect(await issue(given)).toEqual({ ok: false, error })
    expect(await invoicesOf(given.memberId)).toEqual([])
  })

  it('refuses to replace what is still open', async () => {
    const memberId = await counter.member()
    const open = await counter.bill(memberId, 2026, 5000)
    expect(await issue({ ...annual(memberId), billed: { replacesId: open } })).toEqual({
      ok: false,
      error: { code: 'invoice-not-replaceable', year: 2026, item: ITEM },
    })
  })

  it('skips years that begin after a planned withdrawal, and no others', async () => {
    const memberId = await counter.member()
    await counter.rows(`INSERT INTO planned_change (society_id, member_id, change, runs_on, plan, requested_by)
      VALUES (1, ${memberId}, 'withdrawal', '2027-03-31', '{}', 'T:U1')`)
    expect(await issue(annual(memberId, 2027))).toEqual({
      ok: false,
      error: { code: 'year-after-withdrawal', field: 'year', withdrawnOn: '2027-03-31' },
    })
    expect((await issue(annual(memberId, 2026))).ok).toBe(true)
  })

  it('is not for everybody', async () => {
    const memberId = await counter.member()
    expect(await issue(annual(memberId), 'officer')).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'invoice.issue' },
    })
    expect(await invoicesOf(memberId)).toEqual([])
  })
})
