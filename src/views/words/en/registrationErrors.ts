import type { RegistrationError } from '../../../domain/registration/errors.ts'
import type { ErrorTexts } from '../errorTexts.ts'
import { editing } from './editing.ts'
import { members } from './members.ts'
import { withdrawalErrors } from './withdrawalErrors.ts'

const BLOCKED = {
  invoices: 'There are unpaid invoices: settle them first.',
  positions: 'They hold an office: end it first.',
  plans: 'A withdrawal is planned or waits for the treasurer: take it back first.',
  active: 'It is active, and the other record is not: give the numbers the other way round.',
  affiliates: 'There are affiliated members: move or end these first.',
}

const NAMES: Readonly<Record<string, string>> = editing.fields

export const registrationErrors: Pick<ErrorTexts, Exclude<RegistrationError['code'], 'too-long'>> = {
  'field-required': () => ['Please fill this in.'],
  'kana-only': () => ['Write this in katakana.'],
  'email-invalid': () => ['Give one e-mail address and nothing else, such as taro@example.com.'],
  'phone-invalid': () => ['Check the phone number. Example: 03-0000-0000.'],
  'postal-code-invalid': () => ['A postal code has seven digits, such as 000-0000.'],
  'date-invalid': () => ['Check the date. Example: 2026-04-01.'],
  'count-invalid': ({ most }) => [`Give a whole number from 1 to ${most}.`],
  'choice-unknown': () => ['Choose one of the list.'],
  'fields-refused': () => ['Check what you have typed.'],
  'number-format': ({ examples }) => [
    `Give a number in one of the society’s formats, such as ${examples.join(', ')}.`,
  ],
  'number-taken': ({ number }) => [`${number} is taken already.`],
  'duplicates-found': ({ candidates }) => [
    `There are records that may be of the same person (${candidates.map(({ number }) => number).join(', ')}). Please look at them.`,
  ],
  'not-applicant': ({ number, lifecycle }) => [
    `${number} is “${members.status(lifecycle, null)}”, so it is no application that waits.`,
  ],
  'applicant-owes': ({ number, count }) => [
    `${number} has ${count} unpaid ${count === 1 ? 'invoice' : 'invoices'}. Settle ${count === 1 ? 'it' : 'them'} first.`,
  ],
  'no-address': () => ['There is no e-mail address to send a mail to.'],
  'joined-outside': ({ from, to }) => [
    from === null
      ? `Choose a joining date up to ${to}.`
      : `Choose a joining date from the last withdrawal (${from}) up to ${to}.`,
  ],
  'edit-overtaken': ({ fields, changes }) => [
    ...withdrawalErrors.changed({ code: 'changed', changes }),
    `\nChanged: ${fields.map((field) => NAMES[field] ?? 'questions').join(', ')}.`,
  ],
  'nothing-changed': () => ['Nothing was changed.'],
  'not-institution': ({ number }) => [
    `${number} is an individual. Only institutions and supporting members have affiliated members.`,
  ],
  'not-individual': ({ number }) => [`${number} is no individual, so it can’t be an affiliated member.`],
  'numbers-unknown': ({ numbers }) => [`There is no member ${numbers.join(', ')}.`],
  'capacity-exceeded': ({ capacity, count }) => [
    `The capacity is ${capacity}; the change would make it ${count}.`,
  ],
  'merge-same': () => ['These are the same member. Give the numbers of two.'],
  'merge-kinds': () => ['Records of two kinds can’t be merged.'],
  'merge-blocked': ({ number, why }) => [`${number} can’t be merged. ${BLOCKED[why]}`],
  'two-numbers-needed': () => [
    'Give the number that stays and the one to merge into it, such as /member merge DEMO00001 DEMO00002.',
  ],
}
