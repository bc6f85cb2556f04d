import { type Day, fiscalYearOf } from '../../../src/domain/core/calendar.ts'
import type { DuesFact } from '../../../src/domain/search/tokens.ts'
import { dayNumber, dayText, START_MONTH, yearDue, yearEnd, yearStart } from '../calendar.ts'
import { lastDueYear } from '../demo/bills.ts'
import { WITHDRAWAL } from '../demo/reasons.ts'
import { Random, weightedDraw } from '../random.ts'
import { ITEM } from '../rulesAndPosts.ts'
import { YEARS_BACK } from '../setup.ts'
import { type Kind, MEDICAL, type TypeSpec } from '../societies.ts'

/** What is the same for all members of one bulk load. */
export interface ScaleFrame {
  readonly seed: number
  readonly today: Day
  /** The present fiscal year. */
  readonly year: number
  /** The latest overdue fiscal year. */
  readonly due: number
  /** Today, and the present fiscal year's first day, as numbers of days. */
  readonly now: number
  readonly start: number
}

/** One invoice of a member; `paidYen` is what allocations bring. */
interface BulkInvoice {
  readonly year: number
  readonly item: number
  readonly amountYen: number
  readonly paidYen: number
  readonly state: 'open' | 'cancelled' | 'paid_manually'
  readonly dueOn: Day
}

/** What happened to a member of the bulk: all but who they are. */
export interface Life {
  readonly kind: Kind
  readonly lifecycle: 'applicant' | 'active' | 'withdrawn' | 'rejected'
  /** The type while a member; the one asked for by applicants. */
  readonly type: TypeSpec | null
  readonly applied: Day
  readonly joined: Day | null
  readonly withdrawn: { readonly on: Day; readonly accepted: Day; readonly reason: string } | null
  readonly hasEmail: boolean
  readonly suspended: boolean
  readonly exempt: boolean
  readonly invoices: readonly BulkInvoice[]
}

/** The frame of a bulk load. */
export function scaleFrame(seed: number, today: Day): ScaleFrame {
  const year = fiscalYearOf(today, START_MONTH)
  const [now, start] = [dayNumber(today), dayNumber(yearStart(year))]
  return { seed, today, year, due: lastDueYear(year, today), now, start }
}

/** Every member has a stream of their own, so that any table can be made again without the others. */
export function streamOf(frame: ScaleFrame, index: number, salt: number): Random {
  return new Random(Math.imul(frame.seed + salt, 0x85ebca6b) ^ Math.imul(index + 1, 0x9e3779b1))
}

const drawLifecycle = weightedDraw<Life['lifecycle']>([
  { value: 'active', weight: 60 },
  { value: 'withdrawn', weight: 34 },
  { value: 'applicant', weight: 3 },
  { value: 'rejected', weight: 3 },
])
const drawType = weightedDraw<TypeSpec | null>(
  Object.entries({ member: 13, regular: 70, council: 10, honorary: 3, deceased: 2, none: 2 }).map(
    ([code, weight]) => ({ value: MEDICAL.types.find((type) => type.code === code) ?? null, weight }),
  ),
)
const typeNamed = (code: string) => MEDICAL.types.find((type) => type.code === code) ?? null
const REGULAR = typeNamed('regular')
const ORGANISATIONS = { institution: typeNamed('organisation'), supporting: typeNamed('supporting') } as const

/** Every hundredth is an institution, every two hundredth a supporter; fixed, so that numbers can be counted without a pass. */
export function kindOf(index: number): Kind {
  if (index % 100 === 7) return 'institution'
  return index % 200 === 13 ? 'supporting' : 'individual'
}

/** How many of the members before an index are of a kind. */
export function countBefore(kind: Kind, index: number): number {
  const institutions = Math.max(0, Math.ceil((index - 7) / 100))
  const supporters = Math.max(0, Math.ceil((index - 13) / 200))
  if (kind === 'institution') return institutions
  return kind === 'supporting' ? supporters : index - institutions - supporters
}

/** What happened to the member at an index; the same for the same frame. */
export function lifeOf(frame: ScaleFrame, index: number): Life {
  const random = streamOf(frame, index, 1)
  const kind = kindOf(index)
  const lifecycle = drawLifecycle(random)
  const admitted = lifecycle === 'active' || lifecycle === 'withdrawn'
  const drawn = lifecycle === 'active' ? drawType(random) : REGULAR
  const type = kind === 'individual' ? drawn : ORGANISATIONS[kind]
  const withdrawn = lifecycle === 'withdrawn' ? withdrawalOf(frame, random) : null
  const left = withdrawn === null ? frame.start : dayNumber(withdrawn.on)
  const joined = left - 1 - random.int(20 * 365)
  const exempt = lifecycle === 'active' && type !== null && type.feeYen !== null && random.chance(0.01)
  const course: Course = {
    kind,
    lifecycle,
    type,
    applied: dayText(admitted ? joined - 14 : frame.now - 1 - random.int(700)),
    joined: admitted ? dayText(joined) : null,
    withdrawn,
    exempt,
    hasEmail: random.chance(0.93),
    suspended: random.chance(0.01),
    invoices: [],
  }
  addInvoices(frame, random, course)
  return course
}

const REASONS = [WITHDRAWAL.yearEnd, WITHDRAWAL.yearEnd, WITHDRAWAL.personal, WITHDRAWAL.lapsed]

function withdrawalOf(frame: ScaleFrame, random: Random): Life['withdrawn'] {
  const reason = random.chance(0.04) ? WITHDRAWAL.death : random.pick(REASONS)
  const back = random.int(3)
  const on =
    dayNumber(yearEnd(frame.year - 1 - back)) - (reason === WITHDRAWAL.personal ? random.int(330) : 0)
  return { on: dayText(on), accepted: dayText(on - random.int(20)), reason }
}

type Course = Omit<Life, 'invoices'> & { readonly invoices: BulkInvoice[] }

function addInvoices(frame: ScaleFrame, random: Random, life: Course): void {
  if (life.joined === null) {
    if (life.lifecycle === 'applicant' && random.chance(0.3)) addEntrance(frame, life)
    return
  }
  const feeYen = life.type?.feeYen ?? null
  if (feeYen === null) return
  const first = Math.max(frame.year - YEARS_BACK, fiscalYearOf(life.joined, START_MONTH))
  const last = life.withdrawn === null ? frame.year : fiscalYearOf(life.withdrawn.on, START_MONTH)
  // A third of the active owe something: the latest due year, the year before as well, or a part.
  const owing = life.lifecycle === 'active' && random.chance(0.45) ? random.next() : 1
  const owed = owing === 1 ? frame.year + 1 : frame.due - (owing < 0.3 ? 1 : 0)
  const writtenOff = life.withdrawn?.reason === WITHDRAWAL.lapsed ? last - 1 : last + 1
  const add = (year: number, item: number, state: BulkInvoice['state'], amountYen: number, paidYen: number) =>
    life.invoices.push({ year, item, amountYen, dueOn: yearDue(year), state, paidYen })
  for (let year = first; year <= last; year += 1) {
    const chance = random.next()
    if (life.exempt && year >= frame.due) continue
    if (year >= writtenOff) add(year, ITEM.annual, 'cancelled', feeYen, 0)
    else if (year >= owed) add(year, ITEM.annual, 'open', feeYen, owing > 0.85 ? 3000 : 0)
    else if (chance < 0.02) add(year, ITEM.annual, chance < 0.01 ? 'cancelled' : 'paid_manually', feeYen, 0)
    else add(year, ITEM.annual, 'open', feeYen, feeYen)
    if (chance > 0.85 && year < writtenOff) add(year, ITEM.journal, 'open', JOURNAL_YEN, JOURNAL_YEN)
  }
}

const JOURNAL_YEN = 2200

function addEntrance({ year, now }: ScaleFrame, { invoices }: Course): void {
  const dueOn = dayText(now + 30)
  const amountYen = MEDICAL.entranceYen
  invoices.push({ year, item: ITEM.entrance, amountYen, dueOn, state: 'open', paidYen: 0 })
}

/** What search knows of the dues, as the domain's facts.ts reads it from the tables. */
export function duesFacts({ invoices, exempt }: Life): DuesFact[] {
  const facts = new Set<DuesFact>()
  for (const { state, paidYen, amountYen } of invoices) {
    if (state !== 'open') facts.add(state)
    else facts.add(paidYen === 0 ? 'open' : paidYen < amountYen ? 'partial' : 'paid')
  }
  if (exempt) facts.add('exempt')
  return facts.size === 0 ? ['none'] : [...facts]
}

/** The oldest due date of what is owed, or null. */
export function oldestOpenDue({ invoices }: Life): Day | null {
  let oldest: Day | null = null
  for (const { state, paidYen, amountYen, dueOn } of invoices) {
    if (state === 'open' && paidYen < amountYen && (oldest === null || dueOn < oldest)) oldest = dueOn
  }
  return oldest
}
