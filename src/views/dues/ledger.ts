import type { KnownBlock, ModalView } from '@slack/types'
import type { Ledger, LedgerEntry, LedgerInvoice } from '../../domain/dues/ledgerData.ts'
import { ACTION, block, CALLBACK } from '../ids.ts'
import { actions, button, context, divider, header, modal, type Part, section } from '../kit.ts'
import { joined, nameOf, statusOf } from '../memberLine.ts'
import { ref, refWithReply } from '../refs.ts'
import type { Text } from '../text.ts'
import { invoiceName } from './lines.ts'

/** Invoices, unallocated payments, and bookings of one invoice that the screen has room for; what is more is counted. */
const MOST_INVOICES = 40
const MOST_DEPOSITS = 10
const MOST_ENTRIES = 6

/** A member's dues: what was billed, paid and left, and what the reader may do about it. */
export function duesModal(ledger: Ledger, reply: number | undefined, text: Text): ModalView {
  const { societyId, member, invoices, deposits } = ledger
  const shown = invoices.slice(0, MOST_INVOICES)
  const more = invoices.length - shown.length + Math.max(0, deposits.length - MOST_DEPOSITS)
  return modal({
    callback: CALLBACK.dues,
    title: text.dues.title,
    close: text.screens.close,
    metadata: refWithReply([societyId, member.id], reply),
    blocks: [
      ...headBlocks(ledger, text),
      ...toolBlocks(ledger, reply, text),
      ...depositBlocks(ledger, reply, text),
      divider(),
      ...(shown.length === 0 ? [context(text.screens.card.duesNothing)] : []),
      ...shown.map((invoice) => invoiceBlock(invoice, ledger, reply, text)),
      ...(more > 0 ? [context(text.members.more(more))] : []),
    ],
  })
}

function headBlocks({ member, states, openYen }: Ledger, text: Text): KnownBlock[] {
  const { members, screens, dues } = text
  const name = nameOf(member)
  const status = statusOf({ ...member, isTest: false }, text)
  const found = states.map((state) => members.dues(state)).join(screens.separator)
  return [
    header(name === '' ? screens.card.noName : name),
    section([
      { bold: member.number },
      `　${status}\n${dues.states(found)}`,
      openYen > 0 ? `\n${screens.card.duesTotal(members.yen(openYen))}` : '',
    ]),
  ]
}

function toolBlocks(ledger: Ledger, reply: number | undefined, { dues }: Text): KnownBlock[] {
  const { societyId, member, mayIssue, mayPay, mayRequest } = ledger
  const value = refWithReply([societyId, member.id], reply)
  const settleable = mayRequest && member.openInvoices.some(({ requestedIn }) => requestedIn === null)
  const buttons = [
    ...(mayPay ? [button({ action: ACTION.openPayment, label: dues.pay, value })] : []),
    ...(mayIssue ? [button({ action: ACTION.openInvoice, label: dues.issue, value })] : []),
    ...(settleable ? [button({ action: ACTION.openSettlement, label: dues.settle, value })] : []),
  ]
  return buttons.length === 0 ? [] : [actions(block('dues'), buttons)]
}

function depositBlocks(ledger: Ledger, reply: number | undefined, { dues, members }: Text): KnownBlock[] {
  const { societyId, member, deposits, mayPay } = ledger
  return deposits.slice(0, MOST_DEPOSITS).map(({ paymentId, receivedOn, leftYen }) => {
    const line = dues.deposit(members.yen(leftYen), receivedOn)
    if (!mayPay || member.openInvoices.length === 0) return section(line)
    const value = refWithReply([societyId, member.id, paymentId], reply)
    const accessory = button({ action: ACTION.openDeposit, label: dues.useDeposit, value, spoken: line })
    return section(line, { id: block('deposit', paymentId), accessory })
  })
}

function invoiceBlock(
  invoice: LedgerInvoice,
  ledger: Ledger,
  reply: number | undefined,
  text: Text,
): KnownBlock {
  const { members, dues } = text
  const name = invoiceName(invoice, text)
  const line = joined(
    [
      members.yen(invoice.amountYen),
      members.dues(invoice.state),
      invoice.openYen > 0 && invoice.openYen < invoice.amountYen
        ? members.balance(members.yen(invoice.openYen))
        : null,
      invoice.openYen > 0 ? members.due(invoice.dueOn) : null,
      invoice.requestedIn === null ? null : dues.requested(invoice.requestedIn),
      invoice.replaces ? dues.replaces : null,
      invoice.superseded ? dues.superseded : null,
    ],
    '　',
  )
  const entries = invoice.entries.slice(0, MOST_ENTRIES).map((entry) => `\n　${entryLine(entry, text)}`)
  const more = invoice.entries.length - entries.length
  const parts: Part[] = [{ bold: name }, `　${line}`, ...entries, more > 0 ? `\n　${members.more(more)}` : '']
  const deed = deedOn(invoice, ledger)
  if (deed === null) return section(parts)
  const accessory = button({
    action: deed === 'replace' ? ACTION.openReplacement : ACTION.openRebooking,
    label: dues[deed],
    value: refWithReply([ledger.societyId, ledger.member.id, invoice.id], reply),
    spoken: `${name} ${dues[deed]}`,
  })
  return section(parts, { id: block('invoice', invoice.id), accessory })
}

/** The one thing that can be done about an invoice by itself. */
function deedOn(
  { state, superseded, entries }: LedgerInvoice,
  { mayIssue, mayPay, mayRequest }: Ledger,
): 'replace' | 'rebook' | null {
  if (state === 'cancelled' || state === 'paid_manually') return mayIssue && !superseded ? 'replace' : null
  const movable = entries.some(({ reversed, requestedIn }) => !reversed && requestedIn === null)
  return movable && mayPay && mayRequest ? 'rebook' : null
}

function entryLine({ receivedOn, amountYen, reversed, requestedIn }: LedgerEntry, text: Text): string {
  const { dues, members } = text
  const mark = reversed ? dues.reversed : requestedIn === null ? '' : dues.rebooking(requestedIn)
  return `${dues.received(receivedOn, members.yen(amountYen))}${mark}`
}

/** Back to the ledger, under an outcome. */
export function ledgerButton(societyId: number, memberId: number, { dues }: Text): KnownBlock {
  const value = ref(societyId, memberId)
  return actions(block('dues'), [button({ action: ACTION.openDues, label: dues.open, value })])
}
