import type { App } from '@slack/bolt'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plain, until } from '../sandbox/script.ts'
import { type Desk, openDesk, say } from './desk.ts'

/** As Slack returns an option: with its own `emoji` flag filled in. */
const option = (text: string, value: string, description?: string) => ({
  text: { ...plain(text), emoji: true },
  value,
  ...(description ? { description: { ...plain(description), emoji: true } } : {}),
})
const input = (label: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id: label,
  label: plain(label),
  element: { action_id: 'v', ...element },
  optional: true,
  ...more,
})

const TYPES = [
  { label: plain('個人'), options: [option('正会員', 'regular'), option('世話人', 'organiser')] },
  { label: plain('団体'), options: [option('賛助会員', 'supporting')] },
]
const STATUS = [option('有効', 'active'), option('無効', 'inactive', '退会済み・未入会・却下')]
const MAIL = [option('あり', 'yes'), option('なし', 'no')]

const everything = {
  type: 'modal' as const,
  callback_id: 'everything',
  title: plain('すべての入力'),
  submit: plain('送信'),
  blocks: [
    input('都道府県', { type: 'static_select', options: [option('東京都', '13'), option('京都府', '26')] }),
    input('会員種別', { type: 'multi_static_select', option_groups: TYPES }),
    input('担当者', { type: 'users_select' }),
    input('担当者たち', { type: 'multi_users_select' }),
    input('投稿先', { type: 'conversations_select' }),
    input('ステータス', { type: 'checkboxes', options: STATUS, initial_options: [STATUS[0]] }),
    input('メールの有無', { type: 'radio_buttons', options: MAIL }),
    input('入会日', { type: 'datepicker', initial_date: '2026-04-01' }),
    input('時刻', { type: 'timepicker' }),
    input('口数', { type: 'number_input', is_decimal_allowed: false }),
    input('メール', { type: 'email_text_input' }),
    input('ウェブ', { type: 'url_text_input' }),
    input('名簿', { type: 'file_input', filetypes: ['csv'], max_files: 1 }),
    {
      type: 'section',
      block_id: 'count',
      text: plain('表示件数'),
      accessory: {
        type: 'static_select',
        action_id: 'n',
        options: [option('10件', '10'), option('20件', '20')],
      },
    },
    {
      type: 'actions',
      block_id: 'menu',
      elements: [
        { type: 'overflow', action_id: 'more', options: [option('ラベル', 'l'), option('メール', 'm')] },
      ],
    },
  ] as never[],
}

let submitted: Record<string, unknown> = {}
const acted: unknown[] = []

function listen(app: App): void {
  app.command('/member', async ({ ack, body, client }) => {
    await ack()
    await client.views.open({ trigger_id: body.trigger_id, view: everything })
  })
  app.action(/^(n|more)$/, async ({ ack, action }) => {
    await ack()
    if ('selected_option' in action) acted.push([action.action_id, action.selected_option?.value])
  })
  app.view('everything', async ({ ack, view }) => {
    await ack()
    submitted = Object.fromEntries(
      Object.entries(view.state.values).map(([id, state]) => [id, Object.values(state)[0]]),
    )
  })
}

let desk: Desk
let page: Page
const dialog = () => page.getByRole('dialog')

/** Chooses in a list by typing a part of the option's name. */
async function pick(label: string, typed: string, name: string): Promise<void> {
  await dialog().getByRole('combobox', { name: label, exact: true }).pressSequentially(typed)
  await page.getByRole('option', { name }).click()
}

describe('the inputs of a modal', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    desk = await openDesk(listen)
    page = await desk.sit('U_OFFICER')
  }, 60_000)
  afterAll(() => desk.close())

  it('submit Slack’s own state objects', async () => {
    await say(page, '/member')
    await dialog().waitFor()
    await pick('都道府県（任意）', '京都', '京都府')
    await pick('会員種別（任意）', '世話', '世話人')
    await pick('会員種別（任意）', '賛', '賛助会員')
    await pick('会員種別（任意）', '正', '正会員')
    await page.keyboard.press('Escape')
    await dialog().getByRole('button', { name: '世話人 を外す' }).click()
    await pick('担当者（任意）', '担当A', '事務局 担当A')
    await pick('担当者たち（任意）', 'ゲスト', 'ゲスト G')
    await pick('投稿先（任意）', '全体', '#全体連絡')
    await dialog().getByRole('group', { name: 'ステータス' }).getByRole('checkbox', { name: '無効' }).check()
    await dialog().getByRole('radio', { name: 'なし' }).check()
    await dialog().getByLabel('入会日').fill('2026-11-03')
    await dialog().getByLabel('時刻').fill('09:30')
    await dialog().getByLabel('口数').fill('3')
    await dialog().getByRole('textbox', { name: 'メール（任意）' }).fill('taro@example.com')
    await dialog().getByLabel('ウェブ').fill('https://example.com/')
    await dialog()
      .getByLabel('名簿')
      .setInputFiles({ name: '会員.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n') })
    await dialog().getByRole('button', { name: '会員.csv を外す' }).waitFor()
    await dialog().getByRole('button', { name: '送信' }).click()
    await dialog().waitFor({ state: 'detached' })
    const { 名簿, ...others } = submitted
    const { files } = 名簿 as { files: Array<{ name: string; size: number; filetype: string }> }
    expect(files.map(({ name, size, filetype }) => ({ name, size, filetype }))).toEqual([
      { name: '会員.csv', size: 4, filetype: 'csv' },
    ])
    expect(others).toEqual({
      都道府県: { type: 'static_select', selected_option: option('京都府', '26') },
      会員種別: {
        type: 'multi_static_select',
        selected_options: [option('賛助会員', 'supporting'), option('正会員', 'regular')],
      },
      担当者: { type: 'users_select', selected_user: 'U_SECRETARIAT' },
      担当者たち: { type: 'multi_users_select', selected_users: ['U_GUEST'] },
      投稿先: { type: 'conversations_select', selected_conversation: 'C_GENERAL' },
      ステータス: { type: 'checkboxes', selected_options: STATUS },
      メールの有無: { type: 'radio_buttons', selected_option: MAIL[1] },
      入会日: { type: 'datepicker', selected_date: '2026-11-03' },
      時刻: { type: 'timepicker', selected_time: '09:30' },
      口数: { type: 'number_input', value: '3' },
      メール: { type: 'email_text_input', value: 'taro@example.com' },
      ウェブ: { type: 'url_text_input', value: 'https://example.com/' },
      count: { type: 'static_select', selected_option: null },
    })
  })

  it('outside of inputs go to the app at once, and keep what was chosen', async () => {
    await say(page, '/member')
    await dialog().waitFor()
    await pick('表示件数', '20', '20件')
    await dialog().getByRole('button', { name: 'その他の操作' }).click()
    await page.getByRole('menuitem', { name: 'メール' }).click()
    await until(() => acted.length === 2)
    expect(acted).toEqual([
      ['n', '20'],
      ['more', 'm'],
    ])
    await expect.poll(() => dialog().getByRole('combobox', { name: '表示件数' }).inputValue()).toBe('20件')
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  })
})
