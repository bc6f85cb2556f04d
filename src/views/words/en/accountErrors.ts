import type { AccountError } from '../../../domain/accounts/errors.ts'
import type { ErrorTexts } from '../errorTexts.ts'
import { members } from './members.ts'

export const accountErrors: Pick<ErrorTexts, AccountError['code']> = {
  'address-missing': ({ number }) => [
    `Member ${number} has no e-mail address to write to. Please register one first.`,
  ],
  'account-missing': ({ number }) => [`Member ${number} has no account yet.`],
  'account-suspended': ({ number }) => [
    `The account of member ${number} is suspended. Please resume it before sending anything.`,
  ],
  'account-settled': ({ number, status }) => [
    `The account of member ${number} is “${members.account[status]}” already.`,
  ],
  'not-enrolled': ({ number, lifecycle }) => [
    `Member ${number} is “${members.status(lifecycle, null)}”, so that no login can be mailed.`,
  ],
  'link-gone': () => ['This link was used already, or is too old.'],
}
