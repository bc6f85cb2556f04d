import type { ClientBase } from 'pg'
import type { Day } from '../../src/domain/core/calendar.ts'
import { buildSearchRow, type DuesFact, type SearchFacts } from '../../src/domain/search/tokens.ts'
import { insertRows } from './insert.ts'

const FACTS = `
SELECT m.id AS member_id, m.search_version AS version, dues.oldest_open_due,
  jsonb_build_object('societyId', m.society_id, 'number', m.number, 'loginId', a.login_id, 'familyName', m.family_name, 'givenName', m.given_name,
    'familyKana', m.family_kana, 'givenKana', m.given_kana, 'organisationName', m.organisation_name, 'organisationKana', m.organisation_kana,
    'email', m.email, 'phone', m.phone, 'prefecture', m.prefecture, 'affiliation', m.affiliation, 'title', m.title,
    'qualifications', m.qualifications, 'departmentCategory', m.department_category, 'department', m.department)
  || jsonb_build_object('physicianLicence', m.physician_licence, 'remarks', m.remarks, 'kind', m.kind, 'memberTypeId', m.member_type_id, 'lifecycle', m.lifecycle,
    'approval', m.approval, 'boardAccess', m.board_access, 'feePlan', m.fee_plan, 'notices', m.notices, 'accountStatus', a.status,
    'dues', coalesce(dues.states, '[]') || CASE WHEN x.member_id IS NULL THEN '[]' ELSE '["exempt"]' END::jsonb,
    'hasPosition', EXISTS (SELECT 1 FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id
      AND h.started_on <= $2::date AND (h.ended_on IS NULL OR h.ended_on > $2::date)), 'isTest', m.is_test) AS facts
FROM member m
LEFT JOIN account a ON a.id = m.account_id
LEFT JOIN (SELECT DISTINCT society_id, member_id FROM exemption) x ON x.society_id = m.society_id AND x.member_id = m.id
LEFT JOIN LATERAL (
  SELECT (min(i.due_on) FILTER (WHERE i.must_owe))::text AS oldest_open_due,
    jsonb_agg(DISTINCT CASE WHEN i.state <> 'open' THEN i.state WHEN i.paid_yen = 0 THEN 'open'
      WHEN i.paid_yen < i.amount_yen THEN 'partial' ELSE 'paid' END) AS states
  FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND NOT i.superseded) dues ON true
WHERE m.society_id = $1 ORDER BY m.id`

interface Loaded {
  readonly member_id: number
  readonly version: number
  readonly oldest_open_due: string | null
  readonly facts: SearchFacts
}

/** Writes the search row of every member of a society, from what the tables hold on the day. */
export async function writeSearchRows(client: ClientBase, societyId: number, today: Day): Promise<void> {
  const { rows } = await client.query<Loaded>(FACTS, [societyId, today])
  const searchRows = rows.map(({ member_id, version, oldest_open_due, facts }) => {
    const dues: readonly DuesFact[] = facts.dues.length === 0 ? ['none'] : facts.dues
    const { number, kana, searchText, tokens } = buildSearchRow({ ...facts, dues })
    return {
      society_id: societyId,
      member_id,
      version,
      number,
      kana,
      search_text: searchText,
      tokens,
      oldest_open_due,
    }
  })
  await insertRows((sql, ...values) => client.query(sql, values), 'member_search', searchRows)
}
