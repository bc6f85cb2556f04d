import { type Day, dayOf } from '../core/calendar.ts'
import { type Context, change, readerOf } from '../core/change.ts'
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
  /** The reader may tick it off: allowed to decide, and not who recorded it. */
  readonly mayTick: boolean
}

export interface UnreconciledList {
  readonly societyId: number
  readonly total: number
  /** Oldest first, at most twenty. */
  readonly payments: readonly Unreconciled[]
}

const SHOWN = 20

/** Payments that wait for their monthly 照合, oldest first. Errors: forbidden. */
export async function listUnreconciled(context: Context): Promise<Result<UnreconciledList, DomainError>> {
  const { actor } = context
  if (!may(actor, 'dues.read')) return err({ code: 'forbidden', permission: 'dues.read' })
  const { societyId } = actor
  const where = { societyId, reconciledAt: null }
  const number = { select: { number: true } } as const
  const [total, rows] = await Promise.all([
    readerOf(context).payment.count({ where }),
    readerOf(context).payment.findMany({
      where,
      orderBy: [{ receivedOn: 'asc' }, { id: 'asc' }],
      take: SHOWN,
      include: { member: number, allocations: { select: { invoice: { select: { member: number } } } } },
    }),
  ])
  const decides = may(actor, 'settlement.decide')
  const payments = rows.map(({ id, member, allocations, amountYen, allocatedYen, refundedYen, ...row }) => ({
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
        ...allocations.map((one) => one.invoice.member.number),
      ]),
    ],
    recordedBy: row.recordedBy,
    mayTick: decides && row.recordedBy !== actor.key,
  }))
  return ok({ societyId, total, payments })
}

/** Notes that a payment stands on the statement as it was recorded. Errors: payment-gone, own-payment, payment-reconciled. */
export async function reconcilePayment(
  context: Context,
  paymentId: number,
  key: string,
): Promise<Result<{ readonly paymentId: number }, DomainError>> {
  const { actor } = context
  const { societyId } = actor
  const operation = { key, action: 'payment.reconcile' }
  return change(context, 'settlement.decide', operation, async (tx) => {
    const found = await tx.payment.findUnique({
      where: { societyId_id: { societyId, id: paymentId } },
      select: { memberId: true, recordedBy: true, amountYen: true },
    })
    if (found === null) return err({ code: 'payment-gone' })
    if (found.recordedBy === actor.key) return err({ code: 'own-payment' })
    const ticked = await tx.payment.updateMany({
      where: { societyId, id: paymentId, reconciledAt: null },
      data: { reconciledAt: context.now() },
    })
    if (ticked.count === 0) return err({ code: 'payment-reconciled' })
    const subject = { kind: 'payment', id: paymentId }
    const facts = { amountYen: found.amountYen }
    const of = found.memberId === null ? {} : { memberId: found.memberId }
    return ok({ value: { paymentId }, audit: [{ action: 'payment.reconciled', ...of, subject, facts }] })
  })
}
