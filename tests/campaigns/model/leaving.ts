import {
  at,
  type Book,
  type Hold,
  heldOf,
  isClosed,
  may,
  officesOf,
  owed,
  type Person,
  type Plan,
  plannedOf,
  plus,
  requestOf,
  SETTLING,
  TYPES,
  todayOf,
  write,
} from './book.ts'
import { type Choice, type Deed, done, type Leaving, type Outcome, refused } from './calls.ts'
import { releaseHolds, unfit, writeRequest } from './requests.ts'

type Withdrawing = Extract<Deed, { do: 'withdraw' }>

const REASONS = ['personal', 'year_end', 'retirement', 'death', 'lapsed', 'memorial']

export function withdraw(book: Book, call: Withdrawing): Outcome {
  const person = at(book.people, call.member)
  if (person.merged !== null) return refused('unknown-member')
  if (!REASONS.includes(call.reason)) return refused('reason-unknown')
  if (call.choices.some(({ reason }) => !SETTLING.includes(reason))) return refused('stale')
  if (call.choices.length > 0 && !may(book, call.by, 'settlement.request')) return refused('forbidden')
  if (heldOf(book, call.member) !== undefined && person.lifecycle === 'active') return refused('already-held')
  if (plannedOf(book, call.member) !== undefined && person.lifecycle === 'active')
    return refused('already-planned')
  const fate = fateOf(book, call.member, call, call.choices, call.hold)
  if ('code' in fate) return refused(fate.code)
  if (call.stale && fate.kind !== 'request-only') return refused('changed')
  const openCount = owed(book, call.member).length
  if (fate.kind === 'now') leave(book, call.member, call)
  let request = fate.kind === 'held' ? fate.joins : null
  if (call.choices.length > 0) request = writeRequest(book, call.by, call.member, call.choices)
  if (fate.kind === 'dated') addPlan(book, call)
  if (fate.kind === 'held' && request !== null) {
    book.holds.push({ ...waiting(call), request, state: 'held', outcome: null })
    write(book, 'withdrawal.held', call.member)
  }
  return done({ kind: fate.kind, openCount, request })
}

function waiting({ member, by, acceptedOn, withdrawnOn, reason, endPositions }: Withdrawing) {
  return { member, by, terms: { acceptedOn, withdrawnOn, reason, endPositions } }
}

function addPlan(book: Book, call: Withdrawing): void {
  const state = 'planned'
  const runsOn = call.withdrawnOn
  book.plans.push({ ...waiting(call), change: 'withdrawal', runsOn, state, outcome: null })
  write(book, 'withdrawal.planned', call.member)
}

type Fate =
  | { readonly code: string }
  | { readonly kind: 'now' | 'dated' | 'request-only' }
  | { readonly kind: 'held'; readonly joins: number | null }

/** What becomes of somebody who asks to leave, where nothing waits for them already. */
function fateOf(book: Book, who: number, terms: Leaving, choices: readonly Choice[], hold: boolean): Fate {
  const today = todayOf(book)
  const code =
    dateFault(book, at(book.people, who), terms) ??
    (officesOf(book, who).length > 0 && !terms.endPositions ? 'positions-held' : null) ??
    unfit(book, who, choices)
  if (code !== null) return { code }
  if (terms.withdrawnOn > today) return { kind: 'dated' }
  const bills = owed(book, who)
  if (bills.length === 0) return { kind: 'now' }
  if (choices.length > 0 && !hold) return { kind: 'request-only' }
  if (bills.every((bill) => choices.some((choice) => choice.bill === bill)))
    return { kind: 'held', joins: null }
  const asked = new Set(bills.map((bill) => requestOf(book, bill)))
  const [only] = asked
  if (hold && choices.length === 0 && asked.size === 1 && only !== undefined && only !== null)
    return { kind: 'held', joins: only }
  return { code: 'invoices-open' }
}

function dateFault(book: Book, person: Person, terms: Leaving): string | null {
  const today = todayOf(book)
  const { acceptedOn, withdrawnOn, reason } = terms
  if (person.lifecycle !== 'active') return 'not-active'
  if (reason === 'memorial' && !mayBeRemembered(person)) return 'reason-unknown'
  if (acceptedOn > today) return 'date-in-future'
  if (withdrawnOn < (person.joined ?? '')) return 'withdrawn-too-early'
  if (withdrawnOn > today) {
    if (reason === 'death' || reason === 'memorial') return 'death-in-future'
    return withdrawnOn > plus(today, 731) ? 'too-far-ahead' : null
  }
  return withdrawnOn < today && isClosed(book, withdrawnOn) ? 'year-closed' : null
}

/** 物故会員 is only for who is or was 世話人. */
function mayBeRemembered({ type, types }: Person): boolean {
  return type !== TYPES.deceased && types.some((span) => span.type === TYPES.council)
}

/** Ends a membership, or the duties of somebody who stays in the roll as 物故会員. */
function leave(book: Book, who: number, { acceptedOn, withdrawnOn, reason }: Leaving): void {
  const person = at(book.people, who)
  const memorial = reason === 'memorial'
  const ended = officesOf(book, who).map((office) => ({ office, to: at(book.offices, office).to }))
  const plans = memorial ? [] : [...book.plans.keys()].filter((index) => waits(at(book.plans, index), who))
  const before = { person: structuredClone(person), offices: ended, plans, application: null }
  for (const { office } of ended) {
    const held = at(book.offices, office)
    held.to = held.from > withdrawnOn ? held.from : withdrawnOn
  }
  for (const plan of plans) Object.assign(at(book.plans, plan), { state: 'cancelled', outcome: 'withdrawn' })
  if (memorial || reason === 'death') person.died ??= withdrawnOn
  if (memorial) remember(person, withdrawnOn)
  else {
    const term = at(person.terms, person.terms.length - 1)
    Object.assign(term, { to: withdrawnOn, accepted: acceptedOn, reason })
    // What began after the day of leaving never was.
    person.types = person.types.filter(({ from }) => from <= withdrawnOn)
    for (const span of person.types) if (span.to === null || span.to > withdrawnOn) span.to = withdrawnOn
    Object.assign(person, { lifecycle: 'withdrawn', plan: 'free', type: null })
    Object.assign(person, { accepted: acceptedOn, left: withdrawnOn, reason })
  }
  const term = person.terms.at(-1)?.mark ?? null
  write(book, memorial ? 'member.memorialised' : 'member.withdrawn', who, { term, before })
}

function waits({ member, state }: Plan, who: number): boolean {
  return member === who && state === 'planned'
}

/** What holds from a day replaces what began then or later. */
function remember(person: Person, day: string): void {
  const kept = person.types.filter(({ from }) => from < day)
  for (const span of kept) if (span.to === null || span.to > day) span.to = day
  person.types = [...kept, { type: TYPES.deceased, plan: 'free', from: day, to: null }]
  Object.assign(person, { plan: 'free', type: TYPES.deceased, since: day })
}

export function cancelPlan(book: Book, { member }: { readonly member: number }): Outcome {
  const plan = plannedOf(book, member)
  if (plan === undefined) return refused('plan-ended')
  Object.assign(plan, { state: 'cancelled', outcome: 'cancelled' })
  write(book, 'withdrawal.cancelled', member)
  return done()
}

export function cancelHold(book: Book, { member }: { readonly member: number }): Outcome {
  return releaseHolds(book, (hold) => hold.member === member, 'cancelled', 'cancelled') === 0
    ? refused('plan-ended')
    : done()
}

/** The job that follows an approval: with the rights that whoever asked has by then. */
export function complete(book: Book, request: number): Outcome {
  const held = book.holds.find((hold) => hold.request === request && hold.state === 'held')
  if (held === undefined) return done()
  if (!may(book, held.by, 'member.write')) {
    releaseHolds(book, (hold) => hold === held, 'released', 'role-lost')
    return done({ released: true })
  }
  const fate = fateOf(book, held.member, held.terms, [], true)
  const cause = 'code' in fate ? fate.code : fate.kind === 'now' ? null : 'invoices-open'
  if (cause === null) completed(book, held)
  else releaseHolds(book, (hold) => hold === held, 'released', cause)
  return done({ released: cause !== null })
}

function completed(book: Book, held: Hold): void {
  leave(book, held.member, held.terms)
  held.state = 'completed'
}

/** Dated withdrawals whose day has come; the office decided, whoever sits there by now. */
export function runPlans(book: Book): readonly string[] {
  const today = todayOf(book)
  const due = book.plans.filter(
    ({ state, change, runsOn }) => state === 'planned' && change === 'withdrawal' && runsOn <= today,
  )
  return due
    .toSorted((a, b) => (a.runsOn < b.runsOn ? -1 : a.runsOn > b.runsOn ? 1 : 0))
    .map((plan) => runPlan(book, plan))
}

function runPlan(book: Book, plan: Plan): string {
  if (plan.terms === null) throw new Error('a withdrawal has terms')
  plan.state = 'done'
  const fate = fateOf(book, plan.member, plan.terms, [], false)
  if ('kind' in fate && fate.kind === 'now') {
    leave(book, plan.member, plan.terms)
    return 'done'
  }
  const outcome = 'code' in fate ? fate.code : fate.kind
  Object.assign(plan, { state: 'failed', outcome })
  write(book, 'withdrawal.failed', plan.member)
  return outcome
}
