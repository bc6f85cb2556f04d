import { createHash } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import type { Prisma } from '../prisma/generated/client.ts'
import { loadStaleMembers } from '../src/domain/search/facts.ts'
import { buildSearchRow, type SearchRow } from '../src/domain/search/tokens.ts'
import { loadMemberships, type MembershipFacts } from '../src/domain/withdrawal/facts.ts'

/** A member that can be withdrawn at once. */
export interface Leaver {
  readonly id: number
  readonly version: number
}

/** One withdrawal; throws where it is refused. */
export type Withdraw = (leaver: Leaver) => Promise<void>

/** What is the same for each. */
export const WITHDRAWAL = {
  societyId: 1234,
  today: '2026-11-23',
  actor: 'T_BENCH:U_OFFICE',
  reason: 'personal',
} as const

const { societyId, today, actor, reason } = WITHDRAWAL

/** Runs a statement with its values. */
type Run = <Row extends object>(text: string, values: readonly unknown[]) => Promise<readonly Row[]>

/** @param prepared each text is parsed and planned once a connection */
function runOn(client: PoolClient, prepared: boolean): Run {
  return async <Row extends object>(text: string, values: readonly unknown[]) => {
    const name = prepared ? { name: createHash('md5').update(text).digest('hex') } : {}
    return (await client.query<Row>({ ...name, text, values: [...values] })).rows
  }
}

/** A reading statement of the domain, run on a bare connection: what is compared is everything around it. */
function readerOn(run: Run) {
  return { $queryRaw: ({ text, values }: Prisma.Sql) => run(text, values) } as never
}

const LEAVE = `UPDATE member SET lifecycle = 'withdrawn', fee_plan = 'free', member_type_id = NULL,
    withdrawal_accepted_on = $3::date, withdrawn_on = $3::date, withdrawal_reason = $4, updated_at = $5
  WHERE society_id = $1::int AND id = ANY($2::int[]) AND lifecycle = 'active' RETURNING search_version`

/** Members a transaction: what triggers do for each of them has its time limit too. */
const BATCH = 500

/** The search rows that these members have once they have left, ready to be written. */
export async function prepareByHand(
  pool: Pool,
  leavers: readonly Leaver[],
): Promise<ReadonlyMap<number, SearchRow>> {
  const rows = new Map<number, SearchRow>()
  const client = await pool.connect()
  try {
    for (let start = 0; start < leavers.length; start += BATCH) {
      const ids = leavers.slice(start, start + BATCH).map(({ id }) => id)
      await client.query('BEGIN')
      await client.query(LEAVE, [societyId, ids, today, reason, new Date()])
      const stale = await loadStaleMembers(readerOn(runOn(client, false)), societyId, ids)
      await client.query('ROLLBACK')
      for (const member of stale) rows.set(member.memberId, buildSearchRow(member))
    }
    return rows
  } finally {
    client.release()
  }
}

/**
 * What somebody who knows the schema would write for a withdrawal with the same effects and guarantees: one transaction, the operation's key, the member
 * locked, the facts read and checked, the member written, the search row after it, one statement for the audit row and the operation's result.
 */
export function byHand(pool: Pool, searchRows: ReadonlyMap<number, SearchRow>, prepared: boolean): Withdraw {
  return async (leaver) => {
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      await withdraw(runOn(client, prepared), leaver, searchRows)
      await client.query('COMMIT')
    } catch (error) {
      await client.query('ROLLBACK')
      throw error
    } finally {
      client.release()
    }
  }
}

async function withdraw(
  run: Run,
  { id, version }: Leaver,
  searchRows: ReadonlyMap<number, SearchRow>,
): Promise<void> {
  const key = `withdraw V${id}`
  const at = new Date(`${today}T12:00:00+09:00`)
  const [first] = await run<{ result: unknown }>('SELECT begin_operation($1::int, $2, $3::int[]) AS result', [
    societyId,
    key,
    [id],
  ])
  if (first?.result !== null) return
  const [member] = await loadMemberships(readerOn(run), societyId, [id], today)
  const [settings] = await run<{ closed: number; reasons: readonly { code: string }[] | null }>(
    `SELECT (SELECT count(*) FROM fiscal_year WHERE society_id = $1::int AND $2::date BETWEEN starts_on AND ends_on AND closed_at IS NOT NULL) AS closed,
       (SELECT value FROM society_setting WHERE society_id = $1::int AND key = 'reasons.withdrawal') AS reasons`,
    [societyId, today],
  )
  const known = settings?.reasons?.some(({ code }) => code === reason) ?? true
  if (member === undefined || settings?.closed !== 0 || !known || !mayLeave(member, version))
    throw new Error(`member ${id} can't be withdrawn`)
  const [left] = await run<{ search_version: number }>(LEAVE, [societyId, [id], today, reason, at])
  await writeSearchRow(run, id, left?.search_version ?? 0, searchRows.get(id))
  await writeDown(run, key, member, at)
}

function mayLeave(member: MembershipFacts, version: number): boolean {
  const { lifecycle, planned, held, openInvoices, holdings, joinedOn } = member
  const free = planned === null && held === null && openInvoices.length === 0 && holdings.length === 0
  return lifecycle === 'active' && member.version === version && free && (joinedOn ?? today) <= today
}

async function writeSearchRow(run: Run, id: number, version: number, row: SearchRow | undefined) {
  await run(
    `INSERT INTO member_search (society_id, member_id, version, number, kana, search_text, tokens, oldest_open_due)
     VALUES ($1::int, $2::int, $3::int, $4, $5, $6, $7::int[], NULL)
     ON CONFLICT (society_id, member_id) DO UPDATE SET version = EXCLUDED.version, number = EXCLUDED.number, kana = EXCLUDED.kana,
       search_text = EXCLUDED.search_text, tokens = EXCLUDED.tokens, oldest_open_due = EXCLUDED.oldest_open_due`,
    [societyId, id, version, row?.number, row?.kana, row?.searchText, row?.tokens],
  )
}

async function writeDown(run: Run, key: string, member: MembershipFacts, at: Date): Promise<void> {
  const { id, number, termId, feePlan, memberTypeId, typeSince } = member
  const was = { feePlan, memberTypeId, typeSince }
  const facts = { termId, acceptedOn: today, withdrawnOn: today, reason, was, ended: [] }
  const result = {
    kind: 'now',
    memberId: id,
    number,
    withdrawnOn: today,
    termId,
    approvalId: null,
    openCount: 0,
  }
  await run(
    `WITH entry AS (
       INSERT INTO audit_entry (society_id, at, actor, action, outcome, member_id, subject, subject_id, facts, source)
       VALUES ($1::int, $2, $3, 'member.withdrawn', 'done', $4::int, 'membership_term', $5::int, $6::jsonb, '{"via":"modal"}'))
     INSERT INTO operation (society_id, key, actor, action, result, at) VALUES ($1::int, $7, $3, 'member.withdraw', $8::jsonb, $2)`,
    [societyId, at, actor, id, termId, JSON.stringify(facts), key, JSON.stringify(result)],
  )
}
