import { addDays } from '../../../src/domain/core/calendar.ts'
import { at, yearEnd, yearStart } from '../calendar.ts'
import { WITHDRAWAL } from './reasons.ts'
import type { Draft, Roster } from './roster.ts'

const PROFILE = ['family_name', 'given_name', 'family_kana', 'given_kana', 'email', 'affiliation'] as const

/** Fills the roster of society 5678. The people of `shared` are members of both, under one account. Returns its council. */
export function castNursing(roster: Roster, shared: readonly Draft[]): readonly Draft[] {
  const { today, year } = roster
  const council = roster.addMany(8, () => ({ type: 'council' }))
  for (const draft of shared) {
    const profile = Object.fromEntries(PROFILE.map((column) => [column, draft.row[column]]))
    roster.add({ profile, shared: true })
  }
  // The same names as in the other society, other people.
  roster.add({
    profile: { family_name: '佐藤', family_kana: 'サトウ', given_name: '誠', given_kana: 'マコト' },
  })
  roster.add({
    profile: { family_name: '髙橋', family_kana: 'タカハシ', given_name: '健一', given_kana: 'ケンイチ' },
  })
  roster.addMany(10, () => ({}))
  roster.addMany(2, () => ({ dues: 'arrears1' }))
  roster.add({ dues: 'arrears2' })
  roster.addMany(4, () => ({ type: 'member' }))
  roster.add({ type: 'council', promoted: { on: yearStart(year - 1), type: 'honorary' } })
  roster.addMany(3, () => ({ withdrawn: { on: yearEnd(year - 1), reason: WITHDRAWAL.yearEnd } }))
  roster.addMany(2, () => ({ type: 'organisation' }))
  roster.add({ type: 'supporting' })
  roster.add({ lifecycle: 'applicant', joined: addDays(today, 7), dues: 'none' })
  roster.add({
    lifecycle: 'applicant',
    joined: addDays(today, 3),
    dues: 'none',
    profile: { asked_back_at: at(addDays(today, -3)) },
  })
  roster.add({ number: 90_001, dues: 'none', profile: { family_name: 'テスト', family_kana: 'テスト' } })
  return council
}
