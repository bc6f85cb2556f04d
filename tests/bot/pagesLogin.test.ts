import { describe, expect, it } from 'vitest'
import { PATH } from '../../src/views/pages/paths.ts'
import { usePages } from './pageStage.ts'

const pages = usePages()
const OWN = 'tiger violin seven'

describe('logging in', () => {
  it('leads past the initial password to a page that says so, and out again', async () => {
    const { loginId, secret } = await pages.issue('welcome')
    const browser = pages.visitor()
    await browser.get(PATH.login)
    const first = await browser.post({ loginId, password: secret })
    expect([first.status, first.headers.get('location')]).toEqual([303, PATH.change])
    expect(first.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^meibo-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ])
    expect((await browser.get(PATH.welcome)).headers.get('location')).toBe(PATH.change)
    await browser.get(PATH.change)
    expect(browser.title).toBe('新しいパスワードの設定')
    const change = (more: Record<string, string>) =>
      browser.post({ current: secret, next: OWN, again: OWN, ...more })
    expect((await change({ next: 'tiger', again: 'tiger' })).status).toBe(422)
    expect(browser.html).toContain('15文字以上にしてください。')
    expect(browser.html).not.toContain('tiger')
    await change({ again: 'another one of mine' })
    expect(browser.html).toContain('二つの入力が一致しません。')
    await change({ current: 'x' })
    expect(browser.html).toContain('現在のパスワードが正しくありません。')
    expect((await change({})).status).toBe(200)
    expect(browser.title).toBe('パスワードを設定しました')
    expect((await browser.get(PATH.welcome)).headers.get('location')).toBe(PATH.login)
    await browser.get(PATH.login)
    const again = await browser.post({ loginId, password: OWN })
    expect(again.headers.get('location')).toBe(PATH.welcome)
    await browser.get(PATH.welcome)
    expect(browser.html).toContain(`ログイン用仮ID ${loginId} でログインしています。`)
    await browser.post({})
    expect(browser.title).toBe('ログアウトしました')
    expect((await browser.get(PATH.welcome)).headers.get('location')).toBe(PATH.login)
  })

  it('tells a stranger nothing: not who exists, not what was wrong', async () => {
    const { loginId } = await pages.issue('welcome')
    const answers: string[] = []
    for (const typed of [loginId, 'DEMO99998', "' OR true --"]) {
      const browser = pages.visitor()
      await browser.get(PATH.login)
      const { status } = await browser.post({ loginId: typed, password: OWN.toUpperCase() })
      answers.push(`${status} ${browser.html.replace(/value="[^"]*"/g, '')}`)
    }
    expect(new Set(answers).size).toBe(1)
    const forgotten: string[] = []
    for (const typed of [loginId, 'nobody@example.com', '\u0000']) {
      const browser = pages.visitor()
      await browser.get(PATH.forgot)
      const { status } = await browser.post({ typed: `${typed}x` })
      forgotten.push(`${status} ${browser.html}`)
    }
    expect(new Set(forgotten).size).toBe(1)
  })
})

describe('trying', () => {
  it('is stopped after a while, for one login from anywhere and for one network at any login', async () => {
    const ask = async (network: string, typed: string) => {
      const browser = pages.visitor({ 'x-forwarded-for': `9.9.9.9, ${network}` })
      await browser.get(PATH.forgot)
      return (await browser.post({ typed })).status
    }
    const all = (count: number, one: (index: number) => Promise<number>) =>
      Promise.all(Array.from({ length: count }, (_, index) => one(index)))
    const same = await all(5, (index) =>
      ask(`192.0.2.${index}`, index % 2 === 0 ? 'DEMO77777' : ' demo77777'),
    )
    expect(same.filter((status) => status === 429)).toHaveLength(2)
    const near = await all(21, (index) => ask('198.51.100.1', `DEMO8${index}`))
    expect(near.filter((status) => status === 429)).toHaveLength(1)
    expect(await ask('198.51.100.2', 'DEMO90')).toBe(200)
  })

  it('a password takes a try of the login, whatever comes of it', async () => {
    const browser = pages.visitor()
    await browser.get(PATH.login)
    await browser.post({ loginId: 'DEMO66666', password: 'x' })
    expect(await pages.stage.rows('SELECT tokens FROM flood_bucket ORDER BY tokens')).toEqual([
      { tokens: 9 },
      { tokens: 29 },
    ])
  })
})

describe('a mailed link', () => {
  it('to set a password is looked at as often as a mail program likes, and used once', async () => {
    const { loginId, secret } = await pages.issue('reset')
    const browser = pages.visitor()
    for (let look = 0; look < 3; look += 1) {
      expect((await browser.get(`${PATH.reset}?token=${secret}`)).status).toBe(200)
    }
    expect(browser.html).toContain(`<dd>${loginId}</dd>`)
    const set = () => browser.post({ next: OWN, again: OWN })
    const page = browser.html
    expect((await set()).status).toBe(200)
    expect(browser.title).toBe('パスワードを設定しました')
    browser.html = page
    expect((await set()).status).toBe(410)
  })

  it('to leave says who would leave what, and what becomes of it', async () => {
    const { secret, number } = await pages.issue('leave')
    const browser = pages.visitor()
    await browser.get(`${PATH.leaveConfirm}?token=${secret}`)
    expect(browser.title).toBe('退会の確認')
    expect(browser.html).toContain(`<dd>${number}</dd>`)
    expect(browser.html).not.toMatch(/却下|滞納|無効/)
  })
})
