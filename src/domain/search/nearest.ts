import { distance } from 'fastest-levenshtein'
import type { Choice } from './choices.ts'
import type { Label } from './conditions.ts'
import { foldText } from './fold.ts'

/** Typed text beyond this says nothing more about what was meant, and edit distance costs its square. */
const COMPARED_LENGTH = 40

/** How far apart two folded words are; a word inside the other is nearer than its missing letters say. */
function apart(typed: string, word: string): number {
  if (typed === '' || word === '') return Math.max(typed.length, word.length)
  const letters = distance(typed, word)
  return word.includes(typed) || typed.includes(word) ? letters / 4 : letters
}

/** The tables of fields and values live as long as the process; folding their words anew would cost most of a parse. */
const knownWords = new WeakMap<Choice, readonly string[]>()

/** The words that may be typed for a value or a key, folded, the names on the screen first. */
export function foldedWords(choice: Choice): readonly string[] {
  const known = knownWords.get(choice)
  if (known) return known
  const words = [choice.ja, choice.en, choice.code, ...(choice.aliases ?? [])].map(foldText)
  knownWords.set(choice, words)
  return words
}

/** The screen's words for a value or a key. */
export function labelOf({ code, ja, en }: Choice): Label {
  return { code, ja, en }
}

/** All choices as labels, the one most like what was typed first; equals keep their order. */
export function nearestFirst(typed: string, choices: readonly Choice[]): readonly Label[] {
  const folded = foldText(typed).slice(0, COMPARED_LENGTH)
  return choices
    .map((choice) => ({
      label: labelOf(choice),
      apart: Math.min(...foldedWords(choice).map((word) => apart(folded, word))),
    }))
    .sort((left, right) => left.apart - right.apart)
    .map(({ label }) => label)
}
