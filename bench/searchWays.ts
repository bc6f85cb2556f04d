import type { Client } from 'pg'
import type { Way } from './search.ts'
import type { Shape } from './searchShapes.ts'

const COLUMNS = `m.id, m.number, m.is_test, m.kind, m.lifecycle, m.withdrawn_on, a.status, t.name, t.name_en, m.family_name, m.given_name,
  m.family_kana, m.given_kana, m.organisation_name, m.organisation_kana, m.affiliation, m.title, m.email, m.postal_code, m.prefecture,
  m.address, m.applied_at, m.remarks,
  (SELECT count(*) FROM participation p WHERE p.society_id = m.society_id AND p.member_id = m.id) AS participations`
const BESIDE = `LEFT JOIN account a ON a.id = m.account_id
  LEFT JOIN member_type t ON t.society_id = m.society_id AND t.id = m.member_type_id`

/** Two good wordings on the index of member_search; the bench takes the faster. Both give the rows that the list shows. */
export function byHandWays(client: Client, { byHand }: Shape): readonly Way[] {
  const hit = `WITH hit AS MATERIALIZED (SELECT s.member_id, s.number FROM member_search s WHERE s.society_id = 1234 AND ${byHand})`
  const first = 'SELECT member_id, number FROM hit ORDER BY length(number), number COLLATE "C" LIMIT 10'
  const rows = (
    ids: string,
  ) => `SELECT ${COLUMNS} FROM ${ids} JOIN member m ON m.society_id = 1234 AND m.id = f.member_id ${BESIDE}
    ORDER BY length(m.number), m.number`
  return [
    async () => {
      const found = await client.query<{ total: string | null }>(
        `${hit} SELECT (SELECT count(*) FROM hit) AS total, r.* FROM (SELECT 1) one LEFT JOIN (${rows(`(${first}) f`)}) r ON true`,
      )
      return Number(found.rows[0]?.total ?? 0)
    },
    async () => {
      const found = await client.query<{ total: string; ids: number[] }>(
        `${hit} SELECT (SELECT count(*) FROM hit) AS total, ARRAY(SELECT f.member_id FROM (${first}) f) AS ids`,
      )
      const { total, ids } = found.rows[0] ?? { total: '0', ids: [] }
      if (ids.length > 0) await client.query(rows(`unnest('{${ids.join(',')}}'::int[]) AS f(member_id)`))
      return Number(total)
    },
  ]
}

/** A page by ILIKE and ORDER BY … LIMIT, and count(*) with the same conditions. */
export function obviousWay(client: Client, { obvious }: Shape): Way {
  const where = `m.society_id = 1234 AND m.lifecycle = 'active' AND ${obvious}`
  return async () => {
    await client.query(
      `SELECT ${COLUMNS} FROM member m ${BESIDE} WHERE ${where} ORDER BY m.number_folded LIMIT 10`,
    )
    const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM member m WHERE ${where}`)
    return Number(rows[0]?.count)
  }
}
