import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from '../support/browser.ts'
import { sit, type Window } from './page.ts'
import { type Desk, openDesk } from './workspace.ts'

let desk: Desk
let browser: TestBrowser
const faults: string[] = []
let office: Window
let officer: Window
beforeAll(async () => {
  ;[desk, browser] = await Promise.all([openDesk(), openBrowser()])
  office = await sit(desk, browser, 'U_SECRETARIAT', faults)
  officer = await sit(desk, browser, 'U_OFFICER', faults)
}, 60_000)
afterAll(async () => {
  await browser.close()
  await desk.close()
})

/** Closes the whole stack of modals. */
async function leave(): Promise<void> {
  await desk.closeAll('U_SECRETARIAT')
  await office.dialog().waitFor({ state: 'detached' })
}

const free = async () =>
  (
    await desk.db.pool.query<{ number: string }>(
      `SELECT m.number FROM member m WHERE m.society_id = 1234 AND m.lifecycle = 'active' AND m.member_type_id = 3 AND NOT m.is_test
         AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id) ORDER BY m.id`,
    )
  ).rows.map(({ number }) => number)

describe('settings in the browser', { timeout: 60_000 }, () => {
  it('change a type: refused with the count while it has members, saved where it does not matter to them', async () => {
    await office.say('/member 設定')
    await office.dialog().getByRole('button', { name: '会員種別の設定を開く' }).click()
    await office.dialog().getByRole('combobox').click()
    await office.page.getByRole('option', { name: '正会員' }).click()
    const form = office.dialog()
    await form.getByText('コード　regular').waitFor()
    await form.getByRole('checkbox', { name: '廃止する' }).check()
    await form.getByRole('button', { name: '保存する' }).click()
    await form.getByText(/この設定を使っている\d+名の会員があるため、変更できません。/).waitFor()
    await form.getByRole('checkbox', { name: '廃止する' }).uncheck()
    await form.getByLabel(/^2027年度　年会費/).fill('11000')
    await form.getByRole('button', { name: '保存する' }).click()
    await office.dialog().getByText('「正会員」を保存しました。').waitFor()
    const { rows } = await desk.db.pool.query(
      `SELECT amount_yen FROM type_fee WHERE society_id = 1234 AND member_type_id = 2 AND year = 2027 AND fee_item_id = 2`,
    )
    expect(rows).toEqual([{ amount_yen: 11_000 }])
    await leave()
  })

  it('add an office, which can be given at once, and is in the register that officers read', async () => {
    const [number = ''] = await free()
    await office.say('/member 設定')
    await office.dialog().getByRole('button', { name: '学会役職の設定を開く' }).click()
    await office.dialog().getByRole('button', { name: '追加' }).click()
    const form = office.dialog()
    await form.getByLabel(/^コード/).fill('librarian')
    await form.getByLabel('名称', { exact: true }).fill('図書委員')
    await form.getByLabel(/^名称（英語）/).fill('Librarian')
    await form.getByRole('combobox', { name: /^区分/ }).click()
    await office.page.getByRole('option', { name: '役員職' }).click()
    await form.getByLabel(/^表示順/).fill('9')
    await form.getByRole('button', { name: '保存する' }).click()
    await office.dialog().getByText('「図書委員」を保存しました。').waitFor()
    await leave()

    await office.say(`/member 役職 ${number}`)
    await office.choose(/^学会役職/, '図書委員')
    await office.dialog().getByRole('button', { name: '就任を登録' }).click()
    await office.dialog().waitFor({ state: 'detached' })
    await office.last().getByText(`会員番号 ${number}　図書委員`).waitFor()
    await officer.say('/member 役職')
    await officer.last().getByText('役員名簿　2026年度').waitFor()
    expect(await officer.last().innerText()).toMatch(new RegExp(`図書委員[\\s\\S]*${number}`))
  })

  it('hold an election and take it back', async () => {
    const [number = ''] = await free()
    await office.say('/member 役職')
    await office.last().getByText('役員名簿　2026年度').waitFor()
    await office.last().getByRole('button', { name: '改選を登録' }).click()
    const form = office.dialog()
    await form.getByLabel(/^改選の名称/).fill('臨時改選')
    await form.getByLabel(/^会計（定員/).fill(number)
    await form.getByRole('button', { name: '改選を登録' }).click()
    await form.getByText('会則第6条により').waitFor()
    await form.getByLabel(/^幹事（定員/).fill(number)
    await form.getByLabel(/^会計（定員/).fill('')
    await form.getByRole('button', { name: '改選を登録' }).click()
    await form.waitFor({ state: 'detached' })
    await office.last().getByText('「臨時改選」を登録しました').waitFor()
    await office.last().getByRole('button', { name: '改選を取り消す' }).click()
    await office.page.getByRole('button', { name: '取り消す', exact: true }).click()
    await office.page.getByRole('log').getByText('「臨時改選」を取り消しました。').waitFor()
    const { rows } = await desk.db.pool.query(
      `SELECT h.ended_on = h.started_on AS never FROM position_holding h JOIN member m ON m.society_id = h.society_id AND m.id = h.member_id
       WHERE h.society_id = 1234 AND m.number = $1`,
      [number],
    )
    expect(rows).toEqual([{ never: true }])
  })

  it('compare the groups with the offices', async () => {
    await office.say('/member 設定')
    await office.dialog().getByRole('button', { name: '役割の点検の設定を開く' }).click()
    const form = office.dialog()
    await form.getByText(/確認が必要な方が\d+名います。/).waitFor()
    await form.getByRole('button', { name: '点検済みとして記録する' }).click()
    await form.getByText('点検済みとして記録しました。').waitFor()
    expect(await form.innerText()).toMatch(/会計 担当D[\s\S]*DEMO00002：問題ありません/u)
    await leave()
  })

  it('fit a phone', async () => {
    await office.page.setViewportSize({ width: 390, height: 844 })
    await office.say('/member 設定')
    await office.dialog().getByText('架空医学研究会 の設定').waitFor()
    expect(await office.page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    await leave()
  })
})

it('made no call that Slack would refuse, and no fault on the page', async () => {
  expect(faults).toEqual([])
  expect(await desk.complaints()).toEqual([])
})
