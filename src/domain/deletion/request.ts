import { openApproval } from '../approvals/open.ts'
import { tokyoDay } from '../core/calendar.ts'
import { type Context, change, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import { locateMember, type MemberRef, nearestNumbers } from '../members/locate.ts'
import { foldNumber } from '../search/fold.ts'
import type { MembershipFacts } from '../withdrawal/facts.ts'
import { loadSubject, planDeletion } from './facts.ts'

/** What the form that asks for a deletion shows. */
export interface DeletionPreview {
  readonly societyId: number
  readonly member: MembershipFacts
  /** Why it can't be asked for now. */
  readonly obstacle: DomainError | null
}

/** Reads what the form shows. Errors: forbidden, unknown-member. */
export async function previewDeletion(
  context: Context,
  ref: MemberRef,
): Promise<Result<DeletionPreview, DomainError>> {
  const { actor } = context
  if (!may(actor, 'member.delete')) return err({ code: 'forbidden', permission: 'member.delete' })
  const { societyId } = actor
  const read = readerOf(context)
  const id = await locateMember(read, societyId, ref)
  const subject = id === null ? null : await loadSubject(read, societyId, id, tokyoDay(context.now()))
  if (subject === null) {
    const number = 'number' in ref ? ref.number : String(ref.id)
    return err({ code: 'unknown-member', number, nearest: await nearestNumbers(read, societyId, number) })
  }
  const { member, waiting } = subject
  const obstacle: DomainError | null =
    waiting === null ? planDeletion(subject) : { code: 'deletion-waits', approvalId: waiting }
  return ok({ societyId, member, obstacle })
}

/** A request that was made. */
export interface DeletionAsked {
  readonly approvalId: number
  readonly number: string
}

/**
 * Asks a second person to delete a member for good. The request is bound to the member and the number; whether nothing is owed and no office held is
 * looked at again when it is decided.
 *
 * Errors: unknown-member, deletion-waits, deletion-owes, deletion-holds, deletion-number, deletion-reason.
 */
export async function requestDeletion(
  context: Context,
  input: {
    readonly memberId: number
    /** As typed. */
    readonly number: string | null
    /** In words; erased with the member. */
    readonly reason: string | null
  },
  key: string,
): Promise<Result<DeletionAsked, DomainError>> {
  const { memberId, reason } = input
  const operation = { key, action: 'deletion.request', members: [memberId] }
  return change(context, 'member.delete', operation, async (tx) => {
    const { societyId } = context.actor
    const subject = await loadSubject(tx, societyId, memberId, tokyoDay(context.now()))
    if (subject === null) return err({ code: 'unknown-member', number: String(memberId), nearest: [] })
    if (subject.waiting !== null) return err({ code: 'deletion-waits', approvalId: subject.waiting })
    const refusal = planDeletion(subject)
    if (refusal !== null) return err(refusal)
    const { number } = subject.member
    if (foldNumber(input.number ?? '') !== foldNumber(number))
      return err({ code: 'deletion-number', field: 'number', number })
    if (reason === null) return err({ code: 'deletion-reason', field: 'reason' })
    const asked = { subject: 'delete', memberId, note: reason, frozen: [{ memberId, number }] } as const
    const { approvalId, jobs } = await openApproval(tx, context, asked)
    const audit = {
      action: 'deletion.requested',
      memberId,
      subject: { kind: 'approval', id: approvalId },
      facts: { approvalId },
      detail: { note: reason },
    }
    return written({ approvalId, number }, [audit], jobs)
  })
}
