import { KANJI_VARIANTS } from './kanjiVariants.ts'

/**
 * What the eye does not see (controls, bidi marks, zero-width characters, variation selectors) and what a search ignores:
 * spaces, hyphens and everything typed in their place (ー, −, ─), and the middle dot that stands for a space in foreign names.
 */
const IGNORED = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Pd}ー−⁃˗─━・]/gu
const KATAKANA = /[ァ-ヶヽヾ]/g
const FINAL_SIGMA = /ς/g
const NON_ASCII_KANJI = /[\u3400-\u9fff\ufa11\u{20000}-\u{2fa1f}]/gu
/** The distance between a katakana and its hiragana in Unicode. */
const KANA_OFFSET = 0x60

function ignoreMarks(text: string): string {
  return text.replace(IGNORED, '')
}

function foldSlowly(text: string): string {
  return ignoreMarks(ignoreMarks(text).normalize('NFKC'))
    .toLowerCase()
    .replace(FINAL_SIGMA, 'σ')
    .replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - KANA_OFFSET))
    .replace(NON_ASCII_KANJI, (kanji) => KANJI_VARIANTS.get(kanji) ?? kanji)
    .normalize('NFKC')
}

/** Characters that join the one before them, so that a text with one can't be folded letter by letter. */
const JOINING = /[\p{M}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/u

const UNSEEN = 0xffff
const REMOVED = 0xfffe
const NEEDS_CONTEXT = 0xfffd
/** For each UTF-16 unit what it folds to; filled as units are met. Folding by table is some ten times faster. */
const table = new Uint16Array(0x10000).fill(UNSEEN)

function learn(unit: number): number {
  const char = String.fromCharCode(unit)
  const folded = foldSlowly(char)
  const alone = unit < 0xd800 || unit > 0xdfff
  const simple = alone && folded.length < 2 && !JOINING.test(char.normalize('NFKC'))
  const entry = simple ? (folded === '' ? REMOVED : folded.charCodeAt(0)) : NEEDS_CONTEXT
  table[unit] = entry
  return entry
}

/**
 * The form in which text is stored for search and compared: NFKC, lower case, hiragana, one form for each kanji (kanjiVariants.ts), without
 * spaces, hyphens, prolonged sound marks and invisible characters. Small kana stay small. Idempotent; never throws.
 * `ﾀｶﾊｼ` → `たかはし`, `髙橋` → `高橋`.
 */
export function foldText(text: string): string {
  let folded = ''
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    let entry = table[unit] ?? UNSEEN
    if (entry === UNSEEN) entry = learn(unit)
    if (entry === NEEDS_CONTEXT) return foldSlowly(text)
    if (entry !== REMOVED) folded += String.fromCharCode(entry)
  }
  return folded
}

/**
 * A member number as it is compared: NFKC, lower case, no spaces or hyphens. For a number as design.md §1 allows it (letters and digits)
 * this equals the SQL rule of the number registry, `lower(normalize(x, NFKC))`; the rest lets `demo-00001` find DEMO00001.
 */
export function foldNumber(memberNo: string): string {
  return ignoreMarks(ignoreMarks(memberNo).normalize('NFKC')).toLowerCase()
}

/** A telephone number as it is compared: digits only, the Japanese country code as 0. `+81 (3) 1234-5678` → `0312345678`. */
export function foldPhone(phone: string): string {
  return foldText(phone)
    .replace(/^\+81\(?0?\)?/, '0')
    .replace(/\D/g, '')
}
