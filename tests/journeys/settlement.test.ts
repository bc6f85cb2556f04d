import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expireApproval } from '../../src/domain/approvals/expire.ts'
import { clockActor } from '../../src/domain/core/roles.ts'
import { Roll } from '../../src/domain/core/roll.ts'
import type { Json } from '../sandbox/script.ts'
import { chosen, dm, ROOM, receiptOf, settlementDesk } from './settlements.ts'
import { openWorkspace, type Workspace, wordsOf } from './workspace.ts'

let work: Workspace
let desk: ReturnType<typeof settlementDesk>
beforeAll(async () => {
  work = await openWorkspace()
  desk = settlementDesk(work)
}, 60_000)
afterAll(() => work.close())

describe('a request in the treasurers’ channel', () => {
  it('is looked at, rejected with a reason, brought up to date in place, and its requester told', async () => {
    const told = await desk.ask('U_SECRETARIAT', 'DEMO00177', '本人より連絡あり')
    const id = receiptOf(told)
    expect(told.ephemeral).toBe(true)
    expect(wordsOf(told['blocks'])).toContain(`会計に承認を申請しました（受付 ${id}）。計2件　20,000円`)
    const posted = await desk.saying('U_TREASURER', ROOM, `受付 ${id}`)
    const words = wordsOf(posted['blocks'])
    expect(words).toContain('• DEMO00177　2025年度　滞納年会費　10,000円　請求取消：誤請求')
    expect(words).not.toMatch(/本人より|氏名/)
    const looked = await desk.pressIn('U_TREASURER', ROOM, posted, 'approval.view')
    const card = await work.db.pool.query(`SELECT family_name AS name FROM member WHERE number = 'DEMO00177'`)
    expect(words).not.toContain(card.rows[0].name)
    expect(wordsOf(looked.view?.blocks)).toContain(card.rows[0].name)
    expect(wordsOf(looked.view?.blocks)).toContain('本人より連絡あり')
    const rejecting = await desk.pressOn('U_TREASURER', looked.view, 'approval.reject')
    const submit = (value: string) =>
      work.api.post('submit', {
        user: 'U_TREASURER',
        view_id: rejecting.view?.id ?? '',
        values: { note: { type: 'plain_text_input', value } },
      })
    expect((await submit('　 ')).ack).toEqual({
      response_action: 'errors',
      errors: { note: '却下の理由をご入力ください。' },
    })
    expect((await submit('証憑を添えてください')).ack).toEqual({ response_action: 'clear' })
    const updated = await desk.nowSaying(
      'U_TREASURER2',
      ROOM,
      posted,
      'さんが却下しました（2026-11-22 12:00）',
    )
    expect(wordsOf(updated['blocks'])).toContain('却下された申請')
    expect(JSON.stringify(updated['blocks'])).not.toMatch(/"type":"button"|証憑/)
    const outcome = await desk.saying(
      'U_SECRETARIAT',
      dm('U_SECRETARIAT'),
      `申請（受付 ${id}）が却下されました。`,
    )
    expect(wordsOf(outcome['blocks'])).toContain('証憑を添えてください')
    expect(await desk.statesOf('DEMO00177')).toEqual(['open', 'open'])
  })

  it('is never decided by who asked, and is by another', async () => {
    const id = receiptOf(await desk.ask('U_TREASURER', 'DEMO00178'))
    const posted = await desk.saying('U_TREASURER', ROOM, `受付 ${id}`)
    const own = '自身の申請は承認・却下できません。'
    for (const action of ['approval.approve', 'approval.reject']) {
      const refused = await desk.pressIn('U_TREASURER', ROOM, posted, action)
      expect([refused.message?.ephemeral, wordsOf(refused.message?.blocks)]).toEqual([
        true,
        expect.stringContaining(own),
      ])
    }
    await desk.pressIn('U_TREASURER2', ROOM, posted, 'approval.approve')
    await desk.nowSaying('U_TREASURER', ROOM, posted, '<@U_TREASURER2> さんが承認しました')
    await desk.saying('U_TREASURER', dm('U_TREASURER'), `申請（受付 ${id}）が承認されました。`)
    expect(await desk.statesOf('DEMO00178')).toEqual(['cancelled', 'cancelled'])
  })

  it('has one winner where both click at once; the other is told who', async () => {
    const id = receiptOf(await desk.ask('U_SECRETARIAT', 'DEMO00179'))
    const posted = await desk.saying('U_TREASURER', ROOM, `受付 ${id}`)
    const place = { channel: ROOM, message_ts: posted.ts, block_id: 'block.decision' }
    const users = ['U_TREASURER', 'U_TREASURER2']
    await Promise.all(
      users.map((user) => work.api.post('action', { user, ...place, action_id: 'approval.approve' })),
    )
    const updated = await desk.nowSaying('U_TREASURER', ROOM, posted, 'さんが承認しました')
    const winner = /<@(\w+)> さんが承認しました/.exec(wordsOf(updated['blocks']))?.[1] ?? ''
    const loser = users.find((user) => user !== winner) ?? ''
    const refused = await desk.saying(loser, ROOM, 'この申請は、すでに')
    expect(refused.ephemeral).toBe(true)
    expect(wordsOf(refused['blocks'])).toMatch(
      new RegExp(`<@${winner}> ?さんが承認しています（2026-11-22 12:00）`),
    )
    expect(await desk.statesOf('DEMO00179')).toEqual(['cancelled', 'cancelled'])
  })

  it('is taken back by who asked, once they are sure', async () => {
    const told = await desk.ask('U_SECRETARIAT', 'DEMO00180')
    const id = receiptOf(told)
    const posted = await desk.saying('U_TREASURER', ROOM, `受付 ${id}`)
    const replaced = await desk.pressIn('U_SECRETARIAT', 'C_GENERAL', told, 'approval.cancel')
    expect(wordsOf(replaced.message?.blocks)).toBe(`申請（受付 ${id}）を取り下げました。`)
    await desk.nowSaying('U_TREASURER', ROOM, posted, 'さんが申請を取り下げました')
  })

  it('runs out by itself: the message and who asked are told', async () => {
    const id = receiptOf(await desk.ask('U_SECRETARIAT', 'DEMO00163'))
    const posted = await desk.saying('U_TREASURER', ROOM, `受付 ${id}`)
    const expired = await expireApproval(
      {
        roll: new Roll({ ...work.db, close: async () => {} }),
        actor: clockActor(1234, ['settlement.request']),
        source: { via: 'job' },
        now: () => new Date('2026-12-07T12:00:00+09:00'),
      },
      Number(id),
    )
    expect(expired.ok).toBe(true)
    const over = '期限までに承認されなかったため、終了しました（2026-12-07 12:00）'
    await desk.nowSaying('U_TREASURER', ROOM, posted, over)
    await desk.saying(
      'U_SECRETARIAT',
      dm('U_SECRETARIAT'),
      `申請（受付 ${id}）は、期限までに承認されなかったため`,
    )
  })
})

describe('the messages of a request', () => {
  /** Waits until no job is left to do. */
  const idle = () =>
    expect
      .poll(async () => (await work.db.pool.query('SELECT id FROM graphile_worker.jobs')).rows)
      .toEqual([])

  it('are posted once, also where the job runs again', async () => {
    const id = receiptOf(await desk.ask('U_SECRETARIAT', 'DEMO00169'))
    const posted = await desk.saying('U_TREASURER', ROOM, `受付 ${id}`)
    await work.db.pool.query(`SELECT graphile_worker.add_job('approval.ask', $1)`, [
      JSON.stringify({ societyId: 1234, approvalId: Number(id) }),
    ])
    await idle()
    const about = (await work.api.messages('U_TREASURER', ROOM)).filter((one) =>
      wordsOf(one['blocks']).includes(`受付 ${id}`),
    )
    expect(about.map(({ ts }) => ts)).toEqual([posted.ts])
  })

  it('may be gone by the time it is decided: who asked is told all the same', async () => {
    const id = receiptOf(await desk.ask('U_SECRETARIAT', 'DEMO00170'))
    const posted = await desk.saying('U_TREASURER', ROOM, `受付 ${id}`)
    const { view } = await desk.pressIn('U_TREASURER', ROOM, posted, 'approval.view')
    await work.api.api('chat.delete', { channel: ROOM, ts: posted.ts })
    const decided = await desk.pressOn('U_TREASURER', view, 'approval.approve')
    await desk.saying('U_SECRETARIAT', dm('U_SECRETARIAT'), `申請（受付 ${id}）が承認されました。`)
    await idle()
    expect(await desk.statesOf('DEMO00170')).toEqual(['cancelled'])
    await work.api.post('close', { user: 'U_TREASURER', view_id: decided.view?.id ?? '', all: true })
  })

  it('are listed by the command without a number, to those who ask or decide', async () => {
    const id = receiptOf(await desk.ask('U_SECRETARIAT', 'DEMO00171'))
    for (const user of ['U_SECRETARIAT2', 'U_TREASURER']) {
      const { message } = await work.ask(user, '/member 請求')
      expect(wordsOf(message?.blocks)).toMatch(/^会計承認待ち　\d件\n/)
      const { view } = await work.press(user, {
        channel: 'C_GENERAL',
        message_ts: message?.ts ?? '',
        block_id: `block.pending.${id}`,
        action_id: 'approval.view',
      })
      const buttons = JSON.stringify(view?.blocks).match(/"action_id":"approval\.\w+"/g)
      expect(buttons).toEqual(
        (user === 'U_TREASURER' ? ['approve', 'reject'] : ['cancel']).map(
          (action) => `"action_id":"approval.${action}"`,
        ),
      )
      await work.api.post('close', { user, view_id: view?.id ?? '', all: true })
    }
  })
})

describe('the form', () => {
  it('keeps what was typed and says under the first invoice that nothing is chosen', async () => {
    const form = await desk.openForm('U_SECRETARIAT', 'DEMO00164')
    const refused = await work.api.post('submit', {
      user: 'U_SECRETARIAT',
      view_id: form?.id ?? '',
      values: { note: { type: 'plain_text_input', value: '補足です' } },
    })
    const [invoice] = await desk.invoicesOf('DEMO00164')
    expect(refused.ack).toEqual({
      response_action: 'errors',
      errors: { [`settlements-${invoice}`]: '会計に申請する請求を一つ以上お選びください。' },
    })
    await work.api.post('close', { user: 'U_SECRETARIAT', view_id: form?.id ?? '', all: true })
  })

  it('is drawn anew with the reason where a colleague was faster', async () => {
    const form = await desk.openForm('U_SECRETARIAT2', 'DEMO00164')
    const id = receiptOf(await desk.ask('U_SECRETARIAT', 'DEMO00164'))
    const [invoice] = await desk.invoicesOf('DEMO00164')
    const late = await work.api.post('submit', {
      user: 'U_SECRETARIAT2',
      view_id: form?.id ?? '',
      values: { [`settlements-${invoice}`]: chosen('paid_manually.lapsed') },
    })
    const { view } = late.ack as { view: { blocks: unknown } }
    expect(wordsOf(view.blocks)).toContain(`2026年度 年会費は、会計の承認待ちです（受付 ${id}）。`)
    expect(wordsOf(view.blocks)).toContain('申請できる未納の請求はありません。')
    await work.api.post('close', { user: 'U_SECRETARIAT2', view_id: form?.id ?? '', all: true })
  })
})

it('asks nothing of Slack that it refuses, but to change the message that was deleted', async () => {
  const log = await work.api.get<{ kind: string; method?: string; response?: Json }[]>('/sandbox/log')
  const refused = log.filter(
    ({ kind, response }) =>
      kind === 'error' || kind === 'late_ack' || (kind === 'call' && response?.['ok'] === false),
  )
  expect(refused.map(({ kind, method, response }) => [kind, method, response?.['error']])).toEqual([
    ['call', 'chat.update', 'message_not_found'],
  ])
})

it('logs ids and codes, and no word of any member or request', () => {
  expect(work.lines.join('\n')).not.toMatch(/[ぁ-んァ-ヶ一-龠]|example\.com/)
})
