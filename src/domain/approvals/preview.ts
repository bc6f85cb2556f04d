import { tokyoDay } from '../core/calendar.ts'
import { type Context, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import { loadMemberships, type MembershipFacts } from '../withdrawal/facts.ts'
import { loadReasons, type Reason } from '../withdrawal/reasons.ts'

/** What the form of a request shows. */
export interface SettlementPreview {
  readonly societyId: number
  readonly member: MembershipFacts
  readonly reasons: readonly Reason[]
}

/** Reads what the form of a request shows. Errors: forbidden, unknown-member. */
export async function previewSettlement(
  context: Context,
  memberId: number,
): Promise<Result<SettlementPreview, DomainError>> {
  const { actor } = context
  if (!may(actor, 'settlement.request')) return err({ code: 'forbidden', permission: 'settlement.request' })
  const { societyId } = actor
  const read = readerOf(context)
  const [[member], reasons] = await Promise.all([
    loadMemberships(read, societyId, [memberId], tokyoDay(context.now())),
    loadReasons(read, societyId),
  ])
  if (member === undefined) return err({ code: 'unknown-member', number: String(memberId), nearest: [] })
  return ok({ societyId, member, reasons: reasons.settlement })
}
