import { describe, expect, it } from 'vitest'
import { dateOf, OFFICE, option, ticked, typed, useRegistrar } from './registrar.ts'
import { wordsOf } from './workspace.ts'

const { work, rows, submit, said, closeAll, register, memberOf } = useRegistrar()

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
    const list = await work().ask(OFFICE, '/member 承認')
    expect(wordsOf(list.message?.blocks)).toMatch(/入会承認待ち　\d+名/)
    const card = await work().ask(OFFICE, `/member ${number}`)
    const press = (action_id: string, view = card.view) =>
      work().press(OFFICE, { view_id: view?.id ?? '', block_id: 'block.card', action_id })
    const asking = await press('application.ask-back')
    const asked = await submit(asking.view, {
      note: typed('推薦者をお知らせください。'),
      mail: ticked('yes'),
    })
    expect(asked.ack).toEqual({ response_action: 'clear' })
    await said(OFFICE, `会員番号 ${number} の入会申請を差し戻しました。`)
    const again = await work().ask(OFFICE, `/member 入会承認 ${number}`)
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
    const card = await work().ask(OFFICE, `/member ${number}`)
    const rejection = await work().press(OFFICE, {
      view_id: card.view?.id ?? '',
      block_id: 'block.card',
      action_id: 'application.reject',
    })
    const other = await work().ask('U_SECRETARIAT2', `/member 承認 ${number}`)
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
    const list = await work().ask(OFFICE, '/member approve')
    expect(wordsOf(list.message?.blocks)).toMatch(/1 \/ \d ページ/)
    const next = await work().press(OFFICE, {
      channel: 'C_GENERAL',
      message_ts: list.message?.ts ?? '',
      block_id: 'block.paging',
      action_id: 'applications.next',
    })
    expect(wordsOf(next.message?.blocks)).toMatch(/2 \/ \d ページ/)
  }, 60_000)
})
