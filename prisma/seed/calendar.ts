import type { Day } from '../../src/domain/core/calendar.ts'

/** The fiscal years of the demo societies start in April. */
export const START_MONTH = 4

/** The first day of a fiscal year. */
export function yearStart(year: number): Day {
  return `${year}-04-01`
}

/** The last day of a fiscal year. */
export function yearEnd(year: number): Day {
  return `${year + 1}-03-31`
}

/** When the fees of a fiscal year are due. */
export function yearDue(year: number): Day {
  return `${year}-06-30`
}

/** The last day of a month (1–12). */
export function monthEnd(year: number, month: number): Day {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}

/** An instant in Japan: a day and a time such as `12:00:42`. */
export function at(day: Day, time = '10:00:00'): string {
  return `${day}T${time}+09:00`
}

/** The earlier of two days. */
export function earlier(a: Day, b: Day): Day {
  return a < b ? a : b
}

const texts: Day[] = []

/** A day as the number of days since 1970. */
export function dayNumber(day: Day): number {
  return Date.parse(day) / 86_400_000
}

/** The day of a number; remembered, since a bulk load asks for the same few thousand a million times. */
export function dayText(number: number): Day {
  return (texts[number] ??= new Date(number * 86_400_000).toISOString().slice(0, 10))
}
