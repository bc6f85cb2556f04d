import type { Tx } from '../../database/client.ts'
import { canonicalJson, type Json, sha256 } from '../core/audit.ts'
import type { Context } from '../core/change.ts'
import type { JobDraft } from '../core/jobs.ts'
import type { ApprovalSubject } from './subjects.ts'

/** What a second person is asked about. */
export interface Asked {
  readonly subject: ApprovalSubject
  /** The one member that it is about; null for several. */
  readonly memberId: number | null
  /** In words; erasable. */
  readonly note: string | null
  /** What is asked, item by item: the decision is bound to it. */
  readonly frozen: readonly Json[]
}

/** Writes a request that waits, inside the transaction of its items; the job carries it to those who decide. It runs out after the society's days. */
export async function openApproval(
  tx: Tx,
  { actor, now }: Context,
  { subject, memberId, note, frozen }: Asked,
): Promise<{ readonly approvalId: number; readonly jobs: readonly JobDraft[] }> {
  const { societyId, key: requestedBy } = actor
  const requestedAt = now()
  const { approvalExpiryDays } = await tx.society.findUniqueOrThrow({
    where: { id: societyId },
    select: { approvalExpiryDays: true },
  })
  const { id: approvalId } = await tx.approval.create({
    data: {
      societyId,
      subject,
      memberId,
      requestedBy,
      requestedAt,
      note,
      contentHash: sha256(canonicalJson(frozen)),
      expiresAt: new Date(requestedAt.getTime() + approvalExpiryDays * 86_400_000),
    },
    select: { id: true },
  })
  return { approvalId, jobs: [{ job: 'approval.ask', payload: { societyId, approvalId } }] }
}
