import type { Day } from '../../src/domain/core/calendar.ts'
import { at, yearDue, yearEnd, yearStart } from './calendar.ts'
import { type Execute, insertRows, type Row } from './insert.ts'
import { FEE_ITEMS, ITEM, POSITIONS, QUESTIONS, ROLES, RULES } from './rulesAndPosts.ts'
import { SECRETARIAT, type SocietySpec, TEAM } from './societies.ts'
import { TEMPLATES } from './templates.ts'

/** How many fiscal years there are before the present one; one follows it. */
export const YEARS_BACK = 3

/** The fiscal years a society has, oldest first; the present one is `year`. */
function yearsAround(year: number): number[] {
  return Array.from({ length: YEARS_BACK + 2 }, (_, index) => year - YEARS_BACK + index)
}

/** Events of a society, oldest first; the first member's record of participation is in the first. */
export function eventsOf({ id }: SocietySpec, year: number): Row[] {
  const events: [string, string, Day][] = [
    ['第10回学術集会', '10th Annual Meeting', `${year - 3}-10-09`],
    ['第11回学術集会', '11th Annual Meeting', `${year - 2}-10-08`],
    ['春季講習会', 'Spring Course', `${year - 1}-05-21`],
    ['第12回学術集会', '12th Annual Meeting', `${year - 1}-10-14`],
    ['第13回学術集会', '13th Annual Meeting', `${year + 1}-10-13`],
  ]
  return events.map(([name, name_en, held_on], index) => ({
    society_id: id,
    id: index + 1,
    name,
    name_en,
    held_on,
  }))
}

/**
 * Writes a society with all that it has before its first member.
 *
 * @param year the present fiscal year; years that ended before last year's end are closed, last year's from July on
 */
export async function writeSociety(
  execute: Execute,
  spec: SocietySpec,
  year: number,
  today: Day,
): Promise<void> {
  const society_id = spec.id
  const founded = at(yearStart(year - 12))
  await insertRows(execute, 'society', [
    {
      society_id,
      code: spec.code,
      name: spec.name,
      name_en: spec.nameEn,
      fiscal_year_start_month: 4,
      public_form: true,
      invoice_registration: spec.registration,
      created_at: founded,
    },
  ])
  await writeMembership(execute, spec)
  await writeFees(execute, spec, year, today)
  await writeOrganisation(execute, spec)
  await insertRows(execute, 'event', eventsOf(spec, year))
  await insertRows(
    execute,
    'question',
    QUESTIONS.map(({ labelEn, inputType, ...question }) => ({
      society_id,
      ...question,
      label_en: labelEn,
      input_type: inputType,
      sort_order: question.id,
    })),
  )
  await insertRows(
    execute,
    'mail_template',
    TEMPLATES.map((template, index) => ({
      society_id,
      id: index + 1,
      ...template,
      version: 1,
      created_by: SECRETARIAT,
      created_at: founded,
    })),
  )
  await insertRows(execute, 'document_series', [
    { society_id, document: 'invoice', prefix: `${spec.code}-S`, next: 1 },
    { society_id, document: 'receipt', prefix: `${spec.code}-R`, next: 1 },
  ])
}

async function writeMembership(execute: Execute, spec: SocietySpec): Promise<void> {
  const society_id = spec.id
  await insertRows(
    execute,
    'number_series',
    spec.series.map(({ id, prefix, width, tests }) => ({
      society_id,
      id,
      prefix,
      width,
      next: 1,
      test_from: tests ? 90_001 : null,
      test_to: tests ? 99_999 : null,
    })),
  )
  await insertRows(
    execute,
    'member_kind',
    spec.kinds.map(({ kind, label, labelEn, seriesId }) => ({
      society_id,
      kind,
      label,
      label_en: labelEn,
      series_id: seriesId,
    })),
  )
  await insertRows(
    execute,
    'member_type',
    spec.types.map(({ id, code, name, nameEn, kind, feeYen, rights, mailable }) => ({
      society_id,
      id,
      code,
      name,
      name_en: nameEn,
      kind,
      fee_plan: feeYen === null ? 'free' : 'paid',
      attends_council: rights[0],
      may_hold_office: rights[1],
      votes: rights[2],
      receives_journal: rights[3],
      mailable,
      sort_order: id,
    })),
  )
}

async function writeFees(execute: Execute, spec: SocietySpec, year: number, today: Day): Promise<void> {
  const society_id = spec.id
  const years = yearsAround(year)
  const closed = (one: number) => today >= `${one + 1}-07-01`
  await insertRows(
    execute,
    'fiscal_year',
    years.map((one) => ({
      society_id,
      year: one,
      starts_on: yearStart(one),
      ends_on: yearEnd(one),
      due_on: yearDue(one),
      closed_at: closed(one) ? at(`${one + 1}-07-01`) : null,
    })),
  )
  await insertRows(
    execute,
    'fee_item',
    FEE_ITEMS.map(({ nameEn, taxClass, ...item }) => ({
      society_id,
      ...item,
      name_en: nameEn,
      tax_class: taxClass,
      sort_order: item.id,
    })),
  )
  const paid = spec.types.filter(({ feeYen }) => feeYen !== null)
  await insertRows(
    execute,
    'type_fee',
    years.flatMap((one) =>
      paid.flatMap((type) => {
        const key = { society_id, year: one, member_type_id: type.id }
        return [
          { ...key, fee_item_id: ITEM.annual, amount_yen: type.feeYen },
          { ...key, fee_item_id: ITEM.entrance, amount_yen: spec.entranceYen },
        ]
      }),
    ),
  )
}

async function writeOrganisation(execute: Execute, spec: SocietySpec): Promise<void> {
  const society_id = spec.id
  await insertRows(
    execute,
    'position',
    POSITIONS.map(({ nameEn, ...position }) => ({
      society_id,
      ...position,
      name_en: nameEn,
      sort_order: position.id,
    })),
  )
  await insertRows(
    execute,
    'rule',
    RULES.map((rule, index) => ({ society_id, id: index + 1, ...rule, active: true })),
  )
  const groups: Readonly<Record<string, string>> = spec.groups
  await insertRows(execute, 'workspace', [{ society_id, team_id: TEAM, created_at: at('2020-04-01') }])
  await insertRows(
    execute,
    'role',
    ROLES.map(({ code, name, nameEn }) => ({
      society_id,
      code,
      name,
      name_en: nameEn,
      built_in: true,
      team_id: groups[code] === undefined ? null : TEAM,
      slack_group_id: groups[code] ?? null,
    })),
  )
  await insertRows(
    execute,
    'channel',
    spec.channels.map(({ channelId, purpose }) => ({
      society_id,
      team_id: TEAM,
      channel_id: channelId,
      purpose,
    })),
  )
}
