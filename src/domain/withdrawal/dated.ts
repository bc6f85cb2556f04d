import { z } from 'zod'
import { dateColumn, tokyoDay } from '../core/calendar.ts'
import { type Context, change, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Reader } from '../core/roll.ts'
import { loadFiscalYears, loadMemberships } from './facts.ts'
import { planWithdrawal } from './plan.ts'
import { writeWithdrawals } from './write.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
/** A dated withdrawal as `planned_change.plan` holds it. */
export const DATED = z.object({
  acceptedOn: day,
  withdrawnOn: day,
  reason: z.string(),
  endPositions: z.boolean().default(false),
})

/** A dated withdrawal whose day has come. */
export interface DuePlan {
  readonly societyId: number
  readonly id: number
  readonly requestedBy: string
}

/** Dated withdrawals whose day has come in any society, the oldest first. */
export async function findDuePlans(read: Reader, now: Date): Promise<readonly DuePlan[]> {
  return read.plannedChange.findMany({
    where: { state: 'planned', change: 'withdrawal', runsOn: { lte: dateColumn(tokyoDay(now)) } },
    orderBy: [{ runsOn: 'asc' }, { id: 'asc' }],
    select: { societyId: true, id: true, requestedBy: true },
    take: 100,
  })
}

export interface PlannedRun {
  readonly done: boolean
  /** The code of the refusal, where it was refused. */
  readonly outcome: string | null
}

/**
 * Runs a dated withdrawal on its day, checked anew; where the facts no longer allow it, it is marked as failed with the code of the refusal, and who
 * asked is told either way. `context.actor` stands for who asked: the office has decided, whoever sits there by now.
 *
 * Errors: plan-ended, where it was cancelled or run meanwhile, or its day has not come.
 */
export async function runPlanned(
  context: Context,
  plannedId: number,
): Promise<Result<PlannedRun, DomainError>> {
  const { societyId } = context.actor
  const found = await readerOf(context).plannedChange.findUnique({
    where: { societyId_id: { societyId, id: plannedId } },
    select: { memberId: true, plan: true },
  })
  if (found === null) return err({ code: 'plan-ended' })
  const { memberId } = found
  const terms = DATED.safeParse(found.plan)
  const operation = { key: `planned.run ${plannedId}`, action: 'planned.run', members: [memberId] }
  return change(context, 'member.write', operation, async (tx) => {
    const now = context.now()
    const today = tokyoDay(now)
    const claimed = await tx.plannedChange.updateMany({
      where: { societyId, id: plannedId, state: 'planned', runsOn: { lte: dateColumn(today) } },
      data: { state: 'done', ranAt: now },
    })
    if (claimed.count === 0) return err({ code: 'plan-ended' })
    const [member] = await loadMemberships(tx, societyId, [memberId], today)
    const jobs = [{ job: 'planned.tell', payload: { societyId, plannedId } }] as const
    const years = await loadFiscalYears(tx, societyId)
    const planned =
      member === undefined || !terms.success
        ? undefined
        : planWithdrawal({ ...member, planned: null }, terms.data, [], false, years, today)
    if (planned?.ok === true && member !== undefined && terms.success) {
      const more = { note: null, origin: { plannedId }, now }
      const audit = await writeWithdrawals(tx, societyId, [member], terms.data, more)
      return written<PlannedRun>({ done: true, outcome: null }, audit, jobs)
    }
    const outcome = planned?.ok === false ? planned.error.code : terms.success ? 'unknown-member' : 'stale'
    await tx.plannedChange.update({
      where: { societyId_id: { societyId, id: plannedId } },
      data: { state: 'failed', outcome },
    })
    const subject = { kind: 'planned_change', id: plannedId }
    const failed = { action: 'withdrawal.failed', memberId, subject, facts: { cause: outcome } }
    return written<PlannedRun>({ done: false, outcome }, [failed], jobs)
  })
}

/** Takes a dated withdrawal back. Errors: plan-ended. */
export async function cancelPlanned(
  context: Context,
  memberId: number,
  key: string,
): Promise<Result<{ readonly number: string }, DomainError>> {
  const { societyId } = context.actor
  const operation = { key, action: 'withdrawal.cancel', members: [memberId] }
  return change(context, 'member.write', operation, async (tx) => {
    const cancelled = await tx.plannedChange.updateManyAndReturn({
      where: { societyId, memberId, change: 'withdrawal', state: 'planned' },
      data: { state: 'cancelled', outcome: 'cancelled', ranAt: context.now() },
      select: { id: true, member: { select: { number: true } } },
    })
    const [first] = cancelled
    if (first === undefined) return err({ code: 'plan-ended' })
    const subject = { kind: 'planned_change', id: first.id }
    const { number } = first.member
    return ok({ value: { number }, audit: [{ action: 'withdrawal.cancelled', memberId, subject }] })
  })
}
