import type { Pool } from 'pg'
import { inOrder, type Seen, without } from './told.ts'

/** Where the numbers stand in the database. */
export interface Ids {
  readonly bills: readonly number[]
  readonly payments: readonly number[]
  readonly bookings: readonly number[]
  readonly requests: readonly number[]
  /** Of each person, in the order of the terms. */
  readonly terms: readonly (readonly number[])[]
  readonly versions: readonly number[]
  readonly lastEntry: number
}

const list = (object: string, from: string, order: string) =>
  `(SELECT coalesce(json_agg(json_build_object(${object}) ORDER BY ${order}), '[]') FROM ${from})`

const TERMS = list(
  `'id', t.id, 'from', t.started_on, 'to', t.ended_on, 'approved', t.approved_on, 'accepted', t.withdrawal_accepted_on, 'reason', t.reason`,
  'membership_term t WHERE t.society_id = m.society_id AND t.member_id = m.id',
  't.id',
)
const TYPES = list(
  `'type', t.member_type_id, 'plan', t.fee_plan, 'from', t.started_on, 'to', t.ended_on`,
  'type_assignment t WHERE t.society_id = m.society_id AND t.member_id = m.id',
  't.started_on, coalesce(t.member_type_id, 0), t.ended_on',
)
const ITEMS = list(
  `'bill', s.invoice_id, 'settlement', s.settlement, 'version', s.invoice_version, 'waits', coalesce(s.pending, false)`,
  'settlement_item s WHERE s.society_id = a.society_id AND s.approval_id = a.id',
  's.invoice_id',
)
const MOVE = `(SELECT json_build_object('booking', r.allocation_id, 'to', r.to_invoice_id, 'yen', r.amount_yen)
  FROM rebooking_item r WHERE r.society_id = a.society_id AND r.approval_id = a.id)`

const SOCIETY = `SELECT ${[
  list(
    `'version', m.version, 'fresh', EXISTS (SELECT FROM member_search s WHERE s.society_id = m.society_id AND s.member_id = m.id
       AND s.version = m.search_version AND s.oldest_open_due IS NOT DISTINCT FROM CASE WHEN m.merged_into IS NULL THEN (
         SELECT min(i.due_on) FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe) END),
     'terms', ${TERMS}, 'person', json_build_object('lifecycle', m.lifecycle, 'plan', m.fee_plan, 'type', m.member_type_id,
       'board', m.board_access, 'joined', m.joined_on, 'approved', m.approved_on, 'since', m.type_since, 'accepted', m.withdrawal_accepted_on,
       'left', m.withdrawn_on, 'reason', m.withdrawal_reason, 'died', m.deceased_on, 'merged', m.merged_into - 1, 'types', ${TYPES})`,
    'member m WHERE m.society_id = $1',
    'm.id',
  ),
  list(
    `'id', i.id, 'member', i.member_id - 1, 'year', i.year, 'item', i.fee_item_id, 'sequence', i.sequence, 'revision', i.revision,
     'replaces', i.replaces_id, 'superseded', i.superseded, 'yen', i.amount_yen, 'paid', i.paid_yen, 'state', i.state, 'version', i.version`,
    'invoice i WHERE i.society_id = $1',
    'i.id',
  ),
  list(
    `'id', p.id, 'member', p.member_id - 1, 'yen', p.amount_yen, 'used', p.allocated_yen`,
    'payment p WHERE p.society_id = $1',
    'p.id',
  ),
  list(
    `'id', a.id, 'payment', a.payment_id, 'bill', a.invoice_id, 'yen', a.amount_yen, 'reverses', a.reverses_id`,
    'allocation a WHERE a.society_id = $1',
    'a.id',
  ),
  list(
    `'id', a.id, 'subject', a.subject, 'state', a.state, 'by', a.requested_by, 'decidedBy', a.decided_by, 'items', ${ITEMS}, 'move', ${MOVE}`,
    'approval a WHERE a.society_id = $1',
    'a.id',
  ),
  list(
    `'member', h.member_id - 1, 'request', h.approval_id, 'by', h.requested_by, 'state', h.state, 'outcome', h.outcome`,
    'held_withdrawal h WHERE h.society_id = $1',
    'h.id',
  ),
  list(
    `'member', c.member_id - 1, 'change', c.change, 'by', c.requested_by, 'runsOn', c.runs_on, 'state', c.state, 'outcome', c.outcome`,
    'planned_change c WHERE c.society_id = $1',
    'c.id',
  ),
  list(
    `'member', h.member_id - 1, 'from', h.started_on, 'to', h.ended_on`,
    'position_holding h WHERE h.society_id = $1',
    'h.id',
  ),
  list(
    `'id', e.id, 'action', e.action, 'member', coalesce(e.member_id, 0) - 1`,
    'audit_entry e WHERE e.society_id = $1 AND e.id > $2',
    'e.id',
  ),
]
  .map((column, index) => `${column} AS c${index}`)
  .join(', ')}`

interface Row {
  readonly c0: readonly {
    readonly version: number
    readonly fresh: boolean
    readonly terms: readonly ({ readonly id: number } & object)[]
    readonly person: object
  }[]
  readonly c1: readonly ({ readonly id: number; readonly replaces: number | null } & object)[]
  readonly c2: readonly ({ readonly id: number } & object)[]
  readonly c3: readonly {
    readonly id: number
    readonly payment: number
    readonly bill: number
    readonly yen: number
    readonly reverses: number | null
  }[]
  readonly c4: readonly {
    readonly id: number
    readonly by: string
    readonly decidedBy: string | null
    readonly subject: string
    readonly state: string
    readonly items: readonly { readonly bill: number }[]
    readonly move: { readonly booking: number; readonly to: number | null; readonly yen: number } | null
  }[]
  readonly c5: readonly { readonly request: number; readonly by: string }[]
  readonly c6: readonly { readonly by: string }[]
  readonly c7: readonly object[]
  readonly c8: readonly { readonly id: number; readonly action: string; readonly member: number }[]
}

/** What the database says, in one statement. */
export async function look(
  pool: Pool,
  societyId: number,
  lastEntry: number,
): Promise<{ seen: Seen; ids: Ids }> {
  const { rows } = await pool.query<Row>({ name: 'model', text: SOCIETY, values: [societyId, lastEntry] })
  const [row] = rows
  if (row === undefined) throw new Error('no row')
  const ids: Ids = {
    bills: row.c1.map(({ id }) => id),
    payments: row.c2.map(({ id }) => id),
    bookings: row.c3.map(({ id }) => id),
    requests: row.c4.map(({ id }) => id),
    terms: row.c0.map(({ terms }) => terms.map(({ id }) => id)),
    versions: row.c0.map(({ version }) => version),
    lastEntry: row.c8.at(-1)?.id ?? lastEntry,
  }
  return { seen: seenOf(row, ids), ids }
}

/** Somebody of the office by number; what runs by itself has none. */
function who(key: string | null): number | null {
  return key?.startsWith('T:U') === true ? Number(key.slice(3)) : null
}

function seenOf(row: Row, ids: Ids): Seen {
  const nth = (list: readonly number[], id: number | null) => (id === null ? null : list.indexOf(id))
  const { bills, payments, bookings, requests } = ids
  const stale = row.c0.filter(({ fresh }) => !fresh)
  if (stale.length > 0) throw new Error('a search row is behind its member')
  return {
    people: row.c0.map(({ person, terms }) => ({
      ...person,
      terms: terms.map((term) => without(term, 'id')),
    })),
    bills: row.c1.map((bill) => ({ ...without(bill, 'id'), replaces: nth(bills, bill.replaces) })),
    payments: row.c2.map((payment) => without(payment, 'id')),
    bookings: row.c3.map(({ payment, bill, yen, reverses }) => ({
      payment: nth(payments, payment),
      bill: nth(bills, bill),
      yen,
      reverses: nth(bookings, reverses),
    })),
    requests: row.c4.map(({ subject, state, by, decidedBy, items, move }) => ({
      subject,
      state,
      by: who(by),
      decidedBy: who(decidedBy),
      items: items.map((item) => ({ ...item, bill: nth(bills, item.bill) })),
      move: move && { booking: nth(bookings, move.booking), to: nth(bills, move.to), yen: move.yen },
    })),
    holds: row.c5.map((hold) => ({ ...hold, by: who(hold.by), request: nth(requests, hold.request) })),
    plans: row.c6.map((plan) => ({ ...plan, by: who(plan.by) })),
    offices: row.c7,
    entries: row.c8.map(({ action, member }) => `${action} ${member}`).toSorted(inOrder),
  }
}
