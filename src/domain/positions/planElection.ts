import type { Day } from '../core/calendar.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { seatsFull } from './assign.ts'
import { type Candidate, citing } from './load.ts'
import type { Office } from './offices.ts'
import { type CitedRule, findBreach, holdsOn, type Person, type Tenure } from './rules.ts'

/** An office that somebody holds, or will. */
export interface Seat {
  readonly id: number
  readonly positionId: number
  readonly memberId: number
  readonly number: string
  readonly startedOn: Day
  readonly endedOn: Day | null
}

/** Who is to hold an office. */
export interface Elected {
  readonly positionId: number
  readonly memberId: number
  readonly number: string
}

/** The field of an office in the form. */
export function electionField(positionId: number): string {
  return `elect-${positionId}`
}

interface MoveOf {
  readonly office: Office
  readonly memberId: number
  readonly number: string
}
export type Move =
  | (MoveOf & { readonly kind: 'begins' })
  | (MoveOf & { readonly kind: 'ends'; readonly seat: Seat })

export interface ElectionFacts {
  /** Those of the form; others stay as they are. */
  readonly offices: readonly Office[]
  readonly seats: readonly Seat[]
  readonly people: readonly Candidate[]
  readonly rules: readonly CitedRule[]
}

/**
 * What an 改選 changes on its day, or why it can't. Who holds an office and is elected again just goes on. Pure.
 *
 * Errors: nothing-elected, holder-not-active, type-holds-no-office, office-dates, already-holds, seats-full, rule-broken, rule-excludes.
 */
export function planElection(
  facts: ElectionFacts,
  elected: readonly Elected[],
  on: Day,
): Result<readonly Move[], DomainError> {
  const { offices, seats } = facts
  const moves = offices.flatMap((office): Move[] => {
    const now = seats.filter((seat) => seat.positionId === office.id && holdsOn(seat, on))
    const then = elected.filter(({ positionId }) => positionId === office.id)
    const ends = now.filter(({ memberId }) => then.every((one) => one.memberId !== memberId))
    const begins = then.filter(({ memberId }) => now.every((one) => one.memberId !== memberId))
    return [
      ...ends.map((seat) => ({ ...named(office, seat), kind: 'ends' as const, seat })),
      ...begins.map((one) => ({ ...named(office, one), kind: 'begins' as const })),
    ]
  })
  if (moves.length === 0) return err({ code: 'nothing-elected' })
  const refusal = unfit(facts, moves, on) ?? overfull(facts, moves, on) ?? breach(facts, moves, on)
  return refusal === null ? ok(moves) : err(refusal)
}

function named(office: Office, { memberId, number }: Elected | Seat): MoveOf {
  return { office, memberId, number }
}

const fieldOf = ({ office }: Move) => electionField(office.id)

/** Whoever begins has to be able to; an office that begins later than the day can't be dated over. */
function unfit({ people, seats }: ElectionFacts, moves: readonly Move[], on: Day): DomainError | null {
  for (const move of moves) {
    if (move.kind === 'ends') continue
    const { office, memberId, number } = move
    const field = fieldOf(move)
    const person = people.find(({ id }) => id === memberId)
    if (person?.member !== true || (person.withdrawnOn ?? '9999') <= on)
      return { code: 'holder-not-active', field, number }
    if ((person.joinedOn ?? '') > on)
      return { code: 'office-dates', field: 'effectiveOn', startedOn: person.joinedOn ?? on }
    if (!person.mayHoldOffice) return { code: 'type-holds-no-office', field, number }
    const later = seats.some(
      (seat) => seat.memberId === memberId && seat.positionId === office.id && seat.startedOn > on,
    )
    if (later) return { code: 'already-holds', field, position: office.label, number }
  }
  return null
}

function overfull({ seats }: ElectionFacts, moves: readonly Move[], on: Day): DomainError | null {
  for (const move of moves) {
    if (move.kind === 'ends') continue
    const { office } = move
    const ended = new Set(moves.flatMap((one) => (one.kind === 'ends' ? [one.seat.id] : [])))
    const staying = seats.filter(({ id, positionId }) => positionId === office.id && !ended.has(id))
    const others = moves.filter((one) => one.kind === 'begins' && one.office === office && one !== move)
    const term = { startedOn: on, endedOn: null, id: null, position: office.code, group: office.group }
    const refusal = seatsFull(office, [...staying, ...others.map(() => term)], term, fieldOf(move))
    if (refusal !== null) return refusal
  }
  return null
}

function breach({ people, rules }: ElectionFacts, moves: readonly Move[], on: Day): DomainError | null {
  for (const person of people) {
    const own = moves.filter(({ memberId }) => memberId === person.id)
    const [first] = own
    if (first === undefined) continue
    const found = findBreach(person, afterwards(person, own, on), rules, on)
    if (found === null) continue
    const blamed = own.find(({ kind }) => kind === 'begins') ?? first
    return citing(found, fieldOf(blamed), on, true)
  }
  return null
}

function afterwards(person: Person, moves: readonly Move[], on: Day): Person {
  const ended = new Set(moves.flatMap((move) => (move.kind === 'ends' ? [move.seat.id] : [])))
  const begun = moves.flatMap((move): Tenure[] =>
    move.kind === 'begins'
      ? [{ id: null, position: move.office.code, group: move.office.group, startedOn: on, endedOn: null }]
      : [],
  )
  const kept = person.tenures.map((one) =>
    one.id !== null && ended.has(one.id) ? { ...one, endedOn: on } : one,
  )
  return { ...person, tenures: [...kept, ...begun] }
}
