import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Json, until } from '../sandbox/script.ts'
import { dm, ROOM, receiptOf, settlementDesk } from './settlements.ts'
import { openWorkspace, type Workspace, wordsOf } from './workspace.ts'

let work: Workspace
let desk: ReturnType<typeof settlementDesk>
beforeAll(async () => {
  work = await openWorkspace()
  desk = settlementDesk(work)
}, 60_000)
afterAll(() => work.close())

describe('App Home', () => {
  /** Opens it and waits for what it must say: before that stands what was drawn the last time. */
  const home = async (user: string, words: string) => {
    await work.api.post('home', { user })
    const shown = await until(async () => {
      const view = (await work.api.state(user)).home
      return view !== null && wordsOf(view.blocks).includes(words) && view
    })
    return wordsOf(shown.blocks)
  }

  it('lists what waits to the treasurer, who decides from there', async () => {
    const id = receiptOf(await desk.ask('U_SECRETARIAT', 'DEMO00165'))
    expect(await home('U_TREASURER', `受付 ${id}`)).toMatch(/会計承認待ち　\d件/)
    const opened = await work.press('U_TREASURER', {
      home: true,
      block_id: `block.decide.${id}`,
      action_id: 'approval.view',
    })
    const decided = await desk.pressOn('U_TREASURER', opened.view, 'approval.approve')
    expect(wordsOf(decided.view?.blocks)).toContain('<@U_TREASURER> さんが承認しました')
    await expect
      .poll(async () => wordsOf((await work.api.state('U_TREASURER')).home?.blocks))
      .not.toContain(`受付 ${id}`)
    await work.api.post('close', { user: 'U_TREASURER', view_id: decided.view?.id ?? '', all: true })
    expect(await desk.statesOf('DEMO00165')).toEqual(['cancelled'])
  })

  it('lists one’s own to who asked, who takes it back from there', async () => {
    const id = receiptOf(await desk.ask('U_SECRETARIAT2', 'DEMO00166'))
    expect(await home('U_SECRETARIAT2', `受付 ${id}`)).toContain('あなたの申請　1件')
    const place = { home: true, block_id: `block.own.${id}`, action_id: 'approval.cancel' }
    await work.api.post('action', { user: 'U_SECRETARIAT2', ...place })
    await expect
      .poll(async () => wordsOf((await work.api.state('U_SECRETARIAT2')).home?.blocks))
      .not.toContain('あなたの申請')
  })

  it('shows an officer nothing of it, and no command does', async () => {
    expect(await home('U_OFFICER', '会員名簿')).not.toMatch(/承認待ち|申請　|円/)
    const refused = await work.ask('U_OFFICER', '/member 請求 DEMO00164')
    expect(wordsOf(refused.message?.blocks)).toContain('「会費の閲覧」の権限が必要です')
    expect(await work.api.messages('U_OFFICER', dm('U_OFFICER'))).toEqual([])
  })
})

describe('where the channel is no place for dues', () => {
  it('each treasurer is asked in their own language, and both messages follow the decision', async () => {
    await work.api.post('channel', {
      id: ROOM,
      members: ['U_TREASURER', 'U_TREASURER2', 'U_OFFICER', 'U_MEIBO'],
    })
    await work.api.post('user', { id: 'U_TREASURER2', locale: 'en-US' })
    const before = (await work.api.messages('U_TREASURER', ROOM)).length
    const id = receiptOf(await desk.ask('U_SECRETARIAT', 'DEMO00167'))
    const japanese = await desk.saying('U_TREASURER', dm('U_TREASURER'), `受付 ${id}`)
    const english = await desk.saying('U_TREASURER2', dm('U_TREASURER2'), `Request ${id}`)
    expect(wordsOf(english['blocks'])).toContain('Cancel: Billed by mistake')
    expect(await work.api.messages('U_TREASURER', ROOM)).toHaveLength(before)
    await desk.pressIn('U_TREASURER2', dm('U_TREASURER2'), english, 'approval.approve')
    await desk.nowSaying('U_TREASURER', dm('U_TREASURER'), japanese, '<@U_TREASURER2> さんが承認しました')
    await desk.nowSaying('U_TREASURER2', dm('U_TREASURER2'), english, 'approved this (2026-11-22 12:00)')
    await work.api.post('channel', { id: ROOM, members: ['U_TREASURER', 'U_TREASURER2', 'U_MEIBO'] })
  })
})

describe('where nobody can decide', () => {
  it('the 会長 names a 会計代行者, who is asked and decides', async () => {
    await work.api.post('group', { id: 'S_TREASURER', users: [] })
    const id = receiptOf(await desk.ask('U_SECRETARIAT', 'DEMO00168'))
    const told = await desk.saying(
      'U_SECRETARIAT',
      dm('U_SECRETARIAT'),
      `申請（受付 ${id}）を承認できる会計担当がいません。`,
    )
    expect(wordsOf(told['blocks'])).toContain('会長にお知らせしました。')
    const asked = await desk.saying('U_OFFICER', dm('U_OFFICER'), '会計代行者を指名してください。')
    expect(wordsOf(asked['blocks'])).not.toMatch(/DEMO|円|受付/)
    const { view } = await desk.pressIn('U_OFFICER', dm('U_OFFICER'), asked, 'delegate.open')
    const name = (user: string, toOn = '2026-11-30') =>
      work.api.post('submit', {
        user: 'U_OFFICER',
        view_id: view?.id ?? '',
        values: {
          user: { type: 'users_select', selected_user: user },
          toOn: { type: 'datepicker', selected_date: toOn },
        },
      })
    const errorsOf = async (...given: Parameters<typeof name>) =>
      ((await name(...given)).ack as { errors: unknown }).errors
    expect(await errorsOf('U_OFFICER')).toEqual({ user: 'ご自身以外の方を指名してください。' })
    expect(await errorsOf('U_GUEST')).toEqual({
      user: 'ゲストの方、および他のワークスペースの方は会員名簿をご利用になれません。',
    })
    expect(await errorsOf('U_SECRETARIAT')).toEqual({
      user: '会則第12条第2項により、事務局と会計を兼ねることはできません。ユーザーグループと役職の設定をご確認ください。',
    })
    expect(await errorsOf('U_NOROLE', '2027-11-30')).toEqual({
      toOn: '終了日は、本日以降で、開始日から1年以内の日付をご指定ください。',
    })
    expect((await name('U_NOROLE')).ack).toEqual({ response_action: 'clear' })
    await desk.saying('U_NOROLE', dm('U_NOROLE'), '会計代行者に指名されました（2026-11-22〜2026-11-30）。')
    const posted = await desk.saying('U_NOROLE', dm('U_NOROLE'), `受付 ${id}`)
    await desk.pressIn('U_NOROLE', dm('U_NOROLE'), posted, 'approval.approve')
    await desk.saying('U_SECRETARIAT', dm('U_SECRETARIAT'), `申請（受付 ${id}）が承認されました。`)
    expect(await desk.statesOf('DEMO00168')).toEqual(['cancelled'])
  })

  it('a treasurer who is the only one is told so, although the channel is asked', async () => {
    await work.api.post('group', { id: 'S_TREASURER', users: ['U_TREASURER'] })
    await work.api.post('channel', { id: ROOM, members: ['U_TREASURER', 'U_MEIBO'] })
    await work.db.pool.query('DELETE FROM delegate')
    const id = receiptOf(await desk.ask('U_TREASURER', 'DEMO00172'))
    await desk.saying('U_TREASURER', dm('U_TREASURER'), `申請（受付 ${id}）を承認できる会計担当がいません。`)
    const posted = await desk.saying('U_TREASURER', ROOM, `受付 ${id}`)
    expect(wordsOf(posted['blocks'])).toContain('会計承認のお願い')
    await work.db.pool.query(
      `INSERT INTO delegate (society_id, permission, team_id, user_id, from_on, to_on, named_by)
       VALUES (1234, 'treasurer.delegate', 'T_MEIBO', 'U_NOROLE', '2026-11-22', '2026-11-30', 'T_MEIBO:U_OFFICER')`,
    )
    await work.api.post('channel', { id: ROOM, members: ['U_TREASURER', 'U_TREASURER2', 'U_MEIBO'] })
  })

  it('the 会長 ends it, and the one named can do nothing any more', async () => {
    const { view } = await work.ask('U_OFFICER', '/member 代行')
    expect(wordsOf(view?.blocks)).toContain('2026-11-22〜2026-11-30')
    const ended = await desk.pressOn('U_OFFICER', view, 'delegate.end')
    expect(wordsOf(ended.view?.blocks)).toContain('現在、代行者はいません。')
    const refused = await work.ask('U_NOROLE', '/member 検索')
    expect(wordsOf(refused.message?.blocks)).toContain('会員名簿を操作する権限がありません。')
    const other = await work.ask('U_ENGLISH', '/member delegate')
    expect(wordsOf(other.message?.blocks)).toBe('Only the president names a deputy treasurer.')
    await work.api.post('group', { id: 'S_TREASURER', users: ['U_TREASURER', 'U_TREASURER2'] })
  })
})

it('asks nothing of Slack that it refuses', async () => {
  const log = await work.api.get<{ kind: string; method?: string; response?: Json }[]>('/sandbox/log')
  const refused = log.filter(
    ({ kind, response }) =>
      kind === 'error' || kind === 'late_ack' || (kind === 'call' && response?.['ok'] === false),
  )
  expect(refused).toEqual([])
})

it('logs ids and codes, and no word of any member or request', () => {
  expect(work.lines.join('\n')).not.toMatch(/[ぁ-んァ-ヶ一-龠]|example\.com/)
})
