import type { Fault, Resting, SettingError } from '../../../domain/settings/errors.ts'
import type { ErrorTexts } from '../errorTexts.ts'

const FAULTS: Readonly<Record<Fault, string>> = {
  required: 'Please fill this in.',
  'whole-number': 'Enter a whole number.',
  code: 'Enter a code of up to 40 lower-case letters, digits and underscores that begins with a letter.',
  prefix: 'A prefix has three letters or more; leave it empty for numbers of digits only.',
  registration: 'A registration number is T and 13 digits.',
  'month-day': 'Enter month and day as “04-01”.',
  'test-range': 'Enter both the first and the last test number, in this order.',
  choices: 'Enter one choice a line, none twice, up to 100 of up to 75 characters each.',
  group: 'Enter the id of a user group: S and then letters and digits.',
  word: 'Mails to members don’t use the harsh words for a refusal, for arrears, or for being inactive.',
  rule: 'There can’t be such a rule. Please look at both of its sides.',
  last: 'The last one can’t be removed.',
}
const RESTING: Readonly<Record<Resting, readonly [string, string]>> = {
  members: ['member', 'members'],
  holders: ['officeholder', 'officeholders'],
  answers: ['answer', 'answers'],
  numbers: ['member number', 'member numbers'],
  invoices: ['invoice', 'invoices'],
}
const counted = (count: number, [one, many]: readonly [string, string]) =>
  count === 1 ? `1 ${one} has` : `${count.toLocaleString('en-US')} ${many} have`

export const settingErrors: Pick<ErrorTexts, SettingError['code']> = {
  'setting-gone': () => ['This setting can’t be found. Please look at the newest state.'],
  'setting-changed': ({ by, at }) => [
    'After you opened this, ',
    by === null ? 'somebody else' : { user: by.slice(by.indexOf(':') + 1) },
    ` changed the setting${at === '' ? '' : ` (${at})`}. To save what you typed, press “Save” once more.`,
  ],
  'setting-unchanged': () => ['Nothing has been changed.'],
  'setting-invalid': ({ fault }) => [FAULTS[fault]],
  'setting-range': ({ least, most }) => [
    `Enter a whole number from ${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')}.`,
  ],
  'setting-taken': ({ value }) => [`“${value}” is taken.`],
  'setting-in-use': ({ by, count }) => [`${counted(count, RESTING[by])} it, so it can’t be changed.`],
  'rule-breakers': ({ count, numbers }) => [
    `${count === 1 ? '1 member breaks' : `${count.toLocaleString('en-US')} members break`} this rule, so it can’t be saved (${numbers.join(', ')}${count > numbers.length ? ' …' : ''}).`,
  ],
  'setting-locks-out': () => [
    'After this you could not open the settings any more. Please ask somebody else who may change them.',
  ],
  'setting-full': ({ limit }) => [`There can be up to ${limit}.`],
}
