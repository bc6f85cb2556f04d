import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import { reindexMembers } from '../search/reindex.ts'
import { type AuditDraft, canonicalJson, commit, type Json, newSalt, type Source } from './audit.ts'
import type { DomainError } from './errors.ts'
import type { JobDraft } from './jobs.ts'
import { err, ok, type Result } from './result.ts'
import { type Actor, may, type Permission } from './roles.ts'
import type { Reader, Roll } from './roll.ts'

/** What a use case needs to know of its caller and its time. */
export interface Context {
  readonly roll: Roll
  readonly actor: Actor
  readonly source: Source
  readonly now: () => Date
}

/** The reading side of a context. */
export function readerOf(context: Context): Reader {
  return context.roll.read
}

type NonEmpty<T> = readonly [T, ...T[]]

/** What the work of a change hands back: its value, what to write down, and the jobs it promises. */
export interface Done<T> {
  readonly value: T
  readonly audit: NonEmpty<AuditDraft>
  readonly jobs?: readonly JobDraft[]
}

/** The outcome of work whose audit rows are a list; a change that writes nothing down is a bug. */
export function written<T>(
  value: T,
  audit: readonly AuditDraft[],
  jobs: readonly JobDraft[] = [],
): Result<Done<T>, never> {
  const [first, ...rest] = audit
  if (first === undefined) throw new Error('a change writes something down')
  return ok({ value, audit: [first, ...rest], jobs })
}

/** The name under which an operation is done once only: the view, message or envelope that asked for it. */
export interface Operation {
  readonly key: string
  readonly action: string
  /** The members whose facts decide: locked before `work` reads them. Whoever bills, pays, settles or withdraws names them. */
  readonly members?: readonly number[]
}

class RolledBack extends Error {
  readonly error: DomainError
  constructor(error: DomainError) {
    super(error.code)
    this.error = error
  }
}

/**
 * The only door to a write: permission, one transaction, audit rows, search rows, jobs and idempotency together.
 * `work` reloads its facts inside the transaction; an `err` from it rolls everything back. With `operation`, a second
 * call of the same key gives the first result again and changes nothing. Where the database itself refuses because somebody else was faster, that
 * is `stale`.
 *
 * @throws what is a bug or an outage; deadlocks and serialization failures are tried again first
 */
export async function change<T>(
  context: Context,
  permission: Permission,
  operation: Operation | undefined,
  work: (tx: Tx) => Promise<Result<Done<T>, DomainError>>,
): Promise<Result<T, DomainError>> {
  if (!may(context.actor, permission)) {
    await auditRefusal(context, { permission, action: operation?.action ?? 'unknown' })
    return err({ code: 'forbidden', permission })
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return ok(await context.roll.transact((tx) => runOnce(context, tx, operation, work)))
    } catch (error) {
      if (error instanceof RolledBack) return err(error.error)
      if (isOvertaken(error)) return err({ code: 'stale' })
      if (attempt >= MAX_ATTEMPTS || !isContention(error)) throw error
    }
  }
}

const MAX_ATTEMPTS = 3

async function runOnce<T>(
  context: Context,
  tx: Tx,
  operation: Operation | undefined,
  work: (tx: Tx) => Promise<Result<Done<T>, DomainError>>,
): Promise<T> {
  if (operation !== undefined) {
    const [first] = await tx.$queryRaw<{ result: T | null }[]>(
      Prisma.sql`SELECT begin_operation(${context.actor.societyId}::int, ${operation.key}, ${[...(operation.members ?? [])]}::int[]) AS result`,
    )
    if (first?.result !== undefined && first.result !== null) return first.result
  }
  const outcome = await work(tx)
  if (!outcome.ok) throw new RolledBack(outcome.error)
  const { value, audit, jobs = [] } = outcome.value
  const touched = audit.flatMap((draft) => (draft.memberId === undefined ? [] : [draft.memberId]))
  await reindexMembers(tx, context.actor.societyId, touched)
  await finish(context, tx, 'done', audit, jobs, operation && { ...operation, result: value })
  return value
}

/** What an audit row says of its circumstances; whoever was refused may have no rights at all. */
type Circumstances = Omit<Context, 'actor'> & { readonly actor: Pick<Actor, 'key' | 'societyId'> }

/** Writes down a refusal, in a transaction of its own: nothing else was written. */
export async function auditRefusal(
  circumstances: Circumstances,
  facts: NonNullable<AuditDraft['facts']>,
): Promise<void> {
  const draft: AuditDraft = { action: 'access.refused', facts }
  await circumstances.roll.transact((tx) => finish(circumstances, tx, 'refused', [draft], [], undefined))
}

/** Audit rows with their details, the operation's result and the jobs, in one statement. */
async function finish(
  context: Circumstances,
  tx: Tx,
  outcome: 'done' | 'refused',
  audit: readonly AuditDraft[],
  jobs: readonly JobDraft[],
  operation: (Operation & { readonly result: unknown }) | undefined,
): Promise<void> {
  const { societyId, key: actor } = context.actor
  const rows = audit.map(auditRow)
  const queued = jobs.map((job) => ({
    ...job,
    run_at: job.runAt?.toISOString() ?? null,
    job_key: job.key ?? null,
  }))
  const done =
    operation === undefined
      ? []
      : [{ key: operation.key, action: operation.action, result: operation.result ?? {} }]
  const at = context.now()
  await tx.$queryRaw(Prisma.sql`/* prepared */
    WITH drafts AS MATERIALIZED (
      SELECT nextval(pg_get_serial_sequence('audit_entry', 'id')) AS id, d.*
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS d(action text, member_id int, subject text, subject_id int, facts jsonb, detail jsonb, salt text, commitment text)
    ), entries AS (
      INSERT INTO audit_entry (society_id, id, at, actor, action, outcome, member_id, subject, subject_id, facts, source, commitment)
      SELECT ${societyId}::int, id, ${at}, ${actor}, action, ${outcome}, member_id, subject, subject_id, facts,
        ${canonicalJson(context.source as unknown as Json)}::jsonb, commitment FROM drafts
    ), details AS (
      INSERT INTO audit_detail (society_id, audit_id, salt, detail)
      SELECT ${societyId}::int, id, salt, detail FROM drafts WHERE detail IS NOT NULL
    ), finished AS (
      INSERT INTO operation (society_id, key, actor, action, result, at)
      SELECT ${societyId}::int, o.key, ${actor}, o.action, o.result, ${at}
      FROM jsonb_to_recordset(${JSON.stringify(done)}::jsonb) AS o(key text, action text, result jsonb)
    )
    SELECT count(graphile_worker.add_job(j.job, j.payload::json, run_at => j.run_at, job_key => j.job_key))
    FROM jsonb_to_recordset(${JSON.stringify(queued)}::jsonb) AS j(job text, payload jsonb, run_at timestamptz, job_key text)`)
}

function auditRow(draft: AuditDraft) {
  const salt = draft.detail === undefined ? null : newSalt()
  return {
    action: draft.action,
    member_id: draft.memberId ?? null,
    subject: draft.subject?.kind ?? null,
    subject_id: draft.subject?.id ?? null,
    facts: draft.facts ?? {},
    detail: draft.detail ?? null,
    salt,
    commitment: draft.detail === undefined || salt === null ? null : commit(draft.detail, salt),
  }
}

/**
 * What the database holds by itself, broken only where two were at it and the application's own look came too early: the names of constraints and
 * indexes, and the words of triggers, whose names do not come through.
 */
const HELD_BY_DATABASE =
  /invoice_society_id_member_id_must_owe_fkey|invoice_live|invoice_society_id_member_id_year_fee_item_id_sequence_revi_key|invoice_paid\b|invoice_cancelled_unpaid|settlement_item_one_pending|held_withdrawal_one|approval_one_deletion|payment_spent|allocation_society_id_reverses_id_key|invoice_society_id_replaces_id_key|a settled invoice is final|a decision is final|the request is decided|only a settled invoice is replaced/

function isOvertaken(error: unknown): boolean {
  return HELD_BY_DATABASE.test(saidOf(error).message)
}

/** What PostgreSQL says; Prisma has it within an error of its own, but for a COMMIT. */
function saidOf(error: unknown): { readonly code: string; readonly message: string } {
  const { meta, cause } = (error ?? {}) as {
    meta?: { driverAdapterError?: { cause?: Said } }
    cause?: Said
  }
  const said = meta?.driverAdapterError?.cause ?? cause
  return { code: said?.originalCode ?? '', message: said?.originalMessage ?? '' }
}

interface Said {
  readonly originalCode?: string
  readonly originalMessage?: string
}

/** Deadlock, serialization failure, Prisma's own word for either, or no connection free: nothing was done in any of them. */
function isContention(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('code' in error && error.code === 'P2034') return true
  if (error instanceof Error && error.message.includes('Unable to start a transaction')) return true
  return ['40001', '40P01'].includes(saidOf(error).code)
}
