import { COMMON_WORDS } from './commonWords.ts'

/** NIST SP 800-63B-4 for a password that stands alone: 15 at least, 64 at most at the least, and no rules about which characters. */
export const SHORTEST = 15
export const LONGEST = 128

/** Why a password is not taken. */
export type PasswordProblem = 'short' | 'long' | 'common' | 'guessable'

/** Characters that must be left of a password once what everybody would try first is taken out of it. */
const OWN_CHARACTERS = 8
/** Fewer different characters than this are a pattern. */
const DIFFERENT = 6
const SHORTEST_WORD = 4

/**
 * Why a password is not taken, or null. Pure.
 *
 * @param context what an attacker knows of its owner: login ID, mail address, the society's names
 */
export function checkPassword(password: string, context: readonly string[]): PasswordProblem | null {
  const folded = password.normalize('NFKC').toLowerCase()
  const length = Array.from(folded).length
  if (length < SHORTEST) return 'short'
  if (length > LONGEST) return 'long'
  if (new Set(folded).size < DIFFERENT) return 'common'
  const known = context.flatMap(wordsIn)
  if (lengthWithout(folded, known) < OWN_CHARACTERS) return 'guessable'
  return lengthWithout(folded, [...known, ...COMMON_WORDS]) < OWN_CHARACTERS ? 'common' : null
}

/** A text and its parts: of an address what is before the @, of a name its words. */
function wordsIn(text: string): readonly string[] {
  const folded = text.normalize('NFKC').toLowerCase()
  return [folded, ...folded.split(/[\s@._-]+/u)].filter((word) => word.length >= SHORTEST_WORD)
}

/** The longest words first, so that one within another leaves nothing behind. */
function lengthWithout(folded: string, words: readonly string[]): number {
  const sorted = [...words].sort((a, b) => b.length - a.length)
  let rest = folded
  for (const word of sorted) rest = rest.replaceAll(word, ' ')
  return Array.from(rest.replaceAll(/[\s-]/gu, '')).length
}
