import { expect } from 'vitest'
import { type Json, type MessageState, until, type ViewState } from '../sandbox/script.ts'
import { type Workspace, wordsOf } from './workspace.ts'

/** The treasurers' channel. */
export const ROOM = 'C_TREASURERS'
export const dm = (user: string) => `D_${user}`

/** The block that holds a button, on a message or a view. */
function blockOf(shown: { readonly [key: string]: unknown }, action: string): string {
  const blocks = (shown['blocks'] ?? []) as Json[]
  const found = blocks.find((one) => JSON.stringify(one).includes(`"action_id":"${action}"`))
  if (found === undefined) throw new Error(`no button ${action}: ${wordsOf(blocks)}`)
  return String(found['block_id'])
}

/** A select's state, by the value that was chosen. */
export const chosen = (value: string) => ({ type: 'static_select', selected_option: { value } })

/** The number under which a request is known, of any message about it. */
export const receiptOf = (told: MessageState) => /受付 (\d+)/.exec(wordsOf(told['blocks']))?.[1] ?? ''

/** What people do about a request, each step waiting for what it brings about. */
export function settlementDesk(work: Workspace) {
  const pressIn = (user: string, channel: string, message: MessageState, action_id: string) =>
    work.press(user, { channel, message_ts: message.ts, block_id: blockOf(message, action_id), action_id })

  const pressOn = (user: string, view: ViewState | undefined, action_id: string) =>
    work.press(user, { view_id: view?.id ?? '', block_id: blockOf(view ?? {}, action_id), action_id })

  /** The newest message of a channel, as a person of it sees it, once it says this. */
  const saying = (user: string, channel: string, words: string) =>
    until(async () =>
      (await work.api.messages(user, channel)).findLast((one) => wordsOf(one['blocks']).includes(words)),
    )

  /** A message that was posted before, once it says this in place of what it said. */
  const nowSaying = (user: string, channel: string, { ts }: MessageState, words: string) =>
    until(async () => {
      const message = (await work.api.messages(user, channel)).find((one) => one.ts === ts)
      return message !== undefined && wordsOf(message['blocks']).includes(words) && message
    })

  async function invoicesOf(number: string): Promise<number[]> {
    const { rows } = await work.db.pool.query<{ id: number }>(
      `SELECT i.id FROM invoice i JOIN member m ON m.society_id = i.society_id AND m.id = i.member_id
       WHERE m.society_id = 1234 AND m.number = $1 AND i.must_owe ORDER BY i.year`,
      [number],
    )
    return rows.map(({ id }) => id)
  }

  async function statesOf(number: string): Promise<string[]> {
    const { rows } = await work.db.pool.query<{ state: string }>(
      `SELECT i.state FROM invoice i JOIN member m ON m.society_id = i.society_id AND m.id = i.member_id
       WHERE m.society_id = 1234 AND m.number = $1 AND i.year >= 2025 AND i.paid_yen = 0 ORDER BY i.year`,
      [number],
    )
    return rows.map(({ state }) => state)
  }

  /** Opens the form over a member's dues. */
  async function openForm(user: string, number: string): Promise<ViewState | undefined> {
    const { view } = await work.ask(user, `/member 請求 ${number}`)
    return (await pressOn(user, view, 'settlement.open')).view
  }

  /** Asks about everything that a member owes, and gives what the requester is told. */
  async function ask(user: string, number: string, note = ''): Promise<MessageState> {
    const form = await openForm(user, number)
    const choices = (await invoicesOf(number)).map((id) => [`settlements-${id}`, chosen('cancel.mistake')])
    const values = { ...Object.fromEntries(choices), note: { type: 'plain_text_input', value: note || null } }
    const before = await work.api.messages(user, 'C_GENERAL')
    const sent = await work.api.post('submit', { user, view_id: form?.id ?? '', values })
    expect(sent.ack).toEqual({ response_action: 'clear' })
    return until(async () => (await work.api.messages(user, 'C_GENERAL')).slice(before.length)[0])
  }
  return { pressIn, pressOn, saying, nowSaying, invoicesOf, statesOf, openForm, ask }
}
