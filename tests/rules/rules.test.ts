import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { attempt, writeRoll } from './roll.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await writeRoll(db.pool)
})
afterAll(() => db.drop())

const SEARCH =
  'UPDATE member_search s SET version = m.search_version FROM member m WHERE m.society_id = s.society_id AND m.id = s.member_id;'
const withdraw = (id: number, sets = '') =>
  `UPDATE member SET lifecycle = 'withdrawn', fee_plan = 'free', member_type_id = NULL, withdrawn_on = '2026-11-22' ${sets} WHERE society_id = 1 AND id = ${id}; ${SEARCH}`
const invoice = (values: string) =>
  `INSERT INTO invoice (society_id, member_id, year, fee_item_id, amount_yen, due_on, sequence, revision, replaces_id) VALUES (${values}); ${SEARCH}`
const newMember = (columns: string, values: string) =>
  `INSERT INTO member (society_id, id, number, kind, ${columns}) VALUES (1, 99, 'DEMO00099', 'individual', ${values});
   INSERT INTO member_search (society_id, member_id, version, number, kana, search_text, tokens) VALUES (1, 99, 1, 'x', '', '', '{}')`

/** Each rule of the design's §2, with attempts to break it and one that must pass: a rule that refuses all is no rule. */
const ATTEMPTS: Record<string, readonly (readonly [what: string, sql: string, outcome: string])[]> = {
  '1 a withdrawn member has no open invoice': [
    ['withdraw with an open invoice', withdraw(1), '23503 invoice_society_id_member_id_must_owe_fkey'],
    ['withdraw with everything settled', withdraw(5), 'done'],
    [
      'invoice a withdrawn member',
      invoice(`1, 3, 2026, 1, 5000, '2026-06-30', 1, 1, NULL`),
      '23503 invoice_society_id_member_id_must_owe_fkey',
    ],
    ['invoice an applicant', invoice(`1, 4, 2026, 1, 5000, '2026-06-30', 1, 1, NULL`), 'done'],
    [
      'reverse a payment of a withdrawn member',
      `${withdraw(5)} INSERT INTO allocation (society_id, payment_id, invoice_id, amount_yen, reverses_id) VALUES (1, 1, 3, -5000, 1)`,
      '23503 invoice_society_id_member_id_must_owe_fkey',
    ],
    [
      'reverse and rebook in one statement',
      `${withdraw(5)} INSERT INTO allocation (society_id, payment_id, invoice_id, amount_yen, reverses_id) VALUES (1, 1, 3, -5000, 1), (1, 1, 3, 5000, NULL); ${SEARCH}`,
      'done',
    ],
  ],
  '2 fee plan, type and lifecycle agree': [
    [
      'withdrawn but paid',
      withdraw(5, ", fee_plan = 'paid'").replace("fee_plan = 'free', ", ''),
      '23514 member_withdrawn',
    ],
    [
      'withdrawn with a type',
      withdraw(5, ', member_type_id = 2').replace('member_type_id = NULL, ', ''),
      '23514 member_withdrawn',
    ],
    [
      'active and paid without a type',
      `UPDATE member SET member_type_id = NULL WHERE society_id = 1 AND id = 1; ${SEARCH}`,
      '23514 member_paid_type',
    ],
    [
      'active and paid with a free type',
      `UPDATE member SET member_type_id = 2 WHERE society_id = 1 AND id = 1; ${SEARCH}`,
      '23503 member_society_id_member_type_id_fee_plan_kind_fkey',
    ],
    [
      'active and free with a paid type',
      `UPDATE member SET fee_plan = 'free' WHERE society_id = 1 AND id = 1; ${SEARCH}`,
      '23503 member_society_id_member_type_id_fee_plan_kind_fkey',
    ],
    [
      'a type of another kind',
      `UPDATE member SET member_type_id = 4 WHERE society_id = 1 AND id = 1; ${SEARCH}`,
      '23503 member_society_id_member_type_id_fee_plan_kind_fkey',
    ],
    [
      'active and free without a type',
      `UPDATE member SET fee_plan = 'free', member_type_id = NULL WHERE society_id = 1 AND id = 1; ${SEARCH}`,
      'done',
    ],
    [
      'a fee plan of a type in use',
      `UPDATE member_type SET fee_plan = 'free' WHERE society_id = 1 AND id = 1`,
      '23503 member_society_id_member_type_id_fee_plan_kind_fkey',
    ],
    ['an unknown lifecycle', newMember('lifecycle', `'gone'`), '23514 member_lifecycle'],
    [
      'a day of withdrawal on an active member',
      `UPDATE member SET withdrawn_on = '2026-01-01' WHERE society_id = 1 AND id = 1; ${SEARCH}`,
      '23514 member_not_withdrawn',
    ],
  ],
  '3 a number is unique without case and never used again': [
    [
      'the same number in other case',
      newMember('lifecycle', `'applicant'`).replace('DEMO00099', 'demo00001'),
      '23505 member_society_id_number_folded_key',
    ],
    ['a new number', newMember('lifecycle', `'applicant'`), 'done'],
    [
      'the number that another gave up',
      `UPDATE member SET number = 'DEMO00055' WHERE society_id = 1 AND id = 1; ${newMember('lifecycle', `'applicant'`).replace('DEMO00099', 'DEMO00001')}`,
      '23505 member_number_taken',
    ],
    [
      'its own old number again',
      `UPDATE member SET number = 'DEMO00055' WHERE society_id = 1 AND id = 1; UPDATE member SET number = 'DEMO00001' WHERE society_id = 1 AND id = 1; ${SEARCH}`,
      'done',
    ],
    [
      'forget a number',
      `DELETE FROM member_number WHERE society_id = 1`,
      '23000 member_number_never_deleted',
    ],
    [
      'give a number away',
      `UPDATE member_number SET member_id = 2 WHERE folded = 'demo00001'`,
      '23000 member_number_never_moved',
    ],
    ['delete a member', `DELETE FROM member WHERE society_id = 1 AND id = 2`, '23000 member_never_deleted'],
    [
      'a test number that is no test member',
      newMember('lifecycle', `'applicant'`).replace('DEMO00099', 'DEMO90002'),
      '23514 member_test_range',
    ],
    [
      'a format that is none',
      newMember('lifecycle', `'applicant'`).replace('DEMO00099', 'D-1'),
      '23514 member_number_format',
    ],
  ],
  '4 amounts are positive yen, one invoice that counts': [
    ['an amount of nothing', invoice(`1, 2, 2026, 1, 0, '2026-06-30', 1, 1, NULL`), '23514 invoice_amount'],
    [
      'a second one for the same',
      invoice(`1, 5, 2026, 1, 5000, '2026-06-30', 1, 1, NULL`),
      '23505 invoice_society_id_member_id_year_fee_item_id_sequence_revi_key',
    ],
    ['another unit', invoice(`1, 5, 2026, 1, 5000, '2026-06-30', 2, 1, NULL`), 'done'],
    [
      'more paid than owed',
      `INSERT INTO allocation (society_id, payment_id, invoice_id, amount_yen) VALUES (1, 1, 3, 1)`,
      '23514 invoice_paid',
    ],
    [
      'more spent than received',
      `INSERT INTO allocation (society_id, payment_id, invoice_id, amount_yen) VALUES (1, 1, 1, 3001)`,
      '23514 payment_spent',
    ],
    [
      'the rest',
      `INSERT INTO allocation (society_id, payment_id, invoice_id, amount_yen) VALUES (1, 1, 1, 3000); ${SEARCH}`,
      'done',
    ],
    [
      'refund more than is left',
      `INSERT INTO refund (society_id, payment_id, amount_yen, refunded_on, reason, recorded_by) VALUES (1, 1, 3001, '2026-11-22', 'surplus', 'T:U1')`,
      '23514 payment_spent',
    ],
  ],
  '5 settlements are final; paid follows the ledger': [
    [
      'reopen a cancelled invoice',
      `UPDATE invoice SET state = 'open' WHERE society_id = 1 AND id = 2`,
      '23514 invoice_frozen',
    ],
    [
      'delete a cancelled invoice',
      `DELETE FROM invoice WHERE society_id = 1 AND id = 2`,
      '23514 invoice_frozen',
    ],
    [
      'change what it is for',
      `UPDATE invoice SET year = 2026 WHERE society_id = 1 AND id = 1`,
      '23514 invoice_identity',
    ],
    [
      'set it paid by hand',
      `UPDATE invoice SET paid_yen = 5000 WHERE society_id = 1 AND id = 1`,
      '23514 invoice_paid_derived',
    ],
    [
      'cancel what was paid',
      `UPDATE invoice SET state = 'cancelled' WHERE society_id = 1 AND id = 3`,
      '23514 invoice_cancelled_unpaid',
    ],
    ['mend it by a new one that names it', invoice(`1, 5, 2025, 1, 4000, '2025-06-30', 1, 2, 2`), 'done'],
    [
      'replace an open invoice',
      invoice(`1, 1, 2025, 1, 4000, '2025-06-30', 1, 2, 1`),
      '23514 invoice_replaces_settled',
    ],
    ['replace another year’s', invoice(`1, 5, 2026, 1, 4000, '2025-06-30', 1, 2, 2`), '23505 invoice_live'],
    [
      'a revision that names nothing',
      invoice(`1, 5, 2025, 1, 4000, '2025-06-30', 1, 2, NULL`),
      '23514 invoice_revision',
    ],
    [
      'rewrite an allocation',
      `UPDATE allocation SET amount_yen = 1 WHERE society_id = 1`,
      '23000 allocation_append_only',
    ],
    [
      'half a counter-entry',
      `INSERT INTO allocation (society_id, payment_id, invoice_id, amount_yen, reverses_id) VALUES (1, 1, 3, -2000, 1)`,
      '23514 allocation_reverses_whole',
    ],
    [
      'a whole counter-entry',
      `INSERT INTO allocation (society_id, payment_id, invoice_id, amount_yen, reverses_id) VALUES (1, 1, 3, -5000, 1); ${SEARCH}`,
      'done',
    ],
  ],
  '6 a second person decides, once, on what was asked': [
    [
      'decide one’s own request',
      `UPDATE approval SET state = 'approved', decided_by = 'T:U1', decided_at = now() WHERE society_id = 1 AND id = 1`,
      '23514 approval_second_person',
    ],
    [
      'decide another’s',
      `UPDATE approval SET state = 'approved', decided_by = 'T:U3', decided_at = now() WHERE society_id = 1 AND id = 1`,
      'done',
    ],
    [
      'decide twice',
      `UPDATE approval SET state = 'rejected', decided_by = 'T:U3', decided_at = now() WHERE society_id = 1 AND id = 1; UPDATE approval SET state = 'approved' WHERE society_id = 1 AND id = 1`,
      '23514 approval_decided_once',
    ],
    [
      'change what was asked',
      `UPDATE approval SET content_hash = repeat('f', 64) WHERE society_id = 1 AND id = 1`,
      '23514 approval_frozen',
    ],
    [
      'change an item',
      `UPDATE settlement_item SET amount_yen = 1 WHERE society_id = 1`,
      '23514 settlement_item_frozen',
    ],
    [
      'a second pending request',
      `INSERT INTO settlement_item (society_id, approval_id, invoice_id, settlement, reason, amount_yen, invoice_version) VALUES (1, 2, 1, 'cancel', 'misbilled', 5000, 1)`,
      '23505 settlement_item_one_pending',
    ],
    [
      'a second request after the first was rejected',
      `UPDATE approval SET state = 'rejected', decided_by = 'T:U3', decided_at = now() WHERE society_id = 1 AND id = 1;
       INSERT INTO settlement_item (society_id, approval_id, invoice_id, settlement, reason, amount_yen, invoice_version) VALUES (1, 2, 1, 'cancel', 'misbilled', 5000, 1)`,
      'done',
    ],
    [
      'an item after the decision',
      `UPDATE approval SET state = 'rejected', decided_by = 'T:U3', decided_at = now() WHERE society_id = 1 AND id = 2;
       INSERT INTO settlement_item (society_id, approval_id, invoice_id, settlement, reason, amount_yen, invoice_version) VALUES (1, 2, 3, 'cancel', 'misbilled', 5000, 1)`,
      '23514 approval_item_of_pending',
    ],
    [
      'a second held withdrawal',
      `INSERT INTO held_withdrawal (society_id, member_id, approval_id, accepted_on, withdrawn_on, reason, requested_by) VALUES (1, 1, 2, '2026-11-01', '2026-11-22', 'own-wish', 'T:U1')`,
      '23505 held_withdrawal_one',
    ],
  ],
  '7 an operation is stored once': [
    [
      'the same key',
      `INSERT INTO operation (society_id, key, actor, action, result) VALUES (1, 'V1', 'T:U2', 'withdraw', '{}')`,
      '23505 operation_pkey',
    ],
    [
      'another first result',
      `UPDATE operation SET result = '[]' WHERE society_id = 1`,
      '23000 operation_never_rewritten',
    ],
  ],
  '8 one delivery per mailing and recipient': [
    [
      'the same member again',
      `INSERT INTO delivery (society_id, mailing_id, member_id, message_id) VALUES (1, 1, 1, 'm2')`,
      '23505 delivery_one_per_recipient',
    ],
    [
      'another member',
      `INSERT INTO delivery (society_id, mailing_id, member_id, message_id) VALUES (1, 1, 2, 'm2')`,
      'done',
    ],
  ],
  '9 nothing crosses societies': [
    [
      'an invoice for a member of another',
      invoice(`2, 5, 2026, 1, 5000, '2026-06-30', 1, 1, NULL`),
      '23503 invoice_society_id_member_id_fkey',
    ],
    [
      'a type of another',
      `UPDATE member SET member_type_id = 3 WHERE society_id = 2; ${SEARCH}`,
      '23503 member_society_id_member_type_id_fee_plan_kind_fkey',
    ],
  ],
  '10 the audit is append-only': [
    ['edit', `UPDATE audit_entry SET actor = 'T:U9' WHERE society_id = 1`, '23000 audit_entry_append_only'],
    ['delete', `DELETE FROM audit_entry WHERE society_id = 1`, '23000 audit_entry_append_only'],
    ['truncate', `TRUNCATE audit_entry CASCADE`, '23000 audit_entry_never_truncated'],
    ['edit a seal', `UPDATE audit_seal SET hash = repeat('f', 64)`, '23000 audit_seal_append_only'],
    ['delete a seal', `DELETE FROM audit_seal`, '23000 audit_seal_append_only'],
    ['rewrite detail', `UPDATE audit_detail SET detail = '{"x":1}'`, '23000 audit_detail_never_rewritten'],
    ['erase detail with its person', `DELETE FROM audit_detail WHERE society_id = 1`, 'done'],
    [
      'seal a row twice',
      `INSERT INTO audit_seal (society_id, n, audit_id, hash) VALUES (1, 2, 1, repeat('e', 64))`,
      '23505 audit_seal_society_id_audit_id_key',
    ],
  ],
  '11 tokens are hashed, single use, at most 24 hours': [
    [
      'a token in clear',
      `INSERT INTO account_token (account_id, purpose, token_hash, expires_at) VALUES (1, 'reset', 'secret', now() + interval '1 hour')`,
      '23514 account_token_hash',
    ],
    [
      '25 hours',
      `INSERT INTO account_token (account_id, purpose, token_hash, created_at, expires_at) VALUES (1, 'reset', repeat('9', 64), now(), now() + interval '25 hours')`,
      '23514 account_token_life',
    ],
    ['use it', `UPDATE account_token SET used_at = now() WHERE id = 1`, 'done'],
    [
      'use it twice',
      `UPDATE account_token SET used_at = now() WHERE id = 1; UPDATE account_token SET used_at = NULL WHERE id = 1`,
      '23514 account_token_once',
    ],
    [
      'a longer life',
      `UPDATE account_token SET expires_at = expires_at + interval '1 hour' WHERE id = 1`,
      '23514 account_token_once',
    ],
  ],
  'search is never behind the row': [
    [
      'edit without the search row',
      `UPDATE member SET family_name = '架空' WHERE society_id = 1 AND id = 1`,
      '23503 member_society_id_id_search_version_fkey',
    ],
    [
      'edit with it',
      `UPDATE member SET family_name = '架空' WHERE society_id = 1 AND id = 1; ${SEARCH}`,
      'done',
    ],
    [
      'issue an invoice without it',
      invoice(`1, 2, 2026, 1, 5000, '2026-06-30', 1, 1, NULL`).replace(SEARCH, ''),
      '23503 member_society_id_id_search_version_fkey',
    ],
    [
      'grant an exemption without it',
      `INSERT INTO exemption (society_id, member_id, from_year, reason) VALUES (1, 1, 2026, 'abroad')`,
      '23503 member_society_id_id_search_version_fkey',
    ],
    [
      'suspend an account without it',
      `UPDATE member SET account_id = 1 WHERE society_id = 1 AND id = 1; ${SEARCH} UPDATE account SET status = 'suspended' WHERE id = 1`,
      '23503 member_society_id_id_search_version_fkey',
    ],
    [
      'a search row of a future version',
      `UPDATE member_search SET version = version + 1 WHERE society_id = 1 AND member_id = 1`,
      '23503 member_society_id_id_search_version_fkey',
    ],
  ],
  'erasure leaves nothing personal': [
    [
      'erase an active member',
      `UPDATE member SET erased_at = now() WHERE society_id = 1 AND id = 1; ${SEARCH}`,
      '23514 member_erased',
    ],
    [
      'keep an address',
      `UPDATE member SET erased_at = now(), email = 'a@example.com' WHERE society_id = 1 AND id = 3; ${SEARCH}`,
      '23514 member_erased',
    ],
    ['erase all', `UPDATE member SET erased_at = now() WHERE society_id = 1 AND id = 3; ${SEARCH}`, 'done'],
  ],
  'terms and positions do not overlap': [
    [
      'the same position twice at once',
      `INSERT INTO position_holding (society_id, position_id, member_id, started_on) VALUES (1, 1, 1, '2026-01-01')`,
      '23P01 position_holding_overlap',
    ],
    [
      'a term inside a term',
      `INSERT INTO membership_term (society_id, member_id, started_on, ended_on) VALUES (1, 3, '2020-01-01', '2021-01-01')`,
      '23P01 membership_term_overlap',
    ],
  ],
}

for (const [rule, attempts] of Object.entries(ATTEMPTS)) {
  describe(rule, () => {
    it.each(attempts)('%s', async (_what, sql, outcome) => {
      expect(await attempt(db.pool, sql)).toBe(outcome)
    })
  })
}

it('carries the society in every foreign key between business tables', async () => {
  const { rows } = await db.pool.query(`
    SELECT c.conname FROM pg_constraint c
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
      AND c.confrelid::regclass::text NOT IN ('account')
      AND NOT EXISTS (SELECT 1 FROM unnest(c.conkey, c.confkey) WITH ORDINALITY AS k(own, theirs, place)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own
        JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.theirs
        WHERE k.place = 1 AND a.attname = 'society_id' AND b.attname = 'society_id')`)
  expect(rows).toEqual([])
})

it('leads every table with the society, but for accounts, transport and the migrations', async () => {
  const { rows } = await db.pool.query(`
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attname <> 'society_id' ORDER BY 1`)
  expect(rows.map((row) => row.relname)).toEqual([
    '_prisma_migrations',
    'account',
    'account_token',
    'reply_url',
    'seen_request',
  ])
})

it('writes terms and types from the member row: withdrawn, undone, withdrawn, rejoined', async () => {
  const client = await db.pool.connect()
  const terms = async () =>
    (
      await client.query(
        `SELECT started_on, ended_on, reason FROM membership_term WHERE society_id = 1 AND member_id = 2 ORDER BY started_on`,
      )
    ).rows.map((r) => Object.values(r))
  const types = async () =>
    (
      await client.query(
        `SELECT member_type_id, fee_plan, started_on, ended_on FROM type_assignment WHERE society_id = 1 AND member_id = 2 ORDER BY started_on`,
      )
    ).rows.map((r) => Object.values(r))
  await client.query('BEGIN')
  await client.query(
    `UPDATE member SET fee_plan = 'paid', member_type_id = 1, type_since = '2022-04-01' WHERE society_id = 1 AND id = 2`,
  )
  expect(await types()).toEqual([
    [2, 'free', '2020-04-01', '2022-04-01'],
    [1, 'paid', '2022-04-01', null],
  ])
  await client.query(withdraw(2, ", withdrawal_reason = 'own-wish'"))
  expect(await terms()).toEqual([['2020-04-01', '2026-11-22', 'own-wish']])
  await client.query(
    `UPDATE member SET lifecycle = 'active', fee_plan = 'paid', member_type_id = 1, withdrawn_on = NULL, withdrawal_reason = NULL WHERE society_id = 1 AND id = 2`,
  )
  expect(await terms()).toEqual([['2020-04-01', null, null]])
  expect(await types()).toEqual([
    [2, 'free', '2020-04-01', '2022-04-01'],
    [1, 'paid', '2022-04-01', null],
  ])
  await client.query(withdraw(2, ", withdrawal_reason = 'own-wish'"))
  await client.query(
    `UPDATE member SET lifecycle = 'active', withdrawn_on = NULL, withdrawal_reason = NULL, joined_on = '2027-04-01', type_since = '2027-04-01' WHERE society_id = 1 AND id = 2`,
  )
  expect(await terms()).toEqual([
    ['2020-04-01', '2026-11-22', 'own-wish'],
    ['2027-04-01', null, null],
  ])
  expect(await types()).toEqual([
    [2, 'free', '2020-04-01', '2022-04-01'],
    [1, 'paid', '2022-04-01', '2026-11-22'],
    [null, 'free', '2027-04-01', null],
  ])
  await client.query('ROLLBACK')
  client.release()
})
