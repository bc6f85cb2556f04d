import type { Day } from '../../../src/domain/core/calendar.ts'
import { at, yearStart } from '../calendar.ts'
import { type Execute, insertRows, type Row } from '../insert.ts'
import { POSITIONS, type PositionCode } from '../rulesAndPosts.ts'
import { SECRETARIAT } from '../societies.ts'
import type { Draft, Roster } from './roster.ts'

/** Who of the council holds what, by place in the cast; 会計 are 幹事 as well, 監事 are neither. */
export const CAST_POSTS: readonly { readonly place: number; readonly position: PositionCode }[] = [
  { place: 0, position: 'president' },
  { place: 1, position: 'treasurer' },
  { place: 1, position: 'officer' },
  { place: 2, position: 'vice_president' },
  { place: 3, position: 'vice_president' },
  { place: 4, position: 'officer' },
  { place: 5, position: 'officer' },
  { place: 6, position: 'officer' },
  { place: 6, position: 'treasurer' },
  { place: 7, position: 'meeting_committee' },
  { place: 8, position: 'meeting_committee' },
  { place: 9, position: 'meeting_committee' },
  { place: 10, position: 'course_committee' },
  { place: 11, position: 'course_committee' },
  { place: 12, position: 'auditor' },
  { place: 13, position: 'auditor' },
]

/** The posts of a small society: 会長, 会計 (a 幹事), 監事. */
export const SMALL_POSTS = CAST_POSTS.filter(({ place }) => place < 3)

/** When the terms of two years begin that hold now: April of an even year. */
function termStart(year: number): Day {
  return yearStart(year - (year % 2))
}

/**
 * Writes two terms of two years: the one that holds now, and the one before it with another 会長, who is 名誉会員 today.
 *
 * @param before who was 会長 before
 */
export async function writePosts(
  execute: Execute,
  { spec, year }: Roster,
  posts: typeof CAST_POSTS,
  council: readonly Draft[],
  before: Draft,
): Promise<void> {
  const [now, then] = [termStart(year), termStart(year - 2)]
  const society_id = spec.id
  const election = (id: number, day: Day): Row => ({
    society_id,
    id,
    name: `${day.slice(0, 4)}年度役員改選`,
    effective_on: day,
    created_by: SECRETARIAT,
    created_at: at(day, '09:00:00'),
  })
  await insertRows(execute, 'election', [election(1, then), election(2, now)])
  const holding = (draft: Draft | undefined, code: PositionCode, past: boolean): Row => ({
    society_id,
    position_id: POSITIONS.find((position) => position.code === code)?.id,
    member_id: draft?.row.id,
    started_on: past ? then : now,
    ended_on: past ? now : null,
    election_id: past ? 1 : 2,
  })
  const past = posts.map(({ place, position }) =>
    // The present 会長 was 副会長 before.
    position === 'president'
      ? [holding(before, 'president', true), holding(council[place], 'vice_president', true)]
      : position === 'vice_president' && place === 2
        ? []
        : [holding(council[place], position, true)],
  )
  const present = posts.map(({ place, position }) => holding(council[place], position, false))
  await insertRows(execute, 'position_holding', [...past.flat(), ...present])
}
