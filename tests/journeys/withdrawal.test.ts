import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealAudit } from '../../src/domain/audit/seal.ts'
import { verifyAudit } from '../../src/domain/audit/verify.ts'
import { Roll } from '../../src/domain/core/roll.ts'
import { until } from '../sandbox/script.ts'
import { type Answered, openWorkspace, type Workspace, wordsOf } from './workspace.ts'

let work: Workspace
beforeAll(async () => {
  work = await openWorkspace()
}, 60_000)
afterAll(() => work.close())

const OFFICE = 'U_SECRETARIAT'

/** A number of the demo's, by what is needed of its member; each is handed out once. */
const taken = new Set<string>()
async function pick(where: string): Promise<string> {
  const { rows } = await work.db.pool.query<{ number: string }>(
    `SELECT m.number FROM member m WHERE m.society_id = 1234 AND NOT m.is_test AND m.kind = 'individual' AND m.merged_into IS NULL
       AND NOT EXISTS (SELECT FROM planned_change c WHERE c.society_id = m.society_id AND c.member_id = m.id)
       AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id)
       AND m.number <> ALL($1::text[]) AND (${where}) ORDER BY m.id LIMIT 1`,
    [[...taken]],
  )
  const number = rows[0]?.number ?? ''
  taken.add(number)
  return number
}
const OWES = `EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)`
const clean = () => pick(`m.lifecycle = 'active' AND m.fee_plan = 'paid' AND NOT ${OWES}`)
const owing = (years: number) =>
  pick(`m.lifecycle = 'active' AND ${years} = (SELECT count(*) FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe AND i.paid_yen = 0)
    AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe AND i.paid_yen > 0)
    AND NOT EXISTS (SELECT FROM settlement_item s JOIN invoice i ON i.society_id = s.society_id AND i.id = s.invoice_id
      WHERE i.society_id = m.society_id AND i.member_id = m.id AND s.pending)`)
const stateOf = async (number: string) =>
  (
    await work.db.pool.query<{ lifecycle: string; withdrawn_on: string | null }>(
      `SELECT lifecycle, withdrawn_on::text FROM member WHERE society_id = 1234 AND number = $1`,
      [number],
    )
  ).rows[0]

const option = (value: string) => ({ selected_option: { value } })
const ticked = (value: string) => ({ selected_options: [{ value }] })
const dateOf = (selected_date: string) => ({ type: 'datepicker', selected_date })

/** The selects of the open invoices. */
const settlementFields = (view: Answered['view']): readonly string[] =>
  (view?.blocks ?? []).flatMap(({ block_id: id }) =>
    typeof id === 'string' && id.startsWith('settlements-') ? [id] : [],
  )

/** Submits the modal on top and gives the ack; with `clear` also the message that came of it. */
async function submit(view: Answered['view'], values: Record<string, unknown>, user = OFFICE) {
  return work.api.post('submit', { user, view_id: view?.id ?? '', values })
}

/** The newest message in a place that the words are in. */
async function said(user: string, channel: string, words: string) {
  return until(async () =>
    (await work.api.messages(user, channel)).findLast((message) =>
      wordsOf(message['blocks']).includes(words),
    ),
  )
}

const pressOn = (user: string, channel: string, ts: string, block: string, actionId: string) =>
  work.press(user, { channel, message_ts: ts, block_id: block, action_id: actionId })

describe('退会', () => {
  it('shows who it is and what will change, runs, and can be undone from its message', async () => {
    const number = await clean()
    const { view } = await work.ask(OFFICE, `/member 退会 ${number}`)
    const words = wordsOf(view?.blocks)
    expect(words).toContain('退会させたい会員に間違いはありませんか？')
    expect(words).toContain(number)
    expect(words).toContain('未納の会費はありません。')
    expect(words).toMatch(/料金体系　有料 → 無料/)
    const missing = await submit(view, {})
    expect(missing.error).toBe('missing_required')
    const done = await submit(view, { reason: option('personal') })
    expect(done.ack).toEqual({ response_action: 'clear' })
    const message = await said(OFFICE, 'C_GENERAL', `会員番号 ${number} の退会の手続きが完了しました`)
    expect(message.ephemeral).toBe(true)
    expect((await stateOf(number))?.lifecycle).toBe('withdrawn')
    const undone = await pressOn(OFFICE, 'C_GENERAL', message.ts, 'block.outcome', 'withdrawal.undo')
    expect(wordsOf(undone.message?.blocks)).toContain(`退会を取り消しました（${number}）`)
    expect((await stateOf(number))?.lifecycle).toBe('active')
  })

  it('says what is wrong under the field, and loses nothing', async () => {
    const number = await owing(1)
    const { view } = await work.ask(OFFICE, `/member 退会 ${number}`)
    const unpaid = await submit(view, { reason: option('personal') })
    const errors = (unpaid.ack as { errors: Record<string, string> }).errors
    expect(Object.keys(errors)[0]).toMatch(/^settlements-\d+$/)
    expect(Object.values(errors)[0]).toContain('未納の会費が1件残っているため、退会できません。')
    const early = await submit(view, { reason: option('personal'), withdrawnOn: dateOf('1980-01-01') })
    expect((early.ack as { errors: Record<string, string> }).errors['withdrawnOn']).toContain(
      '退会日は入会日',
    )
    expect((await stateOf(number))?.lifecycle).toBe('active')
    await work.api.post('close', { user: OFFICE, view_id: view?.id ?? '' })
  })

  it('is drawn anew with what changed when somebody else was first', async () => {
    const number = await clean()
    const { view } = await work.ask(OFFICE, `/member 退会 ${number}`)
    const { view: other } = await work.ask('U_SECRETARIAT2', `/member 退会 ${number}`)
    await submit(other, { reason: option('personal'), withdrawnOn: dateOf('2027-03-31') }, 'U_SECRETARIAT2')
    await until(async () => (await work.api.state('U_SECRETARIAT2')).views.length === 0)
    const late = await submit(view, { reason: option('personal') })
    expect(JSON.stringify(late.ack)).toContain('2027-03-31 の退会が予定されています。')
    await work.api.post('close', { user: OFFICE, view_id: view?.id ?? '' })

    const edited = await clean()
    const stale = await work.ask(OFFICE, `/member 退会 ${edited}`)
    await work.db.pool.query(
      `WITH moved AS (UPDATE member SET title = '教授' WHERE society_id = 1234 AND number = $1 RETURNING id, search_version)
       UPDATE member_search s SET version = moved.search_version FROM moved WHERE s.society_id = 1234 AND s.member_id = moved.id`,
      [edited],
    )
    const redrawn = await submit(stale.view, { reason: option('personal') })
    expect(JSON.stringify(redrawn.ack)).toContain('他の方が先に更新しました。最新の内容をご確認ください。')
    const again = await submit(await work.api.top(OFFICE), { reason: option('personal') })
    expect(again.ack).toEqual({ response_action: 'clear' })
  })

  it('takes 年度末 by a button, is listed, can be cancelled, and runs on its day', async () => {
    const number = await clean()
    const { view } = await work.ask(OFFICE, `/member 退会 ${number}`)
    const dated = await work.press(OFFICE, {
      view_id: view?.id ?? '',
      block_id: 'block.year-end',
      action_id: 'withdrawal.year-end',
    })
    expect(dated.view?.state.values['withdrawnOn#1']).toEqual({
      'form.withdrawnOn': { type: 'datepicker', selected_date: '2027-03-31' },
    })
    await submit(dated.view, { reason: option('year_end') })
    await said(OFFICE, 'C_GENERAL', `会員番号 ${number} は 2027-03-31 に退会する予定です`)
    const list = await work.ask(OFFICE, '/member 退会')
    expect(wordsOf(list.message?.blocks)).toMatch(new RegExp(`${number}[\\s\\S]*2027-03-31　年度末退会`))
    const card = await work.ask(OFFICE, `/member ${number}`)
    expect(wordsOf(card.view?.blocks)).toContain('退会の予定を取り消す')
    const cancelled = await work.press(OFFICE, {
      view_id: card.view?.id ?? '',
      block_id: 'block.card',
      action_id: 'withdrawal.cancel-planned',
    })
    expect(wordsOf(cancelled.view?.blocks)).not.toContain('退会の予定を取り消す')
    await work.api.post('close', { user: OFFICE, view_id: card.view?.id ?? '' })
    const { view: anew } = await work.ask(OFFICE, `/member 退会 ${number}`)
    await submit(anew, { reason: option('year_end'), withdrawnOn: dateOf('2026-11-23') })
    await said(OFFICE, 'C_GENERAL', `会員番号 ${number} は 2026-11-23 に退会する予定です`)
    work.move('2026-11-23T00:00:10+09:00')
    await said(OFFICE, `D_${OFFICE}`, `会員番号 ${number} の退会が完了しました（退会日 2026-11-23）`)
    expect(await stateOf(number)).toEqual({ lifecycle: 'withdrawn', withdrawn_on: '2026-11-23' })
  })

  it('is refused to an officer at every door, and nothing is written', async () => {
    const number = await clean()
    const { message } = await work.ask('U_OFFICER', `/member 退会 ${number}`)
    expect(wordsOf(message?.blocks)).toContain('この操作には「会員の登録・編集」の権限が必要です')
    const card = await work.ask('U_OFFICER', `/member ${number}`)
    expect(wordsOf(card.view?.blocks)).not.toContain('退会')
    await work.api.post('close', { user: 'U_OFFICER', view_id: card.view?.id ?? '' })
  })
})

describe('退会 with unpaid dues', () => {
  it('goes to the treasurer, is released by a rejection, completes after an approval, and comes back by 再入会', async () => {
    const number = await owing(2)
    const hold = async (before = '') => {
      const { view } = await work.ask(OFFICE, `/member 退会 ${number}`)
      const fields = settlementFields(view)
      expect(fields).toHaveLength(2)
      const choices = Object.fromEntries(fields.map((field) => [field, option('cancel.lapsed')]))
      const done = await submit(view, { ...choices, reason: option('lapsed'), hold: ticked('hold') })
      expect(done.ack).toEqual({ response_action: 'clear' })
      return until(async () => {
        const message = await said(
          OFFICE,
          'C_GENERAL',
          `会員番号 ${number} の請求取消などを会計に申請しました`,
        )
        const receipt = /受付 (\d+)/.exec(wordsOf(message['blocks']))?.[1]
        return receipt !== before && receipt
      })
    }
    const first = await hold()
    const card = await work.ask(OFFICE, `/member ${number}`)
    expect(wordsOf(card.view?.blocks)).toContain(`受付 ${first}`)
    await work.api.post('close', { user: OFFICE, view_id: card.view?.id ?? '' })
    const blind = await work.ask('U_OFFICER', `/member ${number}`)
    expect(wordsOf(blind.view?.blocks)).not.toMatch(/受付|未納|承認待ち/)
    await work.api.post('close', { user: 'U_OFFICER', view_id: blind.view?.id ?? '' })

    const asked = await said('U_TREASURER', 'C_TREASURERS', number)
    const rejection = await pressOn(
      'U_TREASURER',
      'C_TREASURERS',
      asked.ts,
      'block.decision',
      'approval.reject',
    )
    await submit(
      rejection.view,
      { note: { type: 'plain_text_input', value: '本人に確認中です' } },
      'U_TREASURER',
    )
    const released = await said(
      OFFICE,
      `D_${OFFICE}`,
      `会員番号 ${number} は退会していません。会計が申請を却下しました。`,
    )
    expect(released).toBeDefined()
    expect((await stateOf(number))?.lifecycle).toBe('active')

    await hold(first)
    const again = await until(async () =>
      (await work.api.messages('U_TREASURER', 'C_TREASURERS')).findLast(
        (message) => wordsOf(message['blocks']).includes(number) && message.ts !== asked.ts,
      ),
    )
    await work.api.post('action', {
      user: 'U_TREASURER',
      channel: 'C_TREASURERS',
      message_ts: again.ts,
      block_id: 'block.decision',
      action_id: 'approval.approve',
    })
    const ended = await said(OFFICE, `D_${OFFICE}`, `会員番号 ${number} の退会が完了しました`)
    expect((await stateOf(number))?.lifecycle).toBe('withdrawn')
    expect(wordsOf(ended['blocks'])).toContain('退会を取り消す')

    const back = await work.ask(OFFICE, `/member 再入会 ${number}`)
    const words = wordsOf(back.view?.blocks)
    expect(words).toContain('再入会させたい会員に間違いはありませんか？')
    expect(words).toMatch(/前回取消した未納　[\d,]+円/)
    expect(words).toContain('掲示板ページでのコメントの投稿・閲覧が可能')
    const free = await work.press(OFFICE, {
      view_id: back.view?.id ?? '',
      block_id: 'feePlan',
      action_id: 'form.feePlan',
      ...option('free'),
    })
    expect(wordsOf(free.view?.blocks)).toContain('無料の会員種別だけを選べます。')
    const paid = await work.press(OFFICE, {
      view_id: back.view?.id ?? '',
      block_id: 'feePlan',
      action_id: 'form.feePlan',
      ...option('paid'),
    })
    expect(wordsOf(paid.view?.blocks)).toContain('料金体系が有料のため、会員種別の選択が必要です。')
    const done = await submit(paid.view, {})
    expect(done.ack).toEqual({ response_action: 'clear' })
    const rejoined = await said(OFFICE, 'C_GENERAL', `会員番号 ${number} の再入会の手続きが完了しました。`)
    const shown = await pressOn(OFFICE, 'C_GENERAL', rejoined.ts, 'block.outcome', 'member.show')
    expect(wordsOf(shown.view?.blocks)).toMatch(/有効[\s\S]*有料/)
    await work.api.post('close', { user: OFFICE, view_id: shown.view?.id ?? '' })
    const undone = await pressOn(OFFICE, 'C_GENERAL', rejoined.ts, 'block.outcome', 'rejoin.undo')
    expect(wordsOf(undone.message?.blocks)).toContain('再入会を取り消しました')
  })
})

describe('まとめて退会', () => {
  it('splits what a search found, asks for the count, and is undone as a whole', async () => {
    const numbers = [await clean(), await clean(), await owing(1)]
    await work.db.pool.query(
      `WITH moved AS (UPDATE member SET affiliation = '一括退会大学' WHERE society_id = 1234 AND number = ANY($1) RETURNING id, search_version)
       UPDATE member_search s SET version = moved.search_version, search_text = search_text FROM moved WHERE s.society_id = 1234 AND s.member_id = moved.id`,
      [numbers],
    )
    const { message } = await work.ask(OFFICE, `/member 検索 会員番号:${numbers.join(',')}`)
    const rows = wordsOf(message?.blocks)
    for (const number of numbers) expect(rows).toContain(number)
    const { view } = await work.press(OFFICE, {
      channel: 'C_GENERAL',
      message_ts: message?.ts ?? '',
      block_id: 'block.tools',
      action_id: 'withdrawal.open-batch',
    })
    const words = wordsOf(view?.blocks)
    expect(words).toContain('手続きできる会員　2名')
    expect(words).toContain('未納の会費がある会員　1名')
    const wrong = await submit(view, {
      reason: option('lapsed'),
      count: { type: 'number_input', value: '3' },
    })
    expect((wrong.ack as { errors: Record<string, string> }).errors).toEqual({
      count: '対象の人数（2）をご入力ください。',
    })
    const done = await submit(view, { reason: option('lapsed'), count: { type: 'number_input', value: '2' } })
    expect(done.ack).toEqual({ response_action: 'clear' })
    const outcome = await said(OFFICE, 'C_GENERAL', '2名の退会の手続きが完了しました')
    expect(wordsOf(outcome['blocks'])).toContain('1名は手続きしていません。')
    const undone = await pressOn(OFFICE, 'C_GENERAL', outcome.ts, 'block.outcome', 'withdrawal.undo-batch')
    expect(wordsOf(undone.message?.blocks)).toContain('退会を取り消しました')
    for (const number of numbers) expect((await stateOf(number))?.lifecycle).toBe('active')
  })

  it('is reached from a row too', async () => {
    const number = await clean()
    const { message } = await work.ask(OFFICE, `/member 検索 ${number}`)
    const row = message?.blocks.find(({ block_id: id }) => id?.startsWith('block.row.'))?.block_id ?? ''
    const opened = await work.press(OFFICE, {
      channel: 'C_GENERAL',
      message_ts: message?.ts ?? '',
      block_id: row,
      action_id: 'withdrawal.open',
    })
    expect(wordsOf(opened.view?.blocks)).toContain(number)
    await work.api.post('close', { user: OFFICE, view_id: opened.view?.id ?? '' })
  })
})

it('reads English by the locale', async () => {
  await work.api.post('user', { id: OFFICE, locale: 'en-US' })
  const number = await clean()
  const { view } = await until(async () => {
    const answered = await work.ask(OFFICE, `/member withdraw ${number}`)
    return wordsOf(answered.view?.blocks).includes('Is this the member') ? answered : undefined
  })
  expect(wordsOf(view?.blocks)).toContain('No dues are unpaid.')
  await work.api.post('close', { user: OFFICE, view_id: view?.id ?? '' })
  await work.api.post('user', { id: OFFICE, locale: 'ja-JP' })
})

describe('when things go wrong', () => {
  it('refuses who lost the role while the dialog stood open, writes nothing, and writes that down', async () => {
    const number = await clean()
    const { view } = await work.ask('U_SECRETARIAT2', `/member 退会 ${number}`)
    await work.api.post('group', { id: 'S_SECRETARIAT', users: [OFFICE] })
    const refused = await until(async () => {
      const answer = await submit(view, { reason: option('personal') }, 'U_SECRETARIAT2')
      return JSON.stringify(answer.ack).includes('会員名簿を操作する権限がありません') ? answer : undefined
    })
    expect(refused.ack).toMatchObject({ response_action: 'update' })
    expect((await stateOf(number))?.lifecycle).toBe('active')
    const { rows } = await work.db.pool.query(
      `SELECT action, outcome FROM audit_entry WHERE society_id = 1234 AND actor = 'T_MEIBO:U_SECRETARIAT2' ORDER BY id DESC LIMIT 1`,
    )
    expect(rows).toEqual([{ action: 'access.refused', outcome: 'refused' }])
    await work.api.post('group', { id: 'S_SECRETARIAT', users: [OFFICE, 'U_SECRETARIAT2'] })
  })

  it('releases what was held by who lost the role before the treasurer approved, and says why', async () => {
    const number = await owing(1)
    const { view } = await work.ask('U_SECRETARIAT2', `/member 退会 ${number}`)
    const [field = ''] = settlementFields(view)
    const values = { [field]: option('cancel.mistake'), reason: option('personal'), hold: ticked('hold') }
    expect((await submit(view, values, 'U_SECRETARIAT2')).ack).toEqual({ response_action: 'clear' })
    const asked = await said('U_TREASURER', 'C_TREASURERS', number)
    await work.api.post('group', { id: 'S_SECRETARIAT', users: [OFFICE] })
    // The event has to be through before the approval, as it would be after minutes.
    await until(
      async () => (await work.ask('U_SECRETARIAT2', '/member')).message?.text !== '会員名簿のメニュー',
    )
    await pressOn('U_TREASURER', 'C_TREASURERS', asked.ts, 'block.decision', 'approval.approve')
    await said('U_SECRETARIAT2', 'D_U_SECRETARIAT2', '手続きをした方に、会員を編集する権限がなくなりました。')
    expect((await stateOf(number))?.lifecycle).toBe('active')
    await work.api.post('group', { id: 'S_SECRETARIAT', users: [OFFICE, 'U_SECRETARIAT2'] })
  })

  it('waits and goes on when Slack sets a limit', async () => {
    const number = await owing(1)
    const { view } = await work.ask(OFFICE, `/member 退会 ${number}`)
    const [field = ''] = settlementFields(view)
    await work.api.post('fault', {
      method: 'chat.postMessage',
      kind: 'ratelimited',
      times: 2,
      retry_after: 1,
    })
    await submit(view, { [field]: option('paid_manually.mistake'), reason: option('personal') })
    expect(await said('U_TREASURER', 'C_TREASURERS', number)).toBeDefined()
    expect((await work.api.log('fault')).length).toBeGreaterThanOrEqual(2)
  })
})

it('made no call that Slack would refuse, stopped at nothing, and its audit verifies', async () => {
  const calls = await work.api.log('call')
  expect(calls.filter((call) => (call['response'] as { ok?: boolean } | undefined)?.ok === false)).toEqual([])
  expect(work.lines.filter((line) => line.includes('"incident"'))).toEqual([])
  const roll = new Roll({ prisma: work.db.prisma, pool: work.db.pool, close: async () => {} })
  while ((await sealAudit(roll)) > 0);
  expect(await verifyAudit(roll.read, 1234)).toMatchObject({ flaws: [], unsealed: 0 })
})
