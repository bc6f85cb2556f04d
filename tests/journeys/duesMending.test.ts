import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../sandbox/script.ts'
import {
  blockOf,
  chosen,
  type Debtor,
  evidence,
  OFFICE,
  openTill,
  type Till,
  TREASURER,
  typed,
} from './till.ts'
import { wordsOf } from './workspace.ts'

let till: Till
beforeAll(async () => {
  till = await openTill()
}, 60_000)
afterAll(() => till.close())

describe('mending', () => {
  it('bills anew what was cancelled, and names it', async () => {
    const { rows } = await till.db.pool.query<Debtor>(
      `SELECT m.id, m.number FROM member m JOIN invoice i ON i.society_id = m.society_id AND i.member_id = m.id
         WHERE m.society_id = 1234 AND m.lifecycle = 'active' AND i.state = 'cancelled' AND NOT i.superseded ORDER BY m.id LIMIT 1`,
    )
    const debtor = rows[0] ?? till.member(0)
    const ledger = await till.open(OFFICE, `/member 請求 ${debtor.number}`)
    const form = await till.pressIn(OFFICE, ledger, blockOf(ledger, 'replacement.open'), 'replacement.open')
    const name = /(\d{4}年度 年会費)（請求取消）に代わる請求です。/u.exec(wordsOf(form.blocks))?.[1]
    const words = await till.submit(OFFICE, form, {})
    expect(words).toContain(`${name}　10,000円を請求しました。`)
    expect(words).toContain('以前の請求に代わるものとして記録しました。')
    expect(await till.ledgerOf(debtor)).toMatch(/請求取消　請求し直したため、集計の対象外です/u)
  })

  it('asks the treasurer for a 振替訂正 to another member, and books it with the approval', async () => {
    await till.bill(till.member(1), '2027')
    await till.submit(
      OFFICE,
      await till.open(OFFICE, `/member 入金 ${till.member(1).number}`),
      evidence('10000'),
    )
    await till.bill(till.member(5), '2027')
    const ledger = await till.open(OFFICE, `/member 請求 ${till.member(1).number}`)
    const form = await till.pressIn(OFFICE, ledger, blockOf(ledger, 'rebooking.open'), 'rebooking.open')
    const asked = { reason: chosen('wrong_member'), toInvoice: chosen('deposit') }
    await till.submitted(OFFICE, form, { ...asked, others: typed(till.member(5).number) })
    const wider = await till.api.top(OFFICE, 2)
    const theirs = /"value":"(\d+)"/u.exec(
      JSON.stringify(wider.blocks).split(`${till.member(5).number}　`)[1] ?? '',
    )?.[1]
    const words = await till.submit(OFFICE, wider, { toInvoice: chosen(theirs ?? '') })
    expect(words).toMatch(
      /^\*振替訂正を会計に申請しました（受付 \d+）。承認されるまで、充当は変わりません。\*\n承認後：振替先に10,000円\n/u,
    )
    expect(await till.ledgerOf(till.member(1))).toMatch(
      /2026-11-20 入金　10,000円（振替訂正の承認待ち・受付 \d+）/u,
    )
    const request = await until(async () => {
      const messages = await till.api.messages(TREASURER, 'C_TREASURERS')
      return messages.find((message) => JSON.stringify(message).includes('振替訂正'))
    })
    const block = blockOf(request as unknown as { blocks: unknown[] }, 'approval.approve')
    const pressed = {
      channel: 'C_TREASURERS',
      message_ts: request.ts,
      block_id: block,
      action_id: 'approval.approve',
    }
    await till.api.post('action', { user: TREASURER, ...pressed })
    await until(async () => (await till.paidOf(till.member(5)))[0] === 10_000)
    expect([await till.paidOf(till.member(1)), await till.paidOf(till.member(5))]).toEqual([[0], [10_000]])
    expect(await till.ledgerOf(till.member(1))).toContain('2026-11-20 入金　10,000円（振替訂正済み）')
  })
})

describe('照合', () => {
  it('is ticked off by the treasurer, one by one or all that are shown, and not by who recorded it', async () => {
    await till.submit(
      OFFICE,
      await till.open(OFFICE, `/member 入金 ${till.member(2).number}`),
      evidence('500'),
    )
    await till.submit(
      OFFICE,
      await till.open(OFFICE, `/member 入金 ${till.member(3).number}`),
      evidence('700'),
    )
    const count = (answered: Awaited<ReturnType<Till['ask']>>) =>
      Number(/照合待ちの入金　(\d+)件/u.exec(wordsOf(answered.message?.blocks))?.[1])
    const office = await till.ask(OFFICE, '/member 入金')
    expect(wordsOf(office.message?.blocks)).toContain('照合は会計担当が行います。')
    expect(JSON.stringify(office.message)).not.toContain('payment.reconcile')
    const list = await till.ask(TREASURER, '/member 入金')
    // The demo's payments are the treasurer's own.
    expect(wordsOf(list.message?.blocks)).toMatch(/ほかに、ご自身が記録した入金が\d+件あります。/u)
    const total = count(list)
    expect(total).toBeGreaterThan(2)
    const pressed = {
      channel: 'C_GENERAL',
      message_ts: list.message?.ts ?? '',
      action_id: 'payment.reconcile',
    }
    const block_id = blockOf(list.message, 'payment.reconcile')
    const one = await till.press(TREASURER, { ...pressed, block_id })
    expect([one.message?.ts, count(one)]).toEqual([list.message?.ts, total - 1])
    expect(JSON.stringify(one.message)).not.toContain(`"${block_id}"`)
    const all = await till.press(TREASURER, { ...pressed, block_id: 'block.payments' })
    expect([all.message?.ts, count(all)]).toEqual([list.message?.ts, 0])
  })
})
