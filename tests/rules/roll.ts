import type { Pool, PoolClient } from 'pg'

/** A society with a few members, written by plain SQL: what the database itself holds is tested without the domain. */
const ROLL = `
ALTER SEQUENCE invoice_id_seq RESTART 100;
ALTER SEQUENCE allocation_id_seq RESTART 100;
ALTER SEQUENCE settlement_item_id_seq RESTART 100;
ALTER SEQUENCE delivery_id_seq RESTART 100;
ALTER SEQUENCE audit_entry_id_seq RESTART 100;
INSERT INTO society (society_id, code, name) VALUES (1, 'DEMO', '架空研究会'), (2, 'KANGO', '架空看護学会');
INSERT INTO number_series (society_id, id, prefix, width, test_from, test_to) VALUES (1, 1, 'DEMO', 5, 90001, 99999), (1, 2, '', 6, NULL, NULL), (2, 1, 'KANGO', 5, NULL, NULL);
INSERT INTO member_kind (society_id, kind, label, label_en, series_id) VALUES
  (1, 'individual', '個人', 'Individual', 1), (1, 'institution', '施設', 'Institution', 1), (2, 'individual', '個人', 'Individual', 1);
INSERT INTO member_type (society_id, id, code, name, name_en, kind, fee_plan) VALUES
  (1, 1, 'regular', '正会員', 'Regular', 'individual', 'paid'), (1, 2, 'honorary', '名誉会員', 'Honorary', 'individual', 'free'),
  (1, 3, 'council', '世話人', 'Council', 'individual', 'paid'), (1, 4, 'organisation', '組織会員', 'Organisation', 'institution', 'paid'),
  (2, 1, 'regular', '正会員', 'Regular', 'individual', 'paid');
INSERT INTO fiscal_year (society_id, year, starts_on, ends_on, due_on) VALUES
  (1, 2025, '2025-04-01', '2026-03-31', '2025-06-30'), (1, 2026, '2026-04-01', '2027-03-31', '2026-06-30'), (2, 2026, '2026-04-01', '2027-03-31', '2026-06-30');
INSERT INTO fee_item (society_id, id, code, name, name_en) VALUES (1, 1, 'annual', '年会費', 'Annual fee'), (2, 1, 'annual', '年会費', 'Annual fee');
INSERT INTO member (society_id, id, number, kind, lifecycle, fee_plan, member_type_id, joined_on, withdrawn_on, withdrawal_reason, is_test) VALUES
  (1, 1, 'DEMO00001', 'individual', 'active', 'paid', 1, '2020-04-01', NULL, NULL, false),
  (1, 2, 'DEMO00002', 'individual', 'active', 'free', 2, '2020-04-01', NULL, NULL, false),
  (1, 3, '453320', 'individual', 'withdrawn', 'free', NULL, '2019-04-01', '2024-03-31', 'own-wish', false),
  (1, 4, 'DEMO90001', 'individual', 'applicant', 'free', NULL, NULL, NULL, NULL, true),
  (1, 5, 'DEMO00005', 'individual', 'active', 'paid', 1, '2021-04-01', NULL, NULL, false),
  (2, 1, 'KANGO00001', 'individual', 'active', 'paid', 1, '2020-04-01', NULL, NULL, false);
INSERT INTO invoice (society_id, id, member_id, year, fee_item_id, amount_yen, due_on, state) VALUES
  (1, 1, 1, 2025, 1, 5000, '2025-06-30', 'open'), (1, 2, 5, 2025, 1, 5000, '2025-06-30', 'cancelled'), (1, 3, 5, 2026, 1, 5000, '2026-06-30', 'open');
INSERT INTO payment (society_id, id, received_on, amount_yen, recorded_by) VALUES (1, 1, '2026-05-01', 8000, 'T:U1');
INSERT INTO allocation (society_id, id, payment_id, invoice_id, amount_yen) VALUES (1, 1, 1, 3, 5000);
INSERT INTO approval (society_id, id, subject, member_id, requested_by, content_hash, expires_at) VALUES
  (1, 1, 'settlement', 1, 'T:U1', repeat('a', 64), now() + interval '14 days'), (1, 2, 'settlement', 1, 'T:U2', repeat('b', 64), now() + interval '14 days');
INSERT INTO settlement_item (society_id, id, approval_id, invoice_id, settlement, reason, amount_yen, invoice_version) VALUES (1, 1, 1, 1, 'cancel', 'misbilled', 5000, 1);
INSERT INTO account (id, login_id) VALUES (1, 'DEMO00001');
INSERT INTO account_token (id, account_id, purpose, token_hash, created_at, expires_at) VALUES (1, 1, 'reset', repeat('c', 64), '2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z');
INSERT INTO audit_entry (society_id, id, actor, action, commitment) VALUES (1, 1, 'T:U1', 'member.edited', repeat('d', 64));
INSERT INTO audit_detail (society_id, audit_id, salt, detail) VALUES (1, 1, 's', '{}');
INSERT INTO audit_seal (society_id, n, audit_id, hash) VALUES (1, 1, 1, repeat('e', 64));
INSERT INTO operation (society_id, key, actor, action, result) VALUES (1, 'V1', 'T:U1', 'withdraw', '{}');
INSERT INTO mailing (society_id, id, category, subject, body, requested_by) VALUES (1, 1, 'notice', 's', 'b', 'T:U1');
INSERT INTO delivery (society_id, id, mailing_id, member_id, message_id) VALUES (1, 1, 1, 1, 'm1');
INSERT INTO "position" (society_id, id, code, name, name_en, "group") VALUES (1, 1, 'chair', '会長', 'Chair', 'officer');
INSERT INTO position_holding (society_id, position_id, member_id, started_on) VALUES (1, 1, 1, '2025-04-01');
INSERT INTO held_withdrawal (society_id, member_id, approval_id, accepted_on, withdrawn_on, reason, requested_by) VALUES (1, 1, 1, '2026-11-01', '2026-11-22', 'own-wish', 'T:U1');
INSERT INTO member_search (society_id, member_id, version, number, kana, search_text, tokens)
  SELECT society_id, id, search_version, number_folded, '', '', '{}' FROM member;`

export async function writeRoll(pool: Pool): Promise<void> {
  await inTransaction(pool, async (client) => void (await client.query(ROLL)), 'COMMIT')
}

/** Runs `sql` and everything that waits for the commit, then takes it all back. */
export async function attempt(pool: Pool, sql: string): Promise<string> {
  try {
    await inTransaction(
      pool,
      async (client) => {
        await client.query(sql)
        await client.query('SET CONSTRAINTS ALL IMMEDIATE')
      },
      'ROLLBACK',
    )
    return 'done'
  } catch (error) {
    const { constraint, code } = error as { constraint?: string; code?: string }
    return `${code} ${constraint}`
  }
}

async function inTransaction(
  pool: Pool,
  work: (client: PoolClient) => Promise<void>,
  end: string,
): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await work(client)
    await client.query(end)
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}
