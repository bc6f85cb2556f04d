import type { Tx } from '../../database/client.ts'
import type { AuditDraft } from '../core/audit.ts'
import { change, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Reader, Roll } from '../core/roll.ts'
import { homeOf, pageContext } from './home.ts'
import { type Holder, holderOf } from './login.ts'
import { checkPassword, type PasswordProblem } from './passwords.ts'
import { hashPassword, hashToken, isPassword } from './secrets.ts'

/** Why a new password is not taken. */
export type PasswordRefused =
  | { readonly code: 'password'; readonly problem: PasswordProblem | 'differs' | 'same' }
  | { readonly code: 'current-wrong' }
  /** The session or the link is not good any more. */
  | { readonly code: 'gone' }

export interface NewPassword {
  readonly next: string
  /** Typed a second time. */
  readonly again: string
}

/** Changes the password of whoever is logged in. Every session and every link of the login ends; the caller logs in with the new one. */
export async function changePassword(
  roll: Roll,
  now: () => Date,
  session: string,
  { current, ...chosen }: NewPassword & { readonly current: string },
): Promise<Result<Holder, PasswordRefused>> {
  const holder = await holderOf(roll.read, 'session', session, now())
  if (holder === null) return err({ code: 'gone' })
  const { passwordHash } = await roll.read.account.findUniqueOrThrow({
    where: { id: holder.accountId },
    select: { passwordHash: true },
  })
  if (!(await isPassword(current, passwordHash))) return err({ code: 'current-wrong' })
  if (chosen.next.normalize('NFKC') === current.normalize('NFKC'))
    return err({ code: 'password', problem: 'same' })
  return store(roll, now, { holder, purpose: 'session', token: session, chosen })
}

/** Sets a password by a mailed link, which is used up by it; not by a password that is not taken. */
export async function resetPassword(
  roll: Roll,
  now: () => Date,
  token: string,
  chosen: NewPassword,
): Promise<Result<Holder, PasswordRefused>> {
  const holder = await holderOf(roll.read, 'reset', token, now())
  return holder === null
    ? err({ code: 'gone' })
    : store(roll, now, { holder, purpose: 'reset', token, chosen })
}

interface Storing {
  readonly holder: Holder
  readonly purpose: 'session' | 'reset'
  readonly token: string
  readonly chosen: NewPassword
}

async function store(
  roll: Roll,
  now: () => Date,
  { holder, purpose, token, chosen }: Storing,
): Promise<Result<Holder, PasswordRefused>> {
  if (chosen.next !== chosen.again) return err({ code: 'password', problem: 'differs' })
  const problem = checkPassword(chosen.next, await contextOf(roll.read, holder))
  if (problem !== null) return err({ code: 'password', problem })
  const home = await homeOf(roll.read, holder.accountId)
  if (home === null) return err({ code: 'gone' })
  const passwordHash = await hashPassword(chosen.next)
  const { accountId } = holder
  const audit: AuditDraft = {
    action: 'account.password-changed',
    memberId: home.memberId,
    facts: { accountId, by: purpose },
  }
  const done = await change(
    pageContext(roll, home.societyId, now),
    'credentials.reset',
    undefined,
    async (tx) => {
      if (!(await takeToken(tx, purpose, token, now()))) return err<DomainError>({ code: 'link-gone' })
      await tx.account.update({
        where: { id: accountId },
        data: { passwordHash, mustChange: false, version: { increment: 1 } },
      })
      await endTokens(tx, accountId, now())
      return written(null, [audit])
    },
  )
  return done.ok ? ok(holder) : err({ code: 'gone' })
}

/** Uses a token up; false where somebody was faster, or the login was suspended meanwhile. */
async function takeToken(tx: Tx, purpose: string, token: string, now: Date): Promise<boolean> {
  const { count } = await tx.accountToken.updateMany({
    where: {
      tokenHash: hashToken(token) ?? '',
      purpose,
      usedAt: null,
      expiresAt: { gt: now },
      account: { status: 'active' },
    },
    data: { usedAt: now },
  })
  return count === 1
}

/** Ends every session and password link of a login. */
export async function endTokens(tx: Tx, accountId: number, now: Date): Promise<void> {
  await tx.accountToken.updateMany({
    where: { accountId, purpose: { in: ['session', 'reset'] }, usedAt: null },
    data: { usedAt: now },
  })
}

/** What an attacker knows of the owner. */
async function contextOf(
  read: Pick<Reader, 'member'>,
  { accountId, loginId }: Holder,
): Promise<readonly string[]> {
  const members = await read.member.findMany({
    where: { accountId },
    select: {
      number: true,
      email: true,
      familyName: true,
      givenName: true,
      memberKind: {
        select: { series: { select: { society: { select: { code: true, name: true, nameEn: true } } } } },
      },
    },
  })
  const words = members.flatMap(({ number, email, familyName, givenName, memberKind: { series } }) => {
    const { code, name, nameEn } = series.society
    return [number, email, familyName, givenName, code, name, nameEn]
  })
  return [loginId, ...words].flatMap((word) => word ?? [])
}
