import { z } from 'zod'
import type { Prisma } from '../../../prisma/generated/client.ts'
import { addDays, startOfTokyoDay } from '../core/calendar.ts'
import { type Context, change, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import { hiddenFrom } from '../members/history.ts'
import { locateMember } from '../members/locate.ts'
import { findErased, type HistoryPage, pageOf, type Turned } from './history.ts'
import { AUDIT_GROUPS, type AuditGroup, actionsOf } from './searchGroups.ts'

/** Rows of a page. */
const PAGE = 10

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u)

/** What to look for; as a screen carries it. */
export const AUDIT_CONDITIONS = z.object({
  /** A user of the caller's workspace. */
  userId: z
    .string()
    .regex(/^[UW][A-Z0-9_]{1,40}$/u)
    .nullable(),
  memberId: z.int().positive().nullable(),
  group: z.enum(AUDIT_GROUPS).nullable(),
  from: day.nullable(),
  to: day.nullable(),
  /** Only what was refused. */
  refused: z.boolean(),
})
export type AuditConditions = z.infer<typeof AUDIT_CONDITIONS>

/** A page of the audit. */
export interface AuditPage
  extends Pick<HistoryPage, 'total' | 'page' | 'pages' | 'anchor' | 'lines' | 'names'> {
  readonly societyId: number
  readonly conditions: AuditConditions
  /** The member that was asked for. */
  readonly number: string | null
}

/** The member of a number as typed, erased ones too. Errors: forbidden, unknown-member. */
export async function auditMember(context: Context, number: string): Promise<Result<number, DomainError>> {
  const { actor } = context
  if (!may(actor, 'audit.read')) return err({ code: 'forbidden', permission: 'audit.read' })
  const read = readerOf(context)
  const ref = { number }
  const id =
    (await locateMember(read, actor.societyId, ref)) ?? (await findErased(read, actor.societyId, ref))
  return id === null ? err({ code: 'unknown-member', number, nearest: [] }) : ok(id)
}

/** Searches the audit, newest first, and writes down that it was. Without dues.read nothing of dues is found. Errors: forbidden; audit-range. */
export async function searchAudit(
  context: Context,
  conditions: AuditConditions,
  turned?: Turned,
): Promise<Result<AuditPage, DomainError>> {
  const { actor } = context
  if (!may(actor, 'audit.read')) return err({ code: 'forbidden', permission: 'audit.read' })
  const { societyId } = actor
  const { from, to, memberId, group, userId, refused } = conditions
  if (from !== null && to !== null && from > to) return err({ code: 'audit-range', field: 'to', from, to })
  const [found, member] = await Promise.all([
    pageOf(context, whereOf(context, conditions), PAGE, turned),
    memberId === null
      ? null
      : readerOf(context).member.findUnique({
          where: { societyId_id: { societyId, id: memberId } },
          select: { number: true },
        }),
  ])
  const value = { societyId, conditions, number: member?.number ?? null, ...found }
  const facts = { userId, group, from, to, refused, page: found.page, total: found.total }
  const about = memberId === null || member === null ? {} : { memberId }
  return change(context, 'audit.read', undefined, async () =>
    ok({ value, audit: [{ action: 'audit.searched', ...about, facts }] }),
  )
}

function whereOf({ actor }: Context, conditions: AuditConditions): Prisma.AuditEntryWhereInput {
  const { userId, memberId, group, from, to, refused } = conditions
  return {
    societyId: actor.societyId,
    ...(userId === null ? {} : { actor: `${actor.teamId}:${userId}` }),
    ...(memberId === null ? {} : { memberId }),
    ...(refused ? { outcome: 'refused' } : {}),
    ...(from === null && to === null
      ? {}
      : {
          at: {
            ...(from === null ? {} : { gte: startOfTokyoDay(from) }),
            ...(to === null ? {} : { lt: startOfTokyoDay(addDays(to, 1)) }),
          },
        }),
    AND: group === null ? [] : [groupWhere(group)],
    NOT: [...hiddenFrom(actor)],
  }
}

function groupWhere(group: AuditGroup): Prisma.AuditEntryWhereInput {
  const { starts, except } = actionsOf(group)
  return {
    OR: starts.map((start) => ({ action: { startsWith: start } })),
    action: { notIn: [...except] },
  }
}
