import type { MrkdwnElement, PlainTextElement, TextObject } from '@slack/types'
import { clean, cleanLine, cut } from './clean.ts'
import { LIMITS } from './limits.ts'

/** A piece of text: words as they are, or words in bold or as code, or someone of the workspace, or a link of ours. Never markup. */
export type Part =
  | string
  | { readonly bold: string }
  | { readonly code: string }
  | { readonly user: string }
  | { readonly link: string; readonly words: string }

/** Slack's three control characters as it wants them in mrkdwn. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Slack has no escape for `* _ ~ \`` and `:emoji:`, and takes > for a quotation where a line begins with it. Between Latin letters they do nothing. */
const ACTIVE = /(?<![A-Za-z0-9])[*_~`]|[*_~`](?![A-Za-z0-9])|:[^\s:]+:|(?:^|\n)\s*>/u
const WIDE: Readonly<Record<string, string>> = {
  '*': '＊',
  _: '＿',
  '~': '～',
  '`': '｀',
  ':': '：',
  '>': '＞',
}

/** Whether mrkdwn would show this text other than it was typed. */
function isActive(text: string): boolean {
  return ACTIVE.test(text)
}

function widen(text: string): string {
  return text.replace(/[*_~`:>]/gu, (mark) => WIDE[mark] ?? mark)
}

const isMention = (part: Part): part is { readonly user: string } =>
  typeof part === 'object' && 'user' in part

function wordsOf(part: Exclude<Part, { readonly user: string }>): string {
  if (typeof part === 'string') return clean(part)
  if ('link' in part) return cleanLine(part.words)
  return cleanLine('bold' in part ? part.bold : part.code)
}

/** A user's id as a mention; anything else that was stored there is not made into one. */
function mention(id: string): string {
  return /^[UW][A-Z0-9_]+$/u.test(id) ? `<@${id}>` : escape(widen(clean(id)))
}

interface Piece {
  readonly words: string
  readonly marks: string
  readonly mention: boolean
  /** Where a click leads. */
  readonly link?: string
}

function pieceOf(part: Part): Piece {
  if (isMention(part)) return { words: part.user, marks: '', mention: true }
  if (typeof part === 'object' && 'link' in part)
    return { words: wordsOf(part), marks: '', mention: false, link: part.link }
  const marks = typeof part === 'string' ? '' : 'bold' in part ? '*' : '`'
  return { words: wordsOf(part), marks, mention: false }
}

const sizeOf = (words: string): number => escape(words).length

/** The pieces that fit the limit; the one at the limit is cut and the rest left out. */
function fitting(pieces: readonly Piece[], limit: number): readonly Piece[] {
  const kept: Piece[] = []
  let left = limit
  for (const piece of pieces) {
    // Marks, and a blank on either side that bold may need.
    const frame = piece.link === undefined ? (piece.marks === '' ? 0 : 4) : piece.link.length + 4
    const size = (piece.mention ? mention(piece.words).length : sizeOf(piece.words)) + frame
    if (size <= left) {
      kept.push(piece)
      left -= size
      continue
    }
    if (!piece.mention && left > frame) kept.push({ ...piece, words: cut(piece.words, left - frame, sizeOf) })
    break
  }
  return kept
}

/** Slack takes `*` for a mark only with a blank or an edge beside it, which Japanese does not bring along. */
function joined(pieces: readonly Piece[], render: (piece: Piece) => string): string {
  let text = ''
  let marked = false
  for (const piece of pieces) {
    const next = render(piece)
    if (next === '') continue
    const touching = text !== '' && !/[ \n]$/u.test(text) && !/^[ \n]/u.test(next)
    text += touching && (marked || piece.marks !== '') ? ` ${next}` : next
    marked = piece.marks !== ''
  }
  return text
}

function marked(
  { words, marks, mention: isUser, link }: Piece,
  write = (text: string): string => text,
): string {
  if (isUser) return mention(words)
  if (link !== undefined) return `<${link}|${escape(write(words)).replaceAll('|', '｜')}>`
  return words === '' ? '' : `${marks}${escape(write(words))}${marks}`
}

/**
 * The one way of data and product texts into a text object. Written as mrkdwn, escaped, without links being made; where a text holds marks that mrkdwn
 * would act on, as plain text without bold, which shows them as typed. A text that also mentions someone has to stay mrkdwn: there such
 * marks become their full-width forms.
 */
export function rich(parts: Part | readonly Part[], limit: number = LIMITS.section): TextObject {
  const all = (Array.isArray(parts) ? (parts as readonly Part[]) : [parts as Part]).map(pieceOf)
  const pieces = fitting(all, limit)
  const active = pieces.some((piece) => !piece.mention && isActive(piece.words))
  if (!active) return mrkdwn(joined(pieces, (piece) => marked(piece)))
  if (pieces.some(({ mention: isUser, link }) => isUser || link !== undefined)) {
    return mrkdwn(joined(pieces, (piece) => marked(piece, widen)))
  }
  return plain(
    joined(pieces, ({ words }) => words),
    limit,
  )
}

/** mrkdwn that is finished; Slack wants at least one character. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text: text.trim() === '' ? '–' : text, verbatim: true }
}

/** Plain text, where Slack makes no emoji of `:x:` and no mention of anything. */
export function plain(text: string, limit: number = LIMITS.section): PlainTextElement {
  const shown = cut(clean(text), limit)
  return { type: 'plain_text', text: shown.trim() === '' ? '–' : shown, emoji: false }
}

/** As `plain`, on one line: labels, titles, buttons. */
export function plainLine(text: string, limit: number): PlainTextElement {
  return plain(cleanLine(text), limit)
}

/** A message's `text`, which notifications show: mrkdwn that has nothing to act on. */
export function fallback(text: string): string {
  return escape(cut(widenActive(cleanLine(text)), LIMITS.messageText, sizeOf))
}

function widenActive(text: string): string {
  return isActive(text) ? widen(text) : text
}
