import type { Tx } from '../../database/client.ts'
import { createAccount, welcomeJob } from '../accounts/welcome.ts'
import { dateColumn, dayOf, tokyoDay } from '../core/calendar.ts'
import { type Context, change, type Done, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { typeBreach } from '../positions/load.ts'
import { columnsOf, writeAnswers, writeContacts } from './columns.ts'
import { type EditForm, loadEditForm, planEdit } from './editForm.ts'
import type { Section, Values } from './fields.ts'
import { lastChanges } from './history.ts'
import { readFields } from './readFields.ts'

export interface EditInput {
  readonly memberId: number
  readonly section: Section
  readonly page: number
  /** Fingerprints of what the form showed, in the order of its fields. */
  readonly base: readonly string[]
  /** As typed. */
  readonly typed: Values
}

export interface EditResult {
  readonly memberId: number
  readonly number: string
  readonly fields: readonly string[]
  /** They have a login now, whose mail is promised. */
  readonly welcomed: boolean
}

/**
 * Saves one form of a member's record: only what was changed in it. What somebody else changed meanwhile, in the same form, is never written over unseen.
 *
 * Errors: unknown-member, stale, fields-refused, edit-overtaken, nothing-changed, date-in-future, joined-outside, type-not-offered, rule-broken,
 * rule-excludes.
 */
export async function editMember(
  context: Context,
  input: EditInput,
  key: string,
): Promise<Result<EditResult, DomainError>> {
  const operation = { key, action: 'member.edit', members: [input.memberId] }
  return change(context, 'member.write', operation, (tx) => edit(tx, context, input))
}

async function edit(
  tx: Tx,
  context: Context,
  { memberId, section, page, base, typed }: EditInput,
): Promise<Result<Done<EditResult>, DomainError>> {
  const { societyId } = context.actor
  const today = tokyoDay(context.now())
  const form = await loadEditForm(tx, societyId, memberId, { section, page }, today)
  if (form === null) return err({ code: 'unknown-member', number: String(memberId), nearest: [] })
  const read = readFields(form.fields, typed)
  if (!read.ok) return read
  if (base.length !== form.fields.length) return err({ code: 'stale' })
  const { changes, theirs } = planEdit(form.fields, base, read.value)
  if (theirs.length > 0) {
    const history = (await lastChanges(tx, context.actor, memberId)).slice(0, 2)
    return err({ code: 'edit-overtaken', fields: theirs.map(({ key }) => key), changes: history })
  }
  if (changes.length === 0) return err({ code: 'nothing-changed' })
  const to = Object.fromEntries(changes.map(({ field, to: value }) => [field.key, value]))
  const checked = await checkDates(tx, form, to, today)
  if (checked !== null) return err(checked)
  const type = await typeColumns(tx, form, to, today)
  if (!type.ok) return type
  const before = Object.fromEntries(form.fields.map(({ key, value }) => [key, value]))
  await tx.member.update({
    where: { societyId_id: { societyId, id: memberId } },
    data: { ...columnsOf(to), ...type.value, updatedAt: context.now() },
  })
  await writeAnswers(tx, societyId, memberId, to, context.now())
  await writeContacts(tx, societyId, memberId, { before, after: to }, today)
  const welcomed = await welcome(tx, form, to)
  const fields = changes.map(({ field }) => field.key)
  return written(
    { memberId, number: form.number, fields, welcomed },
    [
      {
        action: 'member.edited',
        memberId,
        subject: { kind: 'member', id: memberId },
        facts: { section, fields, ...typeFacts(type.value) },
        detail: Object.fromEntries(changes.map(({ field, to: value }) => [field.key, [field.value, value]])),
      },
    ],
    welcomed ? [await welcomeJob(tx, context, memberId)] : [],
  )
}

interface TypeColumns {
  readonly memberTypeId?: number | null
  readonly feePlan?: string
  readonly typeSince?: Date
}

const typeFacts = ({ memberTypeId, feePlan }: TypeColumns) =>
  memberTypeId === undefined || feePlan === undefined ? {} : { memberTypeId, feePlan }

/** 料金体系 follows from the type. A new type begins today; what the member had before stays in the 種別履歴. */
async function typeColumns(
  tx: Tx,
  { societyId, memberId, kind, lifecycle }: EditForm,
  to: Values,
  today: string,
): Promise<Result<TypeColumns, DomainError>> {
  const typeId = to['memberType']
  if (typeId === undefined) return ok({})
  const memberTypeId = typeId === null ? null : Number(typeId)
  const type =
    memberTypeId === null
      ? null
      : await tx.memberType.findFirst({
          where: { societyId, id: memberTypeId, kind },
          select: { feePlan: true },
        })
  if (memberTypeId !== null && type === null) return err({ code: 'type-not-offered', field: 'memberType' })
  const active = lifecycle === 'active'
  const breach = active ? await typeBreach(tx, societyId, memberId, memberTypeId, today) : null
  if (breach !== null) return err(breach)
  return ok({
    memberTypeId,
    feePlan: type?.feePlan ?? 'free',
    ...(active ? { typeSince: dateColumn(today) } : {}),
  })
}

async function checkDates(
  tx: Tx,
  { societyId, memberId }: EditForm,
  { deceasedOn, joinedOn }: Values,
  today: string,
): Promise<DomainError | null> {
  if (typeof deceasedOn === 'string' && deceasedOn > today)
    return { code: 'date-in-future', field: 'deceasedOn', today }
  if (joinedOn === undefined) return null
  const last = await tx.membershipTerm.findFirst({
    where: { societyId, memberId, endedOn: { not: null } },
    orderBy: { endedOn: 'desc' },
    select: { endedOn: true },
  })
  const from = last?.endedOn ? dayOf(last.endedOn) : null
  return joinedOn === null || joinedOn > today || (from !== null && joinedOn < from)
    ? { code: 'joined-outside', field: 'joinedOn', from, to: today }
    : null
}

/** A member without an e-mail has no login until there is one. */
async function welcome(
  tx: Tx,
  { societyId, memberId, number, lifecycle }: EditForm,
  to: Values,
): Promise<boolean> {
  if (lifecycle !== 'active' || typeof to['email'] !== 'string') return false
  const where = { societyId_id: { societyId, id: memberId } }
  const { accountId } = await tx.member.findUniqueOrThrow({ where, select: { accountId: true } })
  if (accountId !== null) return false
  await createAccount(tx, societyId, { id: memberId, number })
  return true
}
