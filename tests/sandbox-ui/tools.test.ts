import type { App } from '@slack/bolt'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, openDesk, say } from './desk.ts'

function listen(app: App): void {
  app.command('/member', async ({ ack, client }) => {
    await ack()
    await client.chat.delete({ channel: 'C_GENERAL', ts: '1.000001' }).catch(() => undefined)
  })
}

let desk: Desk

describe('the tools of the page', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    desk = await openDesk(listen)
  }, 60_000)
  afterAll(() => desk.close())

  it('show the mail that the app has sent, its HTML where no script could run', async () => {
    const page = await desk.sit('U_SECRETARIAT', { view: 'mails' })
    await page.getByText('メールはまだありません').waitFor()
    const transport = createTransport({ ...desk.sandbox.smtp, secure: false, ignoreTLS: true })
    await transport.sendMail({
      from: { name: '架空学会 事務局', address: 'office@example.com' },
      to: { name: '山田 太郎', address: 'taro@example.com' },
      subject: 'ご入会を承認いたしました',
      text: '山田 太郎 様\n\nご入会を承認いたしました。',
      html: '<p id="hello">ご入会を承認いたしました。</p>',
    })
    transport.close()
    await page.getByRole('button', { name: 'ご入会を承認いたしました' }).click()
    const letter = page.getByRole('article', { name: 'ご入会を承認いたしました' })
    await expect
      .poll(() => letter.locator('dd').allTextContents())
      .toEqual(['架空学会 事務局 <office@example.com>', '山田 太郎 <taro@example.com>'])
    expect((await letter.locator('.letter-text').textContent())?.trim()).toBe(
      '山田 太郎 様\n\nご入会を承認いたしました。',
    )
    await letter.getByText('HTML 表示').click()
    await expect.poll(() => letter.locator('iframe').getAttribute('sandbox')).toBe('')
    const html = letter.frameLocator('iframe').locator('#hello')
    await expect.poll(() => html.textContent()).toBe('ご入会を承認いたしました。')
    await page.close()
  })

  it('list what the app and the workspace said to each other, and single out the errors', async () => {
    const page = await desk.sit('U_SECRETARIAT')
    await say(page, '/member 一覧')
    await page.getByRole('link', { name: 'ログ' }).click()
    const subject = page.getByText('chat.delete', { exact: true })
    await subject.waitFor()
    await page.getByRole('button', { name: 'エラーのみ' }).click()
    await page.getByText('slash_commands', { exact: true }).waitFor({ state: 'detached' })
    const entry = page.getByRole('listitem').filter({ hasText: 'chat.delete' })
    await subject.click()
    const details = (await entry.locator('pre').textContent()) ?? '{}'
    expect(JSON.parse(details)).toMatchObject({
      method: 'chat.delete',
      args: { channel: 'C_GENERAL', ts: '1.000001' },
      response: { ok: false },
    })
    await page.close()
  })
})
