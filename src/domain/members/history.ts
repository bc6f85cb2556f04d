import { z } from 'zod'
import { tokyoMinute } from '../core/calendar.ts'
import type { Context } from '../core/change.ts'
import { readerOf } from '../core/change.ts'
import { type Actor, may } from '../core/roles.ts'
import type { Reader } from '../core/roll.ts'
import type { HistoryLine } from './cardData.ts'

/** Changes that fit on a card. */
const SHOWN = 5

/** Reads, which are written down but change nothing. */
export const READS: readonly string[] = [
  'account.logged-in',
  'approval.viewed',
  'attachment.sent',
  'audit.searched',
  'audit.verified',
  'deletion.viewed',
  'dossier.viewed',
  'history.viewed',
  'member.viewed',
  'search.run',
]

/** Beginnings of the actions that tell of dues; a held withdrawal waits for open invoices. */
export const DUES_ACTIONS: readonly string[] = [
  'allocation.',
  'approval.viewed',
  'billing.',
  'dues.',
  'exemption.',
  'invoice.',
  'payment.',
  'rebooking.',
  'refund.',
  'reminder.',
  'settlement.',
  'withdrawal.held',
  'withdrawal.released',
]

/** What a reader may not know of, as conditions of a query; nothing for who may read dues. */
export function hiddenFrom(actor: Actor): readonly { readonly action: { readonly startsWith: string } }[] {
  return may(actor, 'dues.read') ? [] : DUES_ACTIONS.map((start) => ({ action: { startsWith: start } }))
}

/** The last changes of a member that the caller may know of, newest first; none without history.read. */
export async function loadHistory(context: Context, memberId: number): Promise<readonly HistoryLine[]> {
  return may(context.actor, 'history.read') ? lastChanges(readerOf(context), context.actor, memberId) : []
}

/** The same for somebody whose own change is refused because of them; `read` is the transaction where there is one. */
export async function lastChanges(
  read: Pick<Reader, 'auditEntry'>,
  actor: Actor,
  memberId: number,
): Promise<readonly HistoryLine[]> {
  const entries = await read.auditEntry.findMany({
    where: {
      societyId: actor.societyId,
      memberId,
      outcome: 'done',
      action: { notIn: [...READS] },
      NOT: [...hiddenFrom(actor)],
    },
    orderBy: { id: 'desc' },
    take: SHOWN,
    select: { at: true, actor: true, action: true },
  })
  return entries.map(({ at, ...line }) => ({ at: tokyoMinute(at), ...line }))
}

const UNDOING = z.object({ auditId: z.number() })

/** Which of a member's audit rows were undone since one of them; that one too, where it was. */
export async function undoneSince(
  read: Pick<Reader, 'auditEntry'>,
  { societyId }: Pick<Actor, 'societyId'>,
  memberId: number,
  auditId: bigint,
): Promise<readonly bigint[]> {
  const undoing = await read.auditEntry.findMany({
    where: { societyId, memberId, outcome: 'done', id: { gt: auditId }, action: { endsWith: '.undone' } },
    select: { facts: true },
  })
  return undoing.flatMap(({ facts }) => {
    const undone = UNDOING.safeParse(facts)
    return undone.success ? [BigInt(undone.data.auditId)] : []
  })
}

/**
 * Changes of these kinds since an audit row that still hold, newest first: what was undone is in nobody's way. What tells of dues stands among them
 * without its name for whoever may not know of it: that something is in the way is no secret.
 */
export async function changesAfter(
  read: Pick<Reader, 'auditEntry'>,
  actor: Actor,
  memberId: number,
  auditId: bigint,
  actions: readonly string[],
): Promise<readonly HistoryLine[]> {
  const undone = await undoneSince(read, actor, memberId, auditId)
  const found = await read.auditEntry.findMany({
    where: {
      societyId: actor.societyId,
      memberId,
      outcome: 'done',
      id: { gt: auditId, notIn: [...undone] },
      action: { in: [...actions] },
    },
    orderBy: { id: 'desc' },
    take: SHOWN,
    select: { at: true, actor: true, action: true },
  })
  const hides = (action: string) =>
    !may(actor, 'dues.read') && DUES_ACTIONS.some((start) => action.startsWith(start))
  return found.map(({ at, actor: who, action }) => ({
    at: tokyoMinute(at),
    actor: who,
    action: hides(action) ? 'hidden' : action,
  }))
}
