import { afterAll, beforeAll } from 'vitest'
import { until } from '../sandbox/script.ts'
import { type Answered, openWorkspace, type Workspace, wordsOf } from './workspace.ts'

export const OFFICE = 'U_SECRETARIAT'

export const option = (value: string) => ({ selected_option: { value } })
export const ticked = (value: string) => ({ selected_options: [{ value }] })
export const dateOf = (selected_date: string) => ({ type: 'datepicker', selected_date })

/** The selects of the open invoices. */
export const settlementFields = (view: Answered['view']): readonly string[] =>
  (view?.blocks ?? []).flatMap(({ block_id: id }) =>
    typeof id === 'string' && id.startsWith('settlements-') ? [id] : [],
  )

/** The workspace of one test file, and what the secretariat does there; opened before its tests and closed after them. */
export function useOffice() {
  let opened: Workspace | undefined
  const open = (): Workspace => {
    if (opened === undefined) throw new Error('the workspace is not open yet')
    return opened
  }
  const taken = new Set<string>()
  beforeAll(async () => {
    opened = await openWorkspace()
  }, 60_000)
  afterAll(() => opened?.close())

  /** A number of the demo's, by what is needed of its member; each is handed out once. */
  async function pick(where: string): Promise<string> {
    const { rows } = await open().db.pool.query<{ number: string }>(
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
      await open().db.pool.query<{ lifecycle: string; withdrawn_on: string | null }>(
        `SELECT lifecycle, withdrawn_on::text FROM member WHERE society_id = 1234 AND number = $1`,
        [number],
      )
    ).rows[0]

  /** Submits the modal on top and gives the ack; with `clear` also the message that came of it. */
  async function submit(view: Answered['view'], values: Record<string, unknown>, user = OFFICE) {
    return open().api.post('submit', { user, view_id: view?.id ?? '', values })
  }

  /** The newest message in a place that the words are in. */
  async function said(user: string, channel: string, words: string) {
    return until(async () =>
      (await open().api.messages(user, channel)).findLast((message) =>
        wordsOf(message['blocks']).includes(words),
      ),
    )
  }

  const pressOn = (user: string, channel: string, ts: string, block: string, actionId: string) =>
    open().press(user, { channel, message_ts: ts, block_id: block, action_id: actionId })

  return { work: open, clean, owing, stateOf, submit, said, pressOn }
}
