import { randomUUID } from 'node:crypto'
import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import { sha256 } from '../core/audit.ts'
import { change, written } from '../core/change.ts'
import type { JobPayloads } from '../core/jobs.ts'
import type { Reader, Roll } from '../core/roll.ts'
import { foldNumber } from '../search/fold.ts'
import { homeOf, pageContext } from './home.ts'
import { enqueue, promiseLetter } from './letters.ts'
import { newToken } from './secrets.ts'

/** What a mailed link lets its reader do. */
export type LinkPurpose = JobPayloads['link.send']['purpose']

export const LINK_HOURS = 24
/** A department's address may stand for several people; beyond this many it is no person's. */
const MOST_ACCOUNTS = 10

/**
 * Takes a request for a link by login ID or mail address. The same is done whether anybody has it or not: one look, one job. Who is meant, and whether
 * they get a mail, is the job's business. Nothing of the roll is written here, so that it does not pass `change`.
 */
export async function requestLink(roll: Roll, purpose: LinkPurpose, typed: string): Promise<void> {
  const accounts = await accountsOf(roll.read, typed)
  await roll.transact((tx) =>
    enqueue(tx, { job: 'link.send', payload: { purpose, accounts, ask: randomUUID() } }),
  )
}

async function accountsOf(read: Pick<Reader, '$queryRaw'>, typed: string): Promise<readonly number[]> {
  const address = typed.replaceAll('\u0000', '').normalize('NFKC').trim().toLowerCase()
  const rows = await read.$queryRaw<{ readonly id: number }[]>(Prisma.sql`
    SELECT id FROM account WHERE login_id_folded = ${foldNumber(typed)}
    UNION
    SELECT account_id FROM member
    WHERE lower(email) = ${address} AND email IS NOT NULL AND account_id IS NOT NULL AND erased_at IS NULL AND merged_into IS NULL
    ORDER BY id LIMIT ${MOST_ACCOUNTS}`)
  return rows.map(({ id }) => id)
}

/** Promises the mails that a request for a link comes to: none for a login that is suspended, or that nobody can be written to about. */
export async function promiseLinks(
  roll: Roll,
  now: () => Date,
  { purpose, accounts, ask }: JobPayloads['link.send'],
): Promise<void> {
  for (const accountId of accounts) {
    for (const { societyId, memberId } of await membersToWrite(roll.read, purpose, accountId)) {
      const operation = { key: `link ${ask} ${memberId}`, action: 'link.send' }
      await change(pageContext(roll, societyId, now), 'credentials.reset', operation, async (tx) => {
        const job = await promiseLetter(tx, societyId, { kind: purpose, memberId }, now())
        return written(
          null,
          [{ action: 'account.link-asked', memberId, facts: { purpose, accountId } }],
          [job],
        )
      })
    }
  }
}

interface Recipient {
  readonly societyId: number
  readonly memberId: number
}

/** A password is one for all societies, a withdrawal is from each by itself. */
async function membersToWrite(
  read: Reader,
  purpose: LinkPurpose,
  accountId: number,
): Promise<readonly Recipient[]> {
  const members = await read.member.findMany({
    where: {
      accountId,
      account: { status: 'active' },
      email: { not: null },
      erasedAt: null,
      mergedInto: null,
      ...(purpose === 'leave' ? { lifecycle: 'active' } : {}),
    },
    orderBy: [{ societyId: 'asc' }, { id: 'asc' }],
    select: { societyId: true, id: true },
  })
  const all = members.map(({ societyId, id }) => ({ societyId, memberId: id }))
  if (purpose === 'leave' || all.length < 2) return all
  const home = await homeOf(read, accountId)
  return [
    all.find(({ memberId, societyId }) => memberId === home?.memberId && societyId === home.societyId) ??
      all[0],
  ].flatMap((one) => one ?? [])
}

/** A link's token, made as the mail is sent; earlier links for the same end. */
export async function issueLink(
  tx: Tx,
  purpose: LinkPurpose,
  accountId: number,
  member: { readonly societyId: number; readonly memberId: number },
  now: Date,
): Promise<string> {
  const whose = purpose === 'leave' ? member : {}
  await tx.accountToken.updateMany({
    where: { accountId, purpose, ...whose, usedAt: null },
    data: { usedAt: now },
  })
  const token = newToken()
  await tx.accountToken.create({
    data: {
      accountId,
      purpose,
      ...whose,
      tokenHash: sha256(token),
      createdAt: now,
      expiresAt: new Date(now.getTime() + LINK_HOURS * 3_600_000),
    },
  })
  return token
}
