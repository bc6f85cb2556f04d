import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from '../support/browser.ts'
import { sit, type Window } from './page.ts'
import { type Desk, openDesk } from './workspace.ts'

let desk: Desk
let browser: TestBrowser
const faults: string[] = []
let office: Window
let colleague: Window
beforeAll(async () => {
  ;[desk, browser] = await Promise.all([openDesk(), openBrowser()])
  office = await sit(desk, browser, 'U_SECRETARIAT', faults)
  colleague = await sit(desk, browser, 'U_SECRETARIAT2', faults)
}, 60_000)
afterAll(async () => {
  await browser.close()
  await desk.close()
})

/** Pictures to look at, where a folder is given. */
async function picture({ page }: Window, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png` })
}

/** Closes the whole stack of modals. */
async function leave(window: Window, user: string): Promise<void> {
  await desk.closeAll(user)
  await window.dialog().waitFor({ state: 'detached' })
}

const numberIn = async (window: Window) =>
  /次の会員番号は (\S+) です/.exec(await window.dialog().innerText())?.[1] ?? ''

/** What the society wants to know of everybody. */
async function answer(window: Window): Promise<void> {
  await window.choose(/^専門領域/, '臨床')
  await window.choose(/^名簿への掲載/, '掲載する')
}

describe('registering in the browser', { timeout: 90_000 }, () => {
  let number = ''

  it('a person: faults under their fields, then the number that was shown', async () => {
    await office.say('/member')
    await office.last().getByRole('button', { name: '会員を登録' }).click()
    const dialog = office.dialog()
    await dialog.getByText('次の会員番号は').waitFor()
    number = await numberIn(office)
    expect(number).toMatch(/^DEMO\d{5}$/)
    await dialog
      .getByLabel(/^氏$|^氏 /)
      .first()
      .fill('画面')
    await dialog.getByLabel(/^フリガナ（氏）/).fill('漢字')
    await dialog.getByLabel(/^メールアドレス/).fill('gamen＠example.com')
    await answer(office)
    await picture(office, 'registration')
    await dialog.getByRole('button', { name: '登録する' }).click()
    await dialog.getByText('フリガナはカタカナでご入力ください。').waitFor()
    await picture(office, 'registration-fault')
    await dialog.getByLabel(/^フリガナ（氏）/).fill('がめん')
    await dialog.getByRole('button', { name: '登録する' }).click()
    await dialog.waitFor({ state: 'detached' })
    await office.last().getByText(`会員番号 ${number} を登録しました。`).waitFor()
    await picture(office, 'registered')
    await office.last().getByRole('button', { name: '会員カードを開く' }).click()
    await office.dialog().getByText('ガメン').first().waitFor()
    await picture(office, 'card')
    await leave(office, 'U_SECRETARIAT')
  })

  it('the same person again: shown first, registered as somebody else only where that is ticked', async () => {
    await office.say('/member 登録')
    const dialog = office.dialog()
    await dialog.getByText('次の会員番号は').waitFor()
    await dialog
      .getByLabel(/^氏$|^氏 /)
      .first()
      .fill('画面')
    await dialog.getByLabel(/^フリガナ（氏）/).fill('ガメン')
    await dialog.getByRole('checkbox', { name: '未承認で登録' }).check()
    await answer(office)
    await dialog.getByRole('button', { name: '登録する' }).click()
    await dialog.getByText('同じ方と思われる記録があります。').waitFor()
    await dialog.getByRole('checkbox', { name: '別の方として登録する' }).scrollIntoViewIfNeeded()
    await picture(office, 'duplicates')
    expect(await dialog.getByLabel(/^フリガナ（氏）/).inputValue()).toBe('ガメン')
    expect(await dialog.getByRole('checkbox', { name: '未承認で登録' }).isChecked()).toBe(true)
    await dialog.getByRole('checkbox', { name: '別の方として登録する' }).check()
    await dialog.getByRole('button', { name: '登録する' }).click()
    await dialog.waitFor({ state: 'detached' })
    await office.last().getByText('を入会申請として登録しました。').waitFor()
  })

  it('the application is found in the list, and approved from its card', async () => {
    await office.say('/member 承認')
    await office.last().getByText('入会承認待ち').waitFor()
    await picture(office, 'applications')
    await office
      .last()
      .getByRole('button', { name: /の申請を確認$/ })
      .last()
      .click()
    await office.dialog().getByText('無効（未入会）').first().waitFor()
    await office.dialog().getByRole('button', { name: '入会を承認' }).click()
    await office.dialog().getByText('入会を承認する申請に間違いはありませんか？').waitFor()
    await office.choose(/^会員種別/, /^正会員/)
    await picture(office, 'approval')
    await office.dialog().getByRole('button', { name: '承認する' }).click()
    await office.dialog().waitFor({ state: 'detached' })
    await office.page.getByRole('log').getByText('の入会を承認しました。').waitFor()
    const { rows } = await desk.db.pool.query(
      `SELECT count(*)::int AS approved FROM audit_entry WHERE society_id = 1234 AND action = 'member.approved'`,
    )
    expect(rows).toEqual([{ approved: 1 }])
  })

  it('two edit one record: the second sees the first’s change, and keeps what they typed', async () => {
    for (const window of [office, colleague]) {
      await window.say(`/member 編集 ${number}`)
      await window.dialog().getByRole('button', { name: '所属・資格' }).click()
      await window
        .dialog()
        .getByLabel(/^役職名/)
        .waitFor()
    }
    await colleague
      .dialog()
      .getByLabel(/^役職名/)
      .fill('教授')
    await colleague.dialog().getByRole('button', { name: '変更内容の確認へ' }).click()
    await colleague.dialog().getByText('（空欄） → 教授').waitFor()
    await picture(colleague, 'edit-confirm')
    await colleague.dialog().getByRole('button', { name: 'この内容で保存' }).click()
    await colleague.dialog().waitFor({ state: 'detached' })
    await office
      .dialog()
      .getByLabel(/^役職名/)
      .fill('准教授')
    await office.dialog().getByRole('button', { name: '変更内容の確認へ' }).click()
    await office.dialog().getByText('役職名（勤務先）　現在：教授（あなたの入力と異なります）').waitFor()
    await picture(office, 'edit-overtaken')
    expect(
      await office
        .dialog()
        .getByLabel(/^役職名/)
        .inputValue(),
    ).toBe('准教授')
    await office.dialog().getByRole('button', { name: '変更内容の確認へ' }).click()
    await office.dialog().getByText('教授 → 准教授').waitFor()
    await office.dialog().getByRole('button', { name: 'この内容で保存' }).click()
    await office.dialog().waitFor({ state: 'detached' })
    await office.last().getByText(`会員番号 ${number} を更新しました（役職名（勤務先））。`).waitFor()
  })

  it('備考 is edited from a row of results, on a phone too', async () => {
    await office.page.setViewportSize({ width: 390, height: 844 })
    await office.say(`/member 検索 番号:${number}`)
    await office
      .last()
      .getByRole('button', { name: `会員番号 ${number} の備考を編集` })
      .click()
    await office.dialog().getByLabel(/^備考/).fill('電話で確認済み')
    await office.dialog().getByRole('button', { name: '変更内容の確認へ' }).click()
    await office.dialog().getByText('（空欄） → 電話で確認済み').waitFor()
    await picture(office, 'remarks-phone')
    expect(await office.page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    await office.dialog().getByRole('button', { name: 'この内容で保存' }).click()
    await office.last().getByText('を更新しました（備考）。').waitFor()
  })
})

it('made no call that Slack would refuse, and no fault on the page', async () => {
  expect(faults).toEqual([])
  expect(await desk.complaints()).toEqual([])
})
