import { describe, expect, it } from 'vitest'
import { ANSWERS, OFFICE, option, ticked, typed, useRegistrar } from './registrar.ts'
import { wordsOf } from './workspace.ts'

const { work, rows, submit, said, closed, closeAll, register, memberOf } = useRegistrar()

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
    const opened = await work().press(OFFICE, {
      channel: 'C_GENERAL',
      message_ts: message.ts,
      block_id: 'block.outcome',
      action_id: 'member.show',
    })
    expect(wordsOf(opened.view?.blocks)).toContain('旅 太郎')
    await closeAll()
  })

  it('fills prefecture and address by the postal code, and keeps everything else', async () => {
    const { view } = await work().ask(OFFICE, '/member 登録')
    const enter = (block_id: string, value: string) =>
      work().api.post('input', {
        user: OFFICE,
        view_id: view?.id ?? '',
        block_id,
        action_id: `form.${block_id}`,
        state: { type: 'plain_text_input', value },
      })
    const fill = () =>
      work().press(OFFICE, {
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
    expect((await work().api.top(OFFICE)).state.values['address#1']?.['form.address']).toMatchObject({
      value: '中央区銀座',
    })
    await closeAll()
  })

  it('puts each fault under its field, and loses nothing', async () => {
    const { view } = await work().ask(OFFICE, '/member 登録 個人')
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
    const { view } = await work().ask(OFFICE, '/member 登録')
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
    const top = await work().api.top(OFFICE)
    expect(top.state.values['familyName']?.['form.familyName']).toMatchObject({ value: '重複' })
    const rejoin = await work().press(OFFICE, {
      view_id: top.id,
      block_id: `block.duplicate.${String(gone?.['id'])}`,
      action_id: 'rejoin.open',
    })
    expect(wordsOf(rejoin.view?.blocks)).toContain('再入会させたい会員に間違いはありませんか？')
    await work().api.post('close', { user: OFFICE, view_id: rejoin.view?.id ?? '' })
    const form = await work().api.top(OFFICE)
    const again = await submit(form, { ...values, another: ticked('yes') })
    expect(again.ack).toEqual({ response_action: 'clear' })
    await closed()
    expect(
      await rows(`SELECT lifecycle FROM member WHERE society_id = 1234 AND family_name = '重複'`),
    ).toEqual([{ lifecycle: 'active' }])
  })

  it('changes the kind, and what both have stays', async () => {
    const { view } = await work().ask(OFFICE, '/member register')
    await work().api.post('input', {
      user: OFFICE,
      view_id: view?.id ?? '',
      block_id: 'phone',
      action_id: 'form.phone',
      state: typed('03-0000-0000'),
    })
    const changed = await work().press(OFFICE, {
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
    const { message } = await work().ask(OFFICE, '/member 登録 学生')
    expect(wordsOf(message?.blocks)).toContain('「学生」という会員区分はありません。')
  })
})
