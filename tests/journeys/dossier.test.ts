import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../sandbox/script.ts'
import { dm, settlementDesk } from './settlements.ts'
import { openWorkspace, type Workspace, wordsOf } from './workspace.ts'

let work: Workspace
let desk: ReturnType<typeof settlementDesk>
beforeAll(async () => {
  work = await openWorkspace()
  desk = settlementDesk(work)
}, 60_000)
afterAll(() => work.close())

const OFFICE = 'U_SECRETARIAT'
const NUMBER = 'DEMO00050'
const PDF = Buffer.from('%PDF-1.7\nscan')

/** Opens メモ・書類 from the card. */
async function openDossier() {
  const card = await work.ask(OFFICE, `/member ${NUMBER}`)
  return (await desk.pressOn(OFFICE, card.view, 'dossier.open')).view
}
const closeAll = (id: string | undefined) =>
  work.api.post('close', { user: OFFICE, view_id: id ?? '', all: true })

async function attach(name: string, content: Buffer) {
  const form = (await desk.pressOn(OFFICE, await openDossier(), 'attachment.open')).view
  const upload = await work.api.post('file', {
    user: OFFICE,
    name,
    content_base64: content.toString('base64'),
  })
  const values = { file: { type: 'file_input', files: [{ id: (upload as { file_id?: string }).file_id }] } }
  return work.api.post('submit', { user: OFFICE, view_id: form?.id ?? '', values })
}

it('keeps a note of a call, shown on the member’s own screen', async () => {
  const form = (await desk.pressOn(OFFICE, await openDossier(), 'note.open')).view
  const values = { body: { type: 'plain_text_input', value: '住所変更の連絡あり *至急*' } }
  const sent = await work.api.post('submit', { user: OFFICE, view_id: form?.id ?? '', values })
  expect(sent.ack).toEqual({ response_action: 'clear' })
  await desk.saying(OFFICE, 'C_GENERAL', `会員番号 ${NUMBER} の対応メモを保存しました。`)
  const view = await openDossier()
  expect(wordsOf(view?.blocks)).toContain('住所変更の連絡あり ＊至急＊')
  expect(wordsOf(view?.blocks)).toContain('保存期限 2031-11-22')
  await closeAll(view?.id)
})

it('says under its field what is wrong with a note', async () => {
  const form = (await desk.pressOn(OFFICE, await openDossier(), 'note.open')).view
  const values = {
    body: { type: 'plain_text_input', value: 'x' },
    retainUntil: { type: 'datepicker', selected_date: '2026-11-22' },
  }
  const refused = await work.api.post('submit', { user: OFFICE, view_id: form?.id ?? '', values })
  expect(refused.ack).toEqual({
    response_action: 'errors',
    errors: { retainUntil: '保存期限は、明日から 2056-11-22 までの日付をご指定ください。' },
  })
  await closeAll(form?.id)
})

it('takes a scan, fetches it from Slack by a job, and sends it back to who asks', async () => {
  expect((await attach('退会届.pdf', PDF)).ack).toEqual({ response_action: 'clear' })
  await desk.saying(OFFICE, dm(OFFICE), `会員番号 ${NUMBER} の書類を保存しました。`)
  const { rows } = await work.db.pool.query(
    `SELECT a.id, a.file_name, a.media_type, a.content FROM attachment a JOIN member m ON m.society_id = a.society_id AND m.id = a.member_id
     WHERE m.number = $1`,
    [NUMBER],
  )
  expect(rows).toEqual([
    { id: expect.any(Number), file_name: '退会届.pdf', media_type: 'application/pdf', content: PDF },
  ])
  const view = await openDossier()
  await work.api.post('action', {
    user: OFFICE,
    view_id: view?.id ?? '',
    block_id: `block.attachment.${rows[0].id}`,
    action_id: 'attachment.receive',
  })
  const files = await until(async () => {
    const messages = await work.api.messages(OFFICE, dm(OFFICE))
    const found = messages.findLast((one) => ((one['files'] as unknown[] | undefined) ?? []).length > 0)
    return found?.['files'] as { id?: string }[] | string[] | undefined
  })
  const first = files[0]
  const id = typeof first === 'string' ? first : (first?.id ?? '')
  const response = await fetch(`${work.sandbox.url}/files/${id}`)
  expect(Buffer.from(await response.arrayBuffer())).toEqual(PDF)
  await closeAll(view?.id)
})

it('refuses what only calls itself a PDF, and keeps nothing of it', async () => {
  expect((await attach('退会届.pdf', Buffer.from('<script>alert(1)</script>'))).ack).toEqual({
    response_action: 'clear',
  })
  const told = await desk.saying(OFFICE, dm(OFFICE), '書類を保存できませんでした。')
  expect(wordsOf(told['blocks'])).toContain('保存できるのは PDF・PNG・JPEG のファイルです。')
  expect((await work.db.pool.query('SELECT id FROM attachment')).rows).toHaveLength(1)
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
