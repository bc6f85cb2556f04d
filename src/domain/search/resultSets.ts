import { z } from 'zod'
import type { Tx } from '../../database/client.ts'
import { type Context, change, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Conditions } from './conditions.ts'
import { refusalOf } from './permitted.ts'

/** Hours after which a search has to be made anew. */
const LIFE_HOURS = 24

/** A search that was kept, so that its pages can be turned and its members mailed, printed and exported. */
export interface ResultSet {
  readonly id: number
  /** `team:user` of whoever searched. */
  readonly owner: string
  readonly conditions: Conditions
  readonly expiresAt: Date
}

const excluded = z.boolean()
const values = z.array(z.string()).readonly()
/** The stored form of `Conditions`; what an older release has written may no longer be one. */
const CONDITIONS = z.object({
  society: z.string().nullable(),
  filters: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('text'), field: z.string(), excluded, values }),
        z.object({ kind: z.literal('choice'), field: z.string(), excluded, values }),
        z.object({
          kind: z.literal('date'),
          field: z.string(),
          excluded,
          from: z.string().nullable(),
          to: z.string().nullable(),
        }),
      ]),
    )
    .readonly(),
  sort: z
    .object({
      field: z.enum(['number', 'kana', 'applied', 'updated', 'type', 'affiliation', 'termEnd', 'dues']),
      direction: z.enum(['asc', 'desc']),
    })
    .nullable(),
})

/**
 * Keeps a search for 24 hours and writes down that it was made: the one audit row of everything that is then read of it.
 *
 * @param total how many members it found
 */
export async function keepResultSet(
  context: Context,
  conditions: Conditions,
  total: number,
): Promise<Result<ResultSet, DomainError>> {
  const refusal = refusalOf(context.actor, conditions)
  if (refusal !== null) return err(refusal)
  const { societyId, key: owner } = context.actor
  const createdAt = context.now()
  const stored: object = conditions
  const expiresAt = new Date(createdAt.getTime() + LIFE_HOURS * 3_600_000)
  return change(context, 'member.read', undefined, async (tx: Tx) => {
    const { id } = await tx.resultSet.create({
      data: {
        societyId,
        owner,
        conditions: stored,
        createdAt,
        expiresAt,
      },
      select: { id: true },
    })
    return ok({
      value: { id, owner, conditions, expiresAt },
      audit: [{ action: 'search.run', subject: { kind: 'result_set', id }, facts: { total } }],
    })
  })
}

/**
 * A kept search of the caller's society, their own or a colleague's. Expired, of another society, or about fields that the caller may not see: all
 * are `result-gone`, so that the refusal tells nothing of what was searched for.
 */
export async function openResultSet(context: Context, id: number): Promise<Result<ResultSet, DomainError>> {
  const { societyId } = context.actor
  const found = await readerOf(context).resultSet.findUnique({
    where: { societyId_id: { societyId, id } },
    select: { owner: true, conditions: true, expiresAt: true },
  })
  const conditions = CONDITIONS.safeParse(found?.conditions)
  if (found === null || !conditions.success || found.expiresAt <= context.now())
    return err({ code: 'result-gone' })
  if (refusalOf(context.actor, conditions.data) !== null) return err({ code: 'result-gone' })
  return ok({ id, owner: found.owner, conditions: conditions.data, expiresAt: found.expiresAt })
}
