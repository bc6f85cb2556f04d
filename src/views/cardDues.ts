import type { KnownBlock } from '@slack/types'
import type { CardDues, InvoiceLine } from '../domain/members/cardData.ts'
import { context, divider, header, section } from './kit.ts'
import { joined, listLine } from './memberLine.ts'
import type { Text } from './text.ts'

/** The dues on a card; nothing at all where the reader may not see them. */
export function duesBlocks(dues: CardDues | null, text: Text): KnownBlock[] {
  if (dues === null) return []
  const { members, screens } = text
  const states = dues.states.map((state) => members.dues(state)).join(screens.separator)
  const exemptions = dues.exemptions.map(({ fromYear, toYear, reason }) =>
    members.exemption(fromYear, toYear, reason),
  )
  const lines = [...dues.invoices.map((invoice) => invoiceLine(invoice, text)), ...exemptions].map(listLine)
  return [
    divider(),
    header(screens.card.dues),
    section([
      { bold: states },
      dues.openYen > 0 ? `　${screens.card.duesTotal(members.yen(dues.openYen))}` : '',
    ]),
    ...(lines.length === 0 ? [context(screens.card.duesNothing)] : [section(lines.join('\n'))]),
    ...(dues.more > 0 ? [context(members.more(dues.more))] : []),
  ]
}

function invoiceLine(invoice: InvoiceLine, { members, pick }: Text): string {
  const open = invoice.state === 'partial' || (invoice.openYen > 0 && invoice.openYen < invoice.amountYen)
  return joined(
    [
      members.fiscalYear(invoice.year),
      `${pick(invoice.item)}${members.unit(invoice.sequence)}`,
      members.yen(invoice.amountYen),
      members.dues(invoice.state),
      open ? members.balance(members.yen(invoice.openYen)) : null,
      invoice.openYen > 0 ? members.due(invoice.dueOn) : null,
    ],
    '　',
  )
}
