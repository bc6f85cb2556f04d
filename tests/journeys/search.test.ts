import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorkspace, type Workspace, wordsOf } from './workspace.ts'

let work: Workspace
beforeAll(async () => {
  work = await openWorkspace()
}, 60_000)
afterAll(() => work.close())

const asked = async (user: string, text: string) => wordsOf((await work.ask(user, text)).message?.blocks)
const total = async (user: string, text: string) =>
  Number(/検索結果　([\d,]+)名/.exec(await asked(user, text))?.[1] ?? (await Promise.resolve(Number.NaN)))

describe('searching from a channel', () => {
  it.each(['ﾀｶﾊｼ', 'たかはし', '髙橋', '高橋', 'TAKAHASHI@KAKUU-U'])('%s finds 髙橋 健一', async (words) => {
    expect(await asked('U_OFFICER', `/member 検索 ${words}`)).toContain('DEMO00050')
  })

  it('answers a bad key with the nearest valid ones, and forbidden keys just like unknown ones', async () => {
    expect(await asked('U_OFFICER', '/member 検索 所蔵:大学')).toBe(
      '「所蔵」という検索項目はありません。もしかして：「所属」「学会」「キーワード」「会員番号」「氏名」',
    )
    const [dues, unknown] = [
      await asked('U_OFFICER', '/member 検索 会費:滞納'),
      await asked('U_OFFICER', '/member 検索 快否:滞納'),
    ]
    expect(dues.replace('会費', 'x').slice(0, 16)).toBe(unknown.replace('快否', 'x').slice(0, 16))
    expect(await total('U_TREASURER', '/member 検索 会費:滞納')).toBeGreaterThan(0)
  })

  it('counts what a plain look at the rows counts', async () => {
    const { rows } = await work.db.pool.query<{
      active: number
      all: number
      tokyo: number
    }>(`SELECT count(*) FILTER (WHERE lifecycle = 'active')::int AS active,
      count(*)::int AS all, count(*) FILTER (WHERE lifecycle = 'active' AND prefecture = '東京都')::int AS tokyo FROM member WHERE society_id = 1234 AND erased_at IS NULL AND merged_into IS NULL`)
    expect([
      await total('U_OFFICER', '/member 検索 状態:有効'),
      await total('U_OFFICER', '/member 検索 状態:すべて'),
      await total('U_OFFICER', '/member 検索 都道府県:東京'),
    ]).toEqual([rows[0]?.active, rows[0]?.all, rows[0]?.tokyo])
  })

  it('turns pages, sorts, and widens in place of the same message', async () => {
    const { message } = await work.ask('U_OFFICER', '/member 一覧 個人')
    const place = { channel: 'C_GENERAL', message_ts: message?.ts ?? '' }
    const next = await work.press('U_OFFICER', {
      ...place,
      block_id: 'block.paging',
      action_id: 'results.next',
    })
    expect(next.message?.ts).toBe(message?.ts)
    expect(wordsOf(next.message?.blocks)).toMatch(/2 \/ \d+ ページ/)
    const back = await work.press('U_OFFICER', {
      ...place,
      block_id: 'block.paging',
      action_id: 'results.previous',
    })
    expect(wordsOf(back.message?.blocks)).toBe(wordsOf(message?.blocks))
    const none = await work.ask('U_OFFICER', '/member 検索 状態:有効 DEMO00050 都道府県:沖縄県')
    expect(wordsOf(none.message?.blocks)).toContain('条件に合う会員は見つかりませんでした。')
  })

  it('opens a card from a row, by number in any writing, and names the nearest where there is none', async () => {
    const { message } = await work.ask('U_OFFICER', '/member 検索 DEMO00050')
    const row = message?.blocks.find((block) => block.block_id?.startsWith('block.row.'))?.block_id ?? ''
    const opened = await work.press('U_OFFICER', {
      channel: 'C_GENERAL',
      message_ts: message?.ts ?? '',
      block_id: row,
      action_id: 'member.show',
    })
    expect(wordsOf(opened.view?.blocks)).toContain('髙橋 健一')
    await work.api.post('close', { user: 'U_OFFICER', view_id: opened.view?.id ?? '' })
    const typed = await work.ask('U_OFFICER', '/member ｄｅｍｏ00050')
    expect(wordsOf(typed.view?.blocks)).toBe(wordsOf(opened.view?.blocks))
    await work.api.post('close', { user: 'U_OFFICER', view_id: typed.view?.id ?? '' })
    expect(await asked('U_OFFICER', '/member DEMO99999')).toContain(
      '会員番号「DEMO99999」の会員は見つかりませんでした。',
    )
  })

  it('shows dues to the treasurer and nothing of them to an officer', async () => {
    const { rows } = await work.db.pool.query<{
      number: string
    }>(`SELECT m.number FROM member m JOIN member_search s ON s.society_id = m.society_id AND s.member_id = m.id
      WHERE m.society_id = 1234 AND m.lifecycle = 'active' AND s.oldest_open_due < '2026-01-01' ORDER BY m.number LIMIT 1`)
    const number = rows[0]?.number ?? ''
    const treasurer = await work.ask('U_TREASURER', `/member ${number}`)
    expect(wordsOf(treasurer.view?.blocks)).toMatch(/滞納[\s\S]*未納の合計/)
    await work.api.post('close', { user: 'U_TREASURER', view_id: treasurer.view?.id ?? '' })
    const officer = await work.ask('U_OFFICER', `/member ${number}`)
    expect(wordsOf(officer.view?.blocks)).not.toMatch(/会費|滞納|未納|入金|円|請求/)
    await work.api.post('close', { user: 'U_OFFICER', view_id: officer.view?.id ?? '' })
    const form = await work.ask('U_OFFICER', '/member 検索')
    expect(wordsOf(form.view?.blocks)).not.toMatch(/会費|滞納|未納/)
    await work.api.post('close', { user: 'U_OFFICER', view_id: form.view?.id ?? '' })
  })
})

describe('the search form', () => {
  it('unfolds without losing what was typed, fills dates by 今月, resets, and searches', async () => {
    const user = 'U_SECRETARIAT'
    const { view } = await work.ask(user, '/member 検索')
    const id = view?.id ?? ''
    await work.api.post('input', {
      user,
      view_id: id,
      block_id: 'family',
      action_id: 'form.family',
      state: { type: 'plain_text_input', value: '髙橋' },
    })
    const unfolded = await work.press(user, {
      view_id: id,
      block_id: 'block.form',
      action_id: 'search.unfold',
    })
    expect(unfolded.view?.state.values['family']).toEqual({
      'form.family': { type: 'plain_text_input', value: '髙橋' },
    })
    const dated = await work.press(user, {
      view_id: id,
      block_id: 'block.ranges',
      action_id: 'range.this-month',
    })
    expect(dated.view?.state.values['appliedFrom#1']).toEqual({
      'form.appliedFrom': { type: 'datepicker', selected_date: '2026-11-01' },
    })
    const wrong = await work.api.post('submit', {
      user,
      view_id: id,
      values: { 'appliedFrom#1': { type: 'datepicker', selected_date: '2026-12-01' } },
    })
    expect(wrong.ack).toEqual({
      response_action: 'errors',
      errors: {
        'appliedTo#1':
          '「入会申請日」の期間の始まり（2026-12-01）が終わり（2026-11-30）より後になっています。',
      },
    })
    const reset = await work.press(user, { view_id: id, block_id: 'block.form', action_id: 'search.reset' })
    expect(reset.view?.state.values['family#1']).toEqual({
      'form.family': { type: 'plain_text_input', value: null },
    })
    const submitted = await work.api.post('submit', {
      user,
      view_id: id,
      values: { 'family#1': { type: 'plain_text_input', value: '髙橋' } },
    })
    expect(submitted.ack).toEqual({ response_action: 'clear' })
  })
})

describe('簡易名簿', () => {
  const post = async (channel: string) => {
    const { message } = await work.ask('U_OFFICER', '/member 検索 DEMO00050', channel)
    return work.press('U_OFFICER', {
      channel,
      message_ts: message?.ts ?? '',
      block_id: 'block.tools',
      action_id: 'roll.post',
    })
  }

  it('shows number, name and affiliation to the whole channel, and nothing more', async () => {
    const posted = await post('C_GENERAL')
    expect(posted.message?.ephemeral).toBe(false)
    expect(wordsOf(posted.message?.blocks)).toBe(
      '簡易名簿（1名）\n*DEMO00050* 　髙橋 健一　夢野研究所\n<@U_OFFICER> さんが投稿しました',
    )
  })

  it('is posted once however often its button is clicked, and stands in the audit', async () => {
    const user = 'U_SECRETARIAT'
    const { message } = await work.ask(user, '/member 検索 DEMO00051')
    const press = () =>
      work.api.post('action', {
        user,
        channel: 'C_GENERAL',
        message_ts: message?.ts,
        block_id: 'block.tools',
        action_id: 'roll.post',
      })
    await Promise.all([press(), press(), press()])
    const posted = async () =>
      (await work.api.messages(user, 'C_GENERAL')).filter(
        (one) => wordsOf(one['blocks']).includes('*DEMO00051* 　') && !one.ephemeral,
      )
    await expect.poll(async () => (await posted()).length).toBe(1)
    const jobs = async () =>
      (
        await work.db.pool.query(
          `SELECT count(*)::int AS n FROM graphile_worker.jobs WHERE task_identifier = 'roll.post'`,
        )
      ).rows[0]
    await expect.poll(jobs).toEqual({ n: 0 })
    expect(await posted()).toHaveLength(1)
    const { rows } = await work.db.pool.query(
      `SELECT actor, subject, facts, source->>'channelId' AS channel FROM audit_entry WHERE action = 'roll.posted' AND actor = 'T_MEIBO:U_SECRETARIAT'`,
    )
    expect(rows).toEqual([
      {
        actor: 'T_MEIBO:U_SECRETARIAT',
        subject: 'result_set',
        facts: { channelId: 'C_GENERAL', page: 1, members: 1 },
        channel: 'C_GENERAL',
      },
    ])
  })

  it('is refused where another organisation reads, and offered as a direct message', async () => {
    const refused = await post('C_EXTERNAL')
    expect(refused.message?.ephemeral).toBe(true)
    expect(wordsOf(refused.message?.blocks)).toContain(
      '他の組織と共有しているチャンネルには、会員の情報を投稿できません。',
    )
    await work.api.post('action', {
      user: 'U_OFFICER',
      channel: 'C_EXTERNAL',
      message_ts: refused.message?.ts,
      block_id: 'block.instead',
      action_id: 'refusal.dm',
    })
    const dm = async () => (await work.api.messages('U_OFFICER', 'D_U_OFFICER')).at(-1)
    await expect.poll(async () => wordsOf((await dm())?.['blocks'])).toContain('簡易名簿（1名）')
  })
})

it('refuses a form whose role was taken away meanwhile, and writes that down', async () => {
  const user = 'U_OFFICER'
  for (const { id } of (await work.api.state(user)).views) await work.api.post('close', { user, view_id: id })
  const { view } = await work.ask(user, '/member 検索')
  await work.api.post('group', { id: 'S_OFFICER', users: ['U_ENGLISH'] })
  const values = { family: { type: 'plain_text_input', value: '髙橋' } }
  const lost = async () => (await work.api.post('submit', { user, view_id: view?.id ?? '', values })).ack
  await expect
    .poll(async () => wordsOf(((await lost()) as { view?: { blocks?: unknown } })?.view?.blocks))
    .toContain('会員名簿を操作する権限がありません。')
  const { rows } = await work.db.pool.query(
    `SELECT actor, action, facts FROM audit_entry WHERE society_id = 1234 AND outcome = 'refused'`,
  )
  expect(rows[0]).toEqual({
    actor: 'T_MEIBO:U_OFFICER',
    action: 'access.refused',
    facts: { code: 'no-role', route: 'submission search.submit' },
  })
  await work.api.post('group', { id: 'S_OFFICER', users: ['U_OFFICER', 'U_ENGLISH'] })
})

it('refuses who has no role, says whom to ask, and logs ids and codes but no word of any member', async () => {
  expect(await asked('U_NOROLE', '/member 検索 高橋')).toContain('<@U_SECRETARIAT>')
  const log = work.lines.join('\n')
  expect(log).toContain('refused')
  expect(log).not.toMatch(/[ぁ-んァ-ヶ一-龠]|example\.com|takahashi/i)
})
