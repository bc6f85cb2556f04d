import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealAudit } from '../../src/domain/audit/seal.ts'
import { verifyAudit } from '../../src/domain/audit/verify.ts'
import { Roll } from '../../src/domain/core/roll.ts'
import { type MessageState, until } from '../sandbox/script.ts'
import { dm, receiptOf, settlementDesk } from './settlements.ts'
import { openWorkspace, type Workspace, wordsOf } from './workspace.ts'

let work: Workspace
let desk: ReturnType<typeof settlementDesk>
beforeAll(async () => {
  work = await openWorkspace()
  desk = settlementDesk(work)
}, 60_000)
afterAll(() => work.close())

const OFFICE = 'U_SECRETARIAT'
const COLLEAGUE = 'U_SECRETARIAT2'
const REASON = '本人からの依頼'
const text = (value: string) => ({ type: 'plain_text_input', value })

const taken = new Set<string>()
async function pick(where: string): Promise<string> {
  const { rows } = await work.db.pool.query<{ number: string }>(
    `SELECT m.number FROM member m WHERE m.society_id = 1234 AND NOT m.is_test AND m.kind = 'individual' AND m.merged_into IS NULL
       AND m.lifecycle = 'active' AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id)
       AND m.number <> ALL($1::text[]) AND (${where}) ORDER BY m.id LIMIT 1`,
    [[...taken]],
  )
  const number = rows[0]?.number ?? ''
  taken.add(number)
  return number
}
const OWES = `EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)`
const clean = () => pick(`NOT ${OWES}`)
const nameOf = async (number: string) =>
  (
    await work.db.pool.query<{ name: string | null; erased: boolean }>(
      `SELECT family_name AS name, erased_at IS NOT NULL AS erased FROM member WHERE society_id = 1234 AND number = $1`,
      [number],
    )
  ).rows[0]

/** Asks for a deletion and gives what the requester is told. */
async function ask(number: string): Promise<MessageState> {
  const { view } = await work.ask(OFFICE, `/member 削除 ${number}`)
  expect(wordsOf(view?.blocks)).toContain('一度削除すると元には戻せません。')
  const before = await work.api.messages(OFFICE, 'C_GENERAL')
  const values = { number: text(number.toLowerCase()), reason: text(REASON) }
  const sent = await work.api.post('submit', { user: OFFICE, view_id: view?.id ?? '', values })
  expect(sent.ack).toEqual({ response_action: 'clear' })
  return until(async () => (await work.api.messages(OFFICE, 'C_GENERAL')).slice(before.length)[0])
}

describe('a deletion', () => {
  it('is asked of a colleague by number only, approved, done at once, and its requester told', async () => {
    const number = await clean()
    const name = (await nameOf(number))?.name ?? ''
    const told = await ask(number)
    const id = receiptOf(told)
    expect([told.ephemeral, wordsOf(told['blocks'])]).toEqual([
      true,
      expect.stringContaining(`会員番号 ${number} の削除の承認を依頼しました（受付 ${id}）。`),
    ])
    const asked = await desk.saying(COLLEAGUE, dm(COLLEAGUE), `受付 ${id}`)
    expect(wordsOf(asked['blocks'])).toContain(`会員番号 ${number}`)
    expect(JSON.stringify(asked)).not.toContain(REASON)
    expect(JSON.stringify(asked['blocks'])).not.toContain(name)
    const officers = await work.api.messages('U_OFFICER', dm('U_OFFICER'))
    expect(officers.filter((one) => wordsOf(one['blocks']).includes(`受付 ${id}`))).toEqual([])
    const looked = await desk.pressIn(COLLEAGUE, dm(COLLEAGUE), asked, 'deletion.view')
    expect(wordsOf(looked.view?.blocks)).toContain(name)
    expect(wordsOf(looked.view?.blocks)).toContain(REASON)
    const done = await desk.pressOn(COLLEAGUE, looked.view, 'deletion.approve')
    expect(wordsOf(done.view?.blocks)).toMatch(/承認された会員の削除[\s\S]*個人情報は消去されています。/)
    await work.api.post('close', { user: COLLEAGUE, view_id: done.view?.id ?? '', all: true })
    const updated = await desk.nowSaying(COLLEAGUE, dm(COLLEAGUE), asked, 'さんが承認しました')
    expect(JSON.stringify(updated['blocks'])).not.toContain('"type":"button"')
    await desk.saying(OFFICE, dm(OFFICE), `会員番号 ${number} の削除が承認され、完了しました（受付 ${id}）。`)
    expect(await nameOf(number)).toEqual({ name: null, erased: true })
    const gone = await work.ask(OFFICE, `/member ${number}`)
    expect(wordsOf(gone.message?.blocks)).toContain(`会員番号「${number}」の会員は見つかりませんでした。`)
    const roll = new Roll({ ...work.db, close: async () => {} })
    while ((await sealAudit(roll)) > 0);
    expect((await verifyAudit(roll.read, 1234)).flaws).toEqual([])
  })

  it('is refused under the field where the number is another, and said where invoices are open', async () => {
    const number = await clean()
    const { view } = await work.ask(OFFICE, `/member 削除 ${number}`)
    const values = { number: text('DEMO00001'), reason: text(REASON) }
    const refused = await work.api.post('submit', { user: OFFICE, view_id: view?.id ?? '', values })
    expect(refused.ack).toEqual({
      response_action: 'errors',
      errors: { number: `削除する会員の会員番号（${number}）と一致しません。もう一度ご確認ください。` },
    })
    await work.api.post('close', { user: OFFICE, view_id: view?.id ?? '', all: true })
    const owing = await pick(OWES)
    const held = await work.ask(OFFICE, `/member 削除 ${owing}`)
    expect(wordsOf(held.view?.blocks)).toContain(`会員番号 ${owing} には未納の会費が`)
    expect(JSON.stringify(held.view)).not.toContain('"type":"input"')
    await work.api.post('close', { user: OFFICE, view_id: held.view?.id ?? '', all: true })
  })

  it('is not approved by who asked, is listed for officers, and rejected by one with a reason', async () => {
    const number = await clean()
    const id = receiptOf(await ask(number))
    const list = await work.ask('U_OFFICER', '/member 削除')
    expect(wordsOf(list.message?.blocks)).toContain(`会員番号 ${number}`)
    const place = {
      channel: 'C_GENERAL',
      message_ts: list.message?.ts ?? '',
      block_id: `block.deletion.${id}`,
      action_id: 'deletion.view',
    }
    const { view } = await work.press('U_OFFICER', place)
    const rejecting = await desk.pressOn('U_OFFICER', view, 'deletion.reject')
    const ended = await work.api.post('submit', {
      user: 'U_OFFICER',
      view_id: rejecting.view?.id ?? '',
      values: { note: text('保存期間中です') },
    })
    expect(ended.ack).toEqual({ response_action: 'clear' })
    const outcome = await desk.saying(
      OFFICE,
      dm(OFFICE),
      `会員番号 ${number} の削除の申請（受付 ${id}）が却下されました。`,
    )
    expect(wordsOf(outcome['blocks'])).toContain('保存期間中です')
    expect((await nameOf(number))?.erased).toBe(false)

    const again = receiptOf(await ask(number))
    const own = await work.ask(OFFICE, '/member 削除')
    const mine = await work.press(OFFICE, {
      channel: 'C_GENERAL',
      message_ts: own.message?.ts ?? '',
      block_id: `block.deletion.${again}`,
      action_id: 'deletion.view',
    })
    const buttons = JSON.stringify(mine.view?.blocks).match(/"action_id":"deletion\.\w+"/g)
    expect(buttons).toEqual(['"action_id":"deletion.cancel"'])
    const cancelled = await desk.pressOn(OFFICE, mine.view, 'deletion.cancel')
    expect(wordsOf(cancelled.view?.blocks)).toContain('取り下げられた会員の削除')
    await work.api.post('close', { user: OFFICE, view_id: cancelled.view?.id ?? '', all: true })
  })

  it('has one winner where two click at once; the other is told who', async () => {
    const number = await clean()
    const id = receiptOf(await ask(number))
    const asked = await desk.saying(COLLEAGUE, dm(COLLEAGUE), `受付 ${id}`)
    const listed = await work.ask('U_TREASURER', '/member 削除')
    const { view } = await work.press('U_TREASURER', {
      channel: 'C_GENERAL',
      message_ts: listed.message?.ts ?? '',
      block_id: `block.deletion.${id}`,
      action_id: 'deletion.view',
    })
    await Promise.all([
      work.api.post('action', {
        user: COLLEAGUE,
        channel: dm(COLLEAGUE),
        message_ts: asked.ts,
        block_id: 'block.deletion',
        action_id: 'deletion.approve',
      }),
      work.api.post('action', {
        user: 'U_TREASURER',
        view_id: view?.id ?? '',
        block_id: 'block.deletion',
        action_id: 'deletion.approve',
      }),
    ])
    await desk.nowSaying(COLLEAGUE, dm(COLLEAGUE), asked, 'さんが承認しました')
    const { rows } = await work.db.pool.query(
      `SELECT count(*)::int AS erased FROM audit_entry e JOIN member m ON m.society_id = e.society_id AND m.id = e.member_id
       WHERE m.number = $1 AND e.action = 'member.erased'`,
      [number],
    )
    expect(rows).toEqual([{ erased: 1 }])
  })

  it('goes to the officers and treasurers where the secretariat is one person, and tells of nobody left', async () => {
    await work.api.post('group', { id: 'S_SECRETARIAT', users: [OFFICE] })
    await new Promise((resolve) => setTimeout(resolve, 200))
    const id = receiptOf(await ask(await clean()))
    for (const user of ['U_OFFICER', 'U_TREASURER']) await desk.saying(user, dm(user), `受付 ${id}`)
    for (const group of ['S_OFFICER', 'S_TREASURER']) await work.api.post('group', { id: group, users: [] })
    await new Promise((resolve) => setTimeout(resolve, 200))
    const alone = receiptOf(await ask(await clean()))
    const told = await desk.saying(OFFICE, dm(OFFICE), `受付 ${alone}`)
    expect(wordsOf(told['blocks'])).toContain(`削除の申請（受付 ${alone}）を承認できる方がいません。`)
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
