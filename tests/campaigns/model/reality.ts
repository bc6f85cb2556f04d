import type { Pool } from 'pg'
import { cancelApproval } from '../../../src/domain/approvals/cancel.ts'
import { decideApproval } from '../../../src/domain/approvals/decide.ts'
import { expireApproval, findExpired } from '../../../src/domain/approvals/expire.ts'
import { requestSettlement } from '../../../src/domain/approvals/request.ts'
import type { Context } from '../../../src/domain/core/change.ts'
import type { DomainError } from '../../../src/domain/core/errors.ts'
import type { Result } from '../../../src/domain/core/result.ts'
import { type Actor, actorOfKey, clockActor, GRANTS, may } from '../../../src/domain/core/roles.ts'
import type { Reader, Roll } from '../../../src/domain/core/roll.ts'
import { allocateDeposit } from '../../../src/domain/dues/deposit.ts'
import { issueInvoice } from '../../../src/domain/dues/issue.ts'
import { recordPayment } from '../../../src/domain/dues/payment.ts'
import { requestRebooking } from '../../../src/domain/dues/requestRebooking.ts'
import { cancelPlanned, findDuePlans, runPlanned } from '../../../src/domain/withdrawal/dated.ts'
import { cancelHeld, completeHeld, releaseApproved } from '../../../src/domain/withdrawal/held.ts'
import { rejoinMember } from '../../../src/domain/withdrawal/rejoin.ts'
import { undoWithdrawals } from '../../../src/domain/withdrawal/undo.ts'
import { undoRejoin } from '../../../src/domain/withdrawal/undoRejoin.ts'
import { withdrawMember } from '../../../src/domain/withdrawal/withdraw.ts'
import { SETTINGS } from '../society.ts'
import type { Call, Deed, Role } from './calls.ts'
import type { Ids } from './seen.ts'

/** The domain in one society, at a time and with rights that the sequence sets. */
export interface Reality {
  readonly roll: Roll
  readonly pool: Pool
  readonly societyId: number
  /** Milliseconds at which a step begins; the clock goes on while it is done, as clocks do. */
  now: number
  roles: readonly Role[]
  ids: Ids
  /** By the marks of the model, those that are gone too. */
  readonly terms: Map<number, number>
}

type Answer = Result<object | number, DomainError>

/** Nothing has this id. */
const NOBODY = 0

function contextOf(reality: Reality, by: number): Context {
  const role = reality.roles[by] ?? 'officer'
  const who = { key: `T:U${by}`, teamId: 'T', userId: `U${by}`, societyId: reality.societyId }
  return contextWith(reality, { ...who, roles: [role], permissions: new Set(GRANTS[role]) })
}

function contextWith(reality: Reality, actor: Actor): Context {
  return { roll: reality.roll, actor, source: { via: 'modal' }, now: () => tick(reality) }
}

/** A millisecond a look: whatever counts on two looks at the clock being one is found out. */
function tick(reality: Reality): Date {
  reality.now += 1
  return new Date(reality.now)
}

/** Does a deed under a key. */
export function doDeed(reality: Reality, deed: Deed, key: string): Promise<Answer> {
  const { ids } = reality
  const context = contextOf(reality, deed.by)
  switch (deed.do) {
    case 'decide':
    case 'take back': {
      const approvalId = ids.requests[deed.request] ?? NOBODY
      if (deed.do === 'take back') return cancelApproval(context, approvalId, key)
      const decision = deed.yes ? 'approve' : 'reject'
      return decideApproval(context, { approvalId, decision, note: deed.note }, key)
    }
    case 'issue':
    case 'pay':
    case 'deposit':
    case 'request':
    case 'rebook':
      return doDues(context, ids, deed, key)
    case 'withdraw':
    case 'cancel plan':
    case 'cancel hold':
    case 'rejoin':
    case 'undo withdrawal':
    case 'undo rejoin':
      return doMembership(context, reality, deed, key)
  }
}

type Dues = Extract<Deed, { do: 'issue' | 'pay' | 'deposit' | 'request' | 'rebook' }>

function doDues(context: Context, ids: Ids, deed: Dues, key: string): Promise<Answer> {
  const memberId = deed.member + 1
  const billId = (bill: number) => ids.bills[bill] ?? NOBODY
  const allocations =
    'shares' in deed ? deed.shares.map(({ bill, yen }) => ({ invoiceId: billId(bill), amountYen: yen })) : []
  switch (deed.do) {
    case 'issue': {
      const billed =
        'replaces' in deed
          ? { replacesId: billId(deed.replaces) }
          : { feeItemId: deed.item, year: deed.year, another: deed.another }
      return issueInvoice(context, { memberId, billed, amountYen: deed.yen, dueOn: '2027-06-30' }, key)
    }
    case 'pay': {
      const money = { receivedOn: deed.receivedOn, amountYen: deed.yen, method: 'bank' } as const
      const payer = { payerName: 'カ）エ', bankAccount: '普通1' }
      return recordPayment(context, { memberId, ...money, ...payer, allocations }, key)
    }
    case 'deposit':
      return allocateDeposit(
        context,
        { memberId, paymentId: ids.payments[deed.payment] ?? NOBODY, allocations },
        key,
      )
    case 'request':
      return requestSettlement(context, { memberId, settlements: settlementsOf(ids, deed), note: null }, key)
    case 'rebook': {
      const toInvoiceId = deed.to === null ? null : billId(deed.to)
      const allocationId = ids.bookings[deed.booking] ?? NOBODY
      return requestRebooking(
        context,
        { memberId, allocationId, toInvoiceId, reason: 'wrong_invoice', note: null },
        key,
      )
    }
  }
}

function settlementsOf(ids: Ids, { choices }: Extract<Deed, { do: 'request' | 'withdraw' }>) {
  return choices.map(({ bill, ...choice }) => ({ ...choice, invoiceId: ids.bills[bill] ?? NOBODY }))
}

type Membership = Exclude<Deed, Dues | { do: 'decide' | 'take back' }>

function doMembership(context: Context, reality: Reality, deed: Membership, key: string): Promise<Answer> {
  const { ids, terms } = reality
  const memberId = deed.member + 1
  const version = (ids.versions[deed.member] ?? 0) - ('stale' in deed && deed.stale ? 1 : 0)
  switch (deed.do) {
    case 'withdraw': {
      const { acceptedOn, withdrawnOn, reason, endPositions, hold } = deed
      const input = { memberId, version, acceptedOn, withdrawnOn, reason, endPositions, hold, note: null }
      return withdrawMember(context, { ...input, settlements: settlementsOf(ids, deed) }, key)
    }
    case 'cancel plan':
      return cancelPlanned(context, memberId, key)
    case 'cancel hold':
      return cancelHeld(context, memberId, key)
    case 'rejoin': {
      const { rejoinedOn, board, plan, type, application } = deed
      const input = { memberId, version, rejoinedOn, boardAccess: board, feePlan: plan, memberTypeId: type }
      return rejoinMember(
        context,
        { ...input, applicationId: application === null ? null : application + 1 },
        key,
      )
    }
    case 'undo withdrawal':
      return undoWithdrawals(context, { memberId, termId: terms.get(deed.term) ?? NOBODY }, key)
    case 'undo rejoin':
      return undoRejoin(context, { memberId, termId: terms.get(deed.term) ?? NOBODY }, key)
  }
}

/** What the bot does by the clock and for a job; and what is set by hand. */
export async function doEvent(
  reality: Reality,
  event: Exclude<Call, Deed | { do: 'again' }>,
): Promise<unknown> {
  const { pool, societyId } = reality
  switch (event.do) {
    case 'nothing':
      return null
    case 'advance':
      reality.now += event.hours * 3_600_000
      return null
    case 'due':
      return runDue(reality)
    case 'complete':
      return completeJob(reality, reality.ids.requests[event.request] ?? NOBODY)
    case 'role':
      reality.roles = reality.roles.with(event.of, event.role)
      return null
    case 'close year':
      await pool.query(SETTINGS.closeYear, [societyId, event.year])
      return null
    case 'appoint': {
      const today = new Date(reality.now + 9 * 3_600_000).toISOString().slice(0, 10)
      await pool.query(SETTINGS.appoint, [societyId, event.member + 1, today])
      return null
    }
    case 'plan type':
      await pool.query(SETTINGS.planType, [societyId, event.member + 1])
      return null
  }
}

/** As src/bot/due.ts, for this society alone: the others have clocks of their own. */
async function runDue(reality: Reality): Promise<readonly string[]> {
  const { roll, societyId } = reality
  const own = onlyOf(roll.read, societyId)
  const done: string[] = []
  for (const { id, requestedBy } of await findDuePlans(own, tick(reality))) {
    const actor = actorOfKey(requestedBy, societyId, ['member.write'])
    const ran = await runPlanned(contextWith(reality, actor), id)
    done.push(ran.ok ? (ran.value.outcome ?? 'done') : ran.error.code)
  }
  for (const { id } of await findExpired(own, tick(reality))) {
    const ended = await expireApproval(
      contextWith(reality, clockActor(societyId, ['settlement.request'])),
      id,
    )
    done.push(ended.ok ? ended.value.state : ended.error.code)
  }
  return done
}

type Find = { readonly where?: object }

function onlyOf(read: Reader, societyId: number): Reader {
  const narrow = (find: (args: never) => unknown) => (args: Find) =>
    find({ ...args, where: { ...args.where, societyId } } as never)
  return {
    plannedChange: { findMany: narrow((args) => read.plannedChange.findMany(args)) },
    approval: { findMany: narrow((args) => read.approval.findMany(args)) },
  } as unknown as Reader
}

/** As the job `withdrawal.complete` in src/bot/jobs/withdrawals.ts. */
async function completeJob(reality: Reality, approvalId: number): Promise<unknown> {
  const { roll, societyId, roles } = reality
  const held = await roll.read.heldWithdrawal.findFirst({
    where: { societyId, approvalId, state: 'held' },
    select: { requestedBy: true },
  })
  if (held === null) return null
  const by = Number(held.requestedBy.slice(3))
  const actor = actorOfKey(held.requestedBy, societyId, GRANTS[roles[by] ?? 'officer'])
  if (may(actor, 'member.write')) {
    const done = await completeHeld(contextWith(reality, actor), approvalId)
    return done.ok ? { released: done.value.released.length > 0 } : done.error.code
  }
  const clock = clockActor(societyId, ['member.write'])
  const done = await releaseApproved(contextWith(reality, clock), approvalId, 'role-lost')
  return done.ok ? { released: true } : done.error.code
}
