import type { Tx } from '../../database/client.ts'
import type { AuditDraft } from '../core/audit.ts'
import { dayOf, tokyoDay } from '../core/calendar.ts'
import { type Context, change, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, type Result } from '../core/result.ts'
import { type FiscalYearFacts, loadFiscalYears, loadMemberships, type MembershipFacts } from './facts.ts'
import { planWithdrawal } from './plan.ts'
import { type ReleaseCause, releaseHeld, tellHeld } from './release.ts'
import { writeWithdrawals } from './write.ts'

/** What became of the withdrawals that were held for one request. */
export interface Completion {
  readonly completed: readonly number[]
  readonly released: readonly number[]
}

/**
 * Completes the withdrawals that were held for an approved request, each on the facts of this moment; one that they no longer allow is released with the
 * code of the refusal. `context.actor` is who asked, with the rights they have now.
 */
export async function completeHeld(
  context: Context,
  approvalId: number,
): Promise<Result<Completion, DomainError>> {
  const { societyId } = context.actor
  const waiting = await heldFor(context, approvalId)
  const operation = {
    key: `withdrawal.complete ${approvalId}`,
    action: 'withdrawal.complete',
    members: waiting.map(({ memberId }) => memberId),
  }
  return change(context, 'member.write', operation, async (tx) => {
    const today = tokyoDay(context.now())
    const held = await tx.heldWithdrawal.findMany({
      where: { societyId, approvalId, state: 'held' },
      orderBy: { id: 'asc' },
    })
    const members = await loadMemberships(
      tx,
      societyId,
      held.map(({ memberId }) => memberId),
      today,
    )
    const years = await loadFiscalYears(tx, societyId)
    const audit: AuditDraft[] = []
    const done: { completed: number[]; released: number[] } = { completed: [], released: [] }
    for (const one of held) {
      const member = members.find(({ id }) => id === one.memberId)
      const refusal = refusalOf(member, one, years, today)
      audit.push(
        ...(member === undefined || refusal !== null
          ? await release(tx, context, one.memberId, refusal?.code ?? 'unknown-member')
          : await complete(tx, context, member, one)),
      )
      ;(refusal === null ? done.completed : done.released).push(one.memberId)
    }
    const jobs = tellHeld(societyId, held)
    return audit.length === 0 ? err({ code: 'plan-ended' }) : written(done, audit, jobs)
  })
}

type HeldRow = Awaited<ReturnType<Tx['heldWithdrawal']['findMany']>>[number]

function termsOf({ acceptedOn, withdrawnOn, reason, endPositions }: HeldRow) {
  return { acceptedOn: dayOf(acceptedOn), withdrawnOn: dayOf(withdrawnOn), reason, endPositions }
}

function refusalOf(
  member: MembershipFacts | undefined,
  held: HeldRow,
  years: readonly FiscalYearFacts[],
  today: string,
): DomainError | null {
  if (member === undefined) return { code: 'unknown-member', number: String(held.memberId), nearest: [] }
  const planned = planWithdrawal({ ...member, held: null }, termsOf(held), [], true, years, today)
  if (!planned.ok) return planned.error
  // Another request has its invoices by now: they are still owed.
  return planned.value.kind === 'now'
    ? null
    : { code: 'invoices-open', field: 'settlements', count: member.openInvoices.length }
}

async function release(
  tx: Tx,
  { actor, now }: Context,
  memberId: number,
  cause: ReleaseCause,
): Promise<readonly AuditDraft[]> {
  const { audit } = await releaseHeld(
    tx,
    actor.societyId,
    { memberIds: [memberId] },
    'released',
    cause,
    now(),
  )
  return audit
}

async function complete(tx: Tx, context: Context, member: MembershipFacts, held: HeldRow) {
  const { societyId } = context.actor
  const now = context.now()
  const audit = await writeWithdrawals(tx, societyId, [member], termsOf(held), {
    note: held.note,
    origin: { heldId: held.id },
    now,
  })
  await tx.heldWithdrawal.update({
    where: { societyId_id: { societyId, id: held.id } },
    data: { state: 'completed', endedAt: now },
  })
  return audit
}

function heldFor(context: Context, approvalId: number) {
  return readerOf(context).heldWithdrawal.findMany({
    where: { societyId: context.actor.societyId, approvalId, state: 'held' },
    select: { memberId: true },
  })
}

/** Releases what was held for a request although it is approved: who asked has lost the right meanwhile. */
export async function releaseApproved(
  context: Context,
  approvalId: number,
  cause: 'role-lost',
): Promise<Result<number, DomainError>> {
  const { societyId } = context.actor
  const waiting = await heldFor(context, approvalId)
  const operation = {
    key: `withdrawal.release ${approvalId}`,
    action: 'withdrawal.release',
    members: waiting.map(({ memberId }) => memberId),
  }
  return change(context, 'member.write', operation, async (tx) => {
    const { audit, jobs } = await releaseHeld(tx, societyId, { approvalId }, 'released', cause, context.now())
    return audit.length === 0 ? err({ code: 'plan-ended' }) : written(audit.length, audit, jobs)
  })
}

/** Takes a held withdrawal back; the request for its invoices goes on. Errors: plan-ended. */
export async function cancelHeld(
  context: Context,
  memberId: number,
  key: string,
): Promise<Result<{ readonly number: string }, DomainError>> {
  const { societyId } = context.actor
  const operation = { key, action: 'withdrawal.cancel', members: [memberId] }
  return change(context, 'member.write', operation, async (tx) => {
    const { audit } = await releaseHeld(
      tx,
      societyId,
      { memberIds: [memberId] },
      'cancelled',
      'cancelled',
      context.now(),
    )
    if (audit.length === 0) return err({ code: 'plan-ended' })
    const { number } = await tx.member.findUniqueOrThrow({
      where: { societyId_id: { societyId, id: memberId } },
      select: { number: true },
    })
    return written({ number }, audit)
  })
}
