import { invoice, SEARCH, tryRules } from './attempts.ts'

tryRules({
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
})
