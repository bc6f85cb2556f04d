import { addDays, type Day, tokyoDay } from '../core/calendar.ts'
import { type Context, change } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { ok, type Result } from '../core/result.ts'
import type { Reader } from '../core/roll.ts'
import { REVIEW_KEY } from '../settings/society.ts'

/** The year for which a society was reminded last. */
const REMINDED_KEY = 'roles.reminded'
/** A day that was set long after it had passed is for next year. */
const LATE_DAYS = 30

/** A society whose day of 役員交代 has come. */
export interface DueReview {
  readonly societyId: number
  readonly year: number
}

/** Societies that are to look through their roles and have not been reminded this year. */
export async function findDueReviews(read: Reader, now: Date): Promise<readonly DueReview[]> {
  const today = tokyoDay(now)
  const year = Number(today.slice(0, 4))
  const settings = await read.societySetting.findMany({
    where: { key: { in: [REVIEW_KEY, REMINDED_KEY] } },
    orderBy: { societyId: 'asc' },
  })
  return settings.flatMap(({ societyId, key, value }) => {
    if (key !== REVIEW_KEY || typeof value !== 'string' || !isDue(`${year}-${value}`, today)) return []
    const reminded = settings.find((one) => one.key === REMINDED_KEY && one.societyId === societyId)
    return reminded?.value === year ? [] : [{ societyId, year }]
  })
}

function isDue(day: Day, today: Day): boolean {
  return day <= today && today <= addDays(day, LATE_DAYS)
}

/** Promises the reminder, once a year; the caller is the clock. */
export async function remindReview(
  context: Context,
  { societyId, year }: DueReview,
): Promise<Result<null, DomainError>> {
  const operation = { key: `roles.remind ${year}`, action: 'roles.remind' }
  return change(context, 'settings', operation, async (tx) => {
    const where = { societyId_key: { societyId, key: REMINDED_KEY } }
    const stored = { value: year, updatedAt: context.now() }
    await tx.societySetting.upsert({
      where,
      create: { societyId, key: REMINDED_KEY, ...stored },
      update: stored,
    })
    return ok({
      value: null,
      audit: [{ action: 'roles.review-due', facts: { year } }],
      jobs: [{ job: 'roles.remind', payload: { societyId } }],
    })
  })
}

/** 役員交代: somebody has looked through who is in which role; writes down how many were not in order. */
export async function confirmRoles(
  context: Context,
  open: number,
  key: string,
): Promise<Result<null, DomainError>> {
  const operation = { key, action: 'roles.confirm' }
  return change(context, 'settings', operation, async () =>
    ok({ value: null, audit: [{ action: 'roles.reviewed', facts: { open } }] }),
  )
}
