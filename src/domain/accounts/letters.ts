import { randomUUID } from 'node:crypto'
import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import type { JobDraft } from '../core/jobs.ts'
import type { Reader, Roll } from '../core/roll.ts'

/**
 * What a letter is about; who sends it makes its words by this. `declined` and `asked-back` answer an application: what the office wrote to the applicant
 * is the `note` in the erasable part of the member's last `member.rejected` or `application.asked-back`.
 */
export type LetterKind = 'welcome' | 'reset' | 'leave' | 'farewell' | 'confirm' | 'declined' | 'asked-back'

/** A mail as it is promised. */
export interface LetterDraft {
  readonly kind: LetterKind
  readonly memberId?: number
  readonly draftId?: number
  /** Only of somebody whom the roll does not know any more. */
  readonly address?: string
  /** An actor's key: told where the mail does not arrive. */
  readonly requestedBy?: string
}

/** Writes down that a mail is to be sent; the job sends it once. */
export async function promiseLetter(
  tx: Tx,
  societyId: number,
  draft: LetterDraft,
  now: Date,
): Promise<JobDraft> {
  const { id } = await tx.letter.create({
    data: { societyId, ...draft, messageId: randomUUID(), createdAt: now, updatedAt: now },
    select: { id: true },
  })
  return { job: 'letter.send', payload: { societyId, letterId: id } }
}

/** Puts a job into the outbox that no change of the roll comes with. */
export async function enqueue(tx: Tx, { job, payload }: JobDraft): Promise<void> {
  await tx.$queryRaw(Prisma.sql`
    SELECT count(graphile_worker.add_job(${job}, ${JSON.stringify(payload)}::json))`)
}

/** A letter that is to be sent. */
export interface Letter {
  readonly societyId: number
  readonly id: number
  readonly kind: LetterKind
  readonly memberId: number | null
  readonly draftId: number | null
  readonly address: string | null
  readonly messageId: string
  readonly requestedBy: string | null
}

interface LetterKey {
  readonly societyId: number
  readonly letterId: number
}

/**
 * Takes a letter to send it. `unknown`: an earlier try ended without saying how, so that it may have arrived; it is not sent again unasked. Null where
 * there is nothing to do. Like the other states of letters this is transport and does not pass `change`.
 */
export function claimLetter(
  roll: Roll,
  { societyId, letterId }: LetterKey,
  now: Date,
): Promise<Letter | 'unknown' | null> {
  const key = { societyId, id: letterId }
  return roll.transact(async (tx) => {
    const { count } = await tx.letter.updateMany({
      where: { ...key, state: 'queued' },
      data: { state: 'sending', updatedAt: now },
    })
    const letter = await tx.letter.findUnique({ where: { societyId_id: key } })
    if (letter === null || (count === 0 && letter.state !== 'sending')) return null
    return count === 0 ? 'unknown' : { ...letter, kind: letter.kind as LetterKind }
  })
}

/** How a try to send ended; `queued` waits for the next one. */
export type LetterEnd = 'queued' | 'sent' | 'failed' | 'unknown'

/** Writes down how a try ended. The address goes with the end; of a letter that did not arrive for sure, whoever asked for it is told. */
export async function endLetter(
  roll: Roll,
  job: LetterKey,
  state: LetterEnd,
  outcome: string | null,
  now: Date,
): Promise<void> {
  await roll.transact(async (tx) => {
    await tx.letter.updateMany({
      where: { societyId: job.societyId, id: job.letterId },
      data: { state, outcome, updatedAt: now, ...(state === 'queued' ? {} : { address: null }) },
    })
    if (state === 'failed' || state === 'unknown') await enqueue(tx, { job: 'letter.tell', payload: job })
  })
}

/** A letter that did not arrive for sure. */
export interface LostLetter {
  readonly memberId: number
  readonly number: string
  readonly state: 'failed' | 'unknown'
  /** A code. */
  readonly outcome: string
  /** An actor's key. */
  readonly requestedBy: string
}

/** Null where nobody of the office asked for it. */
export async function findLost(
  read: Pick<Reader, 'letter'>,
  { societyId, letterId }: LetterKey,
): Promise<LostLetter | null> {
  const { state, outcome, requestedBy, member } = await read.letter.findUniqueOrThrow({
    where: { societyId_id: { societyId, id: letterId } },
    select: { state: true, outcome: true, requestedBy: true, member: { select: { id: true, number: true } } },
  })
  if (requestedBy === null || member === null || (state !== 'failed' && state !== 'unknown')) return null
  return { memberId: member.id, number: member.number, state, outcome: outcome ?? '', requestedBy }
}
