import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FormBrowser } from '../support/formBrowser.ts'
import { openWorkspace, type Workspace, wordsOf } from './workspace.ts'

interface Mail {
  readonly subject: string
  readonly text: string
  readonly to: readonly string[]
}

let work: Workspace
beforeAll(async () => {
  work = await openWorkspace()
}, 60_000)
afterAll(() => work.close())

const query = async <T>(sql: string) => (await work.db.pool.query(sql)).rows as T[]
const member = async (where: string) => {
  const [one] = await query<{ id: number; number: string; email: string }>(
    `SELECT m.id, m.number, m.email FROM member m WHERE m.society_id = 1234 AND NOT m.is_test AND m.kind = 'individual' AND m.erased_at IS NULL
       AND m.lifecycle = 'active' AND ${where} ORDER BY m.id LIMIT 1`,
  )
  if (one === undefined) throw new Error(`nobody with ${where}`)
  return one
}
const LOGIN = `m.email IS NOT NULL AND EXISTS (SELECT FROM account a WHERE a.id = m.account_id AND a.status = 'active' AND a.login_id = m.number)
  AND 1 = (SELECT count(*) FROM member o WHERE lower(o.email) = lower(m.email) OR o.account_id = m.account_id)`

/** The next mail that comes to somebody. */
async function mailTo(address: string, deed: () => Promise<unknown>): Promise<Mail> {
  const mails = () => work.api.get<Mail[]>('/sandbox/mails')
  const before = (await mails()).length
  await deed()
  for (;;) {
    const found = (await mails()).slice(before).find(({ to }) => to.includes(address))
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const browser = () => new FormBrowser(work.publicUrl)
const linkIn = ({ text }: Mail) => /https?:\/\/\S+/.exec(text)?.[0] ?? ''

async function pressIn(user: string, action_id: string) {
  const { views } = await work.api.state(user)
  return work.press(user, { view_id: views.at(-1)?.id ?? '', block_id: 'block.account', action_id })
}

describe('a password', () => {
  it('comes by mail, is set by the member, is forgotten, and set again', async () => {
    const { number, email } = await member(LOGIN)
    const opened = await work.ask('U_SECRETARIAT', `初期化 ${number}`)
    expect(wordsOf(opened.view?.blocks)).toContain(number)
    expect(wordsOf(opened.view?.blocks)).toContain(
      'ログイン用仮IDと新しい初期パスワードを会員にメールで送信します',
    )
    const welcome = await mailTo(email, async () => {
      const { view } = await pressIn('U_SECRETARIAT', 'account.reset')
      expect(wordsOf(view?.blocks)).toContain(`会員番号 ${number} に、初期パスワードのメールを送信します。`)
    })
    expect(welcome.subject).toBe('【架空医学研究会】ログイン情報のお知らせ')
    expect(welcome.text).toContain(`ログイン用仮ID：${number}\n`)
    const initial = /初期パスワード：(\S+)/.exec(welcome.text)?.[1] ?? ''
    const page = browser()
    expect(await page.open(linkIn(welcome))).toBe('ログイン')
    expect(await page.send({ loginId: number, password: initial })).toBe('新しいパスワードの設定')
    const own = 'tiger violin seven'
    expect(await page.send({ current: initial, next: own, again: own })).toBe('パスワードを設定しました')
    await page.open('/login')
    expect(await page.send({ loginId: number, password: own })).toBe('ログインしました')

    await page.open('/password/forgot')
    const forgotten = await mailTo(email, async () => {
      expect(await page.send({ typed: email })).toBe('受け付けました')
    })
    expect(forgotten.subject).toBe('【架空医学研究会】パスワード再設定のご案内')
    expect(await page.open(linkIn(forgotten))).toBe('新しいパスワードの設定')
    const other = 'violin tiger eight'
    expect(await page.send({ next: other, again: other })).toBe('パスワードを設定しました')
    await page.open('/login')
    expect(await page.send({ loginId: number, password: own })).toBe('ログイン')
    expect(await page.send({ loginId: number, password: other })).toBe('ログインしました')
    expect(work.lines.join('')).not.toMatch(new RegExp(`${email}|${initial}|${own}|token=`))
  }, 60_000)

  it('of a stopped login opens nothing, and the office is asked to let it in again', async () => {
    const { number } = await member(`${LOGIN} AND m.id > 20`)
    await work.ask('U_SECRETARIAT', `reset ${number}`)
    const stopped = await pressIn('U_SECRETARIAT', 'account.suspend')
    expect(wordsOf(stopped.view?.blocks)).toContain(`会員番号 ${number} のアカウントを停止しました。`)
    expect(wordsOf(stopped.view?.blocks)).toContain('先に停止を解除してください')
    const found = await work.ask('U_OFFICER', `検索 番号:${number} アカウント:停止`)
    expect(wordsOf(found.message?.blocks)).toContain(number)
    const resumed = await pressIn('U_SECRETARIAT', 'account.resume')
    expect(wordsOf(resumed.view?.blocks)).toContain(`会員番号 ${number} のアカウントの停止を解除しました。`)
  })

  it('is no business of officers and treasurers', async () => {
    for (const user of ['U_OFFICER', 'U_TREASURER']) {
      const { message } = await work.ask(user, '初期化 DEMO00001')
      expect(wordsOf(message?.blocks)).toContain('の権限が必要です')
    }
  })
})

describe('leaving', () => {
  it('is refused politely with open dues', async () => {
    const { number, email } = await member(`${LOGIN} AND EXISTS (
      SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)`)
    const page = browser()
    await page.open('/withdraw')
    const mail = await mailTo(email, () => page.send({ typed: number }))
    expect(mail.subject).toBe('【架空医学研究会】退会手続きのご案内')
    expect(await page.open(linkIn(mail))).toBe('退会の手続きを進められません')
    expect(page.html).toContain('ご入金の確認ができていない会費があります。')
    expect(page.html + mail.text).not.toMatch(/却下|滞納|無効/)
  })

  it('erases the member, thanks them, and tells the office by number', async () => {
    const { id, number, email } = await member(`${LOGIN} AND m.id > 30 AND NOT EXISTS (
        SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)
      AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id)`)
    const page = browser()
    await page.open('/withdraw')
    const mail = await mailTo(email, () => page.send({ typed: email }))
    expect(await page.open(linkIn(mail))).toBe('退会の確認')
    expect(page.html).toContain(`<dd>${number}</dd>`)
    const farewell = await mailTo(email, async () => {
      expect(await page.send({})).toBe('退会手続きが完了いたしました')
    })
    expect(farewell.subject).toBe('【架空医学研究会】退会手続き完了のお知らせ')
    expect(farewell.text).toContain(`会員番号 ${number} 様`)
    for (const user of ['U_SECRETARIAT', 'U_SECRETARIAT2'])
      await toldInDm(user, `会員番号 ${number} の方が、ご本人のお手続きで退会されました`)
    const shown = await work.ask('U_SECRETARIAT', `詳細 ${number}`)
    expect(wordsOf(shown.message?.blocks)).toContain('見つかりませんでした')
    const left = await query(
      `SELECT address, state FROM letter WHERE society_id = 1234 AND member_id = ${id} AND kind = 'farewell'`,
    )
    expect(left).toEqual([{ address: null, state: 'sent' }])
    expect(work.lines.join('')).not.toContain(email)
  })

  async function toldInDm(user: string, sentence: string): Promise<void> {
    for (;;) {
      const { channels } = await work.api.state(user)
      if (
        channels.some(
          ({ kind, messages }) => kind === 'im' && messages.some(({ text }) => text.includes(sentence)),
        )
      )
        return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
})

describe('applying', () => {
  it('makes an applicant of whoever confirms the address', async () => {
    const page = browser()
    expect(await page.open('/apply/DEMO')).toBe('入会の申請')
    const required = [
      ...page.html.matchAll(
        /<(?:select|textarea) id="(question-\d+)"[^>]*required[^>]*>(?:<option value="">[^<]*<\/option><option value="([^"]*)")?/g,
      ),
    ]
    const answers = Object.fromEntries(required.map(([, key = '', choice = '答え']) => [key, choice]))
    const typed = {
      familyName: '架空',
      givenName: '申子',
      familyKana: 'カクウ',
      givenKana: 'モウコ',
      email: 'moko@example.com',
    }
    const mail = await mailTo('moko@example.com', async () => {
      expect(await page.send({ ...typed, ...answers })).toBe('確認メールをお送りします')
    })
    expect(mail.subject).toBe('【架空医学研究会】入会申請の確認のお願い')
    expect(await page.open(linkIn(mail))).toBe('入会申請の確認')
    expect(await page.send({})).toBe('入会申請を受け付けました')
    expect(await page.open(linkIn(mail))).toBe('このページはご利用になれません')
    const found = await work.ask('U_SECRETARIAT', '検索 メール:moko@example.com 状態:すべて')
    expect(wordsOf(found.message?.blocks)).toContain('申子')
  })
})
