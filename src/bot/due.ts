import { expireApproval, findExpired } from '../domain/approvals/expire.ts'
import { actorOfKey, clockActor } from '../domain/core/roles.ts'
import type { Roll } from '../domain/core/roll.ts'
import { findDueReviews, remindReview } from '../domain/positions/review.ts'
import { findDuePlans, runPlanned } from '../domain/withdrawal/dated.ts'
import type { Logger } from './logger.ts'

interface DueDeps {
  readonly roll: Roll
  readonly now: () => Date
  readonly logger: Logger
}

/**
 * What comes about by the clock: dated withdrawals on their day, requests that nobody decided, the yearly
 * look at the roles. Two processes may look at the same moment; each deed is
 * done once by its key. One that fails is logged and tried again with the next look, and holds up no other.
 */
export function createDue(deps: DueDeps): () => Promise<void> {
  const { roll, now } = deps
  const shared = { roll, now, source: { via: 'job' } } as const
  return async () => {
    const [plans, requests, reviews] = await Promise.all([
      findDuePlans(roll.read, now()),
      findExpired(roll.read, now()),
      findDueReviews(roll.read, now()),
    ])
    for (const { societyId, id, requestedBy } of plans) {
      const actor = actorOfKey(requestedBy, societyId, ['member.write'])
      await attempt(deps, 'planned', id, () => runPlanned({ ...shared, actor }, id))
    }
    for (const { societyId, id } of requests) {
      const actor = clockActor(societyId, ['settlement.request'])
      await attempt(deps, 'approval', id, () => expireApproval({ ...shared, actor }, id))
    }
    for (const review of reviews) {
      const actor = clockActor(review.societyId, ['settings'])
      await attempt(deps, 'review', review.societyId, () => remindReview({ ...shared, actor }, review))
    }
  }
}

async function attempt(
  { logger }: DueDeps,
  subject: string,
  id: number,
  deed: () => Promise<unknown>,
): Promise<void> {
  try {
    await deed()
  } catch (error) {
    logger.warn('due.failed', { kind: subject, jobId: String(id), err: error })
  }
}
