import type { Button, KnownBlock } from '@slack/types'
import type { MemberCard } from '../domain/members/cardData.ts'
import { ACTION, block, numbered } from './ids.ts'
import { actions, alert, button, context } from './kit.ts'
import { ref, refWithReply } from './refs.ts'
import type { Text } from './text.ts'
import { cancelButton } from './withdrawal/outcome.ts'

/** What the reader may do with the member as they stand, and what waits. */
export function actionBlocks(card: MemberCard, text: Text, reply: number | undefined): KnownBlock[] {
  const { withdrawal } = text
  const { held, registration } = card
  const societyId = registration.society.id
  const buttons = buttonsOf(card, text, reply)
  return [
    ...(buttons.length === 0 ? [] : [actions(block('card'), buttons)]),
    ...recordBlocks(card, text, reply),
    ...(held === null ? [] : [alert(withdrawal.heldOnCard(held.withdrawnOn, held.approvalId), 'info')]),
    ...returningBlocks(card, societyId, text),
  ]
}

function buttonsOf(
  { id, allowed, registration }: MemberCard,
  text: Text,
  reply: number | undefined,
): Button[] {
  const { withdrawal, editing, dues, positions, accounts } = text
  const societyId = registration.society.id
  const value = refWithReply([societyId, id], reply)
  return [
    ...(allowed.withdraw ? [button({ action: ACTION.openWithdrawal, label: withdrawal.open, value })] : []),
    ...(allowed.rejoin
      ? [button({ action: ACTION.openRejoin, label: withdrawal.rejoin.open, value, style: 'primary' })]
      : []),
    ...(allowed.decide ? decisionButtons(value, text) : []),
    ...(allowed.edit ? [button({ action: ACTION.openEdit, label: editing.open, value })] : []),
    ...(allowed.dues ? [button({ action: ACTION.openDues, label: dues.open, value })] : []),
    ...(allowed.offices ? [button({ action: ACTION.openOffices, label: positions.open, value })] : []),
    ...(allowed.account ? [button({ action: ACTION.openAccount, label: accounts.open, value })] : []),
    ...(allowed.cancelPlanned ? [cancelButton('planned', { societyId, memberId: id }, text)] : []),
    ...(allowed.cancelHeld ? [cancelButton('held', { societyId, memberId: id }, text)] : []),
  ]
}

/** What is decided about an application. */
function decisionButtons(value: string, { registration }: Text): Button[] {
  const { approval, rejection, asking } = registration
  return [
    button({ action: ACTION.openApplicationApproval, label: approval.open, value, style: 'primary' }),
    button({ action: ACTION.openApplicationAsking, label: asking.open, value }),
    button({ action: ACTION.openApplicationRejection, label: rejection.open, value }),
  ]
}

/** What is written down about the member, in a row of its own; what can't be undone stands last. */
function recordBlocks(
  { id, allowed, registration }: MemberCard,
  text: Text,
  reply: number | undefined,
): KnownBlock[] {
  const { history, dossier, deletion } = text
  const ids = [registration.society.id, id]
  const value = refWithReply(ids, reply)
  const buttons = [
    ...(allowed.history
      ? [button({ action: ACTION.openHistory, label: history.open, value: ref(...ids) })]
      : []),
    ...(allowed.dossier ? [button({ action: ACTION.openDossier, label: dossier.open, value })] : []),
    ...(allowed.delete
      ? [button({ action: ACTION.openDeletion, label: deletion.open, value, style: 'danger' })]
      : []),
  ]
  return buttons.length === 0 ? [] : [actions(block('records'), buttons)]
}

/** Somebody who was withdrawn by the office can't come in anew: they rejoin. */
function returningBlocks({ id, returning }: MemberCard, societyId: number, text: Text): KnownBlock[] {
  const { rejoin } = text.withdrawal
  if (returning.length === 0) return []
  return [
    alert(rejoin.returning, 'warning'),
    context(rejoin.returningHint),
    actions(
      block('returning'),
      returning.map(({ id: memberId, number }, index) =>
        button({
          action: numbered(ACTION.openReturn, index),
          label: rejoin.returningOpen(number),
          value: ref(societyId, memberId, id),
        }),
      ),
    ),
  ]
}
