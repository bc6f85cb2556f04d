import type { Pool } from 'pg'

/** Rows that break a rule, by rule; each query counts them. */
const VIOLATIONS: Readonly<Record<string, string>> = {
  'search rows that lag': `SELECT FROM member m LEFT JOIN member_search s ON s.society_id = m.society_id AND s.member_id = m.id
    WHERE s.version IS DISTINCT FROM m.search_version`,
  'numbers that are not registered': `SELECT FROM member m LEFT JOIN member_number n ON n.society_id = m.society_id AND n.folded = m.number_folded
    WHERE n.member_id IS DISTINCT FROM m.id OR n.number <> m.number`,
  'test numbers outside the range, or the other way round': `SELECT FROM member WHERE is_test <>
    (number ~ '^(DEMO|KANGO)9[0-9]{4}$' AND substring(number FROM '[0-9]+$')::int BETWEEN 90001 AND 99999)`,
  'numbers that a series would give again': `SELECT FROM member m JOIN number_series s ON s.society_id = m.society_id
    AND s.prefix = regexp_replace(m.number, '[0-9]+$', '')
    WHERE NOT m.is_test AND m.number <> '453320' AND substring(m.number FROM '[0-9]+$')::int >= s.next`,
  'active members without exactly one open term': `SELECT FROM member m WHERE m.lifecycle = 'active' AND 1 <> (
    SELECT count(*) FROM membership_term t WHERE t.society_id = m.society_id AND t.member_id = m.id AND t.ended_on IS NULL AND t.started_on = m.joined_on)`,
  'others with an open term': `SELECT FROM member m JOIN membership_term t ON t.society_id = m.society_id AND t.member_id = m.id
    WHERE m.lifecycle <> 'active' AND t.ended_on IS NULL`,
  'withdrawn members whose last term says otherwise': `SELECT FROM member m WHERE m.lifecycle = 'withdrawn' AND NOT EXISTS (
    SELECT FROM membership_term t WHERE t.society_id = m.society_id AND t.member_id = m.id AND t.ended_on = m.withdrawn_on
      AND t.reason = m.withdrawal_reason AND t.withdrawal_accepted_on = m.withdrawal_accepted_on)`,
  'overlapping terms': `SELECT FROM membership_term a JOIN membership_term b ON b.society_id = a.society_id AND b.member_id = a.member_id AND b.id > a.id
    WHERE daterange(a.started_on, a.ended_on) && daterange(b.started_on, b.ended_on)`,
  'overlapping types': `SELECT FROM type_assignment a JOIN type_assignment b ON b.society_id = a.society_id AND b.member_id = a.member_id AND b.id > a.id
    WHERE daterange(a.started_on, a.ended_on) && daterange(b.started_on, b.ended_on)`,
  'active members whose open type is another': `SELECT FROM member m WHERE m.lifecycle = 'active' AND 1 <> (
    SELECT count(*) FROM type_assignment t WHERE t.society_id = m.society_id AND t.member_id = m.id AND t.ended_on IS NULL
      AND (t.member_type_id, t.fee_plan) IS NOT DISTINCT FROM (m.member_type_id, m.fee_plan))`,
  'others with an open type': `SELECT FROM member m JOIN type_assignment t ON t.society_id = m.society_id AND t.member_id = m.id
    WHERE m.lifecycle <> 'active' AND t.ended_on IS NULL`,
  'invoices whose paid sum is not that of their allocations': `SELECT FROM invoice i LEFT JOIN (
      SELECT society_id, invoice_id, sum(amount_yen) AS sum FROM allocation GROUP BY 1, 2) a ON a.society_id = i.society_id AND a.invoice_id = i.id
    WHERE i.paid_yen <> coalesce(a.sum, 0)`,
  'payments whose sums are not those of their entries': `SELECT FROM payment p
    LEFT JOIN (SELECT society_id, payment_id, sum(amount_yen) AS sum FROM allocation GROUP BY 1, 2) a ON a.society_id = p.society_id AND a.payment_id = p.id
    LEFT JOIN (SELECT society_id, payment_id, sum(amount_yen) AS sum FROM refund GROUP BY 1, 2) r ON r.society_id = p.society_id AND r.payment_id = p.id
    WHERE p.allocated_yen <> coalesce(a.sum, 0) OR p.refunded_yen <> coalesce(r.sum, 0)`,
  'debts of those who are no members': `SELECT FROM invoice i JOIN member m ON m.society_id = i.society_id AND m.id = i.member_id
    WHERE i.must_owe AND m.lifecycle NOT IN ('active', 'applicant')`,
  'invoices of test members': `SELECT FROM invoice i JOIN member m ON m.society_id = i.society_id AND m.id = i.member_id WHERE m.is_test`,
  'offices held by others than council members': `SELECT FROM position_holding h JOIN member m ON m.society_id = h.society_id AND m.id = h.member_id
    LEFT JOIN member_type t ON t.society_id = m.society_id AND t.id = m.member_type_id
    WHERE h.ended_on IS NULL AND t.code IS DISTINCT FROM 'council'`,
  'treasurers who are no officers': `SELECT FROM position_holding h JOIN position p ON p.society_id = h.society_id AND p.id = h.position_id
    WHERE p.code = 'treasurer' AND NOT EXISTS (SELECT FROM position_holding o JOIN position q ON q.society_id = o.society_id AND q.id = o.position_id
      WHERE o.society_id = h.society_id AND o.member_id = h.member_id AND q."group" = 'officer' AND o.started_on = h.started_on)`,
  'mail addresses that may be somebody’s': `SELECT FROM member WHERE email !~ '@([a-z0-9-]+[.])*(example[.]com|test)$'`,
  'contacts’ mail addresses that may be somebody’s': `SELECT FROM contact WHERE email !~ '@([a-z0-9-]+[.])*(example[.]com|test)$'`,
  'telephone numbers that may be somebody’s': `SELECT FROM member WHERE phone !~ '^(03|090)-0000-[0-9]{4}$'`,
  'postal codes that may be somewhere': `SELECT FROM member WHERE postal_code !~ '^000-[0-9]{4}$'`,
  'logins with a password': 'SELECT FROM account WHERE password_hash IS NOT NULL',
  'logins that are nobody’s':
    'SELECT FROM account a WHERE NOT EXISTS (SELECT FROM member m WHERE m.account_id = a.id)',
}

/** The rules that hold for every seeded database, with the number of rows that break each. */
export async function countViolations(pool: Pool): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const [rule, sql] of Object.entries(VIOLATIONS)) {
    const { rows } = await pool.query<{ count: number }>(`SELECT count(*) AS count FROM (${sql}) AS broken`)
    counts[rule] = rows[0]?.count ?? Number.NaN
  }
  return counts
}

/** What is expected of `countViolations`. */
export const NO_VIOLATIONS: Readonly<Record<string, number>> = Object.fromEntries(
  Object.keys(VIOLATIONS).map((rule) => [rule, 0]),
)

/** A checksum of each table's rows, without the times that the database took itself. */
export async function checksums(pool: Pool): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
       AND relname NOT LIKE '\\_%' ORDER BY relname`,
  )
  const sums: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await pool.query<{ sum: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(line, E'\\n' ORDER BY line COLLATE "C")), '') AS sum
       FROM (SELECT (to_jsonb(t) - 'taken_at')::text AS line FROM "${name}" t) AS lines`,
    )
    sums[name] = rows[0]?.sum ?? ''
  }
  return sums
}

/** Every constraint, index and trigger of the database, with whether it works. */
export async function definitions(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(`
    SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated AS text
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT pg_get_triggerdef(t.oid) || ' ' || tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE NOT tgisinternal AND c.relnamespace = 'public'::regnamespace
    ORDER BY 1`)
  return rows.map(({ text }) => text)
}

/** Tables whose next id is taken already. */
export async function idsBehind(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; sequence: string }>(
    `SELECT t.relname AS name, s.relname AS sequence FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')
     JOIN pg_class t ON t.oid = d.refobjid WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace ORDER BY 1`,
  )
  const behind: string[] = []
  for (const { name, sequence } of rows) {
    const { rows: found } = await pool.query<{ behind: boolean }>(
      `SELECT (SELECT max(id) FROM "${name}") > (SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM "${sequence}") AS behind`,
    )
    if (found[0]?.behind === true) behind.push(name)
  }
  return behind
}
