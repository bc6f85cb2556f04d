import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { openBrowser } from './support/browser.ts'

/** `npm run pictures -- http://127.0.0.1:3000`: takes the README's pictures from a running sandbox into docs/. */
const url = process.argv[2] ?? 'http://127.0.0.1:3000'

async function say(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: /へのメッセージ/ })
  await composer.fill(text)
  await composer.press('Escape')
  await composer.press('Enter')
}

/** Waits until the screen has faded in. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(500)
  await page.screenshot({ path: `docs/${name}.png` })
}

mkdirSync('docs', { recursive: true })
const browser = await openBrowser({ viewport: { width: 1280, height: 800 } })
const page = await browser.context.newPage()
await page.goto(`${url}/?user=U_SECRETARIAT&channel=C_GENERAL`)
await say(page, '/member 検索 高橋')
await page.getByRole('button', { name: '会員番号 DEMO00050 の詳細' }).click()
await page.getByRole('dialog').getByText('DEMO00050').first().waitFor()
await shoot(page, 'card')
await page.keyboard.press('Escape')
await say(page, '/member 検索')
await page.getByRole('dialog').getByRole('button', { name: '検索する' }).waitFor()
await shoot(page, 'form')
await page.keyboard.press('Escape')

// Somebody who owes two years: the whole dialog, and what the treasurer gets.
await page.setViewportSize({ width: 1280, height: 1180 })
await say(page, '/member 退会 DEMO00179')
const dialog = page.getByRole('dialog')
const choose = async (label: RegExp, option: string) => {
  await dialog.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option }).click()
}
await choose(/^2025年度/, '請求取消：資格喪失・徴収不能')
await choose(/^2026年度/, '請求取消：資格喪失・徴収不能')
await choose(/^退会理由/, '資格喪失')
await dialog.getByText('退会させたい会員に間違いはありませんか？').scrollIntoViewIfNeeded()
await shoot(page, 'withdraw')
await dialog.getByRole('button', { name: '退会処理を実行する' }).click()
await dialog.waitFor({ state: 'detached' })
await page.setViewportSize({ width: 1280, height: 800 })
await page.goto(`${url}/?user=U_TREASURER&channel=C_TREASURERS`)
await page.getByRole('button', { name: '承認', exact: true }).last().waitFor()
await shoot(page, 'settle')
await browser.close()
