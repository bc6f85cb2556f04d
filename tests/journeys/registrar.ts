import { afterAll, beforeAll, expect } from 'vitest'
import { until } from '../sandbox/script.ts'
import { type Answered, openWorkspace, type Workspace, wordsOf } from './workspace.ts'

export const OFFICE = 'U_SECRETARIAT'
export const option = (value: string) => ({ selected_option: { value } })
export const ticked = (value: string) => ({ selected_options: [{ value }] })
export const typed = (value: string) => ({ value })
export const dateOf = (selected_date: string) => ({ type: 'datepicker', selected_date })

/** What the society wants to know of everybody. */
export const ANSWERS = { 'question-1': option('臨床'), 'question-2': option('掲載する') }

/** The workspace of one test file, and how the secretariat registers people there. */
export function useRegistrar() {
  let opened: Workspace | undefined
  const open = (): Workspace => {
    if (opened === undefined) throw new Error('the workspace is not open yet')
    return opened
  }
  beforeAll(async () => {
    opened = await openWorkspace()
  }, 60_000)
  afterAll(() => opened?.close())

  const rows = async (sql: string) => (await open().db.pool.query(sql)).rows as Record<string, unknown>[]

  const submit = (view: Answered['view'], values: Record<string, unknown>, user = OFFICE) =>
    open().api.post('submit', { user, view_id: view?.id ?? '', values })

  /** The newest message in a place that the words are in. */
  const said = (user: string, words: string) =>
    until(async () =>
      (await open().api.messages(user, 'C_GENERAL')).findLast((message) =>
        wordsOf(message['blocks']).includes(words),
      ),
    )
  const closed = (user = OFFICE) => until(async () => (await open().api.state(user)).views.length === 0)
  const closeAll = async (user = OFFICE) => {
    const top = (await open().api.state(user)).views.at(-1)
    if (top !== undefined) await open().api.post('close', { user, view_id: top.id, all: true })
    await closed(user)
  }

  async function register(values: Record<string, unknown>): Promise<string> {
    const { view } = await open().ask(OFFICE, '/member 登録')
    const next = /次の会員番号は (\S+) です/.exec(wordsOf(view?.blocks))?.[1] ?? ''
    const done = await submit(view, { familyName: typed('旅'), ...ANSWERS, ...values })
    expect(done.ack).toEqual({ response_action: 'clear' })
    await closed()
    // The next command is not to be answered by this one's message.
    await said(OFFICE, `会員番号 ${next} を`)
    return next
  }

  const memberOf = async (number: string) =>
    (
      await rows(
        `SELECT id, lifecycle, family_name, family_kana, email, kind FROM member WHERE society_id = 1234 AND number = '${number}'`,
      )
    )[0]

  return { work: open, rows, submit, said, closed, closeAll, register, memberOf }
}
