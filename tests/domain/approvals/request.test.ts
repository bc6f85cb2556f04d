import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadApproval } from '../../../src/domain/approvals/load.ts'
import { listPending } from '../../../src/domain/approvals/pending.ts'
import { previewSettlement } from '../../../src/domain/approvals/preview.ts'
import { requestSettlement } from '../../../src/domain/approvals/request.ts'
import { viewApproval } from '../../../src/domain/approvals/view.ts'
import { MEDICAL, NOW, NURSING, openWorld, type World } from '../find/world.ts'
import { ask, auditFor, choicesOf, holdFor, jobsFor, newKey, owing, stored, valueOf } from './requests.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.db.drop())

const DUES_ITEM = { ja: '年会費', en: 'Annual fee' }

describe('asking the treasurer', () => {
  it('freezes what is asked, promises to ask, and writes it down', async () => {
    const member = await owing(world, 'DEMO00177')
    const input = { memberId: member.memberId, settlements: choicesOf(member), note: '本人より連絡' }
    const made = await requestSettlement(world.as('secretariat'), input, 'twice')
    const { approvalId } = valueOf(made)
    expect(made).toEqual({ ok: true, value: { approvalId, count: 2, yen: 20_000 } })
    expect(await requestSettlement(world.as('secretariat'), input, 'twice')).toEqual(made)
    expect(await stored(world, approvalId)).toEqual({
      state: 'pending',
      by: null,
      note: null,
      invoices: ['open', 'open'],
    })
    expect(await jobsFor(world, approvalId)).toEqual(['approval.ask'])
    expect(await auditFor(world, approvalId)).toEqual([
      { actor: 'T_MEIBO:U_SECRETARIAT', action: 'settlement.requested', memberId: member.memberId },
    ])
    const invoice = (year: number) => ({
      memberId: member.memberId,
      number: 'DEMO00177',
      year,
      item: year < 2026 ? { ja: '滞納年会費', en: 'Annual fee in arrears' } : DUES_ITEM,
      sequence: 1,
    })
    const shown = await loadApproval(world.roll.read, MEDICAL, approvalId, NOW)
    const items = shown?.items.map(({ invoice: one, ...item }) => ({ ...item, year: one.year }))
    const reason = { ja: '誤請求', en: 'Billed by mistake' }
    expect({ ...shown, items }).toEqual({
      id: approvalId,
      society: { id: MEDICAL, name: expect.any(String), nameEn: expect.any(String) },
      subject: 'settlement',
      state: 'pending',
      requestedBy: 'T_MEIBO:U_SECRETARIAT',
      requestedAt: '2026-11-23 12:00',
      expiresAt: '2026-12-07 12:00',
      decidedBy: null,
      decidedAt: null,
      note: '本人より連絡',
      decisionNote: null,
      items: [2025, 2026].map((year) => ({ year, yen: 10_000, kind: 'cancel', reason })),
      held: 0,
    })
    expect(shown?.items[1]?.invoice).toEqual(invoice(2026))
  })

  it('can’t be altered afterwards, not even by hand', async () => {
    const { approvalId } = await ask(world, 'DEMO00178')
    const alter = (sql: string) => world.db.pool.query(sql, [approvalId])
    await expect(
      alter(`UPDATE settlement_item SET settlement = 'paid_manually' WHERE approval_id = $1`),
    ).rejects.toMatchObject({ constraint: 'settlement_item_frozen' })
    await expect(
      alter(`UPDATE approval SET content_hash = repeat('0', 64) WHERE id = $1`),
    ).rejects.toMatchObject({ constraint: 'approval_frozen' })
  })

  it('takes a society’s own reasons, and shows one that it dropped by its code', async () => {
    const reasons = [{ code: 'goodwill', label: { ja: '特別の事情', en: 'Goodwill' } }]
    const set = (value: unknown) =>
      world.db.pool.query(
        `INSERT INTO society_setting (society_id, key, value) VALUES (${MEDICAL}, 'reasons.settlement', $1)
         ON CONFLICT (society_id, key) DO UPDATE SET value = excluded.value`,
        [JSON.stringify(value)],
      )
    await set(reasons)
    const member = await owing(world, 'DEMO00163')
    const settlements = choicesOf(member, 'paid_manually', 'goodwill')
    const input = { memberId: member.memberId, settlements, note: null }
    const { approvalId } = valueOf(await requestSettlement(world.as('treasurer'), input, newKey()))
    const reasonOf = async () =>
      (await loadApproval(world.roll.read, MEDICAL, approvalId, NOW))?.items.map(({ reason }) => reason)
    expect(await reasonOf()).toEqual([reasons[0]?.label])
    await set([{ code: 'other', label: { ja: 'その他', en: 'Other' } }])
    expect(await reasonOf()).toEqual([{ ja: 'goodwill', en: 'goodwill' }])
    await world.db.pool.query(`DELETE FROM society_setting WHERE key = 'reasons.settlement'`)
  })
})

describe('is refused', () => {
  const request = async (number: string, change: { settlements?: object[]; memberId?: number }) => {
    const member = await owing(world, number)
    const { memberId = member.memberId, settlements = choicesOf(member) } = change
    const input = { memberId, settlements: settlements as ReturnType<typeof choicesOf>, note: null }
    return requestSettlement(world.as('secretariat'), input, newKey())
  }

  it.each([
    ['nothing chosen', { settlements: [] }, { code: 'nothing-to-settle', field: 'settlements' }],
    ['nobody', { memberId: 999_999 }, { code: 'unknown-member', number: '999999', nearest: [] }],
    [
      'an invoice that is not owed',
      { settlements: [{ invoiceId: 999_999, settlement: 'cancel', reason: 'mistake' }] },
      { code: 'invoice-gone' },
    ],
  ] as const)('%s', async (_what, change, error) => {
    expect(await request('DEMO00164', change as { settlements?: object[]; memberId?: number })).toEqual({
      ok: false,
      error,
    })
  })

  it('a reason that is none of the society’s', async () => {
    const member = await owing(world, 'DEMO00164')
    const settlements = choicesOf(member, 'cancel', 'whim')
    expect(await request('DEMO00164', { settlements })).toEqual({ ok: false, error: { code: 'stale' } })
  })

  it('an invoice that a request has already', async () => {
    const { approvalId } = await ask(world, 'DEMO00165')
    expect(await request('DEMO00165', {})).toEqual({
      ok: false,
      error: { code: 'invoice-requested', approvalId, year: 2026, item: DUES_ITEM },
    })
  })

  it('the cancelling of what money was booked on; marking it as paid is not', async () => {
    expect(await request('DEMO00184', {})).toEqual({
      ok: false,
      error: { code: 'invoice-partly-paid', field: 'settlements', year: 2026, item: DUES_ITEM },
    })
    const member = await owing(world, 'DEMO00184')
    const paid = await request('DEMO00184', { settlements: choicesOf(member, 'paid_manually') })
    expect(paid.ok).toBe(true)
  })

  it('an officer, who is written down', async () => {
    const member = await owing(world, 'DEMO00166')
    const input = { memberId: member.memberId, settlements: choicesOf(member), note: null }
    const refused = await requestSettlement(world.as('officer'), input, newKey())
    expect(refused).toEqual({ ok: false, error: { code: 'forbidden', permission: 'settlement.request' } })
    const { rows } = await world.db.pool.query(
      `SELECT actor, facts FROM audit_entry WHERE outcome = 'refused' ORDER BY id DESC LIMIT 1`,
    )
    const facts = { permission: 'settlement.request', action: 'settlement.request' }
    expect(rows).toEqual([{ actor: 'T_MEIBO:U_OFFICER', facts }])
  })
})

describe('the screens', () => {
  it('of a request show the invoices and the reasons to those who may ask', async () => {
    const member = await owing(world, 'DEMO00179')
    const preview = valueOf(await previewSettlement(world.as('treasurer'), member.memberId))
    expect(preview.member.openInvoices.map(({ id, requestedIn }) => [id, requestedIn])).toEqual(
      member.invoices.map(({ id }) => [id, null]),
    )
    expect(preview.reasons.map(({ code }) => code)).toEqual([
      'mistake',
      'death',
      'exemption',
      'year_end',
      'lapsed',
    ])
    expect(await previewSettlement(world.as('officer'), member.memberId)).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'settlement.request' },
    })
    expect(await previewSettlement(world.as('treasurer', { societyId: NURSING }), 999_999)).toEqual({
      ok: false,
      error: { code: 'unknown-member', number: '999999', nearest: [] },
    })
  })

  it('say who is behind a number, what may be done, and write the look down', async () => {
    const { approvalId, memberId } = await holdFor(world, 'DEMO00180')
    const treasurer = valueOf(await viewApproval(world.as('treasurer'), approvalId))
    expect(treasurer.approval.held).toBe(1)
    expect(treasurer.members.map(({ id, number, familyName }) => [id, number, familyName !== null])).toEqual([
      [memberId, 'DEMO00180', true],
    ])
    const rights = async (context: ReturnType<World['as']>) => {
      const { mayDecide, mayCancel } = valueOf(await viewApproval(context, approvalId))
      return [mayDecide, mayCancel]
    }
    expect(await rights(world.as('treasurer'))).toEqual([true, false])
    expect(await rights(world.as('secretariat'))).toEqual([false, true])
    expect(await rights(world.as('secretariat', { user: 'U_SECRETARIAT2' }))).toEqual([false, true])
    expect(await rights(world.as('auditor'))).toEqual([false, false])
    expect(await viewApproval(world.as('officer'), approvalId)).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'dues.read' },
    })
    expect(await viewApproval(world.as('treasurer', { societyId: NURSING }), approvalId)).toEqual({
      ok: false,
      error: { code: 'approval-gone' },
    })
    expect((await auditFor(world, approvalId)).slice(-2)).toEqual([
      { actor: 'T_MEIBO:U_SECRETARIAT2', action: 'approval.viewed', memberId },
      { actor: 'T_MEIBO:U_AUDITOR', action: 'approval.viewed', memberId },
    ])
  })

  it('list what waits: all, one’s own, and that of others, but nothing whose time is over', async () => {
    const counts = async (context: ReturnType<World['as']>) => {
      const lists = await Promise.all(
        (['all', 'own', 'others'] as const).map((whose) => listPending(context, whose)),
      )
      return lists.map((list) => (list.ok ? list.value.count : list.error))
    }
    const own = await ask(world, 'DEMO00181', { user: 'U_TREASURER' })
    const [all = 0] = await counts(world.as('treasurer'))
    expect(await counts(world.as('treasurer'))).toEqual([all, 2, Number(all) - 2])
    const list = valueOf(await listPending(world.as('treasurer'), 'own'))
    expect(list.requests.at(-1)?.id).toBe(own.approvalId)
    const later = new Date(NOW.getTime() + 15 * 86_400_000)
    expect(await counts(world.as('treasurer', { now: later }))).toEqual([0, 0, 0])
    expect(await counts(world.as('auditor'))).toEqual(
      Array.from({ length: 3 }, () => ({ code: 'forbidden', permission: 'settlement.request' })),
    )
  })
})
