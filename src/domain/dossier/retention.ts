import { addDays, type Day } from '../core/calendar.ts'
import type { DomainError } from '../core/errors.ts'
import type { Reader } from '../core/roll.ts'

/** Where a society keeps how many years notes and documents stay. */
export const DOSSIER_KEY = 'retention.dossier_years'
const READY_YEARS = 5
export const MOST_YEARS = 30

/** The years of that setting's value; five where it has none. */
export function dossierYears(value: unknown): number {
  const years = Number(value)
  return Number.isInteger(years) && years >= 1 && years <= MOST_YEARS ? years : READY_YEARS
}

/** Until when something that is written down today is kept, unless told. */
export async function defaultRetention(
  read: Pick<Reader, 'societySetting'>,
  societyId: number,
  today: Day,
): Promise<Day> {
  const setting = await read.societySetting.findUnique({
    where: { societyId_key: { societyId, key: DOSSIER_KEY } },
    select: { value: true },
  })
  return yearsOn(today, dossierYears(setting?.value))
}

/** Whether a day that was chosen can be kept to. Pure. */
export function planRetention(retainUntil: Day, today: Day): DomainError | null {
  const limit = yearsOn(today, MOST_YEARS)
  return retainUntil > today && retainUntil <= limit
    ? null
    : { code: 'retention-outside', field: 'retainUntil', limit }
}

/** The same day years later; of 29 February the day before, where there is none. */
function yearsOn(day: Day, years: number): Day {
  const year = Number(day.slice(0, 4)) + years
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day.endsWith('-02-29') && !leap ? addDays(`${year}-03-01`, -1) : `${year}${day.slice(4)}`
}
