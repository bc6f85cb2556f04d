import type { Tx } from '../../database/client.ts'
import type { Context } from '../core/change.ts'
import type { JobDraft } from '../core/jobs.ts'
import { foldNumber } from '../search/fold.ts'
import { promiseLetter } from './letters.ts'

/**
 * Gives a member a login without a password, unless there is one already. The login ID is the member number where no other account has it, else the
 * society's code with the number.
 *
 * @returns the account's id
 */
export async function createAccount(
  tx: Tx,
  societyId: number,
  { id: memberId, number }: { readonly id: number; readonly number: string },
): Promise<number> {
  const where = { societyId_id: { societyId, id: memberId } }
  const { accountId } = await tx.member.findUniqueOrThrow({ where, select: { accountId: true } })
  if (accountId !== null) return accountId
  const { code } = await tx.society.findUniqueOrThrow({ where: { id: societyId }, select: { code: true } })
  const taken = await tx.account.findUnique({
    where: { loginIdFolded: foldNumber(number) },
    select: { id: true },
  })
  const loginId = taken === null ? number : `${code}${number}`
  const { id } = await tx.account.create({ data: { loginId }, select: { id: true } })
  await tx.member.update({ where, data: { accountId: id } })
  return id
}

/**
 * Promises the mail with login ID and initial password; hand the job to `change`. The password is made when the mail is sent. Who asked is told where
 * it does not arrive.
 */
export function welcomeJob(tx: Tx, { actor, now }: Context, memberId: number): Promise<JobDraft> {
  return promiseLetter(tx, actor.societyId, { kind: 'welcome', memberId, requestedBy: actor.key }, now())
}
