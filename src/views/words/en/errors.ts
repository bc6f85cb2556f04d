import type { ErrorTexts } from '../errorTexts.ts'
import { HOLDERS } from '../holders.ts'
import { accountErrors } from './accountErrors.ts'
import { deletionErrors } from './deletionErrors.ts'
import { dossierErrors } from './dossierErrors.ts'
import { duesErrors } from './duesErrors.ts'
import { positionErrors } from './positionErrors.ts'
import { registrationErrors } from './registrationErrors.ts'
import { PERMISSION_NAMES, ROLE_NAMES } from './roles.ts'
import { settingErrors } from './settingErrors.ts'
import { withdrawalErrors } from './withdrawalErrors.ts'

const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join(', ')
const instead = (words: readonly string[]) => (words.length === 0 ? '' : ` Did you mean ${quoted(words)}?`)
const nearest = (labels: readonly { readonly en: string }[]) =>
  instead(labels.slice(0, 5).map(({ en }) => en))
const societies = (
  choices: readonly { readonly name: string; readonly nameEn: string | null; readonly code: string }[],
) => choices.map(({ name, nameEn, code }) => `“society:${code}” (${nameEn ?? name})`).join(', ')
const roleNames = (codes: readonly string[]) => codes.map((code) => ROLE_NAMES[code] ?? code).join(' and ')

export const errors: ErrorTexts = {
  ...accountErrors,
  ...duesErrors,
  ...deletionErrors,
  ...dossierErrors,
  ...withdrawalErrors,
  ...registrationErrors,
  ...positionErrors,
  ...settingErrors,
  forbidden: ({ permission }) => [
    `You need the right to ${PERMISSION_NAMES[permission]}, which comes with the role ${HOLDERS[permission].map((code) => ROLE_NAMES[code]).join(' or ')}. Please ask the secretariat.`,
  ],
  'no-role': ({ contacts }) => [
    'You have no role in the society, so the roll is closed to you. ',
    ...(contacts.length === 0
      ? ['Please ask an administrator of this workspace.']
      : ['Please ask ', ...contacts.map((user) => ({ user })), '.']),
  ],
  'role-conflict': ({ roles, article }) => [
    `${article === null ? '' : `By the society’s rules (${article}), `}${roleNames(roles)} ${roles.length > 1 ? 'may not be combined' : 'may not be a member as well'}. Please check the user groups and positions.`,
  ],
  guest: () => ['Guests and people of other workspaces cannot use the roll.'],
  'no-society': () => ['No society is set up for this workspace. Please ask an administrator.'],
  'society-needed': ({ choices }) => [`Which society’s roll do you mean? Add ${societies(choices)}.`],
  'unknown-society': ({ value, choices }) => [
    `There is no society “${value}”.${choices.length === 0 ? '' : ` You can name ${societies(choices)}.`}`,
  ],
  'unknown-member': ({ number, nearest: near }) => [
    `Nobody has the member number “${number}”.${near.length === 0 ? ' Please check the number.' : instead(near)}`,
  ],
  'unknown-verb': ({ verb, nearest: near }) => [
    `There is no command “${verb}”.${instead(near)} “/member help” lists them all.`,
  ],
  'unknown-kind': ({ value, valid }) => [
    `There is no kind of member “${value}”. Valid are ${quoted(valid)}.`,
  ],
  'number-needed': () => ['Please give a member number, as in /member show DEMO00001.'],
  'too-long': ({ limit }) => [`This is too long: at most ${limit} characters.`],
  stale: () => ['Somebody else was first. Please look at the record as it is now.'],
  'result-gone': () => [
    'This result has expired, or your present rights do not cover it. Please search again.',
  ],
  'channel-not-safe': ({ why }) => [
    {
      external:
        'This channel is shared with another organisation, so nothing about members can be posted here.',
      guests: 'There are guests in this channel, so nothing about members can be posted here.',
      unknown:
        'Who is in this channel cannot be checked, so nothing about members can be posted here. Add Meibo to the channel and try again.',
    }[why],
    ' It can be sent to you as a direct message instead.',
  ],
  'search-refused': ({ errors: list }) =>
    list.flatMap((error, index) => [index === 0 ? '' : '\n', ...textOfSearch(error)]),
  'search-too-long': ({ limit, length }) => [
    `The search is too long (${length} characters); at most ${limit}.`,
  ],
  'search-too-many-terms': ({ limit, count }) => [
    `The search has too many terms (${count}); at most ${limit}.`,
  ],
  'search-quote-unclosed': ({ text }) => [`A quotation mark is not closed in “${text}”.`],
  'search-key-unknown': ({ key, nearest: near }) => [`There is no search key “${key}”.${nearest(near)}`],
  'search-value-missing': ({ label }) => [`Please give a value after “${label.en}:”.`],
  'search-value-empty': ({ label }) => [`The value of “${label.en}” holds nothing that can be searched for.`],
  'search-value-unknown': ({ label, value, nearest: near }) => [
    `“${label.en}” has no value “${value}”.${nearest(near)}`,
  ],
  'search-date-invalid': ({ label, value }) => [
    `The date “${value}” of “${label.en}” cannot be read. Examples: 2026-04-01, this-month, 2026-04..2026-06`,
  ],
  'search-range-contradictory': ({ label, from, to }) => [
    `“${label.en}” begins (${from}) after it ends (${to}).`,
  ],
  'search-not-excludable': ({ label }) => [`“${label.en}” cannot be excluded with “-”.`],
  'search-given-twice': ({ label }) => [`“${label.en}” is given twice. Please give it once.`],
}

function textOfSearch(error: Parameters<ErrorTexts['search-refused']>[0]['errors'][number]) {
  return (errors[error.code] as (given: typeof error) => ReturnType<ErrorTexts['guest']>)(error)
}
