import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Answered, type Desk, openDesk, wordsOf } from './workspace.ts'

const USER = 'U_OFFICER'
const INCIDENT =
  /^ただいま処理を完了できませんでした。入力内容は保存されていません。しばらくしてからもう一度お試しください（受付番号 ([2-9A-HJ-NP-Z]{6})）。$/u

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
}, 60_000)
afterEach(() => desk.closeAll(USER))
afterAll(() => desk.close())

/** The incident's number as the user reads it has to stand in the log, or nobody could find what happened. */
function expectIncident(words: string): void {
  const number = INCIDENT.exec(words)?.[1]
  expect(words).toMatch(INCIDENT)
  expect(desk.lines.filter((line) => line.includes(`"incident":"${number}"`)).length).toBe(1)
}

describe('Slack itself in trouble', () => {
  it.each(['ratelimited', 'server_error', 'disconnect'])(
    'says so where a form can not be opened (%s), and opens it at the next try',
    async (kind) => {
      await desk.api.post('fault', { method: 'views.open', kind, retry_after: 30 })
      expectIncident(await desk.words(USER, '/member 検索'))
      const { view } = await desk.ask(USER, '/member 検索')
      expect(view?.callback_id).toBe('search.submit')
    },
  )

  it('comes back by itself when the connection was closed', async () => {
    await desk.api.post('fault', { kind: 'disconnect' })
    await desk.sandbox.whenConnected()
    expect(await desk.total(USER, '/member 検索 DEMO00050')).toBe(1)
  })
})

/** A sentence as the whole answer; patterns stay as they are. */
const whole = (answer: string | RegExp): RegExp =>
  typeof answer === 'string' ? new RegExp(`^${answer.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')}$`, 'u') : answer

/** Takes the test's database away from everybody, as a stopped server does, until `mend`. */
async function cutDatabase(): Promise<() => Promise<void>> {
  const name = new URL(desk.db.url).pathname.slice(1)
  const admin = new Client({ connectionString: inject('testServer').adminUrl })
  await admin.connect()
  await admin.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`)
  await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name])
  return async () => {
    await admin.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`)
    await admin.end()
  }
}

it('says a plain sentence with a number while the database is away, keeps what was typed, and recovers', async () => {
  const { message: results } = await desk.ask(USER, '/member 一覧 個人')
  const { view } = await desk.ask(USER, '/member 検索')
  const values = { family: { type: 'plain_text_input', value: '髙橋' } }
  const mend = await cutDatabase()
  try {
    const command = await desk.api.post('command', { user: USER, channel: 'C_GENERAL', text: '/member 高橋' })
    expect(command).toMatchObject({ ok: true, error: null })
    const said = async () => wordsOf((await desk.api.messages(USER, 'C_GENERAL')).at(-1)?.['blocks'])
    await expect.poll(said, { timeout: 3000 }).toMatch(INCIDENT)
    expectIncident(await said())
    expectIncident(
      wordsOf((await desk.pressIn(USER, results, 'block.paging', 'results.next')).message?.blocks),
    )
    const { ack } = await desk.api.post('submit', { user: USER, view_id: view?.id ?? '', values })
    const { errors, response_action } = ack as { errors: Record<string, string>; response_action: string }
    expect([response_action, Object.keys(errors).length]).toEqual(['errors', 1])
    expectIncident(Object.values(errors)[0] ?? '')
  } finally {
    await mend()
  }
  const { ack } = await desk.api.post('submit', { user: USER, view_id: view?.id ?? '', values })
  expect(ack).toEqual({ response_action: 'clear' })
  await expect
    .poll(async () => wordsOf((await desk.api.messages(USER, 'C_GENERAL')).at(-1)?.['blocks']))
    .toContain('氏に「髙橋」を含む')
  const turned = await desk.pressIn(USER, results, 'block.paging', 'results.next')
  expect(wordsOf(turned.message?.blocks)).toMatch(/2 \/ \d+ ページ/)
}, 30_000)

describe('texts that are too long', () => {
  it.each([
    ['/member 検索 ', 3000, /検索の条件が長すぎます（\d+文字）。\d+文字以内でご入力ください。/],
    ['/member ', 3000, /検索の条件が長すぎます（\d+文字）。\d+文字以内でご入力ください。/],
    ['/member 詳細 ', 3000, /^長すぎます。32文字以内でご入力ください。$/],
    [
      '/member 一覧 ',
      3000,
      /^「あ{40}」という会員区分はありません。指定できるのは「個人」「施設」「賛助」です。$/,
    ],
  ])('%s and %i more letters are answered with what is wrong', async (verb, count, answer) => {
    expect(await desk.words(USER, `${verb}${'あ'.repeat(count)}`)).toMatch(answer)
  })

  it('has Slack itself refuse more than the field takes', async () => {
    const { view } = await desk.ask(USER, '/member 検索')
    const value = { type: 'plain_text_input', value: 'あ'.repeat(501) }
    const refused = await desk.api.post('submit', {
      user: USER,
      view_id: view?.id ?? '',
      values: { family: value },
    })
    expect([refused.ok, Object.keys(refused['errors'] as object)]).toEqual([false, ['family']])
  })
})

describe('words that nobody knows', () => {
  it.each([
    [
      '/member 検索 所蔵:大学',
      '「所蔵」という検索項目はありません。もしかして：「所属」「学会」「キーワード」「会員番号」「氏名」',
    ],
    ['/member 検索 都道府県:東亰都', /^「都道府県」に「東亰都」という値はありません。もしかして：「東京都」/],
    ['/member 検索 状態:', '「状態」に続けて値をご入力ください。例：状態:…'],
    ['/member 検索 入会申請日:いつか', /^「入会申請日」の日付「いつか」を読み取れませんでした。/],
    ['/member 検索 並び:身長', /^「並び」に「身長」という値はありません。/],
    ['/member 一覧 動物', '「動物」という会員区分はありません。指定できるのは「個人」「施設」「賛助」です。'],
    ['/member serach 高橋', /^「serach」というコマンドはありません。もしかして：「search」/],
    ['/member ヘプル', /^「ヘプル」というコマンドはありません。もしかして：「ヘルプ」/],
    ['/member 詳細', '会員番号をご入力ください。例：/member 詳細 DEMO00001'],
    ['/member DEMO99995', /^会員番号「DEMO99995」の会員は見つかりませんでした。/],
    ['/member 検索 学会:海洋 高橋', /^「海洋」という学会は見つかりませんでした。/],
  ])('%s', async (text, answer) => {
    const words = await desk.words(USER, text)
    expect(words).toMatch(whole(answer))
  })
})

/** A message of the bot's own with a button of any value, as a forger's client would send it. */
async function forged(action_id: string, value: string): Promise<Answered> {
  const channel = 'D_U_OFFICER'
  const text = { type: 'plain_text', text: '押す' }
  const element = { type: 'button', action_id, text, value }
  const blocks = [{ type: 'actions', block_id: 'forged', elements: [element] }]
  const { ts } = await desk.api.api('chat.postMessage', { channel, text: '偽', blocks })
  return desk.press(USER, { channel, message_ts: String(ts), block_id: 'forged', action_id })
}

const PLEASE_CHECK = '入力内容をご確認ください。'
const GONE = 'この検索結果は期限が切れたか、現在の権限ではご覧になれません。もう一度検索してください。'
const NO_ROLE = /^会員名簿を操作する権限がありません。/

describe('buttons with values of somebody’s own making', () => {
  it.each([
    ['member.show', '1234.abc', PLEASE_CHECK],
    ['member.show', '1234', PLEASE_CHECK],
    ['member.show', '1234.1.2', PLEASE_CHECK],
    ['member.show', '1234.999999999', /の会員は見つかりませんでした。/],
    ['member.show', '9999.1', /このワークスペースには学会が登録されていません。|権限がありません/],
    ['member.show', '5678.1', NO_ROLE],
    ['results.next', '5678.1.1', NO_ROLE],
    ['results.next', '1234.999999.1', GONE],
    ['results.sort', "1234.1.number-asc'; DROP TABLE member", PLEASE_CHECK],
    ['search.edit', '1234.999999', GONE],
    ['search.widen', '1234.0', PLEASE_CHECK],
    ['nobody.knows', '1234.1', 'このボタンは現在ご利用になれません。もう一度 /member からお開きください。'],
  ] as const)('%s with %s', async (action, value, answer) => {
    const { message, view } = await forged(action, value)
    expect(view).toBeUndefined()
    const words = wordsOf(message?.blocks)
    expect(words).toMatch(whole(answer))
  })

  it('opens no member of another society under the own society’s id', async () => {
    const { rows } = await desk.db.pool.query<{ id: number }>(
      `SELECT a.id FROM member a WHERE a.society_id = 5678 AND NOT EXISTS
        (SELECT 1 FROM member b WHERE b.society_id = 1234 AND b.id = a.id) LIMIT 1`,
    )
    const id = rows[0]?.id ?? (await firstAbove())
    const { message, view } = await forged('member.show', `1234.${id}`)
    expect(view).toBeUndefined()
    expect(wordsOf(message?.blocks)).toContain('の会員は見つかりませんでした。')
  })

  /** Where every id of 5678 is also one of 1234, the number after the last stands for it. */
  async function firstAbove(): Promise<number> {
    const { rows } = await desk.db.pool.query<{ id: number }>('SELECT max(id) + 1 AS id FROM member')
    return rows[0]?.id ?? 0
  }

  it('keeps a search for dues from who may not see them, and any search from everybody when it is too old', async () => {
    const { message } = await desk.ask('U_TREASURER', '/member 検索 会費:滞納')
    const { rows } = await desk.db.pool.query<{ id: number }>(
      `SELECT id FROM result_set WHERE society_id = 1234 AND owner = 'T_MEIBO:U_TREASURER' ORDER BY id DESC LIMIT 1`,
    )
    const id = rows[0]?.id ?? 0
    expect(wordsOf((await forged('search.edit', `1234.${id}`)).message?.blocks)).toBe(GONE)
    await desk.db.pool.query(
      `UPDATE result_set SET created_at = '2026-11-01', expires_at = '2026-11-02' WHERE society_id = 1234 AND id = $1`,
      [id],
    )
    const stale = await desk.pressIn('U_TREASURER', message, 'block.tools', 'search.edit')
    expect(wordsOf(stale.message?.blocks)).toBe(GONE)
  })
})

describe('a double click', () => {
  it('on ▶ turns one page', async () => {
    const { message } = await desk.ask(USER, '/member 一覧 個人')
    const click = () => desk.pressIn(USER, message, 'block.paging', 'results.next')
    const [first] = await Promise.all([click(), click().catch(() => undefined)])
    expect(wordsOf(first?.message?.blocks)).toMatch(/2 \/ \d+ ページ/)
    const now = (await desk.api.messages(USER, 'C_GENERAL')).find(({ ts }) => ts === message?.ts)
    expect(wordsOf(now?.['blocks'])).toMatch(/2 \/ \d+ ページ/)
  })

  it('on 検索する searches once', async () => {
    const { view } = await desk.ask(USER, '/member 検索')
    const before = await searches()
    const submit = () => desk.api.post('submit', { user: USER, view_id: view?.id ?? '', values: {} })
    const answers = await Promise.all([submit(), submit()])
    expect(answers.filter(({ ok }) => ok).length).toBeGreaterThan(0)
    await expect.poll(async () => (await desk.api.state(USER)).views.length).toBe(0)
    expect((await searches()) - before).toBe(answers.filter(({ ok }) => ok).length)
  })

  const searches = async () => {
    const { rows } = await desk.db.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM result_set')
    return rows[0]?.n ?? 0
  }
})

it('logs every trouble without a word of any member', () => {
  expect(desk.lines.join('\n')).not.toMatch(/[ぁ-んァ-ヶ一-龠]|example\.com|takahashi/iu)
})
