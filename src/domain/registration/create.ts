import type { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import { createAccount, welcomeJob } from '../accounts/welcome.ts'
import type { AuditDraft } from '../core/audit.ts'
import { dateColumn, tokyoDay } from '../core/calendar.ts'
import type { Context } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import type { JobDraft } from '../core/jobs.ts'
import { err, ok, type Result } from '../core/result.ts'
import { columnsOf, writeAnswers, writeContacts } from '../members/columns.ts'
import type { Values } from '../members/fields.ts'
import type { MemberKindCode } from '../members/row.ts'
import { citing, loadRules } from '../positions/load.ts'
import { findBreach } from '../positions/rules.ts'
import { claimNumber, takeNumber } from './numbers.ts'

/** Somebody new, as `readFields` gave their values; 会員種別, answers and contacts are among them. */
export interface MemberDraft {
  readonly kind: MemberKindCode
  readonly lifecycle: 'applicant' | 'active'
  readonly values: Values
  /** A number of the office's own; null takes the next one. */
  readonly number: string | null
  readonly source: 'office' | 'public form'
}

/** What came of it, to hand to `change`. */
export interface Created {
  readonly memberId: number
  readonly number: string
  /** The mail with the login is promised. */
  readonly welcomed: boolean
  readonly audit: AuditDraft
  readonly jobs: readonly JobDraft[]
}

/**
 * Writes a new member within a change. The number is taken last of all that may be refused, and given back with a rollback.
 *
 * Errors: number-format, number-taken; type-not-offered; rule-broken, rule-excludes of an active member's type.
 */
export async function createMember(
  tx: Tx,
  context: Context,
  draft: MemberDraft,
): Promise<Result<Created, DomainError>> {
  const { societyId } = context.actor
  const now = context.now()
  const today = tokyoDay(now)
  const plan = await feePlanOf(tx, societyId, draft)
  if (!plan.ok) return plan
  const number =
    draft.number === null
      ? ok(await takeNumber(tx, societyId, draft.kind))
      : await claimNumber(tx, societyId, draft.number)
  if (!number.ok) return number
  const { id } = await tx.member.create({
    data: { societyId, ...number.value, ...rowOf(draft, now), ...plan.value },
    select: { id: true },
  })
  const member = { id, number: number.value.number }
  await writeAnswers(tx, societyId, id, draft.values, now)
  await writeContacts(tx, societyId, id, { before: {}, after: draft.values }, today)
  const welcomed = draft.lifecycle === 'active' && (draft.values['email'] ?? null) !== null
  if (welcomed) await createAccount(tx, societyId, member)
  const jobs = welcomed ? [await welcomeJob(tx, context, id)] : []
  return ok({
    memberId: id,
    number: member.number,
    welcomed,
    audit: auditOf(draft, member, plan.value),
    jobs,
  })
}

interface Plan {
  readonly feePlan: 'paid' | 'free'
  readonly memberTypeId: number | null
}

/** 料金体系 follows from the type; without one it is 無料. Nobody new held an office or another type before. */
async function feePlanOf(
  tx: Tx,
  societyId: number,
  { kind, lifecycle, values }: MemberDraft,
): Promise<Result<Plan, DomainError>> {
  const typeId = values['memberType'] ?? null
  if (typeId === null) return ok({ feePlan: 'free', memberTypeId: null })
  const type = await tx.memberType.findFirst({
    where: { societyId, id: Number(typeId), kind, retiredAt: null },
    select: { id: true, code: true, feePlan: true },
  })
  if (type === null) return err({ code: 'type-not-offered', field: 'memberType' })
  if (lifecycle === 'active') {
    const rules = await loadRules(tx, societyId)
    const person = { id: 0, number: '', member: true, type: type.code, types: [], roles: [], tenures: [] }
    const from = values['joinedOn'] ?? ''
    const breach = findBreach(undefined, person, rules, from)
    if (breach !== null) return err(citing(breach, 'memberType', from))
  }
  return ok({ feePlan: type.feePlan as Plan['feePlan'], memberTypeId: type.id })
}

function rowOf({ kind, lifecycle, values }: MemberDraft, now: Date) {
  const today = dateColumn(tokyoDay(now))
  const { joinedOn, ...columns } = columnsOf(values)
  const joined = joinedOn instanceof Date ? joinedOn : today
  const active = lifecycle === 'active'
  return {
    ...(columns as Partial<Prisma.MemberUncheckedCreateInput>),
    kind,
    lifecycle,
    appliedAt: now,
    createdAt: now,
    updatedAt: now,
    ...(active ? { joinedOn: joined, approvedOn: today, typeSince: joined } : {}),
  }
}

function auditOf(
  { kind, lifecycle, values, source }: MemberDraft,
  { id, number }: { readonly id: number; readonly number: string },
  { memberTypeId, feePlan }: Plan,
): AuditDraft {
  const given = Object.entries(values).filter(([, value]) => value !== null)
  return {
    action: 'member.registered',
    memberId: id,
    subject: { kind: 'member', id },
    facts: { kind, number, lifecycle, memberTypeId, feePlan, source },
    detail: Object.fromEntries(given.map(([key, value]) => [key, [null, value]])),
  }
}
