import { z } from 'zod'
import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import { tokyoDay } from '../core/calendar.ts'
import { type Context, change, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, type Result } from '../core/result.ts'
import { changesAfter, undoneSince } from '../members/history.ts'
import { loadMemberships, type MembershipFacts } from './facts.ts'
import { UNDOING, type Undone } from './undo.ts'

const day = z.string().nullable()
const REJOINED = z.object({
  termId: z.number(),
  applicationId: z.number().optional(),
  was: z.object({
    boardAccess: z.enum(['poster', 'reader']),
    joinedOn: day,
    approvedOn: day,
    typeSince: day,
    acceptedOn: day,
    withdrawnOn: z.string(),
    withdrawalReason: z.string().nullable(),
  }),
})
type Rejoined = z.infer<typeof REJOINED>

/** What rests on a rejoining: it concerns somebody who is a member. */
const RESTING = [
  'member.withdrawn',
  'member.memorialised',
  'invoice.issued',
  'payment.recorded',
  'settlement.requested',
  'exemption.granted',
  'position.assigned',
]

/**
 * Takes a rejoining back while nothing rests on it: the member has withdrawn as before, and the term that it began never was. An application that was
 * joined to the record stands for itself again.
 *
 * Errors: undo-gone; undo-blocked, with what came later; already-planned, already-held, invoices-open, positions-held.
 */
export async function undoRejoin(
  context: Context,
  { memberId, termId }: { readonly memberId: number; readonly termId: number },
  key: string,
): Promise<Result<Undone, DomainError>> {
  const { societyId } = context.actor
  const found = await readerOf(context).auditEntry.findFirst({
    where: { societyId, memberId, action: 'member.rejoined', facts: { path: ['termId'], equals: termId } },
    orderBy: { id: 'desc' },
    select: { id: true, facts: true },
  })
  const deed = REJOINED.safeParse(found?.facts)
  if (found === null || !deed.success) return err({ code: 'undo-gone' })
  const { applicationId } = deed.data
  const members = applicationId === undefined ? [memberId] : [memberId, applicationId]
  const operation = { key, action: 'rejoin.undo', members }
  return change(context, 'member.write', operation, async (tx) => {
    const [member] = await loadMemberships(tx, societyId, [memberId], tokyoDay(context.now()))
    const gone = await undoneSince(tx, context.actor, memberId, found.id)
    if (member === undefined || gone.includes(found.id)) return err({ code: 'undo-gone' })
    const later = await changesAfter(tx, context.actor, memberId, found.id, RESTING)
    if (later.length > 0) return err({ code: 'undo-blocked', later })
    const refusal = standing(member, termId)
    if (refusal !== null) return err(refusal)
    await withdrawAgain(tx, societyId, memberId, deed.data, context.now())
    const undone = { action: 'rejoin.undone', facts: { auditId: Number(found.id), termId } }
    const subject = { kind: 'membership_term', id: termId }
    return written({ members: [{ id: memberId, number: member.number }] }, [
      { ...undone, memberId, subject },
      ...(applicationId === undefined ? [] : [{ ...undone, memberId: applicationId }]),
    ])
  })
}

function standing(member: MembershipFacts, termId: number): DomainError | null {
  const { lifecycle, planned, held, openInvoices, holdings } = member
  if (lifecycle !== 'active' || member.termId !== termId) return { code: 'undo-gone' }
  if (planned !== null) return { code: 'already-planned', runsOn: planned.runsOn }
  if (held !== null) return { code: 'already-held' }
  if (openInvoices.length > 0)
    return { code: 'invoices-open', field: 'settlements', count: openInvoices.length }
  if (holdings.length === 0) return null
  return {
    code: 'positions-held',
    field: 'endPositions',
    positions: holdings.map(({ position }) => position),
  }
}

async function withdrawAgain(
  tx: Tx,
  societyId: number,
  memberId: number,
  { applicationId, was }: Rejoined,
  now: Date,
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    UPDATE member SET lifecycle = 'withdrawn', fee_plan = 'free', member_type_id = NULL, board_access = ${was.boardAccess},
      joined_on = ${was.joinedOn}::date, approved_on = ${was.approvedOn}::date, type_since = ${was.typeSince}::date,
      withdrawal_accepted_on = ${was.acceptedOn}::date, withdrawn_on = ${was.withdrawnOn}::date,
      withdrawal_reason = ${was.withdrawalReason}, updated_at = ${now}
    FROM ${UNDOING} WHERE society_id = ${societyId}::int AND id = ${memberId}::int AND lifecycle = 'active'`)
  if (applicationId !== undefined)
    await tx.member.updateMany({
      where: { societyId, id: applicationId, mergedInto: memberId },
      data: { mergedInto: null },
    })
}
