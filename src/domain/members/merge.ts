import type { Tx } from '../../database/client.ts'
import { tokyoDay } from '../core/calendar.ts'
import { type Context, change, type Done, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import type { Reader } from '../core/roll.ts'
import { loadMemberships } from '../withdrawal/facts.ts'
import { changedSince } from '../withdrawal/withdraw.ts'
import { columnsOf } from './columns.ts'
import { type EditSubject, loadRecord } from './editForm.ts'
import { type FormField, fieldOf, keysOf, SECTIONS, type Values } from './fields.ts'
import { locateMember, nearestNumbers } from './locate.ts'
import type { MemberKindCode } from './row.ts'

/** What both records have, and have differently; the field holds the value of the record that stays. */
export interface MergeDifference {
  readonly field: FormField
  readonly other: string | null
}

/** Two records of one person, the first of which stays. */
export interface MergePreview {
  readonly kept: EditSubject & { readonly version: number }
  readonly other: EditSubject & { readonly version: number }
  readonly differences: readonly MergeDifference[]
}

/** What belongs to the membership, which each record has of its own, is not chosen. */
const OF_MEMBERSHIP: ReadonlySet<string> = new Set([
  'joinedOn',
  'termEnd',
  'boardAccess',
  'units',
  'capacity',
])

/** The fields that a merge lets choose, in the order of the forms. Pure. */
function differencesOf(kind: MemberKindCode, kept: Values, other: Values): readonly MergeDifference[] {
  return SECTIONS.filter((section) => section !== 'contacts')
    .flatMap((section) => keysOf(section, kind))
    .filter((key) => !OF_MEMBERSHIP.has(key) && (kept[key] ?? null) !== (other[key] ?? null))
    .map((key) => ({ field: fieldOf(key, kind, kept), other: other[key] ?? null }))
}

/** Reads two records by their numbers. Errors: forbidden, unknown-member, merge-same, merge-kinds, merge-blocked. */
export async function previewMerge(
  context: Context,
  numbers: readonly [kept: string, other: string],
): Promise<Result<MergePreview, DomainError>> {
  const { actor } = context
  if (!may(actor, 'member.write')) return err({ code: 'forbidden', permission: 'member.write' })
  const read = readerOf(context)
  const ids: number[] = []
  for (const number of numbers) {
    const id = await locateMember(read, actor.societyId, { number })
    if (id === null)
      return err({
        code: 'unknown-member',
        number,
        nearest: await nearestNumbers(read, actor.societyId, number),
      })
    ids.push(id)
  }
  const [keptId = 0, otherId = 0] = ids
  return loadMerge(read, actor.societyId, keptId, otherId, tokyoDay(context.now()))
}

type Read = Parameters<typeof loadRecord>[0] & Pick<Reader, '$queryRaw' | 'affiliation'>

async function loadMerge(
  read: Read,
  societyId: number,
  keptId: number,
  otherId: number,
  today: string,
): Promise<Result<MergePreview, DomainError>> {
  if (keptId === otherId) return err({ code: 'merge-same' })
  const facts = await loadMemberships(read, societyId, [keptId, otherId], today)
  const kept = await loadRecord(read, societyId, keptId, today)
  const other = await loadRecord(read, societyId, otherId, today)
  const leaving = facts.find(({ id }) => id === otherId)
  const staying = facts.find(({ id }) => id === keptId)
  if (!kept || !other || leaving === undefined || staying === undefined)
    return err({ code: 'unknown-member', number: String(keptId), nearest: [] })
  if (kept.subject.kind !== other.subject.kind) return err({ code: 'merge-kinds' })
  const { number } = leaving
  const affiliates = await read.affiliation.count({
    where: { societyId, endedOn: null, OR: [{ memberId: otherId }, { institutionId: otherId }] },
  })
  const why =
    leaving.openInvoices.length > 0
      ? 'invoices'
      : leaving.holdings.length > 0
        ? 'positions'
        : leaving.planned !== null || leaving.held !== null
          ? 'plans'
          : affiliates > 0
            ? 'affiliates'
            : // Whoever is a member stays one: the other way round it works.
              leaving.lifecycle === 'active' && staying.lifecycle !== 'active'
              ? 'active'
              : null
  if (why !== null) return err({ code: 'merge-blocked', number, why })
  return ok({
    kept: { ...kept.subject, version: staying.version },
    other: { ...other.subject, version: leaving.version },
    differences: differencesOf(kept.subject.kind, kept.values, other.values),
  })
}

/** The same by ids, as a dialog carries them. Errors: those of `previewMerge`. */
export async function previewMergeOf(
  context: Context,
  keptId: number,
  otherId: number,
): Promise<Result<MergePreview, DomainError>> {
  const { actor } = context
  if (!may(actor, 'member.write')) return err({ code: 'forbidden', permission: 'member.write' })
  return loadMerge(readerOf(context), actor.societyId, keptId, otherId, tokyoDay(context.now()))
}

export interface MergeInput {
  readonly keptId: number
  readonly keptVersion: number
  readonly otherId: number
  readonly otherVersion: number
  /** The differing fields whose value of the second record is taken over. */
  readonly fromOther: readonly string[]
}

export interface MergeResult {
  readonly memberId: number
  readonly number: string
  readonly otherId: number
  readonly otherNumber: string
}

/**
 * Makes one record of two: the first stays, with the values chosen; the second leads to it from now on. Its invoices, mails and audit rows stay where they
 * are. Errors: those of `previewMerge`; changed.
 */
export async function mergeMembers(
  context: Context,
  input: MergeInput,
  key: string,
): Promise<Result<MergeResult, DomainError>> {
  const { keptId, otherId } = input
  const operation = { key, action: 'member.merge', members: [keptId, otherId] }
  return change(context, 'member.write', operation, (tx) => merge(tx, context, input))
}

async function merge(
  tx: Tx,
  context: Context,
  { keptId, keptVersion, otherId, otherVersion, fromOther }: MergeInput,
): Promise<Result<Done<MergeResult>, DomainError>> {
  const { societyId } = context.actor
  const found = await loadMerge(tx, societyId, keptId, otherId, tokyoDay(context.now()))
  if (!found.ok) return found
  const { kept, other, differences } = found.value
  if (kept.version !== keptVersion) return err(await changedSince(tx, context, keptId))
  if (other.version !== otherVersion) return err(await changedSince(tx, context, otherId))
  const taken = differences.filter(({ field }) => fromOther.includes(field.key))
  const to = Object.fromEntries(taken.map(({ field, other: value }) => [field.key, value]))
  const updatedAt = context.now()
  await tx.member.update({
    where: { societyId_id: { societyId, id: keptId } },
    data: { ...columnsOf(to), updatedAt },
  })
  await tx.member.update({
    where: { societyId_id: { societyId, id: otherId } },
    data: { mergedInto: keptId, updatedAt },
  })
  const fields = taken.map(({ field }) => field.key)
  const value = { memberId: keptId, number: kept.number, otherId, otherNumber: other.number }
  return written(value, [
    {
      action: 'member.merged',
      memberId: keptId,
      subject: { kind: 'member', id: otherId },
      facts: { mergedFrom: otherId, fields },
      detail: Object.fromEntries(taken.map(({ field, other: value }) => [field.key, [field.value, value]])),
    },
    {
      action: 'member.merged-away',
      memberId: otherId,
      subject: { kind: 'member', id: keptId },
      facts: { mergedInto: keptId },
    },
  ])
}
