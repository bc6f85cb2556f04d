import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import type { AuditDraft, Json } from '../core/audit.ts'
import type { Day } from '../core/calendar.ts'
import type { MembershipFacts } from './facts.ts'
import type { WithdrawalTerms } from './plan.ts'
import { DEATH, MEMORIAL } from './reasons.ts'

/** What a withdrawal is part of; in the audit row, so that it can be undone as a whole. */
export interface Origin {
  /** The batch of several members. */
  readonly taskId?: number
  /** The held or dated withdrawal that it completes. */
  readonly heldId?: number
  readonly plannedId?: number
}

/** What `member.withdrawn` and `member.memorialised` hold for undoing, in `facts`. */
export interface Withdrawn {
  readonly termId: number
  readonly acceptedOn: Day
  readonly withdrawnOn: Day
  readonly reason: string
  readonly was: {
    readonly feePlan: 'paid' | 'free'
    readonly memberTypeId: number | null
    readonly typeSince: Day | null
  }
  /** Offices that ended with it, and when they would have. */
  readonly ended: readonly { readonly id: number; readonly endedOn: Day | null }[]
  /** What was planned for the member and came to nothing, where there was something. */
  readonly plans?: readonly number[]
}

/**
 * Withdraws members whose facts were checked under their locks, or makes them 物故会員: one statement for the members, one for their offices where they
 * hold some. Ends what was planned for them. Gives an audit row for each, which holds what undoing it needs.
 */
export async function writeWithdrawals(
  tx: Tx,
  societyId: number,
  members: readonly MembershipFacts[],
  terms: WithdrawalTerms,
  more: { readonly note: string | null; readonly origin: Origin; readonly now: Date },
): Promise<readonly AuditDraft[]> {
  const holdings = members.flatMap((member) => member.holdings.map(({ id }) => id))
  if (holdings.length > 0) await endHoldings(tx, societyId, holdings, terms.withdrawnOn)
  if (terms.reason === MEMORIAL) {
    await memorialise(tx, societyId, members, terms.withdrawnOn, more.now)
    return members.map((member) => auditOf(member, terms, [], more))
  }
  const ids = members.map(({ id }) => id)
  const plans = await withdraw(tx, societyId, ids, terms, more)
  return members.map((member) => {
    const own = plans.flatMap(({ id, memberId }) => (memberId === member.id ? [id] : []))
    return auditOf(member, terms, own, more)
  })
}

/** @returns what was planned for them and comes to nothing */
async function withdraw(
  tx: Tx,
  societyId: number,
  ids: readonly number[],
  terms: WithdrawalTerms,
  { origin, now }: { readonly origin: Origin; readonly now: Date },
): Promise<readonly { readonly id: number; readonly memberId: number }[]> {
  return tx.$queryRaw(Prisma.sql`/* prepared */
    WITH plans AS (
      UPDATE planned_change SET state = 'cancelled', outcome = 'withdrawn', ran_at = ${now}
      WHERE society_id = ${societyId}::int AND member_id = ANY(${[...ids]}::int[]) AND state = 'planned'
        AND id <> ${origin.plannedId ?? 0}::int
      RETURNING id, member_id
    ), left_members AS (
    UPDATE member SET lifecycle = 'withdrawn', fee_plan = 'free', member_type_id = NULL,
      withdrawal_accepted_on = ${terms.acceptedOn}::date, withdrawn_on = ${terms.withdrawnOn}::date, withdrawal_reason = ${terms.reason},
      deceased_on = CASE WHEN ${terms.reason === DEATH} THEN coalesce(deceased_on, ${terms.withdrawnOn}::date) ELSE deceased_on END,
      updated_at = ${now}
    WHERE society_id = ${societyId}::int AND id = ANY(${[...ids]}::int[]) AND lifecycle = 'active'
    )
    SELECT id, member_id AS "memberId" FROM plans ORDER BY id`)
}

async function memorialise(
  tx: Tx,
  societyId: number,
  members: readonly MembershipFacts[],
  diedOn: Day,
  now: Date,
): Promise<void> {
  const types = members.map(({ memorialTypeId }) => memorialTypeId ?? 0)
  await tx.$executeRaw(Prisma.sql`
    UPDATE member m SET fee_plan = 'free', member_type_id = d.type, type_since = ${diedOn}::date,
      deceased_on = coalesce(m.deceased_on, ${diedOn}::date), updated_at = ${now}
    FROM unnest(${members.map(({ id }) => id)}::int[], ${types}::int[]) AS d(id, type)
    WHERE m.society_id = ${societyId}::int AND m.id = d.id AND m.lifecycle = 'active'`)
}

/** An office that would begin later than the membership ends comes to nothing. */
async function endHoldings(tx: Tx, societyId: number, ids: readonly number[], on: Day): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    UPDATE position_holding SET ended_on = greatest(started_on, ${on}::date)
    WHERE society_id = ${societyId}::int AND id = ANY(${[...ids]}::int[])`)
}

function auditOf(
  member: MembershipFacts,
  terms: WithdrawalTerms,
  plans: readonly number[],
  { note, origin }: { readonly note: string | null; readonly origin: Origin },
): AuditDraft {
  const { acceptedOn, withdrawnOn, reason } = terms
  const { feePlan, memberTypeId, typeSince } = member
  const termId = member.termId ?? 0
  const was = { feePlan, memberTypeId, typeSince }
  const ended = member.holdings.map(({ id, endedOn }): Json => ({ id, endedOn }))
  const died = reason === DEATH || reason === MEMORIAL
  const detail = {
    ...(note === null ? {} : { note }),
    ...(died ? { deceasedOn: [member.deceasedOn, member.deceasedOn ?? withdrawnOn] } : {}),
  }
  return {
    action: reason === MEMORIAL ? 'member.memorialised' : 'member.withdrawn',
    memberId: member.id,
    subject:
      origin.taskId === undefined
        ? { kind: 'membership_term', id: termId }
        : { kind: 'task', id: origin.taskId },
    facts: {
      termId,
      acceptedOn,
      withdrawnOn,
      reason,
      was,
      ended,
      ...(plans.length === 0 ? {} : { plans }),
      ...origin,
    },
    ...(Object.keys(detail).length === 0 ? {} : { detail }),
  }
}
