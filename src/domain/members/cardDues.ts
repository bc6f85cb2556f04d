import { type Day, dayOf } from '../core/calendar.ts'
import type { Reader } from '../core/roll.ts'
import type { CardDues, DuesState, InvoiceLine } from './cardData.ts'

/** Invoices that fit on a card. */
const SHOWN = 12

/** The worst first. */
const SEVERITY: readonly DuesState[] = [
  'arrears',
  'unpaid',
  'partial',
  'none',
  'cancelled',
  'paid_manually',
  'paid',
  'exempt',
]

/** The dues of a member as of a day: the invoices that count, that is without those that a later revision replaces. */
export async function loadDues(
  reader: Reader,
  societyId: number,
  memberId: number,
  today: Day,
): Promise<CardDues> {
  const [invoices, exemptions] = await Promise.all([
    reader.invoice.findMany({
      where: { societyId, memberId, superseded: false },
      orderBy: [
        { year: 'desc' },
        { feeItem: { sortOrder: 'asc' } },
        { sequence: 'asc' },
        { revision: 'desc' },
        { id: 'asc' },
      ],
      select: {
        id: true,
        year: true,
        sequence: true,
        amountYen: true,
        paidYen: true,
        dueOn: true,
        state: true,
        feeItem: { select: { name: true, nameEn: true } },
      },
    }),
    reader.exemption.findMany({
      where: { societyId, memberId },
      orderBy: [{ fromYear: 'desc' }, { id: 'desc' }],
      select: { fromYear: true, toYear: true, reason: true },
    }),
  ])
  const lines = invoices.map(
    ({ id, year, sequence, amountYen, paidYen, dueOn, state, feeItem }): InvoiceLine => {
      const openYen = state === 'open' ? amountYen - paidYen : 0
      return {
        id,
        year,
        item: { ja: feeItem.name, en: feeItem.nameEn },
        sequence,
        amountYen,
        openYen,
        dueOn: dayOf(dueOn),
        state: lineState(state, paidYen, openYen, dayOf(dueOn) < today),
      }
    },
  )
  const states = new Set<DuesState>(lines.map(({ state }) => state))
  if (exemptions.length > 0) states.add('exempt')
  if (states.size === 0) states.add('none')
  return {
    states: SEVERITY.filter((state) => states.has(state)),
    openYen: lines.reduce((sum, { openYen }) => sum + openYen, 0),
    invoices: lines.slice(0, SHOWN),
    more: Math.max(0, lines.length - SHOWN),
    exemptions,
  }
}

/** The state of one invoice; `late` where its due date has passed. */
export function lineState(
  stored: string,
  paidYen: number,
  openYen: number,
  late: boolean,
): InvoiceLine['state'] {
  if (stored === 'cancelled' || stored === 'paid_manually') return stored
  if (openYen === 0) return 'paid'
  if (late) return 'arrears'
  return paidYen > 0 ? 'partial' : 'unpaid'
}
