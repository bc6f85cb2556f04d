import { invoice, SEARCH, tryRules, withdraw } from './attempts.ts'

tryRules({
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
})
