import { type Context, change, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import { MEMBER_NAME } from '../members/cardParts.ts'
import type { MemberName } from '../members/row.ts'
import { mayCancel } from './cancel.ts'
import { type ApprovalFacts, loadApproval } from './load.ts'

/** A member whose invoices a request is about. */
export interface ApprovalMember extends MemberName {
  readonly id: number
  readonly number: string
  readonly affiliation: string | null
}

/** A request with the names behind its numbers, and what the reader may do about it. */
export interface ApprovalView {
  readonly approval: ApprovalFacts
  /** By number. */
  readonly members: readonly ApprovalMember[]
  readonly mayDecide: boolean
  readonly mayCancel: boolean
}

/** 会員を確認: opens a request with its names, and writes down that it was looked at. Errors: forbidden, approval-gone. */
export async function viewApproval(
  context: Context,
  approvalId: number,
): Promise<Result<ApprovalView, DomainError>> {
  const { actor } = context
  if (!may(actor, 'dues.read')) return err({ code: 'forbidden', permission: 'dues.read' })
  const read = readerOf(context)
  const approval = await loadApproval(read, actor.societyId, approvalId, context.now())
  if (approval === null) return err({ code: 'approval-gone' })
  const ids = [...new Set(approval.items.flatMap(membersOfItem))]
  const members = await read.member.findMany({
    where: { societyId: actor.societyId, id: { in: ids } },
    orderBy: [{ numberFolded: 'asc' }, { id: 'asc' }],
    select: { id: true, number: true, affiliation: true, ...MEMBER_NAME },
  })
  const pending = approval.state === 'pending'
  const own = approval.requestedBy === actor.key
  const value: ApprovalView = {
    approval,
    members,
    mayDecide: pending && !own && may(actor, 'settlement.decide'),
    mayCancel: pending && mayCancel(actor, approval),
  }
  const [only] = ids
  return change(context, 'dues.read', undefined, async () =>
    ok({
      value,
      audit: [
        {
          action: 'approval.viewed',
          ...(ids.length === 1 && only !== undefined ? { memberId: only } : {}),
          subject: { kind: 'approval', id: approvalId },
        },
      ],
    }),
  )
}

/** A 振替訂正 may be about two members. */
function membersOfItem(item: ApprovalFacts['items'][number]): readonly number[] {
  return item.kind === 'rebooking' && item.to !== null
    ? [item.invoice.memberId, item.to.memberId]
    : [item.invoice.memberId]
}
