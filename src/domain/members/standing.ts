import { Prisma } from '../../../prisma/generated/client.ts'
import { dayOf } from '../core/calendar.ts'
import { type Actor, may } from '../core/roles.ts'
import type { Reader } from '../core/roll.ts'
import { DEATH } from '../withdrawal/reasons.ts'
import type { MemberCard } from './cardData.ts'
import type { Lifecycle } from './row.ts'

interface Subject {
  readonly id: number
  readonly lifecycle: Lifecycle
  readonly withdrawalReason: string | null
}

/** What may be done with a member as they stand, and what waits; for the buttons of the card. */
export async function loadStanding(
  reader: Reader,
  actor: Actor,
  { id: memberId, lifecycle, withdrawalReason }: Subject,
): Promise<Pick<MemberCard, 'held' | 'returning' | 'allowed'>> {
  const { societyId } = actor
  const seesDues = may(actor, 'dues.read')
  const writes = may(actor, 'member.write')
  const [held, planned, returning] = await Promise.all([
    seesDues
      ? reader.heldWithdrawal.findFirst({
          where: { societyId, memberId, state: 'held' },
          select: { approvalId: true, withdrawnOn: true },
        })
      : null,
    reader.plannedChange.count({ where: { societyId, memberId, change: 'withdrawal', state: 'planned' } }),
    writes && lifecycle === 'applicant' ? findReturning(reader, societyId, memberId) : [],
  ])
  return {
    held: held && { approvalId: held.approvalId, withdrawnOn: dayOf(held.withdrawnOn) },
    returning,
    allowed: {
      withdraw: writes && lifecycle === 'active' && planned === 0 && held === null,
      rejoin: writes && lifecycle === 'withdrawn' && withdrawalReason !== DEATH,
      edit: writes,
      decide: writes && lifecycle === 'applicant',
      cancelPlanned: writes && planned > 0,
      cancelHeld: writes && held !== null,
      dues: seesDues,
      account: may(actor, 'credentials.reset'),
      offices: writes,
      history: may(actor, 'history.read'),
      dossier: writes,
      delete: may(actor, 'member.delete'),
    },
  }
}

/** Withdrawn members who seem to be this applicant: the same e-mail, or the same name in kana (the organisation's for organisations). At most three. */
async function findReturning(
  reader: Reader,
  societyId: number,
  applicantId: number,
): Promise<MemberCard['returning']> {
  return reader.$queryRaw<MemberCard['returning'][number][]>(Prisma.sql`
    SELECT m.id, m.number, m.withdrawn_on::text AS "withdrawnOn" FROM member a
    JOIN member m ON m.society_id = a.society_id AND m.lifecycle = 'withdrawn' AND m.kind = a.kind AND m.id <> a.id
      AND m.erased_at IS NULL AND m.merged_into IS NULL AND m.withdrawal_reason IS DISTINCT FROM ${DEATH}
      AND (lower(m.email) = lower(a.email)
        OR (m.family_kana = a.family_kana AND m.given_kana = a.given_kana) OR m.organisation_kana = a.organisation_kana)
    WHERE a.society_id = ${societyId}::int AND a.id = ${applicantId}::int
    ORDER BY (lower(m.email) = lower(a.email)) DESC NULLS LAST, m.withdrawn_on DESC, m.id LIMIT 3`)
}
