import { addDays } from '../../../src/domain/core/calendar.ts'
import { at, monthEnd, yearEnd, yearStart } from '../calendar.ts'
import { WITHDRAWAL } from './reasons.ts'
import type { Draft, Entry, Roster } from './roster.ts'

/** Those of the cast that other tables name. */
export interface MedicalCast {
  /** Council members, the office holders of CAST_POSTS first. */
  readonly council: readonly Draft[]
  readonly honorary: readonly Draft[]
  readonly department: readonly Draft[]
  readonly institutions: readonly Draft[]
  readonly staff: readonly Draft[]
  readonly leaving: Draft
}

const name = (family: string, familyKana: string, given: string, givenKana: string, latin?: string) => ({
  family_name: family,
  family_kana: familyKana,
  given_name: given,
  given_kana: givenKana,
  ...(latin === undefined ? {} : { email: `${latin}@kakuu-u.example.com` }),
})

/** Old forms of kanji, and names that only their kana tell apart. */
const LOOKALIKES = [
  name('髙橋', 'タカハシ', '健一', 'ケンイチ', 'takahashi'),
  name('高橋', 'タカハシ', '健一', 'ケンイチ', 'kenichi.takahashi'),
  name('高橋', 'タカバシ', '健一', 'ケンイチ', 'kenichi.takabashi'),
  name('山﨑', 'ヤマサキ', '直樹', 'ナオキ', 'naoki.yamasaki'),
  name('山崎', 'ヤマザキ', '直樹', 'ナオキ', 'naoki.yamazaki'),
  name('渡邊', 'ワタナベ', '裕子', 'ユウコ', 'yuko.watanabe'),
  name('渡邉', 'ワタナベ', '裕子', 'ヒロコ', 'hiroko.watanabe'),
  name('渡辺', 'ワタナベ', '裕子', 'ヒロコ', 'h.watanabe'),
  name('齋藤', 'サイトウ', '薫', 'カオル', 'kaoru.saito'),
  name('斎藤', 'サイトウ', '薫', 'カオル', 'k.saito'),
  name('濵田', 'ハマダ', '茂', 'シゲル', 'shigeru.hamada'),
  name('德永', 'トクナガ', '豊', 'ユタカ', 'yutaka.tokunaga'),
  name('東海林', 'ショウジ', '純', 'ジュン', 'jun.shoji'),
  name('東海林', 'トウカイリン', '純', 'ジュン', 'jun.tokairin'),
  name('勅使河原', 'テシガワラ', '光', 'ヒカル', 'hikaru.teshigawara'),
  name('林', 'ハヤシ', '亮', 'リョウ', 'ryo.hayashi'),
]

/**
 * The record that the manual of the system before this one shows (number, name, place, times); its mail and postal code lead nowhere.
 */
const MANUAL_RECORD: Entry = {
  type: 'regular',
  prefix: '',
  number: 453_320,
  profile: {
    ...name('テスト', 'テスト', 'テスト', 'テスト'),
    email: 'kenkyuukai+99@example.com',
    affiliation: '学会研究会事務局',
    title: null,
    postal_code: '000-0000',
    prefecture: '東京都',
    address: 'あ',
    board_access: 'poster',
    notices: true,
    remarks: null,
    applied_at: at('2021-05-06', '12:00:42'),
    created_at: at('2021-05-06', '12:00:41'),
    updated_at: at('2021-05-06', '16:10:01'),
    joined_on: '2021-05-06',
    approved_on: '2021-05-06',
    type_since: '2021-05-06',
  },
}

/** Fills the roster of society 1234: every state that the design names, several times each. */
export function castMedical(roster: Roster): MedicalCast {
  const { year } = roster
  const council = castCouncil(roster)
  const honorary = roster.addMany(8, () => ({
    type: 'council',
    promoted: { on: yearStart(year - 1), type: 'honorary' },
  }))
  castDeceased(roster)
  castImported(roster)
  LOOKALIKES.forEach((profile, index) => roster.add({ profile, shared: index < 2 }))
  const department = castPayers(roster)
  castFree(roster)
  castFormer(roster)
  const institutions = castOrganisations(roster)
  const staff = roster.addMany(14, (index) => {
    const employer = institutions[index % 4]?.row
    return { profile: { affiliation: employer?.organisation_name ?? null } }
  })
  castApplicants(roster)
  roster.addMany(5, (index) => ({
    number: 90_001 + index,
    dues: 'none',
    profile: name('テスト', 'テスト', `会員${index + 1}`, `カイイン${index + 1}`),
  }))
  const leaving = roster.add({ profile: { remarks: '年度末で退会予定（届出受理済み）' } })
  return { council, honorary, department, institutions, staff, leaving }
}

function castCouncil(roster: Roster): Draft[] {
  const named = [
    name('佐藤', 'サトウ', '誠', 'マコト', 'makoto.sato'),
    name('鈴木', 'スズキ', '恵子', 'ケイコ', 'keiko.suzuki'),
    name('高橋', 'タカハシ', '浩', 'ヒロシ', 'hiroshi.takahashi'),
    name('田中', 'タナカ', '由美', 'ユミ', 'yumi.tanaka'),
  ]
  return roster.addMany(36, (index) =>
    // A third of them were 正会員 before.
    index % 3 === 2
      ? {
          promoted: { on: yearStart(roster.year - 2), type: 'council' },
          type: 'regular',
          profile: named[index] ?? {},
        }
      : { type: 'council', profile: named[index] ?? {}, shared: index === 4 },
  )
}

function castDeceased(roster: Roster): void {
  roster.addMany(5, (index) => {
    const died = addDays(yearStart(roster.year - 1), 30 + index * 40)
    return {
      type: 'council',
      promoted: { on: died, type: 'deceased' },
      profile: { deceased_on: died, notices: false },
    }
  })
}

function castImported(roster: Roster): void {
  const { profile } = MANUAL_RECORD
  roster.add({ ...MANUAL_RECORD, profile: { ...profile, term_end: monthEnd(roster.year + 1, 4) } })
  roster.addMany(15, (index) => ({
    prefix: '',
    joined: addDays(yearStart(roster.year - 11), index * 20),
    profile: { remarks: index % 5 === 0 ? '旧名簿より移行' : null },
  }))
}

const SHARED_MAIL = 'kyoku@kakuu-u.example.com'

/** Paying members: most in order, some in each other state of dues. Returns the five whose department pays. */
function castPayers(roster: Roster): Draft[] {
  const { today, year } = roster
  roster.addMany(92, (index) => ({
    profile: {
      remarks: index % 12 === 0 ? '会誌は勤務先へ送付' : null,
      mailing_address: index % 12 === 0 ? 'work' : 'primary',
      post_returned: index % 30 === 5,
      term_end: index % 10 === 0 ? monthEnd(year + 1, 4) : null,
    },
    shared: index < 3,
  }))
  const department = roster.addMany(5, () => ({
    dues: 'department',
    profile: {
      email: SHARED_MAIL,
      affiliation: '架空大学医学部附属病院',
      department: '内科',
      department_category: '内科系',
    },
  }))
  roster.addMany(14, () => ({ dues: 'arrears1' }))
  roster.addMany(7, (index) => ({
    dues: 'arrears2',
    profile: { post_returned: index === 0, remarks: index === 0 ? '郵便・メールとも連絡がつかない' : null },
  }))
  roster.addMany(5, () => ({ dues: 'partial' }))
  roster.addMany(4, () => ({ dues: 'manual' }))
  roster.addMany(4, () => ({ dues: 'cancelled' }))
  roster.addMany(3, () => ({ dues: 'study', profile: { remarks: '海外留学中' } }))
  roster.addMany(2, () => ({ dues: 'childcare' }))
  roster.addMany(2, () => ({ dues: 'senior' }))
  roster.addMany(2, () => ({ dues: 'overpaid' }))
  roster.addMany(1, () => ({ dues: 'refunded' }))
  roster.addMany(1, () => ({ dues: 'none' }))
  roster.addMany(4, (index) => ({ dues: 'unexpired', joined: addDays(today, -20 - index) }))
  return department
}

function castFree(roster: Roster): void {
  roster.addMany(26, (index) => ({
    type: 'member',
    profile: index % 9 === 0 ? { email: null, phone: null } : {},
  }))
  roster.addMany(2, () => ({ type: null, profile: { remarks: '種別未設定（無料）' } }))
}

/** Those who left, those who came back, and those who were refused. */
function castFormer(roster: Roster): void {
  const { today, year } = roster
  roster.addMany(16, (index) => {
    const on = yearEnd(year - 1 - (index % 3))
    return {
      withdrawn: { accepted: addDays(on, index % 2 === 0 ? -20 : 10), on, reason: WITHDRAWAL.yearEnd },
    }
  })
  roster.addMany(8, (index) => {
    const on = addDays(today, -10 - index * 40)
    return { withdrawn: { on, reason: index < 5 ? WITHDRAWAL.personal : WITHDRAWAL.retirement } }
  })
  roster.addMany(3, (index) => {
    const on = addDays(yearStart(year - 1), 50 + index * 60)
    return { withdrawn: { on, reason: WITHDRAWAL.death }, profile: { deceased_on: addDays(on, -7) } }
  })
  roster.addMany(5, () => ({
    dues: 'writtenOff',
    withdrawn: { on: yearEnd(year - 1), reason: WITHDRAWAL.lapsed },
  }))
  roster.addMany(2, () => ({
    type: 'member',
    withdrawn: { on: yearEnd(year - 2), reason: WITHDRAWAL.personal },
  }))
  roster.addMany(6, (index) => ({
    dues: index < 2 ? 'writtenOff' : 'paid',
    withdrawn: { on: yearEnd(year - 3), reason: index < 2 ? WITHDRAWAL.lapsed : WITHDRAWAL.personal },
    rejoined: { on: addDays(yearStart(year - 1), 9 + index) },
  }))
}

function castOrganisations(roster: Roster): Draft[] {
  const institutions = roster.addMany(11, (index) => ({
    type: 'organisation',
    joined: addDays(yearStart(roster.year - 9), index * 100),
    dues: index === 9 ? 'arrears1' : 'paid',
    ...(index === 10 ? { withdrawn: { on: yearEnd(roster.year - 2), reason: WITHDRAWAL.yearEnd } } : {}),
  }))
  roster.addMany(6, (index) => ({
    type: 'supporting',
    joined: addDays(yearStart(roster.year - 8), index * 90),
  }))
  return institutions
}

function castApplicants(roster: Roster): void {
  const { today } = roster
  roster.addMany(12, (index) => {
    const joined = addDays(today, 13 - index * 3)
    const dues = index < 3 ? 'entranceOpen' : index < 5 ? 'entrancePaid' : 'none'
    const asked =
      index > 7 ? { asked_back_at: at(addDays(today, -2), '09:30:00'), remarks: '推薦者の記入を依頼中' } : {}
    return { type: index === 11 ? 'member' : 'regular', lifecycle: 'applicant', joined, dues, profile: asked }
  })
  roster.addMany(5, (index) => ({
    lifecycle: 'rejected',
    joined: addDays(today, -40 - index * 60),
    dues: 'none',
  }))
}
