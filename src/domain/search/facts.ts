import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import type { SearchFacts } from './tokens.ts'

/** A member whose search row has to be written. */
export interface StaleMember extends SearchFacts {
  readonly memberId: number
  /** `member.search_version`, which the row takes over. */
  readonly version: number
  /** Erased, or merged into another: no search may find it. */
  readonly hidden: boolean
  readonly oldestOpenDue: Date | null
}

/**
 * Reads what search stores of those of the members whose search row is missing or behind. Includes the records that share an
 * account with one of them, in whatever society: a suspended login moves them all.
 */
export async function loadStaleMembers(
  tx: Tx,
  societyId: number,
  ids: readonly number[],
): Promise<StaleMember[]> {
  return tx.$queryRaw<StaleMember[]>(Prisma.sql`/* prepared */
    WITH named AS (
      SELECT society_id, id, account_id FROM member WHERE society_id = ${societyId}::int AND id = ANY(${ids}::int[])
    ), touched AS (
      SELECT society_id, id FROM named
      UNION
      SELECT m.society_id, m.id FROM member m JOIN named n ON m.account_id = n.account_id
    )
    SELECT m.society_id AS "societyId", m.id AS "memberId", m.search_version AS version,
      m.erased_at IS NOT NULL OR m.merged_into IS NOT NULL AS hidden,
      m.number, a.login_id AS "loginId", a.status AS "accountStatus",
      m.family_name AS "familyName", m.given_name AS "givenName", m.family_kana AS "familyKana", m.given_kana AS "givenKana",
      m.organisation_name AS "organisationName", m.organisation_kana AS "organisationKana",
      m.email, m.phone, m.prefecture, m.affiliation, m.title, m.qualifications,
      m.department_category AS "departmentCategory", m.department, m.physician_licence AS "physicianLicence", m.remarks,
      m.kind, m.member_type_id AS "memberTypeId", m.lifecycle, m.approval, m.board_access AS "boardAccess",
      m.fee_plan AS "feePlan", m.notices, m.is_test AS "isTest",
      CASE WHEN d.billed OR x.exempt THEN array_remove(d.states || CASE WHEN x.exempt THEN 'exempt' END, NULL) ELSE '{none}' END AS dues,
      d.oldest_open_due AS "oldestOpenDue"
    FROM touched t
    JOIN member m ON m.society_id = t.society_id AND m.id = t.id
    LEFT JOIN member_search s ON s.society_id = m.society_id AND s.member_id = m.id
    LEFT JOIN account a ON a.id = m.account_id
    CROSS JOIN LATERAL (
      SELECT count(*) > 0 AS billed, min(i.due_on) FILTER (WHERE i.must_owe) AS oldest_open_due,
        array_agg(DISTINCT CASE
          WHEN i.state <> 'open' THEN i.state
          WHEN i.paid_yen = 0 THEN 'open'
          WHEN i.paid_yen < i.amount_yen THEN 'partial'
          ELSE 'paid' END) AS states
      FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND NOT i.superseded
    ) d
    CROSS JOIN LATERAL (
      SELECT EXISTS (SELECT FROM exemption e WHERE e.society_id = m.society_id AND e.member_id = m.id) AS exempt
    ) x
    WHERE s.version IS DISTINCT FROM m.search_version`)
}
