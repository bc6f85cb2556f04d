import type { Context } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, type Result } from '../core/result.ts'
import { type Actor, may } from '../core/roles.ts'
import { closeUnmet, type Ended, endApproval } from './ending.ts'
import { MONEY } from './subjects.ts'

/**
 * Takes a request back; the withdrawals that were held for it are cancelled. Only who asked, or somebody of the office (member.write), may.
 *
 * Errors: approval-gone, decided, not-yours.
 */
export async function cancelApproval(
  context: Context,
  approvalId: number,
  key: string,
): Promise<Result<Ended, DomainError>> {
  const operation = { key, action: 'approval.cancel' }
  const door = { permission: 'settlement.request', subjects: MONEY } as const
  return endApproval(context, approvalId, door, operation, async (tx, pending) =>
    mayCancel(context.actor, pending)
      ? closeUnmet(tx, context, approvalId, 'cancelled', null)
      : err({ code: 'not-yours' }),
  )
}

/** Whether this caller may take the request back while it waits. */
export function mayCancel(actor: Actor, { requestedBy }: { readonly requestedBy: string }): boolean {
  return may(actor, 'settlement.request') && (requestedBy === actor.key || may(actor, 'member.write'))
}
