import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import type { AuditDraft } from '../core/audit.ts'
import { dateColumn, tokyoDay } from '../core/calendar.ts'
import { reindexMembers } from '../search/reindex.ts'

/**
 * Erases a person for good: the row stays, without anything personal, for its number and its invoices. Records merged into it are the same person's
 * and go with it. Whoever calls has locked the member, withdrawn or rejected it, and settled what it owed; the audit row returned belongs to the same
 * change. Documents of the tax law stay sealed until their retention ends; hashed addresses that must not be written to stay too.
 *
 * @throws the database's refusal where the member may still be active or owe (member_erased, may_owe)
 */
export async function eraseMember(
  tx: Tx,
  societyId: number,
  memberId: number,
  now: Date,
): Promise<AuditDraft> {
  const ids = await recordsOf(tx, societyId, memberId)
  const mine = { societyId, memberId: { in: [...ids] } }
  await endOpenRows(tx, societyId, ids, now)
  await clearMoney(tx, societyId, ids)
  await tx.answer.deleteMany({ where: mine })
  await tx.address.deleteMany({ where: mine })
  await tx.slackIdentity.deleteMany({ where: mine })
  // A merge that was undone tells of this record on the row of the other one.
  const entries = [{ memberId: { in: [...ids] } }, { subject: 'member', subjectId: { in: [...ids] } }]
  await tx.auditDetail.deleteMany({ where: { societyId, OR: entries.map((entry) => ({ entry })) } })
  await tx.contactLog.updateMany({ where: mine, data: { body: null } })
  await tx.attachment.updateMany({ where: mine, data: { content: null, fileName: null } })
  await tx.contact.updateMany({ where: mine, data: NO_CONTACT })
  await tx.delivery.updateMany({ where: mine, data: { address: null, reply: null } })
  await tx.heldWithdrawal.updateMany({ where: mine, data: { note: null } })
  await tx.approval.updateMany({ where: mine, data: { note: null, decisionNote: null } })
  // A request about several members may speak of this one.
  await tx.approval.updateMany({
    where: { societyId, settlementItems: { some: { invoice: { memberId: { in: [...ids] } } } } },
    data: { note: null, decisionNote: null },
  })
  await tx.importRow.updateMany({
    where: mine,
    data: { oldValues: Prisma.DbNull, newValues: Prisma.DbNull },
  })
  await tx.letter.updateMany({ where: mine, data: { address: null } })
  await eraseRows(tx, societyId, ids, now)
  // The door brings the search row of the one it is told of up to date.
  await reindexMembers(tx, societyId, ids)
  return {
    action: 'member.erased',
    memberId,
    subject: { kind: 'member', id: memberId },
    facts: { records: [...ids] },
  }
}

/** The member's own record and all that were merged into it, one after the other. */
async function recordsOf(tx: Tx, societyId: number, memberId: number): Promise<readonly number[]> {
  const rows = await tx.$queryRaw<{ readonly id: number }[]>(Prisma.sql`
    WITH RECURSIVE mine AS (
      SELECT ${memberId}::int AS id
      UNION
      SELECT m.id FROM member m JOIN mine ON m.merged_into = mine.id WHERE m.society_id = ${societyId}::int
    )
    SELECT id FROM mine ORDER BY id`)
  return rows.map(({ id }) => id)
}

/** What was planned comes to nothing; an affiliation ends, on whichever side of it the record stands. */
async function endOpenRows(tx: Tx, societyId: number, ids: readonly number[], now: Date): Promise<void> {
  const today = dateColumn(tokyoDay(now))
  await tx.plannedChange.updateMany({
    where: { societyId, memberId: { in: [...ids] }, state: 'planned' },
    data: { state: 'cancelled', outcome: 'erased', ranAt: now },
  })
  await tx.$executeRaw(Prisma.sql`
    UPDATE affiliation SET ended_on = greatest(started_on, ${today}::date)
    WHERE society_id = ${societyId}::int AND ended_on IS NULL
      AND (member_id = ANY(${[...ids]}::int[]) OR institution_id = ANY(${[...ids]}::int[]))`)
}

/** Names of payers: of the member's own payments, and of those that were for nobody else's invoices. Sums and dates are the ledger's. */
async function clearMoney(tx: Tx, societyId: number, ids: readonly number[]): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    UPDATE payment p SET payer_name = NULL
    FROM (SELECT a.payment_id, bool_and(i.member_id = ANY(${[...ids]}::int[])) AS only_mine
      FROM allocation a JOIN invoice i ON i.society_id = a.society_id AND i.id = a.invoice_id
      WHERE a.society_id = ${societyId}::int AND a.payment_id IN (
        SELECT b.payment_id FROM allocation b JOIN invoice j ON j.society_id = b.society_id AND j.id = b.invoice_id
        WHERE b.society_id = ${societyId}::int AND j.member_id = ANY(${[...ids]}::int[]))
      GROUP BY a.payment_id) paid
    WHERE p.society_id = ${societyId}::int AND p.id = paid.payment_id AND paid.only_mine`)
  await tx.payment.updateMany({
    where: { societyId, memberId: { in: [...ids] }, payerName: { not: null } },
    data: { payerName: null },
  })
}

/** The personal columns. A merged record that was left active or waiting ends as what it was: an application, or a membership. */
async function eraseRows(tx: Tx, societyId: number, ids: readonly number[], now: Date): Promise<void> {
  const accounts = await tx.member.findMany({
    where: { societyId, id: { in: [...ids] }, accountId: { not: null } },
    select: { accountId: true },
  })
  await tx.$executeRaw(Prisma.sql`
    UPDATE member SET erased_at = ${now}, updated_at = ${now},
      lifecycle = CASE WHEN merged_into IS NULL THEN lifecycle WHEN lifecycle = 'applicant' THEN 'rejected'
        WHEN lifecycle = 'active' THEN 'withdrawn' ELSE lifecycle END,
      fee_plan = CASE WHEN merged_into IS NOT NULL AND lifecycle = 'active' THEN 'free' ELSE fee_plan END,
      member_type_id = CASE WHEN merged_into IS NOT NULL AND lifecycle = 'active' THEN NULL ELSE member_type_id END,
      withdrawn_on = CASE WHEN merged_into IS NOT NULL AND lifecycle = 'active' THEN greatest(joined_on, ${tokyoDay(now)}::date)
        ELSE withdrawn_on END,
      family_name = NULL, given_name = NULL, family_kana = NULL, given_kana = NULL, organisation_name = NULL, organisation_kana = NULL,
      email = NULL, phone = NULL, postal_code = NULL, prefecture = NULL, address = NULL, affiliation = NULL, title = NULL,
      qualifications = NULL, department_category = NULL, department = NULL, physician_licence = NULL, deceased_on = NULL, remarks = NULL,
      account_id = NULL
    WHERE society_id = ${societyId}::int AND id = ANY(${[...ids]}::int[])`)
  await tx.accountToken.deleteMany({ where: { societyId, memberId: { in: [...ids] } } })
  const orphans = {
    id: { in: accounts.flatMap(({ accountId }) => (accountId === null ? [] : [accountId])) },
    members: { none: {} },
  }
  await tx.accountToken.deleteMany({ where: { account: orphans } })
  await tx.account.deleteMany({ where: orphans })
}

const NO_CONTACT = {
  name: null,
  kana: null,
  title: null,
  department: null,
  email: null,
  phone: null,
  postalCode: null,
  prefecture: null,
  address: null,
} as const
