import type { Context } from '../../../src/domain/core/change.ts'
import type { DomainError } from '../../../src/domain/core/errors.ts'
import type { Result } from '../../../src/domain/core/result.ts'
import { type BuiltInRole, GRANTS, type Permission } from '../../../src/domain/core/roles.ts'
import { Roll } from '../../../src/domain/core/roll.ts'
import { issueInvoice } from '../../../src/domain/dues/issue.ts'
import { type PaymentInput, type PaymentResult, recordPayment } from '../../../src/domain/dues/payment.ts'
import { SEARCH } from '../../rules/attempts.ts'
import { writeRoll } from '../../rules/roll.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'

const TODAY = '2026-11-24'
const NOW = new Date(`${TODAY}T12:00:00+09:00`)

/** The small roll, with the year 2024 closed and 2027 to come; each test bills members of its own. */
export interface Counter {
  readonly db: TestDatabase
  as(role: BuiltInRole | readonly Permission[], user?: string): Context
  /** A new member's id; the number is `DEMO` and the id. */
  member(lifecycle?: 'active' | 'applicant' | 'rejected'): Promise<number>
  /** Bills a member for the annual fee, and gives the invoice's id. */
  bill(memberId: number, year: number, amountYen: number, another?: boolean): Promise<number>
  pay(memberId: number, amountYen: number, allocations: PaymentInput['allocations']): Promise<PaymentResult>
  /** Settles an invoice as an approved request does. */
  settle(invoiceId: number, state: 'cancelled' | 'paid_manually'): Promise<void>
  /** Runs statements in one transaction, search rows brought along. */
  sql(statements: string): Promise<void>
  rows(sql: string): Promise<Record<string, unknown>[]>
  audit(memberId: number): Promise<Record<string, unknown>[]>
}

const MORE = `
ALTER SEQUENCE payment_id_seq RESTART 100;
ALTER SEQUENCE approval_id_seq RESTART 100;
INSERT INTO fiscal_year (society_id, year, starts_on, ends_on, due_on, closed_at) VALUES
  (1, 2024, '2024-04-01', '2025-03-31', '2024-06-30', '2025-07-01T00:00:00Z'), (1, 2027, '2027-04-01', '2028-03-31', '2027-06-30', NULL);
INSERT INTO fee_item (society_id, id, code, name, name_en, retired_at) VALUES (1, 2, 'old', '旧費目', 'Old fee', '2026-01-01T00:00:00Z');
INSERT INTO type_fee (society_id, year, member_type_id, fee_item_id, amount_yen) VALUES (1, 2026, 1, 1, 5000), (1, 2027, 1, 1, 6000);
`

export async function openCounter(poolMax = 5): Promise<Counter> {
  const db = await testDatabase({ poolMax })
  await writeRoll(db.pool)
  await db.pool.query(MORE)
  const roll = new Roll({ ...db, close: async () => {} })
  const as: Counter['as'] = (role, user = typeof role === 'string' ? `U_${role.toUpperCase()}` : 'U_X') => ({
    roll,
    actor: {
      key: `T:${user}`,
      teamId: 'T',
      userId: user,
      societyId: 1,
      roles: [],
      permissions: new Set<Permission>(typeof role === 'string' ? GRANTS[role] : role),
    },
    source: { via: 'command' },
    now: () => NOW,
  })
  const rows: Counter['rows'] = async (sql) => (await db.pool.query(sql)).rows as Record<string, unknown>[]
  const sql: Counter['sql'] = async (statements) => {
    await db.pool.query(`BEGIN; ${statements}; ${SEARCH} COMMIT`)
  }
  let next = 200
  let keys = 0
  return {
    db,
    as,
    rows,
    sql,
    member: async (lifecycle = 'active') => {
      next += 1
      const [joined, type, plan] =
        lifecycle === 'active' ? [`'2020-04-01'`, 1, 'paid'] : ['NULL', 'NULL', 'free']
      await sql(`INSERT INTO member (society_id, id, number, kind, lifecycle, fee_plan, member_type_id, joined_on)
        VALUES (1, ${next}, 'DEMO00${next}', 'individual', '${lifecycle}', '${plan}', ${type}, ${joined});
        INSERT INTO member_search (society_id, member_id, version, number, kana, search_text, tokens) VALUES (1, ${next}, 1, 'x', '', '', '{}')`)
      return next
    },
    bill: async (memberId, year, amountYen, another = false) => {
      keys += 1
      const billed = { feeItemId: 1, year, another }
      const input = { memberId, billed, amountYen, dueOn: `${year}-06-30` }
      return valueOf(await issueInvoice(as('secretariat'), input, `bill ${keys}`)).invoiceId
    },
    pay: async (memberId, amountYen, allocations) => {
      keys += 1
      return valueOf(
        await recordPayment(as('secretariat'), payment(memberId, amountYen, allocations), `pay ${keys}`),
      )
    },
    settle: (invoiceId, state) =>
      sql(
        `UPDATE invoice SET state = '${state}', settled_at = '2026-11-01T00:00:00Z' WHERE society_id = 1 AND id = ${invoiceId}`,
      ),
    audit: (memberId) =>
      rows(`SELECT e.action, e.subject, e.subject_id, e.facts, d.detail FROM audit_entry e
        LEFT JOIN audit_detail d ON d.society_id = e.society_id AND d.audit_id = e.id
        WHERE e.society_id = 1 AND e.member_id = ${memberId} AND e.outcome = 'done' ORDER BY e.id`),
  }
}

/** A transfer of today's. */
export function payment(
  memberId: number,
  amountYen: number,
  allocations: PaymentInput['allocations'],
): PaymentInput {
  return {
    memberId,
    receivedOn: TODAY,
    amountYen,
    payerName: 'カクウ タロウ',
    bankAccount: '架空銀行 0000001',
    method: 'bank',
    allocations,
  }
}

export function valueOf<T>(result: Result<T, DomainError>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

export const ITEM = { ja: '年会費', en: 'Annual fee' }
