import { at, type Book, heldOf, may, openYen, owed, plannedOf, YEARS } from './book.ts'
import type { Call, Role } from './calls.ts'
import { duesCall, heldRequests, rejoining, requestCall, withdrawal } from './choices.ts'
import { Dice, KINDS, type Kind, type Step } from './dice.ts'
import { appointable } from './predict.ts'

/** What a step comes to on the roll as it is. */
export function callOf(book: Book, { kind, dice: numbers }: Step): Call {
  const dice = new Dice(numbers)
  const wanted = at(KINDS, kind)
  const todo = dice.chance(8) ? wanted : sensible(book, wanted)
  const member = memberFor(book, todo, dice)
  const office = officeFor(book, todo, dice)
  switch (todo) {
    case 'nothing':
    case 'due':
      return { do: todo }
    case 'issue':
    case 'pay':
    case 'deposit':
    case 'request':
    case 'rebook':
      return duesCall(book, todo, dice, member, office)
    case 'decide':
    case 'take back':
    case 'complete':
      return requestCall(book, todo, dice)
    case 'withdraw':
      return withdrawal(book, dice, member, office)
    case 'rejoin':
      return rejoining(book, dice, member, office)
    case 'cancel plan':
    case 'cancel hold':
      return { do: todo, by: office, member }
    case 'undo withdrawal':
    case 'undo rejoin': {
      const marks = marksOf(book, todo, member)
      return { do: todo, by: office, member, term: marks.at(-1 - dice.of(0, 0, 0, 1, 2)) ?? -1 }
    }
    case 'advance':
      return { do: todo, hours: 24 * dice.of(1, 3, 15, 0.5, 40, 130, 370) }
    case 'again':
      return book.kept.size === 0 ? { do: 'nothing' } : { do: todo, of: dice.below(book.kept.size) }
    case 'role':
    case 'close year':
    case 'appoint':
    case 'plan type':
      return settingCall(book, todo, dice, member)
  }
}

const UNDOES = {
  'undo withdrawal': ['member.withdrawn', 'member.memorialised'],
  'undo rejoin': ['member.rejoined'],
} as const

/** The terms that such deeds began or ended. */
function marksOf(book: Book, todo: keyof typeof UNDOES, member: number): number[] {
  const actions: readonly string[] = UNDOES[todo]
  return book.entries.flatMap((entry) =>
    entry.member === member && actions.includes(entry.action) ? (entry.term ?? []) : [],
  )
}

/** What can come to something: instead of what there is nothing for, whatever leads there. */
function sensible(book: Book, kind: Kind): Kind {
  const left = (who: number) => at(book.people, who).lifecycle === 'withdrawn'
  const has: Partial<Readonly<Record<Kind, readonly [boolean, Kind]>>> = {
    pay: [book.bills.some((bill) => openYen(bill) > 0), 'issue'],
    request: [book.bills.some((bill) => openYen(bill) > 0), 'issue'],
    deposit: [book.payments.some(({ yen, used }) => yen > used), 'pay'],
    rebook: [book.bookings.length > 0, 'pay'],
    decide: [book.requests.some(({ state }) => state === 'pending'), 'request'],
    'take back': [book.requests.some(({ state }) => state === 'pending'), 'decide'],
    complete: [heldRequests(book, 'approved').length > 0, 'decide'],
    'cancel plan': [book.plans.some(({ state }) => state === 'planned'), 'withdraw'],
    'cancel hold': [book.holds.some(({ state }) => state === 'held'), 'withdraw'],
    rejoin: [EVERYBODY.some(left), 'withdraw'],
    'undo withdrawal': [
      EVERYBODY.some((who) => marksOf(book, 'undo withdrawal', who).length > 0),
      'withdraw',
    ],
    'undo rejoin': [EVERYBODY.some((who) => marksOf(book, 'undo rejoin', who).length > 0), 'rejoin'],
  }
  const [can, instead] = has[kind] ?? [true, kind]
  return can ? kind : sensible(book, instead)
}

const EVERYBODY = [0, 1, 2]

/** Mostly somebody of the office who may. */
function officeFor(book: Book, todo: Kind, dice: Dice): number {
  const permission =
    todo === 'issue' || todo === 'pay' || todo === 'request' ? 'invoice.issue' : 'member.write'
  const allowed = [0, 1, 2, 3].filter((by) => may(book, by, permission))
  return allowed.length === 0 || dice.chance(6) ? dice.below(4) : at(allowed, dice.below(allowed.length))
}

/** Mostly somebody with whom it can come to something. */
function memberFor(book: Book, todo: Kind, dice: Dice): number {
  const any = dice.chance(10)
  const lifecycle = todo === 'rejoin' ? 'withdrawn' : 'active'
  const fitting = EVERYBODY.filter((who) => {
    if (todo === 'undo withdrawal' || todo === 'undo rejoin') return marksOf(book, todo, who).length > 0
    if (todo === 'pay' || todo === 'request') return owed(book, who).length > 0
    if (todo === 'issue') return at(book.people, who).lifecycle !== 'withdrawn'
    if (todo === 'cancel hold') return heldOf(book, who) !== undefined
    if (todo === 'cancel plan') return plannedOf(book, who) !== undefined
    if (todo === 'deposit') return book.payments.some(({ member, yen, used }) => member === who && yen > used)
    return at(book.people, who).lifecycle === lifecycle
  })
  const from = any || fitting.length === 0 ? EVERYBODY : fitting
  return at(from, dice.below(from.length))
}

function settingCall(
  book: Book,
  todo: 'role' | 'close year' | 'appoint' | 'plan type',
  dice: Dice,
  member: number,
): Call {
  if (todo === 'role')
    return {
      do: todo,
      of: dice.below(2),
      role: dice.of<Role>('secretariat', 'treasurer', 'secretariat', 'officer'),
    }
  if (todo === 'appoint') return appointable(book, member) ? { do: todo, member } : { do: 'nothing' }
  if (todo === 'plan type')
    return at(book.people, member).lifecycle === 'active' ? { do: todo, member } : { do: 'nothing' }
  const year = YEARS.find((one) => !book.closedYears.has(one))
  return year === undefined ? { do: 'nothing' } : { do: todo, year }
}
