import type { DeletionWords } from '../ja/deletion.ts'

export const deletion: DeletionWords = {
  open: 'Delete this member',
  form: {
    title: 'Delete a member',
    submit: 'Ask for deletion',
    warning: 'A deletion can’t be undone. Of the dues only amounts stay in the books, without the name.',
    what: 'Name, addresses, notes, documents and everything else personal is erased. The number is never used again. Issued invoices and receipts stay sealed until their retention ends.',
    second:
      'Somebody else has to approve it: another of the secretariat, an officer or a treasurer. It is done at once when approved.',
    number: 'Member number',
    numberHint: (number) => `To be sure, please type the number (${number}).`,
    reason: 'Reason',
    reasonHint: 'Shown to who approves; erased with the member.',
  },
  sent: {
    text: (number, id) => `The deletion of member ${number} waits to be approved (request ${id}).`,
    next: 'You will be told the outcome in a direct message.',
    cancelled: (id) => `Request ${id} to delete a member was taken back.`,
    rejected: (id) => `Request ${id} to delete a member was rejected. Who asked is told the reason.`,
  },
  request: {
    heading: {
      pending: 'A member is to be deleted',
      approved: 'Deletion approved',
      rejected: 'Deletion rejected',
      cancelled: 'Deletion taken back',
      expired: 'Deletion not decided in time',
    },
    notification: (id) => `The deletion of a member waits to be approved (${id})`,
    number: (number) => `Member ${number}`,
    erased: 'Everything personal has been erased.',
  },
  approveConfirm: {
    title: 'Approve the deletion',
    text: (number) => `Everything personal of member ${number} is erased. This can’t be undone.`,
    confirm: 'Approve and delete',
    deny: 'Back',
  },
  cancelConfirm: {
    title: 'Take the request back',
    text: 'The request to delete the member is taken back.',
    confirm: 'Take it back',
    deny: 'Keep it',
  },
  rejection: { title: 'Reject the deletion', submit: 'Reject' },
  outcome: {
    approved: (number, id) => `The deletion of member ${number} was approved and is done (request ${id}).`,
    rejected: (number, id) => `The deletion of member ${number} was rejected (request ${id}).`,
    cancelled: (number, id) => `The deletion of member ${number} was taken back (request ${id}).`,
    expired: (number, id) =>
      `Nobody decided the deletion of member ${number} in time (request ${id}). Ask again where it is still needed.`,
  },
  vacancy: (id) =>
    `Nobody can approve request ${id}: it takes another of the secretariat, an officer or a treasurer. Please check the roles.`,
  list: {
    heading: (count) => `${count} ${count === 1 ? 'deletion' : 'deletions'} waiting`,
    none: 'No deletion waits to be approved.',
    howTo: 'To ask for one, add the member number: /member delete DEMO00001',
  },
}
