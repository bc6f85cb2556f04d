import type { Tx } from '../../database/client.ts'
import type { AuditDraft, Json } from '../core/audit.ts'
import { tokyoDay } from '../core/calendar.ts'
import { type Context, change, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import type { JobDraft } from '../core/jobs.ts'
import { err, type Result } from '../core/result.ts'
import { loadMemberships, type MembershipFacts } from '../withdrawal/facts.ts'
import { chosen, type SettlementChoice } from '../withdrawal/plan.ts'
import { loadReasons } from '../withdrawal/reasons.ts'
import { openApproval } from './open.ts'

/** A choice with the facts that it is about; what the treasurer decides on. */
interface Item {
  readonly memberId: number
  readonly invoiceId: number
  readonly settlement: string
  readonly reason: string
  readonly amountYen: number
  readonly version: number
}

export interface Opened {
  readonly approvalId: number
  readonly audit: readonly AuditDraft[]
  readonly jobs: readonly JobDraft[]
}

/** A request that was made: how many invoices it is about, and their amounts together. */
export interface Requested {
  readonly approvalId: number
  readonly count: number
  readonly yen: number
}

/**
 * Asks the treasurer about invoices of a 請求取消 or 「手動で支払済み」: one request over all of them, frozen as they are now. Audit
 * `settlement.requested` for each member; the job `approval.ask` carries it to Slack.
 *
 * Errors: unknown-member; nothing-to-settle; invoice-gone; invoice-requested; invoice-partly-paid; stale, where a reason is none of the society's any
 * more.
 */
export async function requestSettlement(
  context: Context,
  input: {
    readonly memberId: number
    readonly settlements: readonly SettlementChoice[]
    readonly note: string | null
  },
  key: string,
): Promise<Result<Requested, DomainError>> {
  const { memberId, settlements, note } = input
  const operation = { key, action: 'settlement.request', members: [memberId] }
  return change(context, 'settlement.request', operation, async (tx) => {
    const { societyId } = context.actor
    const [member] = await loadMemberships(tx, societyId, [memberId], tokyoDay(context.now()))
    if (member === undefined) return err({ code: 'unknown-member', number: String(memberId), nearest: [] })
    if (settlements.length === 0) return err({ code: 'nothing-to-settle', field: 'settlements' })
    const refusal = chosen(member, settlements)
    if (refusal !== null) return err(refusal)
    const reasons = await loadReasons(tx, societyId)
    const known = new Set(reasons.settlement.map(({ code }) => code))
    if (settlements.some(({ reason }) => !known.has(reason))) return err({ code: 'stale' })
    const { approvalId, audit, jobs } = await openSettlement(tx, context, [{ member, settlements }], note)
    const yen = itemsOf(member, settlements).reduce((sum, { amountYen }) => sum + amountYen, 0)
    return written({ approvalId, count: settlements.length, yen }, audit, jobs)
  })
}

/** Writes the request and its items inside a transaction that holds the members' locks and has checked the choices. */
export async function openSettlement(
  tx: Tx,
  context: Context,
  asked: readonly { readonly member: MembershipFacts; readonly settlements: readonly SettlementChoice[] }[],
  note: string | null,
): Promise<Opened> {
  const { societyId } = context.actor
  const items = asked.flatMap(({ member, settlements }) => itemsOf(member, settlements))
  const { approvalId, jobs } = await openApproval(tx, context, {
    subject: 'settlement',
    memberId: asked.length === 1 ? (asked[0]?.member.id ?? null) : null,
    note,
    frozen: items.map((item): Json => ({ ...item })),
  })
  await tx.settlementItem.createMany({
    data: items.map(({ invoiceId, settlement, reason, amountYen, version }) => ({
      societyId,
      approvalId,
      invoiceId,
      settlement,
      reason,
      amountYen,
      invoiceVersion: version,
    })),
  })
  const audit = asked.map(({ member, settlements }): AuditDraft => {
    const facts = {
      approvalId,
      items: itemsOf(member, settlements).map(
        ({ invoiceId, settlement, reason, amountYen, version }): Json => ({
          invoiceId,
          settlement,
          reason,
          amountYen,
          version,
        }),
      ),
    }
    return {
      action: 'settlement.requested',
      memberId: member.id,
      subject: { kind: 'approval', id: approvalId },
      facts,
      ...(note === null ? {} : { detail: { note } }),
    }
  })
  return { approvalId, audit, jobs }
}

function itemsOf(
  { id: memberId, openInvoices }: MembershipFacts,
  settlements: readonly SettlementChoice[],
): Item[] {
  return settlements.flatMap(({ invoiceId, settlement, reason }) => {
    const invoice = openInvoices.find(({ id }) => id === invoiceId)
    if (invoice === undefined) return []
    const { amountYen, version } = invoice
    return [{ memberId, invoiceId, settlement, reason, amountYen, version }]
  })
}

/** All members that a request is about; what it is about never changes, so that this may be read before they are locked. */
export async function membersOfSettlement(context: Context, approvalId: number): Promise<readonly number[]> {
  const { societyId } = context.actor
  const items = await readerOf(context).settlementItem.findMany({
    where: { societyId, approvalId },
    select: { invoice: { select: { memberId: true } } },
  })
  return [...new Set(items.map(({ invoice }) => invoice.memberId))].sort((a, b) => a - b)
}
