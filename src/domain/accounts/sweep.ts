import type { Roll } from '../core/roll.ts'

const DAY_MS = 24 * 3_600_000
/** The address of somebody who has left waits this long for its mail. */
const ADDRESS_DAYS = 7

/** Removes what has outlived its use: links and sessions, unconfirmed applications, buckets that are full again, addresses that mail never reached. */
export function sweepAccounts(roll: Roll, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS)
  return roll.transact(async (tx) => {
    await tx.accountToken.deleteMany({ where: { expiresAt: { lte: before(1) } } })
    await tx.letter.updateMany({
      where: { draft: { expiresAt: { lte: now } } },
      data: { draftId: null },
    })
    await tx.applicationDraft.deleteMany({ where: { expiresAt: { lte: now } } })
    await tx.floodBucket.deleteMany({ where: { updatedAt: { lte: before(2) } } })
    await tx.letter.updateMany({
      where: { address: { not: null }, createdAt: { lte: before(ADDRESS_DAYS) } },
      data: { address: null, state: 'failed', outcome: 'late' },
    })
  })
}
