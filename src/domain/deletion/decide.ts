import type { Tx } from '../../database/client.ts'
import { planDecision } from '../approvals/decide.ts'
import { closeApproval, closeUnmet, type Effect, type Ended, endApproval } from '../approvals/ending.ts'
import type { AuditDraft } from '../core/audit.ts'
import { tokyoDay } from '../core/calendar.ts'
import { type Context, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import { eraseMember } from '../erasure/erase.ts'
import { DELETED } from '../withdrawal/reasons.ts'
import { writeWithdrawals } from '../withdrawal/write.ts'
import { loadSubject, planDeletion } from './facts.ts'
import { type DeletionFacts, loadDeletion } from './load.ts'

const SUBJECTS = ['delete'] as const

/**
 * Approves or rejects the deletion of a member; never one's own request. An approval withdraws whoever is still active and erases the person, all in
 * one transaction, after the facts of this moment.
 *
 * Errors: approval-gone; decided; own-request; reason-needed; unknown-member; deletion-owes; deletion-holds.
 */
export async function decideDeletion(
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
  const door = { permission: 'member.delete.approve', subjects: SUBJECTS } as const
  const operation = { key, action: 'deletion.decide' }
  return endApproval(context, approvalId, door, operation, async (tx, pending) => {
    const refusal = planDecision(pending, context)
    if (refusal !== null) return err(refusal)
    if (decision === 'reject') {
      if (note === null) return err({ code: 'reason-needed', field: 'note' })
      return closeUnmet(tx, context, approvalId, 'rejected', note)
    }
    await closeApproval(tx, context, approvalId, 'approved', null)
    const effect = await deleteMember(tx, context, pending.memberId ?? 0)
    return effect.ok ? ok({ state: 'approved', ...effect.value }) : effect
  })
}

async function deleteMember(
  tx: Tx,
  context: Context,
  memberId: number,
): Promise<Result<Effect, DomainError>> {
  const { societyId } = context.actor
  const now = context.now()
  const today = tokyoDay(now)
  const subject = await loadSubject(tx, societyId, memberId, today)
  if (subject === null) return err({ code: 'unknown-member', number: String(memberId), nearest: [] })
  const refusal = planDeletion(subject)
  if (refusal !== null) return err(refusal)
  const { member } = subject
  const terms = {
    acceptedOn: today,
    // Somebody who has just been let in for a later day never was a member.
    withdrawnOn: member.joinedOn !== null && member.joinedOn > today ? member.joinedOn : today,
    reason: DELETED,
    endPositions: false,
  }
  const withdrawn: readonly AuditDraft[] =
    member.lifecycle === 'active'
      ? await writeWithdrawals(tx, societyId, [member], terms, { note: null, origin: {}, now })
      : []
  // An application that is deleted was not granted.
  await tx.member.updateMany({
    where: { societyId, id: memberId, lifecycle: 'applicant' },
    data: { lifecycle: 'rejected' },
  })
  return ok({ audit: [...withdrawn, await eraseMember(tx, societyId, memberId, now)], jobs: [] })
}

/** Takes a request back. Whoever may ask for a deletion may. Errors: approval-gone; decided. */
export async function cancelDeletion(
  context: Context,
  approvalId: number,
  key: string,
): Promise<Result<Ended, DomainError>> {
  const door = { permission: 'member.delete', subjects: SUBJECTS } as const
  const operation = { key, action: 'deletion.cancel' }
  return endApproval(context, approvalId, door, operation, (tx) =>
    closeUnmet(tx, context, approvalId, 'cancelled', null),
  )
}

/** Reads a request for somebody who is about to reject it. Errors: forbidden; approval-gone; decided; own-request. */
export async function previewRejection(
  context: Context,
  approvalId: number,
): Promise<Result<DeletionFacts, DomainError>> {
  const { actor, now } = context
  const permission = 'member.delete.approve'
  if (!may(actor, permission)) return err({ code: 'forbidden', permission })
  const request = await loadDeletion(readerOf(context), actor.societyId, approvalId, now())
  if (request === null) return err({ code: 'approval-gone' })
  const { state, decidedBy: by, decidedAt, requestedBy } = request
  if (state !== 'pending') return err({ code: 'decided', state, by, at: decidedAt ?? '' })
  return requestedBy === actor.key ? err({ code: 'own-request' }) : ok(request)
}
