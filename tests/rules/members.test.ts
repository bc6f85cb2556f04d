import { invoice, newMember, SEARCH, tryRules, withdraw } from './attempts.ts'

tryRules({
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
})
