import { at, dayNumber, dayText, earlier, yearStart } from '../calendar.ts'
import { EXEMPTION } from '../demo/reasons.ts'
import { YEARS_BACK } from '../setup.ts'
import { TREASURER } from '../societies.ts'
import { type Bulk, type BulkTable, lives, SOCIETY } from './bulk.ts'

const exemptions: BulkTable = {
  name: 'exemption',
  columns: ['society_id', 'member_id', 'fee_item_id', 'from_year', 'to_year', 'reason', 'created_at'],
  *rows(bulk) {
    const { due } = bulk.frame
    for (const [index, life] of lives(bulk)) {
      if (!life.exempt) continue
      yield [SOCIETY, bulk.bases.member + index + 1, null, due, due + 1, EXEMPTION.study, at(yearStart(due))]
    }
  },
}

const invoices: BulkTable = {
  name: 'invoice',
  columns:
    `society_id id member_id year fee_item_id amount_yen due_on state paid_yen billing_run_id settled_at issued_at`.split(
      ' ',
    ),
  *rows(bulk) {
    let id = bulk.bases.invoice
    for (const [index, life] of lives(bulk)) {
      for (const { year, item, amountYen, dueOn, state, paidYen } of life.invoices) {
        id += 1
        const run = life.joined === null ? null : year - bulk.frame.year + YEARS_BACK + 1
        const settled = state === 'open' ? null : at(earlier(dueOn, bulk.frame.today))
        yield [
          SOCIETY,
          id,
          bulk.bases.member + index + 1,
          year,
          item,
          amountYen,
          dueOn,
          state,
          paidYen,
          run,
          settled,
          at(yearStart(year)),
        ]
      }
    }
  },
}

/** Each paid invoice has a payment and an allocation of its own, with the same place in their tables. */
function* paid(bulk: Bulk) {
  let [invoice, place] = [bulk.bases.invoice, 0]
  for (const [index, life] of lives(bulk)) {
    for (const { paidYen, dueOn } of life.invoices) {
      invoice += 1
      if (paidYen === 0) continue
      place += 1
      const day = earlier(dayText(dayNumber(dueOn) - (index % 60)), bulk.frame.today)
      yield { index, invoice, place, paidYen, day, reconciled: dueOn < yearStart(bulk.frame.year) }
    }
  }
}

const payments: BulkTable = {
  name: 'payment',
  columns:
    `society_id id member_id received_on amount_yen allocated_yen method recorded_by reconciled_at created_at`.split(
      ' ',
    ),
  *rows(bulk) {
    for (const { index, place, paidYen, day, reconciled } of paid(bulk)) {
      const when = at(day, '17:00:00')
      yield [
        SOCIETY,
        bulk.bases.payment + place,
        bulk.bases.member + index + 1,
        day,
        paidYen,
        paidYen,
        'bank',
        TREASURER,
        reconciled ? when : null,
        when,
      ]
    }
  },
}

const allocations: BulkTable = {
  name: 'allocation',
  columns: ['society_id', 'id', 'payment_id', 'invoice_id', 'amount_yen', 'created_at'],
  *rows(bulk) {
    for (const { invoice, place, paidYen, day } of paid(bulk)) {
      yield [
        SOCIETY,
        bulk.bases.allocation + place,
        bulk.bases.payment + place,
        invoice,
        paidYen,
        at(day, '17:00:00'),
      ]
    }
  },
}

/** Exemptions, invoices and what was paid, in the order of their references. */
export const DUES_TABLES: readonly BulkTable[] = [exemptions, invoices, payments, allocations]
