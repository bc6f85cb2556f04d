import { z } from 'zod'
import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import { type Day, dateColumn, dayOf } from '../core/calendar.ts'
import { type Context, change, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, type Result } from '../core/result.ts'
import type { Reader } from '../core/roll.ts'
import { lockOffices } from './assign.ts'
import { type Candidate, citing, loadCandidates, loadRules } from './load.ts'
import type { Office } from './offices.ts'
import { findBreach, type Tenure } from './rules.ts'

const day = z.string()
const FACTS = z.union([
  z.object({ position: z.string(), holdingId: z.number(), startedOn: day, endedOn: z.null() }),
  z.object({ position: z.string(), holdingId: z.number(), endedOn: day, was: day.nullable() }),
])

/** One office that an 改選 began or ended, as its audit row tells of it. */
interface Deed {
  readonly memberId: number
  readonly position: string
  readonly holdingId: number
  /** 改選の日: it began or ended then. */
  readonly on: Day
  readonly kind: 'begins' | 'ends'
  /** When it would have ended otherwise. */
  readonly was: Day | null
}

/**
 * Takes an 改選 back as a whole, while the offices that it began and ended are as it left them.
 *
 * Errors: undo-gone; election-later, with how many offices were changed since; seats-full, where a successor came otherwise; rule-broken and rule-excludes, where the rules no longer allow what was.
 */
export async function undoElection(
  context: Context,
  electionId: number,
  key: string,
): Promise<Result<{ readonly name: string }, DomainError>> {
  const { societyId } = context.actor
  const read = readerOf(context)
  const [election, deeds] = await Promise.all([
    read.election.findUnique({ where: { societyId_id: { societyId, id: electionId } } }),
    findDeeds(read, societyId, electionId),
  ])
  if (election === null || deeds.length === 0) return err({ code: 'undo-gone' })
  const members = [...new Set(deeds.map(({ memberId }) => memberId))]
  const operation = { key, action: 'election.undo', members }
  return change(context, 'member.write', operation, async (tx) => {
    const positions = await tx.position.findMany({
      where: { societyId, code: { in: deeds.map(({ position }) => position) } },
      select: { id: true },
    })
    const offices = await lockOffices(
      tx,
      societyId,
      positions.map(({ id }) => id),
    )
    const people = await loadCandidates(tx, societyId, members)
    const moved = deeds.filter((deed) => isMoved(deed, people)).length
    if (deeds.every((deed) => isUndone(deed, people))) return err({ code: 'undo-gone' })
    if (moved > 0) return err({ code: 'election-later', count: moved })
    const rules = await loadRules(tx, societyId)
    for (const person of people) {
      const breach = findBreach(
        person,
        { ...person, tenures: restored(person, deeds) },
        rules,
        dayOf(election.effectiveOn),
      )
      if (breach !== null) return err(citing(breach, '', breach.on, true))
    }
    for (const deed of deeds) await giveBack(tx, societyId, deed)
    const full = await overfull(tx, societyId, offices, deeds[0]?.on ?? '')
    if (full !== null) return err(full)
    const subject = { kind: 'election', id: electionId }
    const audit = deeds.map(({ memberId, position, holdingId }) => ({
      action: 'election.undone',
      memberId,
      subject,
      facts: { position, holdingId },
    }))
    return written({ name: election.name }, audit)
  })
}

async function findDeeds(read: Reader, societyId: number, electionId: number): Promise<readonly Deed[]> {
  const rows = await read.auditEntry.findMany({
    where: {
      societyId,
      outcome: 'done',
      subject: 'election',
      subjectId: electionId,
      action: { in: ['position.assigned', 'position.ended'] },
    },
    orderBy: { id: 'asc' },
    select: { memberId: true, facts: true },
  })
  return rows.flatMap(({ memberId, facts }): Deed[] => {
    const read = FACTS.safeParse(facts)
    if (!read.success || memberId === null) return []
    const { position, holdingId } = read.data
    return 'startedOn' in read.data
      ? [{ memberId, position, holdingId, on: read.data.startedOn, kind: 'begins', was: null }]
      : [{ memberId, position, holdingId, on: read.data.endedOn, kind: 'ends', was: read.data.was }]
  })
}

function tenureOf({ memberId, holdingId }: Deed, people: readonly Candidate[]): Tenure | undefined {
  return people.find(({ id }) => id === memberId)?.tenures.find(({ id }) => id === holdingId)
}

function isUndone(deed: Deed, people: readonly Candidate[]): boolean {
  const tenure = tenureOf(deed, people)
  return deed.kind === 'begins'
    ? tenure?.endedOn === tenure?.startedOn
    : deed.was !== deed.on && tenure?.endedOn === deed.was
}

/** Changed since, or whoever would hold it again has left; what began is not given to anybody, so that only ends can hinder there. */
function isMoved(deed: Deed, people: readonly Candidate[]): boolean {
  const tenure = tenureOf(deed, people)
  if (tenure === undefined) return true
  if (deed.kind === 'begins') return tenure.endedOn !== null
  const holder = people.find(({ id }) => id === deed.memberId)
  const again = holder?.tenures.some(
    ({ id, position, startedOn, endedOn }) =>
      id !== deed.holdingId && position === deed.position && startedOn >= deed.on && endedOn !== startedOn,
  )
  return tenure.endedOn !== deed.on || holder?.member !== true || again === true
}

function restored({ tenures }: Candidate, deeds: readonly Deed[]): readonly Tenure[] {
  return tenures.map((tenure) => {
    const deed = deeds.find(({ holdingId }) => holdingId === tenure.id)
    if (deed === undefined) return tenure
    return { ...tenure, endedOn: deed.kind === 'begins' ? tenure.startedOn : deed.was }
  })
}

/** What began never was: it ends on the day it began. */
async function giveBack(tx: Tx, societyId: number, { holdingId, kind, on, was }: Deed): Promise<void> {
  const ended = kind === 'begins' ? on : was
  await tx.positionHolding.update({
    where: { societyId_id: { societyId, id: holdingId } },
    data: { endedOn: ended === null ? null : dateColumn(ended) },
  })
}

/** Seats that were given to somebody else since, looked at on each day on which one begins. */
async function overfull(
  tx: Tx,
  societyId: number,
  offices: readonly Office[],
  from: Day,
): Promise<DomainError | null> {
  const rows = await tx.$queryRaw<{ positionId: number }[]>(Prisma.sql`
    WITH held AS (
      SELECT position_id, greatest(started_on, ${from}::date) AS day, started_on, ended_on FROM position_holding
      WHERE society_id = ${societyId}::int AND position_id = ANY(${offices.map(({ id }) => id)}::int[])
        AND (ended_on IS NULL OR ended_on > ${from}::date) AND ended_on IS DISTINCT FROM started_on)
    SELECT p.id AS "positionId" FROM position p WHERE p.society_id = ${societyId}::int AND EXISTS (
      SELECT FROM held h WHERE h.position_id = p.id AND p.seats < (SELECT count(*) FROM held o
        WHERE o.position_id = p.id AND o.started_on <= h.day AND (o.ended_on IS NULL OR o.ended_on > h.day)))
    ORDER BY p.sort_order LIMIT 1`)
  const office = offices.find(({ id }) => id === rows[0]?.positionId)
  return office === undefined
    ? null
    : { code: 'seats-full', field: '', position: office.label, seats: office.seats ?? 0 }
}
