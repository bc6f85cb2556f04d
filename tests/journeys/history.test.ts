import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../sandbox/script.ts'
import { settlementDesk } from './settlements.ts'
import { openWorkspace, type Workspace, wordsOf } from './workspace.ts'

let work: Workspace
let desk: ReturnType<typeof settlementDesk>
beforeAll(async () => {
  work = await openWorkspace()
  desk = settlementDesk(work)
}, 60_000)
afterAll(() => work.close())

const OFFICE = 'U_SECRETARIAT'
const NUMBER = 'DEMO00050'
const closeAll = (user: string, id: string | undefined) =>
  work.api.post('close', { user, view_id: id ?? '', all: true })

describe('history', () => {
  it('opens by number and from the card, and is turned', async () => {
    for (let count = 0; count < 9; count += 1) {
      const { view } = await work.ask(OFFICE, `/member ${NUMBER}`)
      await closeAll(OFFICE, view?.id)
    }
    const { view } = await work.ask(OFFICE, `/member 履歴 ${NUMBER}`)
    expect(wordsOf(view?.blocks)).toMatch(new RegExp(`会員番号 ${NUMBER} の履歴　\\d+件`))
    expect(wordsOf(view?.blocks)).toContain('カードを表示しました')
    expect(wordsOf(view?.blocks)).toContain('1 / 2 ページ')
    const older = await desk.pressOn(OFFICE, view, 'history.older')
    expect(wordsOf(older.view?.blocks)).toContain('2 / 2 ページ')
    const newer = await desk.pressOn(OFFICE, older.view, 'history.newer')
    expect(wordsOf(newer.view?.blocks)).toContain('1 / 2 ページ')
    await closeAll(OFFICE, newer.view?.id)
    const card = await work.ask('U_OFFICER', `/member ${NUMBER}`)
    const shown = await desk.pressOn('U_OFFICER', card.view, 'history.open')
    expect(wordsOf(shown.view?.blocks)).toContain(`会員番号 ${NUMBER} の履歴`)
    expect(wordsOf(shown.view?.blocks)).not.toContain('カードを表示しました')
    await closeAll('U_OFFICER', shown.view?.id)
  })

  it('answers why a member is 無効', async () => {
    const { rows } = await work.db.pool.query<{ number: string }>(
      `SELECT number FROM member WHERE society_id = 1234 AND lifecycle = 'withdrawn' AND withdrawal_reason = 'personal' ORDER BY id LIMIT 1`,
    )
    const { view } = await work.ask('U_ENGLISH', `/member history ${rows[0]?.number ?? ''}`)
    expect(wordsOf(view?.blocks)).toMatch(/Why is this member inactive\?\*?\nThe member was withdrawn/)
    await closeAll('U_ENGLISH', view?.id)
  })
})

describe('audit', () => {
  const search = async (values: Record<string, unknown>) => {
    const { view } = await work.ask(OFFICE, '/member 監査')
    const sent = await work.api.post('submit', { user: OFFICE, view_id: view?.id ?? '', values })
    const top = await until(async () => (await work.api.state(OFFICE)).views.at(-1))
    return { sent, top }
  }

  it('says whose data somebody saw', async () => {
    const card = await work.ask('U_TREASURER2', `/member ${NUMBER}`)
    await closeAll('U_TREASURER2', card.view?.id)
    await work.ask('U_TREASURER2', '/member 検索 都道府県:東京都')
    const { top } = await search({
      user: { type: 'users_select', selected_user: 'U_TREASURER2' },
      group: { type: 'static_select', selected_option: { value: 'seen' } },
    })
    const words = wordsOf(top.blocks)
    expect(words).toContain('監査記録　2件')
    expect(words).toMatch(/検索しました\n• 件数：\d+/)
    expect(words).toContain(`カードを表示しました　会員番号 ${NUMBER}`)
    await closeAll(OFFICE, top.id)
  })

  it('is turned with its conditions', async () => {
    const { top } = await search({ number: { type: 'plain_text_input', value: NUMBER.toLowerCase() } })
    expect(wordsOf(top.blocks)).toContain('1 / 2 ページ')
    const older = await desk.pressOn(OFFICE, top, 'audit.older')
    expect(wordsOf(older.view?.blocks)).toContain('2 / 2 ページ')
    expect(wordsOf(older.view?.blocks)).toContain(`会員番号 ${NUMBER}`)
    await closeAll(OFFICE, top.id)
  })

  it('keeps the form and says what is wrong where nobody has the number', async () => {
    const { sent, top } = await search({ number: { type: 'plain_text_input', value: 'DEMO77777' } })
    expect((sent.ack as { response_action?: string }).response_action).toBe('update')
    expect(wordsOf(top.blocks)).toContain('会員番号「DEMO77777」の会員は見つかりませんでした。')
    await closeAll(OFFICE, top.id)
    const range = await search({
      from: { type: 'datepicker', selected_date: '2026-12-01' },
      to: { type: 'datepicker', selected_date: '2026-11-01' },
    })
    expect(range.sent.ack).toEqual({
      response_action: 'errors',
      errors: { to: '期間の始まり（2026-12-01）が終わり（2026-11-01）より後になっています。' },
    })
    await closeAll(OFFICE, range.top.id)
  })

  it('verifies the chain at a click', async () => {
    const { view } = await work.ask(OFFICE, '/member 監査')
    const found = await desk.pressOn(OFFICE, view, 'audit.verify')
    expect(wordsOf(found.view?.blocks)).toMatch(
      /監査記録 [\d,]+件のつながりを確かめました。改ざん・削除・入れ替えはありません。/,
    )
    await closeAll(OFFICE, found.view?.id)
  })

  it('is closed to officers', async () => {
    const { message } = await work.ask('U_OFFICER', '/member 監査')
    expect(wordsOf(message?.blocks)).toContain('「監査記録の閲覧」の権限が必要です')
  })
})

it('asks nothing of Slack that it refuses, and logs no name and no word', async () => {
  const log =
    await work.api.get<{ kind: string; method?: string; response?: { ok?: boolean } }[]>('/sandbox/log')
  const refused = log.filter(
    ({ kind, response }) =>
      kind === 'error' || kind === 'late_ack' || (kind === 'call' && response?.ok === false),
  )
  expect(refused.map(({ kind, method }) => [kind, method])).toEqual([])
  expect(work.lines.join('\n')).not.toMatch(/[ぁ-んァ-ヶ一-龠]|example\.com/)
})
