import { canonicalJson, sha256 } from '../../../src/domain/core/audit.ts'
import { addDays } from '../../../src/domain/core/calendar.ts'
import { at } from '../calendar.ts'
import { type Execute, insertRows, updateRows } from '../insert.ts'
import { SECRETARIAT, TREASURER } from '../societies.ts'
import type { InvoicePlan, Ledger } from './ledger.ts'
import type { Roster } from './roster.ts'

/** Writes one of the two halves of a ledger: what was before the rejoinings (`late` false), or after them. */
export async function writeLedger(
  execute: Execute,
  roster: Roster,
  ledger: Ledger,
  late: boolean,
): Promise<void> {
  const half = <T extends { late: boolean }>(list: readonly T[]) => list.filter((one) => one.late === late)
  const invoices = half(ledger.invoices)
  await insertRows(
    execute,
    'invoice',
    invoices.map(({ row }) => row),
  )
  await insertRows(
    execute,
    'payment',
    half(ledger.payments).map(({ row }) => row),
  )
  await insertRows(
    execute,
    'allocation',
    half(ledger.allocations).map(({ row }) => row),
  )
  const settled = invoices.filter(({ fate }) => fate === 'manual' || fate === 'cancelled')
  await settle(execute, roster, ledger, settled)
}

/** 請求取消 and 手動で支払済み as they come about: the secretariat asks, member by member, and the treasurer approves. */
async function settle(
  execute: Execute,
  roster: Roster,
  ledger: Ledger,
  settled: readonly InvoicePlan[],
): Promise<void> {
  const society_id = roster.spec.id
  const asked = at(addDays(roster.today, -30))
  const decided = at(addDays(roster.today, -29), '15:30:00')
  const members = [...new Set(settled.map(({ row }) => row.member_id))]
  const items = settled.map(({ row, fate }) => ({
    society_id,
    approval_id: members.indexOf(row.member_id) + 1,
    invoice_id: row.id,
    settlement: fate === 'manual' ? 'paid_manually' : 'cancel',
    reason: ledger.reasons.get(row.id) ?? '',
    amount_yen: row.amount_yen,
    invoice_version: 1,
  }))
  await insertRows(
    execute,
    'approval',
    members.map((member_id, index) => ({
      society_id,
      id: index + 1,
      subject: 'settlement',
      member_id,
      requested_by: SECRETARIAT,
      requested_at: asked,
      content_hash: sha256(canonicalJson(items.filter(({ approval_id }) => approval_id === index + 1))),
      expires_at: at(addDays(roster.today, -16)),
    })),
  )
  await insertRows(execute, 'settlement_item', items)
  await updateRows(
    execute,
    'approval',
    members.map((_, index) => ({
      society_id,
      id: index + 1,
      state: 'approved',
      decided_by: TREASURER,
      decided_at: decided,
    })),
  )
  await updateRows(
    execute,
    'invoice',
    settled.map(({ row, fate }) => ({
      society_id,
      id: row.id,
      state: fate === 'manual' ? 'paid_manually' : 'cancelled',
      settled_at: decided,
    })),
  )
}
