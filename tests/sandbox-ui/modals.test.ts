import type { App } from '@slack/bolt'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { plain, until } from '../sandbox/script.ts'
import { composer, type Desk, openDesk, say } from './desk.ts'

const input = (block_id: string, label: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id,
  label: plain(label),
  element: { action_id: 'v', ...element },
  ...more,
})

const form = (more: object[] = []) => ({
  type: 'modal' as const,
  callback_id: 'form',
  title: plain('会員を検索'),
  submit: plain('検索'),
  close: plain('やめる'),
  blocks: [
    input('family', '氏', { type: 'plain_text_input' }),
    input('kana', 'フリガナ', { type: 'plain_text_input' }, { optional: true, hint: plain('カタカナ') }),
    input('remarks', '備考', { type: 'plain_text_input', multiline: true }, { optional: true }),
    input('office', '所属機関名', { type: 'external_select', min_query_length: 1 }, { optional: true }),
    {
      type: 'actions',
      block_id: 'more',
      elements: [{ type: 'button', action_id: 'push', text: plain('詳しく') }],
    },
    ...more,
  ] as never[],
})

const OFFICES = ['架空大学', '架空病院', '試験大学'].map((name) => ({ text: plain(name), value: name }))
let submitted: unknown = null

function listen(app: App): void {
  app.command('/member', async ({ ack, body, client }) => {
    await ack()
    await client.views.open({ trigger_id: body.trigger_id, view: form() })
  })
  app.action('push', async ({ ack, body, client }) => {
    await ack()
    if (!('trigger_id' in body)) return
    await client.views.push({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'second',
        title: plain('詳しい条件'),
        submit: plain('追加'),
        blocks: [input('extra', '資格など', { type: 'plain_text_input' }, { optional: true })] as never[],
      },
    })
  })
  app.options('v', async ({ ack, payload }) => {
    await ack({ options: OFFICES.filter(({ value }) => value.includes(payload.value)) })
  })
  app.view('form', async ({ ack, view }) => {
    submitted = Object.fromEntries(Object.entries(view.state.values).map(([id, states]) => [id, states['v']]))
    if (view.state.values['kana']?.['v']?.value === 'やまだ') {
      await ack({ response_action: 'errors', errors: { kana: 'カタカナで入力してください' } })
    } else await ack()
  })
  app.view('second', async ({ ack }) => ack())
}

let desk: Desk
let page: Page
const dialog = () => page.getByRole('dialog')
const field = (name: string) => dialog().getByLabel(name)
const isFocused = (locator: Locator) => () => locator.and(page.locator(':focus')).isVisible()

describe('a modal on the page', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    desk = await openDesk(listen)
    page = await desk.sit('U_OFFICER')
  }, 60_000)
  afterAll(() => desk.close())
  afterEach(async () => {
    submitted = null
    if (await dialog().isVisible())
      await dialog()
        .getByRole('button', { name: /^(すべて)?閉じる$/ })
        .click()
    await dialog().waitFor({ state: 'detached' })
  })

  const openForm = async () => {
    await say(page, '/member 検索')
    await field('氏').waitFor()
  }

  it('opens with the focus in its first field and gives it back when Escape closes it', async () => {
    await openForm()
    await expect.poll(isFocused(field('氏'))).toBe(true)
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    await expect.poll(isFocused(composer(page))).toBe(true)
  })

  it('keeps the Tab key inside', async () => {
    await openForm()
    await dialog().getByRole('button', { name: '検索' }).focus()
    await page.keyboard.press('Tab')
    await expect.poll(isFocused(dialog().getByRole('button', { name: '閉じる' }))).toBe(true)
    await page.keyboard.press('Shift+Tab')
    await expect.poll(isFocused(dialog().getByRole('button', { name: '検索' }))).toBe(true)
  })

  it('asks the app for options as one types, keeps all values behind a pushed view, and submits them', async () => {
    await openForm()
    await field('氏').fill('山田')
    await field('所属機関名').pressSequentially('大学')
    await page.getByRole('option', { name: '架空大学' }).waitFor()
    await expect.poll(() => page.getByRole('option').allTextContents()).toEqual(['架空大学', '試験大学'])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => field('所属機関名').inputValue()).toBe('試験大学')
    await field('備考').fill('一行目')
    await field('備考').press('Enter')
    await field('備考').pressSequentially('二行目')
    await dialog().getByRole('button', { name: '詳しく' }).click()
    await field('資格など').fill('専門医')
    await expect.poll(() => dialog().getByRole('heading', { level: 2 }).textContent()).toBe('詳しい条件')
    await dialog().getByRole('button', { name: '戻る' }).click()
    await field('氏').waitFor()
    await expect.poll(() => field('氏').inputValue()).toBe('山田')
    await expect.poll(() => field('所属機関名').inputValue()).toBe('試験大学')
    await dialog().getByRole('button', { name: '検索' }).click()
    await dialog().waitFor({ state: 'detached' })
    expect(submitted).toEqual({
      family: { type: 'plain_text_input', value: '山田' },
      kana: { type: 'plain_text_input', value: null },
      remarks: { type: 'plain_text_input', value: '一行目\n二行目' },
      office: {
        type: 'external_select',
        selected_option: { text: plain('試験大学'), value: '試験大学' },
      },
    })
  })

  it('shows what is missing without asking the app, then the app’s own error, each under its field', async () => {
    await openForm()
    await field('フリガナ').fill('やまだ')
    await dialog().getByRole('button', { name: '検索' }).click()
    const alerts = () => dialog().getByRole('alert').allTextContents()
    await expect.poll(alerts).toEqual(['このフィールドは必須です。'])
    await expect.poll(isFocused(field('氏'))).toBe(true)
    expect(submitted).toBeNull()

    await page.keyboard.type('山田')
    await dialog().getByRole('alert').waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    await dialog().getByText('カタカナで入力してください').waitFor()
    await expect.poll(isFocused(field('フリガナ'))).toBe(true)
    await expect.poll(() => field('フリガナ').getAttribute('aria-invalid')).toBe('true')
    const described = (await field('フリガナ').getAttribute('aria-describedby')) ?? ''
    const texts = described.split(' ').map((id) => page.locator(`[id="${id}"]`).textContent())
    expect(await Promise.all(texts)).toEqual(['カタカナ', 'カタカナで入力してください'])
    await expect.poll(() => field('氏').inputValue()).toBe('山田')
  })

  it('loses no keystroke and no caret when the app updates the view meanwhile', async () => {
    await openForm()
    const { id } = await desk.script.top('U_OFFICER')
    await field('氏').fill('佐藤花子')
    for (const _ of '花子') await field('氏').press('ArrowLeft')
    const text = 'あいうえおかきくけこ'
    const update = async () => {
      for (let round = 0; round < 10; round += 1) {
        const more = [{ type: 'section', block_id: 'round', text: plain(`更新 ${round}`) }]
        await desk.script.api('views.update', { view_id: id, view: form(more) })
      }
    }
    await Promise.all([update(), page.keyboard.type(text, { delay: 20 })])
    await dialog().getByText('更新 9').waitFor()
    await page.keyboard.type('！')
    await expect.poll(() => field('氏').inputValue()).toBe(`佐藤${text}！花子`)
    await until(async () => {
      const { state } = await desk.script.top('U_OFFICER')
      return state.values['family']?.['v']?.['value'] === `佐藤${text}！花子`
    })
  })

  it('shows what the app changes by itself in a field that nobody edits', async () => {
    await openForm()
    const { id } = await desk.script.top('U_OFFICER')
    const changed = form()
    changed.blocks[0] = input('family#1', '氏', { type: 'plain_text_input', initial_value: '鈴木' }) as never
    await desk.script.api('views.update', { view_id: id, view: changed })
    await until(async () => (await field('氏').inputValue()) === '鈴木')
    await expect.poll(() => field('氏').inputValue()).toBe('鈴木')
  })
})
