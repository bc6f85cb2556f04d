import { type Day, dateColumn, tokyoDay } from '../core/calendar.ts'
import { type Context, change, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import type { DocumentKind } from './kinds.ts'
import { planRetention } from './retention.ts'

/** Bytes of a document, as Slack takes them in a form. */
export const MOST_BYTES = 10_000_000

export interface AttachmentPromise {
  readonly memberId: number
  readonly document: DocumentKind
  readonly retainUntil: Day
}

/**
 * Promises to fetch a document that was dropped into a form; the job `attachment.store` does, and who asked is told. Errors: unknown-member,
 * file-missing, file-too-large by what Slack says of it, retention-outside.
 */
export async function promiseAttachment(
  context: Context,
  input: AttachmentPromise & {
    readonly file: { readonly id: string; readonly size: number } | null
  },
  key: string,
): Promise<Result<{ readonly number: string }, DomainError>> {
  const { memberId, document, retainUntil, file } = input
  const operation = { key, action: 'attachment.promise', members: [memberId] }
  return change(context, 'member.write', operation, async (tx) => {
    const { societyId, key: requestedBy } = context.actor
    const member = await tx.member.findFirst({
      where: { societyId, id: memberId, erasedAt: null, mergedInto: null },
      select: { number: true },
    })
    if (member === null) return err({ code: 'unknown-member', number: String(memberId), nearest: [] })
    if (file === null) return err({ code: 'file-missing', field: 'file' })
    const refusal = sizeRefusal(file.size) ?? planRetention(retainUntil, tokyoDay(context.now()))
    if (refusal !== null) return err(refusal)
    const payload = { societyId, memberId, fileId: file.id, document, retainUntil, requestedBy }
    const audit = { action: 'attachment.received', memberId, facts: { document, fileId: file.id } }
    return written({ number: member.number }, [audit], [{ job: 'attachment.store', payload }])
  })
}

/**
 * Keeps a document as it was fetched. Once for each file of Slack's. Errors: unknown-member, file-too-large, file-type.
 *
 * @returns the document's id
 */
export async function storeAttachment(
  context: Context,
  input: AttachmentPromise & {
    readonly fileId: string
    readonly fileName: string
    readonly content: Uint8Array
  },
): Promise<Result<{ readonly attachmentId: number; readonly number: string }, DomainError>> {
  const { memberId, document, retainUntil, fileId, fileName, content } = input
  const operation = {
    key: `attachment.store ${memberId} ${fileId}`,
    action: 'attachment.store',
    members: [memberId],
  }
  return change(context, 'member.write', operation, async (tx) => {
    const { societyId, key: author } = context.actor
    const member = await tx.member.findFirst({
      where: { societyId, id: memberId, erasedAt: null, mergedInto: null },
      select: { number: true },
    })
    if (member === null) return err({ code: 'unknown-member', number: String(memberId), nearest: [] })
    const refusal = sizeRefusal(content.length)
    if (refusal !== null) return err(refusal)
    const mediaType = mediaTypeOf(content)
    if (mediaType === null) return err({ code: 'file-type', field: 'file' })
    const bytes = content.length
    const { id: attachmentId } = await tx.attachment.create({
      data: {
        societyId,
        memberId,
        document,
        fileName,
        mediaType,
        bytes,
        content: new Uint8Array(content),
        author,
        createdAt: context.now(),
        retainUntil: dateColumn(retainUntil),
      },
      select: { id: true },
    })
    const audit = {
      action: 'attachment.added',
      memberId,
      subject: { kind: 'attachment', id: attachmentId },
      facts: { document, mediaType, bytes, retainUntil },
    }
    return written({ attachmentId, number: member.number }, [audit])
  })
}

function sizeRefusal(bytes: number): DomainError | null {
  if (bytes === 0) return { code: 'file-missing', field: 'file' }
  return bytes > MOST_BYTES
    ? { code: 'file-too-large', field: 'file', megabytes: MOST_BYTES / 1_000_000 }
    : null
}

const MAGIC = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
] as const

/** What a file is by its first bytes: PDF, PNG or JPEG; null for anything else. Pure. */
export function mediaTypeOf(content: Uint8Array): string | null {
  const found = MAGIC.find(([, magic]) => magic.every((byte, index) => content[index] === byte))
  return found?.[0] ?? null
}

/** Promises to send a kept document to whoever asks, by direct message; written down as a look at it. Errors: attachment-gone. */
export async function promiseSending(
  context: Context,
  attachmentId: number,
  key: string,
): Promise<Result<{ readonly attachmentId: number }, DomainError>> {
  const operation = { key, action: 'attachment.send' }
  return change(context, 'member.write', operation, async (tx) => {
    const { societyId, key: requestedBy } = context.actor
    const found = await tx.attachment.findFirst({
      where: { societyId, id: attachmentId, content: { not: null } },
      select: { memberId: true },
    })
    if (found === null) return err({ code: 'attachment-gone' })
    const subject = { kind: 'attachment', id: attachmentId }
    const audit = { action: 'attachment.sent', memberId: found.memberId, subject }
    const payload = { societyId, attachmentId, requestedBy }
    return written({ attachmentId }, [audit], [{ job: 'attachment.send', payload }])
  })
}

/** A kept document, for the job that sends it. */
export interface KeptAttachment {
  readonly number: string
  readonly fileName: string
  readonly content: Uint8Array
}

/** Errors: forbidden; attachment-gone, where its retention has ended or its member was erased. */
export async function loadAttachment(
  context: Context,
  attachmentId: number,
): Promise<Result<KeptAttachment, DomainError>> {
  const { actor } = context
  if (!may(actor, 'member.write')) return err({ code: 'forbidden', permission: 'member.write' })
  const found = await readerOf(context).attachment.findFirst({
    where: { societyId: actor.societyId, id: attachmentId },
    select: { fileName: true, content: true, member: { select: { number: true } } },
  })
  if (found === null || found.content === null || found.fileName === null)
    return err({ code: 'attachment-gone' })
  return ok({ number: found.member.number, fileName: found.fileName, content: found.content })
}
