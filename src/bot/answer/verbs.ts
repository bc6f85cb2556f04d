import { distance } from 'fastest-levenshtein'
import type { DomainError } from '../../domain/core/errors.ts'
import { err, ok, type Result } from '../../domain/core/result.ts'
import { foldNumber, foldText } from '../../domain/search/fold.ts'
import type { Route } from './route.ts'

/** Routes that text without a verb goes to. */
export interface VerbTargets {
  /** `/member` alone. */
  readonly menu: string
  /** `/member DEMO00001` */
  readonly show: string
  /** `/member 山田` */
  readonly search: string
}

export interface Spoken {
  readonly route: Route
  /** What the route's `parse` gets. */
  readonly rest: string
}

interface Verb {
  readonly word: string
  readonly folded: string
  readonly route: Route
}

const NEAREST = 3
/** As design.md §1 has it: three letters and five digits at least, or bare digits. */
const MEMBER_NUMBER = /^(?:[a-z]{3,}\d{5,}|\d+)$/

/** Finds the command that a text means. Words are compared folded: ケンサク and ｹﾝｻｸ, Search and search are one. */
export class Verbs {
  readonly #verbs: readonly Verb[]
  readonly #byId: ReadonlyMap<string, Route>
  readonly #targets: VerbTargets

  constructor(routes: readonly Route[], targets: VerbTargets) {
    this.#verbs = routes.flatMap((route) =>
      [...(route.verbs?.ja ?? []), ...(route.verbs?.en ?? [])].map((word) => ({
        word,
        folded: foldText(word),
        route,
      })),
    )
    this.#byId = new Map(routes.filter(({ kind }) => kind === 'command').map((route) => [route.id, route]))
    this.#targets = targets
  }

  find(text: string): Result<Spoken, DomainError> {
    const trimmed = text.trim()
    const [, first = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/u.exec(trimmed) ?? []
    if (first === '') return this.#to(this.#targets.menu, '', first)
    const folded = foldText(first)
    const verb = this.#verbs.find((candidate) => candidate.folded === folded)
    if (verb !== undefined) return ok({ route: verb.route, rest })
    if (rest === '' && MEMBER_NUMBER.test(foldNumber(first)))
      return this.#to(this.#targets.show, trimmed, first)
    if (this.#verbs.some((candidate) => isSlip(folded, candidate.folded))) return this.#unknown(first)
    return this.#to(this.#targets.search, trimmed, first)
  }

  #to(id: string, rest: string, typed: string): Result<Spoken, DomainError> {
    const route = this.#byId.get(id)
    return route === undefined ? this.#unknown(typed) : ok({ route, rest })
  }

  #unknown(typed: string): Result<never, DomainError> {
    return err({ code: 'unknown-verb', verb: typed.slice(0, 40), nearest: this.nearest(typed) })
  }

  /** The verbs most like a word, in the script in which it was typed, one name a route. */
  nearest(typed: string): readonly string[] {
    const folded = foldText(typed).slice(0, 40)
    const latin = /^[\u0020-\u007e]*$/.test(folded)
    return this.#verbs
      .filter(({ word }) => /^[a-z]/.test(word) === latin)
      .map(({ word, folded: candidate, route }) => ({ word, route, apart: distance(folded, candidate) }))
      .sort((a, b) => a.apart - b.apart)
      .filter(({ route }, index, all) => all.findIndex((other) => other.route === route) === index)
      .slice(0, NEAREST)
      .map(({ word }) => word)
  }
}

/**
 * Whether a word is a verb mistyped rather than something to search for: letters swapped, or one wrong in a word long
 * enough that a name is hardly that near. Two-letter verbs (退会, 登録) are too near to names to guess.
 */
function isSlip(typed: string, verb: string): boolean {
  const latin = /^[a-z]+$/.test(verb)
  if (verb.length < (latin ? 4 : 3)) return false
  const sameLetters = letters(typed) === letters(verb)
  return sameLetters || (verb.length >= (latin ? 5 : 3) && distance(typed, verb) === 1)
}

function letters(word: string): string {
  return Array.from(word).sort().join('')
}
