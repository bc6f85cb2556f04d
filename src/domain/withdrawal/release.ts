import type { Tx } from '../../database/client.ts'
import type { AuditDraft } from '../core/audit.ts'
import type { JobDraft } from '../core/jobs.ts'

/** Why a held withdrawal did not come about. */
export type ReleaseCause =
  | 'rejected'
  | 'request-cancelled'
  | 'expired'
  | 'new-invoice'
  | 'role-lost'
  | 'cancelled'
  /** The code of the refusal that completing it met. */
  | (string & {})

export interface Released {
  readonly ids: readonly number[]
  readonly audit: readonly AuditDraft[]
  readonly jobs: readonly JobDraft[]
}

/** The jobs that tell those who asked. */
export function tellHeld(
  societyId: number,
  held: readonly { readonly id: number; readonly requestedBy: string }[],
): readonly JobDraft[] {
  const askers = [...new Set(held.map(({ requestedBy }) => requestedBy))]
  return askers.map((asker) => {
    const heldIds = held.filter(({ requestedBy }) => requestedBy === asker).map(({ id }) => id)
    return { job: 'withdrawal.tell', payload: { societyId, heldIds } }
  })
}

/**
 * Ends the held withdrawals of a request or a member, each with its audit row and the job that tells who asked. Nothing happens where none is held.
 *
 * @param state `cancelled` where a person took it back, else `released`
 */
export async function releaseHeld(
  tx: Tx,
  societyId: number,
  of: { readonly approvalId: number } | { readonly memberIds: readonly number[] },
  state: 'released' | 'cancelled',
  cause: ReleaseCause,
  now: Date,
): Promise<Released> {
  const held = await tx.heldWithdrawal.updateManyAndReturn({
    where: {
      societyId,
      state: 'held',
      ...('approvalId' in of ? { approvalId: of.approvalId } : { memberId: { in: [...of.memberIds] } }),
    },
    data: { state, outcome: cause, endedAt: now },
    select: { id: true, memberId: true, approvalId: true, requestedBy: true },
  })
  return {
    audit: held.map(({ id, memberId, approvalId }) => ({
      action: 'withdrawal.released',
      memberId,
      subject: { kind: 'held_withdrawal', id },
      facts: { cause, approvalId },
    })),
    ids: held.map(({ id }) => id),
    jobs: tellHeld(societyId, held),
  }
}
