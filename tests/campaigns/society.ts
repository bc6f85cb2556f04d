import type { Pool } from 'pg'

/** A society of three, by plain SQL: a member, a 世話人 who is the chair, and an applicant. `openBook` says the same in the model's words. */
export async function writeSociety(pool: Pool, societyId: number): Promise<void> {
  const years = [2024, 2025, 2026, 2027, 2028].map(
    (year) =>
      `(${societyId}, ${year}, '${year}-04-01', '${year + 1}-03-31', '${year}-06-30', ${year === 2024 ? `'2025-07-01'` : 'NULL'})`,
  )
  await pool.query(`BEGIN;
    INSERT INTO society (society_id, code, name) VALUES (${societyId}, 'model${societyId}', '模擬学会');
    INSERT INTO number_series (society_id, id, prefix, width) VALUES (${societyId}, 1, 'DEMO', 5);
    INSERT INTO member_kind (society_id, kind, label, label_en, series_id) VALUES (${societyId}, 'individual', '個人', 'Individual', 1);
    INSERT INTO member_type (society_id, id, code, name, name_en, kind, fee_plan, retired_at) VALUES
      (${societyId}, 1, 'regular', '正会員', 'Regular', 'individual', 'paid', NULL),
      (${societyId}, 2, 'council', '世話人', 'Council', 'individual', 'paid', NULL),
      (${societyId}, 3, 'honorary', '名誉会員', 'Honorary', 'individual', 'free', NULL),
      (${societyId}, 4, 'retired', '旧会員', 'Retired', 'individual', 'paid', '2020-04-01'),
      (${societyId}, 5, 'deceased', '物故会員', 'Deceased', 'individual', 'free', NULL);
    INSERT INTO rule (society_id, id, code, effect, subject, object) VALUES
      (${societyId}, 1, 'honorary', 'requires', 'type:honorary', 'type:council'),
      (${societyId}, 2, 'deceased', 'requires', 'type:deceased', 'type:council');
    INSERT INTO fiscal_year (society_id, year, starts_on, ends_on, due_on, closed_at) VALUES ${years.join(', ')};
    INSERT INTO fee_item (society_id, id, code, name, name_en, retired_at) VALUES
      (${societyId}, 1, 'annual', '年会費', 'Annual fee', NULL), (${societyId}, 2, 'entrance', '入会金', 'Entrance fee', NULL),
      (${societyId}, 3, 'old', '旧費目', 'Old item', '2020-04-01');
    INSERT INTO position (society_id, id, code, name, name_en, "group", seats) VALUES (${societyId}, 1, 'chair', '会長', 'Chair', 'officer', 1);
    INSERT INTO member (society_id, id, number, kind, lifecycle, fee_plan, member_type_id, joined_on, approved_on) VALUES
      (${societyId}, 1, 'DEMO00001', 'individual', 'active', 'paid', 1, '2024-05-01', '2024-05-01'),
      (${societyId}, 2, 'DEMO00002', 'individual', 'active', 'paid', 2, '2025-06-10', '2025-06-10'),
      (${societyId}, 3, 'DEMO00003', 'individual', 'applicant', 'free', NULL, NULL, NULL);
    INSERT INTO position_holding (society_id, position_id, member_id, started_on) VALUES (${societyId}, 1, 2, '2025-06-10');
    INSERT INTO member_search (society_id, member_id, version, number, kana, search_text, tokens)
      SELECT society_id, id, search_version, number_folded, '', '', '{}' FROM member WHERE society_id = ${societyId};
    COMMIT`)
}

/** What happens in a society without a use case of its own. */
export const SETTINGS = {
  closeYear: 'UPDATE fiscal_year SET closed_at = now() WHERE society_id = $1 AND year = $2',
  appoint:
    'INSERT INTO position_holding (society_id, position_id, member_id, started_on) VALUES ($1, 1, $2, $3)',
  planType: `INSERT INTO planned_change (society_id, member_id, change, runs_on, plan, requested_by) VALUES ($1, $2, 'type', '2030-04-01', '{}', 'T:U0')`,
} as const
