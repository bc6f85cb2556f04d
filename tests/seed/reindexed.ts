import { reindexMembers } from '../../src/domain/search/reindex.ts'
import type { TestDatabase } from '../support/database.ts'

const ROWS = `SELECT member_id, number, kana, search_text, tokens, oldest_open_due FROM member_search WHERE society_id = $1 ORDER BY member_id`

/** The search rows of a society as seeded, and as the domain writes them from the tables. */
export async function reindexed({ pool, prisma }: TestDatabase, societyId: number) {
  const { rows: before } = await pool.query(ROWS, [societyId])
  const members = await prisma.member.findMany({ where: { societyId }, select: { id: true } })
  await prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`UPDATE member SET search_version = search_version + 1 WHERE society_id = ${societyId}::int`
      await reindexMembers(
        tx,
        societyId,
        members.map(({ id }) => id),
      )
    },
    { timeout: 15_000 },
  )
  const { rows: after } = await pool.query(ROWS, [societyId])
  return { before, after }
}
