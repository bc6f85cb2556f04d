import type { PositionError } from '../../../domain/positions/errors.ts'
import type { ErrorTexts } from '../errorTexts.ts'

type Cited = Extract<PositionError, { readonly code: 'rule-broken' }>

const by = ({ article, number }: Pick<Cited, 'article' | 'number'>) =>
  `${number === undefined ? '' : `${number}: `}By ${article === null ? 'the rules' : `article ${article}`}, `
const since = ({ on }: Pick<Cited, 'on'>) => (on === undefined ? '' : ` (as of ${on})`)

export const positionErrors: Pick<ErrorTexts, PositionError['code']> = {
  'rule-broken': (given) => [
    `${by(given)}“${given.subject.en}” is only for those who are “${given.object.en}”${since(given)}.`,
  ],
  'rule-excludes': (given) => [
    `${by(given)}nobody is “${given.subject.en}” and “${given.object.en}” at once${since(given)}.`,
  ],
  'position-unknown': () => ['Choose an office.'],
  'holder-not-active': ({ number }) => [`${number} is not an active member, and so can’t hold an office.`],
  'type-holds-no-office': ({ number }) => [
    `The member type of ${number} does not give the right to hold office.`,
  ],
  'already-holds': ({ position, number }) => [`${number} holds “${position.en}” at that time already.`],
  'seats-full': ({ position, seats }) => [
    `“${position.en}” has ${seats === 1 ? '1 seat' : `${seats} seats`}. End a term first, or use the election.`,
  ],
  'office-before-joining': ({ joinedOn }) => [`Choose a day from the joining date (${joinedOn}) on.`],
  'office-after-withdrawal': ({ withdrawnOn }) => [
    `A withdrawal is planned for ${withdrawnOn}. Choose an earlier day.`,
  ],
  'office-dates': ({ startedOn }) => [`Choose a day from ${startedOn} on.`],
  'holding-gone': () => [
    'This office is not there any more, or was changed. Please look at the newest state.',
  ],
  'elected-twice': ({ number }) => [`${number} is entered twice for one office.`],
  'elected-unknown': ({ number }) => [`There is no member “${number}”.`],
  'nothing-elected': () => ['There is nothing to change.'],
  'election-later': ({ count }) => [
    `${count === 1 ? '1 office was' : `${count} offices were`} changed after this election, so it can’t be undone. Please look at each office.`,
  ],
}
