import { type Day, dateColumn, tokyoDay } from '../core/calendar.ts'
import { type Context, change, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, type Result } from '../core/result.ts'
import type { NoteChannel } from './kinds.ts'
import { planRetention } from './retention.ts'

/**
 * Writes a 対応メモ down. Errors: unknown-member, note-empty, retention-outside.
 *
 * @returns the note's id
 */
export async function addNote(
  context: Context,
  input: {
    readonly memberId: number
    readonly channel: NoteChannel
    readonly body: string | null
    readonly retainUntil: Day
  },
  key: string,
): Promise<Result<{ readonly noteId: number; readonly number: string }, DomainError>> {
  const { memberId, channel, body, retainUntil } = input
  const operation = { key, action: 'note.add', members: [memberId] }
  return change(context, 'member.write', operation, async (tx) => {
    const { societyId, key: author } = context.actor
    const now = context.now()
    const member = await tx.member.findFirst({
      where: { societyId, id: memberId, erasedAt: null, mergedInto: null },
      select: { number: true },
    })
    if (member === null) return err({ code: 'unknown-member', number: String(memberId), nearest: [] })
    if (body === null) return err({ code: 'note-empty', field: 'body' })
    const refusal = planRetention(retainUntil, tokyoDay(now))
    if (refusal !== null) return err(refusal)
    const { id: noteId } = await tx.contactLog.create({
      data: { societyId, memberId, at: now, channel, body, author, retainUntil: dateColumn(retainUntil) },
      select: { id: true },
    })
    const subject = { kind: 'contact_log', id: noteId }
    const audit = { action: 'note.added', memberId, subject, facts: { channel, retainUntil } }
    return written({ noteId, number: member.number }, [audit])
  })
}
