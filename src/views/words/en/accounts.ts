import type { AccountWords } from '../ja/accounts.ts'

export const accounts: AccountWords = {
  open: 'Account',
  title: 'Account',
  member: 'Member',
  loginId: 'Login ID',
  noLogin: 'none yet',
  status: 'Status (account)',
  address: 'Sent to',
  noAddress: 'not registered',
  letter: 'Last mail',
  kind: { welcome: 'Initial password', reset: 'Link to set a password' },
  state: {
    queued: 'waiting to be sent',
    sending: 'being sent',
    sent: 'sent',
    failed: 'could not be sent',
    unknown: 'may not have arrived',
  },
  letterLine: (kind, state, at) => `${kind}: ${state} (${at})`,
  reset: 'Reset the password',
  resetHint: {
    welcome:
      'Mails the login ID and a new initial password to the member. The initial password is never shown to the office.',
    reset:
      'Mails the member a page to set a new password, good once and for 24 hours. The old password works until then.',
  },
  resetConfirm: {
    title: 'Reset the password',
    text: {
      welcome:
        'A new initial password is mailed to this member. One that was mailed before stops working. Go on?',
      reset: 'A mail to set a new password is sent to this member. Go on?',
    },
    confirm: 'Send',
    deny: 'Cancel',
  },
  sent: {
    welcome: (number) => `Mailing the initial password to member ${number}.`,
    reset: (number) => `Mailing the link to set a password to member ${number}.`,
  },
  suspend: 'Suspend the account',
  suspendConfirm: {
    title: 'Suspend the account',
    text: 'The member can no longer log in or set a password, in other societies neither. Go on?',
    confirm: 'Suspend',
    deny: 'Cancel',
  },
  suspended: (number) => `The account of member ${number} is suspended.`,
  resume: 'Resume the account',
  resumeConfirm: {
    title: 'Resume the account',
    text: 'The member can log in again. Go on?',
    confirm: 'Resume',
    deny: 'Cancel',
  },
  resumed: (number) => `The account of member ${number} works again.`,
  lost: {
    failed: (number) => `The mail to member ${number} could not be sent.`,
    unknown: (number) =>
      `The connection broke while the mail to member ${number} was being sent; it may or may not have arrived.`,
    cause: {
      'not-set-up':
        'No mail server is set up. Ask the administrator to set SMTP_URL, MAIL_FROM and PUBLIC_URL.',
      refused: 'The mail server did not take the address. Please check it.',
      'broken-off': 'If it has not arrived, send it again from “Account” on the card.',
      'address-missing': 'No e-mail address is registered.',
      'account-suspended': 'The account is suspended.',
      'not-enrolled': 'The member is not enrolled.',
    },
    otherCause: 'Something changed meanwhile, so that it was not sent.',
  },
  left: (number, society) =>
    `Member ${number} of ${society} has left by themselves. Their personal data are erased from the roll.`,
}
