import { type Context, change, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Permission } from '../core/roles.ts'
import { findAllIds } from './find.ts'
import { openResultSet } from './resultSets.ts'

/** Hours that a dialog about chosen members may stand open. */
const LIFE_HOURS = 24

/** Members as a search found them at one moment: what is done to them is done to these, whatever the search finds later. */
export interface Selection {
  readonly id: number
  readonly memberIds: readonly number[]
}

/**
 * Freezes everybody that a kept search finds now. Audit `selection.frozen`, the one row for the look at all of them.
 *
 * Errors: result-gone; too-many-members beyond `most`; forbidden.
 */
export async function freezeSelection(
  context: Context,
  resultSetId: number,
  permission: Permission,
  most: number,
): Promise<Result<Selection, DomainError>> {
  const kept = await openResultSet(context, resultSetId)
  if (!kept.ok) return kept
  const found = await findAllIds(context, kept.value.conditions, most)
  if (!found.ok) return found
  const memberIds = [...found.value]
  const { societyId, key: owner } = context.actor
  const now = context.now()
  const conditions: object = kept.value.conditions
  return change(context, permission, undefined, async (tx) => {
    const { id } = await tx.resultSet.create({
      data: {
        societyId,
        owner,
        conditions,
        memberIds,
        frozenAt: now,
        createdAt: now,
        expiresAt: new Date(now.getTime() + LIFE_HOURS * 3_600_000),
      },
      select: { id: true },
    })
    const subject = { kind: 'result_set', id }
    return ok({
      value: { id, memberIds },
      audit: [{ action: 'selection.frozen', subject, facts: { total: memberIds.length } }],
    })
  })
}

/** The members that were frozen by this caller. Errors: result-gone, for anybody else's too. */
export async function openSelection(context: Context, id: number): Promise<Result<Selection, DomainError>> {
  const { societyId, key: owner } = context.actor
  const found = await readerOf(context).resultSet.findUnique({
    where: { societyId_id: { societyId, id } },
    select: { owner: true, memberIds: true, frozenAt: true, expiresAt: true },
  })
  return found === null ||
    found.frozenAt === null ||
    found.owner !== owner ||
    found.expiresAt <= context.now()
    ? err({ code: 'result-gone' })
    : ok({ id, memberIds: found.memberIds })
}
