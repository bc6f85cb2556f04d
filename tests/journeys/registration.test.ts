import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../sandbox/script.ts'
import { type Answered, openWorkspace, type Workspace, wordsOf } from './workspace.ts'

let work: Workspace
beforeAll(async () => {
  work = await openWorkspace()
}, 60_000)
afterAll(() => work.close())

const OFFICE = 'U_SECRETARIAT'
const rows = async (sql: string) => (await work.db.pool.query(sql)).rows as Record<string, unknown>[]
const option = (value: string) => ({ selected_option: { value } })
const ticked = (value: string) => ({ selected_options: [{ value }] })
const typed = (value: string) => ({ value })
const dateOf = (selected_date: string) => ({ type: 'datepicker', selected_date })

const submit = (view: Answered['view'], values: Record<string, unknown>, user = OFFICE) =>
  work.api.post('submit', { user, view_id: view?.id ?? '', values })

/** The newest message in a place that the words are in. */
const said = (user: string, words: string) =>
  until(async () =>
    (await work.api.messages(user, 'C_GENERAL')).findLast((message) =>
      wordsOf(message['blocks']).includes(words),
    ),
  )
const closed = (user = OFFICE) => until(async () => (await work.api.state(user)).views.length === 0)
const closeAll = async (user = OFFICE) => {
  const top = (await work.api.state(user)).views.at(-1)
  if (top !== undefined) await work.api.post('close', { user, view_id: top.id, all: true })
  await closed(user)
}

/** What the society wants to know of everybody. */
const ANSWERS = { 'question-1': option('臨床'), 'question-2': option('掲載する') }

async function register(values: Record<string, unknown>): Promise<string> {
  const { view } = await work.ask(OFFICE, '/member 登録')
  const next = /次の会員番号は (\S+) です/.exec(wordsOf(view?.blocks))?.[1] ?? ''
  const done = await submit(view, { familyName: typed('旅'), ...ANSWERS, ...values })
  expect(done.ack).toEqual({ response_action: 'clear' })
  await closed()
  // The next command is not to be answered by this one's message.
  await said(OFFICE, `会員番号 ${next} を`)
  return next
}

const memberOf = async (number: string) =>
  (
    await rows(
      `SELECT id, lifecycle, family_name, family_kana, email, kind FROM member WHERE society_id = 1234 AND number = '${number}'`,
    )
  )[0]

describe('登録', () => {
  it('shows the next number, keeps the member, and says so where it was asked', async () => {
    const number = await register({
      givenName: typed('太郎'),
      familyKana: typed('たび'),
      email: typed('tabi@example.com'),
      memberType: option('2'),
    })
    expect(number).toMatch(/^DEMO\d{5}$/)
    expect(await memberOf(number)).toMatchObject({
      lifecycle: 'active',
      family_name: '旅',
      family_kana: 'タビ',
      email: 'tabi@example.com',
    })
    const message = await said(OFFICE, `会員番号 ${number} を登録しました。`)
    expect(message.ephemeral).toBe(true)
    expect(wordsOf(message['blocks'])).toContain('ログインのご案内をメールでお送りします。')
    const opened = await work.press(OFFICE, {
      channel: 'C_GENERAL',
      message_ts: message.ts,
      block_id: 'block.outcome',
      action_id: 'member.show',
    })
    expect(wordsOf(opened.view?.blocks)).toContain('旅 太郎')
    await closeAll()
  })

  it('fills prefecture and address by the postal code, and keeps everything else', async () => {
    const { view } = await work.ask(OFFICE, '/member 登録')
    const enter = (block_id: string, value: string) =>
      work.api.post('input', {
        user: OFFICE,
        view_id: view?.id ?? '',
        block_id,
        action_id: `form.${block_id}`,
        state: { type: 'plain_text_input', value },
      })
    const fill = () =>
      work.press(OFFICE, {
        view_id: view?.id ?? '',
        block_id: 'block.postal',
        action_id: 'form.fill-address',
      })
    await enter('familyName', '郵便')
    await enter('postalCode', '１０４－００６１')
    const filled = await fill()
    const { values } = filled.view?.state ?? { values: {} }
    expect(values['familyName']?.['form.familyName']).toMatchObject({ value: '郵便' })
    expect(values['prefecture#1']?.['form.prefecture']).toMatchObject({
      selected_option: { value: '東京都' },
    })
    expect(values['address#1']?.['form.address']).toMatchObject({ value: '中央区銀座' })
    await enter('postalCode', '000-0000')
    expect(wordsOf((await fill()).view?.blocks)).toContain('この郵便番号の住所は見つかりませんでした。')
    const refused = await submit(filled.view, { familyKana: typed('漢字'), ...ANSWERS })
    expect(refused.ack).toMatchObject({ response_action: 'errors' })
    expect((await work.api.top(OFFICE)).state.values['address#1']?.['form.address']).toMatchObject({
      value: '中央区銀座',
    })
    await closeAll()
  })

  it('puts each fault under its field, and loses nothing', async () => {
    const { view } = await work.ask(OFFICE, '/member 登録 個人')
    const refused = await submit(view, {
      familyName: typed('誤り'),
      familyKana: typed('漢字'),
      email: typed('誤り@'),
      number: typed('X1'),
      ...ANSWERS,
    })
    expect(refused.ack).toEqual({
      response_action: 'errors',
      errors: {
        familyKana: 'フリガナはカタカナでご入力ください。',
        email: 'メールアドレスを一つだけ、半角でご入力ください。例：taro@example.com',
      },
    })
    const number = await submit(view, {
      familyName: typed('誤り'),
      familyKana: typed('アヤマリ'),
      email: typed('ayamari@example.com'),
      number: typed('X1'),
      ...ANSWERS,
    })
    expect(JSON.stringify(number.ack)).toContain('この学会の会員番号の形式でご入力ください。')
    await closeAll()
  })

  it('shows likely duplicates first, a withdrawn one with the way to rejoin, and keeps what was typed', async () => {
    const [gone] = await rows(
      `SELECT id, number, email FROM member WHERE society_id = 1234 AND lifecycle = 'withdrawn' AND kind = 'individual' AND email IS NOT NULL
         AND withdrawal_reason <> 'death' AND erased_at IS NULL AND merged_into IS NULL ORDER BY id LIMIT 1`,
    )
    const { view } = await work.ask(OFFICE, '/member 登録')
    const values = {
      familyName: typed('重複'),
      email: typed(String(gone?.['email'])),
      ...ANSWERS,
    }
    const shown = await submit(view, values)
    const drawn = shown.ack as { response_action: string; view: { blocks: object[] } }
    expect(drawn.response_action).toBe('update')
    const words = wordsOf(drawn.view.blocks)
    expect(words).toContain('同じ方と思われる記録があります。')
    expect(words).toContain(String(gone?.['number']))
    expect(words).toContain('メールアドレスが同じです')
    const top = await work.api.top(OFFICE)
    expect(top.state.values['familyName']?.['form.familyName']).toMatchObject({ value: '重複' })
    const rejoin = await work.press(OFFICE, {
      view_id: top.id,
      block_id: `block.duplicate.${String(gone?.['id'])}`,
      action_id: 'rejoin.open',
    })
    expect(wordsOf(rejoin.view?.blocks)).toContain('再入会させたい会員に間違いはありませんか？')
    await work.api.post('close', { user: OFFICE, view_id: rejoin.view?.id ?? '' })
    const form = await work.api.top(OFFICE)
    const again = await submit(form, { ...values, another: ticked('yes') })
    expect(again.ack).toEqual({ response_action: 'clear' })
    await closed()
    expect(
      await rows(`SELECT lifecycle FROM member WHERE society_id = 1234 AND family_name = '重複'`),
    ).toEqual([{ lifecycle: 'active' }])
  })

  it('changes the kind, and what both have stays', async () => {
    const { view } = await work.ask(OFFICE, '/member register')
    await work.api.post('input', {
      user: OFFICE,
      view_id: view?.id ?? '',
      block_id: 'phone',
      action_id: 'form.phone',
      state: typed('03-0000-0000'),
    })
    const changed = await work.press(OFFICE, {
      view_id: view?.id ?? '',
      block_id: 'block.kind',
      action_id: 'registration.kind',
      ...option('1234.2'),
    })
    const words = wordsOf(changed.view?.blocks)
    expect(words).toMatch(/次の会員番号は DEMOF\d{5} です/)
    expect(words).toContain('代表者の氏名')
    expect(changed.view?.state.values['phone']?.['form.phone']).toMatchObject({ value: '03-0000-0000' })
    const done = await submit(changed.view, {
      organisationName: typed('旅の病院'),
      familyName: typed('担当'),
      capacity: typed('5'),
      ...ANSWERS,
    })
    expect(done.ack).toEqual({ response_action: 'clear' })
    await closed()
    const [hospital] = await rows(
      `SELECT kind, phone, capacity FROM member WHERE society_id = 1234 AND organisation_name = '旅の病院'`,
    )
    expect(hospital).toEqual({ kind: 'institution', phone: '03-0000-0000', capacity: 5 })
  })

  it('names the kinds that there are', async () => {
    const { message } = await work.ask(OFFICE, '/member 登録 学生')
    expect(wordsOf(message?.blocks)).toContain('「学生」という会員区分はありません。')
  })
})

describe('入会承認', () => {
  it('an application waits in the list, is asked back, and is approved from its card', async () => {
    const number = await register({
      familyName: typed('申請'),
      email: typed('shinsei@example.com'),
      applicant: ticked('yes'),
    })
    expect((await memberOf(number))?.['lifecycle']).toBe('applicant')
    await said(OFFICE, `会員番号 ${number} を入会申請として登録しました。`)
    const id = String((await memberOf(number))?.['id'])
    const list = await work.ask(OFFICE, '/member 承認')
    expect(wordsOf(list.message?.blocks)).toMatch(/入会承認待ち　\d+名/)
    const card = await work.ask(OFFICE, `/member ${number}`)
    const press = (action_id: string, view = card.view) =>
      work.press(OFFICE, { view_id: view?.id ?? '', block_id: 'block.card', action_id })
    const asking = await press('application.ask-back')
    const asked = await submit(asking.view, {
      note: typed('推薦者をお知らせください。'),
      mail: ticked('yes'),
    })
    expect(asked.ack).toEqual({ response_action: 'clear' })
    await said(OFFICE, `会員番号 ${number} の入会申請を差し戻しました。`)
    const again = await work.ask(OFFICE, `/member 入会承認 ${number}`)
    expect(wordsOf(again.view?.blocks)).toContain('入会を承認する申請に間違いはありませんか？')
    const early = await submit(again.view, { memberType: option('2'), joinedOn: dateOf('2027-01-01') })
    expect(early.ack).toEqual({
      response_action: 'errors',
      errors: { joinedOn: '本日（2026-11-22）までの日付をご指定ください。' },
    })
    const rule = await submit(again.view, { memberType: option('4'), joinedOn: dateOf('2026-11-22') })
    expect(JSON.stringify(rule.ack)).toContain('「名誉会員」は「世話人」の方に限られます。')
    const done = await submit(again.view, { memberType: option('2'), joinedOn: dateOf('2026-11-22') })
    expect(done.ack).toEqual({ response_action: 'clear' })
    const message = await said(OFFICE, `会員番号 ${number} の入会を承認しました。`)
    expect(wordsOf(message['blocks'])).toContain('ログインのご案内をメールでお送りします。')
    expect((await memberOf(number))?.['lifecycle']).toBe('active')
    expect(
      await rows(`SELECT kind FROM letter WHERE society_id = 1234 AND member_id = ${id} ORDER BY id`),
    ).toEqual([{ kind: 'asked-back' }, { kind: 'welcome' }])
  })

  it('is turned down with a reason, and the second who decides is told', async () => {
    const number = await register({ familyName: typed('却下'), applicant: ticked('yes') })
    const card = await work.ask(OFFICE, `/member ${number}`)
    const rejection = await work.press(OFFICE, {
      view_id: card.view?.id ?? '',
      block_id: 'block.card',
      action_id: 'application.reject',
    })
    const other = await work.ask('U_SECRETARIAT2', `/member 承認 ${number}`)
    const missing = await submit(rejection.view, {})
    expect(missing.error).toBe('missing_required')
    const done = await submit(rejection.view, { note: typed('資格を確認できませんでした。') })
    expect(done.ack).toEqual({ response_action: 'clear' })
    await said(OFFICE, `会員番号 ${number} の入会申請を却下しました。`)
    const late = await submit(other.view, {}, 'U_SECRETARIAT2')
    expect(JSON.stringify(late.ack)).toContain('承認待ちの入会申請ではありません。')
    expect((await memberOf(number))?.['lifecycle']).toBe('rejected')
    await closeAll('U_SECRETARIAT2')
  })

  it('turns the pages of a long list', async () => {
    for (let index = 0; index < 11; index += 1)
      await register({
        familyName: typed(`頁${index}`),
        affiliation: typed(`所属${index}`),
        applicant: ticked('yes'),
      })
    const list = await work.ask(OFFICE, '/member approve')
    expect(wordsOf(list.message?.blocks)).toMatch(/1 \/ \d ページ/)
    const next = await work.press(OFFICE, {
      channel: 'C_GENERAL',
      message_ts: list.message?.ts ?? '',
      block_id: 'block.paging',
      action_id: 'applications.next',
    })
    expect(wordsOf(next.message?.blocks)).toMatch(/2 \/ \d ページ/)
  }, 60_000)
})
