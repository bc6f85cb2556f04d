import { Prisma } from '../../../prisma/generated/client.ts'
import { type Day, tokyoDay } from '../core/calendar.ts'
import { type Context, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Reader } from '../core/roll.ts'
import { locateMember, type MemberRef, nearestNumbers } from '../members/locate.ts'
import type { Label, Lifecycle, MemberKindCode, MemberName } from '../members/row.ts'

/** An invoice that is still owed. */
export interface OpenInvoice {
  readonly id: number
  readonly year: number
  readonly item: Label
  readonly sequence: number
  readonly amountYen: number
  readonly paidYen: number
  readonly dueOn: Day
  readonly version: number
  /** The request that waits and has it. */
  readonly requestedIn: number | null
}

/** An office held now or from a later day on. */
export interface Holding {
  readonly id: number
  readonly position: Label
  readonly startedOn: Day
  readonly endedOn: Day | null
}

/** Everything about a member that bears on leaving or coming back. */
export interface MembershipFacts extends MemberName {
  readonly id: number
  readonly number: string
  readonly version: number
  readonly kind: MemberKindCode
  readonly lifecycle: Lifecycle
  readonly affiliation: string | null
  readonly feePlan: 'paid' | 'free'
  readonly boardAccess: 'poster' | 'reader'
  readonly memberTypeId: number | null
  readonly type: Label | null
  /** 物故会員, where the society has that type and its rules let this member have it. */
  readonly memorialTypeId: number | null
  readonly joinedOn: Day | null
  readonly approvedOn: Day | null
  /** From when the present type and fee plan hold. */
  readonly typeSince: Day | null
  /** 届出受理日 */
  readonly acceptedOn: Day | null
  readonly withdrawnOn: Day | null
  readonly withdrawalReason: string | null
  /** The latest term: the open one of an active member. */
  readonly termId: number | null
  readonly deceasedOn: Day | null
  readonly openInvoices: readonly OpenInvoice[]
  readonly holdings: readonly Holding[]
  readonly planned: { readonly id: number; readonly runsOn: Day } | null
  readonly held: { readonly id: number; readonly approvalId: number } | null
}

/** A fiscal year's days, and whether it is closed. */
export interface FiscalYearFacts {
  readonly year: number
  readonly startsOn: Day
  readonly endsOn: Day
  readonly closed: boolean
}

/**
 * Reads the facts of these members, in the order of their ids; erased and merged records, and ids of another society, are left out. Whoever writes by
 * them has locked the members first (`Operation.members`).
 */
export async function loadMemberships(
  read: Pick<Reader, '$queryRaw'>,
  societyId: number,
  ids: readonly number[],
  today: Day,
): Promise<readonly MembershipFacts[]> {
  return read.$queryRaw<MembershipFacts[]>(Prisma.sql`/* prepared */
    SELECT m.id, m.number, m.version, m.kind, m.lifecycle, m.affiliation, m.fee_plan AS "feePlan", m.board_access AS "boardAccess",
      m.member_type_id AS "memberTypeId", CASE WHEN t.id IS NOT NULL THEN json_build_object('ja', t.name, 'en', t.name_en) END AS type,
      (SELECT d.id FROM member_type d WHERE d.society_id = m.society_id AND d.code = 'deceased' AND d.kind = m.kind AND d.fee_plan = 'free'
          AND d.retired_at IS NULL AND d.id IS DISTINCT FROM m.member_type_id AND NOT EXISTS (
            SELECT FROM rule r JOIN member_type o ON o.society_id = r.society_id AND r.object = 'type:' || o.code
            WHERE r.society_id = d.society_id AND r.active AND r.effect = 'requires' AND r.subject = 'type:deceased' AND NOT EXISTS (
              SELECT FROM type_assignment a
              WHERE a.society_id = m.society_id AND a.member_id = m.id AND a.member_type_id = o.id))) AS "memorialTypeId",
      m.joined_on::text AS "joinedOn", m.approved_on::text AS "approvedOn", m.type_since::text AS "typeSince",
      m.withdrawal_accepted_on::text AS "acceptedOn", m.withdrawn_on::text AS "withdrawnOn", m.withdrawal_reason AS "withdrawalReason",
      m.deceased_on::text AS "deceasedOn",
      (SELECT max(e.id) FROM membership_term e WHERE e.society_id = m.society_id AND e.member_id = m.id) AS "termId",
      m.family_name AS "familyName", m.given_name AS "givenName", m.family_kana AS "familyKana", m.given_kana AS "givenKana",
      m.organisation_name AS "organisationName", m.organisation_kana AS "organisationKana",
      (SELECT coalesce(json_agg(json_build_object('id', i.id, 'year', i.year, 'item', json_build_object('ja', f.name, 'en', f.name_en),
          'sequence', i.sequence, 'amountYen', i.amount_yen, 'paidYen', i.paid_yen, 'dueOn', i.due_on, 'version', i.version,
          'requestedIn', (SELECT s.approval_id FROM settlement_item s
            WHERE s.society_id = i.society_id AND s.invoice_id = i.id AND s.pending)) ORDER BY i.year, f.sort_order, i.sequence, i.id), '[]')
        FROM invoice i JOIN fee_item f ON f.society_id = i.society_id AND f.id = i.fee_item_id
        WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe) AS "openInvoices",
      (SELECT coalesce(json_agg(json_build_object('id', h.id, 'position', json_build_object('ja', p.name, 'en', p.name_en),
          'startedOn', h.started_on, 'endedOn', h.ended_on) ORDER BY p.sort_order, h.id), '[]')
        FROM position_holding h JOIN position p ON p.society_id = h.society_id AND p.id = h.position_id
        WHERE h.society_id = m.society_id AND h.member_id = m.id AND (h.ended_on IS NULL OR h.ended_on > ${today}::date)) AS holdings,
      (SELECT json_build_object('id', c.id, 'runsOn', c.runs_on) FROM planned_change c
        WHERE c.society_id = m.society_id AND c.member_id = m.id AND c.change = 'withdrawal' AND c.state = 'planned'
        ORDER BY c.id LIMIT 1) AS planned,
      (SELECT json_build_object('id', w.id, 'approvalId', w.approval_id) FROM held_withdrawal w
        WHERE w.society_id = m.society_id AND w.member_id = m.id AND w.state = 'held') AS held
    FROM member m LEFT JOIN member_type t ON t.society_id = m.society_id AND t.id = m.member_type_id
    WHERE m.society_id = ${societyId}::int AND m.id = ANY(${[...ids]}::int[]) AND m.erased_at IS NULL AND m.merged_into IS NULL
    ORDER BY m.id`)
}

/** The society's fiscal years, oldest first. */
export async function loadFiscalYears(
  read: Pick<Reader, '$queryRaw'>,
  societyId: number,
): Promise<readonly FiscalYearFacts[]> {
  return read.$queryRaw<FiscalYearFacts[]>(Prisma.sql`
    SELECT year, starts_on::text AS "startsOn", ends_on::text AS "endsOn", closed_at IS NOT NULL AS closed
    FROM fiscal_year WHERE society_id = ${societyId}::int ORDER BY year`)
}

/** One member by number or id, as of now. Errors: unknown-member, with the numbers nearest to the one typed. */
export async function findMembership(
  context: Context,
  ref: MemberRef,
): Promise<Result<MembershipFacts, DomainError>> {
  const { societyId } = context.actor
  const read = readerOf(context)
  const id = await locateMember(read, societyId, ref)
  const [member] = id === null ? [] : await loadMemberships(read, societyId, [id], tokyoDay(context.now()))
  if (member !== undefined) return ok(member)
  const number = 'number' in ref ? ref.number : String(ref.id)
  return err({ code: 'unknown-member', number, nearest: await nearestNumbers(read, societyId, number) })
}
