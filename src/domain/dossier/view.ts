import { type Day, dayOf, tokyoDay, tokyoMinute } from '../core/calendar.ts'
import { type Context, change, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import { MEMBER_NAME } from '../members/cardParts.ts'
import { locateMember } from '../members/locate.ts'
import type { MemberName } from '../members/row.ts'
import { defaultRetention } from './retention.ts'

/** 対応メモ */
export interface NoteLine {
  readonly id: number
  readonly at: string
  readonly channel: string
  /** Null once its retention has ended. */
  readonly body: string | null
  readonly author: string
  readonly retainUntil: Day | null
}

/** 書類 */
export interface AttachmentLine {
  readonly id: number
  readonly at: string
  readonly document: string
  readonly fileName: string | null
  readonly mediaType: string
  readonly bytes: number
  readonly author: string
  readonly retainUntil: Day | null
  /** False once its retention has ended. */
  readonly kept: boolean
}

/** Notes and documents beside one member. */
export interface Dossier {
  readonly societyId: number
  readonly member: MemberName & { readonly id: number; readonly number: string }
  /** Newest first, at most ten of each. */
  readonly notes: readonly NoteLine[]
  readonly moreNotes: number
  readonly attachments: readonly AttachmentLine[]
  readonly moreAttachments: number
  /** Until when something written down today is kept, unless told. */
  readonly retainUntil: Day
}

/** Lines that fit on a screen. */
const SHOWN = 10

/**
 * Opens what the office keeps beside a member, and writes down that it was looked at. For who may write (member.write): these are the office's own
 * working papers. Errors: forbidden, unknown-member.
 */
export async function viewDossier(context: Context, memberId: number): Promise<Result<Dossier, DomainError>> {
  const { actor } = context
  if (!may(actor, 'member.write')) return err({ code: 'forbidden', permission: 'member.write' })
  const { societyId } = actor
  const read = readerOf(context)
  const id = await locateMember(read, societyId, { id: memberId })
  if (id === null) return err({ code: 'unknown-member', number: String(memberId), nearest: [] })
  const where = { societyId, memberId: id }
  const [member, notes, noteCount, attachments, attachmentCount, retainUntil] = await Promise.all([
    read.member.findUniqueOrThrow({
      where: { societyId_id: { societyId, id } },
      select: { id: true, number: true, ...MEMBER_NAME },
    }),
    read.contactLog.findMany({ where, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: SHOWN, select: NOTE }),
    read.contactLog.count({ where }),
    read.attachment.findMany({ where, orderBy: { id: 'desc' }, take: SHOWN, select: ATTACHMENT }),
    read.attachment.count({ where }),
    defaultRetention(read, societyId, tokyoDay(context.now())),
  ])
  const value: Dossier = {
    societyId,
    member,
    notes: notes.map(({ at, retainUntil: until, ...note }) => ({
      ...note,
      at: tokyoMinute(at),
      retainUntil: until && dayOf(until),
    })),
    moreNotes: noteCount - notes.length,
    attachments: attachments.map(({ createdAt, retainUntil: until, ...line }) => ({
      ...line,
      at: tokyoMinute(createdAt),
      retainUntil: until && dayOf(until),
      // The name goes with the content, which is too large to be read for this.
      kept: line.fileName !== null,
    })),
    moreAttachments: attachmentCount - attachments.length,
    retainUntil,
  }
  const subject = { kind: 'member', id }
  return change(context, 'member.write', undefined, async () =>
    ok({ value, audit: [{ action: 'dossier.viewed', memberId: id, subject }] }),
  )
}

const NOTE = { id: true, at: true, channel: true, body: true, author: true, retainUntil: true } as const

const ATTACHMENT = {
  id: true,
  createdAt: true,
  document: true,
  fileName: true,
  mediaType: true,
  bytes: true,
  author: true,
  retainUntil: true,
} as const
