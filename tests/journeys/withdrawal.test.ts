import { describe, expect, it } from 'vitest'
import { until } from '../sandbox/script.ts'
import { dateOf, OFFICE, option, useOffice } from './office.ts'
import { wordsOf } from './workspace.ts'

const { work, clean, owing, stateOf, submit, said, pressOn } = useOffice()

describe('退会', () => {
  it('shows who it is and what will change, runs, and can be undone from its message', async () => {
    const number = await clean()
    const { view } = await work().ask(OFFICE, `/member 退会 ${number}`)
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
    const { view } = await work().ask(OFFICE, `/member 退会 ${number}`)
    const unpaid = await submit(view, { reason: option('personal') })
    const errors = (unpaid.ack as { errors: Record<string, string> }).errors
    expect(Object.keys(errors)[0]).toMatch(/^settlements-\d+$/)
    expect(Object.values(errors)[0]).toContain('未納の会費が1件残っているため、退会できません。')
    const early = await submit(view, { reason: option('personal'), withdrawnOn: dateOf('1980-01-01') })
    expect((early.ack as { errors: Record<string, string> }).errors['withdrawnOn']).toContain(
      '退会日は入会日',
    )
    expect((await stateOf(number))?.lifecycle).toBe('active')
    await work().api.post('close', { user: OFFICE, view_id: view?.id ?? '' })
  })

  it('is drawn anew with what changed when somebody else was first', async () => {
    const number = await clean()
    const { view } = await work().ask(OFFICE, `/member 退会 ${number}`)
    const { view: other } = await work().ask('U_SECRETARIAT2', `/member 退会 ${number}`)
    await submit(other, { reason: option('personal'), withdrawnOn: dateOf('2027-03-31') }, 'U_SECRETARIAT2')
    await until(async () => (await work().api.state('U_SECRETARIAT2')).views.length === 0)
    const late = await submit(view, { reason: option('personal') })
    expect(JSON.stringify(late.ack)).toContain('2027-03-31 の退会が予定されています。')
    await work().api.post('close', { user: OFFICE, view_id: view?.id ?? '' })

    const edited = await clean()
    const stale = await work().ask(OFFICE, `/member 退会 ${edited}`)
    await work().db.pool.query(
      `WITH moved AS (UPDATE member SET title = '改めた役職' WHERE society_id = 1234 AND number = $1 RETURNING id, search_version)
       UPDATE member_search s SET version = moved.search_version FROM moved WHERE s.society_id = 1234 AND s.member_id = moved.id`,
      [edited],
    )
    const redrawn = await submit(stale.view, { reason: option('personal') })
    expect(JSON.stringify(redrawn.ack)).toContain('他の方が先に更新しました。最新の内容をご確認ください。')
    const again = await submit(await work().api.top(OFFICE), { reason: option('personal') })
    expect(again.ack).toEqual({ response_action: 'clear' })
  })

  it('takes 年度末 by a button, is listed, can be cancelled, and runs on its day', async () => {
    const number = await clean()
    const { view } = await work().ask(OFFICE, `/member 退会 ${number}`)
    const dated = await work().press(OFFICE, {
      view_id: view?.id ?? '',
      block_id: 'block.year-end',
      action_id: 'withdrawal.year-end',
    })
    expect(dated.view?.state.values['withdrawnOn#1']).toEqual({
      'form.withdrawnOn': { type: 'datepicker', selected_date: '2027-03-31' },
    })
    await submit(dated.view, { reason: option('year_end') })
    await said(OFFICE, 'C_GENERAL', `会員番号 ${number} は 2027-03-31 に退会する予定です`)
    const list = await work().ask(OFFICE, '/member 退会')
    expect(wordsOf(list.message?.blocks)).toMatch(new RegExp(`${number}[\\s\\S]*2027-03-31　年度末退会`))
    const card = await work().ask(OFFICE, `/member ${number}`)
    expect(wordsOf(card.view?.blocks)).toContain('退会の予定を取り消す')
    const cancelled = await work().press(OFFICE, {
      view_id: card.view?.id ?? '',
      block_id: 'block.card',
      action_id: 'withdrawal.cancel-planned',
    })
    expect(wordsOf(cancelled.view?.blocks)).not.toContain('退会の予定を取り消す')
    await work().api.post('close', { user: OFFICE, view_id: card.view?.id ?? '' })
    const { view: anew } = await work().ask(OFFICE, `/member 退会 ${number}`)
    await submit(anew, { reason: option('year_end'), withdrawnOn: dateOf('2026-11-23') })
    await said(OFFICE, 'C_GENERAL', `会員番号 ${number} は 2026-11-23 に退会する予定です`)
    work().move('2026-11-23T00:00:10+09:00')
    await said(OFFICE, `D_${OFFICE}`, `会員番号 ${number} の退会が完了しました（退会日 2026-11-23）`)
    expect(await stateOf(number)).toEqual({ lifecycle: 'withdrawn', withdrawn_on: '2026-11-23' })
  })

  it('is refused to an officer at every door, and nothing is written', async () => {
    const number = await clean()
    const { message } = await work().ask('U_OFFICER', `/member 退会 ${number}`)
    expect(wordsOf(message?.blocks)).toContain('この操作には「会員の登録・編集」の権限が必要です')
    const card = await work().ask('U_OFFICER', `/member ${number}`)
    expect(wordsOf(card.view?.blocks)).not.toContain('退会')
    await work().api.post('close', { user: 'U_OFFICER', view_id: card.view?.id ?? '' })
  })
})

describe('まとめて退会', () => {
  it('splits what a search found, asks for the count, and is undone as a whole', async () => {
    const numbers = [await clean(), await clean(), await owing(1)]
    await work().db.pool.query(
      `WITH moved AS (UPDATE member SET affiliation = '一括退会大学' WHERE society_id = 1234 AND number = ANY($1) RETURNING id, search_version)
       UPDATE member_search s SET version = moved.search_version, search_text = search_text FROM moved WHERE s.society_id = 1234 AND s.member_id = moved.id`,
      [numbers],
    )
    const { message } = await work().ask(OFFICE, `/member 検索 会員番号:${numbers.join(',')}`)
    const rows = wordsOf(message?.blocks)
    for (const number of numbers) expect(rows).toContain(number)
    const { view } = await work().press(OFFICE, {
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
    const { message } = await work().ask(OFFICE, `/member 検索 ${number}`)
    const row = message?.blocks.find(({ block_id: id }) => id?.startsWith('block.row.'))?.block_id ?? ''
    const opened = await work().press(OFFICE, {
      channel: 'C_GENERAL',
      message_ts: message?.ts ?? '',
      block_id: row,
      action_id: 'withdrawal.open',
    })
    expect(wordsOf(opened.view?.blocks)).toContain(number)
    await work().api.post('close', { user: OFFICE, view_id: opened.view?.id ?? '' })
  })
})

it('reads English by the locale', async () => {
  await work().api.post('user', { id: OFFICE, locale: 'en-US' })
  const number = await clean()
  const { view } = await until(async () => {
    const answered = await work().ask(OFFICE, `/member withdraw ${number}`)
    return wordsOf(answered.view?.blocks).includes('Is this the member') ? answered : undefined
  })
  expect(wordsOf(view?.blocks)).toContain('No dues are unpaid.')
  await work().api.post('close', { user: OFFICE, view_id: view?.id ?? '' })
  await work().api.post('user', { id: OFFICE, locale: 'ja-JP' })
})
