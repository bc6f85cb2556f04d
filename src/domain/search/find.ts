import type { QueryConfig } from 'pg'
import { type Day, tokyoDay, tokyoMinute } from '../core/calendar.ts'
import type { Context } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { MemberRow } from '../members/row.ts'
import type { Conditions } from './conditions.ts'
import { refusalOf } from './permitted.ts'
import { binder, sqlConditions } from './sqlConditions.ts'
import { sqlOrder } from './sqlOrder.ts'

/** Members a page of results. */
const PAGE_SIZE = 10
/** More than any roll has, and still a number that SQL takes. */
const MOST_PAGES = 2 ** 31

/** One page of what was found. */
export interface ResultPage {
  readonly societyId: number
  readonly conditions: Conditions
  /** Exact. */
  readonly total: number
  /** From 1; the last where a later one was asked for. */
  readonly page: number
  /** At least 1. */
  readonly pages: number
  readonly pageSize: typeof PAGE_SIZE
  readonly rows: readonly MemberRow[]
}

/**
 * Finds a page of the caller's society's members, test members with them, erased and merged ones never. What comes back is as of now: paging runs
 * the conditions anew.
 *
 * @param page from 1; beyond the end the last page comes back
 */
export async function findMembers(
  context: Context,
  { conditions, page }: { readonly conditions: Conditions; readonly page: number },
): Promise<Result<ResultPage, DomainError>> {
  const refusal = refusalOf(context.actor, conditions)
  if (refusal !== null) return err(refusal)
  const { societyId } = context.actor
  const { pool } = context.roll
  const wanted = Math.min(Math.max(1, Math.trunc(page) || 1), MOST_PAGES)
  const { rows: listed } = await pool.query<Listed>(
    listStatement(conditions, societyId, tokyoDay(context.now()), wanted),
  )
  const { total, ids } = listed[0] ?? { total: 0, ids: [] }
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE))
  const found =
    ids.length === 0 ? [] : (await pool.query<FoundRow>({ ...ROWS, values: [societyId, ids] })).rows
  return ok({
    societyId,
    conditions,
    total,
    page: Math.min(wanted, pages),
    pages,
    pageSize: PAGE_SIZE,
    rows: found.map(memberRow),
  })
}

/**
 * Everybody that a search finds, for what is done to all of them at once. Errors: those of `findMembers`; too-many-members beyond `most`.
 */
export async function findAllIds(
  context: Context,
  conditions: Conditions,
  most: number,
): Promise<Result<readonly number[], DomainError>> {
  const refusal = refusalOf(context.actor, conditions)
  if (refusal !== null) return err(refusal)
  const statement = listStatement(conditions, context.actor.societyId, tokyoDay(context.now()), 1, most)
  const { rows } = await context.roll.pool.query<Listed>(statement)
  const { total, ids } = rows[0] ?? { total: 0, ids: [] }
  return total > most ? err({ code: 'too-many-members', limit: most, count: total }) : ok(ids)
}

interface Listed {
  readonly total: number
  readonly ids: number[]
}

/**
 * Ids of a page and the exact total in one pass: the hits are listed once, then counted and ordered. Without a name, so that each search is planned
 * for what it looks for.
 */
function listStatement(
  conditions: Conditions,
  societyId: number,
  today: Day,
  page: number,
  size: number = PAGE_SIZE,
): QueryConfig {
  const { values, bind } = binder()
  const { where, needsMember } = sqlConditions(conditions, societyId, today, bind)
  const { keys, orderBy, needs } = sqlOrder(conditions.sort, societyId, today, bind)
  const member = needsMember || needs !== 'nothing'
  const text = `
    WITH hit AS MATERIALIZED (
      SELECT s.member_id, s.number${keys.map((key, index) => `, ${key} AS key${index + 1}`).join('')}
      FROM member_search s
      ${member ? 'JOIN member m ON m.society_id = s.society_id AND m.id = s.member_id' : ''}
      ${needs === 'type' ? 'LEFT JOIN member_type t ON t.society_id = m.society_id AND t.id = m.member_type_id' : ''}
      WHERE ${where}
    ), size AS (SELECT count(*)::int AS total FROM hit)
    SELECT total, ARRAY(
      SELECT h.member_id FROM hit h ORDER BY ${orderBy} LIMIT ${size}
      OFFSET greatest(0, least(${bind(page - 1, 'bigint')}, ((SELECT total FROM size) - 1) / ${size})) * ${size}
    ) AS ids FROM size`
  return { text, values }
}

/**
 * The rows of a page, in its order. Always the same look-ups by key, so the plan is kept by name; one more round trip with it costs half of planning
 * these joins with every search.
 */
const ROWS = {
  name: 'member-rows',
  text: `
    SELECT m.id, m.number, m.is_test AS "isTest", m.kind, m.lifecycle, m.withdrawn_on AS "withdrawnOn",
      a.status AS "accountStatus", t.name AS "typeJa", t.name_en AS "typeEn",
      m.family_name AS "familyName", m.given_name AS "givenName", m.family_kana AS "familyKana", m.given_kana AS "givenKana",
      m.organisation_name AS "organisationName", m.organisation_kana AS "organisationKana", m.affiliation, m.title, m.email,
      m.postal_code AS "postalCode", m.prefecture, m.address, m.applied_at AS "appliedAt", m.remarks,
      (SELECT count(*)::int FROM participation p WHERE p.society_id = m.society_id AND p.member_id = m.id) AS participations
    FROM unnest($2::int[]) WITH ORDINALITY AS f(id, place)
    JOIN member m ON m.society_id = $1::int AND m.id = f.id AND m.erased_at IS NULL AND m.merged_into IS NULL
    LEFT JOIN member_type t ON t.society_id = m.society_id AND t.id = m.member_type_id
    LEFT JOIN account a ON a.id = m.account_id
    ORDER BY f.place`,
}

type FoundRow = Omit<MemberRow, 'type' | 'appliedAt'> & {
  readonly typeJa: string | null
  readonly typeEn: string | null
  readonly appliedAt: Date | null
}

function memberRow({ typeJa, typeEn, appliedAt, ...columns }: FoundRow): MemberRow {
  return {
    ...columns,
    type: typeJa === null || typeEn === null ? null : { ja: typeJa, en: typeEn },
    appliedAt: appliedAt === null ? null : tokyoMinute(appliedAt),
  }
}
