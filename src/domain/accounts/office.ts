import { tokyoMinute } from '../core/calendar.ts'
import { type Context, change, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import { MEMBER_NAME } from '../members/cardParts.ts'
import { locateMember, type MemberRef, nearestNumbers } from '../members/locate.ts'
import type { MemberName } from '../members/row.ts'
import { refusalOf } from './issue.ts'
import { promiseLetter } from './letters.ts'
import { endTokens } from './setPassword.ts'
import { createAccount } from './welcome.ts'

/** What the office sees of a member's login. */
export interface AccountView {
  readonly societyId: number
  readonly memberId: number
  readonly number: string
  readonly name: MemberName
  readonly address: string | null
  /** Null where there is no login yet. */
  readonly login: { readonly loginId: string; readonly status: 'active' | 'suspended' } | null
  /** What 初期化 would mail: whoever has never set a password gets an initial one, others a link. */
  readonly kind: 'welcome' | 'reset'
  /** Why nothing can be mailed. */
  readonly refusal: DomainError | null
  /** The last letter about the login. */
  readonly letter: {
    readonly kind: 'welcome' | 'reset'
    readonly state: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown'
    readonly at: string
  } | null
}

const MEMBER = {
  id: true,
  number: true,
  email: true,
  lifecycle: true,
  ...MEMBER_NAME,
  account: { select: { id: true, loginId: true, status: true, passwordHash: true, mustChange: true } },
} as const

/** Shows a member's login. Errors: forbidden, unknown-member. */
export async function viewAccount(
  context: Context,
  ref: MemberRef,
): Promise<Result<AccountView, DomainError>> {
  const { actor } = context
  const { societyId } = actor
  if (!may(actor, 'credentials.reset')) return err({ code: 'forbidden', permission: 'credentials.reset' })
  const read = readerOf(context)
  const id = await locateMember(read, societyId, ref)
  const member =
    id === null
      ? null
      : await read.member.findUnique({ where: { societyId_id: { societyId, id } }, select: MEMBER })
  if (member === null) {
    const number = 'number' in ref ? ref.number : String(ref.id)
    const nearest = 'number' in ref ? await nearestNumbers(read, societyId, ref.number) : []
    return err({ code: 'unknown-member', number, nearest })
  }
  const { id: memberId, number, email: address, account } = member
  const letter = await read.letter.findFirst({
    where: { societyId, memberId, kind: { in: ['welcome', 'reset'] } },
    orderBy: { id: 'desc' },
    select: { kind: true, state: true, updatedAt: true },
  })
  return ok({
    societyId,
    memberId,
    number,
    name: nameOf(member),
    address,
    login: account && { loginId: account.loginId, status: account.status as 'active' | 'suspended' },
    kind: kindOf(account),
    refusal: refusalOf({ ...member, account: account ?? { status: 'active' } }),
    letter: letter && { ...kindAndState(letter), at: tokyoMinute(letter.updatedAt) },
  })
}

function nameOf(member: MemberName): MemberName {
  const { familyName, givenName, familyKana, givenKana, organisationName, organisationKana } = member
  return { familyName, givenName, familyKana, givenKana, organisationName, organisationKana }
}

function kindAndState({ kind, state }: { readonly kind: string; readonly state: string }) {
  type Shown = NonNullable<AccountView['letter']>
  return { kind: kind as Shown['kind'], state: state as Shown['state'] }
}

function kindOf(
  account: { readonly passwordHash: string | null; readonly mustChange: boolean } | null,
): AccountView['kind'] {
  return account === null || account.passwordHash === null || account.mustChange ? 'welcome' : 'reset'
}

/** What was promised to be sent. */
export interface CredentialsSent {
  readonly memberId: number
  readonly number: string
  readonly kind: AccountView['kind']
}

/**
 * 「この会員のパスワードを初期化」: promises the mail. Whoever has never set a password of their own gets a new initial one, and a login where there is none
 * yet; everybody else gets a single-use link. Their password holds until they use it.
 *
 * Errors: unknown-member; not-enrolled, address-missing, account-suspended.
 */
export async function resetCredentials(
  context: Context,
  memberId: number,
  key: string,
): Promise<Result<CredentialsSent, DomainError>> {
  const { societyId, key: requestedBy } = context.actor
  const operation = { key, action: 'credentials.reset', members: [memberId] }
  return change(context, 'credentials.reset', operation, async (tx) => {
    const member = await tx.member.findUnique({
      where: { societyId_id: { societyId, id: memberId }, erasedAt: null, mergedInto: null },
      select: MEMBER,
    })
    if (member === null) return err({ code: 'unknown-member', number: String(memberId), nearest: [] })
    const { account, number } = member
    const refusal = refusalOf({ ...member, account: account ?? { status: 'active' } })
    if (refusal !== null) return err(refusal)
    const accountId = account?.id ?? (await createAccount(tx, societyId, member))
    const kind = kindOf(account)
    const job = await promiseLetter(tx, societyId, { kind, memberId, requestedBy }, context.now())
    const audit = { action: 'credentials.reset', memberId, facts: { accountId, kind } }
    return written({ memberId, number, kind } satisfies CredentialsSent, [audit], [job])
  })
}

/**
 * Stops a login, in every society, or lets it in again. A stopped one can't log in nor ask for a link, and is logged out.
 *
 * Errors: unknown-member, account-missing; account-settled where it is so already.
 */
export async function setAccountStatus(
  context: Context,
  memberId: number,
  status: 'active' | 'suspended',
  key: string,
): Promise<Result<{ readonly memberId: number; readonly number: string }, DomainError>> {
  const { societyId } = context.actor
  const operation = { key, action: `account.${status}`, members: [memberId] }
  return change(context, 'credentials.reset', operation, async (tx) => {
    const member = await tx.member.findUnique({
      where: { societyId_id: { societyId, id: memberId }, erasedAt: null, mergedInto: null },
      select: { number: true, accountId: true },
    })
    if (member === null) return err({ code: 'unknown-member', number: String(memberId), nearest: [] })
    const { number, accountId } = member
    if (accountId === null) return err({ code: 'account-missing', number })
    const { count } = await tx.account.updateMany({
      where: { id: accountId, status: { not: status } },
      data: { status, version: { increment: 1 } },
    })
    if (count === 0) return err({ code: 'account-settled', number, status })
    if (status === 'suspended') await endTokens(tx, accountId, context.now())
    const action = status === 'suspended' ? 'account.suspended' : 'account.resumed'
    return written({ memberId, number }, [{ action, memberId, facts: { accountId } }])
  })
}
