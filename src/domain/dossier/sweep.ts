import type { AuditDraft } from '../core/audit.ts'
import { type Day, dateColumn, tokyoDay } from '../core/calendar.ts'
import { change, written } from '../core/change.ts'
import { clockActor } from '../core/roles.ts'
import type { Roll } from '../core/roll.ts'

/** Rows of each kind that one sweep of a society clears. */
const MOST = 500

/** How many notes and documents were emptied. */
export interface DossierSwept {
  readonly notes: number
  readonly attachments: number
}

/** Empties the notes and documents of every society whose retention has ended; the rows stay, and each member's audit says it. */
export async function sweepDossiers(roll: Roll, now: () => Date): Promise<DossierSwept> {
  const today = tokyoDay(now())
  const societies = await roll.read.society.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
  let notes = 0
  let attachments = 0
  for (const { id: societyId } of societies) {
    const due = await findDue(roll, societyId, today)
    if (due.length === 0) continue
    const swept = await sweepSociety(roll, now, societyId, due)
    notes += swept.notes
    attachments += swept.attachments
  }
  return { notes, attachments }
}

interface Due {
  readonly kind: 'contact_log' | 'attachment'
  readonly id: number
  readonly memberId: number
}

async function findDue({ read }: Roll, societyId: number, today: Day): Promise<readonly Due[]> {
  const ended = { societyId, retainUntil: { lte: dateColumn(today) } }
  const select = { id: true, memberId: true } as const
  const [logs, files] = await Promise.all([
    read.contactLog.findMany({ where: { ...ended, body: { not: null } }, take: MOST, select }),
    read.attachment.findMany({ where: { ...ended, content: { not: null } }, take: MOST, select }),
  ])
  return [
    ...logs.map((row) => ({ kind: 'contact_log', ...row }) as const),
    ...files.map((row) => ({ kind: 'attachment', ...row }) as const),
  ]
}

async function sweepSociety(
  roll: Roll,
  now: () => Date,
  societyId: number,
  due: readonly Due[],
): Promise<DossierSwept> {
  const context = {
    roll,
    actor: clockActor(societyId, ['member.write']),
    source: { via: 'job' },
    now,
  } as const
  const idsOf = (kind: Due['kind']) => due.filter((one) => one.kind === kind).map(({ id }) => id)
  const swept = await change(context, 'member.write', undefined, async (tx) => {
    const notes = await tx.contactLog.updateMany({
      where: { societyId, id: { in: idsOf('contact_log') } },
      data: { body: null },
    })
    const attachments = await tx.attachment.updateMany({
      where: { societyId, id: { in: idsOf('attachment') } },
      data: { content: null, fileName: null },
    })
    const audit = due.map(
      ({ kind, id, memberId }): AuditDraft => ({
        action: kind === 'attachment' ? 'attachment.expired' : 'note.expired',
        memberId,
        subject: { kind, id },
      }),
    )
    return written<DossierSwept>({ notes: notes.count, attachments: attachments.count }, audit)
  })
  return swept.ok ? swept.value : { notes: 0, attachments: 0 }
}
