import {
  at,
  type Book,
  type Entry,
  heldOf,
  isClosed,
  officesOf,
  owed,
  type Person,
  plannedOf,
  TYPES,
  todayOf,
  write,
} from './book.ts'
import { type Deed, done, type Outcome, refused } from './calls.ts'

type Rejoining = Extract<Deed, { do: 'rejoin' }>
type Undoing = Extract<Deed, { term: number }>

const PLANS: Readonly<Record<number, 'paid' | 'free'>> = {
  [TYPES.regular]: 'paid',
  [TYPES.council]: 'paid',
  [TYPES.honorary]: 'free',
  [TYPES.deceased]: 'free',
}

export function rejoin(book: Book, call: Rejoining): Outcome {
  const person = at(book.people, call.member)
  const fault = rejoinFault(book, person, call)
  if (fault !== null) return refused(fault)
  const { rejoinedOn, plan, type, board, application } = call
  if (application !== null) {
    const applicant = at(book.people, application)
    if (applicant.lifecycle !== 'applicant' || applicant.merged !== null) return refused('application-gone')
    if (owed(book, application).length > 0) return refused('application-owes')
  }
  const before = { person: structuredClone(person), offices: [], plans: [], application }
  const approved = todayOf(book)
  const mark = book.marks
  book.marks += 1
  person.terms.push({ mark, from: rejoinedOn, to: null, approved, accepted: null, reason: null })
  person.types.push({ type, plan, from: rejoinedOn, to: null })
  Object.assign(person, { lifecycle: 'active', plan, type, board, joined: rejoinedOn, approved })
  Object.assign(person, { since: rejoinedOn, accepted: null, left: null, reason: null })
  write(book, 'member.rejoined', call.member, { term: mark, before })
  if (application !== null) {
    at(book.people, application).merged = call.member
    write(book, 'application.joined', application)
  }
  return done()
}

function rejoinFault(book: Book, person: Person, call: Rejoining): string | null {
  const { rejoinedOn, plan, type, stale } = call
  if (person.merged !== null) return 'unknown-member'
  if (person.lifecycle !== 'withdrawn') return 'not-withdrawn'
  if (person.reason === 'death') return 'deceased-member'
  if (rejoinedOn < (person.left ?? '') || rejoinedOn > todayOf(book)) return 'rejoined-too-early'
  if (type === null && plan === 'paid') return 'type-needed'
  if (type !== null && PLANS[type] !== plan) return 'type-not-offered'
  const bound = type === TYPES.honorary || type === TYPES.deceased
  const had = person.types.some((span) => span.type === type || span.type === TYPES.council)
  if (bound && !had) return 'rule-broken'
  return stale ? 'changed' : null
}

/** The newest entry of these kinds about a term of somebody, and where it stands. */
export function deedOf(
  book: Book,
  who: number,
  term: number,
  actions: readonly string[],
): { readonly entry: Entry; readonly index: number } | null {
  const index = book.entries.findLastIndex(
    (entry) => entry.member === who && entry.term === term && actions.includes(entry.action),
  )
  return index === -1 ? null : { entry: at(book.entries, index), index }
}

export const LEAVING = ['member.withdrawn', 'member.memorialised']
const ON_LEAVING = [...LEAVING, 'member.rejoined']
const ON_REJOINING = [...LEAVING, 'invoice.issued', 'payment.recorded', 'settlement.requested']

/** Whether something rests on an entry that was not undone itself. */
function restsOn(book: Book, who: number, index: number, actions: readonly string[]): boolean {
  return book.entries.some(
    (entry, later) =>
      later > index && entry.member === who && !entry.undone && actions.includes(entry.action),
  )
}

/** Not for a deed that is not there: that is refused before anybody is asked for their rights. */
export function undoWithdrawal(book: Book, { member, term }: Undoing): Outcome {
  const deed = deedOf(book, member, term, LEAVING)
  if (deed === null || deed.entry.before === null) return refused('undo-gone')
  const { entry, index } = deed
  const person = at(book.people, member)
  if (person.merged !== null || entry.undone) return refused('undo-gone')
  if (restsOn(book, member, index, ON_LEAVING)) return refused('undo-blocked')
  const memorial = entry.action === 'member.memorialised'
  const day = memorial ? person.since : person.left
  if (day !== null && day !== todayOf(book) && isClosed(book, day)) return refused('year-closed')
  const { offices, plans } = deed.entry.before
  if (
    offices.length > 0 &&
    book.offices.some(({ member: one, to }) => one !== member && (to === null || to > todayOf(book)))
  )
    return refused('seats-taken')
  giveBack(book, member, entry)
  for (const { office, to } of offices) at(book.offices, office).to = to
  for (const plan of plans) Object.assign(at(book.plans, plan), { state: 'planned', outcome: null })
  write(book, 'withdrawal.undone', member)
  return done()
}

/** What they had before. */
function giveBack(book: Book, who: number, entry: Entry): void {
  Object.assign(at(book.people, who), structuredClone(entry.before?.person))
  entry.undone = true
}

export function undoRejoin(book: Book, { member, term }: Undoing): Outcome {
  const deed = deedOf(book, member, term, ['member.rejoined'])
  if (deed === null || deed.entry.before === null) return refused('undo-gone')
  const { entry, index } = deed
  if (at(book.people, member).merged !== null || entry.undone) return refused('undo-gone')
  if (restsOn(book, member, index, ON_REJOINING)) return refused('undo-blocked')
  if (plannedOf(book, member) !== undefined) return refused('already-planned')
  if (heldOf(book, member) !== undefined) return refused('already-held')
  if (owed(book, member).length > 0) return refused('invoices-open')
  if (officesOf(book, member).length > 0) return refused('positions-held')
  giveBack(book, member, entry)
  write(book, 'rejoin.undone', member)
  const { application } = deed.entry.before
  if (application !== null) {
    at(book.people, application).merged = null
    write(book, 'rejoin.undone', application)
  }
  return done()
}
