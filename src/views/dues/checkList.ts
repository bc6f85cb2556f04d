import type { KnownBlock } from '@slack/types'
import type { Unreconciled, UnreconciledList } from '../../domain/dues/reconcile.ts'
import { ACTION, block } from '../ids.ts'
import {
  actions,
  button,
  context,
  divider,
  header,
  type Message,
  message,
  type Part,
  section,
} from '../kit.ts'
import { joined, listLine } from '../memberLine.ts'
import { ref } from '../refs.ts'
import { personOf, type Text } from '../text.ts'

/** Numbers of members that a payment's line names; what is more is counted. */
const MOST_NUMBERS = 5

/** 照合: the payments that are to be held against the bank's statement, for the caller's eyes only. At most 48 blocks. */
export function checkMessage(list: UnreconciledList, text: Text): Message {
  const { total, own, mayTick, payments } = list
  const { check } = text.dues
  const heading = check.heading(total)
  const more = total - payments.length
  return message(heading, [
    header(heading),
    ...(total === 0 ? [section(check.none)] : [context(mayTick ? check.intro : check.readOnly), divider()]),
    ...payments.flatMap((payment) => paymentBlocks(payment, list, text)),
    ...(mayTick && payments.length > 1 ? [actions(block('payments'), [allButton(list, text)])] : []),
    ...(more > 0 ? [context(check.more(more))] : []),
    ...(own > 0 ? [context(check.own(own))] : []),
  ])
}

function allButton({ societyId, payments }: UnreconciledList, { dues, members }: Text) {
  const { tickAll, confirm } = dues.check
  const yen = members.yen(payments.reduce((sum, { amountYen }) => sum + amountYen, 0))
  return button({
    action: ACTION.reconcile,
    label: tickAll(payments.length),
    value: ref(societyId, ...payments.map(({ paymentId }) => paymentId)),
    confirm: { ...confirm, text: confirm.all(payments.length, yen) },
  })
}

function paymentBlocks(
  payment: Unreconciled,
  { societyId, mayTick }: UnreconciledList,
  text: Text,
): KnownBlock[] {
  const { dues, members } = text
  const { check } = dues
  const { paymentId, receivedOn, depositYen, method, payerName, bankAccount } = payment
  const yen = members.yen(payment.amountYen)
  const numbers = payment.numbers.slice(0, MOST_NUMBERS).join(text.screens.separator)
  const hidden = payment.numbers.length - MOST_NUMBERS
  const kept = depositYen > 0 ? check.kept(members.yen(depositYen)) : null
  const parts: Part[] = [
    { bold: dues.received(receivedOn, yen) },
    `　${listLine(payerName ?? '')}\n`,
    joined([numbers, hidden > 0 ? members.more(hidden) : null, kept], '　'),
  ]
  const way = listLine(check.account(dues.payment.methods[method] ?? method, bankAccount))
  const by = `${way}　${check.recordedBy}${text.screens.colon}`
  const small = context([by, personOf(payment.recordedBy, text)])
  if (!mayTick) return [section(parts), small]
  const accessory = button({
    action: ACTION.reconcile,
    label: check.tick,
    value: ref(societyId, paymentId),
    spoken: check.tickSpoken(receivedOn, yen),
    confirm: { ...check.confirm, text: check.confirm.text(receivedOn, yen) },
  })
  return [section(parts, { id: block('payment', paymentId), accessory }), small]
}
