import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import { DECIDED_BY_TREASURER } from '../approvals/load.ts'
import { addDays, type Day, dateColumn, dayOf, startOfTokyoDay, tokyoDay } from '../core/calendar.ts'
import { type Context, change, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import type { JobDraft } from '../core/jobs.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Reader } from '../core/roll.ts'
import { TREASURER_DELEGATE } from './actor.ts'

/** 会計代行者: who stands in for the treasurers, both days included. */
export interface Delegate {
  readonly id: number
  /** Slack user id. */
  readonly userId: string
  readonly fromOn: Day
  readonly toOn: Day
}

/** The longest that one naming lasts. */
const MOST_DAYS = 365

/** Slack user ids, in one workspace, of whoever holds the office of 会長 on a day. */
export async function findChairs(
  read: Pick<Reader, '$queryRaw'>,
  { societyId, teamId }: { readonly societyId: number; readonly teamId: string },
  today: Day,
): Promise<readonly string[]> {
  const rows = await read.$queryRaw<{ userId: string }[]>(Prisma.sql`
    SELECT DISTINCT i.user_id AS "userId"
    FROM position p JOIN position_holding h ON h.society_id = p.society_id AND h.position_id = p.id
    JOIN slack_identity i ON i.society_id = h.society_id AND i.member_id = h.member_id
    WHERE p.society_id = ${societyId}::int AND p.code = 'president' AND i.team_id = ${teamId}
      AND h.started_on <= ${today}::date AND (h.ended_on IS NULL OR h.ended_on > ${today}::date)
    ORDER BY 1`)
  return rows.map(({ userId }) => userId)
}

async function notChair(read: Pick<Reader, '$queryRaw'>, context: Context): Promise<DomainError | null> {
  const { actor } = context
  const chairs = await findChairs(read, actor, tokyoDay(context.now()))
  return chairs.includes(actor.userId) ? null : { code: 'not-chair' }
}

/** Who stands in now or will, the first to begin first. Errors: not-chair. */
export async function listDelegates(context: Context): Promise<Result<readonly Delegate[], DomainError>> {
  const read = readerOf(context)
  const refusal = await notChair(read, context)
  if (refusal !== null) return err(refusal)
  const { societyId, teamId } = context.actor
  const today = dateColumn(tokyoDay(context.now()))
  const rows = await read.delegate.findMany({
    where: { societyId, teamId, permission: TREASURER_DELEGATE, toOn: { gte: today } },
    orderBy: [{ fromOn: 'asc' }, { id: 'asc' }],
    select: { id: true, userId: true, fromOn: true, toOn: true },
  })
  return ok(rows.map((row) => ({ ...row, fromOn: dayOf(row.fromOn), toOn: dayOf(row.toOn) })))
}

export interface Naming {
  readonly userId: string
  /** The codes of the roles that they hold now. */
  readonly roles: readonly string[]
  readonly fromOn: Day
  readonly toOn: Day
}

/**
 * Names a 会計代行者, which only the 会長 does. The one named is told by the job `delegate.tell`, and asked about the requests that wait by
 * `approval.ask`, from the day on which they may decide.
 *
 * Errors: not-chair; delegate-self; delegate-dates; role-conflict, where a rule keeps one of their roles apart from the treasurer's.
 */
export async function nameDelegate(
  context: Context,
  naming: Naming,
  key: string,
): Promise<Result<Delegate, DomainError>> {
  const { actor, now } = context
  const { societyId, teamId } = actor
  const { userId, fromOn, toOn } = naming
  return change(context, 'member.read', { key, action: 'delegate.name' }, async (tx) => {
    const refusal =
      (await notChair(tx, context)) ??
      planNaming(naming, actor.userId, tokyoDay(now())) ??
      (await conflictOf(tx, societyId, naming.roles))
    if (refusal !== null) return err(refusal)
    const { id } = await tx.delegate.create({
      data: {
        societyId,
        teamId,
        userId,
        permission: TREASURER_DELEGATE,
        fromOn: dateColumn(fromOn),
        toOn: dateColumn(toOn),
        namedBy: actor.key,
        createdAt: now(),
      },
      select: { id: true },
    })
    const subject = { kind: 'delegate', id }
    const tell: JobDraft = { job: 'delegate.tell', payload: { societyId, delegateId: id } }
    return ok({
      value: { id, userId, fromOn, toOn },
      audit: [{ action: 'delegate.named', subject, facts: { userId, fromOn, toOn } }],
      jobs: [tell, ...(await askAgain(tx, societyId, fromOn, now()))],
    })
  })
}

/** Whom the chair may name, and for when. Pure. */
function planNaming({ userId, fromOn, toOn }: Naming, chair: string, today: Day): DomainError | null {
  if (userId === chair) return { code: 'delegate-self', field: 'user' }
  return toOn < fromOn || toOn < today || toOn > addDays(fromOn, MOST_DAYS)
    ? { code: 'delegate-dates', field: 'toOn' }
    : null
}

/** A rule that keeps the treasurer's role apart from one of these. */
async function conflictOf(tx: Tx, societyId: number, roles: readonly string[]): Promise<DomainError | null> {
  const [conflict] = await tx.$queryRaw<{ role: string; article: string | null }[]>(Prisma.sql`
    SELECT r.role, u.article FROM unnest(${[...roles]}::text[]) AS r(role)
    JOIN rule u ON u.society_id = ${societyId}::int AND u.active AND u.effect = 'excludes'
      AND (u.subject, u.object) IN (('role:' || r.role, 'role:treasurer'), ('role:treasurer', 'role:' || r.role))
    ORDER BY u.code LIMIT 1`)
  return conflict === undefined
    ? null
    : {
        code: 'role-conflict',
        field: 'user',
        roles: [conflict.role, 'treasurer'],
        article: conflict.article,
      }
}

/** What waits is asked anew, once the one named may decide. */
async function askAgain(tx: Tx, societyId: number, fromOn: Day, now: Date): Promise<readonly JobDraft[]> {
  const waiting = await tx.approval.findMany({
    where: { societyId, state: 'pending', subject: DECIDED_BY_TREASURER },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  const begins = startOfTokyoDay(fromOn)
  return waiting.map(({ id: approvalId }) => ({
    job: 'approval.ask',
    payload: { societyId, approvalId },
    ...(begins > now ? { runAt: begins } : {}),
  }))
}

/**
 * Ends a naming at once: its last day was yesterday, and one that has not begun by then is taken away; the audit row tells what it was. The 会長's
 * doing. Errors: not-chair; stale, where it is over already.
 */
export async function endDelegate(
  context: Context,
  delegateId: number,
  key: string,
): Promise<Result<{ readonly userId: string }, DomainError>> {
  const { societyId } = context.actor
  return change(context, 'member.read', { key, action: 'delegate.end' }, async (tx) => {
    const refusal = await notChair(tx, context)
    if (refusal !== null) return err(refusal)
    const today = tokyoDay(context.now())
    const found = await tx.delegate.findFirst({
      where: { societyId, id: delegateId, permission: TREASURER_DELEGATE, toOn: { gte: dateColumn(today) } },
    })
    if (found === null) return err({ code: 'stale' })
    const yesterday = dateColumn(addDays(today, -1))
    const { userId, fromOn, toOn } = found
    const where = { societyId_id: { societyId, id: delegateId } }
    await (fromOn > yesterday
      ? tx.delegate.delete({ where })
      : tx.delegate.update({ where, data: { toOn: yesterday } }))
    const facts = { userId, fromOn: dayOf(fromOn), toOn: dayOf(toOn) }
    const subject = { kind: 'delegate', id: delegateId }
    return ok({ value: { userId }, audit: [{ action: 'delegate.ended', subject, facts }] })
  })
}
