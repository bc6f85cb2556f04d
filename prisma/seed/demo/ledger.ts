import { addDays, type Day } from '../../../src/domain/core/calendar.ts'
import { at, earlier, yearStart } from '../calendar.ts'
import { ITEM } from '../rulesAndPosts.ts'
import { YEARS_BACK } from '../setup.ts'
import { SECRETARIAT, TREASURER } from '../societies.ts'
import { type Bill, billsOf, type Fate, lastDueYear } from './bills.ts'
import { EXEMPTION, SETTLEMENT } from './reasons.ts'
import type { Draft, Roster } from './roster.ts'

/** An invoice to write. `late` ones belong to the time after a rejoining and are written after it. */
export interface InvoicePlan {
  readonly row: {
    readonly society_id: number
    readonly id: number
    readonly member_id: number
    readonly year: number
    readonly fee_item_id: number
    readonly amount_yen: number
    readonly due_on: Day
    readonly billing_run_id: number | null
    readonly issued_at: string
  }
  readonly fate: Fate
  readonly late: boolean
}

interface PaymentRow {
  readonly society_id: number
  readonly id: number
  readonly member_id: number | null
  readonly received_on: Day
  readonly amount_yen: number
  readonly method: string
  readonly bank_account: string | null
  readonly payer_name: string | null
  readonly recorded_by: string
  readonly reconciled_at: string | null
  readonly created_at: string
}

interface AllocationRow {
  readonly society_id: number
  readonly payment_id: number
  readonly invoice_id: number
  readonly amount_yen: number
  readonly created_at: string
}

/** Everything about money that the members' drafts lead to. */
export interface Ledger {
  readonly invoices: readonly InvoicePlan[]
  readonly payments: readonly { readonly row: PaymentRow; readonly late: boolean }[]
  readonly allocations: readonly { readonly row: AllocationRow; readonly late: boolean }[]
  readonly exemptions: readonly Readonly<Record<string, unknown>>[]
  readonly refunds: readonly Readonly<Record<string, unknown>>[]
  /** Reasons of the settled invoices, by invoice id. */
  readonly reasons: ReadonlyMap<number, string>
}

/** Plans the invoices, payments and exemptions of all members of a roster. */
export function planLedger(roster: Roster): Ledger {
  const ledger = {
    invoices: [] as InvoicePlan[],
    payments: [] as { row: PaymentRow; late: boolean }[],
    allocations: [] as { row: AllocationRow; late: boolean }[],
    exemptions: [] as Record<string, unknown>[],
    refunds: [] as Record<string, unknown>[],
    reasons: new Map<number, string>(),
  }
  const shared: InvoicePlan[] = []
  for (const draft of roster.drafts) {
    for (const bill of billsOf(draft, roster)) {
      const invoice = invoiceOf(roster, draft, bill, ledger.invoices.length + 1)
      ledger.invoices.push(invoice)
      if (bill.fate === 'manual' || bill.fate === 'cancelled') {
        ledger.reasons.set(
          invoice.row.id,
          draft.dues === 'writtenOff' ? SETTLEMENT.lapsed : SETTLEMENT.mistake,
        )
      } else if (draft.dues === 'department' && bill.year === roster.year) shared.push(invoice)
      else if (bill.fate !== 'open') pay(ledger, roster, draft, [invoice])
    }
    const exemption = exemptionOf(draft, roster)
    if (exemption !== null) ledger.exemptions.push(exemption)
  }
  if (shared.length > 0) pay(ledger, roster, null, shared)
  return ledger
}

function invoiceOf(roster: Roster, draft: Draft, bill: Bill, id: number): InvoicePlan {
  const { spec, today, year } = roster
  const yearly = bill.item !== ITEM.entrance && draft.dues !== 'unexpired'
  return {
    row: {
      society_id: spec.id,
      id,
      member_id: draft.row.id,
      year: bill.year,
      fee_item_id: bill.item,
      amount_yen: bill.amount,
      due_on: bill.due,
      billing_run_id: yearly ? bill.year - year + YEARS_BACK + 1 : null,
      issued_at: at(yearly ? yearStart(bill.year) : addDays(today, -1)),
    },
    fate: bill.fate,
    late: draft.rejoined !== null && bill.year >= year - 1,
  }
}

const OVERPAID_YEN = 2000

type Writable = {
  payments: { row: PaymentRow; late: boolean }[]
  allocations: { row: AllocationRow; late: boolean }[]
  refunds: Record<string, unknown>[]
}

/** One transfer for all the invoices; of a half-paid one 3,000 yen, of an overpaid one more than was asked. */
function pay(ledger: Writable, roster: Roster, draft: Draft | null, invoices: readonly InvoicePlan[]): void {
  const { spec, random, today, year } = roster
  const first = invoices[0]
  if (first === undefined) return
  const paid = (invoice: InvoicePlan) => (invoice.fate === 'half' ? 3000 : invoice.row.amount_yen)
  const current = first.row.year === year
  const extra = current && (draft?.dues === 'overpaid' || draft?.dues === 'refunded') ? OVERPAID_YEN : 0
  const received = earlier(addDays(yearStart(first.row.year), 20 + random.int(60)), today)
  const id = ledger.payments.length + 1
  const late = first.late
  ledger.payments.push({
    late,
    row: {
      society_id: spec.id,
      id,
      member_id: draft?.row.id ?? null,
      received_on: received,
      amount_yen: invoices.reduce((sum, invoice) => sum + paid(invoice), extra),
      ...wayOf(draft, roster),
      recorded_by: TREASURER,
      reconciled_at: current ? null : at(addDays(received, 15)),
      created_at: at(received, '17:00:00'),
    },
  })
  for (const invoice of invoices) {
    ledger.allocations.push({
      late,
      row: {
        society_id: spec.id,
        payment_id: id,
        invoice_id: invoice.row.id,
        amount_yen: paid(invoice),
        created_at: at(received, '17:00:00'),
      },
    })
  }
  if (extra > 0 && draft?.dues === 'refunded') {
    ledger.refunds.push({
      society_id: spec.id,
      payment_id: id,
      amount_yen: OVERPAID_YEN,
      refunded_on: today,
      reason: 'overpaid',
      recorded_by: TREASURER,
      created_at: at(today),
    })
  }
}

function wayOf(draft: Draft | null, { random }: Roster) {
  const bank_account = '架空銀行 本店 普通 0000001'
  if (draft === null)
    return { method: 'bank', bank_account, payer_name: 'カクウダイガクイガクブ ナイカイキョク' }
  const { family_kana, given_kana, organisation_kana } = draft.row
  const payer_name = organisation_kana ?? `${family_kana} ${given_kana}`
  if (random.chance(0.75)) return { method: 'bank', bank_account, payer_name }
  return { method: random.pick(['post', 'store', 'card']), bank_account: null, payer_name }
}

function exemptionOf(draft: Draft, roster: Roster): Record<string, unknown> | null {
  if (draft.dues !== 'study' && draft.dues !== 'childcare' && draft.dues !== 'senior') return null
  const from = lastDueYear(roster.year, roster.today)
  return {
    society_id: roster.spec.id,
    member_id: draft.row.id,
    fee_item_id: draft.dues === 'senior' ? null : ITEM.annual,
    from_year: from,
    to_year: draft.dues === 'senior' ? null : from + 1,
    reason: EXEMPTION[draft.dues],
    created_at: at(yearStart(from)),
  }
}

/** The billing runs that the yearly invoices came from. */
export function billingRuns({ spec, year }: Roster): Record<string, unknown>[] {
  return Array.from({ length: YEARS_BACK + 1 }, (_, index) => ({
    society_id: spec.id,
    id: index + 1,
    year: year - YEARS_BACK + index,
    state: 'done',
    created_by: SECRETARIAT,
    created_at: at(yearStart(year - YEARS_BACK + index)),
  }))
}
