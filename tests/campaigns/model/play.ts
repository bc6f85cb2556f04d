import { isDeepStrictEqual } from 'node:util'
import type { Database } from '../../../src/database/client.ts'
import { Roll } from '../../../src/domain/core/roll.ts'
import { patiently } from '../slow.ts'
import { writeSociety } from '../society.ts'
import { at, type Book, openBook } from './book.ts'
import { type Call, type Deed, done, type Outcome, refused } from './calls.ts'
import type { Step } from './dice.ts'
import { predictDeed, predictEvent } from './predict.ts'
import { doDeed, doEvent, type Reality } from './reality.ts'
import { type Ids, look } from './seen.ts'
import { callOf } from './steps.ts'
import { type Seen, told } from './told.ts'

/** A deed that was done, the key it had, and what the domain answered. */
interface Done {
  readonly deed: Deed
  readonly key: string
  readonly answer: unknown
}

interface Game {
  readonly book: Book
  readonly reality: Reality
  readonly done: Done[]
}

/**
 * Plays one sequence in a new society, on the model and on the domain.
 *
 * @throws where what comes of a step, or the state after it, is not what the model foretold; the message tells the sequence, both outcomes and both states
 */
export async function play(
  database: Database,
  societyId: number,
  steps: readonly Step[],
  tell: (call: Call, outcome: Outcome) => void,
): Promise<void> {
  const game = await open(database, societyId)
  const story: string[] = []
  for (const [number, step] of steps.entries()) {
    game.book.now += 1000
    const call = callOf(game.book, step)
    if (call.do === 'nothing') continue
    const thrown = (error: unknown) => ({ outcome: null, difference: `threw ${String(error)}` })
    const { outcome, difference } = await move(game, call, `step ${number}`).catch(thrown)
    story.push(`${JSON.stringify(call)}: ${JSON.stringify(outcome)}`)
    if (outcome === null || difference !== null) throw new Error(`${story.join('\n')}\n${difference}`)
    tell(call, outcome)
  }
}

/** One step on both sides. */
async function move(game: Game, call: Call, fresh: string) {
  const { book, reality } = game
  reality.now = book.now
  const since = book.entries.length
  const { foretold, came } = await take(game, call, fresh)
  const { seen, ids } = await patiently(() => look(reality.pool, reality.societyId, reality.ids.lastEntry))
  reality.ids = ids
  learnTerms(game)
  const outcome = came(ids)
  return { outcome, difference: differenceOf(foretold, outcome, told(book, since), seen) }
}

async function open(database: Database, societyId: number): Promise<Game> {
  const { pool } = database
  await patiently(() => writeSociety(pool, societyId))
  const book = openBook()
  const { ids } = await look(pool, societyId, 0)
  const roll = new Roll(database)
  const roles = [...book.roles]
  const game = {
    book,
    reality: { roll, pool, societyId, now: book.now, roles, ids, terms: new Map() },
    done: [],
  }
  learnTerms(game)
  return game
}

/** Terms that go, when a rejoining is undone, keep their ids for buttons that are still about. */
function learnTerms({ book, reality }: Game): void {
  for (const [who, { terms }] of book.people.entries())
    for (const [index, { mark }] of terms.entries()) {
      const id = reality.ids.terms[who]?.[index]
      if (id !== undefined) reality.terms.set(mark, id)
    }
}

interface Taken {
  readonly foretold: Outcome
  /** In the model's words, once the ids of what came to be are known. */
  readonly came: (ids: Ids) => Outcome
}

async function take({ book, reality, done: deeds }: Game, call: Call, fresh: string): Promise<Taken> {
  const first = call.do === 'again' ? at(deeds, call.of) : null
  const deed = first?.deed ?? call
  if (!('by' in deed)) {
    if (deed.do === 'again') throw new Error('nothing to do again')
    const foretold = predictEvent(book, deed)
    const value = await patiently(() => doEvent(reality, deed))
    return { foretold, came: () => done(value) }
  }
  const key = first?.key ?? fresh
  const foretold = predictDeed(book, deed, key)
  const answer = await patiently(() => doDeed(reality, deed, key))
  if (!answer.ok) return { foretold, came: () => refused(answer.error.code) }
  const { value } = answer
  if (first === null) deeds.push({ deed, key, answer: value })
  // The first result once more, to the letter.
  if (first !== null && !isDeepStrictEqual(value, first.answer)) return { foretold, came: () => done(value) }
  return { foretold, came: (ids) => (first === null ? done(valueOf(deed, value, ids)) : foretold) }
}

/** What the domain answered, of what the model foretells. */
function valueOf(deed: Deed, answer: unknown, ids: Ids): unknown {
  const value = answer as Readonly<Record<string, never>>
  const nth = (list: readonly number[], id: number | null) => (id === null ? null : list.indexOf(id))
  switch (deed.do) {
    case 'issue': {
      const { sequence, replacesId, released } = value
      return { sequence, replaces: nth(ids.bills, replacesId ?? null), released }
    }
    case 'pay':
    case 'deposit':
      return { payment: nth(ids.payments, value['paymentId'] ?? null), deposit: value['depositYen'] }
    case 'request': {
      const { approvalId, count, yen } = value
      return { request: nth(ids.requests, approvalId ?? null), count, yen }
    }
    case 'rebook':
      return { request: nth(ids.requests, value['approvalId'] ?? null) }
    case 'decide':
    case 'take back':
      return { state: value['state'] }
    case 'withdraw': {
      const { kind, openCount, approvalId } = value
      return { kind, openCount, request: nth(ids.requests, approvalId ?? null) }
    }
    case 'cancel plan':
    case 'cancel hold':
    case 'rejoin':
    case 'undo withdrawal':
    case 'undo rejoin':
      return null
  }
}

/** What is not as it was foretold, or null. */
function differenceOf(foretold: Outcome, came: Outcome, model: Seen, seen: Seen): string | null {
  const lines = isDeepStrictEqual(foretold, came)
    ? []
    : [`outcome: foretold ${JSON.stringify(foretold)}, came ${JSON.stringify(came)}`]
  for (const part of Object.keys(model) as (keyof Seen)[])
    if (!isDeepStrictEqual(model[part], seen[part]))
      lines.push(
        `${part}: foretold ${JSON.stringify(model[part])}`,
        `${part}: seen     ${JSON.stringify(seen[part])}`,
      )
  return lines.length === 0 ? null : lines.join('\n')
}
