import { decideApproval } from '../../../src/domain/approvals/decide.ts'
import { completeHeld } from '../../../src/domain/withdrawal/held.ts'
import { withdrawMember } from '../../../src/domain/withdrawal/withdraw.ts'
import { newKey, valueOf } from '../approvals/requests.ts'
import type { World } from '../find/world.ts'
import { cancelAll, factsOf, inputFor, type People } from '../withdrawal/people.ts'

/** The office withdraws somebody. */
export async function withdraw(
  world: World,
  id: number,
  more: Partial<Parameters<typeof withdrawMember>[1]> = {},
) {
  const input = inputFor(await factsOf(world, id), more)
  return valueOf(await withdrawMember(world.as('secretariat'), input, newKey()))
}

/** Withdrawn over two unpaid years: asked for, approved, completed. */
export async function withdrawOwing(
  world: World,
  people: People,
): Promise<{ readonly id: number; readonly approvalId: number }> {
  const id = await people.owing(2)
  const more = { settlements: cancelAll(await factsOf(world, id)), hold: true, reason: 'lapsed' }
  const approvalId = (await withdraw(world, id, more)).approvalId ?? 0
  const decision = { approvalId, decision: 'approve', note: null } as const
  valueOf(await decideApproval(world.as('treasurer'), decision, newKey()))
  valueOf(await completeHeld(world.as('secretariat'), approvalId))
  return { id, approvalId }
}
