import { Prisma } from '../../../prisma/generated/client.ts'
import type { Reader } from '../core/roll.ts'
import type { InvoiceName } from './errors.ts'

/** An invoice with what bears on booking money on it. */
export interface InvoiceFacts extends InvoiceName {
  readonly id: number
  readonly memberId: number
  /** The member's number. */
  readonly number: string
  /** The member is an applicant or active; nobody else can owe anything. */
  readonly mayOwe: boolean
  readonly sequence: number
  readonly state: 'open' | 'cancelled' | 'paid_manually'
  readonly amountYen: number
  readonly paidYen: number
}

/** Reads these invoices, in the order of their ids; ids of another society are left out. */
export async function loadInvoices(
  read: Pick<Reader, '$queryRaw'>,
  societyId: number,
  ids: readonly number[],
): Promise<readonly InvoiceFacts[]> {
  return read.$queryRaw<InvoiceFacts[]>(Prisma.sql`
    SELECT i.id, i.member_id AS "memberId", m.number, m.may_owe IS NOT NULL AS "mayOwe", i.state, i.year, i.sequence,
      json_build_object('ja', f.name, 'en', f.name_en) AS item, i.amount_yen AS "amountYen", i.paid_yen AS "paidYen"
    FROM invoice i JOIN member m ON m.society_id = i.society_id AND m.id = i.member_id
    JOIN fee_item f ON f.society_id = i.society_id AND f.id = i.fee_item_id
    WHERE i.society_id = ${societyId}::int AND i.id = ANY(${[...ids]}::int[]) ORDER BY i.id`)
}

/** Yen that money can still be booked on. */
export function openYenOf({ state, amountYen, paidYen }: InvoiceFacts): number {
  return state === 'open' ? amountYen - paidYen : 0
}

/** Which invoice is meant, as an error names it. */
export function nameOf({ year, item }: InvoiceFacts): InvoiceName {
  return { year, item }
}
