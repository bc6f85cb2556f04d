import { distance } from 'fastest-levenshtein'
import type { Reader } from '../core/roll.ts'
import { foldNumber } from '../search/fold.ts'

/** Which member is meant: by number as typed, or by id as a button carries it. */
export type MemberRef = { readonly number: string } | { readonly id: number }

/** Longer than any number can be: not worth a look. */
const LONGEST_NUMBER = 32
/** Merges follow one another; a ring of them can't be meant. */
const MOST_MERGES = 20
/** How many numbers are offered in place of one that nobody has. */
const OFFERED = 5
/** Longest run of digits whose misspellings are tried: its neighbours grow with its length. */
const TRIED_DIGITS = 12

/**
 * The id of the member that is meant, without regard to case and width; a merged record leads to its survivor. Null: nobody has the number, or
 * whoever had it is erased.
 */
export async function locateMember(
  reader: Reader,
  societyId: number,
  ref: MemberRef,
): Promise<number | null> {
  const select = { id: true, mergedInto: true, erasedAt: true } as const
  let next = 'id' in ref ? ref.id : undefined
  let found =
    next === undefined && 'number' in ref
      ? await byNumber(reader, societyId, ref.number)
      : await reader.member.findUnique({ where: { societyId_id: { societyId, id: next ?? 0 } }, select })
  for (let hops = 0; found !== null && found.mergedInto !== null && hops < MOST_MERGES; hops += 1) {
    next = found.mergedInto
    found = await reader.member.findUnique({ where: { societyId_id: { societyId, id: next } }, select })
  }
  return found === null || found.erasedAt !== null || found.mergedInto !== null ? null : found.id
}

function byNumber(reader: Reader, societyId: number, number: string) {
  const numberFolded = foldNumber(number)
  if (numberFolded === '' || numberFolded.length > LONGEST_NUMBER) return null
  return reader.member.findUnique({
    where: { societyId_numberFolded: { societyId, numberFolded } },
    select: { id: true, mergedInto: true, erasedAt: true },
  })
}

/**
 * Numbers of members that look like the one typed, nearest first, at most five: the same digits in the society's other series, zeros left
 * out, one digit wrong, missing, doubled or exchanged with the next. Looked up by number, so that it costs the same in any roll.
 */
export async function nearestNumbers(
  reader: Reader,
  societyId: number,
  typed: string,
): Promise<readonly string[]> {
  const folded = foldNumber(typed)
  const [, letters = '', digits = ''] = /^(\D*)(\d*)$/.exec(folded) ?? []
  if (digits === '' || digits.length > TRIED_DIGITS || folded.length > LONGEST_NUMBER) return []
  const series = await reader.numberSeries.findMany({
    where: { societyId },
    select: { prefix: true, width: true },
  })
  const bare = digits.replace(/^0+(?=\d)/, '')
  const candidates = [
    ...series.map(({ prefix, width }) => prefix.toLowerCase() + bare.padStart(width, '0')),
    ...misspellings(digits).map((other) => letters + other),
  ]
  const members = await reader.member.findMany({
    where: { societyId, numberFolded: { in: [...new Set(candidates)] }, erasedAt: null, mergedInto: null },
    select: { number: true, numberFolded: true },
  })
  const apart = (folding: string | null) => distance(folded, folding ?? '')
  return members
    .sort((a, b) => apart(a.numberFolded) - apart(b.numberFolded) || (a.number < b.number ? -1 : 1))
    .slice(0, OFFERED)
    .map(({ number }) => number)
}

/** Every run of digits that is one slip away. */
function misspellings(digits: string): string[] {
  const slips: string[] = []
  for (let at = 0; at <= digits.length; at += 1) {
    const [before, here, after] = [digits.slice(0, at), digits.slice(at, at + 1), digits.slice(at + 1)]
    for (let digit = 0; digit <= 9; digit += 1) {
      slips.push(`${before}${digit}${here}${after}`)
      if (here !== '') slips.push(`${before}${digit}${after}`)
    }
    if (here !== '') slips.push(before + after)
    if (after !== '') slips.push(`${before}${after.slice(0, 1)}${here}${after.slice(1)}`)
  }
  return slips
}
