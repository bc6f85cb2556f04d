import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from '../support/browser.ts'
import { openWorkspace, type Workspace } from './workspace.ts'

let work: Workspace
let browser: TestBrowser
const faults: string[] = []
beforeAll(async () => {
  ;[work, browser] = await Promise.all([openWorkspace(), openBrowser()])
}, 60_000)
afterAll(async () => {
  await browser.close()
  await work.close()
})

async function sit(user: string, place: Record<string, string> = { channel: 'C_GENERAL' }): Promise<Page> {
  const page = await browser.context.newPage()
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (line) => {
    if (line.type() === 'error') faults.push(line.text())
  })
  await page.goto(`${work.sandbox.url}/?${new URLSearchParams({ user, ...place }).toString()}`)
  await page.getByRole('main').waitFor()
  return page
}

async function say(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: /^(#全体連絡 へのメッセージ|Message .*)$/ })
  await composer.fill(text)
  await composer.press('Escape')
  await composer.press('Enter')
}

const messages = (page: Page) => page.getByRole('log').getByRole('article')
const dialog = (page: Page) => page.getByRole('dialog')

describe('an officer at the page', { timeout: 60_000 }, () => {
  it('types a search, reads the results and opens a card', async () => {
    const page = await sit('U_OFFICER')
    await say(page, '/member 検索 高橋')
    await messages(page).last().getByText('検索結果').waitFor()
    await messages(page)
      .last()
      .getByRole('button', { name: /DEMO00050 の詳細/ })
      .click()
    await dialog(page).getByText('タカハシ ケンイチ').waitFor()
    await expect
      .poll(() => dialog(page).innerText())
      .toMatch(/会員カード[\s\S]*髙橋 健一[\s\S]*DEMO00050[\s\S]*夢野研究所[\s\S]*団体登録情報/)
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
    await page.close()
  })

  it('turns pages and sorts in place', async () => {
    const page = await sit('U_OFFICER')
    await say(page, '/member 一覧 個人')
    await messages(page).last().getByText('1 / ').waitFor()
    await messages(page).last().getByRole('button', { name: '次へ ▶' }).click()
    await messages(page).last().getByText('2 / ').waitFor()
    await messages(page).last().getByRole('combobox').click()
    await page.getByRole('option', { name: '会員番号降順' }).click()
    const sorted = messages(page).last().getByText('会員番号の降順')
    await sorted.waitFor()
    await expect.poll(() => sorted.innerText()).toContain('会員区分：個人')
    await page.close()
  })

  it('fills in the form, unfolds it, keeps what was typed, and searches', async () => {
    const page = await sit('U_SECRETARIAT')
    await say(page, '/member 検索')
    await dialog(page)
      .getByLabel(/^氏（任意）/)
      .fill('髙橋')
    await dialog(page).getByRole('button', { name: '詳細条件を開く' }).click()
    await dialog(page).getByLabel(/^備考/).waitFor()
    expect(
      await dialog(page)
        .getByLabel(/^氏（任意）/)
        .inputValue(),
    ).toBe('髙橋')
    await dialog(page).getByRole('button', { name: '検索する' }).click()
    await dialog(page).waitFor({ state: 'detached' })
    await messages(page).last().getByText('氏に「髙橋」を含む').waitFor()
    await messages(page).last().getByRole('button', { name: '条件を変える' }).click()
    expect(
      await dialog(page)
        .getByLabel(/^氏（任意）/)
        .inputValue(),
    ).toBe('髙橋')
    await page.close()
  })

  it('reads English by the locale, at the size of a phone too', async () => {
    const page = await sit('U_ENGLISH')
    await page.setViewportSize({ width: 390, height: 844 })
    await say(page, '/member search DEMO00050')
    await messages(page).last().getByText('1 member found').waitFor()
    await messages(page).last().getByRole('button', { name: 'Open member DEMO00050' }).click()
    await dialog(page).getByText('Member card').waitFor()
    const width = await page.evaluate('document.documentElement.scrollWidth')
    expect(width).toBe(390)
    await page.close()
  })

  it('reaches the same places from App Home and the shortcut', async () => {
    const page = await sit('U_TREASURER', { view: 'home' })
    await page.getByRole('button', { name: '会員を検索' }).click()
    await dialog(page).getByText('会費支払状況').waitFor()
    await page.close()
    expect((await work.api.post('shortcut', { user: 'U_OFFICER', callback_id: 'shortcut.search' })).ok).toBe(
      true,
    )
    expect((await work.api.top('U_OFFICER')).callback_id).toBe('search.submit')
  })
})

it('made no call that Slack would refuse, and no fault on the page', async () => {
  expect(faults).toEqual([])
  const calls = await work.api.log('call')
  expect(calls.length).toBeGreaterThan(5)
  expect(calls.filter((call) => (call['response'] as { ok?: boolean } | undefined)?.ok === false)).toEqual([])
})
