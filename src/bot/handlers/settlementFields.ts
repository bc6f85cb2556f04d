import type { SettlementChoice, SettlementKind } from '../../domain/withdrawal/plan.ts'
import { invoiceOfField } from '../../views/fieldIds.ts'

const CHOSEN = /^(cancel|paid_manually)\.([a-z][a-z0-9_]{0,39})$/u

/** A choice of kind and reason; null for `leave`, and for what is none of ours. */
export function readChoice(
  value: unknown,
): { readonly settlement: SettlementKind; readonly reason: string } | null {
  const [, settlement, reason] = CHOSEN.exec(typeof value === 'string' ? value : '') ?? []
  return settlement === undefined || reason === undefined
    ? null
    : { settlement: settlement as SettlementKind, reason }
}

/**
 * What `settlementBlocks` asked for, out of the fields of the form that showed them; invoices to be left are not in it. Whether an invoice and a
 * reason are what they should be is the domain's to say.
 */
export function readSettlementFields(fields: Readonly<Record<string, unknown>>): readonly SettlementChoice[] {
  return Object.entries(fields).flatMap(([field, value]): SettlementChoice[] => {
    const invoiceId = invoiceOfField(field)
    const choice = readChoice(value)
    return invoiceId === null || choice === null ? [] : [{ invoiceId, ...choice }]
  })
}
