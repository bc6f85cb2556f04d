import { type Context, change } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Reader } from '../core/roll.ts'
import type { LetterKind } from './letters.ts'
import { issueLink, type LinkPurpose } from './links.ts'
import { hashPassword, newPassword } from './secrets.ts'
import { endTokens } from './setPassword.ts'

/** A letter to a member, with the secret that was made for it; the secret is nowhere else. */
export interface Secret {
  readonly societyId: number
  readonly memberId: number
  readonly number: string
  readonly name: {
    readonly familyName: string | null
    readonly givenName: string | null
    readonly organisationName: string | null
  }
  readonly address: string
  readonly society: { readonly name: string }
  readonly loginId: string
  /** An initial password, or a link's token. */
  readonly secret: string
}

const RECIPIENT = {
  number: true,
  email: true,
  familyName: true,
  givenName: true,
  organisationName: true,
  lifecycle: true,
  account: { select: { id: true, loginId: true, status: true } },
} as const

/**
 * Makes the secret of a letter, commits its hash, and gives it to be sent: an initial password that must be changed, or a single-use link. An earlier
 * secret of the kind is good no more.
 *
 * Errors: unknown-member; address-missing, account-missing, account-suspended; not-enrolled, where the member has left meanwhile.
 */
export async function issueSecret(
  context: Context,
  kind: Extract<LetterKind, 'welcome' | LinkPurpose>,
  memberId: number,
): Promise<Result<Secret, DomainError>> {
  const { societyId } = context.actor
  const password = newPassword()
  const passwordHash = kind === 'welcome' ? await hashPassword(password) : ''
  return change(context, 'credentials.reset', undefined, async (tx) => {
    const member = await tx.member.findUnique({
      where: { societyId_id: { societyId, id: memberId }, erasedAt: null, mergedInto: null },
      select: RECIPIENT,
    })
    if (member === null) return err({ code: 'unknown-member', number: String(memberId), nearest: [] })
    const refusal = refusalOf(member)
    if (refusal !== null) return err(refusal)
    const { account, email, number, familyName, givenName, organisationName } = member
    const accountId = account?.id ?? 0
    if (kind === 'welcome') {
      await tx.account.update({
        where: { id: accountId },
        data: { passwordHash, mustChange: true, version: { increment: 1 } },
      })
      await endTokens(tx, accountId, context.now())
    }
    const secret =
      kind === 'welcome'
        ? password
        : await issueLink(tx, kind, accountId, { societyId, memberId }, context.now())
    const society = await tx.society.findUniqueOrThrow({ where: { id: societyId }, select: { name: true } })
    const value: Secret = {
      societyId,
      memberId,
      number,
      name: { familyName, givenName, organisationName },
      address: email ?? '',
      society,
      loginId: account?.loginId ?? '',
      secret,
    }
    const action = kind === 'welcome' ? 'account.password-issued' : 'account.link-issued'
    return ok({ value, audit: [{ action, memberId, facts: { accountId, kind } }] })
  })
}

interface Asked {
  readonly number: string
  readonly email: string | null
  readonly lifecycle: string
  readonly account: { readonly status: string } | null
}

/** Why a member can't be sent login data, or null. */
export function refusalOf({ number, email, lifecycle, account }: Asked): DomainError | null {
  if (lifecycle !== 'active')
    return { code: 'not-enrolled', number, lifecycle: lifecycle as 'applicant' | 'withdrawn' | 'rejected' }
  if (email === null) return { code: 'address-missing', number }
  if (account === null) return { code: 'account-missing', number }
  return account.status === 'active' ? null : { code: 'account-suspended', number }
}

/** What the office answered to an application, with whom to write it to. */
export interface ApplicationAnswer extends Pick<Secret, 'number' | 'name' | 'society'> {
  readonly address: string
  readonly note: string | null
}

const ANSWERS = { declined: 'member.rejected', 'asked-back': 'application.asked-back' } as const

/** Reads the office's last answer to an applicant; null where there is nobody to write to any more. */
export async function loadAnswer(
  read: Pick<Reader, 'member' | 'auditEntry' | 'society'>,
  societyId: number,
  memberId: number,
  kind: keyof typeof ANSWERS,
): Promise<ApplicationAnswer | null> {
  const [member, answer, society] = await Promise.all([
    read.member.findUnique({ where: { societyId_id: { societyId, id: memberId } }, select: RECIPIENT }),
    read.auditEntry.findFirst({
      where: { societyId, memberId, action: ANSWERS[kind], outcome: 'done' },
      orderBy: { id: 'desc' },
      select: { details: { select: { detail: true } } },
    }),
    read.society.findUniqueOrThrow({ where: { id: societyId }, select: { name: true } }),
  ])
  if (member === null || member.email === null) return null
  const { number, email: address, familyName, givenName, organisationName } = member
  const { note } = (answer?.details?.detail ?? {}) as { readonly note?: unknown }
  const name = { familyName, givenName, organisationName }
  return { number, name, society, address, note: typeof note === 'string' ? note : null }
}
