import type { SettlementWords } from '../ja/settlement.ts'

const yen = (amount: number) => `¥${amount.toLocaleString('en-US')}`
const invoices = (count: number) => `${count} ${count === 1 ? 'invoice' : 'invoices'}`

export const settlement: SettlementWords = {
  rebooking: 'Corrected booking',
  fields: {
    leave: 'Leave it unpaid',
    leaveGroup: 'No request',
    groups: { cancel: 'Ask to cancel the invoice', paid_manually: 'Ask to mark it as paid by hand' },
    kinds: { cancel: 'Cancel', paid_manually: 'Paid by hand' },
    choice: (kind, reason) => `${kind}: ${reason}`,
    partlyPaid: 'Money was booked on it, so it can’t be cancelled before the booking is corrected.',
    requested: (approvalId) => `Waiting for the treasurer (request ${approvalId})`,
    final: 'Cancelling and marking as paid are final once the treasurer approves. Please look twice.',
    more: (count) => `${count} more can be asked about after this request.`,
  },
  form: {
    title: 'Ask the treasurer',
    submit: 'Ask',
    nothing: 'There is no unpaid invoice to ask about.',
    note: 'Note',
    noteHint: 'Anything that the treasurer should know. It is shown where they look at the member.',
  },
  sent: {
    notification: (id) => `The treasurer was asked (request ${id})`,
    text: (id, count, amount) =>
      `The treasurer was asked (request ${id}): ${invoices(count)}, ${yen(amount)}.`,
    next: 'You will be told the outcome in a direct message.',
    cancelled: (id) => `Request ${id} was taken back.`,
    rejected: (id) => `Request ${id} was rejected. Who asked is told the reason.`,
  },
  request: {
    heading: {
      pending: 'A request for the treasurer',
      approved: 'Approved request',
      rejected: 'Rejected request',
      cancelled: 'Request taken back',
      expired: 'Expired request',
    },
    notification: (id) => `A request waits for the treasurer (${id})`,
    receipt: (id) => `Request ${id}`,
    total: (count, amount) => `${invoices(count)}, ${yen(amount)}`,
    members: (number, more) => (more === 0 ? number : `${number} and ${more} more`),
    rebooked: (amount, to) => `${yen(amount)} to ${to}`,
    deposited: (amount) => `${yen(amount)} kept as a deposit`,
    held: (count) =>
      `${count} held ${count === 1 ? 'withdrawal goes' : 'withdrawals go'} on with the approval.`,
    requested: 'Asked by ',
    at: (minute) => ` ${minute}`,
    expires: (minute) => `, until ${minute}`,
    ends: { approved: ' approved this', rejected: ' rejected this', cancelled: ' took this back' },
    ended: (minute) => ` (${minute})`,
    expired: (minute) => `Nobody decided in time (${minute})`,
    note: 'Note',
    rejection: 'Reason of the rejection',
    view: 'Look at the member',
    open: 'Open',
    openSpoken: (id) => `Open request ${id}`,
    approve: 'Approve',
    reject: 'Reject',
    cancel: 'Take the request back',
  },
  approveConfirm: {
    title: 'Approve',
    text: 'This is final once approved.',
    confirm: 'Approve',
    deny: 'Back',
  },
  cancelConfirm: {
    title: 'Take the request back',
    text: 'The request is taken back. Withdrawals that wait for it are cancelled too.',
    confirm: 'Take it back',
    deny: 'Keep it',
  },
  view: { title: 'Request' },
  rejection: {
    title: 'Reject the request',
    submit: 'Reject',
    reason: 'Reason',
    hint: 'Who asked will be told.',
  },
  outcome: {
    approved: (id) => `Your request ${id} was approved.`,
    rejected: (id) => `Your request ${id} was rejected.`,
    cancelled: (id) => `Your request ${id} was taken back.`,
    expired: (id) => `Nobody decided your request ${id} in time. Ask again where it is still needed.`,
  },
  vacancy: {
    requester: (id) =>
      `Nobody can decide your request ${id} at present. The president can name a deputy treasurer.`,
    chairTold: 'The president has been told.',
    chairUnknown: 'The president’s Slack account is not known here, so please tell the president.',
    chair: 'A request waits for the treasurer, and nobody can decide it. Please name a deputy treasurer.',
    name: 'Name a deputy treasurer',
  },
  list: {
    heading: (count) => `${count} waiting for the treasurer`,
    own: (count) => `${count} of your requests waiting`,
    none: 'No request is waiting.',
    howTo: 'For a member’s invoices, add the member number: /member invoice DEMO00001',
  },
  delegate: {
    title: 'Deputy treasurer',
    intro:
      'A deputy approves or rejects requests to cancel invoices, mark them as paid or correct bookings, in place of the treasurers. Never their own requests.',
    current: 'At present',
    none: 'There is no deputy at present.',
    user: 'Deputy',
    from: 'From',
    to: 'Until',
    toHint: 'Within a year of the first day.',
    submit: 'Name',
    end: 'End it',
    endConfirm: {
      title: 'End the deputising',
      text: 'From now on this person can no longer approve or reject.',
      confirm: 'End it',
      deny: 'Back',
    },
    named: (from, to) => ` is named deputy treasurer (${from} to ${to}).`,
    told: (society, from, to) =>
      `You are named deputy treasurer of ${society} (${from} to ${to}) and can then approve or reject requests. App Home shows what waits.`,
    namedBy: 'Named by ',
  },
}
