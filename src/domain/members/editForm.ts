import { createHash } from 'node:crypto'
import { dateColumn, dayOf, tokyoDay } from '../core/calendar.ts'
import { type Context, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import type { Reader } from '../core/roll.ts'
import { loadTypes } from '../withdrawal/rejoin.ts'
import { MEMBER_NAME } from './cardParts.ts'
import { type FormField, fieldOf, keysOf, SECTIONS, type Section, type Values } from './fields.ts'
import { loadQuestionFields, pagesOf, typeField } from './formFields.ts'
import { locateMember, type MemberRef, nearestNumbers } from './locate.ts'
import type { Lifecycle, MemberKindCode, MemberName } from './row.ts'

/** Whose record it is. */
export interface EditSubject {
  readonly societyId: number
  readonly memberId: number
  readonly number: string
  readonly name: MemberName
  readonly kind: MemberKindCode
  readonly lifecycle: Lifecycle
}

/** One form of a record: a section, or a page of its questions. */
export interface EditForm extends EditSubject {
  readonly section: Section
  /** From 1. */
  readonly page: number
  readonly pages: number
  /** As they stand now. */
  readonly fields: readonly FormField[]
}

/** A field that changes. */
export interface FieldChange {
  readonly field: FormField
  readonly to: string | null
}

/** What a submitted form comes to. */
export interface EditPlan {
  readonly changes: readonly FieldChange[]
  /** Fields that somebody else changed since the form was opened. */
  readonly theirs: readonly FormField[]
}

/** What a form keeps of each value that it showed, in the order of its fields: enough to see that it is another by now, and no more. */
export function fingerprint(value: string | null): string {
  return createHash('sha256')
    .update(value === null ? '-' : `=${value}`)
    .digest('base64url')
    .slice(0, 6)
}

/** The sections that a record of this kind and state has. */
export function sectionsOf(kind: MemberKindCode): readonly Section[] {
  return SECTIONS.filter((section) => section === 'answers' || keysOf(section, kind).length > 0)
}

const COLUMNS = {
  ...MEMBER_NAME,
  deceasedOn: true,
  email: true,
  phone: true,
  postalCode: true,
  prefecture: true,
  address: true,
  postReturned: true,
  affiliation: true,
  title: true,
  qualifications: true,
  departmentCategory: true,
  department: true,
  physicianLicence: true,
  boardAccess: true,
  notices: true,
  joinedOn: true,
  termEnd: true,
  units: true,
  capacity: true,
  remarks: true,
} as const

function valueOf(column: string | number | boolean | Date | null): string | null {
  if (column === null) return null
  if (column instanceof Date) return dayOf(column)
  if (typeof column === 'boolean') return column ? 'yes' : 'no'
  return column === '' ? null : String(column)
}

type Read = Pick<Reader, 'member' | 'contact' | 'question' | 'answer' | 'memberType'>

/** The values of a record as forms hold them, with whose they are; null for an erased or merged one. */
export async function loadRecord(
  read: Read,
  societyId: number,
  memberId: number,
  today: string,
): Promise<{ readonly subject: EditSubject; readonly values: Values } | null> {
  // One after the other: within a transaction there is one connection.
  const member = await read.member.findUnique({
    where: { societyId_id: { societyId, id: memberId }, erasedAt: null, mergedInto: null },
    select: { ...COLUMNS, number: true, kind: true, lifecycle: true, memberTypeId: true },
  })
  const contacts = await read.contact.findMany({
    where: {
      societyId,
      memberId,
      part: { in: ['representative', 'contact'] },
      startedOn: { lte: dateColumn(today) },
      OR: [{ endedOn: null }, { endedOn: { gt: dateColumn(today) } }],
    },
    orderBy: { id: 'asc' },
    select: { part: true, name: true, email: true, phone: true },
  })
  if (member === null) return null
  const { number, kind, lifecycle, memberTypeId, ...columns } = member
  const values: Record<string, string | null> = {}
  for (const [key, column] of Object.entries(columns)) values[key] = valueOf(column)
  values['memberType'] = valueOf(memberTypeId)
  for (const { part, name, email, phone } of contacts)
    Object.assign(values, { [`${part}Name`]: name, [`${part}Email`]: email, [`${part}Phone`]: phone })
  const { familyName, givenName, familyKana, givenKana, organisationName, organisationKana } = columns
  const name = { familyName, givenName, familyKana, givenKana, organisationName, organisationKana }
  const codes = { kind: kind as MemberKindCode, lifecycle: lifecycle as Lifecycle }
  return { subject: { societyId, memberId, number, name, ...codes }, values }
}

/** The form of a section as the record stands; null where the record, or that page, is not there. */
export async function loadEditForm(
  read: Read,
  societyId: number,
  memberId: number,
  { section, page }: { readonly section: Section; readonly page: number },
  today: string,
): Promise<EditForm | null> {
  const record = await loadRecord(read, societyId, memberId, today)
  if (record === null) return null
  const { subject, values } = record
  const pages =
    section === 'answers'
      ? pagesOf(await loadQuestionFields(read, societyId, memberId))
      : [await sectionFields(read, subject, section, values)]
  const fields = pages[page - 1]
  return fields === undefined ? null : { ...subject, section, page, pages: pages.length, fields }
}

async function sectionFields(
  read: Read,
  { societyId, kind, lifecycle }: EditSubject,
  section: Section,
  values: Values,
): Promise<readonly FormField[]> {
  // 入会日 of somebody who has left is history; an applicant has none yet.
  const keys = keysOf(section, kind).filter((key) => key !== 'joinedOn' || lifecycle === 'active')
  const fields = keys.map((key) => fieldOf(key, kind, values))
  if (section !== 'registration' || (lifecycle !== 'active' && lifecycle !== 'applicant')) return fields
  return [typeField(await loadTypes(read, societyId, kind), values['memberType'] ?? null), ...fields]
}

/** Whose record is to be changed. Errors: forbidden, unknown-member. */
export async function previewSubject(
  context: Context,
  ref: MemberRef,
): Promise<Result<EditSubject, DomainError>> {
  const { actor } = context
  if (!may(actor, 'member.write')) return err({ code: 'forbidden', permission: 'member.write' })
  const read = readerOf(context)
  const id = await locateMember(read, actor.societyId, ref)
  const record = id === null ? null : await loadRecord(read, actor.societyId, id, tokyoDay(context.now()))
  if (record !== null) return ok(record.subject)
  const number = 'number' in ref ? ref.number : String(ref.id)
  return err({
    code: 'unknown-member',
    number,
    nearest: await nearestNumbers(read, actor.societyId, number),
  })
}

/** Reads what a form shows. Errors: forbidden, unknown-member; stale where the page is gone. */
export async function previewEdit(
  context: Context,
  ref: MemberRef,
  part: { readonly section: Section; readonly page: number },
): Promise<Result<EditForm, DomainError>> {
  const subject = await previewSubject(context, ref)
  if (!subject.ok) return subject
  const { societyId, memberId } = subject.value
  const form = await loadEditForm(readerOf(context), societyId, memberId, part, tokyoDay(context.now()))
  return form === null ? err({ code: 'stale' }) : ok(form)
}

/**
 * What was changed in a form, and what others changed meanwhile. A field that was not touched keeps what it has by now. Pure.
 *
 * @param base fingerprints of the values that the form showed, in the order of its fields
 */
export function planEdit(fields: readonly FormField[], base: readonly string[], typed: Values): EditPlan {
  const changes: FieldChange[] = []
  const theirs: FormField[] = []
  fields.forEach((field, index) => {
    const to = typed[field.key] ?? null
    if (fingerprint(field.value) !== base[index]) theirs.push(field)
    if (to !== field.value && fingerprint(to) !== base[index]) changes.push({ field, to })
  })
  return { changes, theirs }
}
