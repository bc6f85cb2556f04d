import type { ApprovalError } from '../../../domain/approvals/errors.ts'
import type { DuesError, InvoiceName } from '../../../domain/dues/errors.ts'
import type { ErrorTexts } from '../errorTexts.ts'

const name = ({ year, item }: InvoiceName) => `${item.en} ${year}`
const yen = (amount: number) => `¥${amount.toLocaleString('en-US')}`
const user = (key: string) => ({ user: key.slice(key.indexOf(':') + 1) })

export const duesErrors: Pick<ErrorTexts, DuesError['code'] | ApprovalError['code']> = {
  'member-cannot-owe': ({ number }) => [
    `${number} is not a member at present and can’t be billed. Let them rejoin first.`,
  ],
  'year-unknown': ({ year }) => [`There is no fiscal year ${year}.`],
  'year-closed': ({ year }) => [`Fiscal year ${year} is closed. Choose a date in an open year.`],
  'year-after-withdrawal': ({ withdrawnOn }) => [
    `A withdrawal is planned for ${withdrawnOn}: years that begin later can’t be billed.`,
  ],
  'invoice-exists': (invoice) => [
    `${name(invoice)} was billed already. For further units choose another unit.`,
  ],
  'invoice-gone': () => ['This invoice was not found. Please look at the newest state.'],
  'invoice-not-replaceable': (invoice) => [
    `${name(invoice)} was neither cancelled nor marked as paid, or has been replaced already.`,
  ],
  'invoice-not-open': (invoice) => [`${name(invoice)} is no longer unpaid.`],
  'invoice-partly-paid': (invoice) => [
    `Money was booked on ${name(invoice)}, so it can’t be cancelled. Correct the booking first.`,
  ],
  'invoice-requested': (invoice) => [
    `${name(invoice)} waits for the treasurer already (request ${invoice.approvalId}).`,
  ],
  'amount-invalid': ({ most }) => [`Enter a whole amount from ¥1 to ${yen(most)}.`],
  'date-in-future': ({ today }) => [`Choose a date up to today (${today}).`],
  'allocation-too-much': (given) => [`Only ${yen(given.openYen)} of ${name(given)} is unpaid.`],
  'allocation-over-payment': ({ amountYen }) => [`More is booked than there is to book (${yen(amountYen)}).`],
  'allocation-gone': () => ['This booking was not found, or was corrected already.'],
  'payment-gone': () => ['This payment was not found, or nothing of it is left.'],
  'payment-reconciled': () => ['This was checked already. Please look at the newest list.'],
  'own-payment': () => [
    'You can’t check a payment that you recorded yourself. Please ask another treasurer.',
  ],
  'would-reopen': (given) => [
    `${given.number} has withdrawn, so ${name(given)} can’t become unpaid again. Let them rejoin first.`,
  ],
  'approval-gone': () => ['This request was not found.'],
  'own-request': () => ['You can’t decide your own request. Please ask another treasurer.'],
  decided: ({ state, by, at }) => [
    'This request ',
    ...(state === 'expired' ? [`ran out (${at}).`] : []),
    ...(state === 'expired'
      ? []
      : [
          `was ${{ approved: 'approved', rejected: 'rejected', cancelled: 'withdrawn' }[state]} already`,
          ...(by === null ? [] : [' by ', user(by)]),
          ` (${at}).`,
        ]),
  ],
  'request-altered': ({ invoices }) => [
    `This changed after the request and can’t be approved: ${invoices.map(name).join(', ')}. Reject it and have it asked anew.`,
  ],
  'reason-needed': () => ['Give a reason for the rejection.'],
  'not-yours': () => ['Only who asked, or the secretariat, can take a request back.'],
  'nothing-to-settle': () => ['Choose at least one invoice to ask the treasurer about.'],
}
