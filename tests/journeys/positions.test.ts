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
const text = (value: string) => ({ type: 'plain_text_input', value })
const dateOf = (selected_date: string) => ({ type: 'datepicker', selected_date })

const numbers = async (sql: string) =>
  (await work.db.pool.query<{ number: string }>(sql)).rows.map(({ number }) => number)
const free = () =>
  numbers(`SELECT m.number FROM member m WHERE m.society_id = 1234 AND m.lifecycle = 'active' AND m.member_type_id = 3 AND NOT m.is_test
    AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id) ORDER BY m.id`)
const holders = (code: string) =>
  numbers(`SELECT m.number FROM position_holding h JOIN position p ON p.society_id = h.society_id AND p.id = h.position_id
    JOIN member m ON m.society_id = h.society_id AND m.id = h.member_id
    WHERE h.society_id = 1234 AND p.code = '${code}' AND h.ended_on IS NULL ORDER BY m.id`)

const submit = (view: Answered['view'], values: Record<string, unknown>, user = OFFICE) =>
  work.api.post('submit', { user, view_id: view?.id ?? '', values })
const said = (words: string, user = OFFICE) =>
  until(async () =>
    (await work.api.messages(user, 'C_GENERAL')).findLast((message) =>
      wordsOf(message['blocks']).includes(words),
    ),
  )
const errorsOf = (answer: { ack: unknown }) => (answer.ack as { errors: Record<string, string> }).errors

describe('役職', () => {
  it('shows the officers of today, and of another year, in place', async () => {
    const list = await work.ask('U_OFFICER', '/member 役職')
    const words = wordsOf(list.message?.blocks)
    expect(words).toContain('役員名簿　2026年度')
    expect(words).toContain('2026-11-22 現在')
    for (const number of await holders('president')) expect(words).toContain(number)
    expect(JSON.stringify(list.message?.blocks)).not.toContain('election.open')
    const before = await work.press('U_OFFICER', {
      channel: 'C_GENERAL',
      message_ts: list.message?.ts ?? '',
      block_id: 'block.register',
      action_id: 'office.year',
      ...option('1234.2024'),
    })
    const then = wordsOf(before.message?.blocks)
    expect(then).toContain('役員名簿　2024年度')
    expect(then).toContain('2024-04-01 就任〜2026-04-01 退任')
    expect(before.message?.ephemeral).toBe(true)
  })

  it('gives an office from the card, cites a rule under the field, and ends it', async () => {
    const [number = ''] = await free()
    const card = await work.ask(OFFICE, `/member ${number}`)
    const { view } = await work.press(OFFICE, {
      view_id: card.view?.id ?? '',
      block_id: 'block.card',
      action_id: 'office.open',
    })
    expect(wordsOf(view?.blocks)).toContain('学会役職の記録はありません。')
    expect(errorsOf(await submit(view, { position: option('4') }))).toEqual({
      position: '会則第6条により、「会計」は「幹事職」の方に限られます。',
    })
    expect((await submit(view, { position: option('3') })).ack).toEqual({ response_action: 'clear' })
    await said(`会員番号 ${number}　幹事（2026-11-22 就任）を登録しました。`)
    expect(await holders('officer')).toContain(number)

    const again = await work.ask(OFFICE, `/member 役職 ${number}`)
    const ending = again.view?.blocks.find(({ block_id }) => String(block_id).startsWith('block.office.'))
    const end = await work.press(OFFICE, {
      view_id: again.view?.id ?? '',
      block_id: String(ending?.['block_id']),
      action_id: 'office.end',
    })
    expect(errorsOf(await submit(end.view, { endedOn: dateOf('2026-01-01') }))).toEqual({
      endedOn: '2026-11-22 以降の日付をご指定ください。',
    })
    expect((await submit(end.view, { endedOn: dateOf('2027-03-31') })).ack).toEqual({
      response_action: 'clear',
    })
    await said(`会員番号 ${number}　幹事の退任日を 2027-03-31 としました。`)
  })

  it('refuses whoever may only read', async () => {
    const [number = ''] = await free()
    const refused = await work.ask('U_OFFICER', `/member 役職 ${number}`)
    expect(wordsOf(refused.message?.blocks)).toContain('「会員の登録・編集」の権限が必要です')
  })
})

describe('改選', () => {
  it('changes offices as one, is checked as one, and is undone as one', async () => {
    const list = await work.ask(OFFICE, '/member 役職')
    const open = () =>
      work.press(OFFICE, {
        channel: 'C_GENERAL',
        message_ts: list.message?.ts ?? '',
        block_id: 'block.register',
        action_id: 'election.open',
      })
    const { view } = await open()
    const [president = ''] = await holders('president')
    expect(view?.state.values['elect-1']).toEqual({
      'form.elected': { type: 'plain_text_input', value: president },
    })
    const [next = ''] = await free()
    const name = text('2026年度臨時改選')
    expect(errorsOf(await submit(view, { name, 'elect-4': text(next) }))).toEqual({
      'elect-4': expect.stringContaining(`会員番号 ${next}：会則第6条により`),
    })
    expect(errorsOf(await submit(view, { name, 'elect-1': text(`${president}、${next}`) }))).toEqual({
      'elect-1': expect.stringContaining('「会長」の定員は1名です'),
    })
    expect((await submit(view, { name, 'elect-1': text(next) })).ack).toEqual({ response_action: 'clear' })
    const done = await said('「2026年度臨時改選」を登録しました（2026-11-22）。')
    expect(wordsOf(done['blocks'])).toContain(`会長　${president}　退任`)
    expect(await holders('president')).toEqual([next])
    const undone = await work.press(OFFICE, {
      channel: 'C_GENERAL',
      message_ts: done.ts,
      block_id: 'block.outcome',
      action_id: 'election.undo',
    })
    expect(wordsOf(undone.message?.blocks)).toContain('「2026年度臨時改選」を取り消しました')
    expect(await holders('president')).toEqual([president])
  })

  it('is drawn anew where somebody else was faster, with what was typed kept', async () => {
    const list = await work.ask(OFFICE, '/member 役職')
    const { view } = await work.press(OFFICE, {
      channel: 'C_GENERAL',
      message_ts: list.message?.ts ?? '',
      block_id: 'block.register',
      action_id: 'election.open',
    })
    const [one = '', two = ''] = await free()
    const other = await work.ask('U_SECRETARIAT2', `/member 役職 ${one}`)
    await submit(other.view, { position: option('6') }, 'U_SECRETARIAT2')
    await until(async () => (await work.api.state('U_SECRETARIAT2')).views.length === 0)
    const values = { name: text('改選'), 'elect-1': text(two) }
    const late = await submit(view, values)
    expect(JSON.stringify(late.ack)).toContain('他の方が先に更新しました。最新の内容をご確認ください。')
    await work.api.post('close', { user: OFFICE, view_id: view?.id ?? '' })
  })
})
