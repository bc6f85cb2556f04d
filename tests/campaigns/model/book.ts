import type { Choice, Day, Leaving, Outcome, Role } from './calls.ts'

/** The roll as the design has it, in plain lists: the model. Nothing here comes from the domain. */
export interface Book {
  /** Milliseconds. */
  now: number
  readonly roles: Role[]
  readonly closedYears: Set<number>
  readonly people: Person[]
  readonly bills: Bill[]
  readonly payments: Payment[]
  readonly bookings: Booking[]
  readonly requests: Request[]
  readonly holds: Hold[]
  readonly plans: Plan[]
  readonly offices: Office[]
  readonly entries: Entry[]
  /** What was done under a key. */
  readonly kept: Map<string, Outcome>
  marks: number
}

export interface Person {
  lifecycle: 'applicant' | 'active' | 'withdrawn'
  plan: 'paid' | 'free'
  type: number | null
  board: 'poster' | 'reader'
  joined: Day | null
  approved: Day | null
  since: Day | null
  accepted: Day | null
  left: Day | null
  reason: string | null
  died: Day | null
  merged: number | null
  terms: Term[]
  types: Span[]
}

export interface Term {
  readonly mark: number
  readonly from: Day
  to: Day | null
  readonly approved: Day | null
  accepted: Day | null
  reason: string | null
}

export interface Span {
  readonly type: number | null
  readonly plan: 'paid' | 'free'
  readonly from: Day
  to: Day | null
}

export interface Bill {
  readonly member: number
  readonly year: number
  readonly item: number
  readonly sequence: number
  readonly revision: number
  readonly replaces: number | null
  superseded: boolean
  readonly yen: number
  paid: number
  state: 'open' | 'cancelled' | 'paid_manually'
  version: number
}

export interface Payment {
  readonly member: number
  readonly yen: number
  used: number
}

export interface Booking {
  readonly payment: number
  readonly bill: number
  readonly yen: number
  readonly reverses: number | null
}

export interface Request {
  readonly subject: 'settlement' | 'rebooking'
  state: 'pending' | 'approved' | 'rejected' | 'cancelled' | 'expired'
  readonly by: number
  decidedBy: number | null
  readonly expires: number
  readonly items: readonly (Choice & { readonly version: number })[]
  readonly move: { readonly booking: number; readonly to: number | null; readonly yen: number } | null
}

export interface Hold {
  readonly member: number
  readonly request: number
  readonly by: number
  readonly terms: Leaving
  state: 'held' | 'completed' | 'released' | 'cancelled'
  outcome: string | null
}

export interface Plan {
  readonly member: number
  readonly change: 'withdrawal' | 'type'
  readonly by: number
  readonly runsOn: Day
  readonly terms: Leaving | null
  state: 'planned' | 'done' | 'failed' | 'cancelled'
  outcome: string | null
}

export interface Office {
  readonly member: number
  readonly from: Day
  to: Day | null
}

/** What was written down, with what undoing it gives back. */
export interface Entry {
  readonly action: string
  readonly member: number
  readonly term: number | null
  undone: boolean
  readonly before: {
    readonly person: Person
    readonly offices: readonly { readonly office: number; readonly to: Day | null }[]
    readonly plans: readonly number[]
    readonly application: number | null
  } | null
}

const HOUR = 3_600_000
const START = Date.parse('2026-11-24T12:00:00+09:00')
export const YEARS = [2024, 2025, 2026, 2027, 2028]
/** Why an invoice may be settled. */
export const SETTLING = ['mistake', 'death', 'exemption', 'year_end', 'lapsed']
export const EXPIRY_MS = 14 * 24 * HOUR

/** Types: two that pay, of which 世話人 opens the way to the two last; one that nobody can take any more. */
export const TYPES = { regular: 1, council: 2, honorary: 3, retired: 4, deceased: 5 } as const

const BLANK = {
  since: null,
  accepted: null,
  left: null,
  reason: null,
  died: null,
  merged: null,
  board: 'poster',
} as const

function member(mark: number, type: number, joined: Day): Person {
  const term = { mark, from: joined, to: null, approved: joined, accepted: null, reason: null }
  const span: Span = { type, plan: 'paid', from: joined, to: null }
  const standing = { lifecycle: 'active', plan: 'paid', type, joined, approved: joined } as const
  return { ...BLANK, ...standing, terms: [term], types: [span] }
}

/** A member, a 世話人 who is the chair, and an applicant. */
export function openBook(): Book {
  const nothing = { lifecycle: 'applicant', plan: 'free', type: null, joined: null, approved: null } as const
  return {
    now: START,
    roles: ['secretariat', 'secretariat', 'treasurer', 'treasurer'],
    closedYears: new Set([2024]),
    people: [
      member(0, TYPES.regular, '2024-05-01'),
      member(1, TYPES.council, '2025-06-10'),
      { ...BLANK, ...nothing, terms: [], types: [] },
    ],
    bills: [],
    payments: [],
    bookings: [],
    requests: [],
    holds: [],
    plans: [],
    offices: [{ member: 1, from: '2025-06-10', to: null }],
    entries: [],
    kept: new Map(),
    marks: 2,
  }
}

/** What each may do, of what matters here; design.md §3. */
const MAY: Readonly<Record<Role, readonly string[]>> = {
  secretariat: ['member.write', 'invoice.issue', 'payment.record', 'settlement.request'],
  treasurer: ['invoice.issue', 'payment.record', 'settlement.request', 'settlement.decide'],
  officer: [],
}

export function may(book: Book, by: number, permission: string): boolean {
  return MAY[book.roles[by] ?? 'officer'].includes(permission)
}

export function plus(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * HOUR).toISOString().slice(0, 10)
}

/** Today in Japan. */
export function todayOf({ now }: Pick<Book, 'now'>): Day {
  return new Date(now + 9 * HOUR).toISOString().slice(0, 10)
}

/** Whether a day lies in a year that is closed, or before all that are kept. */
export function isClosed(book: Book, day: Day): boolean {
  const year = Number(day.slice(0, 4)) - (day.slice(5) < '04-01' ? 1 : 0)
  return year < Math.min(...YEARS) || book.closedYears.has(year)
}

export function at<T>(list: readonly T[], index: number): T {
  const found = list[index]
  if (found === undefined) throw new RangeError(`nothing at ${index} of ${list.length}`)
  return found
}

export function openYen(bill: Bill): number {
  return bill.state === 'open' ? bill.yen - bill.paid : 0
}

/** The bills that a person still owes, by number. */
export function owed(book: Book, who: number): number[] {
  return [...book.bills.keys()].filter((index) => {
    const bill = at(book.bills, index)
    return bill.member === who && openYen(bill) > 0
  })
}

/** The request that waits and has this bill. */
export function requestOf(book: Book, bill: number): number | null {
  const found = book.requests.findIndex(
    ({ state, items }) => state === 'pending' && items.some((item) => item.bill === bill),
  )
  return found === -1 ? null : found
}

export function heldOf(book: Book, who: number): Hold | undefined {
  return book.holds.find(({ member: one, state }) => one === who && state === 'held')
}

export function plannedOf(book: Book, who: number): Plan | undefined {
  return book.plans.find(
    ({ member: one, state, change }) => one === who && state === 'planned' && change === 'withdrawal',
  )
}

/** Offices held now or later. */
export function officesOf(book: Book, who: number): number[] {
  const today = todayOf(book)
  return [...book.offices.keys()].filter((index) => {
    const { member: one, to } = at(book.offices, index)
    return one === who && (to === null || to > today)
  })
}

export function write(
  book: Book,
  action: string,
  who: number,
  more: Partial<Pick<Entry, 'term' | 'before'>> = {},
): void {
  book.entries.push({ action, member: who, term: null, before: null, undone: false, ...more })
}
