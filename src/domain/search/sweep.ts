import { Prisma } from '../../../prisma/generated/client.ts'
import type { Roll } from '../core/roll.ts'

/** Hours that a handled request is remembered. Slack delivers an event again for about an hour at most. */
const SEEN_HOURS = 24

/** How many of each were removed. */
export interface Swept {
  readonly resultSets: number
  readonly replyUrls: number
  readonly seenRequests: number
}

/**
 * Removes what has outlived its use in all societies: kept searches (but for those that a mailing was made from), reply URLs, and the marks of
 * requests handled. The work of the job `store.sweep`; nothing of it is a member's, so no audit row is written.
 */
export function sweepStores(roll: Roll, now: Date): Promise<Swept> {
  const seenBefore = new Date(now.getTime() - SEEN_HOURS * 3_600_000)
  return roll.transact(async (tx) => ({
    resultSets: await tx.$executeRaw(Prisma.sql`
      DELETE FROM result_set r WHERE r.expires_at <= ${now}
        AND NOT EXISTS (SELECT FROM mailing g WHERE g.society_id = r.society_id AND g.result_set_id = r.id)`),
    replyUrls: (await tx.replyUrl.deleteMany({ where: { expiresAt: { lte: now } } })).count,
    seenRequests: (await tx.seenRequest.deleteMany({ where: { seenAt: { lte: seenBefore } } })).count,
  }))
}
