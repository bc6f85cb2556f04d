import {
  at,
  type Book,
  type Booking,
  EXPIRY_MS,
  type Hold,
  may,
  openYen,
  owed,
  type Request,
  requestOf,
  SETTLING,
  write,
} from './book.ts'
import { type Choice, type Deed, done, type Outcome, refused } from './calls.ts'

type Of<Do extends Deed['do']> = Extract<Deed, { do: Do }>

/** Why the treasurer can't be asked about these bills of a person. */
export function unfit(book: Book, who: number, choices: readonly Choice[]): string | null {
  if (new Set(choices.map(({ bill }) => bill)).size < choices.length) return 'stale'
  const open = new Set(owed(book, who))
  for (const { bill, settlement } of choices) {
    if (!open.has(bill)) return 'invoice-gone'
    if (requestOf(book, bill) !== null) return 'invoice-requested'
    if (settlement === 'cancel' && at(book.bills, bill).paid > 0) return 'invoice-partly-paid'
  }
  return null
}

export function request(book: Book, { by, member, choices }: Of<'request'>): Outcome {
  if (at(book.people, member).merged !== null) return refused('unknown-member')
  if (choices.length === 0) return refused('nothing-to-settle')
  const fault = unfit(book, member, choices)
  if (fault !== null) return refused(fault)
  if (choices.some(({ reason }) => !SETTLING.includes(reason))) return refused('stale')
  const yen = choices.reduce((sum, { bill }) => sum + at(book.bills, bill).yen, 0)
  return done({ request: writeRequest(book, by, member, choices), count: choices.length, yen })
}

export function writeRequest(book: Book, by: number, who: number, choices: readonly Choice[]): number {
  const items = choices.map((choice) => ({ ...choice, version: at(book.bills, choice.bill).version }))
  write(book, 'settlement.requested', who)
  return addRequest(book, { subject: 'settlement', by, items, move: null })
}

function addRequest(book: Book, asked: Pick<Request, 'subject' | 'by' | 'items' | 'move'>): number {
  const expires = book.now + EXPIRY_MS
  return book.requests.push({ ...asked, state: 'pending', decidedBy: null, expires }) - 1
}

/** Ends what is held. @returns how many */
export function releaseHolds(
  book: Book,
  which: (hold: Hold) => boolean,
  state: 'released' | 'cancelled',
  outcome: string,
): number {
  const held = book.holds.filter((hold) => hold.state === 'held' && which(hold))
  for (const hold of held) {
    Object.assign(hold, { state, outcome })
    write(book, 'withdrawal.released', hold.member)
  }
  return held.length
}

/** Whose bills a request is about. */
function concerned(book: Book, { items, move }: Request): readonly number[] {
  const moved =
    move === null ? [] : [at(book.bookings, move.booking).bill, ...(move.to === null ? [] : [move.to])]
  const bills = [...items.map(({ bill }) => bill), ...moved]
  return [...new Set(bills.map((bill) => at(book.bills, bill).member))]
}

export function takeBack(book: Book, { by, request: index }: Of<'take back'>): Outcome {
  const asked = book.requests[index]
  if (asked === undefined) return refused('approval-gone')
  if (asked.state !== 'pending') return refused('decided')
  if (asked.by !== by && !may(book, by, 'member.write')) return refused('not-yours')
  return end(book, index, 'cancelled', by)
}

/** Requests whose time is over, the oldest first. */
export function expire(book: Book): readonly string[] {
  return [...book.requests.keys()]
    .filter(
      (index) => at(book.requests, index).state === 'pending' && at(book.requests, index).expires <= book.now,
    )
    .map((index) => {
      end(book, index, 'expired', null)
      return 'expired'
    })
}

const CAUSES = { rejected: 'rejected', cancelled: 'request-cancelled', expired: 'expired' } as const

/** Closes a request without what it asked for. */
function end(book: Book, index: number, state: keyof typeof CAUSES, by: number | null): Outcome {
  close(book, index, state, by)
  const fate = state === 'cancelled' ? 'cancelled' : 'released'
  releaseHolds(book, (hold) => hold.request === index, fate, CAUSES[state])
  return done({ state })
}

function close(book: Book, index: number, state: Request['state'], by: number | null): void {
  const asked = at(book.requests, index)
  Object.assign(asked, { state, decidedBy: by })
  for (const who of concerned(book, asked)) write(book, `${asked.subject}.${state}`, who)
}

export function decide(book: Book, { by, request: index, yes, note }: Of<'decide'>): Outcome {
  const asked = book.requests[index]
  if (asked === undefined) return refused('approval-gone')
  if (asked.state !== 'pending' || asked.expires <= book.now) return refused('decided')
  if (asked.by === by) return refused('own-request')
  if (!yes) return note === null ? refused('reason-needed') : end(book, index, 'rejected', by)
  const fault = asked.subject === 'settlement' ? altered(book, asked) : moveFault(book, asked)
  if (fault !== null) return refused(fault)
  close(book, index, 'approved', by)
  if (asked.subject === 'settlement') settle(book, asked)
  else move(book, asked)
  return done({ state: 'approved' })
}

function altered(book: Book, { items }: Request): string | null {
  const moved = items.some(({ bill, version }) => {
    const now = at(book.bills, bill)
    return now.version !== version || now.state !== 'open'
  })
  return moved ? 'request-altered' : null
}

function settle(book: Book, { items }: Request): void {
  for (const { bill: index, settlement } of items) {
    const bill = at(book.bills, index)
    bill.state = settlement === 'cancel' ? 'cancelled' : 'paid_manually'
    bill.version += 1
    write(book, settlement === 'cancel' ? 'invoice.cancelled' : 'invoice.paid-manually', bill.member)
  }
}

/** 振替訂正: asks to take money off a bill, and to book as much as goes on another. */
export function rebook(book: Book, { by, member, booking: index, to }: Of<'rebook'>): Outcome {
  if (!may(book, by, 'payment.record')) return refused('forbidden')
  const booking = book.bookings[index]
  if (booking === undefined || booking.reverses !== null) return refused('allocation-gone')
  if (at(book.bills, booking.bill).member !== member) return refused('allocation-gone')
  if (to === booking.bill) return refused('invoice-gone')
  const waits = book.requests.some(({ state, move }) => state === 'pending' && move?.booking === index)
  if (waits) return refused('invoice-requested')
  if (to !== null && openYen(at(book.bills, to)) === 0) return refused('invoice-not-open')
  const yen = to === null ? booking.yen : Math.min(booking.yen, openYen(at(book.bills, to)))
  const fault = bookingFault(book, index, booking, to, yen)
  if (fault !== null) return refused(fault)
  const request = addRequest(book, { subject: 'rebooking', by, items: [], move: { booking: index, to, yen } })
  for (const who of concerned(book, at(book.requests, request))) write(book, 'rebooking.requested', who)
  return done({ request })
}

function moveFault(book: Book, { move }: Request): string | null {
  if (move === null) throw new Error('a 振替訂正 moves something')
  return bookingFault(book, move.booking, at(book.bookings, move.booking), move.to, move.yen)
}

/** A bill that is settled neither loses nor gets money; one of somebody who has left is not opened again. */
function bookingFault(
  book: Book,
  index: number,
  booking: Booking,
  to: number | null,
  yen: number,
): string | null {
  if (book.bookings.some(({ reverses }) => reverses === index)) return 'allocation-gone'
  const from = at(book.bills, booking.bill)
  if (from.state !== 'open') return 'invoice-not-open'
  if (at(book.people, from.member).lifecycle === 'withdrawn') return 'would-reopen'
  if (to === null) return null
  const open = openYen(at(book.bills, to))
  if (open === 0) return 'invoice-not-open'
  return yen > open ? 'allocation-too-much' : null
}

function move(book: Book, asked: Request): void {
  if (asked.move === null) throw new Error('a 振替訂正 moves something')
  const { booking: index, to, yen } = asked.move
  const { payment, bill, yen: all } = at(book.bookings, index)
  book.bookings.push({ payment, bill, yen: -all, reverses: index })
  if (to !== null) book.bookings.push({ payment, bill: to, yen, reverses: null })
  at(book.payments, payment).used -= all - (to === null ? 0 : yen)
  const moved = [[bill, -all] as const, ...(to === null ? [] : [[to, yen] as const])]
  for (const [one, sum] of moved) {
    at(book.bills, one).paid += sum
    at(book.bills, one).version += 1
  }
  for (const who of concerned(book, asked)) write(book, 'rebooking.booked', who)
}
