/** A calendar day `YYYY-MM-DD`; what the society means by a date, without a time zone. */
export type Day = string

const TOKYO_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' })
const TOKYO_MINUTE = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Tokyo',
  dateStyle: 'short',
  timeStyle: 'short',
})

/** The day it is in Japan at an instant. The only conversion from instants to days. */
export function tokyoDay(instant: Date): Day {
  return TOKYO_DAY.format(instant)
}

/** `YYYY-MM-DD HH:MM` in Japan, for 入会申請日時 and the like. */
export function tokyoMinute(instant: Date): string {
  return TOKYO_MINUTE.format(instant)
}

/** The instant at which a day begins in Japan, which has no summer time. */
export function startOfTokyoDay(day: Day): Date {
  return new Date(`${day}T00:00:00+09:00`)
}

/** A `@db.Date` column's value (midnight UTC) as a day. */
export function dayOf(column: Date): Day {
  return column.toISOString().slice(0, 10)
}

/** A day as a `@db.Date` column takes it (midnight UTC). */
export function dateColumn(day: Day): Date {
  return new Date(`${day}T00:00:00Z`)
}

/** The day `days` later (or earlier, where negative). */
export function addDays(day: Day, days: number): Day {
  const date = dateColumn(day)
  date.setUTCDate(date.getUTCDate() + days)
  return dayOf(date)
}

/** The fiscal year, named by the calendar year it starts in, that a day falls in. */
export function fiscalYearOf(day: Day, startMonth: number): number {
  const year = Number(day.slice(0, 4))
  return Number(day.slice(5, 7)) >= startMonth ? year : year - 1
}
