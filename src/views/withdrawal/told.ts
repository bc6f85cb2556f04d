import type { EndedWithdrawal } from '../../domain/withdrawal/told.ts'
import { block } from '../ids.ts'
import { actions, context, header, type Message, message, section } from '../kit.ts'
import type { Text } from '../text.ts'
import { cardButton, undoWithdrawalButton } from './outcome.ts'

/** Members that one message names. */
const SHOWN = 20

/** To who asked: what became of withdrawals that waited for a day or for the treasurer. */
export function endedMessage(societyId: number, ended: readonly EndedWithdrawal[], text: Text): Message {
  const { told } = text.withdrawal
  const lines = ended.map(({ number, withdrawnOn, state, cause }) =>
    state === 'completed'
      ? told.completed(number, withdrawnOn)
      : told.released(number, told.cause(cause ?? state)),
  )
  const [only] = ended.length === 1 ? ended : []
  const undo =
    only?.state === 'completed' && only.termId !== null
      ? [undoWithdrawalButton(societyId, { memberId: only.memberId, termId: only.termId }, text)]
      : []
  return message(lines[0] ?? told.heading, [
    header(told.heading),
    section(lines.slice(0, SHOWN).join('\n')),
    ...(lines.length > SHOWN ? [context(told.more(lines.length - SHOWN))] : []),
    ...(only === undefined
      ? []
      : [actions(block('outcome'), [...undo, cardButton(societyId, only.memberId, text)])]),
  ])
}
