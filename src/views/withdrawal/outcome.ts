import type { Button } from '@slack/types'
import type { RejoinResult } from '../../domain/withdrawal/rejoin.ts'
import type { WithdrawalResult } from '../../domain/withdrawal/withdraw.ts'
import { ACTION, block } from '../ids.ts'
import { actions, button, context, type Message, message, section } from '../kit.ts'
import { ref } from '../refs.ts'
import { cancelButton as cancelRequestButton } from '../settlement.ts'
import type { Text } from '../text.ts'

/** Opens a member's card from a message. */
export function cardButton(societyId: number, memberId: number, { withdrawal }: Text): Button {
  return button({
    action: ACTION.showMember,
    label: withdrawal.openCard,
    value: ref(societyId, memberId),
  })
}

/** The inverse of a withdrawal, as long as nothing rests on it. */
export function undoWithdrawalButton(
  societyId: number,
  { memberId, termId }: { readonly memberId: number; readonly termId: number },
  { withdrawal }: Text,
): Button {
  return button({
    action: ACTION.undoWithdrawal,
    label: withdrawal.undo,
    value: ref(societyId, memberId, termId),
    confirm: withdrawal.undoConfirm,
  })
}

/** Takes back what has not happened yet. */
export function cancelButton(
  what: 'planned' | 'held',
  { societyId, memberId, label, spoken }: CancelGiven,
  { withdrawal }: Text,
): Button {
  return button({
    action: what === 'planned' ? ACTION.cancelPlanned : ACTION.cancelHeld,
    label: label ?? (what === 'planned' ? withdrawal.cancelPlanned : withdrawal.cancelHeld),
    value: ref(societyId, memberId),
    confirm: withdrawal.cancelConfirm,
    ...(spoken === undefined ? {} : { spoken }),
  })
}

interface CancelGiven {
  readonly societyId: number
  readonly memberId: number
  readonly label?: string
  readonly spoken?: string
}

/** What became of the dialog, with the button that takes it back. */
export function withdrawalOutcome(
  societyId: number,
  result: WithdrawalResult,
  memorialised: boolean,
  text: Text,
): Message {
  const { withdrawal } = text
  const { kind, memberId, number, withdrawnOn, termId, openCount } = result
  const approvalId = result.approvalId ?? 0
  const sentence = {
    now: memorialised ? withdrawal.memorialised(number) : withdrawal.done(number, withdrawnOn),
    dated: withdrawal.dated(number, withdrawnOn),
    held: withdrawal.held(number, approvalId),
    'request-only': withdrawal.requested(number, approvalId),
  }[kind]
  const inverse =
    kind === 'now' && termId !== null
      ? [undoWithdrawalButton(societyId, { memberId, termId }, text)]
      : kind === 'dated'
        ? [cancelButton('planned', { societyId, memberId }, text)]
        : [
            ...(kind === 'held' ? [cancelButton('held', { societyId, memberId }, text)] : []),
            ...(result.approvalId === null ? [] : [cancelRequestButton(societyId, approvalId, text)]),
          ]
  return message(sentence, [
    section(sentence),
    ...(kind === 'dated' && openCount > 0 ? [context(withdrawal.datedOpen(openCount))] : []),
    actions(block('outcome'), [...inverse, cardButton(societyId, memberId, text)]),
  ])
}

/** After an undo or a cancel: what is so now, and nothing left to press but the card. */
export function settledMessage(
  sentence: string,
  societyId: number,
  memberId: number | null,
  text: Text,
): Message {
  return message(sentence, [
    section(sentence),
    ...(memberId === null ? [] : [actions(block('outcome'), [cardButton(societyId, memberId, text)])]),
  ])
}

export function rejoinOutcome(societyId: number, result: RejoinResult, text: Text): Message {
  const { rejoin } = text.withdrawal
  const { memberId, number, termId } = result
  const sentence = rejoin.done(number)
  return message(sentence, [
    section(sentence),
    actions(block('outcome'), [
      button({
        action: ACTION.undoRejoin,
        label: rejoin.undo,
        value: ref(societyId, memberId, termId),
        confirm: rejoin.undoConfirm,
      }),
      cardButton(societyId, memberId, text),
    ]),
  ])
}
