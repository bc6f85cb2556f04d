import { type Context, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import { type ApprovalFacts, DECIDED_BY_TREASURER, loadApprovals } from './load.ts'

/** Requests that wait. */
export interface PendingList {
  readonly count: number
  /** The oldest first, at most ten. */
  readonly requests: readonly ApprovalFacts[]
}

/** Requests that fit on a screen. */
const SHOWN = 10

/**
 * The society's requests that wait: all of them, the caller's own, or those of others, which the caller may decide. Errors: forbidden, where the caller
 * neither asks nor decides.
 */
export async function listPending(
  context: Context,
  whose: 'all' | 'own' | 'others',
): Promise<Result<PendingList, DomainError>> {
  const { actor } = context
  if (!may(actor, 'settlement.request') && !may(actor, 'settlement.decide'))
    return err({ code: 'forbidden', permission: 'settlement.request' })
  const { societyId, key } = actor
  const now = context.now()
  const requestedBy = { all: {}, own: { requestedBy: key }, others: { requestedBy: { not: key } } }[whose]
  const where = { state: 'pending', expiresAt: { gt: now }, ...requestedBy }
  const read = readerOf(context)
  const [count, requests] = await Promise.all([
    read.approval.count({ where: { ...where, societyId, subject: DECIDED_BY_TREASURER } }),
    loadApprovals(read, societyId, where, { now, most: SHOWN }),
  ])
  return ok({ count, requests })
}
