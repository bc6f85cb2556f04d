import { Prisma } from '../../../prisma/generated/client.ts'
import type { Reader } from '../core/roll.ts'
import type { Values } from '../members/fields.ts'
import type { Lifecycle, MemberKindCode } from '../members/row.ts'
import { foldText } from '../search/fold.ts'
import { DEATH } from '../withdrawal/reasons.ts'
import type { Duplicate } from './errors.ts'

/** Candidates that fit on the form. */
const SHOWN = 5
/** More of one name than this are looked at for their affiliation no further. */
const LOOKED_AT = 50

interface Found {
  readonly id: number
  readonly number: string
  readonly personal: string
  readonly organisation: string | null
  readonly affiliation: string | null
  readonly lifecycle: Lifecycle
  readonly withdrawnOn: string | null
  readonly withdrawalReason: string | null
  readonly sameEmail: boolean
  readonly sameKana: boolean
}

/**
 * Records of the same kind that may be of the same person or organisation: the same e-mail, or the same フリガナ with the same affiliation; for
 * organisations the same name. Compared as search compares. Those who were withdrawn first, then the same e-mail.
 */
export async function findDuplicates(
  read: Pick<Reader, '$queryRaw'>,
  societyId: number,
  kind: MemberKindCode,
  values: Values,
): Promise<readonly Duplicate[]> {
  const of = (key: string) => foldText(values[key] ?? '')
  const person = of('familyKana') + of('givenKana')
  const kana = kind === 'individual' ? person : of('organisationKana')
  const name = kind === 'individual' ? '' : of('organisationName')
  const email = (values['email'] ?? '').toLowerCase()
  if (kana === '' && name === '' && email === '') return []
  const found = await read.$queryRaw<Found[]>(Prisma.sql`
    SELECT m.id, m.number, concat_ws(' ', m.family_name, m.given_name) AS personal, m.organisation_name AS organisation, m.affiliation,
      m.lifecycle, m.withdrawn_on::text AS "withdrawnOn", m.withdrawal_reason AS "withdrawalReason",
      coalesce(lower(m.email) = ${email}, false) AS "sameEmail",
      ${kana} <> '' AND s.kana = ${kana} AS "sameKana"
    FROM member m JOIN member_search s ON s.society_id = m.society_id AND s.member_id = m.id
    WHERE m.society_id = ${societyId}::int AND m.kind = ${kind} AND m.erased_at IS NULL AND m.merged_into IS NULL AND (
      (${email} <> '' AND lower(m.email) = ${email}) OR (${kana} <> '' AND s.kana = ${kana})
      OR (${name} <> '' AND s.search_text LIKE ${`%${escaped(name)}%`} AND m.organisation_name IS NOT NULL))
    ORDER BY m.lifecycle = 'withdrawn' DESC, "sameEmail" DESC, m.id LIMIT ${LOOKED_AT}`)
  return found
    .filter(
      ({ sameEmail, sameKana, affiliation, organisation }) =>
        sameEmail ||
        (kind === 'individual'
          ? foldText(affiliation ?? '') === of('affiliation')
          : sameKana || foldText(organisation ?? '') === name),
    )
    .slice(0, SHOWN)
    .map(({ id, number, affiliation, lifecycle, withdrawnOn, ...one }) => ({
      id,
      number,
      name: one.organisation ?? one.personal,
      affiliation,
      lifecycle,
      withdrawnOn,
      rejoins: lifecycle === 'withdrawn' && one.withdrawalReason !== DEATH,
      why: one.sameEmail ? 'email' : 'name',
    }))
}

function escaped(needle: string): string {
  return needle.replace(/[\\%_]/gu, '\\$&')
}
