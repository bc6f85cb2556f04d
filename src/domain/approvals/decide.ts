import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import type { AuditDraft } from '../core/audit.ts'
import { tokyoMinute } from '../core/calendar.ts'
import { type Context, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import type { InvoiceName } from '../dues/errors.ts'
import { applyRebooking } from '../dues/rebook.ts'
import { closeApproval, closeUnmet, type Effect, type Ended, endApproval, type Pending } from './ending.ts'
import { type ApprovalFacts, loadApproval } from './load.ts'
import { MONEY } from './subjects.ts'

/**
 * Approves or rejects a settlement or 振替訂正. The first decision wins; an approval settles every invoice of the request or none. A rejection
 * releases the withdrawals that were held for it; an approval lets them go on, by the job `withdrawal.complete`.
 *
 * Errors: approval-gone; decided, with who was faster, or where its time is over; own-request; request-altered; reason-needed; those of a 振替訂正
 * that can't be booked any more (allocation-gone, invoice-not-open, allocation-too-much, would-reopen).
 */
export async function decideApproval(
  context: Context,
  input: {
    readonly approvalId: number
    readonly decision: 'approve' | 'reject'
    /** Why it is rejected. */
    readonly note: string | null
  },
  key: string,
): Promise<Result<Ended, DomainError>> {
  const { approvalId, decision, note } = input
  const operation = { key, action: 'approval.decide' }
  const door = { permission: 'settlement.decide', subjects: MONEY } as const
  return endApproval(context, approvalId, door, operation, async (tx, pending) => {
    const refusal = planDecision(pending, context)
    if (refusal !== null) return err(refusal)
    if (decision === 'reject') {
      if (note === null) return err({ code: 'reason-needed', field: 'note' })
      return closeUnmet(tx, context, approvalId, 'rejected', note)
    }
    await closeApproval(tx, context, approvalId, 'approved', null)
    const effect = await approve(tx, context, pending)
    return effect.ok ? ok({ state: 'approved', ...effect.value }) : effect
  })
}

/**
 * Reads a request for somebody who is about to reject it. Errors: forbidden; approval-gone; decided; own-request.
 */
export async function previewDecision(
  context: Context,
  approvalId: number,
): Promise<Result<ApprovalFacts, DomainError>> {
  const { actor, now } = context
  if (!may(actor, 'settlement.decide')) return err({ code: 'forbidden', permission: 'settlement.decide' })
  const approval = await loadApproval(readerOf(context), actor.societyId, approvalId, now())
  if (approval === null) return err({ code: 'approval-gone' })
  const { state, decidedBy: by, decidedAt, requestedBy } = approval
  if (state !== 'pending') return err({ code: 'decided', state, by, at: decidedAt ?? '' })
  return requestedBy === actor.key ? err({ code: 'own-request' }) : ok(approval)
}

/** Who may not decide, and when it is too late. Pure. */
export function planDecision(
  { requestedBy, expiresAt }: Pick<Pending, 'requestedBy' | 'expiresAt'>,
  { actor, now }: Pick<Context, 'actor' | 'now'>,
): DomainError | null {
  if (expiresAt <= now()) return { code: 'decided', state: 'expired', by: null, at: tokyoMinute(expiresAt) }
  return requestedBy === actor.key ? { code: 'own-request' } : null
}

async function approve(
  tx: Tx,
  context: Context,
  { id, subject }: Pending,
): Promise<Result<Effect, DomainError>> {
  if (subject === 'settlement') return settle(tx, context, id)
  const booked = await applyRebooking(tx, context, id)
  return booked.ok ? ok({ audit: booked.value, jobs: [] }) : booked
}

interface SettledRow {
  readonly invoiceId: number
  readonly memberId: number
  readonly settlement: string
  readonly amountYen: number
}

async function settle(
  tx: Tx,
  { actor, now }: Context,
  approvalId: number,
): Promise<Result<Effect, DomainError>> {
  const { societyId } = actor
  const altered = await tx.$queryRaw<InvoiceName[]>(Prisma.sql`
    SELECT i.year, json_build_object('ja', f.name, 'en', f.name_en) AS item
    FROM settlement_item s JOIN invoice i ON i.society_id = s.society_id AND i.id = s.invoice_id
    JOIN fee_item f ON f.society_id = i.society_id AND f.id = i.fee_item_id
    WHERE s.society_id = ${societyId}::int AND s.approval_id = ${approvalId}::int AND (i.version <> s.invoice_version OR i.state <> 'open')
    ORDER BY i.year, i.id`)
  if (altered.length > 0) return err({ code: 'request-altered', invoices: altered })
  const settled = await tx.$queryRaw<SettledRow[]>(Prisma.sql`
    UPDATE invoice i SET state = CASE s.settlement WHEN 'cancel' THEN 'cancelled' ELSE 'paid_manually' END, settled_at = ${now()}
    FROM settlement_item s
    WHERE s.society_id = ${societyId}::int AND s.approval_id = ${approvalId}::int
      AND i.society_id = s.society_id AND i.id = s.invoice_id AND i.state = 'open' AND i.version = s.invoice_version
    RETURNING i.id AS "invoiceId", i.member_id AS "memberId", s.settlement, i.amount_yen AS "amountYen"`)
  const held = await tx.heldWithdrawal.count({ where: { societyId, approvalId, state: 'held' } })
  return ok({
    audit: settled.map(
      ({ invoiceId, memberId, settlement, amountYen }): AuditDraft => ({
        action: settlement === 'cancel' ? 'invoice.cancelled' : 'invoice.paid-manually',
        memberId,
        subject: { kind: 'invoice', id: invoiceId },
        facts: { approvalId, amountYen },
      }),
    ),
    jobs: held === 0 ? [] : [{ job: 'withdrawal.complete', payload: { societyId, approvalId } }],
  })
}
