import { type Day, dayOf } from '../core/calendar.ts'
import type { Reader } from '../core/roll.ts'
import { DATED } from './dated.ts'

/** How a withdrawal that waited has ended, for who asked for it. */
export interface EndedWithdrawal {
  readonly memberId: number
  readonly number: string
  readonly withdrawnOn: Day
  readonly state: 'completed' | 'released' | 'cancelled'
  /** Why it was released: a code. */
  readonly cause: string | null
  /** By which it can be undone, where it was completed. */
  readonly termId: number | null
}

export interface Told {
  /** `team:user` */
  readonly requestedBy: string
  readonly ended: readonly EndedWithdrawal[]
}

/** Held withdrawals that have ended; null where there are none of that kind. All were asked for by one person. */
export async function loadEndedHolds(
  read: Reader,
  societyId: number,
  heldIds: readonly number[],
): Promise<Told | null> {
  const rows = await read.heldWithdrawal.findMany({
    where: { societyId, id: { in: [...heldIds] }, state: { not: 'held' } },
    orderBy: { id: 'asc' },
    select: {
      memberId: true,
      withdrawnOn: true,
      state: true,
      outcome: true,
      requestedBy: true,
      member: { select: { number: true, terms: LATEST_TERM } },
    },
  })
  const [first] = rows
  if (first === undefined) return null
  return {
    requestedBy: first.requestedBy,
    ended: rows.map(({ memberId, withdrawnOn, state, outcome, member: { number, terms } }) => ({
      memberId,
      number,
      withdrawnOn: dayOf(withdrawnOn),
      state: state as EndedWithdrawal['state'],
      cause: outcome,
      termId: state === 'completed' ? (terms[0]?.id ?? null) : null,
    })),
  }
}

const LATEST_TERM = { orderBy: { id: 'desc' }, take: 1, select: { id: true } } as const

/** A dated withdrawal that has run; null where it has not. */
export async function loadEndedPlan(
  read: Reader,
  societyId: number,
  plannedId: number,
): Promise<Told | null> {
  const plan = await read.plannedChange.findUnique({
    where: { societyId_id: { societyId, id: plannedId } },
    select: {
      memberId: true,
      runsOn: true,
      plan: true,
      state: true,
      outcome: true,
      requestedBy: true,
      member: { select: { number: true, terms: LATEST_TERM } },
    },
  })
  if (plan === null || (plan.state !== 'done' && plan.state !== 'failed')) return null
  const { memberId, runsOn, state, outcome, requestedBy, member } = plan
  const terms = DATED.safeParse(plan.plan)
  const done = state === 'done'
  return {
    requestedBy,
    ended: [
      {
        memberId,
        number: member.number,
        withdrawnOn: terms.success ? terms.data.withdrawnOn : dayOf(runsOn),
        state: done ? 'completed' : 'released',
        cause: outcome,
        termId: done ? (member.terms[0]?.id ?? null) : null,
      },
    ],
  }
}
