import type { Tx } from '../../database/client.ts'
import type { AuditDraft } from '../core/audit.ts'
import { type Day, dateColumn, tokyoDay } from '../core/calendar.ts'
import { type Context, change, type Done, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Reader } from '../core/roll.ts'
import { foldNumber } from '../search/fold.ts'
import { MEMBER_NAME } from './cardParts.ts'
import { type EditSubject, previewSubject } from './editForm.ts'
import type { MemberRef } from './locate.ts'
import type { MemberName } from './row.ts'

/** Somebody who stands under an institution today. */
export interface Affiliate {
  readonly id: number
  readonly number: string
  readonly name: MemberName
}

/** 所属メンバー of an institution. */
export interface AffiliatesForm extends EditSubject {
  /** By number; `more` are not in the list. */
  readonly affiliates: readonly Affiliate[]
  readonly more: number
  /** 定員 and 口数. */
  readonly capacity: number | null
  readonly units: number | null
}

/** As many as a form can list. */
const SHOWN = 200
/** Numbers in one submission. */
const MOST_ADDED = 50

function today(day: Day) {
  const on = dateColumn(day)
  return { startedOn: { lte: on }, OR: [{ endedOn: null }, { endedOn: { gt: on } }] }
}

/** Reads who stands under an institution. Errors: forbidden, unknown-member, not-institution. */
export async function previewAffiliates(
  context: Context,
  ref: MemberRef,
): Promise<Result<AffiliatesForm, DomainError>> {
  const subject = await previewSubject(context, ref)
  if (!subject.ok) return subject
  const { societyId, memberId, number, kind } = subject.value
  if (kind === 'individual') return err({ code: 'not-institution', number })
  const read = readerOf(context)
  const where = {
    societyId,
    institutionId: memberId,
    ...today(tokyoDay(context.now())),
    member: { erasedAt: null, mergedInto: null },
  }
  const [found, count, limits] = await Promise.all([
    read.affiliation.findMany({
      where,
      orderBy: { member: { numberFolded: 'asc' } },
      take: SHOWN,
      select: { member: { select: { id: true, number: true, ...MEMBER_NAME } } },
    }),
    read.affiliation.count({ where }),
    read.member.findUniqueOrThrow({
      where: { societyId_id: { societyId, id: memberId } },
      select: { capacity: true, units: true },
    }),
  ])
  const affiliates = found.map(({ member: { id, number: own, ...name } }) => ({ id, number: own, name }))
  return ok({ ...subject.value, affiliates, more: count - found.length, ...limits })
}

export interface AffiliatesInput {
  readonly institutionId: number
  /** Numbers as typed, between blanks or commas. */
  readonly add: string
  readonly remove: readonly number[]
}

export interface AffiliatesResult {
  readonly institutionId: number
  readonly number: string
  readonly added: readonly string[]
  /** Of the added, those who stood under another institution until today. */
  readonly moved: readonly string[]
  readonly removed: readonly string[]
}

/** The numbers of a text, each once. Pure. */
export function numbersIn(typed: string): readonly string[] {
  const parts = typed.normalize('NFKC').split(/[\s,、;]+/u)
  return [...new Map(parts.filter((part) => part !== '').map((part) => [foldNumber(part), part])).values()]
}

/**
 * Puts individuals under an institution from today, and takes others out. Whoever stood under another institution moves over in the same step.
 *
 * Errors: unknown-member, not-institution, too-many-members, numbers-unknown, not-individual, capacity-exceeded, nothing-changed.
 */
export async function changeAffiliates(
  context: Context,
  input: AffiliatesInput,
  key: string,
): Promise<Result<AffiliatesResult, DomainError>> {
  const numbers = numbersIn(input.add)
  if (numbers.length > MOST_ADDED)
    return err({ code: 'too-many-members', limit: MOST_ADDED, count: numbers.length })
  const { societyId } = context.actor
  const found = await findPeople(readerOf(context), societyId, numbers)
  const members = [input.institutionId, ...found.map(({ id }) => id), ...input.remove]
  const operation = { key, action: 'affiliates.change', members }
  return change(context, 'member.write', operation, (tx) => affiliate(tx, context, input, numbers))
}

function findPeople(read: Pick<Reader, 'member'>, societyId: number, numbers: readonly string[]) {
  return read.member.findMany({
    where: {
      societyId,
      numberFolded: { in: numbers.map(foldNumber) },
      erasedAt: null,
      mergedInto: null,
    },
    orderBy: { numberFolded: 'asc' },
    select: { id: true, number: true, numberFolded: true, kind: true },
  })
}

async function affiliate(
  tx: Tx,
  context: Context,
  { institutionId, remove }: AffiliatesInput,
  numbers: readonly string[],
): Promise<Result<Done<AffiliatesResult>, DomainError>> {
  const { societyId } = context.actor
  const day = tokyoDay(context.now())
  const institution = await tx.member.findUnique({
    where: { societyId_id: { societyId, id: institutionId }, erasedAt: null, mergedInto: null },
    select: { id: true, number: true, kind: true, capacity: true },
  })
  if (institution === null) return err({ code: 'unknown-member', number: String(institutionId), nearest: [] })
  const { number, kind } = institution
  if (kind === 'individual') return err({ code: 'not-institution', number })
  const people = await findPeople(tx, societyId, numbers)
  const standing = await tx.affiliation.findMany({
    where: {
      societyId,
      ...today(day),
      AND: { OR: [{ institutionId }, { memberId: { in: people.map(({ id }) => id) } }] },
    },
    select: { id: true, memberId: true, institutionId: true, member: { select: { number: true } } },
  })
  const planned = planAffiliates(institution, people, standing, { numbers, remove })
  if (!planned.ok) return planned
  const { added, left, removed } = planned.value
  await endAffiliations(tx, societyId, [...removed, ...left], day)
  await tx.affiliation.createMany({
    data: added.map(({ id }) => ({ societyId, institutionId, memberId: id, startedOn: dateColumn(day) })),
  })
  const ended = [...left, ...removed]
  return written(
    {
      institutionId,
      number,
      added: added.map((one) => one.number),
      moved: left.map(({ member }) => member.number),
      removed: removed.map(({ member }) => member.number),
    },
    [
      ...added.map(({ id }) => auditOf('affiliate.added', id, institutionId, day)),
      ...ended.map((one) => auditOf('affiliate.removed', one.memberId, one.institutionId, day)),
    ],
  )
}

function auditOf(action: string, memberId: number, at: number, on: Day): AuditDraft {
  return { action, memberId, subject: { kind: 'institution', id: at }, facts: { institutionId: at, on } }
}

type Found = Awaited<ReturnType<typeof findPeople>>[number]

interface Standing {
  readonly id: number
  readonly memberId: number
  readonly institutionId: number
  readonly member: { readonly number: string }
}

interface AffiliatesPlan {
  readonly added: readonly Found[]
  /** Of the added, where they stood until today. */
  readonly left: readonly Standing[]
  readonly removed: readonly Standing[]
}

/** Who comes, who moves over and who goes. Pure. */
function planAffiliates(
  { id: institutionId, capacity }: { readonly id: number; readonly capacity: number | null },
  people: readonly Found[],
  standing: readonly Standing[],
  { numbers, remove }: { readonly numbers: readonly string[]; readonly remove: readonly number[] },
): Result<AffiliatesPlan, DomainError> {
  const unknown = numbers.filter((typed) => !people.some((one) => one.numberFolded === foldNumber(typed)))
  if (unknown.length > 0) return err({ code: 'numbers-unknown', field: 'add', numbers: unknown })
  const organisation = people.find((one) => one.kind !== 'individual')
  if (organisation !== undefined)
    return err({ code: 'not-individual', field: 'add', number: organisation.number })
  const here = standing.filter((one) => one.institutionId === institutionId)
  const added = people.filter(({ id }) => !here.some(({ memberId }) => memberId === id))
  const removed = here.filter(
    ({ memberId }) => remove.includes(memberId) && !people.some(({ id }) => id === memberId),
  )
  if (added.length + removed.length === 0) return err({ code: 'nothing-changed' })
  const count = here.length + added.length - removed.length
  if (capacity !== null && count > capacity && added.length > 0)
    return err({ code: 'capacity-exceeded', field: 'add', capacity, count })
  const left = standing.filter(
    ({ institutionId: at, memberId }) => at !== institutionId && added.some(({ id }) => id === memberId),
  )
  return ok({ added, left, removed })
}

/** An affiliation that began today and ends today never was. */
async function endAffiliations(
  tx: Tx,
  societyId: number,
  list: readonly { readonly id: number }[],
  day: Day,
): Promise<void> {
  const id = { in: list.map((one) => one.id) }
  await tx.affiliation.deleteMany({ where: { societyId, id, startedOn: dateColumn(day) } })
  await tx.affiliation.updateMany({ where: { societyId, id }, data: { endedOn: dateColumn(day) } })
}
