import { fieldOfBlock } from '../../src/views/fieldIds.ts'
import { type Answer, type Json, until, type ViewState } from '../sandbox/script.ts'
import { openWorkspace, type Workspace, wordsOf } from './workspace.ts'

export const OFFICE = 'U_SECRETARIAT'
export const TREASURER = 'U_TREASURER'

export interface Debtor {
  readonly id: number
  readonly number: string
}

/** States of inputs, by block. */
export type Fields = Readonly<Record<string, Json>>

export const typed = (value: string) => ({ type: 'plain_text_input', value })
export const number = (value: string) => ({ type: 'number_input', value })
export const date = (selected_date: string) => ({ type: 'datepicker', selected_date })
export const chosen = (value: string) => ({ type: 'static_select', selected_option: { value } })
/** 口数の追加 */
export const ANOTHER: Fields = {
  another: { type: 'checkboxes', selected_options: [{ value: 'another' }] },
}

/** 入金日・金額・振込名義・口座 */
export const evidence = (amount: string): Fields => ({
  receivedOn: date('2026-11-20'),
  amount: number(amount),
  payerName: typed('カクウ ハナコ'),
  bankAccount: typed('架空銀行 本店 普通 0000001'),
})

/** The id of the input whose field this is. */
export const inputOf = (view: ViewState, field: string) =>
  String(view.blocks.find(({ block_id }) => fieldOfBlock(String(block_id)) === field)?.['block_id'])

/** The block that holds an element with this action. */
export function blockOf(shown: { readonly blocks: readonly unknown[] } | undefined, action: string): string {
  const found = shown?.blocks.find((block) => JSON.stringify(block).includes(`"action_id":"${action}"`))
  return String((found as Json | undefined)?.['block_id'])
}

/** The fields of the open invoices in a form, in its order. */
export const allocationsIn = (view: ViewState) =>
  view.blocks.map(({ block_id }) => String(block_id)).filter((id) => id.startsWith('allocations-'))

/** The workspace with what people do about dues in it. */
export interface Till extends Workspace {
  /** One of six active members of the fee of 10,000 yen who owe nothing yet. */
  member(index: number): Debtor
  /** The modal that a command opens; throws what it is answered with otherwise. */
  open(user: string, text: string): Promise<ViewState>
  /** Presses a button of the modal on top, and gives the modal that comes. */
  pressIn(user: string, view: ViewState, block: string, action: string): Promise<ViewState>
  /** Submits the modal, and gives the words of the message that comes of it. */
  submit(user: string, view: ViewState, fields: Fields): Promise<string>
  /** Submits the modal, which stays: with errors under fields, or drawn anew. */
  submitted(user: string, view: ViewState, fields: Fields): Promise<Answer>
  closeAll(user: string): Promise<void>
  /** Bills a member in a year, as a person does who looks at what is proposed. */
  bill(to: Debtor, year: string, fields?: Fields): Promise<{ form: ViewState; words: string }>
  /** All words of a member's ledger. */
  ledgerOf(of: Debtor): Promise<string>
  /** What is paid of the invoices of 2027. */
  paidOf(of: Debtor): Promise<number[]>
}

const DEBTORS = `SELECT m.id, m.number FROM member m
  WHERE m.society_id = 1234 AND m.lifecycle = 'active' AND m.member_type_id = 2 AND NOT m.is_test
    AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND (i.must_owe OR i.state <> 'open'))
    AND NOT EXISTS (SELECT FROM exemption e WHERE e.society_id = m.society_id AND e.member_id = m.id)
    AND NOT EXISTS (SELECT FROM planned_change p WHERE p.society_id = m.society_id AND p.member_id = m.id)
  ORDER BY m.id LIMIT 6`

export async function openTill(): Promise<Till> {
  const work = await openWorkspace()
  const { rows: members } = await work.db.pool.query<Debtor>(DEBTORS)
  const { api } = work
  const viewOf = ({ view, message }: Awaited<ReturnType<Workspace['ask']>>): ViewState => {
    if (view === undefined) throw new Error(wordsOf(message?.blocks))
    return view
  }
  const open: Till['open'] = async (user, text) => viewOf(await work.ask(user, text))
  const pressIn: Till['pressIn'] = async (user, { id }, block_id, action_id) =>
    viewOf(await work.press(user, { view_id: id, block_id, action_id }))
  const submitted: Till['submitted'] = (user, { id }, values) =>
    api.post('submit', { user, view_id: id, values })
  const submit: Till['submit'] = async (user, view, fields) => {
    const before = (await api.messages(user, 'C_GENERAL')).length
    const answer = await submitted(user, view, fields)
    if (!answer.ok || answer['errors'] !== undefined) throw new Error(JSON.stringify(answer))
    const messages = await until(async () => {
      const now = await api.messages(user, 'C_GENERAL')
      return now.length > before && now
    })
    return wordsOf(messages.at(-1)?.['blocks'])
  }
  const closeAll: Till['closeAll'] = async (user) => {
    const top = (await api.state(user)).views.at(-1)
    if (top !== undefined) await api.post('close', { user, view_id: top.id, all: true })
  }
  return {
    ...work,
    open,
    pressIn,
    submit,
    submitted,
    closeAll,
    member: (index) => {
      const found = members[index]
      if (found === undefined) throw new Error('the demo has too few such members')
      return found
    },
    bill: async (to, year, fields = {}) => {
      const ledger = await open(OFFICE, `/member 請求 ${to.number}`)
      const { id } = await pressIn(OFFICE, ledger, 'block.dues', 'invoice.open')
      const select = {
        block_id: 'year',
        action_id: 'invoice.year',
        selected_option: { value: year },
      }
      const form = viewOf(await work.press(OFFICE, { view_id: id, ...select }))
      return { form, words: await submit(OFFICE, form, fields) }
    },
    ledgerOf: async (of) => {
      const ledger = await open(OFFICE, `/member 会費 ${of.number}`)
      await closeAll(OFFICE)
      return wordsOf(ledger.blocks)
    },
    paidOf: async (of) => {
      const { rows } = await work.db.pool.query<{ paid: number }>(
        `SELECT paid_yen AS paid FROM invoice WHERE society_id = 1234 AND member_id = $1 AND year = 2027 ORDER BY sequence`,
        [of.id],
      )
      return rows.map(({ paid }) => paid)
    },
  }
}
