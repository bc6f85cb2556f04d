import { at, type Book, openYen, owed, plus, requestOf, TYPES, todayOf } from './book.ts'
import type { Call, Choice, Share } from './calls.ts'
import type { Dice } from './dice.ts'

export function duesCall(
  book: Book,
  todo: 'issue' | 'pay' | 'deposit' | 'request' | 'rebook',
  dice: Dice,
  member: number,
  by: number,
): Call {
  if (todo === 'issue') {
    const yen = dice.chance(3) ? 0 : 1000 * (1 + dice.below(9))
    if (dice.chance(12) && book.bills.length > 0)
      return { do: todo, by, member, yen, replaces: dice.below(book.bills.length) }
    const item = dice.chance(3) ? 3 : dice.of(1, 2)
    const year = dice.chance(4) ? dice.of(2024, 2035) : dice.of(2026, 2025, 2027, 2028)
    return { do: todo, by, member, yen, item, year, another: dice.chance(25) }
  }
  if (todo === 'request') return { do: todo, by, member, choices: choicesOf(book, dice, member) }
  if (todo === 'rebook') {
    const booking = dice.below(Math.max(1, book.bookings.length))
    const owner = book.bookings[booking]?.bill
    const open = [...book.bills.keys()].filter((index) => openYen(at(book.bills, index)) > 0)
    const to = dice.chance(60) && open.length > 0 ? at(open, dice.below(open.length)) : null
    return { do: todo, by, member: owner === undefined ? member : at(book.bills, owner).member, booking, to }
  }
  const shares = sharesOf(book, dice, member)
  if (todo === 'deposit') {
    const own = [...book.payments.keys()].filter((index) => at(book.payments, index).member === member)
    return { do: todo, by, member, payment: own[dice.below(Math.max(1, own.length))] ?? 0, shares }
  }
  const yen =
    shares.reduce((sum, share) => sum + share.yen, 0) + (dice.chance(10) ? dice.of(1, -1) : dice.of(0, 3000))
  const receivedOn = plus(todayOf(book), dice.chance(8) ? dice.of(1, -900) : dice.of(0, -30, -1, -300))
  return { do: todo, by, member, receivedOn, yen, shares }
}

/** Shares of up to three bills, mostly of what is open of them. */
function sharesOf(book: Book, dice: Dice, member: number): readonly Share[] {
  const own = owed(book, member)
  const any = [...book.bills.keys()]
  return Array.from({ length: dice.of(1, 2, 3, 1, 0) }, (_, index): Share[] => {
    const from = own.length > 0 && !dice.chance(15) ? own : any
    const bill = from[(index + dice.below(from.length + 1)) % Math.max(1, from.length)]
    if (bill === undefined) return []
    const open = openYen(at(book.bills, bill))
    return [{ bill, yen: dice.chance(8) ? dice.of(open + 1, 0) : dice.of(open, 500) }]
  }).flat()
}

/** Mostly all that a person owes, at times some of it, seldom a bill of somebody else. */
function choicesOf(book: Book, dice: Dice, member: number): readonly Choice[] {
  const settlement = dice.of('cancel' as const, 'paid_manually' as const)
  const reason = dice.chance(2) ? 'because' : 'lapsed'
  const part = dice.chance(8) ? dice.of('none', 'foreign', 'twice') : dice.of('all', 'all', 'first')
  const again = dice.chance(10)
  const own = owed(book, member).filter((bill) => again || requestOf(book, bill) === null)
  const first = own.slice(0, 1)
  const some = { all: own, first, twice: [...first, ...first], none: [], foreign: [] }[part]
  const bills = part === 'foreign' && book.bills.length > 0 ? [dice.below(book.bills.length)] : some
  return bills.map((bill) => {
    const paid = at(book.bills, bill).paid > 0 && !dice.chance(20)
    return { bill, settlement: paid ? 'paid_manually' : settlement, reason }
  })
}

/** Requests in this state for which somebody is held. */
export function heldRequests(book: Book, wanted: 'pending' | 'approved'): number[] {
  return [...book.requests.keys()].filter(
    (index) =>
      at(book.requests, index).state === wanted &&
      book.holds.some(({ request, state }) => request === index && state === 'held'),
  )
}

export function requestCall(book: Book, todo: 'decide' | 'take back' | 'complete', dice: Dice): Call {
  if (todo === 'complete') {
    const ready = heldRequests(book, 'approved')
    return ready.length === 0 ? { do: 'nothing' } : { do: todo, request: at(ready, dice.below(ready.length)) }
  }
  const all = [...book.requests.keys()]
  const waiting = heldRequests(book, 'pending')
  const pending = all.filter((index) => at(book.requests, index).state === 'pending')
  const fitting = waiting.length > 0 && dice.chance(50) ? waiting : pending
  const from = fitting.length > 0 && !dice.chance(10) ? fitting : all
  const request = from[dice.below(Math.max(1, from.length))] ?? 0
  if (todo === 'take back') return { do: todo, by: dice.below(4), request }
  const yes = !dice.chance(25)
  return {
    do: todo,
    by: dice.chance(8) ? 0 : book.requests[request]?.by === 2 && !dice.chance(20) ? 3 : dice.of(2, 3),
    request,
    yes,
    note: yes || dice.chance(10) ? null : '理由',
  }
}

export function withdrawal(book: Book, dice: Dice, member: number, by: number): Call {
  const today = todayOf(book)
  const choices = dice.chance(75) && owed(book, member).length > 0 ? choicesOf(book, dice, member) : []
  return {
    do: 'withdraw',
    by,
    member,
    choices,
    withdrawnOn: plus(today, dice.chance(20) ? dice.of(3, 20, 130, 900) : dice.of(0, 0, -1, 0, -40, 0, -300)),
    acceptedOn: plus(today, dice.chance(3) ? 1 : dice.of(0, -3)),
    reason: dice.chance(3)
      ? 'nonsense'
      : dice.chance(16)
        ? dice.of('memorial', 'death')
        : dice.of('personal', 'lapsed', 'year_end'),
    endPositions: dice.chance(70),
    hold: dice.chance(80),
    stale: dice.chance(5),
  }
}

export function rejoining(book: Book, dice: Dice, member: number, by: number): Call {
  const { left } = at(book.people, member)
  const today = todayOf(book)
  const type = dice.chance(10)
    ? dice.of(TYPES.retired, TYPES.deceased)
    : dice.of(TYPES.regular, TYPES.council, null, TYPES.regular, TYPES.honorary)
  const free = type === null || type === TYPES.honorary || type === TYPES.deceased
  return {
    do: 'rejoin',
    by,
    member,
    type,
    rejoinedOn: dice.of(today, left ?? today, today, plus(today, dice.of(-1, 1, -20))),
    plan: free === !dice.chance(5) ? 'free' : 'paid',
    board: dice.of('poster', 'reader'),
    application: dice.chance(25) ? 2 : null,
    stale: dice.chance(5),
  }
}
