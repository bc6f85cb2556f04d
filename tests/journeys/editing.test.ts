import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../sandbox/script.ts'
import { type Answered, openWorkspace, type Workspace, wordsOf } from './workspace.ts'

let work: Workspace
beforeAll(async () => {
  work = await openWorkspace()
}, 60_000)
afterAll(() => work.close())

const OFFICE = 'U_SECRETARIAT'
const OTHER = 'U_SECRETARIAT2'
const rows = async (sql: string) => (await work.db.pool.query(sql)).rows as Record<string, unknown>[]
const typed = (value: string) => ({ value })

const taken: string[] = []
/** A number of the demo's; each is handed out once. */
async function pick(where = 'true'): Promise<string> {
  const [found] = await rows(
    `SELECT m.number FROM member m WHERE m.society_id = 1234 AND NOT m.is_test AND m.kind = 'individual' AND m.merged_into IS NULL AND m.lifecycle = 'active'
       AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)
       AND NOT EXISTS (SELECT FROM planned_change c WHERE c.society_id = m.society_id AND c.member_id = m.id)
       AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id)
       AND NOT EXISTS (SELECT FROM affiliation a WHERE a.society_id = m.society_id AND a.member_id = m.id)
       AND m.number <> ALL(ARRAY[${['', ...taken].map((one) => `'${one}'`).join(',')}]) AND (${where}) ORDER BY m.id LIMIT 1`,
  )
  const number = String(found?.['number'])
  taken.push(number)
  return number
}
const memberOf = async (number: string) =>
  (await rows(`SELECT * FROM member WHERE society_id = 1234 AND number = '${number}'`))[0]

const submit = (view: Answered['view'], values: Record<string, unknown>, user = OFFICE) =>
  work.api.post('submit', { user, view_id: view?.id ?? '', values })
const said = (user: string, words: string) =>
  until(async () =>
    (await work.api.messages(user, 'C_GENERAL')).findLast((message) =>
      wordsOf(message['blocks']).includes(words),
    ),
  )
const closeAll = async (user = OFFICE) => {
  const top = (await work.api.state(user)).views.at(-1)
  if (top !== undefined) await work.api.post('close', { user, view_id: top.id, all: true })
  await until(async () => (await work.api.state(user)).views.length === 0)
}

/** Opens a part of a record: its place among the buttons. */
async function open(number: string, place: number, user = OFFICE): Promise<Answered['view']> {
  const menu = await work.ask(user, `/member 編集 ${number}`)
  const { view } = await work.press(user, {
    view_id: menu.view?.id ?? '',
    block_id: 'block.sections',
    action_id: `edit.section.${place}`,
  })
  return view
}

const drawn = (ack: unknown) => wordsOf((ack as { view?: { blocks: object[] } }).view?.blocks)
const top = async (user = OFFICE) => (await work.api.top(user)) as unknown as Answered['view']

describe('編集', () => {
  it('shows old and new before it saves, and keeps what was typed', async () => {
    const number = await pick('m.phone IS NOT NULL')
    const before = await memberOf(number)
    const view = await open(number, 1)
    expect(wordsOf(view?.blocks)).toContain('連絡先')
    const nothing = await submit(view, {})
    expect(drawn(nothing.ack)).toContain('変更された項目がありません。')
    const shown = await submit(await top(), { phone: typed('０３－９９９９－００００') })
    expect(drawn(shown.ack)).toContain(`${String(before?.['phone'])} → 03-9999-0000`)
    expect((await memberOf(number))?.['phone']).toBe(before?.['phone'])
    const other = await submit(await top(), { phone: typed('03-8888-0000') })
    expect(drawn(other.ack)).toContain(`${String(before?.['phone'])} → 03-8888-0000`)
    const saved = await submit(await top(), { phone: typed('03-8888-0000') })
    expect(saved.ack).toEqual({ response_action: 'clear' })
    const message = await said(OFFICE, `会員番号 ${number} を更新しました（電話番号）。`)
    expect(message.ephemeral).toBe(true)
    expect((await memberOf(number))?.['phone']).toBe('03-8888-0000')
    const wrong = await open(number, 1)
    const refused = await submit(wrong, { email: typed('だれか') })
    expect(refused.ack).toMatchObject({ response_action: 'errors', errors: { email: expect.any(String) } })
    await closeAll()
  })

  it('the second of two sees the first’s change and keeps what they typed', async () => {
    const number = await pick('m.title IS NOT NULL')
    const mine = await open(number, 2)
    const theirs = await open(number, 2, OTHER)
    await submit(theirs, { title: typed('他者'), department: typed('外科') }, OTHER)
    await submit(await top(OTHER), { title: typed('他者'), department: typed('外科') }, OTHER)
    await until(async () => (await work.api.state(OTHER)).views.length === 0)
    const late = await submit(mine, { title: typed('自分'), qualifications: typed('専門医') })
    const words = drawn(late.ack)
    expect(words).toContain('他の方が先に更新しました。')
    expect(words).toContain('役職名（勤務先）　現在：他者（あなたの入力と異なります）')
    expect(words).toContain('診療科　現在：外科')
    expect((await memberOf(number))?.['title']).toBe('他者')
    const now = await top()
    const { values } = now?.state ?? { values: {} }
    expect(values['title']?.['form.title']).toMatchObject({ value: '自分' })
    expect(values['qualifications']?.['form.qualifications']).toMatchObject({ value: '専門医' })
    // What the other one wrote, and was not touched here, is filled in anew.
    expect(values['department#1']?.['form.department']).toMatchObject({ value: '外科' })
    const typedNow = {
      title: typed('自分'),
      qualifications: typed('専門医'),
      'department#1': typed('外科'),
    }
    const confirm = await submit(now, typedNow)
    expect(drawn(confirm.ack)).toContain('他者 → 自分')
    const saved = await submit(await top(), typedNow)
    expect(saved.ack).toEqual({ response_action: 'clear' })
    await said(OFFICE, `会員番号 ${number} を更新しました`)
    expect(await memberOf(number)).toMatchObject({
      title: '自分',
      department: '外科',
      qualifications: '専門医',
    })
  })

  it('備考 straight from a row of results', async () => {
    const number = await pick()
    const id = String((await memberOf(number))?.['id'])
    const results = await work.ask(OFFICE, `/member 検索 番号:${number}`)
    const { view } = await work.press(OFFICE, {
      channel: 'C_GENERAL',
      message_ts: results.message?.ts ?? '',
      block_id: `block.row.${id}`,
      action_id: 'edit.section',
    })
    expect(view?.callback_id).toBe('edit.submit')
    await submit(view, { remarks: typed('電話で確認済み') })
    const saved = await submit(await top(), { remarks: typed('電話で確認済み') })
    expect(saved.ack).toEqual({ response_action: 'clear' })
    await said(OFFICE, `会員番号 ${number} を更新しました（備考）。`)
    expect((await memberOf(number))?.['remarks']).toBe('電話で確認済み')
  })

  it('the society’s questions go on several pages where one form does not bear them', async () => {
    await work.db.pool.query(
      `INSERT INTO question (society_id, code, label, label_en, sort_order)
       SELECT 1234, 'more-' || n, '追加の質問 ' || n, 'Question ' || n, 100 + n FROM generate_series(1, 80) n`,
    )
    const number = await pick()
    const view = await open(number, 4)
    expect(wordsOf(view?.blocks)).toMatch(/追加質問　1 \/ \d ページ/)
    const { view: next } = await work.press(OFFICE, {
      view_id: view?.id ?? '',
      block_id: 'block.pages',
      action_id: 'edit.section.0',
    })
    expect(wordsOf(next?.blocks)).toMatch(/追加質問　2 \/ \d ページ/)
    const [last] = await rows(`SELECT id FROM question WHERE society_id = 1234 AND code = 'more-25'`)
    const key = `question-${String(last?.['id'])}`
    await submit(next, { [key]: typed('二十五番目') })
    const saved = await submit(await top(), { [key]: typed('二十五番目') })
    expect(saved.ack).toEqual({ response_action: 'clear' })
    await said(OFFICE, `会員番号 ${number} を更新しました（追加の質問 25）。`)
    await work.db.pool.query(
      `UPDATE question SET retired_at = now() WHERE society_id = 1234 AND code LIKE 'more-%'`,
    )
  })
})

describe('所属メンバー', () => {
  it('are linked and moved by number', async () => {
    const [hospital] = await rows(
      `SELECT id, number FROM member WHERE society_id = 1234 AND kind = 'institution' AND lifecycle = 'active' ORDER BY id LIMIT 1`,
    )
    const number = await pick()
    const menu = await work.ask(OFFICE, `/member edit ${String(hospital?.['number'])}`)
    const { view } = await work.press(OFFICE, {
      view_id: menu.view?.id ?? '',
      block_id: 'block.sections',
      action_id: 'affiliates.open',
    })
    const unknown = await submit(view, { add: typed('DEMO77777') })
    expect(unknown.ack).toEqual({
      response_action: 'errors',
      errors: { add: '会員番号が見つかりませんでした：DEMO77777' },
    })
    const done = await submit(view, { add: typed(number) })
    expect(done.ack).toEqual({ response_action: 'clear' })
    const message = await said(
      OFFICE,
      `会員番号 ${String(hospital?.['number'])} の所属メンバーを変更しました。`,
    )
    expect(wordsOf(message['blocks'])).toContain(`加えた会員：${number}`)
  })
})

describe('統合', () => {
  it('makes one record of two, field by field, and two of one again', async () => {
    const [kept, other] = [await pick('m.email IS NOT NULL'), await pick('m.email IS NOT NULL')]
    const otherMember = await memberOf(other)
    const help = await work.ask(OFFICE, '/member 統合')
    expect(wordsOf(help.message?.blocks)).toContain('/member 統合 DEMO00001 DEMO00002')
    const { view } = await work.ask(OFFICE, `/member 統合 ${kept} ${other}`)
    expect(wordsOf(view?.blocks)).toContain('同じ方の二つの記録を、一つにまとめます。')
    const done = await submit(view, { 'merge-email': { selected_option: { value: 'other' } } })
    expect(done.ack).toEqual({ response_action: 'clear' })
    const message = await said(OFFICE, `会員番号 ${other} を ${kept} に統合しました。`)
    expect((await memberOf(kept))?.['email']).toBe(otherMember?.['email'])
    const card = await work.ask(OFFICE, `/member ${other}`)
    expect(wordsOf(card.view?.blocks)).toContain(kept)
    await closeAll()
    const undone = await work.press(OFFICE, {
      channel: 'C_GENERAL',
      message_ts: message.ts,
      block_id: 'block.outcome',
      action_id: 'merge.undo',
    })
    expect(wordsOf(undone.message?.blocks)).toContain('統合を取り消しました。')
    expect((await memberOf(other))?.['merged_into']).toBeNull()
  })
})
