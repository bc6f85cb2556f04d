import type { Tx } from '../../database/client.ts'
import { type Day, tokyoDay } from '../core/calendar.ts'
import { type Context, change, type Done, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import type { Reader } from '../core/roll.ts'
import { type FormField, type Values } from '../members/fields.ts'
import { loadQuestionFields, newMemberFields, pagesOf } from '../members/formFields.ts'
import { readFields } from '../members/readFields.ts'
import type { Label, MemberKindCode } from '../members/row.ts'
import { loadTypes } from '../withdrawal/rejoin.ts'
import { createMember } from './create.ts'
import { findDuplicates } from './duplicates.ts'
import { peekNumber } from './numbers.ts'

/** What the form of a registration shows. */
export interface RegistrationForm {
  readonly societyId: number
  readonly kind: MemberKindCode
  readonly kindLabel: Label
  /** The number that the next one gets. */
  readonly nextNumber: string
  readonly fields: readonly FormField[]
  /** 追加質問 that one form bears; what is left over is asked after the registration. */
  readonly questions: readonly FormField[]
  readonly questionsLeft: number
  readonly today: Day
}

/** Reads what the form shows. Errors: forbidden. */
export async function previewRegistration(
  context: Context,
  kind: MemberKindCode,
): Promise<Result<RegistrationForm, DomainError>> {
  const { actor } = context
  if (!may(actor, 'member.write')) return err({ code: 'forbidden', permission: 'member.write' })
  const { societyId } = actor
  const read = readerOf(context)
  const today = tokyoDay(context.now())
  const [form, nextNumber, { label, labelEn }] = await Promise.all([
    loadFields(read, societyId, kind, today),
    peekNumber(read, societyId, kind),
    read.memberKind.findUniqueOrThrow({
      where: { societyId_kind: { societyId, kind } },
      select: { label: true, labelEn: true },
    }),
  ])
  return ok({ societyId, kind, kindLabel: { ja: label, en: labelEn }, nextNumber, ...form, today })
}

async function loadFields(
  read: Pick<Reader, 'memberType' | 'question' | 'answer'>,
  societyId: number,
  kind: MemberKindCode,
  today: Day,
): Promise<Pick<RegistrationForm, 'fields' | 'questions' | 'questionsLeft'>> {
  // One after the other: within a transaction there is one connection.
  const types = await loadTypes(read, societyId, kind)
  const all = await loadQuestionFields(read, societyId, null)
  const [questions = [], ...rest] = pagesOf(all)
  const usual = { boardAccess: 'poster', notices: 'yes', joinedOn: today }
  return {
    fields: newMemberFields(kind, types, usual),
    questions,
    questionsLeft: rest.reduce((sum, page) => sum + page.length, 0),
  }
}

export interface RegistrationInput {
  readonly kind: MemberKindCode
  /** As typed, by the fields of the form. */
  readonly typed: Values
  /** A number of the office's own: of the imported roll, or of the test range. */
  readonly number: string | null
  /** 未承認で登録 */
  readonly applicant: boolean
  /** 別の方として登録する: the duplicates were looked at. */
  readonly another: boolean
}

export interface RegistrationResult {
  readonly memberId: number
  readonly number: string
  readonly applicant: boolean
  readonly welcomed: boolean
  readonly questionsLeft: number
}

/**
 * Registers a member of any kind. The number is taken with the record: a refused registration takes none.
 *
 * Errors: fields-refused; date-in-future; duplicates-found; those of `createMember`.
 */
export async function registerMember(
  context: Context,
  input: RegistrationInput,
  key: string,
): Promise<Result<RegistrationResult, DomainError>> {
  return change(context, 'member.write', { key, action: 'member.register' }, (tx) =>
    register(tx, context, input),
  )
}

async function register(
  tx: Tx,
  context: Context,
  { kind, typed, number, applicant, another }: RegistrationInput,
): Promise<Result<Done<RegistrationResult>, DomainError>> {
  const { societyId } = context.actor
  const today = tokyoDay(context.now())
  const { fields, questions, questionsLeft } = await loadFields(tx, societyId, kind, today)
  const read = readFields([...fields, ...questions], typed)
  if (!read.ok) return read
  const values = { ...read.value, joinedOn: read.value['joinedOn'] ?? today }
  if (values.joinedOn > today) return err({ code: 'date-in-future', field: 'joinedOn', today })
  const candidates = another ? [] : await findDuplicates(tx, societyId, kind, values)
  if (candidates.length > 0) return err({ code: 'duplicates-found', candidates })
  const lifecycle = applicant ? 'applicant' : 'active'
  const created = await createMember(tx, context, { kind, lifecycle, values, number, source: 'office' })
  if (!created.ok) return created
  const { memberId, welcomed, audit, jobs } = created.value
  const value = { memberId, number: created.value.number, applicant, welcomed, questionsLeft }
  return written(value, [audit], jobs)
}
