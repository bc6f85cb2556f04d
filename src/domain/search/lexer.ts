/** One term of the search language, split but not yet understood. */
export interface Term {
  readonly excluded: boolean
  /** What stands before the colon; null for plain words. */
  readonly key: string | null
  /** Alternatives, tidied, without empty ones. */
  readonly values: readonly string[]
  /** The term as typed. */
  readonly text: string
}

export type Lexed =
  | { readonly ok: true; readonly terms: readonly Term[] }
  | { readonly ok: false; readonly unclosed: string }

/** Closing quotes for each opening one. A straight quote inside straight quotes is written twice. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '“”"＂',
  '”': '“”"＂',
  '„': '“”"＂',
  '＂': '＂"”',
  '「': '」',
  '『': '』',
}
/** What a Japanese keyboard gives for a hyphen; no Japanese word begins with a prolonged sound mark. */
const MINUS = /^[-－−‐‑‒–—ーｰ]/u
const SPACE = /\s/u
const COMMA = /[,，、､]/u
const COLON = /[:：]/u
/** After a comma and a space: an exclusion or a key, so that the list has ended and a term begins. */
const NEW_TERM = /^(?:[-－−‐‑‒–—ーｰ]|[^\s,，、､:："“”„＂「『]+[:：])/u

/** Text for people and programs to keep: one line, no invisible or unpaired characters, single spaces, none at the ends. */
export function tidy(text: string): string {
  return text
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
}

interface Cursor {
  readonly text: string
  at: number
}

function quoteAt({ text, at }: Cursor): string | undefined {
  const char = text[at] ?? ''
  return Object.hasOwn(QUOTES, char) ? QUOTES[char] : undefined
}

/** Reads what is inside quotes, the cursor on the opening one; null if it never closes. */
function readQuoted(cursor: Cursor, closers: string): string | null {
  const opener = cursor.text[cursor.at]
  let value = ''
  for (let index = cursor.at + 1; index < cursor.text.length; index += 1) {
    const char = cursor.text[index] ?? ''
    if (!closers.includes(char)) {
      value += char
    } else if (opener === '"' && cursor.text[index + 1] === '"') {
      value += char
      index += 1
    } else {
      cursor.at = index + 1
      return value
    }
  }
  return null
}

/** Reads up to a space or comma, and up to a colon where a key may stand. */
function readBare(cursor: Cursor, mayBeKey: boolean): string {
  const start = cursor.at
  while (cursor.at < cursor.text.length) {
    const char = cursor.text[cursor.at] ?? ''
    if (SPACE.test(char) || COMMA.test(char)) break
    if (mayBeKey && COLON.test(char) && cursor.at > start) break
    cursor.at += 1
  }
  return cursor.text.slice(start, cursor.at)
}

function skip(cursor: Cursor, pattern: RegExp): boolean {
  const start = cursor.at
  while (cursor.at < cursor.text.length && pattern.test(cursor.text[cursor.at] ?? '')) cursor.at += 1
  return cursor.at > start
}

/** Reads one term, the cursor on its first character; null if a quote never closes. */
function readTerm(cursor: Cursor): Term | null {
  const start = cursor.at
  const excluded = MINUS.test(cursor.text.slice(start, start + 1))
  if (excluded) cursor.at += 1
  const values: string[] = []
  let key: string | null = null
  let first = true
  do {
    skip(cursor, COMMA)
    if (!first && skip(cursor, SPACE) && NEW_TERM.test(cursor.text.slice(cursor.at))) break
    const closers = quoteAt(cursor)
    const value = closers === undefined ? readBare(cursor, first) : readQuoted(cursor, closers)
    if (value === null) return null
    if (first && closers === undefined && COLON.test(cursor.text[cursor.at] ?? '')) {
      key = value
      cursor.at += 1
      const valueQuotes = quoteAt(cursor)
      const inside = valueQuotes === undefined ? readBare(cursor, false) : readQuoted(cursor, valueQuotes)
      if (inside === null) return null
      values.push(inside)
    } else {
      values.push(value)
    }
    first = false
  } while (COMMA.test(cursor.text[cursor.at] ?? ''))
  const tidied = values.map(tidy).filter((value) => value !== '')
  return { excluded, key, values: tidied, text: cursor.text.slice(start, cursor.at) }
}

/** Splits a search into terms. Never throws; the only thing wrong with a text at this level is a quote left open. */
export function readTerms(search: string): Lexed {
  const cursor: Cursor = { text: search.replace(/[\p{Cf}\p{Cs}]/gu, '').replace(/\p{Cc}/gu, ' '), at: 0 }
  const terms: Term[] = []
  while (true) {
    skip(cursor, SPACE)
    if (cursor.at >= cursor.text.length) return { ok: true, terms }
    const start = cursor.at
    const term = readTerm(cursor)
    if (term === null) return { ok: false, unclosed: cursor.text.slice(start) }
    terms.push(term)
  }
}
