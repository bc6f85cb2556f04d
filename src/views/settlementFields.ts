import type { InputBlock, KnownBlock } from '@slack/types'
import type { OpenInvoice } from '../domain/withdrawal/facts.ts'
import type { Reason } from '../domain/withdrawal/reasons.ts'
import { fieldAction, settlementField } from './fieldIds.ts'
import { alert, context, groupedSelect, input } from './kit.ts'
import { joined, listLine } from './memberLine.ts'
import type { Text } from './text.ts'

/** Invoices that one form has room for; nobody owes that many years. */
const MOST_INVOICES = 30
/** All options together, so that a form stays within Slack's size also where a society has many reasons. */
const MOST_OPTIONS = 400

type Kind = 'cancel' | 'paid_manually'

/**
 * What is to become of each open invoice: a select each, and what a request has already as a line. Read back by `readSettlementFields`.
 * At most 32 blocks; an error of the field `settlements` shows under the first select.
 */
export function settlementBlocks(
  invoices: readonly OpenInvoice[],
  reasons: readonly Reason[],
  text: Text,
): readonly KnownBlock[] {
  const { fields } = text.settlement
  const options = 2 * reasons.length + 1
  const most = Math.min(MOST_INVOICES, Math.max(1, Math.floor(MOST_OPTIONS / options)))
  const shown = invoices.slice(0, most)
  const free = shown.filter(({ requestedIn }) => requestedIn === null)
  const more = invoices.length - shown.length
  return [
    ...(free.length === 0 ? [] : [alert(fields.final, 'warning')]),
    ...shown.map((invoice) =>
      invoice.requestedIn === null
        ? choiceOf(invoice, reasons, text)
        : context(`${invoiceLine(invoice, text)}　${fields.requested(invoice.requestedIn)}`),
    ),
    ...(more === 0 ? [] : [context(fields.more(more))]),
  ]
}

/** 2025年度 年会費（2口目） 8,000円 残り 3,000円 期限 2025-06-30 */
function invoiceLine(
  invoice: Pick<OpenInvoice, 'year' | 'item' | 'sequence' | 'amountYen' | 'paidYen' | 'dueOn'>,
  { members, pick }: Text,
): string {
  const { year, item, sequence, amountYen, paidYen, dueOn } = invoice
  const line = joined(
    [
      members.fiscalYear(year),
      `${pick(item)}${members.unit(sequence)}`,
      members.yen(amountYen),
      paidYen > 0 ? members.balance(members.yen(amountYen - paidYen)) : null,
      members.due(dueOn),
    ],
    '　',
  )
  return listLine(line)
}

function choiceOf(invoice: OpenInvoice, reasons: readonly Reason[], text: Text): InputBlock {
  const { fields } = text.settlement
  const field = settlementField(invoice.id)
  const kinds: readonly Kind[] = invoice.paidYen > 0 ? ['paid_manually'] : ['cancel', 'paid_manually']
  const groups = kinds.map((kind) => ({
    label: fields.groups[kind],
    items: reasons.map(({ code, label }) => ({
      value: `${kind}.${code}`,
      label: fields.choice(fields.kinds[kind], text.pick(label)),
    })),
  }))
  const leave = { label: fields.leaveGroup, items: [{ value: 'leave', label: fields.leave }] }
  return input({
    id: field,
    label: invoiceLine(invoice, text),
    element: groupedSelect({ action: fieldAction(field), groups: [leave, ...groups], chosen: 'leave' }),
    required: true,
    ...(invoice.paidYen > 0 ? { hint: fields.partlyPaid } : {}),
  })
}
