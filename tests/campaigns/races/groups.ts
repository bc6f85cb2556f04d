import { cancelApproval } from '../../../src/domain/approvals/cancel.ts'
import { decideApproval } from '../../../src/domain/approvals/decide.ts'
import { requestSettlement } from '../../../src/domain/approvals/request.ts'
import type { DomainError } from '../../../src/domain/core/errors.ts'
import type { Result } from '../../../src/domain/core/result.ts'
import { issueInvoice } from '../../../src/domain/dues/issue.ts'
import { recordPayment } from '../../../src/domain/dues/payment.ts'
import { cancelPlanned, runPlanned } from '../../../src/domain/withdrawal/dated.ts'
import { cancelHeld, completeHeld } from '../../../src/domain/withdrawal/held.ts'
import { rejoinMember } from '../../../src/domain/withdrawal/rejoin.ts'
import { undoWithdrawals } from '../../../src/domain/withdrawal/undo.ts'
import { undoRejoin } from '../../../src/domain/withdrawal/undoRejoin.ts'
import { withdrawMember } from '../../../src/domain/withdrawal/withdraw.ts'
import { type Stage, TODAY } from './stage.ts'

type Answer = Result<object, DomainError>

/** Something that somebody does, under a key that others of the group may use too. */
export interface Job {
  readonly name: string
  readonly key: string
  readonly run: () => Promise<Answer>
}

type Deed = (key: string) => Promise<Answer>

/** So many jobs of one kind, each under a key of its own unless they are to share one. */
function jobs(stage: Stage, name: string, count: number, deed: Deed, shared?: string): Job[] {
  return Array.from({ length: count }, () => {
    const key = shared ?? stage.key()
    return { name, key, run: () => deed(key) }
  })
}

/** The same thing twice at once: a double click. */
function double(stage: Stage, name: string, deed: Deed): Job[] {
  return jobs(stage, name, 2, deed, stage.key())
}

const withdraw =
  (stage: Stage, memberId: number): Deed =>
  async (key) =>
    withdrawMember(stage.as('U1'), await stage.withdrawalOf(memberId), key)

const issue =
  (stage: Stage, memberId: number): Deed =>
  (key) => {
    const billed = { feeItemId: 2, year: 2026, another: true }
    return issueInvoice(stage.as('U2'), { memberId, billed, amountYen: 3000, dueOn: '2027-01-31' }, key)
  }

const decide =
  (stage: Stage, approvalId: number, decision: 'approve' | 'reject', user: string): Deed =>
  (key) =>
    decideApproval(stage.as(user, 'treasurer'), { approvalId, decision, note: '再考' }, key)

const cancel =
  (stage: Stage, approvalId: number): Deed =>
  (key) =>
    cancelApproval(stage.as('U0'), approvalId, key)

const pay =
  (stage: Stage, memberId: number, invoiceId: number, amountYen: number): Deed =>
  (key) => {
    const money = {
      receivedOn: TODAY,
      amountYen,
      payerName: 'カ）エ',
      bankAccount: '普通1',
      method: 'bank',
    } as const
    return recordPayment(stage.as('U3'), { memberId, ...money, allocations: [{ invoiceId, amountYen }] }, key)
  }

const rejoin =
  (stage: Stage, memberId: number): Deed =>
  async (key) => {
    const { version } = await stage.factsOf(memberId)
    const choice = { boardAccess: 'poster', feePlan: 'paid', memberTypeId: 1, applicationId: null } as const
    return rejoinMember(stage.as('U4'), { memberId, version, rejoinedOn: TODAY, ...choice }, key)
  }

type Group = (stage: Stage, memberId: number) => Promise<readonly Job[]>

/** Withdrawals and new invoices; whichever is first keeps the other out. */
const withdrawOrIssue: Group = async (stage, memberId) => {
  const input = await stage.withdrawalOf(memberId)
  const leave: Deed = (key) => withdrawMember(stage.as('U1'), input, key)
  return [
    ...jobs(stage, 'withdraw', 3, leave),
    ...double(stage, 'withdraw', leave),
    ...jobs(stage, 'issue', 3, issue(stage, memberId)),
    ...double(stage, 'issue', issue(stage, memberId)),
  ]
}

/** One end for one request. */
const decideOnce: Group = async (stage, memberId) => {
  await stage.owe(memberId, 2)
  const approval = await stage.hold(memberId)
  return [
    ...jobs(stage, 'approve', 2, decide(stage, approval, 'approve', 'T1')),
    ...double(stage, 'approve', decide(stage, approval, 'approve', 'T2')),
    ...jobs(stage, 'reject', 2, decide(stage, approval, 'reject', 'T3')),
    ...double(stage, 'reject', decide(stage, approval, 'reject', 'T3')),
    ...double(stage, 'take back', cancel(stage, approval)),
  ]
}

/** A held withdrawal completes, is taken back, or is released by a new invoice. */
const completeOrIssue: Group = async (stage, memberId) => {
  await stage.owe(memberId, 1)
  const approval = await stage.hold(memberId)
  await stage.approve(approval)
  return [
    ...jobs(stage, 'complete', 4, () => completeHeld(stage.as('U0'), approval), `complete ${approval}`),
    ...jobs(stage, 'issue', 3, issue(stage, memberId)),
    ...jobs(stage, 'cancel hold', 1, (key) => cancelHeld(stage.as('U1'), memberId, key)),
    ...jobs(stage, 'withdraw', 2, withdraw(stage, memberId)),
  ]
}

const rejoinOrWithdraw: Group = async (stage, memberId) => {
  await stage.withdraw(memberId)
  return [
    ...jobs(stage, 'rejoin', 3, rejoin(stage, memberId)),
    ...double(stage, 'rejoin', rejoin(stage, memberId)),
    ...jobs(stage, 'withdraw', 3, withdraw(stage, memberId)),
    ...double(stage, 'issue', issue(stage, memberId)),
  ]
}

/** A withdrawal is undone or followed by a rejoining, never both; the rejoining in turn is undone or billed. */
const undoOrRejoin: Group = async (stage, memberId) => {
  const termId = await stage.withdraw(memberId)
  const undo: Deed = (key) => undoWithdrawals(stage.as('U1'), { memberId, termId }, key)
  const undoLatest: Deed = async (key) => {
    const facts = await stage.factsOf(memberId)
    return undoRejoin(stage.as('U2'), { memberId, termId: facts.termId ?? 0 }, key)
  }
  return [
    ...jobs(stage, 'undo withdrawal', 2, undo),
    ...double(stage, 'undo withdrawal', undo),
    ...jobs(stage, 'rejoin', 2, rejoin(stage, memberId)),
    ...double(stage, 'rejoin', rejoin(stage, memberId)),
    ...jobs(stage, 'undo rejoin', 2, undoLatest),
  ]
}

/** Money comes in while the treasurer decides about the same invoice. */
const payOrSettle: Group = async (stage, memberId) => {
  await stage.owe(memberId, 1)
  const [invoice] = (await stage.factsOf(memberId)).openInvoices
  const invoiceId = invoice?.id ?? 0
  const choice = { invoiceId, settlement: 'paid_manually', reason: 'lapsed' } as const
  const request: Deed = (key) =>
    requestSettlement(stage.as('U0'), { memberId, settlements: [choice], note: null }, key)
  const { approvalId } = await stage.done((key) =>
    requestSettlement(stage.as('U0'), { memberId, settlements: [choice], note: null }, key),
  )
  return [
    ...jobs(stage, 'pay', 2, pay(stage, memberId, invoiceId, 5000)),
    ...double(stage, 'pay', pay(stage, memberId, invoiceId, 2000)),
    ...jobs(stage, 'approve', 1, decide(stage, approvalId, 'approve', 'T1')),
    ...double(stage, 'approve', decide(stage, approvalId, 'approve', 'T2')),
    ...jobs(stage, 'take back', 1, cancel(stage, approvalId)),
    ...double(stage, 'request', request),
  ]
}

/** Two ask about the same invoice. */
const requestOnce: Group = async (stage, memberId) => {
  await stage.owe(memberId, 2)
  const { openInvoices } = await stage.factsOf(memberId)
  const settlements = openInvoices.map(
    ({ id }) => ({ invoiceId: id, settlement: 'cancel', reason: 'mistake' }) as const,
  )
  const request: Deed = (key) => requestSettlement(stage.as('U1'), { memberId, settlements, note: null }, key)
  const hold: Deed = async (key) =>
    withdrawMember(stage.as('U2'), await stage.withdrawalOf(memberId, { settlements, hold: true }), key)
  return [
    ...jobs(stage, 'request', 2, request),
    ...double(stage, 'request', request),
    ...jobs(stage, 'hold', 2, hold),
    ...double(stage, 'hold', hold),
    ...double(stage, 'pay', pay(stage, memberId, openInvoices[0]?.id ?? 0, 1000)),
  ]
}

/** A dated withdrawal runs on its day, once, or is taken back. */
const runOrCancel: Group = async (stage, memberId) => {
  const input = await stage.withdrawalOf(memberId, { withdrawnOn: '2026-11-25' })
  await stage.done((key) => withdrawMember(stage.as('U0'), input, key))
  const { planned } = await stage.factsOf(memberId)
  const later = { ...stage.as('U0'), now: () => new Date(stage.as('U0').now().getTime() + 86_400_000) }
  const run: Deed = () => runPlanned(later, planned?.id ?? 0)
  return [
    ...jobs(stage, 'run plan', 4, run, `run ${planned?.id}`),
    ...jobs(stage, 'cancel plan', 1, (key) => cancelPlanned(stage.as('U1'), memberId, key)),
    ...double(stage, 'cancel plan', (key) => cancelPlanned(stage.as('U1'), memberId, key)),
    ...jobs(stage, 'issue', 3, issue(stage, memberId)),
  ]
}

export const GROUPS: Readonly<Record<string, Group>> = {
  withdrawOrIssue,
  decideOnce,
  completeOrIssue,
  rejoinOrWithdraw,
  undoOrRejoin,
  payOrSettle,
  requestOnce,
  runOrCancel,
}
