import { dayOf, tokyoDay } from '../core/calendar.ts'
import { type Context, change, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import { lineState, loadDues } from '../members/cardDues.ts'
import { locateMember, type MemberRef, nearestNumbers } from '../members/locate.ts'
import { loadMemberships, type MembershipFacts } from '../withdrawal/facts.ts'
import type { Deposit, Ledger, LedgerInvoice } from './ledgerData.ts'

/** The member that is meant, with their open invoices. Errors: unknown-member, with the numbers nearest to the one typed. */
export async function findDebtor(
  context: Context,
  ref: MemberRef,
): Promise<Result<MembershipFacts, DomainError>> {
  const { societyId } = context.actor
  const read = readerOf(context)
  const id = await locateMember(read, societyId, ref)
  const [member] = id === null ? [] : await loadMemberships(read, societyId, [id], tokyoDay(context.now()))
  if (member !== undefined) return ok(member)
  if ('id' in ref) return err({ code: 'unknown-member', number: String(ref.id), nearest: [] })
  const nearest = await nearestNumbers(read, societyId, ref.number)
  return err({ code: 'unknown-member', number: ref.number, nearest })
}

/** Reads the ledger of a member. Errors: forbidden, unknown-member. */
export async function loadLedger(context: Context, ref: MemberRef): Promise<Result<Ledger, DomainError>> {
  const { actor } = context
  if (!may(actor, 'dues.read')) return err({ code: 'forbidden', permission: 'dues.read' })
  const found = await findDebtor(context, ref)
  if (!found.ok) return found
  const member = found.value
  const { societyId } = actor
  const [dues, invoices, deposits] = await Promise.all([
    loadDues(readerOf(context), societyId, member.id, tokyoDay(context.now())),
    loadInvoices(context, member.id),
    loadDeposits(context, member.id),
  ])
  const owes = member.lifecycle === 'applicant' || member.lifecycle === 'active'
  return ok({
    societyId,
    member,
    states: dues.states,
    openYen: dues.openYen,
    invoices,
    deposits,
    mayIssue: owes && may(actor, 'invoice.issue'),
    mayPay: may(actor, 'payment.record'),
    mayRequest: may(actor, 'settlement.request'),
  })
}

/** Reads the ledger and writes down that it was looked at. Use it wherever a person reads it. */
export async function viewLedger(context: Context, ref: MemberRef): Promise<Result<Ledger, DomainError>> {
  const loaded = await loadLedger(context, ref)
  if (!loaded.ok) return loaded
  const { id } = loaded.value.member
  const subject = { kind: 'member', id }
  return change(context, 'dues.read', undefined, async () =>
    ok({
      value: loaded.value,
      audit: [{ action: 'member.viewed', memberId: id, subject, facts: { screen: 'dues' } }],
    }),
  )
}

const LABEL = { select: { name: true, nameEn: true } } as const

const INVOICE = {
  id: true,
  year: true,
  sequence: true,
  amountYen: true,
  paidYen: true,
  dueOn: true,
  state: true,
  superseded: true,
  replacesId: true,
  feeItem: LABEL,
  settlementItems: { where: { pending: true }, select: { approvalId: true } },
  allocations: {
    where: { reversesId: null },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      amountYen: true,
      payment: { select: { receivedOn: true } },
      reversedBy: { select: { id: true } },
      rebookingItems: { where: { approval: { state: 'pending' } }, select: { approvalId: true } },
    },
  },
} as const

async function loadInvoices(context: Context, memberId: number): Promise<readonly LedgerInvoice[]> {
  const today = tokyoDay(context.now())
  const rows = await readerOf(context).invoice.findMany({
    where: { societyId: context.actor.societyId, memberId },
    orderBy: [
      { year: 'desc' },
      { feeItem: { sortOrder: 'asc' } },
      { sequence: 'asc' },
      { revision: 'desc' },
      { id: 'asc' },
    ],
    select: INVOICE,
  })
  return rows.map(({ feeItem, settlementItems, allocations, paidYen, replacesId, ...row }) => {
    const dueOn = dayOf(row.dueOn)
    const openYen = row.state === 'open' ? row.amountYen - paidYen : 0
    return {
      ...row,
      dueOn,
      openYen,
      item: { ja: feeItem.name, en: feeItem.nameEn },
      state: lineState(row.state, paidYen, openYen, dueOn < today),
      replaces: replacesId !== null,
      requestedIn: settlementItems[0]?.approvalId ?? null,
      entries: allocations.map(({ id, amountYen, payment, reversedBy, rebookingItems }) => ({
        allocationId: id,
        receivedOn: dayOf(payment.receivedOn),
        amountYen,
        reversed: reversedBy !== null,
        requestedIn: rebookingItems[0]?.approvalId ?? null,
      })),
    }
  })
}

async function loadDeposits(context: Context, memberId: number): Promise<readonly Deposit[]> {
  const payments = await readerOf(context).payment.findMany({
    where: { societyId: context.actor.societyId, memberId },
    orderBy: [{ receivedOn: 'asc' }, { id: 'asc' }],
    select: { id: true, receivedOn: true, amountYen: true, allocatedYen: true, refundedYen: true },
  })
  return payments.flatMap(({ id, receivedOn, amountYen, allocatedYen, refundedYen }) => {
    const leftYen = amountYen - allocatedYen - refundedYen
    return leftYen > 0 ? [{ paymentId: id, receivedOn: dayOf(receivedOn), leftYen }] : []
  })
}
