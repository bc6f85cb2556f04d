import { type Day, tokyoDay } from '../core/calendar.ts'
import { type Context, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import type { MemberRef } from '../members/locate.ts'
import type { Label } from '../members/row.ts'
import { findMembership, loadFiscalYears, type MembershipFacts } from './facts.ts'
import { DEATH, loadReasons, MEMORIAL_REASON, type Reasons } from './reasons.ts'

/** A year that was paid although it begins after a given day; whoever leaves before may want it back. */
export interface PaidAhead {
  readonly year: number
  readonly item: Label
  readonly paidYen: number
  readonly startsOn: Day
}

/** What the dialog of a withdrawal shows. */
export interface WithdrawalPreview {
  readonly societyId: number
  readonly member: MembershipFacts
  /** The reader may know of dues; without it open invoices are counted and not shown. */
  readonly seesDues: boolean
  readonly mayRequest: boolean
  readonly paidAhead: readonly PaidAhead[]
  readonly reasons: Reasons
  readonly today: Day
  /** The earliest 退会日: the first day of the oldest fiscal year from which all are open. */
  readonly earliest: Day | null
  /** The last day of the fiscal year that today is in: 年度末. */
  readonly yearEnd: Day | null
}

/** Reads what the dialog of a withdrawal shows. Errors: forbidden, unknown-member, not-active, already-planned, already-held. */
export async function previewWithdrawal(
  context: Context,
  ref: MemberRef,
): Promise<Result<WithdrawalPreview, DomainError>> {
  const { actor } = context
  if (!may(actor, 'member.write')) return err({ code: 'forbidden', permission: 'member.write' })
  const { societyId } = actor
  const read = readerOf(context)
  const today = tokyoDay(context.now())
  const found = await findMembership(context, ref)
  if (!found.ok) return found
  const member = found.value
  const { number, lifecycle, held, planned } = member
  if (lifecycle !== 'active') return err({ code: 'not-active', number, lifecycle })
  if (held !== null) return err({ code: 'already-held' })
  if (planned !== null) return err({ code: 'already-planned', runsOn: planned.runsOn })
  const seesDues = may(actor, 'dues.read')
  const [years, reasons, paidAhead] = await Promise.all([
    loadFiscalYears(read, societyId),
    loadReasons(read, societyId),
    seesDues ? loadPaidAhead(context, member.id, today) : [],
  ])
  return ok({
    societyId,
    member,
    seesDues,
    mayRequest: may(actor, 'settlement.request'),
    paidAhead,
    reasons: { ...reasons, withdrawal: offered(reasons, member) },
    today,
    earliest:
      years.findLast(({ closed }, index) => !closed && (years[index - 1]?.closed ?? true))?.startsOn ?? null,
    yearEnd: years.find(({ startsOn, endsOn }) => startsOn <= today && today <= endsOn)?.endsOn ?? null,
  })
}

/** 物故会員 stands beside death, where the member may become one. */
function offered({ withdrawal }: Reasons, { memorialTypeId }: MembershipFacts) {
  if (memorialTypeId === null) return withdrawal
  return withdrawal.flatMap((reason) => (reason.code === DEATH ? [reason, MEMORIAL_REASON] : [reason]))
}

async function loadPaidAhead(context: Context, memberId: number, today: Day): Promise<readonly PaidAhead[]> {
  const invoices = await readerOf(context).invoice.findMany({
    where: {
      societyId: context.actor.societyId,
      memberId,
      superseded: false,
      paidYen: { gt: 0 },
      fiscalYear: { startsOn: { gt: new Date(`${today}T00:00:00Z`) } },
    },
    orderBy: [{ year: 'asc' }, { id: 'asc' }],
    select: {
      year: true,
      paidYen: true,
      feeItem: { select: { name: true, nameEn: true } },
      fiscalYear: { select: { startsOn: true } },
    },
  })
  return invoices.map(({ year, paidYen, feeItem, fiscalYear }) => ({
    year,
    paidYen,
    item: { ja: feeItem.name, en: feeItem.nameEn },
    startsOn: fiscalYear.startsOn.toISOString().slice(0, 10),
  }))
}
