import type { Tx } from '../../database/client.ts'
import { openSettlement } from '../approvals/request.ts'
import type { AuditDraft } from '../core/audit.ts'
import { type Day, dateColumn, tokyoDay } from '../core/calendar.ts'
import { type Context, change, type Done, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import { lastChanges } from '../members/history.ts'
import { loadMemberships, type MembershipFacts } from './facts.ts'
import { planWithdrawal, type SettlementChoice, type WithdrawalTerms } from './plan.ts'
import { loadReasonsAndYears, MEMORIAL, type Reasons } from './reasons.ts'
import { writeWithdrawals } from './write.ts'

export interface WithdrawalInput extends WithdrawalTerms {
  readonly memberId: number
  /** `member.version` as the dialog showed it. */
  readonly version: number
  /** A reason in words; erasable. */
  readonly note: string | null
  readonly settlements: readonly SettlementChoice[]
  /** 「承認されたら退会を完了する」 */
  readonly hold: boolean
}

export interface WithdrawalResult {
  readonly kind: 'now' | 'dated' | 'held' | 'request-only'
  readonly memberId: number
  readonly number: string
  readonly withdrawnOn: Day
  /** The term that ends, by which the withdrawal can be undone. */
  readonly termId: number | null
  /** Where invoices went to the treasurer. */
  readonly approvalId: number | null
  /** Invoices that are still open: a dated withdrawal needs them gone by its day. */
  readonly openCount: number
}

/**
 * Withdraws a member: at once, on a later day, or when the treasurer has approved the settlement of the open invoices. Everything is checked on the
 * facts of this moment, under the member's lock.
 *
 * Errors: those of `planWithdrawal`; unknown-member; reason-unknown; `changed` where the member is not as the dialog showed it.
 */
export async function withdrawMember(
  context: Context,
  input: WithdrawalInput,
  key: string,
): Promise<Result<WithdrawalResult, DomainError>> {
  const operation = { key, action: 'member.withdraw', members: [input.memberId] }
  return change(context, 'member.write', operation, (tx) => withdraw(tx, context, input))
}

async function withdraw(
  tx: Tx,
  context: Context,
  input: WithdrawalInput,
): Promise<Result<Done<WithdrawalResult>, DomainError>> {
  const { societyId } = context.actor
  const today = tokyoDay(context.now())
  const [member] = await loadMemberships(tx, societyId, [input.memberId], today)
  if (member === undefined)
    return err({ code: 'unknown-member', number: String(input.memberId), nearest: [] })
  const { reasons, years } = await loadReasonsAndYears(tx, societyId)
  const refusal = refusalOf(context, input, reasons)
  if (refusal !== null) return err(refusal)
  const planned = planWithdrawal(member, input, input.settlements, input.hold, years, today)
  if (!planned.ok) return planned
  if (member.version !== input.version && planned.value.kind !== 'request-only')
    return err(await changedSince(tx, context, member.id))
  const result = (approvalId: number | null): WithdrawalResult => ({
    kind: planned.value.kind,
    memberId: member.id,
    number: member.number,
    withdrawnOn: input.withdrawnOn,
    termId: member.termId,
    approvalId,
    openCount: member.openInvoices.length,
  })
  if (planned.value.kind === 'now') {
    const more = { note: input.note, origin: {}, now: context.now() }
    return written(result(null), await writeWithdrawals(tx, societyId, [member], input, more))
  }
  const joined = planned.value.kind === 'held' ? planned.value.approvalId : null
  const request =
    input.settlements.length === 0
      ? { approvalId: joined, audit: [], jobs: [] }
      : await openSettlement(tx, context, [{ member, settlements: input.settlements }], input.note)
  const waiting =
    planned.value.kind === 'dated'
      ? [await planDated(tx, context, member, input)]
      : planned.value.kind === 'held' && request.approvalId !== null
        ? [await hold(tx, context, member, input, request.approvalId)]
        : []
  return written(result(request.approvalId), [...request.audit, ...waiting], request.jobs)
}

/** Choices come from selects, so that these are met by forged forms and settings that changed meanwhile only. */
function refusalOf({ actor }: Context, input: WithdrawalInput, reasons: Reasons): DomainError | null {
  const knows = (list: readonly { readonly code: string }[], code: string) =>
    list.some((one) => one.code === code)
  if (input.reason !== MEMORIAL && !knows(reasons.withdrawal, input.reason))
    return { code: 'reason-unknown', field: 'reason' }
  if (input.settlements.some(({ reason }) => !knows(reasons.settlement, reason))) return { code: 'stale' }
  if (input.settlements.length > 0 && !may(actor, 'settlement.request'))
    return { code: 'forbidden', permission: 'settlement.request' }
  return null
}

/** The last two tell what moved. */
export async function changedSince(tx: Tx, { actor }: Context, memberId: number): Promise<DomainError> {
  const changes = await lastChanges(tx, actor, memberId)
  return { code: 'changed', changes: changes.slice(0, 2) }
}

/** The plan holds ids, codes and dates only; words stay in the audit row's erasable part. */
export async function planDated(
  tx: Tx,
  { actor, now }: Context,
  { id: memberId }: MembershipFacts,
  terms: WithdrawalTerms & { readonly note: string | null },
): Promise<AuditDraft> {
  const { acceptedOn, withdrawnOn, reason, endPositions, note } = terms
  const { id } = await tx.plannedChange.create({
    data: {
      societyId: actor.societyId,
      memberId,
      change: 'withdrawal',
      runsOn: dateColumn(withdrawnOn),
      plan: { acceptedOn, withdrawnOn, reason, endPositions },
      requestedBy: actor.key,
      createdAt: now(),
    },
    select: { id: true },
  })
  return {
    action: 'withdrawal.planned',
    memberId,
    subject: { kind: 'planned_change', id },
    facts: { acceptedOn, withdrawnOn, reason, endPositions },
    ...(note === null ? {} : { detail: { note } }),
  }
}

/** Holds a withdrawal for a request. */
export async function hold(
  tx: Tx,
  { actor, now }: Context,
  { id: memberId }: MembershipFacts,
  terms: WithdrawalTerms & { readonly note: string | null },
  approvalId: number,
): Promise<AuditDraft> {
  const { acceptedOn, withdrawnOn, reason, endPositions, note } = terms
  const { id } = await tx.heldWithdrawal.create({
    data: {
      societyId: actor.societyId,
      memberId,
      approvalId,
      acceptedOn: dateColumn(acceptedOn),
      withdrawnOn: dateColumn(withdrawnOn),
      reason,
      note,
      endPositions,
      requestedBy: actor.key,
      createdAt: now(),
    },
    select: { id: true },
  })
  return {
    action: 'withdrawal.held',
    memberId,
    subject: { kind: 'held_withdrawal', id },
    facts: { approvalId, acceptedOn, withdrawnOn, reason },
  }
}
