import { sha256 } from '../core/audit.ts'
import { change, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Reader, Roll } from '../core/roll.ts'
import { type FieldKey, type FormField, fieldOf, type Values } from '../members/fields.ts'
import { loadQuestionFields } from '../members/formFields.ts'
import { readFields } from '../members/readFields.ts'
import { createMember } from '../registration/create.ts'
import type { RegistrationError } from '../registration/errors.ts'
import { pageContext } from './home.ts'
import type { SocietyNames } from './leave.ts'
import { enqueue, promiseLetter } from './letters.ts'
import { hashToken, newToken } from './secrets.ts'

/** How long an application waits for its confirmation. */
export const DRAFT_HOURS = 48

/** The public form of a society: individuals apply there. */
export interface ApplicationForm {
  readonly societyId: number
  readonly code: string
  readonly society: SocietyNames
  readonly fields: readonly FormField[]
}

const FIELDS: readonly FieldKey[] = [
  'familyName',
  'givenName',
  'familyKana',
  'givenKana',
  'email',
  'phone',
  'postalCode',
  'prefecture',
  'address',
  'affiliation',
  'title',
]
const REQUIRED: ReadonlySet<string> = new Set<FieldKey>([
  'familyName',
  'givenName',
  'familyKana',
  'givenKana',
  'email',
])

/** The form of a society that has switched it on; null for another. */
export async function loadApplicationForm(read: Reader, code: string): Promise<ApplicationForm | null> {
  const society = await read.society.findFirst({
    where: { code: { equals: code, mode: 'insensitive' }, publicForm: true },
    select: { id: true, code: true, name: true, nameEn: true },
  })
  if (society === null) return null
  const { id: societyId, name, nameEn } = society
  const questions = await loadQuestionFields(read, societyId, null)
  const fields = FIELDS.map((key) => ({
    ...fieldOf(key, 'individual', {}),
    required: REQUIRED.has(key),
  }))
  return { societyId, code: society.code, society: { name, nameEn }, fields: [...fields, ...questions] }
}

/**
 * Keeps an application until its address is confirmed, and promises the mail that asks for that. Nobody is in the roll by this yet, so that it does not
 * pass `change`.
 *
 * Errors: fields-refused
 */
export async function keepApplication(
  roll: Roll,
  now: Date,
  { societyId, fields }: ApplicationForm,
  typed: Values,
): Promise<Result<null, Extract<RegistrationError, { readonly code: 'fields-refused' }>>> {
  const read = readFields(fields, typed)
  if (!read.ok) return read
  await roll.transact(async (tx) => {
    const expiresAt = new Date(now.getTime() + DRAFT_HOURS * 3_600_000)
    const { id } = await tx.applicationDraft.create({
      data: { societyId, content: { ...read.value }, createdAt: now, expiresAt },
      select: { id: true },
    })
    await enqueue(tx, await promiseLetter(tx, societyId, { kind: 'confirm', draftId: id }, now))
  })
  return ok(null)
}

/** A mail that asks for a confirmation, with the token that was made for it. */
export interface Confirmation {
  readonly address: string
  readonly name: { readonly familyName: string | null; readonly givenName: string | null }
  readonly society: SocietyNames
  readonly token: string
}

/** Makes the token of an application's mail; null where the application is gone. */
export function issueConfirmation(
  roll: Roll,
  societyId: number,
  draftId: number,
  now: Date,
): Promise<Confirmation | null> {
  return roll.transact(async (tx) => {
    const token = newToken()
    const key = { societyId, id: draftId }
    const { count } = await tx.applicationDraft.updateMany({
      where: { ...key, expiresAt: { gt: now } },
      data: { tokenHash: sha256(token) },
    })
    if (count === 0) return null
    const { content, society } = await tx.applicationDraft.findUniqueOrThrow({
      where: { societyId_id: key },
      select: { content: true, society: { select: { name: true, nameEn: true } } },
    })
    const { email, familyName, givenName } = content as Values
    const name = { familyName: familyName ?? null, givenName: givenName ?? null }
    return { address: email ?? '', name, society, token }
  })
}

/** The society of an application that waits for this token; null where there is none. Looking does not use it. */
export async function findApplication(
  read: Pick<Reader, 'applicationDraft'>,
  token: string,
  now: Date,
): Promise<{ readonly societyId: number; readonly society: SocietyNames } | null> {
  const tokenHash = hashToken(token)
  if (tokenHash === null) return null
  const found = await read.applicationDraft.findFirst({
    where: { tokenHash, expiresAt: { gt: now } },
    select: { societyId: true, society: { select: { name: true, nameEn: true } } },
  })
  return found
}

/**
 * Makes an applicant of a confirmed application. A second click on the link finds it gone.
 *
 * Errors: link-gone; those of `createMember`
 */
export async function confirmApplication(
  roll: Roll,
  now: () => Date,
  token: string,
): Promise<Result<{ readonly society: SocietyNames; readonly number: string }, DomainError>> {
  const found = await findApplication(roll.read, token, now())
  if (found === null) return err({ code: 'link-gone' })
  const { societyId, society } = found
  const context = pageContext(roll, societyId, now)
  const tokenHash = hashToken(token) ?? ''
  const operation = { key: `apply ${tokenHash}`, action: 'application.confirm' }
  return change(context, 'member.write', operation, async (tx) => {
    const draft = await tx.applicationDraft.findUnique({
      where: { tokenHash },
      select: { id: true, content: true },
    })
    if (draft === null) return err({ code: 'link-gone' })
    await tx.letter.updateMany({ where: { societyId, draftId: draft.id }, data: { draftId: null } })
    await tx.applicationDraft.delete({ where: { societyId_id: { societyId, id: draft.id } } })
    const values = draft.content as Values
    const applicant = {
      kind: 'individual',
      lifecycle: 'applicant',
      values,
      number: null,
      source: 'public form',
    } as const
    const created = await createMember(tx, context, applicant)
    if (!created.ok) return created
    const { number, audit, jobs } = created.value
    return written({ society: { name: society.name, nameEn: society.nameEn }, number }, [audit], jobs)
  })
}
