import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import type { AuditDraft } from '../core/audit.ts'
import { tokyoMinute } from '../core/calendar.ts'
import { type Context, change, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import type { JobDraft } from '../core/jobs.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Permission } from '../core/roles.ts'
import { membersOfRebooking } from '../dues/rebook.ts'
import { releaseHeld } from '../withdrawal/release.ts'
import type { ApprovalEnd } from './errors.ts'
import { membersOfSettlement } from './request.ts'
import { type ApprovalSubject, AUDIT_WORDS } from './subjects.ts'

export interface Ended {
  readonly approvalId: number
  readonly state: ApprovalEnd
}

/** A request that waits, under its lock. */
export interface Pending {
  readonly id: number
  readonly subject: ApprovalSubject
  /** The one member that it is about; null for several. */
  readonly memberId: number | null
  readonly requestedBy: string
  readonly expiresAt: Date
  readonly contentHash: string
}

/** Who may end requests, and of which subjects. */
export interface Door {
  readonly permission: Permission
  readonly subjects: readonly ApprovalSubject[]
}

/** What an end brings about beside itself. */
export interface Effect {
  readonly audit: readonly AuditDraft[]
  readonly jobs: readonly JobDraft[]
}

/**
 * The way that every request ends: its members locked, then itself, still waiting or refused with who was faster. `work` closes it and says how. An
 * audit row `<subject>.<state>` for each member names the frozen content by its hash; the job `approval.tell` carries the end to Slack.
 *
 * Errors: approval-gone; decided; those of `work`.
 */
export async function endApproval(
  context: Context,
  approvalId: number,
  { permission, subjects }: Door,
  operation: { readonly key: string; readonly action: string },
  work: (tx: Tx, pending: Pending) => Promise<Result<Effect & { readonly state: ApprovalEnd }, DomainError>>,
): Promise<Result<Ended, DomainError>> {
  const { societyId } = context.actor
  const members = await membersOf(context, approvalId)
  return change(context, permission, { ...operation, members }, async (tx) => {
    const found = await lockApproval(tx, societyId, approvalId, subjects)
    if (!found.ok) return found
    const worked = await work(tx, found.value)
    if (!worked.ok) return worked
    const { state, audit, jobs } = worked.value
    const { subject, contentHash } = found.value
    const own = members.map(
      (memberId): AuditDraft => ({
        action: `${AUDIT_WORDS[subject]}.${state}`,
        memberId,
        subject: { kind: 'approval', id: approvalId },
        facts: { approvalId, contentHash },
      }),
    )
    const tell: JobDraft = { job: 'approval.tell', payload: { societyId, approvalId } }
    return written<Ended>({ approvalId, state }, [...own, ...audit], [...jobs, tell])
  })
}

/** All members that a request is about; what it is about never changes, so that this may be read before they are locked. */
async function membersOf(context: Context, approvalId: number): Promise<readonly number[]> {
  const { societyId } = context.actor
  const read = readerOf(context)
  const [settled, rebooked, deleted] = await Promise.all([
    membersOfSettlement(context, approvalId),
    membersOfRebooking(read, societyId, approvalId),
    read.approval.findMany({
      where: { societyId, id: approvalId, subject: 'delete' },
      select: { memberId: true },
    }),
  ])
  return [...settled, ...rebooked, ...deleted.flatMap(({ memberId }) => memberId ?? [])]
}

async function lockApproval(
  tx: Tx,
  societyId: number,
  id: number,
  subjects: readonly ApprovalSubject[],
): Promise<Result<Pending, DomainError>> {
  const [row] = await tx.$queryRaw<
    (Pending & { state: string; decidedBy: string | null; decidedAt: Date | null })[]
  >(Prisma.sql`
    SELECT id, subject, member_id AS "memberId", state, requested_by AS "requestedBy", expires_at AS "expiresAt", content_hash AS "contentHash",
      decided_by AS "decidedBy", decided_at AS "decidedAt"
    FROM approval WHERE society_id = ${societyId}::int AND id = ${id}::int AND subject = ANY(${[...subjects]}) FOR UPDATE`)
  if (row === undefined) return err({ code: 'approval-gone' })
  const { state, decidedBy: by, decidedAt } = row
  if (state === 'pending') return ok(row)
  const at = decidedAt === null ? '' : tokyoMinute(decidedAt)
  return err({ code: 'decided', state: state as ApprovalEnd, by, at })
}

/** Writes the end into the request. @param note why it is rejected */
export async function closeApproval(
  tx: Tx,
  { actor, now }: Context,
  id: number,
  state: ApprovalEnd,
  note: string | null,
): Promise<void> {
  const decidedBy = state === 'expired' ? null : actor.key
  await tx.approval.update({
    where: { societyId_id: { societyId: actor.societyId, id } },
    data: { state, decidedAt: now(), decidedBy, decisionNote: note },
  })
}

const CAUSES = { rejected: 'rejected', cancelled: 'request-cancelled', expired: 'expired' } as const

/** Closes a request without what it asked for, and releases the withdrawals that were held for it. */
export async function closeUnmet(
  tx: Tx,
  context: Context,
  approvalId: number,
  state: keyof typeof CAUSES,
  note: string | null,
): Promise<Result<Effect & { readonly state: ApprovalEnd }, DomainError>> {
  await closeApproval(tx, context, approvalId, state, note)
  const held = state === 'cancelled' ? 'cancelled' : 'released'
  const { societyId } = context.actor
  const effect = await releaseHeld(tx, societyId, { approvalId }, held, CAUSES[state], context.now())
  return ok({ state, ...effect })
}
