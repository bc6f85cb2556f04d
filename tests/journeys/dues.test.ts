import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Json, until, type ViewState } from '../sandbox/script.ts'
import {
  ANOTHER,
  allocationsIn,
  blockOf,
  chosen,
  date,
  evidence,
  type Fields,
  inputOf,
  number,
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

describe('billing and paying', () => {
  it('bills the fee that follows the year', async () => {
    const { number: no } = till.member(0)
    const { form, words } = await till.bill(till.member(0), '2027')
    expect(wordsOf(form.blocks)).toContain('会員種別と口数に応じた会費額は10,000円です。')
    expect(inputOf(form, 'amount')).toBe('amount#202700002')
    expect(words).toBe(
      `*2027年度 年会費　10,000円を請求しました。*\n会員番号 ${no}　支払期限 2027-06-30\n会費・請求を開く`,
    )
    expect(await till.ledgerOf(till.member(0))).toContain(
      '*2027年度 年会費* 　10,000円　未納（期限内）　期限 2027-06-30',
    )
  })

  it('says under the item that it was billed, and bills a further unit', async () => {
    const ledger = await till.open(OFFICE, `/member 請求 ${till.member(0).number}`)
    const form = await till.pressIn(OFFICE, ledger, 'block.dues', 'invoice.open')
    const amount = inputOf(form, 'amount')
    expect((await till.submitted(OFFICE, form, { year: chosen('2027') }))['errors']).toEqual({
      feeItem: '2027年度 年会費は請求済みです。口数の追加は口数を変えてご請求ください。',
    })
    expect((await till.submitted(OFFICE, form, { [amount]: number('0') }))['errors']).toEqual({
      [amount]: '金額は1円から10,000,000円までの整数でご入力ください。',
    })
    const more = { ...ANOTHER, [amount]: number('3000'), [inputOf(form, 'dueOn')]: date('2027-09-30') }
    expect(await till.submit(OFFICE, form, more)).toContain(
      '2027年度 年会費（2口目）　3,000円を請求しました。',
    )
  })

  it('keeps what was typed and shows what is wrong under its field', async () => {
    const form = await till.open(OFFICE, `/member 入金 ${till.member(0).number}`)
    const [first = '', second = ''] = allocationsIn(form)
    const right = { ...evidence('13000'), [first]: number('1'), [second]: number('1') }
    const wrong = async (fields: Fields) =>
      (await till.submitted(OFFICE, form, { ...right, ...fields }))['errors']
    expect(await wrong({ receivedOn: date('2026-11-23') })).toEqual({
      receivedOn: '本日（2026-11-22）までの日付をご指定ください。',
    })
    expect(await wrong({ receivedOn: date('2024-05-01') })).toEqual({
      receivedOn: '2024年度は締め切られています。締め切られていない年度の日付をご指定ください。',
    })
    expect(await wrong({ payerName: typed('　') })).toEqual({ payerName: '入力内容をご確認ください。' })
    expect(await wrong({ [second]: number('3001') })).toEqual({
      [second]: '2027年度 年会費の未納額は3,000円です。それを超えて充当できません。',
    })
    expect(await wrong({ amount: number('9999'), [first]: number('10000') })).toEqual({
      [first]: '充当の合計が、充当できる金額（9,999円）を超えています。',
    })
    expect(await wrong({ others: typed('DEMO99998') })).toEqual({
      others: expect.stringMatching(/^会員番号「DEMO99998」の会員は見つかりませんでした。/),
    })
    const kept = await till.api.top(OFFICE)
    expect(kept.state.values['payerName']?.['form.payerName']).toMatchObject({ value: 'カクウ ハナコ' })
    expect(await till.paidOf(till.member(0))).toEqual([0, 0])
    await till.closeAll(OFFICE)
  })

  it('books a part on the oldest, then the rest, and keeps what is over as 預り', async () => {
    const { number: no } = till.member(0)
    const words = await till.submit(OFFICE, await till.open(OFFICE, `/member 入金 ${no}`), evidence('4000'))
    expect(words.split('\n')).toEqual([
      `*会員番号 ${no} の入金 4,000円を記録しました。*`,
      `${no}　2027年度 年会費に4,000円を充当しました（残り 6,000円）`,
      '会費・請求を開く',
    ])
    expect(await till.ledgerOf(till.member(0))).toContain(
      '10,000円　一部入金　残り 6,000円　期限 2027-06-30\n　2026-11-20 入金　4,000円',
    )
    const rest = await till.submit(OFFICE, await till.open(OFFICE, `/member 入金 ${no}`), evidence('10000'))
    expect(rest.split('\n')).toEqual([
      `*会員番号 ${no} の入金 10,000円を記録しました。*`,
      `${no}　2027年度 年会費に6,000円を充当しました（入金済み）`,
      `${no}　2027年度 年会費（2口目）に3,000円を充当しました（入金済み）`,
      '1,000円は預りになりました。',
      '会費・請求を開く',
    ])
    expect(await till.paidOf(till.member(0))).toEqual([10_000, 3000])
    expect(await till.ledgerOf(till.member(0))).toContain('預り　1,000円（2026-11-20 入金）')
  })

  it('uses 預り for the next invoice, from the button under the outcome on', async () => {
    await till.bill(till.member(0), '2026', ANOTHER)
    const message = (await till.api.messages(OFFICE, 'C_GENERAL')).at(-1)
    const { view } = await till.press(OFFICE, {
      channel: 'C_GENERAL',
      message_ts: message?.ts ?? '',
      block_id: 'block.dues',
      action_id: 'dues.open',
    })
    const ledger = view as ViewState
    const form = await till.pressIn(OFFICE, ledger, blockOf(ledger, 'deposit.open'), 'deposit.open')
    expect(await till.submit(OFFICE, form, {})).toBe(
      `*預りから1,000円を充当しました。*\n${till.member(0).number}　2026年度 年会費（2口目）に1,000円を充当しました（残り 9,000円）\n会費・請求を開く`,
    )
    expect(await till.ledgerOf(till.member(0))).not.toContain('預り')
  })

  it('pays for several members at once: their invoices join the form', async () => {
    await till.bill(till.member(1), '2027')
    await till.bill(till.member(2), '2027')
    const [own, other] = [till.member(1).number, till.member(2).number]
    const form = await till.open(OFFICE, `/member 入金 ${own}`)
    expect(allocationsIn(form)).toHaveLength(1)
    expect(
      await till.submitted(OFFICE, form, { ...evidence('20000'), others: typed(other.toLowerCase()) }),
    ).toMatchObject({
      ack: { response_action: 'update' },
    })
    const wider = await till.api.top(OFFICE)
    expect(allocationsIn(wider)).toHaveLength(2)
    expect(wordsOf(wider.blocks)).toContain(other)
    const words = await till.submit(OFFICE, wider, {})
    expect(words.split('\n').slice(1, 3)).toEqual([
      `${own}　2027年度 年会費に10,000円を充当しました（入金済み）`,
      `${other}　2027年度 年会費に10,000円を充当しました（入金済み）`,
    ])
    expect([await till.paidOf(till.member(1)), await till.paidOf(till.member(2))]).toEqual([
      [10_000],
      [10_000],
    ])
  })

  it('says it in a sentence where the invoice was paid meanwhile', async () => {
    await till.bill(till.member(3), '2027')
    const form = await till.open(OFFICE, `/member 入金 ${till.member(3).number}`)
    const [only = ''] = allocationsIn(form)
    await till.submit(
      TREASURER,
      await till.open(TREASURER, `/member 入金 ${till.member(3).number}`),
      evidence('10000'),
    )
    await till.submitted(OFFICE, form, { ...evidence('10000'), [only]: number('10000') })
    expect(wordsOf((await till.api.top(OFFICE)).blocks)).toBe('2027年度 年会費は、すでに未納ではありません。')
    await till.closeAll(OFFICE)
    expect(await till.paidOf(till.member(3))).toEqual([10_000])
  })
})

describe('the doors', () => {
  it.each(['請求', '会費', '入金'])('/member %s is closed to officers, whatever the number', async (verb) => {
    for (const rest of ['', ` ${till.member(0).number}`, ' DEMO99998']) {
      const { message, view } = await till.ask('U_OFFICER', `/member ${verb}${rest}`)
      expect(view).toBeUndefined()
      expect(wordsOf(message?.blocks)).toMatch(/^この操作には「.+」の権限が必要です/u)
    }
  })

  it('wants a number, and names the nearest', async () => {
    const { message } = await till.ask(OFFICE, '/member 請求 DEMO99998')
    expect(wordsOf(message?.blocks)).toContain('会員番号「DEMO99998」の会員は見つかりませんでした。')
  })

  it('shows an auditor the ledger and no button', async () => {
    await till.db.pool.query(
      `UPDATE role SET team_id = NULL, slack_group_id = NULL WHERE society_id = 1234 AND code = 'officer'`,
    )
    await till.db.pool.query(
      `UPDATE role SET team_id = 'T_MEIBO', slack_group_id = 'S_OFFICER' WHERE society_id = 1234 AND code = 'auditor'`,
    )
    const ledger = await till.open('U_OFFICER', `/member 会費 ${till.member(0).number}`)
    expect(wordsOf(ledger.blocks)).toContain('2027年度')
    expect(JSON.stringify(ledger.blocks)).not.toContain('action_id')
    await till.closeAll('U_OFFICER')
  })

  it('speaks English to who reads English', async () => {
    await till.api.post('user', { id: TREASURER, locale: 'en-US' })
    const ledger = await until(async () => {
      const view = await till.open(TREASURER, `/member dues ${till.member(0).number}`)
      await till.closeAll(TREASURER)
      return wordsOf(view.blocks).includes('Record payment') && view
    })
    expect(wordsOf(ledger.blocks)).toContain(
      '*FY2027 Annual fee* 　¥10,000　paid\n　2026-11-20 received ¥4,000',
    )
    const form = await till.open(TREASURER, `/member payment ${till.member(0).number}`)
    const words = await till.submit(TREASURER, form, evidence('500'))
    expect(words.split('\n').slice(0, 2)).toEqual([
      `*The payment of ¥500 for member ${till.member(0).number} was recorded.*`,
      `${till.member(0).number} FY2026 Annual fee (unit 2): ¥500 booked (¥8,500 open)`,
    ])
  })

  it('logged nothing of the payers', () => {
    expect(till.lines.length).toBeGreaterThan(10)
    expect(till.lines.join('\n')).not.toMatch(/カクウ|架空銀行|[\d,]+円/u)
  })

  it('made no call that Slack would refuse', async () => {
    const log = await till.api.log('call')
    expect(log.filter((line) => (line['response'] as Json | undefined)?.['ok'] === false)).toEqual([])
  })
})
