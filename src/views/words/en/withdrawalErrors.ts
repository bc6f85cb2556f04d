import type { HistoryLine } from '../../../domain/members/cardData.ts'
import type { WithdrawalError } from '../../../domain/withdrawal/errors.ts'
import type { Part } from '../../kit.ts'
import type { ErrorTexts } from '../errorTexts.ts'
import { members } from './members.ts'

/** What runs by itself has no user that Slack could name. */
const userOf = (actor: string) => ({ user: actor.slice(actor.indexOf(':') + 1) })

const lines = (history: readonly HistoryLine[]): Part[] =>
  history.flatMap(({ at, actor, action }) => [`\n${at}  `, userOf(actor), ` ${members.action(action)}`])

export const withdrawalErrors: Pick<ErrorTexts, WithdrawalError['code']> = {
  'not-active': ({ number, lifecycle }) => [
    `${number} is “${members.status(lifecycle, null)}”, so there is nothing to withdraw.`,
  ],
  'not-withdrawn': ({ number, lifecycle }) => [
    `${number} is “${members.status(lifecycle, null)}”. Only those who have withdrawn can rejoin.`,
  ],
  'invoices-open': ({ count }) => [
    `${count} unpaid ${count === 1 ? 'invoice remains' : 'invoices remain'}, so the member can’t withdraw. For each, ask to cancel it or to mark it as paid.`,
  ],
  'positions-held': ({ positions }) => [
    `The member holds an office (${positions.map(({ en }) => en).join(', ')}). Tick the box to end it with the membership.`,
  ],
  'withdrawn-too-early': ({ joinedOn }) => [`Choose a date from the joining date (${joinedOn}) on.`],
  'too-far-ahead': ({ limit }) => [`Choose a date up to ${limit}.`],
  'death-in-future': () => ['For a death, choose a date up to today.'],
  'reason-unknown': () => ['Choose a reason.'],
  'already-planned': ({ runsOn }) => [
    `A withdrawal is planned for ${runsOn}. To change it, cancel it on the card first.`,
  ],
  'already-held': () => ['A withdrawal waits for the treasurer. To change it, cancel it on the card first.'],
  'plan-ended': () => ['This planned withdrawal has ended already. Please look at the newest state.'],
  changed: ({ changes }) => ['Somebody else was faster. Please look at the newest state.', ...lines(changes)],
  'type-needed': () => ['With the fee plan “Paid” choose a member type.'],
  'type-not-offered': () => ['This member type does not fit the fee plan. Choose another.'],
  'rejoined-too-early': ({ withdrawnOn }) => [
    `Choose a date from the withdrawal (${withdrawnOn}) up to today.`,
  ],
  'deceased-member': ({ number }) => [
    `${number} left by death and can’t rejoin. If that was a mistake, undo the withdrawal.`,
  ],
  'too-many-members': ({ limit, count }) => [
    `At most ${limit} members at once (${count} are chosen). Narrow the conditions.`,
  ],
  'count-mismatch': ({ expected }) => [`Enter the number of members (${expected}).`],
  'nobody-ready': () => ['There is nobody to withdraw.'],
  'selection-changed': ({ ready, blocked }) => [
    `This changed while you were looking (${ready} ready, ${blocked} blocked). Please check once more.`,
  ],
  'undo-blocked': ({ later }) => ['This can’t be undone, because of what came later.', ...lines(later)],
  'seats-taken': ({ positions }) => [
    `It can’t be undone: ${positions.map(({ en }) => en).join(', ')} has a successor. Please look at the offices first.`,
  ],
  'application-owes': ({ number }) => [
    `The application ${number} has invoices that are still open, so it can’t be taken as a rejoining. Please have them cancelled first.`,
  ],
  'application-gone': () => ['This application has been dealt with already. Please look at it again.'],
  'undo-gone': () => ['This was undone already, or can’t be undone.'],
  'not-chair': () => ['Only the president names a deputy treasurer.'],
  'delegate-dates': () => ['Choose a last day from today on, within a year of the first.'],
  'delegate-self': () => ['Choose somebody other than yourself.'],
}
