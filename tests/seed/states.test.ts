import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedDemo } from '../../prisma/seed/demo/seedDemo.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

const TODAY = '2026-11-23'
let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await seedDemo(db, { today: TODAY, seed: 1 })
})
afterAll(() => db.drop())

async function table(database: TestDatabase, sql: string): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<{ name: string; count: number }>(sql)
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
}

describe('the demo societies', () => {
  it('have members in every state', async () => {
    expect(
      await table(
        db,
        `SELECT concat_ws(' ', m.society_id, m.lifecycle, m.fee_plan, coalesce(t.code, '-')) AS name, count(*) AS count
        FROM member m LEFT JOIN member_type t ON t.society_id = m.society_id AND t.id = m.member_type_id WHERE NOT m.is_test GROUP BY 1`,
      ),
    ).toEqual({
      '1234 active free -': 2,
      '1234 active free deceased': 5,
      '1234 active free honorary': 8,
      '1234 active free member': 26,
      '1234 active paid council': 36,
      '1234 active paid organisation': 10,
      '1234 active paid regular': 199,
      '1234 active paid supporting': 6,
      '1234 applicant free member': 1,
      '1234 applicant paid regular': 11,
      '1234 rejected paid regular': 5,
      '1234 withdrawn free -': 35,
      '5678 active free honorary': 1,
      '5678 active free member': 4,
      '5678 active paid council': 8,
      '5678 active paid organisation': 2,
      '5678 active paid regular': 21,
      '5678 active paid supporting': 1,
      '5678 applicant paid regular': 2,
      '5678 withdrawn free -': 3,
    })
  })

  it('have dues of every sort', async () => {
    expect(
      await table(
        db,
        `SELECT name, count(DISTINCT member_id) AS count FROM (
        SELECT i.member_id, CASE WHEN i.state <> 'open' THEN i.state WHEN i.paid_yen = i.amount_yen THEN 'paid' WHEN i.paid_yen > 0 THEN 'partial'
          WHEN i.due_on >= '${TODAY}' THEN 'open' ELSE 'overdue' END AS name FROM invoice i WHERE i.society_id = 1234
        UNION ALL SELECT member_id, reason FROM exemption WHERE society_id = 1234
        UNION ALL SELECT member_id, 'overdue for ' || count(*) FROM invoice WHERE society_id = 1234 AND must_owe AND due_on < '${TODAY}' GROUP BY member_id
        UNION ALL SELECT member_id, 'overpaid' FROM payment WHERE society_id = 1234 AND amount_yen > allocated_yen + refunded_yen
        UNION ALL SELECT member_id, 'refunded' FROM payment WHERE society_id = 1234 AND refunded_yen > 0
        UNION ALL SELECT i.member_id, 'paid by the department' FROM payment p JOIN allocation a ON a.society_id = p.society_id AND a.payment_id = p.id
          JOIN invoice i ON i.society_id = a.society_id AND i.id = a.invoice_id WHERE p.society_id = 1234 AND p.member_id IS NULL
        UNION ALL SELECT m.id, 'nothing billed' FROM member m WHERE m.society_id = 1234 AND m.fee_plan = 'paid' AND m.lifecycle = 'active'
          AND NOT m.is_test AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = 1234 AND i.member_id = m.id)) AS dues GROUP BY 1`,
      ),
    ).toEqual({
      cancelled: 11,
      childcare: 2,
      'nothing billed': 1,
      open: 7,
      overdue: 22,
      'overdue for 1': 20,
      'overdue for 2': 7,
      overpaid: 2,
      paid: 294,
      'paid by the department': 5,
      paid_manually: 4,
      partial: 5,
      refunded: 1,
      senior: 2,
      study_abroad: 3,
    })
  })

  it('have people with every peculiarity', async () => {
    expect(
      await table(
        db,
        `SELECT name, count(*) AS count FROM member m CROSS JOIN LATERAL (VALUES
          ('bare digits', number ~ '^[0-9]+$'), ('test number', is_test), ('asked back', asked_back_at IS NOT NULL), ('without e-mail', email IS NULL),
          ('shared e-mail', email = 'kyoku@kakuu-u.example.com'), ('post returned', post_returned), ('reader', board_access = 'reader'),
          ('no notices', NOT notices), ('remarks', remarks IS NOT NULL), ('post to work', mailing_address = 'work'),
          ('institution', kind = 'institution'), ('supporting', kind = 'supporting'), ('deceased', deceased_on IS NOT NULL),
          ('old kanji', family_name ~ '[髙﨑邊邉齋濵德]'), ('written 高橋 or 髙橋', family_name IN ('高橋', '髙橋')), ('東海林', family_name = '東海林'),
          ('end of April', term_end = '2027-04-30'), ('account', account_id IS NOT NULL),
          ('two terms', (SELECT count(*) FROM membership_term t WHERE t.society_id = m.society_id AND t.member_id = m.id) = 2),
          ('two types', (SELECT count(*) FROM type_assignment t WHERE t.society_id = m.society_id AND t.member_id = m.id AND t.member_type_id IS NOT NULL) = 2)
        ) AS v(name, holds) WHERE m.society_id = 1234 AND holds GROUP BY 1`,
      ),
    ).toEqual({
      account: 308,
      'asked back': 4,
      'bare digits': 16,
      deceased: 8,
      'end of April': 11,
      institution: 11,
      'no notices': 39,
      'old kanji': 11,
      'post returned': 4,
      'post to work': 8,
      reader: 106,
      remarks: 22,
      'shared e-mail': 5,
      supporting: 6,
      'test number': 5,
      'two terms': 6,
      'two types': 31,
      'without e-mail': 26,
      'written 高橋 or 髙橋': 8,
      東海林: 2,
    })
  })

  it('have what lies around their members', async () => {
    expect(
      await table(
        db,
        `SELECT name, count(*) AS count FROM (
        SELECT 'account ' || status || CASE WHEN must_change THEN ' must change' ELSE '' END AS name FROM account
        UNION ALL SELECT 'withdrawal ' || withdrawal_reason FROM member WHERE withdrawal_reason IS NOT NULL
        UNION ALL SELECT 'contact ' || part FROM contact
        UNION ALL SELECT 'affiliation ' || CASE WHEN ended_on IS NULL THEN 'now' ELSE 'ended' END FROM affiliation
        UNION ALL SELECT 'holds ' || p.code FROM position_holding h JOIN position p ON p.society_id = h.society_id AND p.id = h.position_id
          WHERE h.society_id = 1234 AND h.ended_on IS NULL
        UNION ALL SELECT 'planned ' || change FROM planned_change UNION ALL SELECT 'audit ' || actor FROM audit_entry
        UNION ALL SELECT 'channel ' || purpose FROM channel UNION ALL SELECT 'identity ' || user_id FROM slack_identity
        UNION ALL SELECT 'year ' || CASE WHEN closed_at IS NULL THEN 'open' ELSE 'closed' END FROM fiscal_year WHERE society_id = 1234
        UNION ALL SELECT 'template ' || locale FROM mail_template WHERE society_id = 1234
        UNION ALL SELECT 'rule ' || article FROM rule WHERE society_id = 1234) AS rows GROUP BY 1`,
      ),
    ).toEqual({
      'account active': 324,
      'account active must change': 13,
      'account suspended': 3,
      'affiliation ended': 1,
      'affiliation now': 13,
      'audit seed': 2,
      'channel default': 1,
      'channel treasurers': 1,
      'contact billing': 20,
      'contact contact': 27,
      'contact mailing': 20,
      'contact representative': 20,
      'holds auditor': 2,
      'holds course_committee': 2,
      'holds meeting_committee': 3,
      'holds officer': 4,
      'holds president': 1,
      'holds treasurer': 2,
      'holds vice_president': 2,
      'identity U_OFFICER': 1,
      'identity U_TREASURER': 1,
      'planned withdrawal': 1,
      'rule 第12条': 1,
      'rule 第12条第2項': 3,
      'rule 第5条': 1,
      'rule 第5条第2項': 1,
      'rule 第6条': 1,
      'rule 第7条': 2,
      'rule 第8条': 1,
      'rule 第9条': 1,
      'template en': 6,
      'template ja': 6,
      'withdrawal death': 3,
      'withdrawal lapsed': 5,
      'withdrawal personal': 7,
      'withdrawal retirement': 3,
      'withdrawal year_end': 20,
      'year closed': 3,
      'year open': 2,
    })
  })
})
