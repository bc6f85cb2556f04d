import { foldPhone, foldText } from './fold.ts'

/**
 * The layout of `search_text`: one stretch for each text field, folded, in this order, with a control character of its own before
 * each and one after the last. Folded text holds no control characters, so "needle between the mark of a field and the
 * next" is one exact LIKE pattern, and so is "needle before the end of the fields that plain words match".
 *
 * `name` and `nameReversed` let 高橋太郎 and 太郎高橋 match; `family` … `givenKana` repeat them for searches of one part of the name.
 */
export const TEXT_SECTIONS = [
  'number',
  'name',
  'nameReversed',
  'kana',
  'kanaReversed',
  'organisation',
  'affiliation',
  'email',
  'family',
  'given',
  'familyKana',
  'givenKana',
  'loginId',
  'phone',
  'title',
  'qualifications',
  'department',
  'remarks',
] as const

export type TextSection = (typeof TEXT_SECTIONS)[number]

/** Plain words match the sections before this one. */
const WORDS_END: TextSection = 'family'
/** Sections from here on have grams of their own; the login ID, usually the number itself, shares those of the plain words. */
const OWN_GRAMS_FROM: TextSection = 'phone'

const FIRST_MARK = 1

const POSITIONS: ReadonlyMap<TextSection, number> = new Map(
  TEXT_SECTIONS.map((section, position) => [section, position]),
)

function positionOf(section: TextSection): number {
  return POSITIONS.get(section) ?? 0
}

function mark(position: number): string {
  return String.fromCharCode(FIRST_MARK + position)
}

/** Whether the row needs the grams of this section; those of `family` … `givenKana` are in the name's already. */
export function hasGrams(section: TextSection): boolean {
  return positionOf(section) < positionOf(WORDS_END) || positionOf(section) >= positionOf('loginId')
}

/** The number of a section's own set of grams, from 1; 0 means that it shares those of the plain words. */
export function gramScope(section: TextSection): number {
  return Math.max(0, positionOf(section) - positionOf(OWN_GRAMS_FROM) + 1)
}

/** How the text of a section is folded, in the row and in a query alike. */
export function foldSection(section: TextSection | 'words', text: string): string {
  return section === 'phone' ? foldPhone(text) : foldText(text)
}

/** Joins folded sections into `search_text`; a section left out counts as empty. */
export function joinSections(folded: Readonly<Partial<Record<TextSection, string>>>): string {
  let text = ''
  TEXT_SECTIONS.forEach((section, position) => {
    text += mark(position) + (folded[section] ?? '')
  })
  return text + mark(TEXT_SECTIONS.length)
}

function escapeLike(needle: string): string {
  return needle.replace(/[\\%_]/g, '\\$&')
}

/**
 * The LIKE pattern (escape character `\`) on `search_text` for a folded needle inside neighbouring sections, or anywhere that plain words
 * match. A needle never runs across sections, because it has no mark in it.
 */
export function likePattern(sections: readonly TextSection[] | 'words', needle: string): string {
  const positions = sections === 'words' ? [] : sections.map(positionOf)
  const end = sections === 'words' ? positionOf(WORDS_END) : Math.max(...positions) + 1
  const start = sections === 'words' ? '' : `${mark(Math.min(...positions))}%`
  return `%${start}${escapeLike(needle)}%${mark(end)}%`
}
