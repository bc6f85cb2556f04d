import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reindexMembers } from '../../src/domain/search/reindex.ts'
import { openBrowser, type TestBrowser } from '../support/browser.ts'
import { type Desk, openDesk } from './workspace.ts'

/** Names as somebody may have typed them into the society's web form; what is invisible is shown by its number. */
const HOSTILE = [
  ['<!channel> &amp;', '<!channel> &amp;'],
  ['<@U_OFFICER>', '<@U_OFFICER>'],
  ['=HYPERLINK("http://a.test","x")', '=HYPERLINK("http://a.test","x")'],
  ['\u202e太郎', '[U+202E]太郎'],
  ['山\u200b田', '山[U+200B]田'],
  ['𠮷野', '𠮷野'],
  ['*bold* _i_ ~s~ `c`', '*bold* _i_ ~s~ `c`'],
] as const
const MARK = '敵対テスト所'

let desk: Desk
let browser: TestBrowser
const faults: string[] = []
beforeAll(async () => {
  ;[desk, browser] = await Promise.all([openDesk(), openBrowser()])
  await desk.db.prisma.$transaction(async (tx) => {
    const found = await tx.member.findMany({
      where: { societyId: 1234, lifecycle: 'active', kind: 'individual', isTest: false },
      orderBy: { id: 'asc' },
      take: HOSTILE.length,
      select: { id: true },
    })
    for (const [index, { id }] of found.entries())
      await tx.member.update({
        where: { societyId_id: { societyId: 1234, id } },
        data: { familyName: HOSTILE[index]?.[0] ?? '', givenName: null, affiliation: MARK },
      })
    const ids = found.map(({ id }) => id)
    await reindexMembers(tx, 1234, ids)
  })
}, 60_000)
afterAll(async () => {
  await browser.close()
  await desk.close()
})

async function sit(user: string, place: Record<string, string> = { channel: 'C_GENERAL' }): Promise<Page> {
  const page = await browser.context.newPage()
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(`${desk.sandbox.url}/?${new URLSearchParams({ user, ...place }).toString()}`)
  await page.getByRole('main').waitFor()
  return page
}

async function say(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: /へのメッセージ$|^Message / })
  await composer.fill(text)
  await composer.press('Escape')
  await composer.press('Enter')
}

const last = (page: Page) => page.getByRole('log').getByRole('article').last()
const dialog = (page: Page) => page.getByRole('dialog')

describe('names made to be taken for something else', { timeout: 40_000 }, () => {
  it('stand as they were typed in the results, in the short roll for all, and on the card', async () => {
    const page = await sit('U_OFFICER')
    await say(page, `/member 検索 所属:${MARK}`)
    await last(page).getByText(`検索結果　${HOSTILE.length}名`).waitFor()
    const results = await last(page).innerText()
    for (const [, shown] of HOSTILE) expect(results).toContain(shown)
    await last(page)
      .getByRole('button', { name: /の詳細$/ })
      .first()
      .click()
    await dialog(page).getByText('団体登録情報').waitFor()
    await expect.poll(() => dialog(page).innerText()).toContain(HOSTILE[0][1])
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })

    await last(page).getByRole('button', { name: '簡易名簿をチャンネルに投稿' }).click()
    await page.getByRole('button', { name: '投稿する' }).click()
    await last(page).getByText('さんが投稿しました').waitFor()
    const roll = await last(page).innerText()
    for (const [, shown] of HOSTILE) expect(roll).toContain(shown)
    expect(roll).not.toMatch(/example\.com|〒|有効|フリガナ/u)
    await page.close()
  })

  it('posts no roll where a guest can read it', async () => {
    await desk.api.post('user', { id: 'U_NOROLE', is_restricted: true })
    const { message } = await desk.ask('U_OFFICER', `/member 検索 所属:${MARK}`)
    const refused = await desk.pressIn('U_OFFICER', message, 'block.tools', 'roll.post')
    expect(JSON.stringify(refused.message?.blocks)).toContain(
      'ゲストが参加しているチャンネルには、会員の情報を投稿できません。',
    )
    expect(refused.message?.ephemeral).toBe(true)
    await desk.api.post('user', { id: 'U_NOROLE', is_restricted: false })
  })
})

describe('the search form at the page', { timeout: 40_000 }, () => {
  it('fills 今月, says what is wrong under the field, and empties itself', async () => {
    const page = await sit('U_OFFICER')
    await say(page, '/member 検索')
    const family = dialog(page).getByLabel(/^氏（任意）/)
    await family.fill('髙橋')
    await dialog(page).getByRole('button', { name: '詳細条件を開く' }).click()
    await dialog(page).getByRole('button', { name: '今月' }).click()
    const from = dialog(page).getByLabel(/^入会申請日（から）/)
    await expect.poll(() => from.inputValue()).toBe('2026-11-01')
    expect(
      await dialog(page)
        .getByLabel(/^入会申請日（まで）/)
        .inputValue(),
    ).toBe('2026-11-30')
    await expect.poll(() => family.inputValue()).toBe('髙橋')
    await from.fill('2026-12-24')
    await dialog(page).getByRole('button', { name: '検索する' }).click()
    await dialog(page)
      .getByText('「入会申請日」の期間の始まり（2026-12-24）が終わり（2026-11-30）より後になっています。')
      .waitFor()
    await expect.poll(() => family.inputValue()).toBe('髙橋')
    await dialog(page).getByRole('button', { name: 'リセット' }).click()
    await expect.poll(() => family.inputValue()).toBe('')
    await expect.poll(() => from.inputValue()).toBe('')
    await desk.closeAll('U_OFFICER')
    await page.close()
  })

  it('opens by the ⚡ below the messages', async () => {
    const page = await sit('U_OFFICER')
    await page.getByRole('button', { name: 'ショートカット' }).click()
    await page.getByRole('menuitem', { name: /検索/ }).click()
    await dialog(page).getByRole('button', { name: '検索する' }).waitFor()
    expect((await desk.api.top('U_OFFICER')).callback_id).toBe('search.submit')
    await desk.closeAll('U_OFFICER')
    await page.close()
  })
})

/** The product's own Japanese; what members and the society are called stays as it is. */
const PRODUCT = /検索|会員|条件|詳細|並び|閉じる|役割|状態|有効|無効|都道府県|使い方|一覧|入会|ページ|名です/u

it('says nothing in Japanese to who reads English, also at 390 px', async () => {
  const page = await sit('U_ENGLISH')
  await page.setViewportSize({ width: 390, height: 844 })
  for (const [text, waitFor] of [
    ['/member', 'Your role'],
    ['/member search prefecture:Tokyo', 'found'],
  ] as const) {
    await say(page, text)
    await last(page).getByText(waitFor).first().waitFor()
  }
  const { message } = await desk.ask('U_ENGLISH', '/member search nobodyatall')
  expect(JSON.stringify(message?.blocks)).not.toMatch(PRODUCT)
  // The API answers before the page has drawn the message.
  await last(page).getByText('No member meets these conditions.').waitFor()
  const { view } = await desk.ask('U_ENGLISH', '/member search')
  expect(JSON.stringify(view?.blocks)).not.toMatch(PRODUCT)
  await dialog(page).waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  await page.close()
}, 40_000)

it('made no call that Slack would refuse, and no fault on the page', async () => {
  expect(faults).toEqual([])
  expect(await desk.complaints()).toEqual([])
})
