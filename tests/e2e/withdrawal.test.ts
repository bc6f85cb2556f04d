import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from '../support/browser.ts'
import { sit, type Window } from './page.ts'
import { type Desk, openDesk } from './workspace.ts'

let desk: Desk
let browser: TestBrowser
const faults: string[] = []
let office: Window
let treasurer: Window
let colleague: Window
beforeAll(async () => {
  ;[desk, browser] = await Promise.all([openDesk(), openBrowser()])
  office = await sit(desk, browser, 'U_SECRETARIAT', faults)
  treasurer = await sit(desk, browser, 'U_TREASURER', faults, { channel: 'C_TREASURERS' })
  colleague = await sit(desk, browser, 'U_TREASURER2', faults, { channel: 'C_TREASURERS' })
}, 60_000)
afterAll(async () => {
  await browser.close()
  await desk.close()
})

/** Somebody who owes two whole years. */
async function inArrears(): Promise<string> {
  const { rows } = await desk.db.pool.query<{ number: string }>(
    `SELECT m.number FROM member m WHERE m.society_id = 1234 AND m.lifecycle = 'active' AND m.kind = 'individual' AND NOT m.is_test
       AND 2 = (SELECT count(*) FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe AND i.paid_yen = 0)
       AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe AND i.paid_yen > 0)
       AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id)
       AND NOT EXISTS (SELECT FROM settlement_item s JOIN invoice i ON i.society_id = s.society_id AND i.id = s.invoice_id
         WHERE i.society_id = m.society_id AND i.member_id = m.id AND s.pending)
     ORDER BY m.id LIMIT 1`,
  )
  return rows[0]?.number ?? ''
}

/** Fills in the dialog for two unpaid years and sends it. */
async function askForBoth(number: string): Promise<void> {
  await office.say(`/member 退会 ${number}`)
  const dialog = office.dialog()
  await dialog.getByText('退会させたい会員に間違いはありませんか？').waitFor()
  await office.choose(/^2025年度/, '請求取消：資格喪失・徴収不能')
  await office.choose(/^2026年度/, '請求取消：資格喪失・徴収不能')
  await office.choose(/^退会理由/, '資格喪失')
  expect(await dialog.getByRole('checkbox', { name: '承認されたら退会を完了する' }).isChecked()).toBe(true)
  await dialog.getByRole('button', { name: '退会処理を実行する' }).click()
  await dialog.waitFor({ state: 'detached' })
  await office.last().getByText('会計に申請しました').waitFor()
}

describe('three windows beside each other', { timeout: 90_000 }, () => {
  let number = ''

  it('the office asks to settle two years, and the treasurer rejects with a reason', async () => {
    number = await inArrears()
    await office.say(`/member 退会 ${number}`)
    await office.choose(/^退会理由/, '資格喪失')
    await office.dialog().getByRole('button', { name: '退会処理を実行する' }).click()
    await office.dialog().getByText('未納の会費が2件残っているため、退会できません。').waitFor()
    await office.page.keyboard.press('Escape')
    await office.dialog().waitFor({ state: 'detached' })

    await askForBoth(number)
    await treasurer.last().getByText('会計承認のお願い').waitFor()
    const asked = await treasurer.last().innerText()
    expect(asked).toContain(number)
    expect(asked).toMatch(/計2件　20,000円/)
    await treasurer.last().getByRole('button', { name: '会員を確認' }).click()
    await treasurer.dialog().getByText(number).first().waitFor()
    await treasurer.page.keyboard.press('Escape')
    await treasurer.dialog().waitFor({ state: 'detached' })
    await treasurer.last().getByRole('button', { name: '却下' }).click()
    await treasurer
      .dialog()
      .getByLabel(/却下の理由/)
      .fill('入金の連絡をいただいています')
    await treasurer.dialog().getByRole('button', { name: '却下する' }).click()
    await treasurer.page.getByRole('log').getByText('却下された申請').waitFor()
    await colleague.last().getByText('却下された申請').waitFor()
    expect(await colleague.last().getByRole('button', { name: '承認' }).count()).toBe(0)

    await office.go({ channel: 'D_U_SECRETARIAT' })
    const dm = office.page.getByRole('log')
    await dm.getByText('入金の連絡をいただいています').waitFor()
    await dm.getByText(`会員番号 ${number} は退会していません。`).waitFor()
  })

  it('a second request is approved, and the member is withdrawn by itself', async () => {
    await office.go({ channel: 'C_GENERAL' })
    await askForBoth(number)
    await treasurer.last().getByRole('button', { name: '承認', exact: true }).click()
    await treasurer.page.getByText('承認すると確定し、元に戻せません。').waitFor()
    await treasurer.page.getByRole('button', { name: '承認する' }).click()
    await treasurer.page.getByRole('log').getByText('承認済みの申請').waitFor()
    await colleague.last().getByText('さんが承認しました').waitFor()
    await office.go({ channel: 'D_U_SECRETARIAT' })
    await office.page.getByRole('log').getByText(`会員番号 ${number} の退会が完了しました`).waitFor()
    const { rows } = await desk.db.pool.query(
      'SELECT lifecycle, fee_plan FROM member WHERE society_id = 1234 AND number = $1',
      [number],
    )
    expect(rows).toEqual([{ lifecycle: 'withdrawn', fee_plan: 'free' }])
  })

  it('the office lets the member rejoin with a type of their choice, and the card is right', async () => {
    await office.go({ channel: 'C_GENERAL' })
    await office.say(`/member ${number}`)
    await office.dialog().getByText('無効（退会済').first().waitFor()
    await office.dialog().getByRole('button', { name: '再入会' }).click()
    const dialog = office.dialog()
    await dialog.getByText('前回取消した未納　20,000円').waitFor()
    await dialog.getByRole('radio', { name: '無料' }).check()
    await dialog.getByText('無料の会員種別だけを選べます。').waitFor()
    await dialog.getByRole('radio', { name: '有料' }).check()
    await dialog.getByText('料金体系が有料のため、会員種別の選択が必要です。').waitFor()
    await office.choose(/^会員種別/, '世話人')
    await dialog.getByRole('radio', { name: '受信者' }).check()
    await dialog.getByRole('button', { name: '再入会の手続きを実行' }).click()
    await dialog.waitFor({ state: 'detached' })
    await office.last().getByText(`会員番号 ${number} の再入会の手続きが完了しました。`).waitFor()
    await office.last().getByRole('button', { name: '会員カードを開く' }).click()
    await expect
      .poll(() => office.dialog().innerText())
      .toMatch(/有効[\s\S]*料金体系\s*有料\s*会員種別\s*世話人\s*権限（掲示板）\s*受信者/)
    const { rows } = await desk.db.pool.query(
      `SELECT count(*)::int AS terms FROM membership_term t JOIN member m ON m.society_id = t.society_id AND m.id = t.member_id
       WHERE m.society_id = 1234 AND m.number = $1`,
      [number],
    )
    expect(rows).toEqual([{ terms: 2 }])
    await office.page.keyboard.press('Escape')
  })
})

it('fits a phone', async () => {
  await office.page.setViewportSize({ width: 390, height: 844 })
  await office.say('/member 退会')
  await office.last().getByText('退会の予定').waitFor()
  await office.say('/member 検索 会費:滞納')
  await office.last().getByText('検索結果').waitFor()
  await office
    .last()
    .getByRole('button', { name: /を退会$/ })
    .first()
    .click()
  await office.dialog().getByText('退会させたい会員に間違いはありませんか？').waitFor()
  expect(await office.page.evaluate('document.documentElement.scrollWidth')).toBe(390)
}, 40_000)

it('made no call that Slack would refuse, and no fault on the page', async () => {
  expect(faults).toEqual([])
  expect(await desk.complaints()).toEqual([])
})
