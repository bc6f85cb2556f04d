import { addDays, type Day, dayOf, tokyoDay } from '../core/calendar.ts'
import { type Context, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import type { Label } from '../members/row.ts'
import type { MembershipFacts } from '../withdrawal/facts.ts'
import { findDebtor, loadLedger } from './ledger.ts'
import type { LedgerInvoice } from './ledgerData.ts'

export interface FeeItemChoice {
  readonly id: number
  readonly label: Label
}

/** What the form of a new invoice offers. */
export interface Billing {
  readonly societyId: number
  readonly member: MembershipFacts
  /** At least one of each, of what is billed now; years newest first. */
  readonly items: readonly FeeItemChoice[]
  readonly years: readonly number[]
  readonly item: FeeItemChoice
  readonly year: number
  /** The fee of the member's type in that year, over all its 口数; null where there is none. */
  readonly amountYen: number | null
  readonly dueOn: Day
}

/** How long there is to pay what is billed after the year's own due date. */
const DAYS_TO_PAY = 30

/**
 * Reads what can be billed to a member, and what is proposed for the item and year that were chosen; the yearly fee of this year where none were.
 *
 * Errors: forbidden; unknown-member; member-cannot-owe; year-unknown, where no fiscal year is open.
 */
export async function loadBilling(
  context: Context,
  memberId: number,
  chosen: { readonly feeItemId?: number; readonly year?: number },
): Promise<Result<Billing, DomainError>> {
  const { actor } = context
  if (!may(actor, 'invoice.issue')) return err({ code: 'forbidden', permission: 'invoice.issue' })
  const found = await findDebtor(context, { id: memberId })
  if (!found.ok) return found
  const member = found.value
  if (member.lifecycle !== 'applicant' && member.lifecycle !== 'active')
    return err({ code: 'member-cannot-owe', number: member.number })
  const today = tokyoDay(context.now())
  const { items, years } = await loadChoices(context, member)
  const present = years.find(({ startsOn }) => startsOn <= today)
  const year = years.find((one) => one.year === chosen.year) ?? present ?? years.at(-1)
  const item =
    items.find(({ id }) => id === chosen.feeItemId) ?? items.find(({ yearly }) => yearly) ?? items[0]
  if (year === undefined || item === undefined)
    return err({ code: 'year-unknown', field: 'year', year: Number(today.slice(0, 4)) })
  return ok({
    societyId: actor.societyId,
    member,
    year: year.year,
    items: items.map(({ id, label }) => ({ id, label })),
    years: years.map((one) => one.year),
    item: { id: item.id, label: item.label },
    amountYen: await feeOf(context, member, item, year.year),
    dueOn: payableBy(year.dueOn, today),
  })
}

/** A day that has passed is no day to pay by. */
function payableBy(dueOn: Day, today: Day): Day {
  return dueOn < today ? addDays(today, DAYS_TO_PAY) : dueOn
}

/** Items that are billed, and years that are open and begin before the member leaves. */
async function loadChoices(context: Context, { planned }: MembershipFacts) {
  const { societyId } = context.actor
  const read = readerOf(context)
  const [items, years] = await Promise.all([
    read.feeItem.findMany({
      where: { societyId, retiredAt: null },
      orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true, nameEn: true, yearly: true },
    }),
    read.fiscalYear.findMany({
      where: { societyId, closedAt: null },
      orderBy: { year: 'desc' },
      select: { year: true, startsOn: true, dueOn: true },
    }),
  ])
  return {
    items: items.map(({ id, name, nameEn, yearly }) => ({ id, yearly, label: { ja: name, en: nameEn } })),
    years: years
      .map(({ year, startsOn, dueOn }) => ({ year, startsOn: dayOf(startsOn), dueOn: dayOf(dueOn) }))
      .filter(({ startsOn }) => planned === null || startsOn <= planned.runsOn),
  }
}

async function feeOf(
  context: Context,
  { id, memberTypeId }: MembershipFacts,
  item: { readonly id: number; readonly yearly: boolean },
  year: number,
): Promise<number | null> {
  if (memberTypeId === null) return null
  const { societyId } = context.actor
  const key = { societyId, year, memberTypeId, feeItemId: item.id }
  const read = readerOf(context)
  const [fee, member] = await Promise.all([
    read.typeFee.findUnique({
      where: { societyId_year_memberTypeId_feeItemId: key },
      select: { amountYen: true },
    }),
    read.member.findUnique({ where: { societyId_id: { societyId, id } }, select: { units: true } }),
  ])
  return fee === null ? null : fee.amountYen * (item.yearly ? (member?.units ?? 1) : 1)
}

/** What the form that mends a mistaken settlement shows. */
export interface ReplacementForm {
  readonly societyId: number
  readonly member: MembershipFacts
  /** The settled invoice. */
  readonly invoice: LedgerInvoice
  readonly dueOn: Day
}

/** Reads it. Errors: forbidden; unknown-member; member-cannot-owe; invoice-gone; invoice-not-replaceable. */
export async function loadReplacementForm(
  context: Context,
  memberId: number,
  invoiceId: number,
): Promise<Result<ReplacementForm, DomainError>> {
  const loaded = await loadLedger(context, { id: memberId })
  if (!loaded.ok) return loaded
  if (!may(context.actor, 'invoice.issue')) return err({ code: 'forbidden', permission: 'invoice.issue' })
  const { societyId, member, invoices, mayIssue } = loaded.value
  if (!mayIssue) return err({ code: 'member-cannot-owe', number: member.number })
  const invoice = invoices.find(({ id }) => id === invoiceId)
  if (invoice === undefined) return err({ code: 'invoice-gone' })
  const { year, item, state, superseded } = invoice
  if (superseded || (state !== 'cancelled' && state !== 'paid_manually'))
    return err({ code: 'invoice-not-replaceable', year, item })
  const dueOn = payableBy(invoice.dueOn, tokyoDay(context.now()))
  return ok({ societyId, member, invoice, dueOn })
}
