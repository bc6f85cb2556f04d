import type { JobPayloads } from '../../domain/core/jobs.ts'
import { clockActor, may } from '../../domain/core/roles.ts'
import { completeHeld, releaseApproved } from '../../domain/withdrawal/held.ts'
import { loadEndedHolds, loadEndedPlan, type Told } from '../../domain/withdrawal/told.ts'
import { textOf } from '../../views/text.ts'
import { endedMessage } from '../../views/withdrawal/told.ts'
import type { JobDeps } from './deps.ts'
import { postDm } from './dm.ts'

/**
 * Completes what was held for an approved request with the rights that whoever asked has now; where these are gone, releases it. Who asked is told by
 * a job of its own.
 */
export async function completeWithdrawals(
  deps: JobDeps,
  { societyId, approvalId }: JobPayloads['withdrawal.complete'],
): Promise<void> {
  const { roll, actors, now } = deps
  const held = await roll.read.heldWithdrawal.findFirst({
    where: { societyId, approvalId, state: 'held' },
    select: { requestedBy: true },
  })
  if (held === null) return
  const actor = await actors.rightsOf(userOf(held.requestedBy), societyId)
  const shared = { roll, now, source: { via: 'job' } } as const
  if (actor !== null && may(actor, 'member.write')) await completeHeld({ ...shared, actor }, approvalId)
  else
    await releaseApproved(
      { ...shared, actor: clockActor(societyId, ['member.write']) },
      approvalId,
      'role-lost',
    )
}

export async function tellHeld(
  deps: JobDeps,
  { societyId, heldIds }: JobPayloads['withdrawal.tell'],
): Promise<void> {
  await tell(deps, societyId, await loadEndedHolds(deps.roll.read, societyId, heldIds))
}

export async function tellPlanned(
  deps: JobDeps,
  { societyId, plannedId }: JobPayloads['planned.tell'],
): Promise<void> {
  await tell(deps, societyId, await loadEndedPlan(deps.roll.read, societyId, plannedId))
}

async function tell({ slack, people }: JobDeps, societyId: number, told: Told | null): Promise<void> {
  if (told === null) return
  const userId = userOf(told.requestedBy)
  const { locale } = await people.find(userId)
  await postDm(slack, userId, endedMessage(societyId, told.ended, textOf(locale)))
}

function userOf(key: string): string {
  return key.slice(key.indexOf(':') + 1)
}
