import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import type { AuditDraft } from '../core/audit.ts'
import { type Day, tokyoDay } from '../core/calendar.ts'
import { type Context, change, type Done, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import type { Reader } from '../core/roll.ts'
import type { MemberRef } from '../members/locate.ts'
import type { Label } from '../members/row.ts'
import { typeBreach } from '../positions/load.ts'
import { findMembership, loadMemberships, type MembershipFacts } from './facts.ts'
import { DEATH } from './reasons.ts'
import { changedSince } from './withdraw.ts'

/** A 会員種別 to choose from. */
export interface TypeChoice {
  readonly id: number
  readonly code: string
  readonly label: Label
  readonly feePlan: 'paid' | 'free'
}

/** What the dialog shows: who it is, and what they had when they left. */
export interface RejoinPreview {
  readonly societyId: number
  readonly member: MembershipFacts
  readonly previous: {
    readonly feePlan: 'paid' | 'free'
    readonly memberTypeId: number | null
  }
  /** Of the member's kind, paid and free. */
  readonly types: readonly TypeChoice[]
  /** 前回取消した未納, in yen; null without dues.read. */
  readonly cancelledYen: number | null
  /** The new application of the same person, that becomes part of this record. */
  readonly application: { readonly id: number; readonly number: string } | null
  readonly today: Day
}

/** Reads what the dialog of a rejoining shows. Errors: forbidden, unknown-member, not-withdrawn, deceased-member. */
export async function previewRejoin(
  context: Context,
  ref: MemberRef,
  applicationId: number | null = null,
): Promise<Result<RejoinPreview, DomainError>> {
  const { actor } = context
  if (!may(actor, 'member.write')) return err({ code: 'forbidden', permission: 'member.write' })
  const { societyId } = actor
  const read = readerOf(context)
  const today = tokyoDay(context.now())
  const found = await findMembership(context, ref)
  if (!found.ok) return found
  const member = found.value
  const refusal = standing(member)
  if (refusal !== null) return err(refusal)
  const [applicant] =
    applicationId === null ? [null] : await loadMemberships(read, societyId, [applicationId], today)
  if (applicant !== null && applicant?.lifecycle !== 'applicant') return err({ code: 'application-gone' })
  const application = applicant === null ? null : { id: applicant.id, number: applicant.number }
  const [previous, types, cancelledYen] = await Promise.all([
    previousType(read, societyId, member.id),
    loadTypes(read, societyId, member.kind),
    may(actor, 'dues.read') ? cancelledBefore(read, societyId, member.id) : null,
  ])
  return ok({ societyId, member, previous, types, cancelledYen, application, today })
}

function standing({ number, lifecycle, withdrawalReason }: MembershipFacts): DomainError | null {
  if (lifecycle !== 'withdrawn') return { code: 'not-withdrawn', number, lifecycle }
  return withdrawalReason === DEATH ? { code: 'deceased-member', number } : null
}

/** The types of a kind that can be given now. */
export async function loadTypes(
  read: Pick<Reader, 'memberType'>,
  societyId: number,
  kind: string,
): Promise<readonly TypeChoice[]> {
  const types = await read.memberType.findMany({
    where: { societyId, kind, retiredAt: null },
    orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }],
    select: { id: true, code: true, name: true, nameEn: true, feePlan: true },
  })
  return types.map(({ name, nameEn, feePlan, ...type }) => ({
    ...type,
    label: { ja: name, en: nameEn },
    feePlan: feePlan as 'paid' | 'free',
  }))
}

async function previousType(
  read: Reader,
  societyId: number,
  memberId: number,
): Promise<RejoinPreview['previous']> {
  const last = await read.typeAssignment.findFirst({
    where: { societyId, memberId },
    orderBy: [{ startedOn: 'desc' }, { id: 'desc' }],
    select: { feePlan: true, memberTypeId: true },
  })
  return { feePlan: last?.feePlan === 'paid' ? 'paid' : 'free', memberTypeId: last?.memberTypeId ?? null }
}

/** What was cancelled in the term that ended last. */
async function cancelledBefore(read: Reader, societyId: number, memberId: number): Promise<number> {
  const [row] = await read.$queryRaw<{ yen: number }[]>(Prisma.sql`
    SELECT coalesce(sum(i.amount_yen), 0)::int AS yen FROM invoice i
    WHERE i.society_id = ${societyId}::int AND i.member_id = ${memberId}::int AND i.state = 'cancelled' AND NOT i.superseded
      AND (i.settled_at AT TIME ZONE 'Asia/Tokyo')::date >= (SELECT max(t.started_on) FROM membership_term t
        WHERE t.society_id = i.society_id AND t.member_id = i.member_id)`)
  return row?.yen ?? 0
}

export interface RejoinInput {
  readonly memberId: number
  readonly version: number
  readonly rejoinedOn: Day
  readonly boardAccess: 'poster' | 'reader'
  readonly feePlan: 'paid' | 'free'
  readonly memberTypeId: number | null
  /** The new application of the same person, where there is one. */
  readonly applicationId: number | null
}

export interface RejoinResult {
  readonly memberId: number
  readonly number: string
  /** The term that begins, by which the rejoining can be undone. */
  readonly termId: number
}

/**
 * Takes a withdrawn member back under the same number: a new term and type assignment begin, the old ones stay.
 *
 * Errors: unknown-member, not-withdrawn, deceased-member, rejoined-too-early, type-needed, type-not-offered, rule-broken, changed, application-gone,
 * application-owes.
 */
export async function rejoinMember(
  context: Context,
  input: RejoinInput,
  key: string,
): Promise<Result<RejoinResult, DomainError>> {
  const { memberId, applicationId } = input
  const members = applicationId === null ? [memberId] : [memberId, applicationId]
  const operation = { key, action: 'member.rejoin', members }
  return change(context, 'member.write', operation, (tx) => rejoin(tx, context, input))
}

async function rejoin(
  tx: Tx,
  context: Context,
  input: RejoinInput,
): Promise<Result<Done<RejoinResult>, DomainError>> {
  const { societyId } = context.actor
  const { memberId: id, rejoinedOn, boardAccess, feePlan, memberTypeId } = input
  const today = tokyoDay(context.now())
  const [member] = await loadMemberships(tx, societyId, [id], today)
  if (member === undefined) return err({ code: 'unknown-member', number: String(id), nearest: [] })
  const types = await loadTypes(tx, societyId, member.kind)
  const refusal =
    planRejoin(member, input, types, today) ?? (await typeBreach(tx, societyId, id, memberTypeId, rejoinedOn))
  if (refusal !== null) return err(refusal)
  if (member.version !== input.version) return err(await changedSince(tx, context, id))
  const application = await takeApplication(tx, context, input)
  if (!application.ok) return application
  await tx.$executeRaw(Prisma.sql`
    UPDATE member SET lifecycle = 'active', fee_plan = ${feePlan}, member_type_id = ${memberTypeId}::int, board_access = ${boardAccess},
      joined_on = ${rejoinedOn}::date, approved_on = ${today}::date, type_since = ${rejoinedOn}::date,
      withdrawn_on = NULL, withdrawal_accepted_on = NULL, withdrawal_reason = NULL, updated_at = ${context.now()}
    WHERE society_id = ${societyId}::int AND id = ${id}::int AND lifecycle = 'withdrawn'`)
  const [after] = await loadMemberships(tx, societyId, [id], today)
  const termId = after?.termId ?? 0
  const facts = {
    termId,
    rejoinedOn,
    boardAccess,
    feePlan,
    memberTypeId,
    was: before(member),
    ...application.value.facts,
  }
  const subject = { kind: 'membership_term', id: termId }
  const audit = { action: 'member.rejoined', memberId: id, subject, facts }
  return written({ memberId: id, number: member.number, termId }, [audit, ...application.value.audit])
}

/** The withdrawal that a rejoining follows; what undoing it gives back. */
function before(member: MembershipFacts) {
  const { boardAccess, joinedOn, approvedOn, typeSince, acceptedOn, withdrawnOn, withdrawalReason } = member
  return { boardAccess, joinedOn, approvedOn, typeSince, acceptedOn, withdrawnOn, withdrawalReason }
}

/** Somebody who was withdrawn by the office and applied anew: the application is joined to the record that they have. */
async function takeApplication(
  tx: Tx,
  { actor, now }: Context,
  { memberId, applicationId }: RejoinInput,
): Promise<Result<{ readonly facts: object; readonly audit: readonly AuditDraft[] }, DomainError>> {
  if (applicationId === null) return ok({ facts: {}, audit: [] })
  const { societyId } = actor
  const [applicant] = await loadMemberships(tx, societyId, [applicationId], tokyoDay(now()))
  if (applicant?.lifecycle !== 'applicant') return err({ code: 'application-gone' })
  if (applicant.openInvoices.length > 0) return err({ code: 'application-owes', number: applicant.number })
  await tx.member.update({
    where: { societyId_id: { societyId, id: applicationId } },
    data: { mergedInto: memberId },
  })
  const audit = { action: 'application.joined', memberId: applicationId, facts: { mergedInto: memberId } }
  return ok({ facts: { applicationId }, audit: [audit] })
}

/** Whether the choices of the dialog stand on these facts. Pure. */
function planRejoin(
  member: MembershipFacts,
  { rejoinedOn, feePlan, memberTypeId }: RejoinInput,
  types: readonly TypeChoice[],
  today: Day,
): DomainError | null {
  const refusal = standing(member)
  if (refusal !== null) return refusal
  const withdrawnOn = member.withdrawnOn ?? ''
  if (rejoinedOn < withdrawnOn || rejoinedOn > today)
    return { code: 'rejoined-too-early', field: 'rejoinedOn', withdrawnOn }
  if (memberTypeId === null) return feePlan === 'paid' ? { code: 'type-needed', field: 'memberType' } : null
  const type = types.find(({ id }) => id === memberTypeId)
  return type?.feePlan === feePlan ? null : { code: 'type-not-offered', field: 'memberType' }
}
