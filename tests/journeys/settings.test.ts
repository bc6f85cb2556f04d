import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../sandbox/script.ts'
import { type Answered, openWorkspace, type Workspace, wordsOf } from './workspace.ts'

let work: Workspace
beforeAll(async () => {
  work = await openWorkspace()
}, 60_000)
afterAll(() => work.close())

const OFFICE = 'U_SECRETARIAT'
const option = (value: string) => ({ selected_option: { value } })
const ticked = (...values: string[]) => ({ selected_options: values.map((value) => ({ value })) })
const text = (value: string) => ({ type: 'plain_text_input', value })
const typed = (value: string) => ({ type: 'number_input', value })
const submit = (view: Answered['view'], values: Record<string, unknown>, user = OFFICE) =>
  work.api.post('submit', { user, view_id: view?.id ?? '', values })
const errorsOf = (answer: { ack: unknown }) => (answer.ack as { errors: Record<string, string> }).errors
const ackWords = (answer: { ack: unknown }) =>
  wordsOf((answer.ack as { view?: { blocks: unknown } }).view?.blocks)

/** Opens a list from the first screen. */
async function list(code: string, user = OFFICE) {
  const home = await work.ask(user, '/member 設定')
  return work.press(user, {
    view_id: home.view?.id ?? '',
    block_id: `block.settings-${code}`,
    action_id: code === 'society' ? 'setting.open' : 'settings.list',
  })
}

/** Opens the setting of a list whose name begins so. */
async function setting(code: string, name: string, user = OFFICE) {
  const opened = await list(code, user)
  const options = JSON.stringify(opened.view?.blocks)
  const value = new RegExp(`"text":"${name}[^"]*"[^}]*\\},"value":"([^"]+)"`, 'u').exec(options)?.[1] ?? ''
  return work.press(user, {
    view_id: opened.view?.id ?? '',
    block_id: 'block.entries',
    action_id: 'setting.choose',
    ...option(value),
  })
}

async function closeAll(user = OFFICE) {
  const [top] = (await work.api.state(user)).views.slice(-1)
  if (top !== undefined) await work.api.post('close', { user, view_id: top.id, all: true })
}

describe('設定', () => {
  it('opens every list for the office, and nothing for others', async () => {
    const home = await work.ask(OFFICE, '/member 設定')
    const words = wordsOf(home.view?.blocks)
    for (const name of [
      '会員種別',
      '学会役職',
      '会則・規程',
      '役割と権限',
      '退会理由',
      '追加質問',
      'メールのテンプレート',
    ])
      expect(words).toContain(name)
    await closeAll()
    const refused = await work.ask('U_OFFICER', '/member 設定')
    expect(wordsOf(refused.message?.blocks)).toContain('「設定」の権限が必要です')
  })

  it('saves the society in place', async () => {
    const { view } = await list('society')
    expect(wordsOf(view?.blocks)).toContain('コード　DEMO')
    const wrong = await submit(view, { invoiceRegistration: text('T123') })
    expect(errorsOf(wrong)).toEqual({ invoiceRegistration: '登録番号は T と数字13桁でご入力ください。' })
    const registration = { invoiceRegistration: text('T0000000001234') }
    const unchanged = await submit(view, registration)
    expect(ackWords(unchanged)).toContain('変更された項目がありません。')
    const saved = await submit(await work.api.top(OFFICE, 2), { nameEn: text('Demo Society') })
    expect(ackWords(saved)).toContain('「架空医学研究会」を保存しました。')
    const { rows } = await work.db.pool.query(`SELECT name_en FROM society WHERE society_id = 1234`)
    expect(rows).toEqual([{ name_en: 'Demo Society' }])
    await closeAll()
  })

  it('changes an entry of a list, goes back to the list, and on to the next', async () => {
    const first = await setting('office', '副会長')
    expect(wordsOf(first.view?.blocks)).toContain('コード　vice_president')
    expect(errorsOf(await submit(first.view, { seats: typed('1') }))).toEqual({
      seats: 'この設定を使っている2名の在任者があるため、変更できません。',
    })
    const saved = await submit(first.view, { seats: typed('3') })
    expect(ackWords(saved)).toContain('「副会長」を保存しました。')
    const back = await work.api.top(OFFICE, 2)
    const add = await work.press(OFFICE, {
      view_id: back.id,
      block_id: 'block.entries',
      action_id: 'setting.open',
    })
    const made = await submit(add.view, {
      code: text('librarian'),
      name: text('図書委員'),
      nameEn: text('Librarian'),
      group: option('committee'),
      sortOrder: typed('9'),
    })
    expect(ackWords(made)).toContain('「図書委員」を保存しました。')
    const { rows } = await work.db.pool.query(
      `SELECT code, seats FROM position WHERE society_id = 1234 AND code IN ('vice_president', 'librarian') ORDER BY 1`,
    )
    expect(rows).toEqual([
      { code: 'librarian', seats: null },
      { code: 'vice_president', seats: 3 },
    ])
    await closeAll()
  })

  it('tells the second of two who was first, and keeps what they typed', async () => {
    const mine = await setting('type', '賛助会員')
    const theirs = await setting('type', '賛助会員', 'U_SECRETARIAT2')
    await submit(theirs.view, { nameEn: text('Sponsor') }, 'U_SECRETARIAT2')
    await closeAll('U_SECRETARIAT2')
    const late = await submit(mine.view, { nameEn: text('Supporter') })
    expect(ackWords(late)).toContain('この画面を開いたあとに、<@U_SECRETARIAT2>が設定を変更しました')
    const again = await submit(await work.api.top(OFFICE, 2), { nameEn: text('Supporter') })
    expect(ackWords(again)).toContain('「賛助会員」を保存しました。')
    await closeAll()
  })

  it('makes a rule, and refuses one that members break, with how many', async () => {
    const opened = await list('rule')
    const add = await work.press(OFFICE, {
      view_id: opened.view?.id ?? '',
      block_id: 'block.entries',
      action_id: 'setting.open',
    })
    const rule = { subject: option('type:regular'), effect: option('requires'), active: ticked('active') }
    const broken = await submit(add.view, { ...rule, object: option('group:officer') })
    expect(errorsOf(broken)['object']).toMatch(
      /^この規程に合わない会員が\d+名いるため、保存できません（(\d+、){4}\d+ ほか）。$/u,
    )
    const made = await submit(add.view, { ...rule, object: option('member') })
    expect(ackWords(made)).toContain('「正会員は会員に限る」を保存しました。')
    await closeAll()
  })

  it('never lets the office lock itself out', async () => {
    const { view } = await setting('role', '事務局')
    const refused = await submit(view, { group: text('S_OFFICER2') })
    expect(ackWords(refused)).toContain('ご自身が設定を開けなくなります')
    await closeAll()
    expect((await work.ask(OFFICE, '/member 設定')).view).toBeDefined()
    await closeAll()
  })

  it('gives a role of the society’s own its permissions at once', async () => {
    const opened = await list('role')
    const add = await work.press(OFFICE, {
      view_id: opened.view?.id ?? '',
      block_id: 'block.entries',
      action_id: 'setting.open',
    })
    await submit(add.view, {
      code: text('reader'),
      name: text('閲覧係'),
      nameEn: text('Reader'),
      group: text('S_READER'),
      permissions: { selected_options: [{ value: 'member.read' }] },
    })
    const { rows } = await work.db.pool.query(
      `SELECT r.slack_group_id, g.permission FROM role r JOIN role_grant g ON g.society_id = r.society_id AND g.role_code = r.code
       WHERE r.society_id = 1234 AND r.code = 'reader'`,
    )
    expect(rows).toEqual([{ slack_group_id: 'S_READER', permission: 'member.read' }])
    await closeAll()
  })
})

describe('役割の点検', () => {
  const open = async () => {
    const home = await work.ask(OFFICE, '/member 設定')
    return work.press(OFFICE, {
      view_id: home.view?.id ?? '',
      block_id: 'block.settings-review',
      action_id: 'roles.review',
    })
  }

  it('shows who is in which group, links people to members, and is confirmed', async () => {
    await work.db.pool.query(`DELETE FROM slack_identity WHERE society_id = 1234`)
    const { rows } = await work.db.pool.query<{ number: string }>(
      `SELECT m.number FROM position_holding h JOIN member m ON m.society_id = h.society_id AND m.id = h.member_id
       WHERE h.society_id = 1234 AND h.position_id = 4 AND h.ended_on IS NULL ORDER BY m.id`,
    )
    const number = rows[0]?.number ?? ''
    const { view } = await open()
    expect(wordsOf(view?.blocks)).toMatch(
      /<@U_TREASURER>[\s\S]*（会員未登録）：どの会員の方か登録されていません/u,
    )
    const user = { type: 'users_select', selected_user: 'U_TREASURER' }
    expect(errorsOf(await submit(view, { user, number: text('NOBODY99999') }))).toEqual({
      number: '会員番号「NOBODY99999」の会員は見つかりませんでした。',
    })
    const linked = await submit(view, { user, number: text(number) })
    expect(ackWords(linked)).toContain(`会員番号 ${number} と結び付けました。`)
    expect(ackWords(linked)).toContain(`${number}：問題ありません`)
    const top = await work.api.top(OFFICE, 2)
    const own = { type: 'users_select', selected_user: OFFICE }
    const refused = await submit(top, { 'user#1': own, 'number#1': text(rows[1]?.number ?? '') })
    expect(ackWords(refused)).toContain('ご自身が設定を開けなくなります')
    const now = await work.api.top(OFFICE, 2)
    const confirmed = await work.press(OFFICE, {
      view_id: now.id,
      block_id: 'block.review',
      action_id: 'roles.confirm',
    })
    expect(wordsOf(confirmed.view?.blocks)).toContain('点検済みとして記録しました。')
    const reviewed = await work.db.pool.query(
      `SELECT 1 FROM audit_entry WHERE society_id = 1234 AND action = 'roles.reviewed'`,
    )
    expect(reviewed.rowCount).toBe(1)
    await closeAll()
  })

  it('is asked for on the society’s day, in a direct message with a button', async () => {
    const { view } = await list('society')
    const saved = await submit(view, { reviewOn: text('04-01') })
    expect(ackWords(saved)).toContain('を保存しました。')
    await closeAll()
    work.move('2027-04-01T00:00:10+09:00')
    const asked = await until(async () =>
      (await work.api.messages(OFFICE, 'D_U_SECRETARIAT')).findLast((message) =>
        wordsOf(message['blocks']).includes('役割を見直す時期です'),
      ),
    )
    const opened = await work.press(OFFICE, {
      channel: 'D_U_SECRETARIAT',
      message_ts: asked.ts,
      block_id: 'block.review',
      action_id: 'roles.review',
    })
    expect(wordsOf(opened.view?.blocks)).toContain('確認が必要な方が')
    await closeAll()
  })
})
