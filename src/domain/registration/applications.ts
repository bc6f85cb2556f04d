import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import { promiseLetter } from '../accounts/letters.ts'
import { createAccount, welcomeJob } from '../accounts/welcome.ts'
import { type Day, tokyoDay, tokyoMinute } from '../core/calendar.ts'
import { type Context, change, type Done, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import { MEMBER_NAME } from '../members/cardParts.ts'
import { locateMember, type MemberRef, nearestNumbers } from '../members/locate.ts'
import { keptText } from '../members/readFields.ts'
import type { MemberKindCode, MemberName } from '../members/row.ts'
import { typeBreach } from '../positions/load.ts'
import { loadMemberships, type MembershipFacts } from '../withdrawal/facts.ts'
import { loadTypes, type TypeChoice } from '../withdrawal/rejoin.ts'
import { changedSince } from '../withdrawal/withdraw.ts'

/** One that waits. */
export interface Application {
  readonly id: number
  readonly number: string
  readonly name: MemberName
  readonly kind: MemberKindCode
  readonly affiliation: string | null
  readonly appliedAt: string | null
  readonly askedBackAt: string | null
}

export interface ApplicationPage {
  readonly societyId: number
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly rows: readonly Application[]
}

/** Applications on one message. */
const PER_PAGE = 10

/** 入会承認待ち, the oldest first. Errors: forbidden. */
export async function listApplications(
  context: Context,
  page: number,
): Promise<Result<ApplicationPage, DomainError>> {
  const { actor } = context
  if (!may(actor, 'member.write')) return err({ code: 'forbidden', permission: 'member.write' })
  const { societyId } = actor
  const where = { societyId, lifecycle: 'applicant', erasedAt: null, mergedInto: null }
  const read = readerOf(context)
  const total = await read.member.count({ where })
  const pages = Math.max(1, Math.ceil(total / PER_PAGE))
  const shown = Math.min(Math.max(1, page), pages)
  const found = await read.member.findMany({
    where,
    orderBy: [{ appliedAt: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }],
    skip: (shown - 1) * PER_PAGE,
    take: PER_PAGE,
    select: {
      id: true,
      number: true,
      kind: true,
      affiliation: true,
      appliedAt: true,
      askedBackAt: true,
      ...MEMBER_NAME,
    },
  })
  const rows = found.map(({ id, number, kind, affiliation, appliedAt, askedBackAt, ...name }) => ({
    id,
    number,
    kind: kind as MemberKindCode,
    affiliation,
    appliedAt: appliedAt && tokyoMinute(appliedAt),
    askedBackAt: askedBackAt && tokyoMinute(askedBackAt),
    name,
  }))
  return ok({ societyId, total, page: shown, pages, rows })
}

/** What the dialogs about one application show. */
export interface ApplicationPreview {
  readonly societyId: number
  readonly member: MembershipFacts
  readonly email: string | null
  readonly types: readonly TypeChoice[]
  readonly today: Day
}

/** Reads what the dialogs show. Errors: forbidden, unknown-member, not-applicant. */
export async function previewApplication(
  context: Context,
  ref: MemberRef,
): Promise<Result<ApplicationPreview, DomainError>> {
  const { actor } = context
  if (!may(actor, 'member.write')) return err({ code: 'forbidden', permission: 'member.write' })
  const { societyId } = actor
  const read = readerOf(context)
  const today = tokyoDay(context.now())
  const id = await locateMember(read, societyId, ref)
  const [member] = id === null ? [] : await loadMemberships(read, societyId, [id], today)
  if (member === undefined) {
    const number = 'number' in ref ? ref.number : String(ref.id)
    return err({ code: 'unknown-member', number, nearest: await nearestNumbers(read, societyId, number) })
  }
  const { number, lifecycle } = member
  if (lifecycle !== 'applicant') return err({ code: 'not-applicant', number, lifecycle })
  const [types, { email }] = await Promise.all([
    loadTypes(read, societyId, member.kind),
    read.member.findUniqueOrThrow({
      where: { societyId_id: { societyId, id: member.id } },
      select: { email: true },
    }),
  ])
  return ok({ societyId, member, email, types, today })
}

interface Decision {
  readonly memberId: number
  /** `member.version` as the dialog showed it. */
  readonly version: number
}

export interface ApprovalInput extends Decision {
  readonly memberTypeId: number | null
  readonly joinedOn: Day
  readonly boardAccess: 'poster' | 'reader'
}

export interface DecisionResult {
  readonly memberId: number
  readonly number: string
  /** A mail to the member is promised. */
  readonly mailed: boolean
}

type Work = (tx: Tx, member: MembershipFacts) => Promise<Result<Done<DecisionResult>, DomainError>>

/** What every decision begins with: the application under its lock, and as the dialog showed it. */
function decide(
  context: Context,
  { memberId, version }: Decision,
  { key, action }: { readonly key: string; readonly action: string },
  work: Work,
): Promise<Result<DecisionResult, DomainError>> {
  const operation = { key, action, members: [memberId] }
  return change(context, 'member.write', operation, async (tx) => {
    const { societyId } = context.actor
    const [member] = await loadMemberships(tx, societyId, [memberId], tokyoDay(context.now()))
    if (member === undefined) return err({ code: 'unknown-member', number: String(memberId), nearest: [] })
    const { number, lifecycle } = member
    if (lifecycle !== 'applicant') return err({ code: 'not-applicant', number, lifecycle })
    if (member.version !== version) return err(await changedSince(tx, context, memberId))
    return work(tx, member)
  })
}

/**
 * Takes an applicant in: active from 入会日 on, with a login and its mail where there is an address.
 *
 * Errors: unknown-member, not-applicant, changed, date-in-future, type-not-offered, rule-broken, rule-excludes.
 */
export function approveApplication(
  context: Context,
  input: ApprovalInput,
  key: string,
): Promise<Result<DecisionResult, DomainError>> {
  return decide(context, input, { key, action: 'member.approve' }, async (tx, member) => {
    const { societyId } = context.actor
    const { memberTypeId, joinedOn, boardAccess } = input
    const today = tokyoDay(context.now())
    if (joinedOn > today) return err({ code: 'date-in-future', field: 'joinedOn', today })
    const type = (await loadTypes(tx, societyId, member.kind)).find(({ id }) => id === memberTypeId)
    if (memberTypeId !== null && type === undefined)
      return err({ code: 'type-not-offered', field: 'memberType' })
    const breach = await typeBreach(tx, societyId, member.id, memberTypeId, joinedOn)
    if (breach !== null) return err(breach)
    const feePlan = type?.feePlan ?? 'free'
    await tx.$executeRaw(Prisma.sql`
      UPDATE member SET lifecycle = 'active', fee_plan = ${feePlan}, member_type_id = ${memberTypeId}::int, board_access = ${boardAccess},
        joined_on = ${joinedOn}::date, approved_on = ${today}::date, type_since = ${joinedOn}::date, asked_back_at = NULL,
        updated_at = ${context.now()}
      WHERE society_id = ${societyId}::int AND id = ${member.id}::int`)
    const mailed = await hasEmail(tx, societyId, member.id)
    if (mailed) await createAccount(tx, societyId, member)
    const facts = { joinedOn, boardAccess, feePlan, memberTypeId }
    return written(
      { memberId: member.id, number: member.number, mailed },
      [{ action: 'member.approved', memberId: member.id, subject: { kind: 'member', id: member.id }, facts }],
      mailed ? [await welcomeJob(tx, context, member.id)] : [],
    )
  })
}

export interface AnswerInput extends Decision {
  /** The reason, or the question; kept in the audit row's erasable part, from which the mail is made. */
  readonly note: string
  readonly mail: boolean
}

/** Turns an application down. Errors: unknown-member, not-applicant, changed, applicant-owes, no-address. */
export function rejectApplication(
  context: Context,
  input: AnswerInput,
  key: string,
): Promise<Result<DecisionResult, DomainError>> {
  return decide(context, input, { key, action: 'member.reject' }, async (tx, member) => {
    const { number, openInvoices } = member
    if (openInvoices.length > 0) return err({ code: 'applicant-owes', number, count: openInvoices.length })
    await tx.member.update({
      where: { societyId_id: { societyId: context.actor.societyId, id: member.id } },
      data: { lifecycle: 'rejected', askedBackAt: null, updatedAt: context.now() },
    })
    return answer(tx, context, member, input, { action: 'member.rejected', letter: 'declined' })
  })
}

/** 差戻し: asks an applicant for more. Errors: unknown-member, not-applicant, changed, no-address. */
export function askBack(
  context: Context,
  input: AnswerInput,
  key: string,
): Promise<Result<DecisionResult, DomainError>> {
  return decide(context, input, { key, action: 'application.ask-back' }, async (tx, member) => {
    const now = context.now()
    await tx.member.update({
      where: { societyId_id: { societyId: context.actor.societyId, id: member.id } },
      data: { askedBackAt: now, updatedAt: now },
    })
    return answer(tx, context, member, input, { action: 'application.asked-back', letter: 'asked-back' })
  })
}

async function answer(
  tx: Tx,
  context: Context,
  { id: memberId, number }: MembershipFacts,
  { note, mail }: AnswerInput,
  { action, letter }: { readonly action: string; readonly letter: 'declined' | 'asked-back' },
): Promise<Result<Done<DecisionResult>, DomainError>> {
  const { societyId, key: requestedBy } = context.actor
  if (mail && !(await hasEmail(tx, societyId, memberId))) return err({ code: 'no-address', field: 'mail' })
  const subject = { kind: 'member', id: memberId }
  return written(
    { memberId, number, mailed: mail },
    [{ action, memberId, subject, facts: { mailed: mail }, detail: { note: keptText(note) } }],
    mail ? [await promiseLetter(tx, societyId, { kind: letter, memberId, requestedBy }, context.now())] : [],
  )
}

async function hasEmail(tx: Tx, societyId: number, id: number): Promise<boolean> {
  const { email } = await tx.member.findUniqueOrThrow({
    where: { societyId_id: { societyId, id } },
    select: { email: true },
  })
  return email !== null && email !== ''
}
