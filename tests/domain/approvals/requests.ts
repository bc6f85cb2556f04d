import { type Requested, requestSettlement } from '../../../src/domain/approvals/request.ts'
import type { DomainError } from '../../../src/domain/core/errors.ts'
import type { Result } from '../../../src/domain/core/result.ts'
import { recordPayment } from '../../../src/domain/dues/payment.ts'
import type { SettlementChoice, SettlementKind } from '../../../src/domain/withdrawal/plan.ts'
import { withdrawMember } from '../../../src/domain/withdrawal/withdraw.ts'
import { MEDICAL, TODAY, type World } from '../find/world.ts'

/** A demo member who owes, with what they owe, the oldest first. */
export interface Owing {
  readonly memberId: number
  readonly number: string
  readonly version: number
  readonly invoices: readonly { readonly id: number; readonly year: number; readonly version: number }[]
}

export async function owing({ db }: World, number: string): Promise<Owing> {
  const { rows } = await db.pool.query<Owing>(
    `SELECT m.id AS "memberId", m.number, m.version,
       json_agg(json_build_object('id', i.id, 'year', i.year, 'version', i.version) ORDER BY i.year) AS invoices
     FROM member m JOIN invoice i ON i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe
     WHERE m.society_id = ${MEDICAL} AND m.number = $1 GROUP BY m.society_id, m.id`,
    [number],
  )
  if (rows[0] === undefined) throw new Error(`${number} owes nothing`)
  return rows[0]
}

export function choicesOf(
  { invoices }: Owing,
  settlement: SettlementKind = 'cancel',
  reason = 'mistake',
): SettlementChoice[] {
  return invoices.map(({ id: invoiceId }) => ({ invoiceId, settlement, reason }))
}

let keys = 0
/** An idempotency key that nobody has used. */
export function newKey(): string {
  keys += 1
  return `test ${keys}`
}

/** What must have come about. */
export function valueOf<T>(result: Result<T, DomainError>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** A request about everything that a member owes, made by the secretariat unless told. */
export async function ask(
  world: World,
  number: string,
  asked: {
    readonly user?: string
    readonly settlement?: SettlementKind
    readonly note?: string | null
    readonly now?: Date
  } = {},
): Promise<Owing & Requested> {
  const member = await owing(world, number)
  const { user = 'U_SECRETARIAT', settlement, note = null, now } = asked
  const role = user.startsWith('U_TREASURER') ? 'treasurer' : 'secretariat'
  const context = world.as(role, now === undefined ? { user } : { user, now })
  const settlements = choicesOf(member, settlement)
  const made = await requestSettlement(context, { memberId: member.memberId, settlements, note }, newKey())
  return { ...member, ...valueOf(made) }
}

/** A withdrawal that is held for its settlements. */
export async function holdFor(
  world: World,
  number: string,
): Promise<Owing & { readonly approvalId: number }> {
  const member = await owing(world, number)
  const held = await withdrawMember(
    world.as('secretariat'),
    {
      memberId: member.memberId,
      version: member.version,
      acceptedOn: TODAY,
      withdrawnOn: TODAY,
      reason: 'personal',
      endPositions: false,
      note: null,
      settlements: choicesOf(member),
      hold: true,
    },
    newKey(),
  )
  const { approvalId } = valueOf(held)
  if (approvalId === null) throw new Error('nothing is held')
  return { ...member, approvalId }
}

/** A partial payment, which moves the invoice on. */
export async function pay(world: World, { memberId, invoices }: Owing, yen: number): Promise<void> {
  const payment = {
    memberId,
    receivedOn: TODAY,
    amountYen: yen,
    payerName: 'カクウ タロウ',
    bankAccount: '架空銀行',
    method: 'bank',
    allocations: [{ invoiceId: invoices[0]?.id ?? 0, amountYen: yen }],
  } as const
  valueOf(await recordPayment(world.as('treasurer'), payment, newKey()))
}

/** The request's row and its invoices' states, as the database has them. */
export async function stored({ db }: World, approvalId: number) {
  const { rows } = await db.pool.query(
    `SELECT a.state, a.decided_by AS by, a.decision_note AS note,
       (SELECT json_agg(i.state ORDER BY i.id) FROM settlement_item s
         JOIN invoice i ON i.society_id = s.society_id AND i.id = s.invoice_id
         WHERE s.society_id = a.society_id AND s.approval_id = a.id) AS invoices
     FROM approval a WHERE a.society_id = ${MEDICAL} AND a.id = $1`,
    [approvalId],
  )
  return rows[0]
}

/** What was promised about a request, in the order of the promises. */
export async function jobsFor({ db }: World, approvalId: number) {
  const { rows } = await db.pool.query<{ job: string }>(
    `SELECT t.identifier AS job FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     WHERE (j.payload->>'approvalId')::int = $1 ORDER BY j.id`,
    [approvalId],
  )
  return rows.map(({ job }) => job)
}

/** The audit rows that name a request, oldest first. */
export async function auditFor({ db }: World, approvalId: number) {
  const { rows } = await db.pool.query(
    `SELECT actor, action, member_id AS "memberId" FROM audit_entry
     WHERE society_id = ${MEDICAL} AND ((subject = 'approval' AND subject_id = $1) OR (facts->>'approvalId')::int = $1) ORDER BY id`,
    [approvalId],
  )
  return rows
}

/** What became of the withdrawals that were held for a request. */
export async function heldFor({ db }: World, approvalId: number) {
  const { rows } = await db.pool.query(
    `SELECT state, outcome FROM held_withdrawal WHERE society_id = ${MEDICAL} AND approval_id = $1 ORDER BY id`,
    [approvalId],
  )
  return rows
}
