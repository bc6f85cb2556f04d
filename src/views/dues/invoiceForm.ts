import type { KnownBlock, ModalView } from '@slack/types'
import type { Billing, ReplacementForm } from '../../domain/dues/billing.ts'
import type { InvoiceResult } from '../../domain/dues/issue.ts'
import type { MembershipFacts } from '../../domain/withdrawal/facts.ts'
import { fieldAction, fieldBlock } from '../fieldIds.ts'
import { ACTION, CALLBACK } from '../ids.ts'
import {
  checkboxes,
  context,
  datepicker,
  input,
  type Message,
  message,
  modal,
  numberInput,
  section,
  select,
} from '../kit.ts'
import { refWithReply } from '../refs.ts'
import type { Text } from '../text.ts'
import { ledgerButton } from './ledger.ts'
import { invoiceName, memberName } from './lines.ts'

/** The form of a new invoice; amount and due date follow item and year. */
export function invoiceModal(billing: Billing, reply: number | undefined, text: Text): ModalView {
  const { invoice } = text.dues
  const { member, items, years, item, year, amountYen, dueOn } = billing
  const proposal = year * 100_000 + item.id
  return modal({
    callback: CALLBACK.invoice,
    title: invoice.title,
    submit: invoice.submit,
    close: text.screens.close,
    metadata: refWithReply([billing.societyId, member.id], reply),
    blocks: [
      ...whoBlocks(member, text),
      input({
        id: 'feeItem',
        label: invoice.feeItem,
        element: select({
          action: ACTION.chooseFeeItem,
          items: items.map(({ id, label }) => ({ value: String(id), label: text.pick(label) })),
          chosen: [String(item.id)],
        }),
        required: true,
        dispatch: true,
      }),
      input({
        id: 'year',
        label: invoice.year,
        element: select({
          action: ACTION.chooseFeeYear,
          items: years.map((one) => ({ value: String(one), label: text.members.fiscalYear(one) })),
          chosen: [String(year)],
        }),
        required: true,
        dispatch: true,
      }),
      amountInput(fieldBlock('amount', proposal), amountYen, feeHint(amountYen, text), text),
      dueInput(fieldBlock('dueOn', proposal), dueOn, text),
      input({
        id: 'another',
        label: invoice.another,
        element: checkboxes({
          action: fieldAction('another'),
          items: [{ value: 'another', label: invoice.anotherChoice }],
        }),
      }),
    ],
  })
}

function feeHint(amountYen: number | null, { dues, members }: Text): string {
  return amountYen === null ? dues.invoice.noFee : dues.invoice.fee(members.yen(amountYen))
}

function whoBlocks(member: MembershipFacts, { dues }: Text): KnownBlock[] {
  return [
    section({ bold: memberName(member) }),
    ...(member.held === null ? [] : [context(dues.invoice.held)]),
  ]
}

function amountInput(
  id: string,
  initial: number | null,
  hint: string | undefined,
  { dues }: Text,
): KnownBlock {
  const shown = initial === null ? {} : { initial }
  return input({
    id,
    label: dues.invoice.amount,
    element: numberInput({ action: fieldAction('amount'), ...shown }),
    required: true,
    ...(hint === undefined ? {} : { hint }),
  })
}

function dueInput(id: string, initial: string, { dues }: Text): KnownBlock {
  const element = datepicker({ action: fieldAction('dueOn'), initial })
  return input({ id, label: dues.invoice.dueOn, element, required: true })
}

/** The form of an invoice that stands in the place of one that was settled by mistake. */
export function replacementModal(
  { societyId, member, invoice, dueOn }: ReplacementForm,
  reply: number | undefined,
  text: Text,
): ModalView {
  const { replacement } = text.dues
  const about = replacement.about(invoiceName(invoice, text), text.members.dues(invoice.state))
  return modal({
    callback: CALLBACK.replacement,
    title: replacement.title,
    submit: text.dues.invoice.submit,
    close: text.screens.close,
    metadata: refWithReply([societyId, member.id, invoice.id], reply),
    blocks: [
      ...whoBlocks(member, text),
      section(about),
      amountInput('amount', invoice.amountYen, undefined, text),
      dueInput('dueOn', dueOn, text),
    ],
  })
}

/** What was billed. */
export function invoiceMessage(societyId: number, result: InvoiceResult, text: Text): Message {
  const { invoice } = text.dues
  const { memberId, number, amountYen, dueOn, replacesId, released } = result
  const done = invoice.done(invoiceName(result, text), text.members.yen(amountYen))
  return message(done, [
    section([{ bold: done }, `\n${invoice.doneFor(number, dueOn)}`]),
    ...(replacesId === null ? [] : [context(invoice.inPlace)]),
    ...(released ? [context(invoice.released)] : []),
    ledgerButton(societyId, memberId, text),
  ])
}
