import type { Book, Span } from './book.ts'

/** The roll of a society as both sides tell it: numbers for people, bills and the like, in the order in which they came to be. */
export interface Seen {
  readonly people: readonly unknown[]
  readonly bills: readonly unknown[]
  readonly payments: readonly unknown[]
  readonly bookings: readonly unknown[]
  readonly requests: readonly unknown[]
  readonly holds: readonly unknown[]
  readonly plans: readonly unknown[]
  readonly offices: readonly unknown[]
  /** What the last step wrote down. */
  readonly entries: readonly string[]
}

/** What the model says. @param since how many entries there were before the step */
export function told(book: Book, since: number): Seen {
  const { bookings, offices } = book
  return {
    people: book.people.map(({ terms, types, ...person }) => ({
      ...person,
      terms: terms.map((term) => without(term, 'mark')),
      types: types.toSorted(byStart),
    })),
    bills: book.bills,
    payments: book.payments,
    bookings,
    requests: book.requests.map(({ subject, state, by, decidedBy, items, move }) => ({
      subject,
      state,
      by,
      decidedBy,
      move,
      items: items
        .map(({ bill, settlement, version }) => ({ bill, settlement, version, waits: state === 'pending' }))
        .toSorted((a, b) => a.bill - b.bill),
    })),
    holds: book.holds.map(({ member, request, by, state, outcome }) => ({
      member,
      request,
      by,
      state,
      outcome,
    })),
    plans: book.plans.map(({ member, change, by, runsOn, state, outcome }) => ({
      member,
      change,
      by,
      runsOn,
      state,
      outcome,
    })),
    offices,
    entries: book.entries
      .slice(since)
      .map(({ action, member }) => `${action} ${member}`)
      .toSorted(inOrder),
  }
}

/** An end that is open comes last. */
const NEVER = '9999-12-31'

function byStart(a: Span, b: Span): number {
  return inOrder(a.from, b.from) || (a.type ?? 0) - (b.type ?? 0) || inOrder(a.to ?? NEVER, b.to ?? NEVER)
}

/** Of two texts, for sorting. */
export function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function without<T extends object, K extends keyof T>(object: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = object
  return rest
}
