import { tokyoMinute } from '../core/calendar.ts'
import type { Context } from '../core/change.ts'
import { readerOf } from '../core/change.ts'
import { may } from '../core/roles.ts'
import type { HistoryLine } from './cardData.ts'

/** Changes that fit on a card. */
const SHOWN = 5

/** Reads, which are written down but change nothing. */
const READS = ['member.viewed', 'search.run']

/** Beginnings of the actions that tell of dues; a held withdrawal waits for open invoices. */
const DUES_ACTIONS = [
  'allocation.',
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

/** The last changes of a member that the caller may know of, newest first. */
export async function loadHistory(context: Context, memberId: number): Promise<readonly HistoryLine[]> {
  const { actor } = context
  if (!may(actor, 'history.read')) return []
  const hidden = may(actor, 'dues.read')
    ? []
    : DUES_ACTIONS.map((start) => ({ action: { startsWith: start } }))
  const entries = await readerOf(context).auditEntry.findMany({
    where: {
      societyId: actor.societyId,
      memberId,
      outcome: 'done',
      action: { notIn: READS },
      NOT: hidden,
    },
    orderBy: { id: 'desc' },
    take: SHOWN,
    select: { at: true, actor: true, action: true },
  })
  return entries.map(({ at, ...line }) => ({ at: tokyoMinute(at), ...line }))
}
