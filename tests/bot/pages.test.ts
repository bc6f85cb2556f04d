import { describe, expect, it } from 'vitest'
import { PATH } from '../../src/views/pages/paths.ts'
import type { FormBrowser } from '../support/formBrowser.ts'
import { usePages } from './pageStage.ts'

const pages = usePages()

describe('every page', () => {
  const PLAIN = [PATH.login, PATH.forgot, PATH.leave, `${PATH.apply}DEMO`]

  it.each([...PLAIN, PATH.reset, PATH.leaveConfirm, PATH.applyConfirm, PATH.style])(
    '%s runs no script, loads nothing, and is kept, framed and told of by nobody',
    async (path) => {
      const browser = pages.visitor()
      const { headers } = await browser.get(path)
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cache-control')).toBe(path === PATH.style ? 'public, max-age=3600' : 'no-store')
      expect(browser.html).not.toMatch(/<script|javascript:|\son\w+=|style="/i)
    },
  )

  it.each(PLAIN)('%s is in the language that the browser asks for, Japanese otherwise', async (path) => {
    const titleIn = async (language: string) => {
      const browser = pages.visitor({ 'accept-language': language })
      await browser.get(path)
      expect(/<html lang="(..)">/.exec(browser.html)?.[1]).toBe(
        /[ぁ-ん一-龠ァ-ン]/u.test(browser.title) ? 'ja' : 'en',
      )
      return browser.title
    }
    const [ja, en] = [await titleIn('ja'), await titleIn('en')]
    expect(ja).not.toBe(en)
    expect(await titleIn('en-GB,ja;q=0.9')).toBe(en)
    expect(await titleIn('ja,en-US;q=0.8')).toBe(ja)
    expect(await titleIn('fr')).toBe(ja)
    expect(await titleIn('')).toBe(ja)
  })

  it('gives each field its label, its hint and its error', async () => {
    const browser = pages.visitor()
    await browser.get(`${PATH.apply}DEMO`)
    const ids = [...browser.html.matchAll(/<(?:input|select|textarea) id="([^"]+)"/g)].map(([, name]) => name)
    expect(ids.slice(0, 5)).toEqual(['familyName', 'givenName', 'familyKana', 'givenKana', 'email'])
    for (const name of ids) expect(browser.html).toContain(`<label for="${name}">`)
    const refused = await browser.post({
      familyName: '<b onmouseover="x">\u202e',
      email: 'x',
    })
    expect(refused.status).toBe(422)
    expect(browser.html).toContain('<p class="problem" role="alert">入力内容をご確認ください。</p>')
    expect(browser.html).toMatch(
      /<input id="email"[^>]*value="x"[^>]*aria-describedby="email-error" aria-invalid="true">/,
    )
    expect(browser.html).toContain('value="&lt;b onmouseover=&quot;x&quot;&gt;[U+202E]"')
  })

  it('answers what it does not know, and no other method', async () => {
    const browser = pages.visitor()
    expect((await browser.get('/nothing')).status).toBe(404)
    expect((await browser.get(`${PATH.apply}NOBODY`)).status).toBe(404)
    expect((await browser.get(PATH.logout)).status).toBe(405)
    expect((await fetch(`${pages.base}${PATH.login}`, { method: 'DELETE' })).status).toBe(405)
    expect((await browser.get(`${PATH.reset}?token=x`)).status).toBe(410)
    expect((await browser.get(`${PATH.leaveConfirm}?token=${'a'.repeat(43)}`)).status).toBe(410)
    expect((await browser.get(`${PATH.applyConfirm}?token=`)).status).toBe(410)
  })
})

describe('a form', () => {
  const fields = { loginId: 'DEMO1', password: 'x' }
  const forged = async (
    browser: FormBrowser,
    path: string = PATH.login,
    more: Record<string, string> = {},
    headers = {},
  ) => (await browser.post({ ...fields, ...more }, { path, headers })).status

  it('is taken from our own page in the same browser only', async () => {
    const browser = pages.visitor()
    await browser.get(PATH.login)
    expect(await forged(browser)).toBe(401)
    await browser.get(PATH.login)
    expect(await forged(browser, PATH.login, { signature: '' })).toBe(403)
    expect(await forged(browser, PATH.login, { signature: 'x'.repeat(43) })).toBe(403)
    await browser.get(PATH.forgot)
    expect(await forged(browser)).toBe(403)
    const stranger = pages.visitor()
    stranger.html = browser.html
    expect(await forged(stranger, PATH.forgot)).toBe(403)
    expect(stranger.title).toBe('もう一度お試しください')
  })

  it.each([
    [403, { 'sec-fetch-site': 'cross-site' }],
    [403, { 'sec-fetch-site': 'same-site' }],
    [403, { origin: 'https://evil.example.com' }],
    [401, { 'sec-fetch-site': 'same-origin', origin: 'null' }],
    [401, { 'sec-fetch-site': 'none' }],
    [401, { origin: 'null' }],
  ])('is answered %i with %j', async (status, headers) => {
    const browser = pages.visitor()
    await browser.get(PATH.login)
    expect(await forged(browser, PATH.login, {}, headers)).toBe(status)
  })

  it('of another kind, or of a size that no form has, is not read', async () => {
    const browser = pages.visitor()
    await browser.get(PATH.login)
    expect(await forged(browser, PATH.login, {}, { 'content-type': 'text/plain' })).toBe(415)
    expect(await forged(browser, PATH.login, { password: 'x'.repeat(2_000_000) })).toBe(413)
  })
})

it('says an incident where the database is away, and logs nothing of anybody', async () => {
  const { secret, loginId } = await pages.issue('reset')
  const other = await pages.serve({ roll: { read: {} } as never, publicUrl: 'https://meibo.example.com' })
  const response = await fetch(`http://127.0.0.1:${other.port}${PATH.reset}?token=${secret}`)
  expect(response.status).toBe(503)
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-meibo-form=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/),
  ])
  const incident = /受付番号 (\w{6})/.exec(await response.text())?.[1]
  await other.close()
  expect(pages.lines.join('')).toContain(`"incident":"${incident}"`)
  for (const text of [secret, loginId]) expect(pages.lines.join('')).not.toContain(text)
})
