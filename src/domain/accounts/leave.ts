import { type Day, tokyoDay } from '../core/calendar.ts'
import { type Context, change, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Reader, Roll } from '../core/roll.ts'
import { eraseMember } from '../erasure/erase.ts'
import { loadFiscalYears, loadMemberships, type MembershipFacts } from '../withdrawal/facts.ts'
import { planWithdrawal, type WithdrawalTerms } from '../withdrawal/plan.ts'
import { writeWithdrawals } from '../withdrawal/write.ts'
import { pageContext } from './home.ts'
import { promiseLetter } from './letters.ts'
import { hashToken } from './secrets.ts'

/** The reason of whoever leaves by the page; the office has no such choice. */
const SELF = 'self'

/** Why a member can't leave by the page. */
export type LeavingRefused =
  /** The link was used, is too old, or was never sent. */
  | { readonly code: 'gone' }
  /** Dues are open. */
  | { readonly code: 'owes'; readonly society: SocietyNames }
  /** Something else stands in the way that only the office can settle: an office held, a withdrawal under way. */
  | { readonly code: 'ask-office'; readonly society: SocietyNames }

export interface SocietyNames {
  readonly name: string
  readonly nameEn: string | null
}

/** Who would leave which society. */
export interface Leaving {
  readonly society: SocietyNames
  readonly member: Pick<MembershipFacts, 'number' | 'familyName' | 'givenName' | 'organisationName'>
}

interface Found {
  readonly societyId: number
  readonly memberId: number
  readonly accountId: number
  readonly society: SocietyNames
}

/** Shows what a mailed link would do. Looking does not use it. */
export async function previewLeaving(
  roll: Roll,
  token: string,
  now: Date,
): Promise<Result<Leaving, LeavingRefused>> {
  const found = await findLink(roll.read, token, now)
  if (found === null) return err({ code: 'gone' })
  const planned = await plan(roll.read, found, tokyoDay(now))
  if (!planned.ok) return err(refusalOf(planned.error, found.society))
  const { number, familyName, givenName, organisationName } = planned.value
  return ok({ society: found.society, member: { number, familyName, givenName, organisationName } })
}

/** Withdraws and erases the member whom the link was mailed to, in one change. The mail that says so goes to the address that they had. */
export async function leave(
  roll: Roll,
  now: () => Date,
  token: string,
): Promise<Result<{ readonly society: SocietyNames }, LeavingRefused>> {
  const found = await findLink(roll.read, token, now())
  if (found === null) return err({ code: 'gone' })
  const context = pageContext(roll, found.societyId, now)
  const done = await leaveOnce(context, found, hashToken(token) ?? '')
  return done.ok ? ok({ society: found.society }) : err(refusalOf(done.error, found.society))
}

function leaveOnce(context: Context, found: Found, tokenHash: string): Promise<Result<null, DomainError>> {
  const { societyId, memberId } = found
  const now = context.now()
  const operation = { key: `leave ${tokenHash}`, action: 'member.leave', members: [memberId] }
  return change(context, 'member.write', operation, async (tx) => {
    const { count } = await tx.accountToken.updateMany({
      where: { tokenHash, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    })
    if (count === 0) return err({ code: 'link-gone' })
    const planned = await plan(tx, found, tokyoDay(now))
    if (!planned.ok) return planned
    const { email } = await tx.member.findUniqueOrThrow({
      where: { societyId_id: { societyId, id: memberId } },
      select: { email: true },
    })
    const terms = termsOn(tokyoDay(now))
    const more = { note: null, origin: {}, now }
    const withdrawn = await writeWithdrawals(tx, societyId, [planned.value], terms, more)
    const erased = await eraseMember(tx, societyId, memberId, now)
    const farewell = { kind: 'farewell', memberId, address: email ?? '' } as const
    const letter = email === null ? [] : [await promiseLetter(tx, societyId, farewell, now)]
    return written(
      null,
      [...withdrawn, erased],
      [...letter, { job: 'leaving.tell', payload: { societyId, memberId } }],
    )
  })
}

async function findLink(read: Pick<Reader, 'accountToken'>, token: string, now: Date): Promise<Found | null> {
  const tokenHash = hashToken(token)
  if (tokenHash === null) return null
  const link = await read.accountToken.findFirst({
    where: {
      tokenHash,
      purpose: 'leave',
      usedAt: null,
      expiresAt: { gt: now },
      account: { status: 'active' },
    },
    select: {
      accountId: true,
      member: {
        select: {
          societyId: true,
          id: true,
          memberKind: {
            select: { series: { select: { society: { select: { name: true, nameEn: true } } } } },
          },
        },
      },
    },
  })
  if (link === null || link.member === null) return null
  const { societyId, id, memberKind } = link.member
  return { societyId, memberId: id, accountId: link.accountId, society: memberKind.series.society }
}

async function plan(
  read: Pick<Reader, '$queryRaw'>,
  { societyId, memberId }: Found,
  today: Day,
): Promise<Result<MembershipFacts, DomainError>> {
  const [member] = await loadMemberships(read, societyId, [memberId], today)
  if (member === undefined) return err({ code: 'link-gone' })
  const years = await loadFiscalYears(read, societyId)
  const planned = planWithdrawal(member, termsOn(today), [], false, years, today)
  return planned.ok ? ok(member) : planned
}

function termsOn(today: Day): WithdrawalTerms {
  return { acceptedOn: today, withdrawnOn: today, reason: SELF, endPositions: false }
}

/** What a member is told of a refusal: neither sums nor who waits for whom. */
function refusalOf(error: DomainError, society: SocietyNames): LeavingRefused {
  if (error.code === 'invoices-open') return { code: 'owes', society }
  return error.code === 'link-gone' ? { code: 'gone' } : { code: 'ask-office', society }
}
