import { z } from 'zod'
import { type Context, change, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, type Result } from '../core/result.ts'
import { columnsOf } from './columns.ts'
import { changesAfter } from './history.ts'
import type { MergeResult } from './merge.ts'

/** What changes a record so that the values before a merge are no longer what it should go back to. */
const LATER = ['member.edited', 'member.merged', 'member.erased']

const FACTS = z.object({ mergedFrom: z.number(), fields: z.array(z.string()) })
/** Old and new value by field. */
const DETAIL = z.record(z.string(), z.tuple([z.string().nullable(), z.string().nullable()]))

/**
 * Takes a merge back: the second record is found again, and the first has what it had. Errors: undo-gone; undo-blocked where the first was edited since.
 */
export async function undoMerge(
  context: Context,
  { memberId, otherId }: Pick<MergeResult, 'memberId' | 'otherId'>,
  key: string,
): Promise<Result<MergeResult, DomainError>> {
  const { societyId } = context.actor
  const operation = { key, action: 'merge.undo', members: [memberId, otherId] }
  return change(context, 'member.write', operation, async (tx) => {
    const merged = await tx.auditEntry.findFirst({
      where: { societyId, memberId, action: 'member.merged', subject: 'member', subjectId: otherId },
      orderBy: { id: 'desc' },
      select: { id: true, facts: true, details: { select: { detail: true } } },
    })
    const other = await tx.member.findUnique({
      where: { societyId_id: { societyId, id: otherId }, mergedInto: memberId, erasedAt: null },
      select: { number: true },
    })
    const kept = await tx.member.findUnique({
      where: { societyId_id: { societyId, id: memberId }, erasedAt: null },
      select: { number: true },
    })
    const facts = FACTS.safeParse(merged?.facts)
    const detail = DETAIL.safeParse(merged?.details?.detail ?? {})
    if (merged === null || other === null || kept === null || !facts.success || !detail.success)
      return err({ code: 'undo-gone' })
    // Erasing a person takes the old values with it.
    if (facts.data.fields.some((field) => !(field in detail.data))) return err({ code: 'undo-gone' })
    const later = await changesAfter(tx, context.actor, memberId, merged.id, LATER)
    if (later.length > 0) return err({ code: 'undo-blocked', later })
    const before = Object.fromEntries(Object.entries(detail.data).map(([field, [old]]) => [field, old]))
    const updatedAt = context.now()
    await tx.member.update({
      where: { societyId_id: { societyId, id: memberId } },
      data: { ...columnsOf(before), updatedAt },
    })
    await tx.member.update({
      where: { societyId_id: { societyId, id: otherId } },
      data: { mergedInto: null, updatedAt },
    })
    const value = { memberId, number: kept.number, otherId, otherNumber: other.number }
    const undone = { action: 'merge.undone', facts: { auditId: Number(merged.id) } }
    return written(value, [
      { ...undone, memberId, subject: { kind: 'member', id: otherId } },
      { ...undone, memberId: otherId, subject: { kind: 'member', id: memberId } },
    ])
  })
}
