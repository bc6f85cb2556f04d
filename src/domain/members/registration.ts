import type { Prisma } from '../../../prisma/generated/client.ts'
import { type Day, dayOf, tokyoMinute } from '../core/calendar.ts'
import type { Reader } from '../core/roll.ts'
import type { Registration } from './cardData.ts'
import type { Lifecycle } from './row.ts'

/** What 団体登録情報 is read from. */
export const REGISTRATION = {
  number: true,
  lifecycle: true,
  askedBackAt: true,
  boardAccess: true,
  feePlan: true,
  termEnd: true,
  notices: true,
  joinedOn: true,
  withdrawnOn: true,
  withdrawalReason: true,
  appliedAt: true,
  createdAt: true,
  updatedAt: true,
  memberType: { select: { name: true, nameEn: true } },
  memberKind: {
    select: {
      label: true,
      labelEn: true,
      series: { select: { society: { select: { id: true, code: true, name: true, nameEn: true } } } },
    },
  },
  terms: { select: { startedOn: true, endedOn: true } },
} as const satisfies Prisma.MemberSelect

type Registered = Prisma.MemberGetPayload<{ select: typeof REGISTRATION }>

/** Reasons that say that dues were not paid (資格喪失・徴収不能). */
export const DUES_REASONS: readonly string[] = ['lapsed']

/** @param seesDues without it a reason that tells of dues is left out */
export function registrationOf(member: Registered, today: Day, seesDues: boolean): Registration {
  const { memberType, withdrawalReason: reason } = member
  return {
    society: member.memberKind.series.society,
    number: member.number,
    lifecycle: member.lifecycle as Lifecycle,
    askedBack: member.askedBackAt !== null,
    boardAccess: member.boardAccess as Registration['boardAccess'],
    feePlan: member.feePlan as Registration['feePlan'],
    type: memberType && { ja: memberType.name, en: memberType.nameEn },
    termEnd: member.termEnd && dayOf(member.termEnd),
    notices: member.notices,
    joinedOn: member.joinedOn && dayOf(member.joinedOn),
    withdrawnOn: member.withdrawnOn && dayOf(member.withdrawnOn),
    withdrawalReason: reason !== null && DUES_REASONS.includes(reason) && !seesDues ? null : reason,
    years: wholeYears(
      member.terms.map(({ startedOn, endedOn }) => [dayOf(startedOn), endedOn && dayOf(endedOn)]),
      today,
    ),
    appliedAt: member.appliedAt && tokyoMinute(member.appliedAt),
    createdAt: tokyoMinute(member.createdAt),
    updatedAt: tokyoMinute(member.updatedAt),
  }
}

/** 通算年数: whole calendar months of each term and the days left over (31 a month) added up, in whole years. */
export function wholeYears(terms: readonly (readonly [from: Day, to: Day | null])[], today: Day): number {
  let months = 0
  let days = 0
  for (const [from, end] of terms) {
    const to = end !== null && end < today ? end : today
    if (to <= from) continue
    const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number)
    const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number)
    const short = toDay < fromDay
    months += (toYear - fromYear) * 12 + toMonth - fromMonth - (short ? 1 : 0)
    days += toDay - fromDay + (short ? 30 : 0)
  }
  return Math.floor((months + Math.floor(days / 31)) / 12)
}

/** The registrations of the same account in other societies, where both societies have switched sharing on. */
export async function loadOtherRegistrations(
  reader: Reader,
  societyId: number,
  accountId: number | null,
  today: Day,
  seesDues: boolean,
): Promise<readonly Registration[]> {
  if (accountId === null) return []
  const own = await reader.society.findUnique({ where: { id: societyId }, select: { sharesRecords: true } })
  if (own?.sharesRecords !== true) return []
  const others = await reader.member.findMany({
    where: {
      accountId,
      societyId: { not: societyId },
      erasedAt: null,
      mergedInto: null,
      memberKind: { series: { society: { sharesRecords: true } } },
    },
    orderBy: { societyId: 'asc' },
    select: REGISTRATION,
  })
  return others.map((other) => registrationOf(other, today, seesDues))
}
