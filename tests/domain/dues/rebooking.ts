import { decideApproval } from '../../../src/domain/approvals/decide.ts'
import { type RebookingInput, requestRebooking } from '../../../src/domain/dues/requestRebooking.ts'
import type { Counter } from './world.ts'

/** Asking for a 振替訂正, deciding it, and looking at the books. */
export function rebooker(at: () => Counter) {
  let keys = 0
  const key = () => {
    keys += 1
    return `rebook ${keys}`
  }
  const allocationOn = async (invoiceId: number) => {
    const [row] = await at().rows(
      `SELECT id FROM allocation WHERE society_id = 1 AND invoice_id = ${invoiceId} AND reverses_id IS NULL ORDER BY id DESC`,
    )
    return Number(row?.['id'])
  }
  return {
    allocationOn,
    ask: (
      input: Omit<RebookingInput, 'reason' | 'note'> & Partial<RebookingInput>,
      role: Parameters<Counter['as']>[0] = 'secretariat',
    ) => requestRebooking(at().as(role), { reason: 'wrong_invoice', note: null, ...input }, key()),
    approve: (approvalId: number) =>
      decideApproval(at().as('treasurer'), { approvalId, decision: 'approve', note: null }, key()),
    paidOf: async (invoiceId: number) => {
      const [row] = await at().rows(`SELECT paid_yen FROM invoice WHERE society_id = 1 AND id = ${invoiceId}`)
      return row?.['paid_yen']
    },
    /** A member with 5,000 yen paid on one invoice and another one open. */
    misbooked: async (openYen = 5000) => {
      const counter = at()
      const memberId = await counter.member()
      const paid = await counter.bill(memberId, 2025, 5000)
      const open = await counter.bill(memberId, 2026, openYen)
      const { paymentId } = await counter.pay(memberId, 5000, [{ invoiceId: paid, amountYen: 5000 }])
      return { memberId, paid, open, paymentId, allocationId: await allocationOn(paid) }
    },
  }
}
