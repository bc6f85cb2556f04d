import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import { addDays, type Day, dateColumn } from '../core/calendar.ts'
import { type Context, change, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Label } from '../members/row.ts'
import { type Candidate, citing, loadCandidates, loadRules } from './load.ts'
import type { Office } from './offices.ts'
import { type CitedRule, findBreach, type Tenure } from './rules.ts'

export interface AssignInput {
  readonly memberId: number
  readonly positionId: number
  /** 就任日, today, past or later. */
  readonly startedOn: Day
  /** The day on which the term is over; null: until it is ended. */
  readonly endedOn: Day | null
}

/** An office as it was given or ended. */
export interface OfficeResult {
  readonly memberId: number
  readonly number: string
  readonly position: Label
  readonly startedOn: Day
  readonly endedOn: Day | null
}

/**
 * Gives an office to a member for a term. An office that begins later is simply dated; whatever would contradict it until then is refused when it comes.
 *
 * Errors: unknown-member; position-unknown; those of `planOffice`; seats-full.
 */
export async function assignOffice(
  context: Context,
  input: AssignInput,
  key: string,
): Promise<Result<OfficeResult, DomainError>> {
  const { memberId, positionId, startedOn, endedOn } = input
  const { societyId } = context.actor
  const operation = { key, action: 'position.assign', members: [memberId] }
  return change(context, 'member.write', operation, async (tx) => {
    const offices = await lockOffices(tx, societyId, [positionId])
    const [office] = offices
    if (office === undefined) return err({ code: 'position-unknown', field: 'position' })
    const [member] = await loadCandidates(tx, societyId, [memberId])
    if (member === undefined) return err({ code: 'unknown-member', number: String(memberId), nearest: [] })
    const term = { id: null, position: office.code, group: office.group, startedOn, endedOn }
    const refusal =
      planOffice(member, office, term, await loadRules(tx, societyId)) ??
      seatsFull(office, await loadTerms(tx, societyId, positionId), term, 'position')
    if (refusal !== null) return err(refusal)
    const { id } = await tx.positionHolding.create({
      data: {
        societyId,
        positionId,
        memberId,
        startedOn: dateColumn(startedOn),
        endedOn: endedOn === null ? null : dateColumn(endedOn),
      },
      select: { id: true },
    })
    const subject = { kind: 'position_holding', id }
    const facts = { position: office.code, startedOn, endedOn }
    return ok({
      value: { memberId, number: member.number, position: office.label, startedOn, endedOn },
      audit: [{ action: 'position.assigned', memberId, subject, facts }],
    })
  })
}

/** Whether somebody may hold an office for a term. Pure. Errors: as in PositionError. */
function planOffice(
  member: Candidate,
  office: Office,
  term: Tenure,
  rules: readonly CitedRule[],
): DomainError | null {
  const { number, joinedOn, withdrawnOn, tenures } = member
  const { startedOn, endedOn } = term
  if (!member.member) return { code: 'holder-not-active', field: 'position', number }
  if (endedOn !== null && endedOn <= startedOn)
    return { code: 'office-dates', field: 'endedOn', startedOn: addDays(startedOn, 1) }
  if (joinedOn !== null && startedOn < joinedOn)
    return { code: 'office-before-joining', field: 'startedOn', joinedOn }
  if (withdrawnOn !== null && startedOn >= withdrawnOn)
    return { code: 'office-after-withdrawal', field: 'startedOn', withdrawnOn }
  if (!member.mayHoldOffice) return { code: 'type-holds-no-office', field: 'position', number }
  if (tenures.some((one) => one.position === office.code && overlap(one, term)))
    return { code: 'already-holds', field: 'position', position: office.label, number }
  const breach = findBreach(member, { ...member, tenures: [...tenures, term] }, rules, startedOn)
  return breach === null ? null : citing(breach, 'position', startedOn)
}

type Term = Pick<Tenure, 'startedOn' | 'endedOn'>

function overlap(a: Term, b: Term): boolean {
  if (a.startedOn === a.endedOn || b.startedOn === b.endedOn) return false
  return (a.endedOn === null || b.startedOn < a.endedOn) && (b.endedOn === null || a.startedOn < b.endedOn)
}

/** More holders on one day than there are seats; only when somebody begins can there be one more. Pure. */
export function seatsFull(
  { seats, label }: Office,
  others: readonly Term[],
  term: Term,
  field: string,
): DomainError | null {
  if (seats === null) return null
  const near = others.filter((other) => overlap(other, term))
  const days = [term.startedOn, ...near.map(({ startedOn }) => startedOn)]
  const full = days.some(
    (day) =>
      day >= term.startedOn &&
      near.filter(({ startedOn, endedOn }) => startedOn <= day && (endedOn === null || day < endedOn))
        .length >= seats,
  )
  return full ? { code: 'seats-full', field, position: label, seats } : null
}

/** Reads offices and keeps others from giving them meanwhile: seats are counted under this lock. In the order of ids. */
export async function lockOffices(
  tx: Tx,
  societyId: number,
  ids: readonly number[],
): Promise<readonly Office[]> {
  return tx.$queryRaw<Office[]>(Prisma.sql`
    SELECT id, code, json_build_object('ja', name, 'en', name_en) AS label, "group", seats FROM position
    WHERE society_id = ${societyId}::int AND id = ANY(${[...ids]}::int[]) AND retired_at IS NULL
    ORDER BY id FOR NO KEY UPDATE`)
}

async function loadTerms(tx: Tx, societyId: number, positionId: number): Promise<readonly Term[]> {
  return tx.$queryRaw<Term[]>(Prisma.sql`
    SELECT started_on::text AS "startedOn", ended_on::text AS "endedOn" FROM position_holding
    WHERE society_id = ${societyId}::int AND position_id = ${positionId}::int AND ended_on IS DISTINCT FROM started_on`)
}

/**
 * Sets the day on which an office is over; the day on which it began makes it a mistake that never was. What rests on the office by a rule has to end
 * first.
 *
 * Errors: holding-gone, also where it would last longer than it did; office-dates; rule-broken; rule-excludes.
 */
export async function endOffice(
  context: Context,
  input: { readonly holdingId: number; readonly endedOn: Day },
  key: string,
): Promise<Result<OfficeResult, DomainError>> {
  const { holdingId, endedOn } = input
  const { societyId } = context.actor
  const where = { societyId_id: { societyId, id: holdingId } }
  const found = await readerOf(context).positionHolding.findUnique({
    where,
    select: { memberId: true },
  })
  if (found === null) return err({ code: 'holding-gone' })
  const { memberId } = found
  const operation = { key, action: 'position.end', members: [memberId] }
  return change(context, 'member.write', operation, async (tx) => {
    const [member] = await loadCandidates(tx, societyId, [memberId])
    const old = member?.tenures.find(({ id }) => id === holdingId)
    if (member === undefined || old === undefined) return err({ code: 'holding-gone' })
    const refusal = planEnd(member, old, endedOn, await loadRules(tx, societyId))
    if (refusal !== null) return err(refusal)
    const { position } = await tx.positionHolding.update({
      where,
      data: { endedOn: dateColumn(endedOn) },
      select: { position: { select: { code: true, name: true, nameEn: true } } },
    })
    const { startedOn } = old
    const subject = { kind: 'position_holding', id: holdingId }
    const facts = { position: position.code, startedOn, endedOn, was: old.endedOn }
    const label = { ja: position.name, en: position.nameEn }
    return ok({
      value: { memberId, number: member.number, position: label, startedOn, endedOn },
      audit: [{ action: 'position.ended', memberId, subject, facts }],
    })
  })
}

/** Whether an office may end on a day. Only shortened: who stays longer is given the office anew. Pure. */
function planEnd(
  member: Candidate,
  old: Tenure,
  endedOn: Day,
  rules: readonly CitedRule[],
): DomainError | null {
  if (endedOn < old.startedOn) return { code: 'office-dates', field: 'endedOn', startedOn: old.startedOn }
  if (old.endedOn !== null && endedOn > old.endedOn) return { code: 'holding-gone' }
  const tenures = member.tenures.map((one) => (one === old ? { ...one, endedOn } : one))
  const breach = findBreach(member, { ...member, tenures }, rules, endedOn)
  return breach === null ? null : citing(breach, 'endedOn', endedOn)
}
