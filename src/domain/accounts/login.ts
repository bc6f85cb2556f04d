import { sha256 } from '../core/audit.ts'
import { change, written } from '../core/change.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Reader, Roll } from '../core/roll.ts'
import { foldNumber } from '../search/fold.ts'
import { homeOf, pageContext } from './home.ts'
import { hashToken, isPassword, newToken } from './secrets.ts'

/** How long a login lasts: long enough to change a password. */
const SESSION_MINUTES = 15

export interface LoggedIn {
  /** For the cookie; only its hash is kept. */
  readonly token: string
  readonly mustChange: boolean
}

/** One refusal for everything, so that it tells nobody what was wrong. */
export interface LoginRefused {
  readonly code: 'login-refused'
}

/** Opens a session for a login ID and its password. A suspended login, one without a password and none at all take the same time and get the same answer. */
export async function logIn(
  roll: Roll,
  now: () => Date,
  { loginId, password }: { readonly loginId: string; readonly password: string },
): Promise<Result<LoggedIn, LoginRefused>> {
  const account = await roll.read.account.findUnique({
    where: { loginIdFolded: foldNumber(loginId) },
    select: { id: true, status: true, passwordHash: true, mustChange: true },
  })
  const right = await isPassword(password, account?.passwordHash ?? null)
  const home = account === null ? null : await homeOf(roll.read, account.id)
  if (!right || account?.status !== 'active' || home === null) return err({ code: 'login-refused' })
  const { id: accountId, mustChange } = account
  const token = newToken()
  const opened = await change(
    pageContext(roll, home.societyId, now),
    'credentials.reset',
    undefined,
    async (tx) => {
      const createdAt = now()
      const expiresAt = new Date(createdAt.getTime() + SESSION_MINUTES * 60_000)
      const tokenHash = sha256(token)
      await tx.accountToken.create({
        data: { accountId, purpose: 'session', tokenHash, createdAt, expiresAt },
      })
      return written(null, [{ action: 'account.logged-in', memberId: home.memberId, facts: { accountId } }])
    },
  )
  return opened.ok ? ok({ token, mustChange }) : err({ code: 'login-refused' })
}

/** Whose a session or a link is. */
export interface Holder {
  readonly accountId: number
  readonly loginId: string
  readonly mustChange: boolean
}

/** Whose token this is; null where it was used, is too old, or belongs to a login that is suspended. Looking does not use it. */
export async function holderOf(
  read: Pick<Reader, 'accountToken'>,
  purpose: 'session' | 'reset',
  token: string,
  now: Date,
): Promise<Holder | null> {
  const tokenHash = hashToken(token)
  if (tokenHash === null) return null
  const found = await read.accountToken.findFirst({
    where: { tokenHash, purpose, usedAt: null, expiresAt: { gt: now }, account: { status: 'active' } },
    select: { account: { select: { id: true, loginId: true, mustChange: true } } },
  })
  if (found === null) return null
  const { id: accountId, loginId, mustChange } = found.account
  return { accountId, loginId, mustChange }
}

/** Ends a session. Who has the token may do so; nothing of the roll is written. */
export async function logOut(roll: Roll, token: string, now: Date): Promise<void> {
  const tokenHash = hashToken(token)
  if (tokenHash === null) return
  await roll.transact((tx) =>
    tx.accountToken.updateMany({
      where: { tokenHash, purpose: 'session', usedAt: null },
      data: { usedAt: now },
    }),
  )
}
