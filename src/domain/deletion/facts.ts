import { Prisma } from '../../../prisma/generated/client.ts'
import type { Day } from '../core/calendar.ts'
import type { DomainError } from '../core/errors.ts'
import type { Reader } from '../core/roll.ts'
import { loadMemberships, type MembershipFacts } from '../withdrawal/facts.ts'

/** Everything that bears on deleting a member. */
export interface DeletionSubject {
  readonly member: MembershipFacts
  /** Open invoices of the member and of the records that were merged into it. */
  readonly owed: number
  /** The request that waits to delete this member. */
  readonly waiting: number | null
}

/** Null for nobody, an erased or a merged record. Whoever writes by it has locked the member first. */
export async function loadSubject(
  read: Pick<Reader, '$queryRaw'>,
  societyId: number,
  memberId: number,
  today: Day,
): Promise<DeletionSubject | null> {
  const [member] = await loadMemberships(read, societyId, [memberId], today)
  if (member === undefined) return null
  const [row] = await read.$queryRaw<{ owed: number; waiting: number | null }[]>(Prisma.sql`
    WITH RECURSIVE mine AS (
      SELECT ${memberId}::int AS id
      UNION
      SELECT m.id FROM member m JOIN mine ON m.merged_into = mine.id WHERE m.society_id = ${societyId}::int
    )
    SELECT (SELECT count(*)::int FROM invoice i JOIN mine ON i.member_id = mine.id WHERE i.society_id = ${societyId}::int AND i.must_owe) AS owed,
      (SELECT a.id FROM approval a WHERE a.society_id = ${societyId}::int AND a.member_id = ${memberId}::int
        AND a.subject = 'delete' AND a.state = 'pending') AS waiting`)
  return { member, owed: row?.owed ?? 0, waiting: row?.waiting ?? null }
}

/** Why a member can't be deleted as they stand: the guard of a withdrawal, on which no office and no invoice is settled by the way. Pure. */
export function planDeletion({ member, owed }: Omit<DeletionSubject, 'waiting'>): DomainError | null {
  const { number, holdings } = member
  if (owed > 0) return { code: 'deletion-owes', number, count: owed }
  const positions = holdings.map(({ position }) => position)
  return positions.length > 0 ? { code: 'deletion-holds', number, positions } : null
}
