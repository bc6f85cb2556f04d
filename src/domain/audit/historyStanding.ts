import { type Day, dayOf, tokyoMinute } from '../core/calendar.ts'
import { type Context, readerOf } from '../core/change.ts'
import { may } from '../core/roles.ts'
import { DUES_REASONS } from '../members/registration.ts'
import type { Lifecycle } from '../members/row.ts'

/** Who did something, when. */
interface Deed {
  readonly actor: string
  readonly at: string
}

/** Why a member is 無効, out of what is written down. */
export interface StandingCause {
  readonly kind: 'applicant' | 'rejected' | 'withdrawn' | 'erased'
  /** What made it so; null where nobody wrote it down, as before the roll was imported. */
  readonly deed: Deed | null
  /** 届出受理日, 退会日, and a code of the reason, where the reader may know it. */
  readonly acceptedOn: Day | null
  readonly withdrawnOn: Day | null
  readonly reason: string | null
  /** The request that it waited for, and who approved that; null without dues.read where that was about dues. */
  readonly approval: (Deed & { readonly id: number; readonly requestedBy: string }) | null
}

/** The last audit row of these makes a member what they are. */
const DECIDING: Readonly<Record<StandingCause['kind'], readonly string[]>> = {
  applicant: [],
  rejected: ['member.rejected'],
  withdrawn: ['member.withdrawn', 'rejoin.undone'],
  erased: ['member.erased'],
}

/** Null for an active member. */
export async function loadStandingCause(context: Context, memberId: number): Promise<StandingCause | null> {
  const { societyId } = context.actor
  const seesDues = may(context.actor, 'dues.read')
  const read = readerOf(context)
  const member = await read.member.findUniqueOrThrow({
    where: { societyId_id: { societyId, id: memberId } },
    select: {
      lifecycle: true,
      erasedAt: true,
      withdrawalAcceptedOn: true,
      withdrawnOn: true,
      withdrawalReason: true,
    },
  })
  const lifecycle = member.lifecycle as Lifecycle
  if (lifecycle === 'active') return null
  const kind = member.erasedAt === null ? lifecycle : 'erased'
  const row = await read.auditEntry.findFirst({
    where: { societyId, memberId, outcome: 'done', action: { in: [...DECIDING[kind]] } },
    orderBy: { id: 'desc' },
    select: { actor: true, at: true, facts: true },
  })
  const { heldId } = (row?.facts ?? {}) as { heldId?: number }
  const reason = member.withdrawalReason
  return {
    kind,
    deed: row && { actor: row.actor, at: tokyoMinute(row.at) },
    acceptedOn: member.withdrawalAcceptedOn && dayOf(member.withdrawalAcceptedOn),
    withdrawnOn: member.withdrawnOn && dayOf(member.withdrawnOn),
    reason: reason !== null && DUES_REASONS.includes(reason) && !seesDues ? null : reason,
    approval: await approvalOf(context, memberId, kind, seesDues ? (heldId ?? null) : null),
  }
}

/** A held withdrawal names its request; a deletion is the request's own. */
async function approvalOf(
  context: Context,
  memberId: number,
  kind: StandingCause['kind'],
  heldId: number | null,
): Promise<StandingCause['approval']> {
  const { societyId } = context.actor
  const which =
    kind === 'erased'
      ? { subject: 'delete', memberId }
      : heldId === null
        ? null
        : { heldWithdrawals: { some: { id: heldId } } }
  if (which === null) return null
  const found = await readerOf(context).approval.findFirst({
    where: { societyId, state: 'approved', ...which },
    orderBy: { id: 'desc' },
    select: { id: true, requestedBy: true, decidedBy: true, decidedAt: true },
  })
  if (found === null || found.decidedBy === null || found.decidedAt === null) return null
  const { id, requestedBy, decidedBy, decidedAt } = found
  return { id, requestedBy, actor: decidedBy, at: tokyoMinute(decidedAt) }
}
