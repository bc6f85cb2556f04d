import { describe, expect, it } from 'vitest'
import {
  addDays,
  dateColumn,
  dayOf,
  fiscalYearOf,
  startOfTokyoDay,
  tokyoDay,
  tokyoMinute,
} from '../../../src/domain/core/calendar.ts'

describe('calendar', () => {
  it.each([
    ['2026-03-31T14:59:59.999Z', '2026-03-31', '2026-03-31 23:59'],
    ['2026-03-31T15:00:00.000Z', '2026-04-01', '2026-04-01 00:00'],
    ['2026-12-31T15:00:00.000Z', '2027-01-01', '2027-01-01 00:00'],
  ])('%s is the day %s in Japan', (instant, day, minute) => {
    expect([tokyoDay(new Date(instant)), tokyoMinute(new Date(instant))]).toEqual([day, minute])
  })

  it('begins a day where it begins in Japan', () => {
    expect(startOfTokyoDay('2026-04-01').toISOString()).toBe('2026-03-31T15:00:00.000Z')
  })

  it('passes days through date columns whatever the process’s zone', () => {
    expect(dayOf(dateColumn('2024-02-29'))).toBe('2024-02-29')
  })

  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-11-22', 30, '2026-12-22'],
  ])('%s and %i days are %s', (day, days, sum) => {
    expect(addDays(day, days)).toBe(sum)
  })

  it.each([
    ['2026-03-31', 4, 2025],
    ['2026-04-01', 4, 2026],
    ['2026-01-01', 1, 2026],
  ])('%s with years from month %i belongs to %i', (day, month, year) => {
    expect(fiscalYearOf(day, month)).toBe(year)
  })
})
