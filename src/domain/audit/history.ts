import { Prisma } from '../../../prisma/generated/client.ts'
import { type Context, change, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import type { Reader } from '../core/roll.ts'
import { hiddenFrom, READS } from '../members/history.ts'
import { locateMember, type MemberRef, nearestNumbers } from '../members/locate.ts'
import { foldNumber } from '../search/fold.ts'
import { type AuditLine, type AuditNames, LINE, lineOf, loadNames } from './historyLines.ts'
import { loadStandingCause, type StandingCause } from './historyStanding.ts'

/** Rows of a page. */
const PAGE = 8

/** One page of what was done with a member. */
export interface HistoryPage {
  readonly societyId: number
  readonly member: { readonly id: number; readonly number: string }
  /** Why the member is 無効; null for an active one. */
  readonly standing: StandingCause | null
  readonly total: number
  readonly page: number
  readonly pages: number
  /** The newest row when the first page was opened: later rows move no page. */
  readonly anchor: number
  /** Newest first. */
  readonly lines: readonly AuditLine[]
  readonly names: AuditNames
}

/** A page that is turned to. */
export interface Turned {
  readonly page: number
  readonly anchor: number
}

/**
 * Opens a page of a member's history as the reader may see it: without dues.read nothing of dues, without audit.read none of the looks. What was done
 * with records merged into this one belongs to it. Somebody who was erased is found by the number. Writes down that it was looked at.
 *
 * Errors: forbidden; unknown-member.
 */
export async function viewHistory(
  context: Context,
  ref: MemberRef,
  turned?: Turned,
): Promise<Result<HistoryPage, DomainError>> {
  const { actor } = context
  if (!may(actor, 'history.read')) return err({ code: 'forbidden', permission: 'history.read' })
  const { societyId } = actor
  const read = readerOf(context)
  const id = (await locateMember(read, societyId, ref)) ?? (await findErased(read, societyId, ref))
  if (id === null) {
    const number = 'number' in ref ? ref.number : String(ref.id)
    return err({ code: 'unknown-member', number, nearest: await nearestNumbers(read, societyId, number) })
  }
  const [member, standing, records] = await Promise.all([
    read.member.findUniqueOrThrow({
      where: { societyId_id: { societyId, id } },
      select: { id: true, number: true },
    }),
    loadStandingCause(context, id),
    recordsOf(read, societyId, id),
  ])
  const own = { societyId, memberId: { in: [...records] }, outcome: 'done', NOT: [...hiddenFrom(actor)] }
  const where = may(actor, 'audit.read') ? own : { ...own, action: { notIn: [...READS] } }
  const value = { societyId, member, standing, ...(await pageOf(context, where, PAGE, turned)) }
  const subject = { kind: 'member', id }
  return change(context, 'history.read', undefined, async () =>
    ok({ value, audit: [{ action: 'history.viewed', memberId: id, subject }] }),
  )
}

/** A page of the audit rows that meet a condition, newest first, with what is needed to turn it. */
export async function pageOf(
  context: Context,
  where: Prisma.AuditEntryWhereInput,
  size: number,
  turned: Turned | undefined,
): Promise<Pick<HistoryPage, 'total' | 'page' | 'pages' | 'anchor' | 'lines' | 'names'>> {
  const read = readerOf(context)
  const newest =
    turned === undefined
      ? await read.auditEntry.findFirst({
          where: { societyId: context.actor.societyId },
          orderBy: { id: 'desc' },
          select: { id: true },
        })
      : { id: BigInt(turned.anchor) }
  const anchored = { ...where, id: { lte: newest?.id ?? 0n } }
  const [total, names] = await Promise.all([
    read.auditEntry.count({ where: anchored }),
    loadNames(read, context.actor.societyId),
  ])
  const pages = Math.max(1, Math.ceil(total / size))
  const page = Math.min(Math.max(1, turned?.page ?? 1), pages)
  const rows = await read.auditEntry.findMany({
    where: anchored,
    orderBy: { id: 'desc' },
    skip: (page - 1) * size,
    take: size,
    select: LINE,
  })
  const lines = rows.map((row) => lineOf(row, context.actor))
  return { total, page, pages, anchor: Number(newest?.id ?? 0n), lines, names }
}

/** Whoever had the number and is erased; null where there is nobody. */
export async function findErased(read: Reader, societyId: number, ref: MemberRef): Promise<number | null> {
  const who = 'id' in ref ? { id: ref.id } : { numberFolded: foldNumber(ref.number) }
  const found = await read.member.findFirst({
    where: { societyId, ...who, erasedAt: { not: null } },
    select: { id: true },
  })
  return found?.id ?? null
}

/** The member's own record and all that were merged into it. */
async function recordsOf(read: Reader, societyId: number, memberId: number): Promise<readonly number[]> {
  const rows = await read.$queryRaw<{ id: number }[]>(Prisma.sql`
    WITH RECURSIVE mine AS (
      SELECT ${memberId}::int AS id
      UNION
      SELECT m.id FROM member m JOIN mine ON m.merged_into = mine.id WHERE m.society_id = ${societyId}::int
    )
    SELECT id FROM mine ORDER BY id`)
  return rows.map(({ id }) => id)
}
