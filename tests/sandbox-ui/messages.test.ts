import { readFile } from 'node:fs/promises'
import type { App } from '@slack/bolt'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plain, until } from '../sandbox/script.ts'
import { composer, type Desk, openDesk, say as type } from './desk.ts'

const HOSTILE = '<img src=x onerror=alert(1)> <script>alert(2)</script>'
const escaped = HOSTILE.replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const row = (number: string, name: string) => ({
  type: 'section' as const,
  block_id: number,
  text: { type: 'mrkdwn' as const, text: `*${number}* ${name}` },
  accessory: {
    type: 'button' as const,
    action_id: 'card',
    text: plain('詳細'),
    value: number,
    accessibility_label: `${number} の詳細`,
  },
})

const request = {
  text: '請求取消の申請',
  blocks: [
    { type: 'section' as const, block_id: 'what', text: plain('年会費 2025年度 10,000円') },
    {
      type: 'actions' as const,
      block_id: 'decide',
      elements: [
        {
          type: 'button' as const,
          action_id: 'approve',
          text: plain('承認'),
          style: 'primary' as const,
          value: '1',
          confirm: {
            title: plain('承認しますか？'),
            text: plain('承認すると元に戻せません。'),
            confirm: plain('承認する'),
            deny: plain('やめる'),
          },
        },
      ],
    },
  ],
}

function listen(app: App): void {
  app.command('/member', async ({ ack, body, respond, say }) => {
    if (body.text === '黙る') return
    await ack()
    if (body.text === '承認依頼') await say(request)
    else
      await respond({ text: '検索結果', blocks: [row('DEMO00001', escaped), row('DEMO00002', '山田 太郎')] })
  })
  app.action('card', async ({ ack, respond }) => {
    await ack()
    await respond({ text: '詳しい内容です', replace_original: false })
  })
  app.action('approve', async ({ ack, body, client }) => {
    await ack()
    if (body.type !== 'block_actions' || !body.message || !body.channel) return
    await client.chat.update({
      channel: body.channel.id,
      ts: body.message.ts,
      text: `承認済み（<@${body.user.id}>）`,
      blocks: [],
    })
  })
  app.shortcut('shortcut.search', async ({ ack, body, client }) => {
    await ack()
    await client.views.open({
      trigger_id: body.trigger_id,
      view: { type: 'modal', title: plain('会員を検索'), blocks: [{ type: 'divider' }] },
    })
  })
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'header', text: plain('会員名簿') }] },
    })
  })
}

let desk: Desk
let officer: Page
const log = (page: Page) => page.getByRole('log')

describe('a channel on the page', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    desk = await openDesk(listen, { sandbox: { ackTimeoutMs: 700 } })
    officer = await desk.sit('U_OFFICER')
  }, 60_000)
  afterAll(() => desk.close())

  it('completes a command by the keyboard and sends it', async () => {
    await composer(officer).fill('/m')
    const hint = '/member [検索 山田 | 詳細 DEMO00001 | 一覧 個人 | ヘルプ]会員名簿（検索・会員カード）'
    await expect.poll(() => officer.getByRole('option').allTextContents()).toEqual([hint])
    await officer.keyboard.press('Tab')
    await expect.poll(() => composer(officer).inputValue()).toBe('/member ')
    await officer.keyboard.press('ArrowDown')
    await officer.keyboard.press('Tab')
    await expect.poll(() => composer(officer).inputValue()).toBe('/member 検索 山田')
    await officer.keyboard.press('Enter')
    await log(officer).getByText('DEMO00002').waitFor()
    await expect.poll(() => composer(officer).inputValue()).toBe('')
  })

  it('shows an ephemeral to its person alone, and hostile text as text', async () => {
    const secretary = await desk.sit('U_SECRETARIAT')
    const message = log(officer).getByRole('article')
    await expect.poll(() => message.getByText('あなただけに表示されています').count()).toBe(1)
    await expect
      .poll(() => message.locator('.section-main').allTextContents())
      .toEqual([`DEMO00001 ${HOSTILE}`, 'DEMO00002 山田 太郎'])
    await expect.poll(() => message.locator('img, script').count()).toBe(0)
    await message.getByRole('button', { name: 'DEMO00002 の詳細' }).click()
    await log(officer).getByText('詳しい内容です').waitFor()
    await expect.poll(() => log(secretary).getByRole('article').count()).toBe(0)
    await secretary.close()
  })

  it('renders mrkdwn, and no link that could run a script', async () => {
    await desk.script.api('chat.postMessage', {
      channel: 'C_GENERAL',
      text: [
        '*太字* _斜体_ ~取消~ `コード` <@U_TREASURER> <!date^1763800000^{date_num} {time}|日時>',
        '<https://example.com/a|資料> <javascript:alert(1)|罠> :no_such_thing:',
        '> 引用',
      ].join('\n'),
    })
    const message = log(officer).getByRole('article').filter({ hasText: '太字' })
    await message.waitFor()
    const link = message.getByRole('link')
    await expect.poll(() => link.allTextContents()).toEqual(['資料'])
    await expect.poll(() => link.getAttribute('href')).toBe('https://example.com/a')
    await expect.poll(() => link.getAttribute('rel')).toBe('noopener noreferrer')
    await expect
      .poll(() => message.locator('.text').textContent())
      .toBe('太字 斜体 取消 コード @会計 担当D 2025/11/22 17:26\n資料 罠 :no_such_thing:\n引用')
    await expect
      .poll(() => message.locator('.text :is(strong, em, s, code, blockquote)').allTextContents())
      .toEqual(['太字', '斜体', '取消', 'コード', '引用'])
  })

  it('lets a person write several lines to the others', async () => {
    const secretary = await desk.sit('U_SECRETARIAT')
    await composer(officer).fill('お疲れ様です。')
    await composer(officer).press('Shift+Enter')
    await composer(officer).pressSequentially('確認をお願いします。')
    await composer(officer).press('Enter')
    await log(secretary).getByText('確認をお願いします。').waitFor()
    await expect
      .poll(() => log(secretary).getByRole('article').last().locator('.text').textContent())
      .toBe('お疲れ様です。\n確認をお願いします。')
    await secretary.close()
  })

  it('says when the app does not respond, and gives the text back', async () => {
    await type(officer, '/member 黙る')
    await officer.getByRole('alert').waitFor()
    await expect
      .poll(() => officer.getByRole('alert').textContent())
      .toBe('/member は応答しませんでした（operation_timeout）')
    await expect.poll(() => composer(officer).inputValue()).toBe('/member 黙る')
    await officer.getByRole('button', { name: '閉じる' }).click()
    await expect.poll(() => officer.getByRole('alert').count()).toBe(0)
    await composer(officer).fill('')
  })

  it('lets another person decide in a window of their own, after the confirmation', async () => {
    await type(officer, '/member 承認依頼')
    const treasurer = await desk.sit('U_TREASURER')
    await log(treasurer).getByRole('button', { name: '承認' }).click()
    const question = treasurer.getByRole('alertdialog', { name: '承認しますか？' })
    await question.getByRole('button', { name: 'やめる' }).click()
    await expect.poll(() => log(treasurer).getByRole('button', { name: '承認' }).count()).toBe(1)
    await log(treasurer).getByRole('button', { name: '承認' }).click()
    await question.getByRole('button', { name: '承認する' }).click()
    await log(officer).getByText('承認済み').waitFor()
    await expect
      .poll(() => log(officer).getByRole('article').last().locator('.text').textContent())
      .toBe('承認済み（@会計 担当D）（編集済み）')
    await treasurer.close()
  })

  it('opens the app’s shortcuts by the keyboard', async () => {
    await officer.getByRole('button', { name: 'ショートカット' }).press('ArrowDown')
    await officer.getByRole('menuitem', { name: '会員を検索' }).press('Enter')
    await officer.getByRole('dialog').waitFor()
    await expect
      .poll(() => officer.getByRole('dialog').getByRole('heading').allTextContents())
      .toEqual(['会員を検索'])
    await officer.keyboard.press('Escape')
    await officer.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('takes a dropped file into the direct messages and gives it back as a download', async () => {
    await officer.getByRole('link', { name: 'Meibo', exact: true }).click()
    const dataTransfer = await officer.evaluateHandle(`(() => {
      const data = new DataTransfer()
      data.items.add(new File(['会員番号,氏名\\n'], '名簿.csv', { type: 'text/csv' }))
      return data
    })()`)
    await officer.getByRole('main').dispatchEvent('drop', { dataTransfer })
    const link = officer.getByRole('link', { name: '名簿.csv をダウンロード' })
    const [download] = await Promise.all([officer.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toBe('名簿.csv')
    expect(await readFile(await download.path(), 'utf8')).toBe('会員番号,氏名\n')
  })

  it('tells the app when its home is opened, and shows what the app publishes', async () => {
    await officer.getByRole('link', { name: 'ホーム', exact: true }).click()
    await officer.getByRole('main').getByRole('heading', { name: '会員名簿' }).waitFor()
    expect(new URL(officer.url()).search).toBe('?user=U_OFFICER&view=home')
  })

  it('speaks English to a person whose Slack does', async () => {
    const english = await desk.sit('U_ENGLISH')
    await expect
      .poll(() => english.getByRole('textbox').getAttribute('placeholder'))
      .toBe('Message #全体連絡')
    await expect.poll(() => english.locator('html').getAttribute('lang')).toBe('en')
    await english.close()
  })

  it('says so when the app is gone', async () => {
    await officer.getByRole('link', { name: '全体連絡' }).click()
    await officer.getByRole('navigation').getByText('アプリ接続中').waitFor()
    await desk.stopApp()
    await until(async () => !(await desk.script.state('U_OFFICER')).app_connected)
    await officer.getByRole('navigation').getByText('アプリは接続していません').waitFor()
    await expect
      .poll(() => officer.getByRole('main').getByRole('status').first().textContent())
      .toBe(
        'アプリは接続していません コマンドやボタンはまだ届きません。接続すると自動で使えるようになります。',
      )
  })
})
