import type { Tx } from '../../database/client.ts'
import { openSettlement } from '../approvals/request.ts'
import type { AuditDraft } from '../core/audit.ts'
import { type Day, tokyoDay } from '../core/calendar.ts'
import { type Context, change, type Done, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import { freezeSelection, openSelection } from '../search/freeze.ts'
import { type FiscalYearFacts, loadFiscalYears, loadMemberships, type MembershipFacts } from './facts.ts'
import { planWithdrawal, type SettlementChoice, type SettlementKind, type WithdrawalTerms } from './plan.ts'
import { loadReasons, type Reasons } from './reasons.ts'
import { hold, planDated } from './withdraw.ts'
import { writeWithdrawals } from './write.ts'

/** Members that one batch takes. */
const MOST_AT_ONCE = 100

/** What is to become of every open invoice of the batch. */
export interface BatchSettlement {
  readonly settlement: SettlementKind
  readonly reason: string
}

/** A member of a batch who stays as they are, and why. */
export interface Blocked {
  readonly member: MembershipFacts
  readonly cause: DomainError
}

/** A batch by what would become of each member. */
export interface Split {
  /** Withdrawn at once, or on their day. */
  readonly ready: readonly MembershipFacts[]
  /** Only open invoices are in the way: held, where these are sent to the treasurer. */
  readonly owing: readonly MembershipFacts[]
  readonly blocked: readonly Blocked[]
}

export interface BatchPreview extends Split {
  readonly societyId: number
  readonly selectionId: number
  readonly reasons: Reasons
  readonly mayRequest: boolean
  readonly seesDues: boolean
  readonly today: Day
}

/** Terms before anything is chosen: today, offices as they are. */
function readyTerms(today: Day): WithdrawalTerms {
  return { acceptedOn: today, withdrawnOn: today, reason: '', endPositions: false }
}

/** Freezes what a kept search finds, and splits it. Errors: result-gone, too-many-members, nobody-ready where it found nobody, forbidden. */
export async function previewBatch(
  context: Context,
  resultSetId: number,
): Promise<Result<BatchPreview, DomainError>> {
  const frozen = await freezeSelection(context, resultSetId, 'member.write', MOST_AT_ONCE)
  if (!frozen.ok) return frozen
  if (frozen.value.memberIds.length === 0) return err({ code: 'nobody-ready' })
  return previewSelection(context, frozen.value.id, readyTerms(tokyoDay(context.now())), null)
}

/** Splits frozen members anew, by the terms and the settlement as they were filled in. Errors: result-gone. */
export async function previewSelection(
  context: Context,
  selectionId: number,
  terms: WithdrawalTerms,
  settle: BatchSettlement | null,
): Promise<Result<BatchPreview, DomainError>> {
  const selection = await openSelection(context, selectionId)
  if (!selection.ok) return selection
  const { actor } = context
  const { societyId } = actor
  const read = readerOf(context)
  const today = tokyoDay(context.now())
  const [members, years, reasons] = await Promise.all([
    loadMemberships(read, societyId, selection.value.memberIds, today),
    loadFiscalYears(read, societyId),
    loadReasons(read, societyId),
  ])
  return ok({
    ...splitBatch(members, terms, settle, years, today),
    societyId,
    selectionId,
    reasons,
    mayRequest: may(actor, 'settlement.request'),
    seesDues: may(actor, 'dues.read'),
    today,
  })
}

function choicesOf(
  { openInvoices }: MembershipFacts,
  { settlement, reason }: BatchSettlement,
): SettlementChoice[] {
  return openInvoices.map(({ id }) => ({ invoiceId: id, settlement, reason }))
}

/** Sorts members by what becomes of them under the same terms. Pure. */
function splitBatch(
  members: readonly MembershipFacts[],
  terms: WithdrawalTerms,
  settle: BatchSettlement | null,
  years: readonly FiscalYearFacts[],
  today: Day,
): Split {
  const ready: MembershipFacts[] = []
  const owing: MembershipFacts[] = []
  const blocked: Blocked[] = []
  for (const member of members) {
    const planned = planWithdrawal(member, terms, [], false, years, today)
    if (planned.ok) ready.push(member)
    else if (planned.error.code !== 'invoices-open') blocked.push({ member, cause: planned.error })
    else {
      const cause = settle === null ? null : unsettled(member, terms, settle, years, today)
      if (cause === null) owing.push(member)
      else blocked.push({ member, cause })
    }
  }
  return { ready, owing, blocked }
}

/** Why the settlement of a member's invoices would not let them go; a batch asks about all of them in one request of its own. */
function unsettled(
  member: MembershipFacts,
  terms: WithdrawalTerms,
  settle: BatchSettlement,
  years: readonly FiscalYearFacts[],
  today: Day,
): DomainError | null {
  const asked = member.openInvoices.find(({ requestedIn }) => requestedIn !== null)
  if (asked !== undefined) {
    const { requestedIn, year, item } = asked
    return { code: 'invoice-requested', approvalId: requestedIn ?? 0, year, item }
  }
  const planned = planWithdrawal(member, terms, choicesOf(member, settle), true, years, today)
  return planned.ok ? null : planned.error
}

export interface BatchInput {
  readonly selectionId: number
  readonly terms: WithdrawalTerms
  readonly note: string | null
  /** Null: those who owe stay. */
  readonly settle: BatchSettlement | null
  /** How many were ready and owing when the count was asked for. */
  readonly seen: { readonly ready: number; readonly owing: number }
  /** How many are to leave, as typed. */
  readonly count: number
}

export interface BatchResult {
  readonly taskId: number
  readonly withdrawnOn: Day
  readonly kind: 'now' | 'dated'
  readonly ready: number
  readonly held: number
  readonly staying: number
  readonly approvalId: number | null
}

/**
 * Withdraws all members that are ready, or none; those who owe are held together for one request over all their invoices, where that was chosen.
 *
 * Errors: result-gone, nobody-ready, reason-unknown, count-mismatch; selection-changed where the members are no longer as the count was asked for.
 */
export async function withdrawBatch(
  context: Context,
  input: BatchInput,
  key: string,
): Promise<Result<BatchResult, DomainError>> {
  const selection = await openSelection(context, input.selectionId)
  if (!selection.ok) return selection
  const { memberIds } = selection.value
  if (input.settle !== null && !may(context.actor, 'settlement.request'))
    return err({ code: 'forbidden', permission: 'settlement.request' })
  const operation = { key, action: 'member.withdraw-batch', members: memberIds }
  return change(context, 'member.write', operation, (tx) => withdrawAll(tx, context, memberIds, input))
}

async function withdrawAll(
  tx: Tx,
  context: Context,
  memberIds: readonly number[],
  { terms, note, settle, seen, count }: BatchInput,
): Promise<Result<Done<BatchResult>, DomainError>> {
  const { societyId } = context.actor
  const today = tokyoDay(context.now())
  const members = await loadMemberships(tx, societyId, memberIds, today)
  const reasons = await loadReasons(tx, societyId)
  const known = (list: readonly { readonly code: string }[], code: string) =>
    list.some((one) => one.code === code)
  if (!known(reasons.withdrawal, terms.reason)) return err({ code: 'reason-unknown', field: 'reason' })
  if (settle !== null && !known(reasons.settlement, settle.reason)) return err({ code: 'stale' })
  const split = splitBatch(members, terms, settle, await loadFiscalYears(tx, societyId), today)
  const { ready, owing } = split
  if (ready.length !== seen.ready || owing.length !== seen.owing)
    return err({ code: 'selection-changed', ready: ready.length, blocked: members.length - ready.length })
  const leaving = settle === null ? ready.length : ready.length + owing.length
  if (leaving === 0) return err({ code: 'nobody-ready' })
  if (count !== leaving) return err({ code: 'count-mismatch', field: 'count', expected: leaving })
  const task = await openTask(tx, context, leaving)
  const kind = terms.withdrawnOn > today ? 'dated' : 'now'
  const own = await leave(tx, context, ready, { ...terms, note }, kind, task.id)
  const request =
    settle === null || owing.length === 0
      ? { approvalId: null, audit: [], jobs: [] }
      : await holdAll(tx, context, owing, { ...terms, note }, settle)
  const value = {
    taskId: task.id,
    withdrawnOn: terms.withdrawnOn,
    kind,
    ready: ready.length,
    held: leaving - ready.length,
    staying: members.length - leaving,
    approvalId: request.approvalId,
  } as const
  return written(value, [...own, ...request.audit], request.jobs)
}

type Leaving = WithdrawalTerms & { readonly note: string | null }

async function openTask(tx: Tx, { actor, now }: Context, total: number) {
  return tx.task.create({
    data: {
      societyId: actor.societyId,
      work: 'member.withdraw-batch',
      state: 'done',
      total,
      done: total,
      requestedBy: actor.key,
      createdAt: now(),
      updatedAt: now(),
    },
    select: { id: true },
  })
}

async function leave(
  tx: Tx,
  context: Context,
  members: readonly MembershipFacts[],
  terms: Leaving,
  kind: 'now' | 'dated',
  taskId: number,
): Promise<readonly AuditDraft[]> {
  if (members.length === 0) return []
  if (kind === 'now') {
    const more = { note: terms.note, origin: { taskId }, now: context.now() }
    return writeWithdrawals(tx, context.actor.societyId, members, terms, more)
  }
  const audit: AuditDraft[] = []
  for (const member of members) audit.push(await planDated(tx, context, member, terms))
  return audit
}

async function holdAll(
  tx: Tx,
  context: Context,
  members: readonly MembershipFacts[],
  terms: Leaving,
  settle: BatchSettlement,
) {
  const asked = members.map((member) => ({ member, settlements: choicesOf(member, settle) }))
  const request = await openSettlement(tx, context, asked, terms.note)
  const audit = [...request.audit]
  for (const member of members) audit.push(await hold(tx, context, member, terms, request.approvalId))
  return { ...request, audit }
}
