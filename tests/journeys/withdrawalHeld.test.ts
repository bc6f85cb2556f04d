import { describe, expect, it } from 'vitest'
import { sealAudit } from '../../src/domain/audit/seal.ts'
import { verifyAudit } from '../../src/domain/audit/verify.ts'
import { Roll } from '../../src/domain/core/roll.ts'
import { until } from '../sandbox/script.ts'
import { OFFICE, option, settlementFields, ticked, useOffice } from './office.ts'
import { wordsOf } from './workspace.ts'

const { work, clean, owing, stateOf, submit, said, pressOn } = useOffice()

describe('退会 with unpaid dues', () => {
  it('goes to the treasurer, is released by a rejection, completes after an approval, and comes back by 再入会', async () => {
    const number = await owing(2)
    const hold = async (before = '') => {
      const { view } = await work().ask(OFFICE, `/member 退会 ${number}`)
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
    const card = await work().ask(OFFICE, `/member ${number}`)
    expect(wordsOf(card.view?.blocks)).toContain(`受付 ${first}`)
    await work().api.post('close', { user: OFFICE, view_id: card.view?.id ?? '' })
    const blind = await work().ask('U_OFFICER', `/member ${number}`)
    expect(wordsOf(blind.view?.blocks)).not.toMatch(/受付|未納|承認待ち/)
    await work().api.post('close', { user: 'U_OFFICER', view_id: blind.view?.id ?? '' })

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
      (await work().api.messages('U_TREASURER', 'C_TREASURERS')).findLast(
        (message) => wordsOf(message['blocks']).includes(number) && message.ts !== asked.ts,
      ),
    )
    await work().api.post('action', {
      user: 'U_TREASURER',
      channel: 'C_TREASURERS',
      message_ts: again.ts,
      block_id: 'block.decision',
      action_id: 'approval.approve',
    })
    const ended = await said(OFFICE, `D_${OFFICE}`, `会員番号 ${number} の退会が完了しました`)
    expect((await stateOf(number))?.lifecycle).toBe('withdrawn')
    expect(wordsOf(ended['blocks'])).toContain('退会を取り消す')

    const back = await work().ask(OFFICE, `/member 再入会 ${number}`)
    const words = wordsOf(back.view?.blocks)
    expect(words).toContain('再入会させたい会員に間違いはありませんか？')
    expect(words).toMatch(/前回取消した未納　[\d,]+円/)
    expect(words).toContain('掲示板ページでのコメントの投稿・閲覧が可能')
    const free = await work().press(OFFICE, {
      view_id: back.view?.id ?? '',
      block_id: 'feePlan',
      action_id: 'form.feePlan',
      ...option('free'),
    })
    expect(wordsOf(free.view?.blocks)).toContain('無料の会員種別だけを選べます。')
    const paid = await work().press(OFFICE, {
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
    await work().api.post('close', { user: OFFICE, view_id: shown.view?.id ?? '' })
    const undone = await pressOn(OFFICE, 'C_GENERAL', rejoined.ts, 'block.outcome', 'rejoin.undo')
    expect(wordsOf(undone.message?.blocks)).toContain('再入会を取り消しました')
  })
})

describe('when things go wrong', () => {
  it('refuses who lost the role while the dialog stood open, writes nothing, and writes that down', async () => {
    const number = await clean()
    const { view } = await work().ask('U_SECRETARIAT2', `/member 退会 ${number}`)
    await work().api.post('group', { id: 'S_SECRETARIAT', users: [OFFICE] })
    const refused = await until(async () => {
      const answer = await submit(view, { reason: option('personal') }, 'U_SECRETARIAT2')
      return JSON.stringify(answer.ack).includes('会員名簿を操作する権限がありません') ? answer : undefined
    })
    expect(refused.ack).toMatchObject({ response_action: 'update' })
    expect((await stateOf(number))?.lifecycle).toBe('active')
    const { rows } = await work().db.pool.query(
      `SELECT action, outcome FROM audit_entry WHERE society_id = 1234 AND actor = 'T_MEIBO:U_SECRETARIAT2' ORDER BY id DESC LIMIT 1`,
    )
    expect(rows).toEqual([{ action: 'access.refused', outcome: 'refused' }])
    await work().api.post('group', { id: 'S_SECRETARIAT', users: [OFFICE, 'U_SECRETARIAT2'] })
  })

  it('releases what was held by who lost the role before the treasurer approved, and says why', async () => {
    const number = await owing(1)
    const { view } = await work().ask('U_SECRETARIAT2', `/member 退会 ${number}`)
    const [field = ''] = settlementFields(view)
    const values = { [field]: option('cancel.mistake'), reason: option('personal'), hold: ticked('hold') }
    expect((await submit(view, values, 'U_SECRETARIAT2')).ack).toEqual({ response_action: 'clear' })
    const asked = await said('U_TREASURER', 'C_TREASURERS', number)
    await work().api.post('group', { id: 'S_SECRETARIAT', users: [OFFICE] })
    // The event has to be through before the approval, as it would be after minutes.
    await until(
      async () => (await work().ask('U_SECRETARIAT2', '/member')).message?.text !== '会員名簿のメニュー',
    )
    await pressOn('U_TREASURER', 'C_TREASURERS', asked.ts, 'block.decision', 'approval.approve')
    await said('U_SECRETARIAT2', 'D_U_SECRETARIAT2', '手続きをした方に、会員を編集する権限がなくなりました。')
    expect((await stateOf(number))?.lifecycle).toBe('active')
    await work().api.post('group', { id: 'S_SECRETARIAT', users: [OFFICE, 'U_SECRETARIAT2'] })
  })

  it('waits and goes on when Slack sets a limit', async () => {
    const number = await owing(1)
    const { view } = await work().ask(OFFICE, `/member 退会 ${number}`)
    const [field = ''] = settlementFields(view)
    await work().api.post('fault', {
      method: 'chat.postMessage',
      kind: 'ratelimited',
      times: 2,
      retry_after: 1,
    })
    await submit(view, { [field]: option('paid_manually.mistake'), reason: option('personal') })
    expect(await said('U_TREASURER', 'C_TREASURERS', number)).toBeDefined()
    expect((await work().api.log('fault')).length).toBeGreaterThanOrEqual(2)
  })
})

it('made no call that Slack would refuse, stopped at nothing, and its audit verifies', async () => {
  const calls = await work().api.log('call')
  expect(calls.filter((call) => (call['response'] as { ok?: boolean } | undefined)?.ok === false)).toEqual([])
  expect(work().lines.filter((line) => line.includes('"incident"'))).toEqual([])
  const roll = new Roll({ prisma: work().db.prisma, pool: work().db.pool, close: async () => {} })
  while ((await sealAudit(roll)) > 0);
  expect(await verifyAudit(roll.read, 1234)).toMatchObject({ flaws: [], unsealed: 0 })
})
