import type { Context } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, type Result } from '../core/result.ts'
import type { Reader } from '../core/roll.ts'
import { closeUnmet, type Ended, endApproval } from './ending.ts'
import { type ApprovalSubject, MONEY } from './subjects.ts'

/** What runs out by itself. */
const EXPIRING: readonly ApprovalSubject[] = [...MONEY, 'delete']

/** A request whose time is over. */
export interface ExpiredApproval {
  readonly societyId: number
  readonly id: number
}

/** Requests of any society that nobody decided in time, the oldest first, at most 100. */
export async function findExpired(read: Reader, now: Date): Promise<readonly ExpiredApproval[]> {
  return read.approval.findMany({
    where: { state: 'pending', subject: { in: [...EXPIRING] }, expiresAt: { lte: now } },
    orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
    select: { societyId: true, id: true },
    take: 100,
  })
}

/** Ends a request whose time is over; the caller is the clock. Errors: approval-gone; decided; stale, where it has time left. */
export async function expireApproval(
  context: Context,
  approvalId: number,
): Promise<Result<Ended, DomainError>> {
  const operation = { key: `approval.expire ${approvalId}`, action: 'approval.expire' }
  const door = { permission: 'settlement.request', subjects: EXPIRING } as const
  return endApproval(context, approvalId, door, operation, async (tx, { expiresAt }) =>
    expiresAt > context.now() ? err({ code: 'stale' }) : closeUnmet(tx, context, approvalId, 'expired', null),
  )
}
