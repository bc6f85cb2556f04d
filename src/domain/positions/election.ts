import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import type { AuditDraft, Json } from '../core/audit.ts'
import { type Day, dateColumn, tokyoDay } from '../core/calendar.ts'
import { type Context, change, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import type { Reader } from '../core/roll.ts'
import type { Label } from '../members/row.ts'
import { foldNumber } from '../search/fold.ts'
import { fingerprint } from '../settings/fingerprint.ts'
import { lockOffices } from './assign.ts'
import { loadCandidates, loadRules } from './load.ts'
import { loadOffices, type Office } from './offices.ts'
import { type Elected, electionField, type Move, planElection, type Seat } from './planElection.ts'

/** What the form of an 改選 shows. */
export interface ElectionPreview {
  readonly societyId: number
  readonly offices: readonly (Office & { readonly numbers: readonly string[] })[]
  /** Stands for the offices as they are shown. */
  readonly print: number
  readonly today: Day
}

/** Reads what the form of an 改選 shows: each office with who holds it. Errors: forbidden. */
export async function previewElection(context: Context): Promise<Result<ElectionPreview, DomainError>> {
  const { actor } = context
  if (!may(actor, 'member.write')) return err({ code: 'forbidden', permission: 'member.write' })
  const { societyId } = actor
  const read = readerOf(context)
  const today = tokyoDay(context.now())
  const [offices, seats] = await Promise.all([
    loadOffices(read, societyId),
    loadSeats(read, societyId, today),
  ])
  const present = seats.filter(({ startedOn }) => startedOn <= today)
  return ok({
    societyId,
    offices: offices.map((office) => ({
      ...office,
      numbers: present.filter(({ positionId }) => positionId === office.id).map(({ number }) => number),
    })),
    print: printOf(seats),
    today,
  })
}

function printOf(seats: readonly Seat[]): number {
  return fingerprint(seats.map(({ id, endedOn }): Json => [id, endedOn]))
}

/** Every office that is held on a day, or from a later one. */
async function loadSeats(
  read: Pick<Reader, '$queryRaw'>,
  societyId: number,
  day: Day,
): Promise<readonly Seat[]> {
  return read.$queryRaw<Seat[]>(Prisma.sql`
    SELECT h.id, h.position_id AS "positionId", h.member_id AS "memberId", m.number, h.started_on::text AS "startedOn",
      h.ended_on::text AS "endedOn"
    FROM position_holding h JOIN member m ON m.society_id = h.society_id AND m.id = h.member_id
    WHERE h.society_id = ${societyId}::int AND (h.ended_on IS NULL OR h.ended_on > ${day}::date) AND h.ended_on IS DISTINCT FROM h.started_on
    ORDER BY h.started_on, m.number_folded, h.id`)
}

export interface ElectionInput {
  readonly name: string
  readonly effectiveOn: Day
  readonly print: number
  /** For each office of the form the numbers of those who are to hold it, as typed. */
  readonly offices: readonly { readonly positionId: number; readonly numbers: readonly string[] }[]
}

export interface ElectionResult {
  readonly electionId: number
  readonly name: string
  readonly effectiveOn: Day
  readonly moves: readonly {
    readonly position: Label
    readonly number: string
    readonly kind: 'begins' | 'ends'
  }[]
}

/**
 * 改選: all offices of the form change on one day, checked together on what holds afterwards, so that two can swap. All or nothing.
 *
 * Errors: elected-unknown, elected-twice, nothing-elected, stale; those of `planElection`.
 */
export async function holdElection(
  context: Context,
  input: ElectionInput,
  key: string,
): Promise<Result<ElectionResult, DomainError>> {
  const { societyId } = context.actor
  const read = readerOf(context)
  const today = tokyoDay(context.now())
  const found = await electedOf(read, societyId, input)
  if (!found.ok) return found
  const seated = await loadSeats(read, societyId, today)
  const ids = new Set([...found.value, ...seated].map(({ memberId }) => memberId))
  const operation = { key, action: 'election.hold', members: [...ids] }
  return change(context, 'member.write', operation, async (tx) => {
    const offices = await lockOffices(
      tx,
      societyId,
      input.offices.map(({ positionId }) => positionId),
    )
    const seats = await loadSeats(tx, societyId, today)
    if (printOf(seats) !== input.print) return err({ code: 'stale' })
    const people = await loadCandidates(tx, societyId, [...ids])
    const rules = await loadRules(tx, societyId)
    const facts = { offices, seats, people, rules }
    const planned = planElection(facts, found.value, input.effectiveOn)
    if (!planned.ok) return planned
    return writeElection(tx, context, input, planned.value)
  })
}

/** The members behind the numbers that were typed. */
async function electedOf(
  read: Reader,
  societyId: number,
  { offices }: ElectionInput,
): Promise<Result<readonly Elected[], DomainError>> {
  const folded = offices.flatMap(({ numbers }) => numbers.map(foldNumber))
  const members = await read.member.findMany({
    where: { societyId, numberFolded: { in: folded }, erasedAt: null, mergedInto: null },
    select: { id: true, number: true, numberFolded: true },
  })
  const elected: Elected[] = []
  for (const { positionId, numbers } of offices)
    for (const typed of numbers) {
      const member = members.find(({ numberFolded }) => numberFolded === foldNumber(typed))
      const field = electionField(positionId)
      if (member === undefined) return err({ code: 'elected-unknown', field, number: typed })
      const { id: memberId, number } = member
      if (elected.some((one) => one.positionId === positionId && one.memberId === memberId))
        return err({ code: 'elected-twice', field, number })
      elected.push({ positionId, memberId, number })
    }
  return ok(elected)
}

async function writeElection(
  tx: Tx,
  { actor, now }: Context,
  { name, effectiveOn }: ElectionInput,
  moves: readonly Move[],
) {
  const { societyId, key: createdBy } = actor
  const on = dateColumn(effectiveOn)
  const { id: electionId } = await tx.election.create({
    data: { societyId, name, effectiveOn: on, createdBy, createdAt: now() },
    select: { id: true },
  })
  const ending = moves.flatMap((move) => (move.kind === 'ends' ? [move.seat.id] : []))
  await tx.positionHolding.updateMany({ where: { societyId, id: { in: ending } }, data: { endedOn: on } })
  const begun = await tx.positionHolding.createManyAndReturn({
    data: moves.flatMap((move) =>
      move.kind === 'begins'
        ? [{ societyId, positionId: move.office.id, memberId: move.memberId, startedOn: on, electionId }]
        : [],
    ),
    select: { id: true, positionId: true, memberId: true },
  })
  const subject = { kind: 'election', id: electionId }
  const audit = moves.map((move): AuditDraft => {
    const { memberId, office } = move
    const made = begun.find((one) => one.positionId === office.id && one.memberId === memberId)
    return move.kind === 'begins'
      ? {
          action: 'position.assigned',
          memberId,
          subject,
          facts: { position: office.code, holdingId: made?.id ?? 0, startedOn: effectiveOn, endedOn: null },
        }
      : {
          action: 'position.ended',
          memberId,
          subject,
          facts: {
            position: office.code,
            holdingId: move.seat.id,
            endedOn: effectiveOn,
            was: move.seat.endedOn,
          },
        }
  })
  return written<ElectionResult>(
    {
      electionId,
      name,
      effectiveOn,
      moves: moves.map(({ office, number, kind }) => ({ position: office.label, number, kind })),
    },
    audit,
  )
}
