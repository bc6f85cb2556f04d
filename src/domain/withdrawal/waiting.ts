import type { Day } from '../core/calendar.ts'
import { dayOf } from '../core/calendar.ts'
import { type Context, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import { DATED } from './dated.ts'

/** A withdrawal that has not happened yet. */
export interface Waiting {
  readonly memberId: number
  readonly number: string
  readonly withdrawnOn: Day
  readonly reason: string
  /** `team:user` */
  readonly requestedBy: string
}

/** Dated and held withdrawals of the society; held ones only for who may know of dues. */
export interface WaitingList {
  readonly societyId: number
  readonly planned: readonly Waiting[]
  readonly held: readonly (Waiting & { readonly approvalId: number })[]
  /** How many more there are than shown. */
  readonly more: number
}

/** As many as a message has room for. */
const SHOWN = 20

/** Reads what is planned, the earliest first, and what is held. Errors: forbidden. */
export async function listWaiting(context: Context): Promise<Result<WaitingList, DomainError>> {
  const { actor } = context
  if (!may(actor, 'member.write')) return err({ code: 'forbidden', permission: 'member.write' })
  const { societyId } = actor
  const read = readerOf(context)
  const plans = { societyId, change: 'withdrawal', state: 'planned' }
  const holds = { societyId, state: 'held' }
  const seesHeld = may(actor, 'dues.read')
  const member = { select: { number: true } }
  const [planned, plannedCount, held, heldCount] = await Promise.all([
    read.plannedChange.findMany({
      where: plans,
      orderBy: [{ runsOn: 'asc' }, { id: 'asc' }],
      take: SHOWN,
      select: { memberId: true, runsOn: true, plan: true, requestedBy: true, member },
    }),
    read.plannedChange.count({ where: plans }),
    seesHeld
      ? read.heldWithdrawal.findMany({
          where: holds,
          orderBy: { id: 'asc' },
          take: SHOWN,
          select: {
            memberId: true,
            withdrawnOn: true,
            reason: true,
            requestedBy: true,
            approvalId: true,
            member,
          },
        })
      : [],
    seesHeld ? read.heldWithdrawal.count({ where: holds }) : 0,
  ])
  return ok({
    societyId,
    planned: planned.map(({ memberId, runsOn, plan, requestedBy, member: { number } }) => {
      const terms = DATED.safeParse(plan)
      const reason = terms.success ? terms.data.reason : ''
      return { memberId, number, withdrawnOn: dayOf(runsOn), reason, requestedBy }
    }),
    held: held.map(({ withdrawnOn, member: { number }, ...rest }) => ({
      ...rest,
      number,
      withdrawnOn: dayOf(withdrawnOn),
    })),
    more: plannedCount - planned.length + heldCount - held.length,
  })
}
