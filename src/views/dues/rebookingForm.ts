import type { ModalView } from '@slack/types'
import type { RebookingForm } from '../../domain/dues/paying.ts'
import type { RebookingAsked } from '../../domain/dues/requestRebooking.ts'
import { fieldAction } from '../fieldIds.ts'
import { CALLBACK } from '../ids.ts'
import { groupedSelect, input, type Message, message, modal, section, select, textInput } from '../kit.ts'
import { formRef } from '../refs.ts'
import type { Text } from '../text.ts'
import { ledgerButton } from './ledger.ts'
import { invoiceName, memberName, openLine } from './lines.ts'

/** Bookings to choose from, and open invoices of one member; and those of all members together, within a view's size. */
const MOST_CHOICES = 100
const MOST_TARGETS = 240
const MOST_TEXT = 500
const MOST_NUMBERS = 700
/** The value of 預り among the targets; an invoice's id otherwise. */
const DEPOSIT = 'deposit'

/** The form of a 振替訂正: which booking of an invoice, where to, and why. */
export function rebookingModal(form: RebookingForm, reply: number | undefined, text: Text): ModalView {
  const { rebookingForm: words } = text.dues
  const { societyId, member, invoice, members } = form
  const others = members.filter(({ id }) => id !== member.id).map(({ id }) => id)
  const reasons = Object.entries(words.reasons).map(([value, label]) => ({ value, label }))
  return modal({
    callback: CALLBACK.rebooking,
    title: words.title,
    submit: words.submit,
    close: text.screens.close,
    metadata: formRef({ ids: [societyId, member.id, invoice.id], reply, others }),
    blocks: [
      section({ bold: memberName(member) }),
      section(words.about(invoiceName(invoice, text))),
      input({ id: 'entry', label: words.entry, element: entrySelect(form, text), required: true }),
      input({ id: 'toInvoice', label: words.target, element: targetSelect(form, text), required: true }),
      input({
        id: 'others',
        label: words.others,
        element: textInput({ action: fieldAction('others'), max: MOST_NUMBERS }),
        hint: text.dues.payment.othersHint,
      }),
      input({
        id: 'reason',
        label: words.reason,
        element: select({ action: fieldAction('reason'), items: reasons }),
        required: true,
      }),
      input({
        id: 'note',
        label: words.note,
        element: textInput({ action: fieldAction('note'), max: MOST_TEXT, multiline: true }),
      }),
    ],
  })
}

function entrySelect({ entries }: RebookingForm, { dues, members }: Text) {
  const items = entries.slice(0, MOST_CHOICES).map(({ allocationId, receivedOn, amountYen }) => ({
    value: String(allocationId),
    label: dues.received(receivedOn, members.yen(amountYen)),
  }))
  const [first] = items
  return select({
    action: fieldAction('entry'),
    items,
    ...(items.length === 1 && first !== undefined ? { chosen: [first.value] } : {}),
  })
}

function targetSelect({ members }: RebookingForm, text: Text) {
  const { rebookingForm: words } = text.dues
  let room = MOST_TARGETS
  const groups = members.map((member) => {
    const shown = member.openInvoices.slice(0, Math.min(room, MOST_CHOICES))
    room -= shown.length
    return {
      label: memberName(member),
      items: shown.map((invoice) => ({ value: String(invoice.id), label: openLine(invoice, text) })),
    }
  })
  return groupedSelect({
    action: fieldAction('toInvoice'),
    groups: [
      { label: words.target, items: [{ value: DEPOSIT, label: words.toDeposit }] },
      ...groups.filter(({ items }) => items.length > 0),
    ],
  })
}

/** That the treasurer was asked, and what the approval will do. */
export function rebookingMessage(
  societyId: number,
  memberId: number,
  { approvalId, rebookedYen, depositYen }: RebookingAsked,
  text: Text,
): Message {
  const { rebookingForm: words } = text.dues
  const yen = (amount: number) => (amount === 0 ? null : text.members.yen(amount))
  const done = words.done(approvalId)
  return message(done, [
    section([{ bold: done }, `\n${words.moves(yen(rebookedYen), yen(depositYen))}`]),
    ledgerButton(societyId, memberId, text),
  ])
}
