import type { App } from '@slack/bolt'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plain } from '../sandbox/script.ts'
import { composer, type Desk, openDesk, say } from './desk.ts'

const field = (n: number) => ({
  type: 'input',
  block_id: `field ${n}`,
  label: plain(`項目 ${n}`),
  element: { type: 'plain_text_input', action_id: 'v' },
})

function listen(app: App): void {
  app.command('/member', async ({ ack, body, client }) => {
    await ack()
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        title: plain('会員を登録'),
        submit: plain('登録'),
        blocks: Array.from({ length: 15 }, (_, n) => field(n)) as never[],
      },
    })
  })
}

let desk: Desk
let page: Page

/** Nothing may reach beyond the screen's edge. */
const widths = () => page.evaluate('[document.documentElement.scrollWidth, innerWidth]')

describe('the page on a phone', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    desk = await openDesk(listen, {
      browser: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    })
    page = await desk.sit('U_OFFICER')
  }, 60_000)
  afterAll(() => desk.close())

  it('keeps the workspace in a drawer', async () => {
    const link = page.getByRole('link', { name: '共催学会との連絡' })
    await expect.poll(() => link.isVisible()).toBe(false)
    await page.getByRole('button', { name: 'メニュー' }).tap()
    await link.tap()
    await page.getByRole('heading', { name: '共催学会との連絡' }).waitFor()
    await link.waitFor({ state: 'hidden' })
    expect(await widths()).toEqual([390, 390])
  })

  it('switches to another person', async () => {
    await page.getByRole('button', { name: 'メニュー' }).tap()
    await page.getByRole('button', { name: '人物を切り替える: 幹事 担当C' }).tap()
    await page.getByRole('link', { name: '会計 担当D 会計', exact: true }).tap()
    await page.waitForURL(/user=U_TREASURER/)
    await page.getByRole('button', { name: 'メニュー' }).tap()
    const channels = page
      .getByRole('navigation')
      .getByRole('link', { name: /^(全体連絡|会計|共催学会との連絡)$/ })
    await channels.first().waitFor()
    await expect.poll(() => channels.allTextContents()).toEqual(['全体連絡', '会計', '共催学会との連絡'])
    await channels.first().tap()
  })

  it('gives a modal the whole screen, and its buttons stay in reach', async () => {
    await composer(page).waitFor()
    await say(page, '/member')
    const dialog = page.getByRole('dialog', { name: '会員を登録' })
    await dialog.waitFor()
    await expect.poll(() => dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
    await dialog.getByLabel('項目 14').fill('最後')
    const submit = await dialog.getByRole('button', { name: '登録' }).boundingBox()
    expect(submit && submit.y + submit.height <= 844).toBe(true)
    expect(await widths()).toEqual([390, 390])
  })
})
