import { at, type Book, may, TYPES, todayOf, write } from './book.ts'
import { type Call, type Deed, done, type Outcome, refused } from './calls.ts'
import { deposit, issue, pay } from './dues.ts'
import { cancelHold, cancelPlan, complete, runPlans, withdraw } from './leaving.ts'
import { decide, expire, rebook, request, takeBack } from './requests.ts'
import { deedOf, LEAVING, rejoin, undoRejoin, undoWithdrawal } from './returning.ts'

const PERMISSIONS: Readonly<Record<Deed['do'], string>> = {
  issue: 'invoice.issue',
  pay: 'payment.record',
  deposit: 'payment.record',
  request: 'settlement.request',
  rebook: 'settlement.request',
  decide: 'settlement.decide',
  'take back': 'settlement.request',
  withdraw: 'member.write',
  'cancel plan': 'member.write',
  'cancel hold': 'member.write',
  rejoin: 'member.write',
  'undo withdrawal': 'member.write',
  'undo rejoin': 'member.write',
}

/** Whoever may not is refused, and that is written down; a key that was used gives what came of it then. */
export function predictDeed(book: Book, deed: Deed, key: string): Outcome {
  if (deed.do === 'undo withdrawal' && deedOf(book, deed.member, deed.term, LEAVING) === null)
    return refused('undo-gone')
  if (deed.do === 'undo rejoin' && deedOf(book, deed.member, deed.term, ['member.rejoined']) === null)
    return refused('undo-gone')
  if (!may(book, deed.by, PERMISSIONS[deed.do])) {
    write(book, 'access.refused', -1)
    return refused('forbidden')
  }
  const kept = book.kept.get(key)
  if (kept !== undefined) return kept
  const outcome = act(book, deed)
  if (outcome.ok) book.kept.set(key, outcome)
  return outcome
}

function act(book: Book, deed: Deed): Outcome {
  switch (deed.do) {
    case 'issue':
      return issue(book, deed)
    case 'pay':
      return pay(book, deed)
    case 'deposit':
      return deposit(book, deed)
    case 'request':
      return request(book, deed)
    case 'rebook':
      return rebook(book, deed)
    case 'decide':
      return decide(book, deed)
    case 'take back':
      return takeBack(book, deed)
    case 'withdraw':
      return withdraw(book, deed)
    case 'cancel plan':
      return cancelPlan(book, deed)
    case 'cancel hold':
      return cancelHold(book, deed)
    case 'rejoin':
      return rejoin(book, deed)
    case 'undo withdrawal':
      return undoWithdrawal(book, deed)
    case 'undo rejoin':
      return undoRejoin(book, deed)
  }
}

export function predictEvent(book: Book, event: Exclude<Call, Deed | { do: 'again' }>): Outcome {
  switch (event.do) {
    case 'nothing':
      return done()
    case 'advance':
      book.now += event.hours * 3_600_000
      return done()
    case 'due':
      return done([...runPlans(book), ...expire(book)])
    case 'complete':
      return complete(book, event.request)
    case 'role':
      book.roles[event.of] = event.role
      return done()
    case 'close year':
      book.closedYears.add(event.year)
      return done()
    case 'appoint':
      book.offices.push({ member: event.member, from: todayOf(book), to: null })
      return done()
    case 'plan type':
      book.plans.push({
        member: event.member,
        change: 'type',
        by: 0,
        runsOn: '2030-04-01',
        terms: null,
        state: 'planned',
        outcome: null,
      })
      return done()
  }
}

/** Whom the chair can go to: who is a member, alive, and has no office. */
export function appointable(book: Book, who: number): boolean {
  const { lifecycle, type } = at(book.people, who)
  const holds = book.offices.some(({ member, to }) => member === who && (to === null || to > todayOf(book)))
  return lifecycle === 'active' && type !== TYPES.deceased && !holds
}
