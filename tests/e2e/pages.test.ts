import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from '../support/browser.ts'
import { sit } from './page.ts'
import { type Desk, openDesk } from './workspace.ts'

/** A telephone. */
const PHONE = { viewport: { width: 390, height: 844 }, locale: 'ja-JP' }
const SHOTS = process.env['MEIBO_SHOTS']

let desk: Desk
let browser: TestBrowser
const faults: string[] = []
beforeAll(async () => {
  ;[desk, browser] = await Promise.all([openDesk(), openBrowser(PHONE)])
  if (SHOTS !== undefined) mkdirSync(SHOTS, { recursive: true })
}, 60_000)
afterAll(async () => {
  await browser.close()
  await desk.close()
})

const LOGIN = `m.society_id = 1234 AND m.lifecycle = 'active' AND m.kind = 'individual' AND NOT m.is_test AND m.email IS NOT NULL AND EXISTS (
  SELECT FROM account a WHERE a.id = m.account_id AND a.status = 'active' AND a.login_id = m.number)
  AND 1 = (SELECT count(*) FROM member o WHERE lower(o.email) = lower(m.email) OR o.account_id = m.account_id)
  AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)
  AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id)`
async function numberOf(nth: number): Promise<string> {
  const { rows } = await desk.db.pool.query<{ number: string }>(
    `SELECT m.number FROM member m WHERE ${LOGIN} ORDER BY m.id OFFSET ${nth} LIMIT 1`,
  )
  return rows[0]?.number ?? ''
}

/** Nothing is cut off at the side, and the browser complains of nothing. */
async function fits(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
  expect([name, wide]).toEqual([name, 0])
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
}

async function open(path: string): Promise<Page> {
  const page = await browser.context.newPage()
  page.on('console', (line) => {
    // The browser reports our own refusals as failed loads.
    if (line.type() === 'error' && !line.text().includes('the server responded with a status of'))
      faults.push(line.text())
  })
  await page.goto(desk.publicUrl + path)
  return page
}

/** Opens the newest mail with this subject in the workspace's inbox, and its link. */
async function followMail(subject: RegExp): Promise<Page> {
  const { page } = await sit(desk, browser, 'U_NOROLE', faults, { view: 'mails' })
  await page.getByRole('button', { name: subject }).first().click()
  const [opened] = await Promise.all([
    browser.context.waitForEvent('page'),
    page.getByRole('article').getByRole('link').first().click(),
  ])
  await opened.waitForLoadState()
  return opened
}

describe('on a telephone', () => {
  it('a member logs in by the mailed password and sets one', async () => {
    const number = await numberOf(0)
    const office = await sit(desk, browser, 'U_SECRETARIAT', faults)
    await office.say(`/member 初期化 ${number}`)
    await office.dialog().getByRole('button', { name: 'パスワードを初期化' }).click()
    await office.page.getByRole('button', { name: '送信する' }).click()
    await office.dialog().getByText('初期パスワードのメールを送信します。').first().waitFor()
    await expect
      .poll(async () => (await desk.api.get<{ subject: string }[]>('/sandbox/mails')).length)
      .toBe(1)
    const [mail] = await desk.api.get<{ text: string }[]>('/sandbox/mails')
    const initial = /初期パスワード：(\S+)/u.exec(mail?.text ?? '')?.[1] ?? ''
    const page = await followMail(/ログイン情報のお知らせ/u)
    await fits(page, 'login')
    await page.getByLabel('ログイン用仮ID').fill(number)
    await page.getByLabel('パスワード').fill('wrong')
    await page.getByRole('button', { name: 'ログイン' }).click()
    await page.getByRole('alert').getByText('ログイン用仮IDまたはパスワードが正しくありません。').waitFor()
    await page.getByLabel('パスワード').fill(initial)
    await page.getByRole('button', { name: 'ログイン' }).click()
    await page.getByRole('heading', { name: '新しいパスワードの設定' }).waitFor()
    await page.getByLabel('現在のパスワード').fill(initial)
    await page.getByLabel('新しいパスワード', { exact: true }).fill('tiger')
    await page.getByLabel('新しいパスワード（確認のためもう一度）').fill('tiger')
    await page.getByRole('button', { name: 'パスワードを設定する' }).click()
    await page.getByText('15文字以上にしてください。').waitFor()
    expect(await page.locator('#next').getAttribute('aria-describedby')).toBe('next-hint next-error')
    await fits(page, 'change-refused')
    await page.getByLabel('現在のパスワード').fill(initial)
    await page.getByLabel('新しいパスワード', { exact: true }).fill('tiger violin seven')
    await page.getByLabel('新しいパスワード（確認のためもう一度）').fill('tiger violin seven')
    await page.getByRole('button', { name: 'パスワードを設定する' }).click()
    await page.getByRole('heading', { name: 'パスワードを設定しました' }).waitFor()
    await page.getByRole('link', { name: 'ログインする' }).click()
    await page.getByLabel('ログイン用仮ID').fill(number)
    await page.getByLabel('パスワード').fill('tiger violin seven')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'ログインしました' }).waitFor()
    await fits(page, 'welcome')
    await page.getByRole('button', { name: 'ログアウト' }).click()
    await page.getByRole('heading', { name: 'ログアウトしました' }).waitFor()
  }, 60_000)

  it('a member leaves by a mailed link', async () => {
    const number = await numberOf(1)
    const asked = await open('/withdraw')
    await fits(asked, 'withdraw')
    await asked.getByLabel('ログイン用仮IDまたはメールアドレス').fill(number)
    await asked.getByRole('button', { name: 'メールを送信する' }).click()
    await asked.getByRole('heading', { name: '受け付けました' }).waitFor()
    await expect
      .poll(async () =>
        (await desk.api.get<{ subject: string }[]>('/sandbox/mails')).map(({ subject }) => subject),
      )
      .toContain('【架空医学研究会】退会手続きのご案内')
    const page = await followMail(/退会手続きのご案内/u)
    await page.getByText(number).waitFor()
    await fits(page, 'withdraw-confirm')
    await page.getByRole('button', { name: '退会して個人情報を削除する' }).click()
    await page.getByRole('heading', { name: '退会手続きが完了いたしました' }).waitFor()
    await fits(page, 'withdrawn')
  }, 60_000)

  it('somebody applies in English, with every question in reach', async () => {
    const context = await openBrowser({ ...PHONE, locale: 'en-GB' })
    const page = await context.context.newPage()
    await page.goto(`${desk.publicUrl}/apply/DEMO`)
    await page.getByRole('heading', { name: 'Apply to join' }).waitFor()
    await page.getByRole('button', { name: 'Send the mail' }).click()
    await page.getByRole('alert').getByText('Please check what you entered.').waitFor()
    await fits(page, 'apply-refused')
    await page.getByLabel('Family name', { exact: true }).fill('架空')
    await page.getByLabel('Given name', { exact: true }).fill('申子')
    await page.getByLabel('Family name in kana').fill('ｶｸｳ')
    await page.getByLabel('Given name in kana').fill('もうこ')
    await page.getByLabel('E-mail address').fill('moko@example.com')
    for (const field of await page.locator('select[required], textarea[required]').all()) {
      if ((await field.evaluate((element) => element.tagName)) === 'SELECT')
        await field.selectOption({ index: 1 })
      else await field.fill('架空')
    }
    await page.getByRole('button', { name: 'Send the mail' }).click()
    await page.getByRole('heading', { name: 'A mail is on its way' }).waitFor()
    await expect
      .poll(async () =>
        (await desk.api.get<{ subject: string }[]>('/sandbox/mails')).map(({ subject }) => subject),
      )
      .toContain('【架空医学研究会】入会申請の確認のお願い')
    await context.close()
    const confirm = await followMail(/入会申請の確認のお願い/u)
    await confirm.getByRole('button', { name: '申請を完了する' }).click()
    await confirm.getByRole('heading', { name: '入会申請を受け付けました' }).waitFor()
    await fits(confirm, 'applied')
  }, 60_000)

  it('nothing that a browser reports was blocked or broken', () => {
    expect(faults).toEqual([])
  })
})
