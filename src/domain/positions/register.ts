import { Prisma } from '../../../prisma/generated/client.ts'
import { type Day, fiscalYearOf, tokyoDay } from '../core/calendar.ts'
import { type Context, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import type { Label, MemberName } from '../members/row.ts'

export interface Holder extends MemberName {
  readonly memberId: number
  readonly number: string
  readonly affiliation: string | null
  readonly startedOn: Day
  readonly endedOn: Day | null
}

/** 役員名簿 of one fiscal year. */
export interface OfficeRegister {
  readonly societyId: number
  readonly year: number
  /** The day whose holders are shown; null: everybody who held an office during that year. */
  readonly asOf: Day | null
  /** Years to choose from, the newest first. */
  readonly years: readonly number[]
  /** In the order of the society; those without a holder that year too, unless they were given up. */
  readonly offices: readonly {
    readonly label: Label
    readonly seats: number | null
    readonly holders: readonly Holder[]
  }[]
  /** The reader may give offices. */
  readonly mayWrite: boolean
}

/** Years that a select offers. */
const MOST_YEARS = 50
/** Years that a society can have; the others are forged. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 2200]

/** Who holds which office in a fiscal year, by office. Errors: forbidden, year-unknown. @param year undefined: the present one */
export async function listOffices(
  context: Context,
  year?: number,
): Promise<Result<OfficeRegister, DomainError>> {
  const { actor } = context
  if (!may(actor, 'member.read')) return err({ code: 'forbidden', permission: 'member.read' })
  if (year !== undefined && (year < FIRST_YEAR || year > LAST_YEAR))
    return err({ code: 'year-unknown', field: 'year', year })
  const { societyId } = actor
  const read = readerOf(context)
  const { fiscalYearStartMonth } = await read.society.findUniqueOrThrow({
    where: { id: societyId },
    select: { fiscalYearStartMonth: true },
  })
  const today = tokyoDay(context.now())
  const present = fiscalYearOf(today, fiscalYearStartMonth)
  const shown = year ?? present
  const [from, to] = shown === present ? [today, today] : daysOf(shown, fiscalYearStartMonth)
  const [offices, first] = await Promise.all([
    loadRegister(read, societyId, from, to),
    read.positionHolding.aggregate({ where: { societyId }, _min: { startedOn: true } }),
  ])
  const { startedOn } = first._min
  const oldest = startedOn === null ? present : fiscalYearOf(tokyoDay(startedOn), fiscalYearStartMonth)
  const newest = Math.max(present + 1, shown)
  const count = Math.min(MOST_YEARS, newest - Math.min(oldest, shown) + 1)
  const years = Array.from({ length: count }, (_, index) => newest - index)
  const asOf = shown === present ? today : null
  return ok({ societyId, year: shown, asOf, years, offices, mayWrite: may(actor, 'member.write') })
}

function daysOf(year: number, startMonth: number): readonly [Day, Day] {
  const month = String(startMonth).padStart(2, '0')
  const last = new Date(Date.UTC(year + 1, startMonth - 1, 0)).toISOString().slice(0, 10)
  return [`${year}-${month}-01`, last]
}

async function loadRegister(
  read: Pick<ReturnType<typeof readerOf>, '$queryRaw'>,
  societyId: number,
  from: Day,
  to: Day,
): Promise<OfficeRegister['offices']> {
  return read.$queryRaw<OfficeRegister['offices'][number][]>(Prisma.sql`
    SELECT json_build_object('ja', p.name, 'en', p.name_en) AS label, p.seats,
      coalesce(json_agg(json_build_object('memberId', m.id, 'number', m.number, 'affiliation', m.affiliation,
        'familyName', m.family_name, 'givenName', m.given_name, 'familyKana', m.family_kana, 'givenKana', m.given_kana,
        'organisationName', m.organisation_name, 'organisationKana', m.organisation_kana,
        'startedOn', h.started_on, 'endedOn', h.ended_on) ORDER BY h.started_on, m.number_folded) FILTER (WHERE m.id IS NOT NULL), '[]') AS holders
    FROM position p
    LEFT JOIN position_holding h ON h.society_id = p.society_id AND h.position_id = p.id AND h.started_on <= ${to}::date
      AND (h.ended_on IS NULL OR h.ended_on > ${from}::date) AND h.ended_on IS DISTINCT FROM h.started_on
    LEFT JOIN member m ON m.society_id = h.society_id AND m.id = h.member_id
    WHERE p.society_id = ${societyId}::int AND (p.retired_at IS NULL OR h.id IS NOT NULL)
    GROUP BY p.id, p.society_id ORDER BY p.sort_order, p.id`)
}
