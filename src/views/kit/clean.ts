/** Marks that turn the direction of text or join nothing visibly; someone may have put them into a name to make it look like another. */
const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu
/** A joiner belongs between the parts of an emoji and nowhere else. */
const STRAY_JOINER =
  /(?<![\p{Extended_Pictographic}\ufe0f\p{Emoji_Modifier}])\u200d|\u200d(?!\p{Extended_Pictographic})/gu
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/gu
const LONE_SURROGATES = /\p{Surrogate}/gu

function named(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
}

/**
 * Text that shows what it holds: controls and invisible marks become their names, such as `[U+202E]`, line ends become `\n`. Kept: variation
 * selectors, which choose the form of a kanji in a name, and the joiners of emoji.
 */
export function clean(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replace(/\t/gu, ' ')
    .replace(LONE_SURROGATES, '\ufffd')
    .replace(STRAY_JOINER, named)
    .replace(INVISIBLE, named)
    .replace(CONTROLS, named)
}

/** As `clean`, on one line. */
export function cleanLine(text: string): string {
  return clean(text)
    .replace(/\s*\n\s*/gu, ' ')
    .trim()
}

const GRAPHEMES = new Intl.Segmenter('ja', { granularity: 'grapheme' })
const ELLIPSIS = '…'

/**
 * Cuts at a limit, with … at the end, and never inside a character as people see it.
 *
 * @param measure the length that a piece takes of the limit, where it is not its own
 */
export function cut(text: string, limit: number, measure = (piece: string): number => piece.length): string {
  if (measure(text) <= limit) return text
  let kept = ''
  let used = ELLIPSIS.length
  // A limit in UTF-16 units is never reached by more than as many graphemes: only the beginning has to be segmented.
  for (const { segment } of GRAPHEMES.segment(text.slice(0, limit + 1))) {
    used += measure(segment)
    if (used > limit) break
    kept += segment
  }
  return kept.trimEnd() + ELLIPSIS
}
