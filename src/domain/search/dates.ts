import { foldText } from './fold.ts'

/** Days from–to, inclusive, `YYYY-MM-DD`; null leaves that end open. */
export interface DayRange {
  readonly from: string | null
  readonly to: string | null
}

interface Span {
  readonly from: string
  readonly to: string
}

/** Years before the first of each era, so that 令和8年 = 2018 + 8. */
const ERAS: Readonly<Record<string, number>> = {
  令和: 2018,
  r: 2018,
  平成: 1988,
  h: 1988,
  昭和: 1925,
  s: 1925,
  大正: 1911,
  t: 1911,
  明治: 1867,
  m: 1867,
}

const FIRST_YEAR = 1868
const LAST_YEAR = 2999

const DAY =
  /^(?:(令和|平成|昭和|大正|明治|[rhstm])(元|[1-9]\d?|0[1-9])|(\d{4}))(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?$/
const MONTH = /^(?:(令和|平成|昭和|大正|明治|[rhstm])(元|[1-9]\d?|0[1-9])|(\d{4}))(?:年|[-/.])(\d{1,2})月?$/
const YEAR = /^(?:(令和|平成|昭和|大正|明治|[rhstm])(元|[1-9]\d?|0[1-9])|(\d{4}))(年度?)?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function dayOf(year: number, month: number, day: number): Span | null {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return null
  if (day < 1 || day > daysIn(year, month)) return null
  const date = `${year}-${two(month)}-${two(day)}`
  return { from: date, to: date }
}

function months(year: number, month: number, count: number): Span | null {
  const first = year * 12 + month - 1
  const last = first + count - 1
  const lastYear = Math.floor(last / 12)
  const lastMonth = (last % 12) + 1
  const from = month < 1 || month > 12 ? null : dayOf(year, month, 1)
  const to = dayOf(lastYear, lastMonth, daysIn(lastYear, lastMonth))
  return from && to ? { from: from.from, to: to.to } : null
}

function yearOf(match: RegExpExecArray): number {
  const [, era, number, western] = match
  if (western !== undefined) return Number(western)
  return (ERAS[era ?? ''] ?? 0) + (number === '元' ? 1 : Number(number))
}

function fiscalYear(year: number, startMonth: number): Span | null {
  return months(year, startMonth, 12)
}

/** The day before, on the calendar. */
function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

function words(today: string, startMonth: number): Readonly<Record<string, () => Span | null>> {
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7))
  const fiscal = month >= startMonth ? year : year - 1
  const yesterday = dayBefore(today)
  const lastMonth = month === 1 ? () => months(year - 1, 12, 1) : () => months(year, month - 1, 1)
  const day = (date: string) => () => ({ from: date, to: date })
  return {
    今日: day(today),
    本日: day(today),
    today: day(today),
    昨日: day(yesterday),
    yesterday: day(yesterday),
    今月: () => months(year, month, 1),
    thismonth: () => months(year, month, 1),
    先月: lastMonth,
    lastmonth: lastMonth,
    今年: () => months(year, 1, 12),
    thisyear: () => months(year, 1, 12),
    昨年: () => months(year - 1, 1, 12),
    去年: () => months(year - 1, 1, 12),
    lastyear: () => months(year - 1, 1, 12),
    今年度: () => fiscalYear(fiscal, startMonth),
    本年度: () => fiscalYear(fiscal, startMonth),
    thisfiscalyear: () => fiscalYear(fiscal, startMonth),
    昨年度: () => fiscalYear(fiscal - 1, startMonth),
    前年度: () => fiscalYear(fiscal - 1, startMonth),
    lastfiscalyear: () => fiscalYear(fiscal - 1, startMonth),
  }
}

function spanOf(text: string, today: string, startMonth: number): Span | null {
  const compact = COMPACT.exec(text)
  if (compact) return dayOf(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  const day = DAY.exec(text)
  if (day) return dayOf(yearOf(day), Number(day[4]), Number(day[5]))
  const month = MONTH.exec(text)
  if (month) return months(yearOf(month), Number(month[4]), 1)
  const year = YEAR.exec(text)
  if (year) {
    if (year[4] === '年度') return fiscalYear(yearOf(year), startMonth)
    return months(yearOf(year), 1, 12)
  }
  const known = words(today, startMonth)
  const word = foldText(text)
  return Object.hasOwn(known, word) ? (known[word]?.() ?? null) : null
}

/**
 * Reads a day, month, year, 年度 or word (今月, last-month …), Western or Japanese era, or a range of them (`A..B`, `A..`, `..B`, also `〜`).
 * `today` is `YYYY-MM-DD` in Asia/Tokyo. Null: not a date. A range may come out contradictory (from after to): the caller says so.
 */
export function readDayRange(text: string, today: string, fiscalYearStartMonth: number): DayRange | null {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, '')
    .replace(/[‐‑–—−]/gu, '-')
  const ends = plain.split(/\.{2,}|…|‥|[~〜]|から/u)
  if (ends.length > 2) return null
  const spans = ends.map((end) => (end === '' ? undefined : spanOf(end, today, fiscalYearStartMonth)))
  if (spans.includes(null)) return null
  const [first, last] = spans
  if (ends.length === 1) return first ?? null
  if (!first && !last) return null
  return { from: first?.from ?? null, to: last?.to ?? null }
}
