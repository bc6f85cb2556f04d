import { addDays, type Day, fiscalYearOf } from '../../../src/domain/core/calendar.ts'
import { START_MONTH, yearDue, yearStart } from '../calendar.ts'
import { ITEM } from '../rulesAndPosts.ts'
import { YEARS_BACK } from '../setup.ts'
import type { TypeSpec } from '../societies.ts'
import type { Draft, Dues, Roster } from './roster.ts'

/** What becomes of an invoice after it was issued. */
export type Fate = 'paid' | 'open' | 'half' | 'manual' | 'cancelled'

/** The latest fiscal year whose fees are overdue. */
export function lastDueYear(year: number, today: Day): number {
  return yearDue(year) < today ? year : year - 1
}

/** One fee asked of a member. */
export interface Bill {
  readonly year: number
  readonly item: number
  readonly amount: number
  readonly fate: Fate
  readonly due: Day
}

/** The bills of one member over the years that the society keeps. */
export function billsOf(draft: Draft, roster: Roster): Bill[] {
  const { year, spec, today } = roster
  const joined = draft.row.joined_on
  const entrance = { item: ITEM.entrance, amount: spec.entranceYen, due: addDays(today, 30), year }
  if (joined === null) {
    if (draft.dues === 'entranceOpen') return [{ ...entrance, fate: 'open' }]
    return draft.dues === 'entrancePaid' ? [{ ...entrance, fate: 'paid' }] : []
  }
  if (draft.dues === 'none') return []
  const bills: Bill[] = []
  for (let one = year - YEARS_BACK; one <= year; one += 1) {
    const fee = feeIn(draft, one)
    const fate = fee === null ? null : fateIn(draft, roster, one)
    if (fee === null || fate === null) continue
    const due = draft.dues === 'unexpired' ? addDays(today, 30) : yearDue(one)
    const item =
      draft.dues === 'arrears2' && one < lastDueYear(year, today) && fate === 'open'
        ? ITEM.arrears
        : ITEM.annual
    bills.push({ year: one, item, amount: fee * (draft.row.units ?? 1), fate, due })
  }
  return bills
}

/** The fee of a year, or null in years without one: not a member for it, or of a free type by then. */
function feeIn(draft: Draft, year: number): number | null {
  const start = yearStart(year)
  const joined = fiscalYearOf(draft.row.joined_on ?? start, START_MONTH)
  const left = draft.withdrawn !== null && draft.withdrawn.on < start
  const back = draft.rejoined !== null && fiscalYearOf(draft.rejoined.on, START_MONTH) <= year
  if (year < joined || (left && !back)) return null
  const type: TypeSpec | null =
    draft.promoted !== null && draft.promoted.on <= start ? draft.promoted.type : draft.type
  return type?.feeYen ?? null
}

interface Moment {
  readonly draft: Draft
  /** The year asked about. */
  readonly year: number
  /** The present fiscal year, and the latest one that is overdue. */
  readonly present: number
  readonly due: number
}

const inOrder = (): Fate => 'paid'
const exempt = ({ year, due }: Moment): Fate | null => (year >= due ? null : 'paid')

/** What became of a year's fee, by how the member pays; null: nothing was asked for. */
const FATES: Readonly<Record<Dues, (moment: Moment) => Fate | null>> = {
  // Before the due date half have paid already.
  paid: ({ draft, year, due }) =>
    year > due && draft.row.id % 2 === 0 && draft.withdrawn === null ? 'open' : 'paid',
  arrears1: ({ year, due }) => (year >= due ? 'open' : 'paid'),
  arrears2: ({ year, due }) => (year >= due - 1 ? 'open' : 'paid'),
  partial: ({ year, due }) => (year === due ? 'half' : year > due ? 'open' : 'paid'),
  manual: ({ year, due }) => (year === due ? 'manual' : 'paid'),
  cancelled: ({ year, due }) => (year === due ? 'cancelled' : 'paid'),
  study: exempt,
  childcare: exempt,
  senior: exempt,
  unexpired: () => 'open',
  writtenOff: ({ draft, year, present }) => {
    if (draft.rejoined === null) return year >= present - 2 ? 'cancelled' : 'paid'
    return year < present - 1 ? 'cancelled' : 'paid'
  },
  department: inOrder,
  overpaid: inOrder,
  refunded: inOrder,
  none: inOrder,
  entranceOpen: inOrder,
  entrancePaid: inOrder,
}

function fateIn(draft: Draft, { year: present, today }: Roster, year: number): Fate | null {
  return FATES[draft.dues]({ draft, year, present, due: lastDueYear(present, today) })
}
