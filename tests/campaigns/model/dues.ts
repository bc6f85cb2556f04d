import { at, type Bill, type Book, isClosed, openYen, plannedOf, todayOf, write, YEARS } from './book.ts'
import { type Deed, done, type Outcome, refused, type Share } from './calls.ts'
import { releaseHolds } from './requests.ts'

type Of<Do extends Deed['do']> = Extract<Deed, { do: Do }>

const MOST_YEN = 10_000_000
/** 年会費 and 入会金; a third is billed no more. */
const ITEMS = [1, 2]

export function issue(book: Book, call: Of<'issue'>): Outcome {
  const person = at(book.people, call.member)
  if (person.merged !== null) return refused('unknown-member')
  if (person.lifecycle === 'withdrawn') return refused('member-cannot-owe')
  if (call.yen < 1 || call.yen > MOST_YEN) return refused('amount-invalid')
  const place = 'replaces' in call ? replacement(book, call.member, call.replaces) : placeOf(book, call)
  if (typeof place === 'string') return refused(place)
  if (place.replaces !== null) {
    const old = at(book.bills, place.replaces)
    old.superseded = true
    old.version += 1
  }
  const fresh = { superseded: false, yen: call.yen, paid: 0, state: 'open', version: 1 } as const
  book.bills.push({ ...place, ...fresh, member: call.member })
  write(book, 'invoice.issued', call.member)
  const released = releaseHolds(book, ({ member }) => member === call.member, 'released', 'new-invoice') > 0
  return done({ sequence: place.sequence, replaces: place.replaces, released })
}

type Place = Pick<Bill, 'year' | 'item' | 'sequence' | 'revision' | 'replaces'>

function inPlaceOf(book: Book, index: number): Place {
  const { year, item, sequence, revision } = at(book.bills, index)
  return { year, item, sequence, revision: revision + 1, replaces: index }
}

/** A mistaken settlement is mended by a new bill that names the old one. */
function replacement(book: Book, who: number, index: number): Place | string {
  const old = book.bills[index]
  if (old?.member !== who) return 'invoice-gone'
  return old.state === 'open' || old.superseded ? 'invoice-not-replaceable' : inPlaceOf(book, index)
}

function placeOf(
  book: Book,
  call: { readonly member: number; readonly item: number; readonly year: number; readonly another: boolean },
): Place | string {
  const { member, item, year, another } = call
  if (!ITEMS.includes(item)) return 'stale'
  if (!YEARS.includes(year)) return 'year-unknown'
  if (book.closedYears.has(year)) return 'year-closed'
  const leaves = plannedOf(book, member)?.runsOn
  if (leaves !== undefined && leaves < `${year}-04-01`) return 'year-after-withdrawal'
  const standing = [...book.bills.keys()]
    .filter((index) => {
      const bill = at(book.bills, index)
      return bill.member === member && bill.item === item && bill.year === year && !bill.superseded
    })
    .toSorted((a, b) => at(book.bills, a).sequence - at(book.bills, b).sequence)
  const sequence = Math.max(0, ...standing.map((index) => at(book.bills, index).sequence)) + 1
  const next = { year, item, sequence, revision: 1, replaces: null }
  if (another) return next
  if (standing.some((index) => at(book.bills, index).state !== 'cancelled')) return 'invoice-exists'
  const [first] = standing
  return first === undefined ? next : inPlaceOf(book, first)
}

export function pay(book: Book, call: Of<'pay'>): Outcome {
  const { member, receivedOn, yen, shares } = call
  if (at(book.people, member).merged !== null) return refused('unknown-member')
  if (receivedOn > todayOf(book)) return refused('date-in-future')
  if (isClosed(book, receivedOn)) return refused('year-closed')
  if (yen < 1 || yen > MOST_YEN) return refused('amount-invalid')
  const fault = sharesFault(book, shares, yen, [...book.bills.keys()])
  if (fault !== null) return refused(fault)
  const payment = book.payments.push({ member, yen, used: 0 }) - 1
  const deposit = yen - bookAll(book, payment, shares)
  const owners = shares.map(({ bill }) => at(book.bills, bill).member)
  for (const who of new Set([member, ...owners])) write(book, 'payment.recorded', who)
  return done({ payment, deposit })
}

/** Uses what is left of a payment (預り). */
export function deposit(book: Book, { member, payment: index, shares }: Of<'deposit'>): Outcome {
  const payment = book.payments[index]
  const left = payment?.member === member ? payment.yen - payment.used : 0
  if (left === 0) return refused('payment-gone')
  if (shares.length === 0) return refused('amount-invalid')
  const own = [...book.bills.keys()].filter((bill) => at(book.bills, bill).member === member)
  const fault = sharesFault(book, shares, left, own)
  if (fault !== null) return refused(fault)
  const rest = left - bookAll(book, index, shares)
  write(book, 'payment.allocated', member)
  return done({ payment: index, deposit: rest })
}

function sharesFault(
  book: Book,
  shares: readonly Share[],
  most: number,
  payable: readonly number[],
): string | null {
  if (shares.some(({ yen }) => yen < 1 || yen > MOST_YEN)) return 'amount-invalid'
  for (const [bill, yen] of sums(shares)) {
    if (!payable.includes(bill)) return 'invoice-gone'
    const open = openYen(at(book.bills, bill))
    if (open === 0) return 'invoice-not-open'
    if (yen > open) return 'allocation-too-much'
  }
  const total = shares.reduce((sum, { yen }) => sum + yen, 0)
  return total > most ? 'allocation-over-payment' : null
}

function sums(shares: readonly Share[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  for (const { bill, yen } of shares) found.set(bill, (found.get(bill) ?? 0) + yen)
  return found
}

/** @returns how much was booked */
function bookAll(book: Book, payment: number, shares: readonly Share[]): number {
  for (const { bill, yen } of shares) book.bookings.push({ payment, bill, yen, reverses: null })
  for (const [bill, yen] of sums(shares)) {
    at(book.bills, bill).paid += yen
    at(book.bills, bill).version += 1
  }
  const total = shares.reduce((sum, { yen }) => sum + yen, 0)
  at(book.payments, payment).used += total
  return total
}
