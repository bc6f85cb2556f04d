import { Prisma } from '../../../prisma/generated/client.ts'
import type { Day } from '../core/calendar.ts'
import { tokyoDay } from '../core/calendar.ts'
import { type Context, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import type { Reader } from '../core/roll.ts'
import { locateMember, type MemberRef, nearestNumbers } from '../members/locate.ts'
import type { Label, MemberName } from '../members/row.ts'
import { loadMemberships } from '../withdrawal/facts.ts'
import type { PositionGroup } from './load.ts'

/** 学会役職 */
export interface Office {
  readonly id: number
  readonly code: string
  readonly label: Label
  readonly group: PositionGroup
  readonly seats: number | null
}

/** The society's offices in their order; given up ones are left out. */
export async function loadOffices(
  read: Pick<Reader, '$queryRaw'>,
  societyId: number,
): Promise<readonly Office[]> {
  return read.$queryRaw<Office[]>(Prisma.sql`
    SELECT id, code, json_build_object('ja', name, 'en', name_en) AS label, "group", seats FROM position
    WHERE society_id = ${societyId}::int AND retired_at IS NULL ORDER BY sort_order, id`)
}

/** An office of one member over time; the last day is not included. */
export interface HeldOffice {
  readonly id: number
  readonly position: Label
  readonly startedOn: Day
  readonly endedOn: Day | null
  readonly when: 'past' | 'present' | 'future'
}

/** What the dialog of a member's offices shows. */
export interface OfficesPreview {
  readonly societyId: number
  readonly member: MemberName & {
    readonly id: number
    readonly number: string
    readonly affiliation: string | null
    readonly type: Label | null
  }
  /** Present ones first, then those to come, then past ones, the newest first. */
  readonly held: readonly HeldOffice[]
  readonly offices: readonly Office[]
  readonly today: Day
}

/** Reads what the dialog of a member's offices shows. Errors: forbidden, unknown-member. */
export async function previewOffices(
  context: Context,
  ref: MemberRef,
): Promise<Result<OfficesPreview, DomainError>> {
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
  const [held, offices] = await Promise.all([
    loadHeld(read, societyId, member.id, today),
    loadOffices(read, societyId),
  ])
  return ok({ societyId, member, held, offices, today })
}

/** An office that ended on the day it began was a mistake, and never held. */
async function loadHeld(
  read: Reader,
  societyId: number,
  memberId: number,
  today: Day,
): Promise<readonly HeldOffice[]> {
  return read.$queryRaw<HeldOffice[]>(Prisma.sql`
    SELECT h.id, json_build_object('ja', p.name, 'en', p.name_en) AS position, h.started_on::text AS "startedOn",
      h.ended_on::text AS "endedOn",
      CASE WHEN h.ended_on <= ${today}::date THEN 'past' WHEN h.started_on > ${today}::date THEN 'future' ELSE 'present' END AS "when"
    FROM position_holding h JOIN position p ON p.society_id = h.society_id AND p.id = h.position_id
    WHERE h.society_id = ${societyId}::int AND h.member_id = ${memberId}::int AND h.ended_on IS DISTINCT FROM h.started_on
    ORDER BY coalesce(h.ended_on <= ${today}::date, false), h.started_on > ${today}::date, h.started_on DESC, p.sort_order, h.id`)
}
