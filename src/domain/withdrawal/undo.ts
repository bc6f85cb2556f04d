import { z } from 'zod'
import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import type { AuditDraft } from '../core/audit.ts'
import { type Day, tokyoDay } from '../core/calendar.ts'
import { type Context, change, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, type Result } from '../core/result.ts'
import { changesAfter, undoneSince } from '../members/history.ts'
import type { Label } from '../members/row.ts'
import { type FiscalYearFacts, loadFiscalYears, loadMemberships, type MembershipFacts } from './facts.ts'
import { closedYear } from './plan.ts'
import { DEATH } from './reasons.ts'
import type { Withdrawn } from './write.ts'

const day = z.string()
const WITHDRAWN = z.object({
  termId: z.number(),
  acceptedOn: day,
  withdrawnOn: day,
  reason: z.string(),
  was: z.object({
    feePlan: z.enum(['paid', 'free']),
    memberTypeId: z.number().nullable(),
    typeSince: day.nullable(),
  }),
  ended: z.array(z.object({ id: z.number(), endedOn: day.nullable() })),
  plans: z.array(z.number()).default([]),
}) satisfies z.ZodType<Withdrawn>

/** What rests on a withdrawal: undoing it would contradict them. */
const RESTING = ['member.rejoined', 'member.withdrawn', 'member.memorialised']

/** A withdrawal as its audit row tells of it. */
interface Deed extends Withdrawn {
  readonly plans: readonly number[]
  readonly auditId: bigint
  readonly memberId: number
  readonly memorial: boolean
  /** 逝去日 before; the rest of the row's detail is not needed. */
  readonly deceasedOn: Day | null
}

export interface Undone {
  readonly members: readonly { readonly id: number; readonly number: string }[]
}

/**
 * Takes withdrawals back, those of one term or of a whole batch, while nothing rests on them: the members are active again with what they had, in the
 * same term, and hold the offices that ended with it. Settled invoices stay settled.
 *
 * Errors: undo-gone; undo-blocked, with what came later; seats-taken; year-closed; type-not-offered.
 */
export async function undoWithdrawals(
  context: Context,
  of: { readonly memberId: number; readonly termId: number } | { readonly taskId: number },
  key: string,
): Promise<Result<Undone, DomainError>> {
  const { societyId } = context.actor
  const deeds = await findDeeds(context, of)
  if (deeds.length === 0) return err({ code: 'undo-gone' })
  const ids = deeds.map(({ memberId }) => memberId)
  const operation = { key, action: 'withdrawal.undo', members: ids }
  return change(context, 'member.write', operation, async (tx) => {
    const today = tokyoDay(context.now())
    const members = await loadMemberships(tx, societyId, ids, today)
    const years = await loadFiscalYears(tx, societyId)
    for (const deed of deeds) {
      const member = members.find(({ id }) => id === deed.memberId)
      const refusal = await refusalOf(tx, context, deed, member, years, today)
      if (refusal !== null) return err(refusal)
    }
    const unfit = (await typesGone(tx, societyId, deeds)) ?? (await seatsTaken(tx, societyId, deeds, today))
    if (unfit !== null) return err(unfit)
    await restore(tx, societyId, deeds, context.now())
    return written(
      { members: members.map(({ id, number }) => ({ id, number })) },
      deeds.map((deed) => auditOf(deed, of)),
    )
  })
}

async function findDeeds(
  context: Context,
  of: { readonly memberId: number; readonly termId: number } | { readonly taskId: number },
): Promise<readonly Deed[]> {
  const rows = await readerOf(context).auditEntry.findMany({
    where: {
      societyId: context.actor.societyId,
      outcome: 'done',
      action: { in: ['member.withdrawn', 'member.memorialised'] },
      ...('taskId' in of
        ? { subject: 'task', subjectId: of.taskId }
        : { memberId: of.memberId, facts: { path: ['termId'], equals: of.termId } }),
    },
    orderBy: { id: 'desc' },
    ...('taskId' in of ? {} : { take: 1 }),
    select: {
      id: true,
      memberId: true,
      action: true,
      facts: true,
      details: { select: { detail: true } },
    },
  })
  return rows.flatMap(({ id, memberId, action, facts, details }): Deed[] => {
    const read = WITHDRAWN.safeParse(facts)
    if (!read.success || memberId === null) return []
    const died = z.object({ deceasedOn: z.tuple([day.nullable(), day]) }).safeParse(details?.detail)
    const deceasedOn = died.success ? died.data.deceasedOn[0] : null
    return [{ ...read.data, auditId: id, memberId, memorial: action === 'member.memorialised', deceasedOn }]
  })
}

async function refusalOf(
  tx: Tx,
  { actor }: Context,
  deed: Deed,
  member: MembershipFacts | undefined,
  years: readonly FiscalYearFacts[],
  today: Day,
): Promise<DomainError | null> {
  if (member === undefined) return { code: 'undo-gone' }
  const undone = await undoneSince(tx, actor, deed.memberId, deed.auditId)
  if (undone.includes(deed.auditId)) return { code: 'undo-gone' }
  const later = await changesAfter(tx, actor, deed.memberId, deed.auditId, RESTING)
  if (later.length > 0) return { code: 'undo-blocked', later }
  const stands = deed.memorial ? member.lifecycle === 'active' : member.lifecycle === 'withdrawn'
  if (!stands || member.termId !== deed.termId) return { code: 'undo-gone' }
  const closed = closedYear(deed.withdrawnOn, years)
  return closed === null || deed.withdrawnOn === today
    ? null
    : { code: 'year-closed', field: '', year: closed }
}

/** A type that was given up meanwhile, or is free where it was paid. */
async function typesGone(tx: Tx, societyId: number, deeds: readonly Deed[]): Promise<DomainError | null> {
  const wanted = deeds.flatMap(({ was: { memberTypeId, feePlan } }) =>
    memberTypeId === null ? [] : [{ id: memberTypeId, feePlan }],
  )
  const types = await tx.memberType.findMany({
    where: { societyId, id: { in: wanted.map(({ id }) => id) } },
    select: { id: true, feePlan: true },
  })
  const fits = wanted.every(({ id, feePlan }) =>
    types.some((type) => type.id === id && type.feePlan === feePlan),
  )
  return fits ? null : { code: 'type-not-offered', field: 'memberType' }
}

/** Offices that have a successor by now: there are no more seats than the society says. */
async function seatsTaken(
  tx: Tx,
  societyId: number,
  deeds: readonly Deed[],
  today: Day,
): Promise<DomainError | null> {
  const back = deeds.flatMap(({ ended }) => ended.map(({ id }) => id))
  if (back.length === 0) return null
  const positions = await tx.$queryRaw<Label[]>(Prisma.sql`
    SELECT p.name AS ja, p.name_en AS en FROM position p
    WHERE p.society_id = ${societyId}::int AND p.id IN (
        SELECT h.position_id FROM position_holding h WHERE h.society_id = p.society_id AND h.id = ANY(${back}::int[]))
      AND p.seats < (SELECT count(*) FROM position_holding h WHERE h.society_id = p.society_id AND h.position_id = p.id
        AND (h.id = ANY(${back}::int[]) OR h.ended_on IS NULL OR h.ended_on > ${today}::date))
    ORDER BY p.sort_order, p.id`)
  return positions.length === 0 ? null : { code: 'seats-taken', positions }
}

/** Tells the trigger that keeps the terms what the dates alone don't always tell. */
export const UNDOING = Prisma.sql`(SELECT set_config('meibo.undoing', 'on', true)) AS undoing`

async function restore(tx: Tx, societyId: number, deeds: readonly Deed[], now: Date): Promise<void> {
  const rows = deeds.map(({ memberId, memorial, deceasedOn, reason, was }) => ({
    id: memberId,
    memorial,
    died: memorial || reason === DEATH,
    deceased_on: deceasedOn,
    type: was.memberTypeId,
    plan: was.feePlan,
    since: was.typeSince,
  }))
  const ended = deeds.flatMap(({ ended: list }) => list.map(({ id, endedOn }) => ({ id, ended_on: endedOn })))
  const plans = deeds.flatMap((deed) => deed.plans)
  await tx.$executeRaw(Prisma.sql`
    WITH was AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS w(id int, memorial boolean, died boolean, deceased_on date, type int, plan text, since date)
    ), offices AS (
      UPDATE position_holding h SET ended_on = o.ended_on
      FROM jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) AS o(id int, ended_on date)
      WHERE h.society_id = ${societyId}::int AND h.id = o.id
    ), plans AS (
      UPDATE planned_change SET state = 'planned', outcome = NULL, ran_at = NULL
      WHERE society_id = ${societyId}::int AND id = ANY(${plans}::int[]) AND state = 'cancelled'
    )
    UPDATE member m SET lifecycle = 'active', fee_plan = w.plan, member_type_id = w.type,
      type_since = CASE WHEN w.memorial THEN w.since ELSE m.type_since END,
      deceased_on = CASE WHEN w.died THEN w.deceased_on ELSE m.deceased_on END,
      withdrawn_on = NULL, withdrawal_accepted_on = NULL, withdrawal_reason = NULL, updated_at = ${now}
    FROM was w CROSS JOIN ${UNDOING} WHERE m.society_id = ${societyId}::int AND m.id = w.id`)
}

function auditOf(
  { memberId, auditId, termId }: Deed,
  of: { readonly memberId: number } | { readonly taskId: number },
): AuditDraft {
  return {
    action: 'withdrawal.undone',
    memberId,
    subject: 'taskId' in of ? { kind: 'task', id: of.taskId } : { kind: 'membership_term', id: termId },
    facts: { auditId: Number(auditId), termId },
  }
}
