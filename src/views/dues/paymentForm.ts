import type { KnownBlock, ModalView } from '@slack/types'
import type { Booked } from '../../domain/dues/book.ts'
import type { DepositResult } from '../../domain/dues/deposit.ts'
import type { DepositForm, PaymentForm } from '../../domain/dues/paying.ts'
import type { PaymentResult } from '../../domain/dues/payment.ts'
import { fieldAction } from '../fieldIds.ts'
import { CALLBACK } from '../ids.ts'
import {
  context,
  datepicker,
  input,
  type Message,
  message,
  modal,
  numberInput,
  section,
  select,
  textInput,
} from '../kit.ts'
import { formRef, refWithReply } from '../refs.ts'
import type { Text } from '../text.ts'
import { ledgerButton } from './ledger.ts'
import { allocationBlocks, invoiceName, memberName } from './lines.ts'

const MOST_TEXT = 100
const MOST_NUMBERS = 700

/** The form of a 入金, with the open invoices of the member and of those who were added. */
export function paymentModal(form: PaymentForm, reply: number | undefined, text: Text): ModalView {
  const { payment } = text.dues
  const [member, ...others] = form.members
  const ids = [form.societyId, member.id]
  return modal({
    callback: CALLBACK.payment,
    title: payment.title,
    submit: payment.submit,
    close: text.screens.close,
    metadata: formRef({ ids, reply, others: others.map(({ id }) => id) }),
    blocks: [
      section({ bold: memberName(member) }),
      ...evidenceBlocks(form, text),
      ...allocationBlocks(form.members, payment.allocation, text),
      input({
        id: 'others',
        label: payment.others,
        element: textInput({ action: fieldAction('others'), max: MOST_NUMBERS }),
        hint: others.length === 0 ? payment.othersHint : payment.othersMore,
      }),
    ],
  })
}

/** 入金日・金額・振込名義・口座 */
function evidenceBlocks({ today, bankAccount }: PaymentForm, { dues: { payment } }: Text): KnownBlock[] {
  const account = { action: fieldAction('bankAccount'), max: MOST_TEXT }
  return [
    input({
      id: 'receivedOn',
      label: payment.receivedOn,
      element: datepicker({ action: fieldAction('receivedOn'), initial: today }),
      required: true,
    }),
    input({
      id: 'amount',
      label: payment.amount,
      element: numberInput({ action: fieldAction('amount') }),
      required: true,
    }),
    input({
      id: 'payerName',
      label: payment.payerName,
      element: textInput({ action: fieldAction('payerName'), max: MOST_TEXT }),
      hint: payment.payerHint,
      required: true,
    }),
    input({
      id: 'bankAccount',
      label: payment.bankAccount,
      element: textInput(bankAccount === null ? account : { ...account, initial: bankAccount }),
      hint: payment.accountHint,
      required: true,
    }),
    input({
      id: 'method',
      label: payment.method,
      element: select({
        action: fieldAction('method'),
        items: Object.entries(payment.methods).map(([value, label]) => ({ value, label })),
        chosen: ['bank'],
      }),
      required: true,
    }),
  ]
}

/** The form that books 預り. */
export function depositModal(
  { societyId, member, deposit }: DepositForm,
  reply: number | undefined,
  text: Text,
): ModalView {
  const { depositForm } = text.dues
  return modal({
    callback: CALLBACK.deposit,
    title: depositForm.title,
    submit: depositForm.submit,
    close: text.screens.close,
    metadata: refWithReply([societyId, member.id, deposit.paymentId], reply),
    blocks: [
      section(depositForm.left(text.members.yen(deposit.leftYen), deposit.receivedOn)),
      ...allocationBlocks([member], depositForm.allocation, text),
    ],
  })
}

/** Bookings that an outcome lists; what is more is counted. */
const MOST_BOOKED = 30

function bookedBlocks(booked: readonly Booked[], text: Text): KnownBlock[] {
  const { dues, members } = text
  const lines = booked.slice(0, MOST_BOOKED).map((one) => {
    const rest = one.openYen === 0 ? null : members.yen(one.openYen)
    return dues.payment.booked(one.number, invoiceName(one, text), members.yen(one.yen), rest)
  })
  const more = booked.length - lines.length
  return [...lines.map((line) => section(line)), ...(more > 0 ? [context(members.more(more))] : [])]
}

/** What was recorded, where the money went, and what is over. */
export function paymentMessage(societyId: number, result: PaymentResult, text: Text): Message {
  const { dues, members } = text
  const { memberId, number, amountYen, depositYen, booked } = result
  const done = dues.payment.done(number, members.yen(amountYen))
  return message(done, [
    section({ bold: done }),
    ...bookedBlocks(booked, text),
    ...(depositYen > 0 ? [section(dues.payment.kept(members.yen(depositYen)))] : []),
    ledgerButton(societyId, memberId, text),
  ])
}

/** What was booked of 預り, and what is left of it. */
export function depositMessage(
  societyId: number,
  memberId: number,
  { booked, depositYen }: DepositResult,
  text: Text,
): Message {
  const { dues, members } = text
  const done = dues.depositForm.done(members.yen(booked.reduce((sum, { yen }) => sum + yen, 0)))
  return message(done, [
    section({ bold: done }),
    ...bookedBlocks(booked, text),
    ...(depositYen > 0 ? [section(dues.payment.left(members.yen(depositYen)))] : []),
    ledgerButton(societyId, memberId, text),
  ])
}
