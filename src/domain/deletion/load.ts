import type { Prisma } from '../../../prisma/generated/client.ts'
import type { RequestFacts } from '../approvals/load.ts'
import { tokyoMinute } from '../core/calendar.ts'
import { type Context, change, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import type { Reader } from '../core/roll.ts'
import { MEMBER_NAME } from '../members/cardParts.ts'
import type { Lifecycle, MemberName } from '../members/row.ts'

/** A request to delete a member as messages show it: a number, no name. */
export interface DeletionFacts extends RequestFacts {
  readonly memberId: number
  readonly number: string
}

const REQUEST = {
  id: true,
  state: true,
  requestedBy: true,
  requestedAt: true,
  expiresAt: true,
  decidedBy: true,
  decidedAt: true,
  note: true,
  decisionNote: true,
  society: { select: { id: true, name: true, nameEn: true } },
  member: { select: { id: true, number: true } },
} as const satisfies Prisma.ApprovalSelect

/** One request; null where there is none of that id. Asks for no permission: its callers do. */
export async function loadDeletion(
  read: Reader,
  societyId: number,
  id: number,
  now: Date,
): Promise<DeletionFacts | null> {
  const row = await read.approval.findFirst({
    where: { societyId, id, subject: 'delete' },
    select: REQUEST,
  })
  return row === null ? null : factsOf(row, now)
}

function factsOf(row: Prisma.ApprovalGetPayload<{ select: typeof REQUEST }>, now: Date): DeletionFacts {
  const { id, society, requestedBy, note, decidedBy, decisionNote, member } = row
  const ranOut = row.state === 'pending' && row.expiresAt <= now
  const ended = ranOut ? row.expiresAt : row.decidedAt
  return {
    id,
    society,
    state: ranOut ? 'expired' : (row.state as DeletionFacts['state']),
    requestedBy,
    requestedAt: tokyoMinute(row.requestedAt),
    expiresAt: tokyoMinute(row.expiresAt),
    decidedBy,
    decidedAt: ended === null ? null : tokyoMinute(ended),
    note,
    decisionNote,
    memberId: member?.id ?? 0,
    number: member?.number ?? '',
  }
}

/** Requests that fit on a screen. */
const SHOWN = 10

/** Deletions that wait. */
export interface DeletionList {
  readonly count: number
  /** The oldest first, at most ten. */
  readonly requests: readonly DeletionFacts[]
}

/** The society's deletions that wait. Errors: forbidden. */
export async function listDeletions(context: Context): Promise<Result<DeletionList, DomainError>> {
  const { actor } = context
  const permission = 'member.delete.approve'
  if (!may(actor, permission)) return err({ code: 'forbidden', permission })
  const now = context.now()
  const where = { societyId: actor.societyId, subject: 'delete', state: 'pending', expiresAt: { gt: now } }
  const read = readerOf(context)
  const [count, rows] = await Promise.all([
    read.approval.count({ where }),
    read.approval.findMany({ where, orderBy: { id: 'asc' }, take: SHOWN, select: REQUEST }),
  ])
  return ok({ count, requests: rows.map((row) => factsOf(row, now)) })
}

/** A request with the name behind its number, and what the reader may do about it. */
export interface DeletionView {
  readonly request: DeletionFacts
  /** Null once the member is erased. */
  readonly member:
    | (MemberName & { readonly affiliation: string | null; readonly lifecycle: Lifecycle })
    | null
  readonly mayDecide: boolean
  readonly mayCancel: boolean
}

/** 会員を確認: opens a request with its name, and writes down that it was looked at. Errors: forbidden, approval-gone. */
export async function viewDeletion(
  context: Context,
  approvalId: number,
): Promise<Result<DeletionView, DomainError>> {
  const { actor } = context
  const permission = 'member.delete.approve'
  if (!may(actor, permission)) return err({ code: 'forbidden', permission })
  const { societyId } = actor
  const read = readerOf(context)
  const request = await loadDeletion(read, societyId, approvalId, context.now())
  if (request === null) return err({ code: 'approval-gone' })
  const { memberId } = request
  const member = await read.member.findFirst({
    where: { societyId, id: memberId, erasedAt: null },
    select: { affiliation: true, lifecycle: true, ...MEMBER_NAME },
  })
  const pending = request.state === 'pending'
  const value: DeletionView = {
    request,
    member: member && { ...member, lifecycle: member.lifecycle as Lifecycle },
    mayDecide: pending && request.requestedBy !== actor.key,
    mayCancel: pending && may(actor, 'member.delete'),
  }
  const subject = { kind: 'approval', id: approvalId }
  return change(context, permission, undefined, async () =>
    ok({ value, audit: [{ action: 'deletion.viewed', memberId, subject }] }),
  )
}
