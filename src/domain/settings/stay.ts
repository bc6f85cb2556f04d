import type { Tx } from '../../database/client.ts'
import { tokyoDay } from '../core/calendar.ts'
import type { Context } from '../core/change.ts'
import { may } from '../core/roles.ts'
import { loadAccess } from '../society/access.ts'
import { type Membership, planActor } from '../society/actor.ts'

/** Whether the caller may still open the settings, by the rights that hold after what the transaction has written. */
export async function staysIn(tx: Tx, { actor, now }: Context, membership: Membership): Promise<boolean> {
  const { teamId, userId, societyId } = actor
  const caller = { teamId, userId }
  const societies = await loadAccess(tx, caller, tokyoDay(now()))
  const own = societies.find(({ id }) => id === societyId)
  if (own === undefined) return false
  const after = planActor(own, caller, membership)
  return after.ok && may(after.value, 'settings')
}
