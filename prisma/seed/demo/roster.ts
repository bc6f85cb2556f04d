import { addDays, type Day, fiscalYearOf } from '../../../src/domain/core/calendar.ts'
import { at, monthEnd, START_MONTH, yearStart } from '../calendar.ts'
import { drawFamilyName, GIVEN_NAMES } from '../names.ts'
import { drawAddress, drawPhone } from '../places.ts'
import type { Random } from '../random.ts'
import type { SocietySpec, TypeCode, TypeSpec } from '../societies.ts'
import { drawCalling, WORKPLACES } from '../workplaces.ts'
import type { MemberRow } from './memberRow.ts'

/** How a member's fees went; everything before it was paid in time. */
export type Dues =
  | 'paid'
  | 'arrears1'
  | 'arrears2'
  | 'partial'
  | 'manual'
  | 'cancelled'
  | 'department'
  | 'unexpired'
  | 'overpaid'
  | 'refunded'
  | 'study'
  | 'childcare'
  | 'senior'
  | 'writtenOff'
  | 'entranceOpen'
  | 'entrancePaid'
  | 'none'

/** A member as first written, and what happened to them afterwards, in the order of the fields. */
export interface Draft {
  readonly row: MemberRow
  readonly type: TypeSpec | null
  readonly dues: Dues
  readonly promoted: { readonly on: Day; readonly type: TypeSpec } | null
  readonly withdrawn: { readonly accepted: Day; readonly on: Day; readonly reason: string } | null
  readonly rejoined: { readonly on: Day } | null
  /** Also a member of the other society, under the same account. */
  readonly shared: boolean
}

/** What is special about a member; the rest is drawn. */
export interface Entry {
  readonly type?: TypeCode | null
  readonly lifecycle?: 'active' | 'applicant' | 'rejected'
  readonly prefix?: string
  /** A number of one's own, outside the counter. */
  readonly number?: number
  readonly joined?: Day
  readonly dues?: Dues
  readonly profile?: Partial<MemberRow>
  readonly promoted?: { readonly on: Day; readonly type: TypeCode }
  readonly withdrawn?: { readonly accepted?: Day; readonly on: Day; readonly reason: string }
  readonly rejoined?: { readonly on: Day }
  readonly shared?: boolean
}

/** Collects the members of one society and gives them numbers in the order of their joining. */
export interface Roster {
  readonly spec: SocietySpec
  readonly random: Random
  readonly today: Day
  readonly year: number
  readonly drafts: readonly Draft[]
  add(entry: Entry): Draft
  /** Adds as many members, each with the entry that their index gets. */
  addMany(count: number, entry: (index: number) => Entry): Draft[]
  /** The next free number of each prefix. */
  nextNumbers(): ReadonlyMap<string, number>
}

/** Days between two members' joining: some 280 members fill seven of the ten years. */
const JOINING_STEP = 9
const FIRST_IMPORTED = 453_301

/** An empty roster; members get ids from 1 on, in the order of their adding. */
export function createRoster(spec: SocietySpec, random: Random, today: Day): Roster {
  const year = fiscalYearOf(today, START_MONTH)
  const drafts: Draft[] = []
  const next = new Map(spec.series.map(({ prefix }) => [prefix, prefix === '' ? FIRST_IMPORTED : 1]))
  const typeOf = (code: TypeCode): TypeSpec => {
    const type = spec.types.find((one) => one.code === code)
    if (type === undefined) throw new Error(`no type ${code}`)
    return type
  }
  const takeNumber = (prefix: string, own: number | undefined): string => {
    const series = spec.series.find((one) => one.prefix === prefix)
    const counter = next.get(prefix)
    if (series === undefined || counter === undefined) throw new Error(`no series ${prefix}`)
    if (own === undefined) next.set(prefix, counter + 1)
    return prefix + String(own ?? counter).padStart(series.width, '0')
  }
  const add = (entry: Entry): Draft => {
    const type = entry.type === null ? null : typeOf(entry.type ?? 'regular')
    const prefix = entry.prefix ?? seriesPrefix(spec, type)
    const number = takeNumber(prefix, entry.number)
    const joined = entry.joined ?? addDays(yearStart(year - 10), drafts.length * JOINING_STEP)
    const active = (entry.lifecycle ?? 'active') === 'active'
    const base: MemberRow = {
      ...organisational(random, spec, type, drafts.length),
      society_id: spec.id,
      id: drafts.length + 1,
      number,
      is_test: entry.number !== undefined && entry.number > 90_000 && prefix !== '',
      member_type_id: type?.id ?? null,
      fee_plan: type === null || type.feeYen === null ? 'free' : 'paid',
      lifecycle: entry.lifecycle ?? 'active',
      term_end: random.chance(0.15) ? monthEnd(year + 1, 3) : null,
      ...admission(joined, active),
    }
    const draft: Draft = {
      row: { ...base, ...entry.profile },
      type,
      dues: entry.dues ?? 'paid',
      promoted: entry.promoted ? { on: entry.promoted.on, type: typeOf(entry.promoted.type) } : null,
      withdrawn: entry.withdrawn ? { accepted: entry.withdrawn.on, ...entry.withdrawn } : null,
      rejoined: entry.rejoined ?? null,
      shared: entry.shared ?? false,
    }
    drafts.push(draft)
    return draft
  }
  const addMany = (count: number, entry: (index: number) => Entry) =>
    Array.from({ length: count }, (_, index) => add(entry(index)))
  return { spec, random, today, year, drafts, add, addMany, nextNumbers: () => next }
}

function seriesPrefix(spec: SocietySpec, type: TypeSpec | null): string {
  const kind = spec.kinds.find((one) => one.kind === (type?.kind ?? 'individual'))
  return spec.series.find(({ id }) => id === kind?.seriesId)?.prefix ?? ''
}

/** The days and instants of one's admission; who is not admitted has only applied. */
function admission(joined: Day, active: boolean) {
  const applied = addDays(joined, -14)
  const admitted = active ? joined : null
  return {
    asked_back_at: null,
    applied_at: at(applied, '12:00:42'),
    created_at: at(applied, '12:00:41'),
    updated_at: at(active ? joined : applied, '16:10:01'),
    joined_on: admitted,
    approved_on: admitted,
    type_since: admitted,
    account_id: null,
  }
}

type Profile = Omit<
  MemberRow,
  | keyof ReturnType<typeof admission>
  | 'society_id'
  | 'id'
  | 'number'
  | 'is_test'
  | 'member_type_id'
  | 'fee_plan'
  | 'lifecycle'
  | 'term_end'
>

const COMPANIES = ['架空製薬', '見本医療機器', '例示メディカル', '仮想診断薬', '空想出版', '夢野ヘルスケア']
const COMPANY_KANA = [
  'カクウセイヤク',
  'ミホンイリョウキキ',
  'レイジメディカル',
  'カソウシンダンヤク',
  'クウソウシュッパン',
  'ユメノヘルスケア',
]

function organisational(random: Random, spec: SocietySpec, type: TypeSpec | null, index: number): Profile {
  const common = {
    phone: random.chance(0.85) ? drawPhone(random) : null,
    ...drawAddress(random),
    deceased_on: null,
    remarks: null,
    mailing_address: 'primary',
    post_returned: false,
  } as const
  if (type === null || type.kind === 'individual') return { ...common, ...individual(random, spec) }
  const institution = type.kind === 'institution'
  const place = random.pick(WORKPLACES)
  const company = index % COMPANIES.length
  return {
    ...common,
    kind: type.kind,
    board_access: 'reader',
    notices: true,
    family_name: null,
    given_name: null,
    family_kana: null,
    given_kana: null,
    organisation_name: institution ? place.name : `${COMPANIES[company]}株式会社`,
    organisation_kana: institution ? place.kana : `${COMPANY_KANA[company]}カブシキガイシャ`,
    email: `office${index + 1}@${institution ? place.domain : `company${company + 1}.example.com`}`,
    affiliation: null,
    title: null,
    qualifications: null,
    department_category: null,
    department: null,
    physician_licence: null,
    units: 1 + random.int(3),
    capacity: institution ? 5 * (1 + random.int(3)) : null,
  }
}

function individual(random: Random, spec: SocietySpec) {
  const [family, given, place] = [drawFamilyName(random), random.pick(GIVEN_NAMES), random.pick(WORKPLACES)]
  return {
    kind: 'individual',
    board_access: random.chance(0.7) ? 'poster' : 'reader',
    notices: random.chance(0.9),
    family_name: family.kanji,
    given_name: given.kanji,
    family_kana: family.kana,
    given_kana: given.kana,
    organisation_name: null,
    organisation_kana: null,
    email: random.chance(0.93) ? `${given.latin}.${family.latin}@${place.domain}` : null,
    affiliation: place.name,
    ...drawCalling(random, spec.nurses),
    units: null,
    capacity: null,
  } as const
}
