import type { TokenList } from './tokenList.ts'

/**
 * The 32-bit signed numbers in `member_search.tokens`. Ranges never overlap, so a gram is never taken for a facet:
 *
 * | range            | what                                                                                       |
 * |------------------|--------------------------------------------------------------------------------------------|
 * | 0 … 2^29         | bigram of two common characters (ASCII, hiragana, CJK unified ideographs), exact            |
 * | 2^29 … 2^30      | unigram: scope and code point, exact                                                       |
 * | 2^30 … 2^31      | any other bigram, or one of a narrow scope: 30 bits of a hash                              |
 * | negative         | facet or combination of facets: 31 bits of a hash                                          |
 *
 * The unigrams and the bigrams of two letters beyond ASCII need no recheck: what they say, the text has (bigrams of ASCII are shared with
 * the login ID, which plain words don't match). ASCII has no unigrams: nearly every member has every digit and vowel, so that they
 * would lengthen the index by a quarter and narrow nothing. The hash is FNV-1a over UTF-16 units with the finaliser of MurmurHash3.
 */
const UNIGRAM_BASE = 2 ** 29
const HASHED_BASE = 2 ** 30
const CODE_POINT_BITS = 21

const ASCII = { first: 0x20, last: 0x7e }
const HIRAGANA = { first: 0x3041, last: 0x309f }
const KANJI = { first: 0x4e00, last: 0x9fff }
const HIRAGANA_FROM = ASCII.last - ASCII.first + 1
const KANJI_FROM = HIRAGANA_FROM + HIRAGANA.last - HIRAGANA.first + 1
const ALPHABET_SIZE = KANJI_FROM + KANJI.last - KANJI.first + 1

/** The place of a common character in the alphabet of exact bigrams; -1 for any other. */
function letter(codePoint: number): number {
  if (codePoint >= KANJI.first && codePoint <= KANJI.last) return KANJI_FROM + codePoint - KANJI.first
  if (codePoint >= ASCII.first && codePoint <= ASCII.last) return codePoint - ASCII.first
  if (codePoint >= HIRAGANA.first && codePoint <= HIRAGANA.last) {
    return HIRAGANA_FROM + codePoint - HIRAGANA.first
  }
  return -1
}

/** The last steps of MurmurHash3 (32 bits): every input bit reaches every output bit. */
function finalise(hash: number): number {
  let mixed = hash
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash
}

/** The token of one character; `scope` 0 is that of plain words, others are those of `gramScope`. */
export function unigram(scope: number, codePoint: number): number {
  return UNIGRAM_BASE + scope * 2 ** CODE_POINT_BITS + codePoint
}

/** The token of two neighbouring characters. */
export function bigram(scope: number, left: number, right: number): number {
  if (scope === 0) {
    const first = letter(left)
    const second = letter(right)
    if (first >= 0 && second >= 0) return first * ALPHABET_SIZE + second
  }
  const seed = Math.imul(left, 0x9e3779b1) ^ Math.imul(right + scope * 2 ** CODE_POINT_BITS, 0x85ebca77)
  return HASHED_BASE + (finalise(seed) >>> 2)
}

/** Whether the token of a unigram or bigram of plain words is the whole answer, so that the text need not be looked at. */
export function isExactGram(letters: readonly number[]): boolean {
  return letters.length < 3 && letters.every((codePoint) => codePoint > ASCII.last && letter(codePoint) >= 0)
}

/** Whether this character alone has a token. */
export function hasUnigram(codePoint: number): boolean {
  return codePoint > ASCII.last
}

/** The token of a facet or combination, written as text, e.g. `1|&status=active&prefecture=東京都`. */
export function facetToken(text: string): number {
  return finalise(fnv1a(text)) | 0x8000_0000 | 0
}

/** Adds the unigrams and bigrams of a folded text. */
export function addGrams(tokens: TokenList, scope: number, folded: string): void {
  let left = -1
  for (let index = 0; index < folded.length; index += 1) {
    const codePoint = folded.codePointAt(index) as number
    if (codePoint > 0xffff) index += 1
    if (hasUnigram(codePoint)) tokens.add(unigram(scope, codePoint))
    if (left >= 0) tokens.add(bigram(scope, left, codePoint))
    left = codePoint
  }
}
