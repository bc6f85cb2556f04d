import type { KnownBlock } from '@slack/types'
import type { ApprovalFacts } from '../domain/approvals/load.ts'
import type { Requested } from '../domain/approvals/request.ts'
import { ACTION, block } from './ids.ts'
import { actions, button, context, header, type Message, message, section } from './kit.ts'
import { ref } from './refs.ts'
import { confirmText, endLine, itemBlocks, requestLine } from './settlementLines.ts'
import { personOf, societyName, type Text } from './text.ts'

/**
 * A request for those who decide, as it is now; with buttons while it waits. For a channel too: numbers, items, sums and who asked, never a name or what
 * somebody typed.
 */
export function approvalMessage(approval: ApprovalFacts, text: Text): Message {
  const { request } = text.settlement
  const { id, state, society, held } = approval
  const end = endLine(approval, text)
  return message(request.notification(id), [
    header(request.heading[state]),
    context(`${societyName(society, text)}${text.screens.separator}${request.receipt(id)}`),
    ...itemBlocks(approval, text),
    ...(held > 0 && state === 'pending' ? [section(request.held(held))] : []),
    context(requestLine(approval, text)),
    ...(end.length === 0 ? [] : [section(end)]),
    ...(state === 'pending' ? [decisionButtons(approval, text)] : []),
  ])
}

function decisionButtons(approval: ApprovalFacts, text: Text): KnownBlock {
  const { request } = text.settlement
  const view = button({
    action: ACTION.viewApproval,
    label: request.view,
    value: ref(approval.society.id, approval.id),
  })
  return actions(block('decision'), [view, ...deciding(approval, text)])
}

/** 承認 with what it comes to once more, and 却下. */
export function deciding(approval: ApprovalFacts, text: Text) {
  const { request, approveConfirm } = text.settlement
  const value = ref(approval.society.id, approval.id)
  const confirm = { ...approveConfirm, text: confirmText(approval, text) }
  return [
    button({ action: ACTION.approve, label: request.approve, value, style: 'primary', confirm }),
    button({ action: ACTION.openRejection, label: request.reject, value, style: 'danger' }),
  ]
}

/** 申請を取り下げる. Any message about a request may offer it to who asked. */
export function cancelButton(societyId: number, approvalId: number, { settlement }: Text) {
  const { request, cancelConfirm } = settlement
  const value = ref(societyId, approvalId)
  return button({ action: ACTION.cancelApproval, label: request.cancel, value, confirm: cancelConfirm })
}

/** To who asked, right after. */
export function sentMessage(societyId: number, { approvalId, count, yen }: Requested, text: Text): Message {
  const { sent } = text.settlement
  return message(sent.notification(approvalId), [
    section(sent.text(approvalId, count, yen)),
    context(sent.next),
    actions(block('sent'), [cancelButton(societyId, approvalId, text)]),
  ])
}

/** To who asked, once it has ended. */
export function outcomeMessage(approval: ApprovalFacts, text: Text): Message {
  const { outcome, request } = text.settlement
  const { id, state, decisionNote } = approval
  if (state === 'pending') throw new Error('a request that waits has no outcome')
  const sentence = outcome[state](id)
  return message(sentence, [
    section({ bold: sentence }),
    ...(decisionNote === null ? [] : [section([{ bold: request.rejection }, `\n${decisionNote}`])]),
    ...itemBlocks(approval, text),
    context(endLine(approval, text)),
  ])
}

/** To who asked: nobody is there to decide. */
export function vacancyMessage(approvalId: number, chairTold: boolean, { settlement }: Text): Message {
  const { vacancy } = settlement
  const sentence = vacancy.requester(approvalId)
  return message(sentence, [section(`${sentence}\n${chairTold ? vacancy.chairTold : vacancy.chairUnknown}`)])
}

/** To the 会長, who may not know of anybody's dues: that somebody has to be named, and nothing of what waits. */
export function nameDelegateMessage(approval: ApprovalFacts, text: Text): Message {
  const { vacancy } = text.settlement
  return message(vacancy.chair, [
    section(vacancy.chair),
    context([
      `${societyName(approval.society, text)}${text.screens.separator}${text.settlement.request.requested}`,
      personOf(approval.requestedBy, text),
    ]),
    actions(block('vacancy'), [
      button({
        action: ACTION.openDelegate,
        label: vacancy.name,
        value: ref(approval.society.id),
        style: 'primary',
      }),
    ]),
  ])
}
