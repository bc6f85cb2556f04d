import type { ApprovalFacts, ApprovalInvoice, ApprovalItem, RequestFacts } from '../domain/approvals/load.ts'
import { context, cut, type Part, section } from './kit.ts'
import { joined, listLine } from './memberLine.ts'
import { personOf, type Text } from './text.ts'

/** Items that one message lists. */
const MOST_ITEMS = 15

/** DEMO00050 2025年度 年会費（2口目） */
function invoiceName({ number, year, item, sequence }: ApprovalInvoice, { members, pick }: Text): string {
  return joined([number, members.fiscalYear(year), `${pick(item)}${members.unit(sequence)}`], '　')
}

/** DEMO00050 2025年度 年会費 8,000円 請求取消：誤請求 */
function itemLine(item: ApprovalItem, text: Text): string {
  return joined([item.invoice.number, ownLine(item, text)], '　')
}

/** The same where it stands under its member's number. */
export function ownLine(item: ApprovalItem, text: Text): string {
  const { year, item: fee, sequence } = item.invoice
  const { members } = text
  const name = `${text.pick(fee)}${members.unit(sequence)}`
  return joined([members.fiscalYear(year), name, members.yen(item.yen), whatBecomes(item, text)], '　')
}

function whatBecomes(item: ApprovalItem, text: Text): string {
  const { fields, rebooking, request } = text.settlement
  if (item.kind !== 'rebooking') return fields.choice(fields.kinds[item.kind], text.pick(item.reason))
  const { to, bookedYen, yen } = item
  const goes = [
    to === null ? null : request.rebooked(bookedYen, invoiceName(to, text)),
    yen === bookedYen ? null : request.deposited(yen - bookedYen),
  ]
  return `${fields.choice(rebooking, text.dues.rebookingForm.reasons[item.reason] ?? item.reason)}　${joined(goes, '　')}`
}

export function totalYen({ items }: ApprovalFacts): number {
  return items.reduce((sum, { yen }) => sum + yen, 0)
}

/** What is asked for, as many as fit; the sum and the count of all. */
export function itemBlocks(approval: ApprovalFacts, text: Text) {
  const { items } = approval
  const lines = items.slice(0, MOST_ITEMS).map((item) => `• ${listLine(itemLine(item, text))}`)
  const more = items.length - lines.length
  const total = text.settlement.request.total(items.length, totalYen(approval))
  return [
    section(lines.join('\n')),
    context(more === 0 ? total : `${text.members.more(more)}${text.screens.separator}${total}`),
  ]
}

/** Whose invoices: the first number, and of how many more members. */
export function numbersOf({ items }: ApprovalFacts, { settlement }: Text): string {
  const numbers = [...new Set(items.map(({ invoice }) => invoice.number))]
  return settlement.request.members(numbers[0] ?? '', Math.max(0, numbers.length - 1))
}

/** 申請：@U 2026-11-24 12:00 期限 2026-12-08 12:00 */
export function requestLine(
  { requestedBy, requestedAt, expiresAt, state }: RequestFacts,
  text: Text,
): Part[] {
  const { request } = text.settlement
  return [
    request.requested,
    personOf(requestedBy, text),
    request.at(requestedAt),
    ...(state === 'pending' ? [request.expires(expiresAt)] : []),
  ]
}

/** @U さんが承認しました（2026-11-24 12:00）; nothing while it waits. */
export function endLine({ state, decidedBy, decidedAt }: RequestFacts, text: Text): Part[] {
  const { request } = text.settlement
  if (state === 'pending') return []
  if (state === 'expired' || decidedBy === null) return [request.expired(decidedAt ?? '')]
  return [personOf(decidedBy, text), request.ends[state], request.ended(decidedAt ?? '')]
}

/** Two items by name, so that who approves reads once more what; within Slack's 300 characters. */
export function confirmText(approval: ApprovalFacts, text: Text): string {
  const named = approval.items.slice(0, 2).map((item) => cut(itemLine(item, text), 90))
  const more = approval.items.length - named.length
  const total = text.settlement.request.total(approval.items.length, totalYen(approval))
  return [
    text.settlement.approveConfirm.text,
    ...named,
    ...(more === 0 ? [] : [`${text.members.more(more)}${text.screens.separator}${total}`]),
  ].join('\n')
}
