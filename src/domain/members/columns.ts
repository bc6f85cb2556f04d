import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import { type Day, dateColumn } from '../core/calendar.ts'
import { CONTROLS, type FieldKey, type Values } from './fields.ts'
import { questionOf } from './formFields.ts'

const FLAGS: ReadonlySet<string> = new Set<FieldKey>(['postReturned', 'physicianLicence', 'notices'])
/** What lies in rows of its own. */
const CONTACTS = { representative: 'representative', contact: 'contact' } as const
type ContactPart = keyof typeof CONTACTS

const isColumn = (key: string): key is FieldKey =>
  Object.hasOwn(CONTROLS, key) && !/^(?:representative|contact)(?:Name|Email|Phone)$/u.test(key)

function columnOf(key: FieldKey, value: string | null): string | number | boolean | Date | null {
  if (value === null) return null
  if (FLAGS.has(key)) return value === 'yes'
  const { kind } = CONTROLS[key]
  if (kind === 'day') return dateColumn(value)
  return kind === 'count' ? Number(value) : value
}

/** The columns of `member` that these values fill; 会員種別 is not among them. */
export function columnsOf(values: Values): Prisma.MemberUncheckedUpdateInput {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (isColumn(key) ? [[key, columnOf(key, value)]] : [])),
  ) as Prisma.MemberUncheckedUpdateInput
}

/** Writes the answers among these values; an emptied one goes. */
export async function writeAnswers(
  tx: Tx,
  societyId: number,
  memberId: number,
  values: Values,
  now: Date,
): Promise<void> {
  const answers = Object.entries(values).flatMap(([key, value]) => {
    const questionId = questionOf(key)
    return questionId === null ? [] : [{ questionId, value }]
  })
  if (answers.length === 0) return
  await tx.$executeRaw(Prisma.sql`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) AS g("questionId" int, value text)
    ), emptied AS (
      DELETE FROM answer a USING given g WHERE g.value IS NULL
        AND a.society_id = ${societyId}::int AND a.member_id = ${memberId}::int AND a.question_id = g."questionId"
    )
    INSERT INTO answer (society_id, question_id, member_id, value, updated_at)
    SELECT ${societyId}::int, "questionId", ${memberId}::int, value, ${now} FROM given WHERE value IS NOT NULL
    ON CONFLICT (society_id, question_id, member_id) DO UPDATE SET value = EXCLUDED.value, updated_at = EXCLUDED.updated_at`)
}

/**
 * Writes 代表者 and 連絡担当者 where these values name them. Another name is another person: the old one ends on the day and stays in the roll's past;
 * whatever else changes is a correction.
 *
 * @param before what stands in the roll now
 */
export async function writeContacts(
  tx: Tx,
  societyId: number,
  memberId: number,
  { before, after }: { readonly before: Values; readonly after: Values },
  today: Day,
): Promise<void> {
  for (const part of Object.keys(CONTACTS) as ContactPart[]) {
    const keys = [`${part}Name`, `${part}Email`, `${part}Phone`]
    if (!keys.some((key) => key in after)) continue
    const [name = null, email = null, phone = null] = keys.map((key) =>
      key in after ? after[key] : before[key],
    )
    const where = { societyId, memberId, part, endedOn: null }
    const empty = name === null && email === null && phone === null
    if (empty || name !== (before[`${part}Name`] ?? null))
      await tx.contact.updateMany({ where, data: { endedOn: dateColumn(today) } })
    if (empty) continue
    const { count } = await tx.contact.updateMany({ where, data: { name, email, phone } })
    if (count > 0) continue
    await tx.contact.create({
      data: { societyId, memberId, part, name, email, phone, startedOn: dateColumn(today) },
    })
  }
}
