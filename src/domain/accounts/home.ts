import type { Context } from '../core/change.ts'
import { clockActor } from '../core/roles.ts'
import type { Reader, Roll } from '../core/roll.ts'

/** Where a login belongs: the membership whose number it is, else its first. Its society's history tells what becomes of the login. */
export interface Home {
  readonly societyId: number
  readonly memberId: number
}

/** Null where no membership is left. */
export async function homeOf(read: Pick<Reader, 'account'>, accountId: number): Promise<Home | null> {
  const account = await read.account.findUnique({
    where: { id: accountId },
    select: {
      loginIdFolded: true,
      members: {
        where: { erasedAt: null, mergedInto: null },
        orderBy: [{ societyId: 'asc' }, { id: 'asc' }],
        select: { societyId: true, id: true, numberFolded: true },
      },
    },
  })
  const members = account?.members ?? []
  const home = members.find(({ numberFolded }) => numberFolded === account?.loginIdFolded) ?? members[0]
  return home === undefined ? null : { societyId: home.societyId, memberId: home.id }
}

/** The member's own doing on the public pages: no rights in the roll but what the page itself does. */
export function pageContext(roll: Roll, societyId: number, now: () => Date): Context {
  const actor = clockActor(societyId, ['credentials.reset', 'member.write'])
  return { roll, now, source: { via: 'page' }, actor: { ...actor, key: 'meibo:member', userId: 'member' } }
}

/** What sends mails by itself. */
export function letterContext(roll: Roll, societyId: number, now: () => Date): Context {
  return { roll, now, source: { via: 'job' }, actor: clockActor(societyId, ['credentials.reset']) }
}
