import { addDays } from '../../../src/domain/core/calendar.ts'
import { at, yearEnd, yearStart } from '../calendar.ts'
import { type Execute, insertRows, type Row } from '../insert.ts'
import { drawFamilyName, GIVEN_NAMES } from '../names.ts'
import { drawAddress, drawPhone } from '../places.ts'
import { QUESTIONS } from '../rulesAndPosts.ts'
import { eventsOf } from '../setup.ts'
import { SECRETARIAT } from '../societies.ts'
import type { Draft, Roster } from './roster.ts'

/** Writes what lies beside the members: participation, answers, second addresses, calls. */
export async function writeDossiers(execute: Execute, roster: Roster): Promise<void> {
  const people = roster.drafts.filter(({ row }) => row.kind === 'individual')
  await insertRows(execute, 'participation', participations(roster, people))
  await insertRows(execute, 'answer', answers(roster, people))
  await insertRows(execute, 'address', addresses(roster, people))
  await insertRows(execute, 'contact_log', calls(roster, people))
}

const PARTS = ['attendee', 'attendee', 'attendee', 'attendee', 'speaker', 'chair']

function participations({ spec, random, year, today }: Roster, people: readonly Draft[]): Row[] {
  const past = eventsOf(spec, year).filter((event) => String(event['held_on']) <= today)
  return people.flatMap(({ row }) =>
    past
      .filter((event) => row.joined_on !== null && row.joined_on <= String(event['held_on']))
      .filter((event) => random.chance(0.3) || (row.number === '453320' && event['id'] === 1))
      .map((event) => ({
        society_id: spec.id,
        event_id: event['id'],
        member_id: row.id,
        part: random.pick(PARTS),
        created_at: at(String(event['held_on']), '09:00:00'),
      })),
  )
}

function answers({ spec, random, today }: Roster, people: readonly Draft[]): Row[] {
  return people
    .filter(() => random.chance(0.6))
    .flatMap(({ row }) =>
      QUESTIONS.filter(({ required }) => required || random.chance(0.2)).map(({ id, choices }) => ({
        society_id: spec.id,
        question_id: id,
        member_id: row.id,
        value: choices.length > 0 ? random.pick(choices) : `${drawFamilyName(random).kanji} 世話人`,
        updated_at: at(row.joined_on ?? addDays(today, -14)),
      })),
    )
}

function addresses({ spec, random, today }: Roster, people: readonly Draft[]): Row[] {
  return people
    .filter(({ row }) => row.mailing_address !== 'primary' || random.chance(0.12))
    .flatMap(({ row }) =>
      (['home', 'work'] as const).map((place) => ({
        society_id: spec.id,
        member_id: row.id,
        place,
        ...drawAddress(random),
        returned_at: row.post_returned && place === 'home' ? at(addDays(today, -60)) : null,
      })),
    )
}

const CALLS = [
  '会費の納入方法についてのお問い合わせ。払込票を再送。',
  '所属変更のご連絡。変更届を郵送済み。',
  '学術集会の参加登録についてのお問い合わせ。',
  '会誌が届かないとのご連絡。住所を確認し再送。',
]

function calls({ spec, random, today }: Roster, people: readonly Draft[]): Row[] {
  return people
    .filter(({ row }) => row.lifecycle === 'active' && row.id % 23 === 1)
    .map(({ row }, index) => ({
      society_id: spec.id,
      member_id: row.id,
      at: at(addDays(today, -3 - index * 11), '14:20:00'),
      channel: random.pick(['phone', 'mail', 'visit']),
      body: CALLS[index % CALLS.length],
      author: SECRETARIAT,
    }))
}

/** Writes the contacts of the organisations, and which individuals stand under which institution. */
export async function writeOrganisations(
  execute: Execute,
  roster: Roster,
  institutions: readonly Draft[],
  staff: readonly Draft[],
): Promise<void> {
  const { spec, year } = roster
  const organisations = roster.drafts.filter(({ row }) => row.kind !== 'individual')
  await insertRows(
    execute,
    'contact',
    organisations.flatMap((draft) => contacts(roster, draft)),
  )
  await insertRows(
    execute,
    'affiliation',
    staff.map(({ row }, index) => ({
      society_id: spec.id,
      institution_id: institutions[index % 4]?.row.id,
      member_id: row.id,
      started_on: yearStart(year - 2),
      ended_on: index === 5 ? yearEnd(year - 1) : null,
    })),
  )
}

function contacts(roster: Roster, { row }: Draft): Row[] {
  const { random, year, spec } = roster
  const parts = ['representative', 'contact', 'billing', 'mailing'] as const
  const person = (part: (typeof parts)[number], started: number, ended: number | null): Row => {
    const [family, given] = [drawFamilyName(random), random.pick(GIVEN_NAMES)]
    return {
      society_id: spec.id,
      member_id: row.id,
      part,
      name: `${family.kanji} ${given.kanji}`,
      kana: `${family.kana} ${given.kana}`,
      title: part === 'representative' ? '代表' : random.pick(['係長', '主任', '課長']),
      department: part === 'billing' ? '経理課' : '総務課',
      email: `${part}@${row.email?.split('@')[1] ?? 'office.example.com'}`,
      phone: drawPhone(random),
      ...drawAddress(random),
      started_on: yearStart(started),
      ended_on: ended === null ? null : yearEnd(ended),
    }
  }
  const first = year - 6
  return [
    ...(row.id % 3 === 0 ? [person('contact', first - 1, first - 1)] : []),
    ...parts.map((part) => person(part, first, null)),
  ]
}
