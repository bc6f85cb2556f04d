import type { KnownBlock } from '@slack/types'
import type { Label } from '../../domain/members/row.ts'
import type { MembershipFacts, OpenInvoice } from '../../domain/withdrawal/facts.ts'
import { allocationField, fieldAction } from '../fieldIds.ts'
import { context, input, numberInput, section } from '../kit.ts'
import { joined, listLine, nameOf } from '../memberLine.ts'
import type { Text } from '../text.ts'

/** Year, item and 口数 of an invoice. */
export function invoiceName(
  { year, item, sequence = 1 }: { readonly year: number; readonly item: Label; readonly sequence?: number },
  { members, pick }: Text,
): string {
  return listLine(`${members.fiscalYear(year)} ${pick(item)}${members.unit(sequence)}`)
}

/** Number and name. */
export function memberName(member: MembershipFacts): string {
  return listLine(joined([member.number, nameOf(member)], '　'))
}

/** Invoices that one form has room for. */
const MOST_INPUTS = 60

/**
 * What each open invoice is to get: a number each, under its member where there are several. Read back by `readAllocations`; an error of the field `allocations` shows under the
 * first number. At most 60 numbers, a line for each member, and two more.
 */
export function allocationBlocks(
  members: readonly MembershipFacts[],
  rule: string,
  text: Text,
): readonly KnownBlock[] {
  const { payment } = text.dues
  const hidden = members.reduce((sum, { openInvoices }) => sum + openInvoices.length, 0) - MOST_INPUTS
  let room = MOST_INPUTS
  const blocks = members.flatMap((member) => {
    const shown = member.openInvoices.slice(0, room)
    room -= shown.length
    const inputs = shown.map((one) => amountInput(one, text))
    if (members.length === 1) return inputs
    if (member.openInvoices.length === 0) return [context(payment.owesNothing(memberName(member)))]
    return inputs.length === 0 ? [] : [section({ bold: memberName(member) }), ...inputs]
  })
  const anything = members.some(({ openInvoices }) => openInvoices.length > 0)
  return [
    context(anything ? rule : payment.nothingOpen),
    ...blocks,
    ...(hidden > 0 ? [context(payment.more(hidden))] : []),
  ]
}

function amountInput(invoice: OpenInvoice, text: Text): KnownBlock {
  const field = allocationField(invoice.id)
  return input({
    id: field,
    label: openLine(invoice, text),
    element: numberInput({ action: fieldAction(field), least: 0 }),
  })
}

/** Year, item, what is open and until when it is due. */
export function openLine(invoice: OpenInvoice, text: Text): string {
  const { members, dues } = text
  const open = dues.payment.open(members.yen(invoice.amountYen - invoice.paidYen))
  return joined([invoiceName(invoice, text), open, members.due(invoice.dueOn)], '　')
}
