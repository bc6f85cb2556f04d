import { type Day, dayOf } from '../core/calendar.ts'
import { type Context, change, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'

/** A 入金 that nobody has held against the bank's statement yet (照合). */
export interface Unreconciled {
  readonly paymentId: number
  readonly receivedOn: Day
  readonly amountYen: number
  /** What is left of it. */
  readonly depositYen: number
  readonly method: string
  readonly payerName: string | null
  readonly bankAccount: string | null
  /** Numbers of the members whose invoices it paid, and of whom it belongs to. */
  readonly numbers: readonly string[]
  /** `team:user` */
  readonly recordedBy: string
}

export interface UnreconciledList {
  readonly societyId: number
  /** The reader may tick them off. */
  readonly mayTick: boolean
  /** How many the reader may tick off; all, for readers who may not. */
  readonly total: number
  /** How many more the reader has recorded, which another has to check. */
  readonly own: number
  /** Oldest first, at most `MOST_CHECKED`. */
  readonly payments: readonly Unreconciled[]
}

/** Payments that are listed, and ticked off, at once. */
export const MOST_CHECKED = 20

const CHECKED = {
  member: { select: { number: true } },
  allocations: { select: { invoice: { select: { member: { select: { number: true } } } } } },
} as const

/**
 * Payments that wait for their monthly 照合, oldest first. Who may tick them off sees those of others only, so that one's own never stand in the way.
 *
 * Errors: forbidden.
 */
export async function listUnreconciled(context: Context): Promise<Result<UnreconciledList, DomainError>> {
  const { actor } = context
  if (!may(actor, 'dues.read')) return err({ code: 'forbidden', permission: 'dues.read' })
  const { societyId, key } = actor
  const mayTick = may(actor, 'settlement.decide')
  const waiting = { societyId, reconciledAt: null }
  const listed = mayTick ? { ...waiting, recordedBy: { not: key } } : waiting
  const { payment } = readerOf(context)
  const [total, own, rows] = await Promise.all([
    payment.count({ where: listed }),
    mayTick ? payment.count({ where: { ...waiting, recordedBy: key } }) : 0,
    payment.findMany({
      where: listed,
      orderBy: [{ receivedOn: 'asc' }, { id: 'asc' }],
      take: MOST_CHECKED,
      include: CHECKED,
    }),
  ])
  const payments = rows.map(
    ({ id, member, allocations, amountYen, allocatedYen, refundedYen, ...row }): Unreconciled => ({
      paymentId: id,
      receivedOn: dayOf(row.receivedOn),
      amountYen,
      depositYen: amountYen - allocatedYen - refundedYen,
      method: row.method,
      payerName: row.payerName,
      bankAccount: row.bankAccount,
      numbers: [
        ...new Set([
          ...(member === null ? [] : [member.number]),
          ...allocations.map(({ invoice }) => invoice.member.number),
        ]),
      ],
      recordedBy: row.recordedBy,
    }),
  )
  return ok({ societyId, mayTick, total, own, payments })
}

/**
 * Notes that payments stand on the statement as they were recorded: all of them, or none. Audit `payment.reconciled` for each.
 *
 * Errors: payment-gone; own-payment; payment-reconciled, where one of them is by now.
 */
export async function reconcilePayments(
  context: Context,
  ids: readonly number[],
  key: string,
): Promise<Result<{ readonly count: number }, DomainError>> {
  const { actor } = context
  const { societyId } = actor
  const operation = { key, action: 'payment.reconcile' }
  return change(context, 'settlement.decide', operation, async (tx) => {
    const where = { societyId, id: { in: [...new Set(ids)] } }
    const found = await tx.payment.findMany({
      where,
      orderBy: { id: 'asc' },
      select: { id: true, memberId: true, recordedBy: true, amountYen: true },
    })
    if (found.length < where.id.in.length) return err({ code: 'payment-gone' })
    if (found.some(({ recordedBy }) => recordedBy === actor.key)) return err({ code: 'own-payment' })
    const ticked = await tx.payment.updateMany({
      where: { ...where, reconciledAt: null },
      data: { reconciledAt: context.now() },
    })
    if (ticked.count < found.length) return err({ code: 'payment-reconciled' })
    const audit = found.map(({ id, memberId, amountYen }) => ({
      action: 'payment.reconciled',
      ...(memberId === null ? {} : { memberId }),
      subject: { kind: 'payment', id },
      facts: { amountYen },
    }))
    return written({ count: audit.length }, audit)
  })
}
