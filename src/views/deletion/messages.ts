import type { KnownBlock } from '@slack/types'
import type { DeletionFacts, DeletionList } from '../../domain/deletion/load.ts'
import type { DeletionAsked } from '../../domain/deletion/request.ts'
import { ACTION, block } from '../ids.ts'
import { actions, button, context, header, type Message, message, section } from '../kit.ts'
import { ref } from '../refs.ts'
import { endLine, requestLine } from '../settlementLines.ts'
import { societyName, type Text } from '../text.ts'

/** A request for those who decide, as it is now: a number, never a name or what somebody typed. */
export function deletionMessage(given: DeletionFacts, text: Text): Message {
  const { deletion, settlement } = text
  const { id, number, society, state } = given
  const end = endLine(given, text)
  return message(deletion.request.notification(id), [
    header(deletion.request.heading[state]),
    context(`${societyName(society, text)}${text.screens.separator}${settlement.request.receipt(id)}`),
    section({ bold: deletion.request.number(number) }),
    ...(state === 'pending' ? [section(deletion.form.warning)] : []),
    context(requestLine(given, text)),
    ...(end.length === 0 ? [] : [section(end)]),
    ...(state === 'pending' ? [decisionButtons(given, text)] : []),
  ])
}

function decisionButtons(given: DeletionFacts, text: Text): KnownBlock {
  const view = viewButton(given, text.settlement.request.view, text)
  return actions(block('deletion'), [view, ...deciding(given, text)])
}

function viewButton({ id, society }: DeletionFacts, label: string, { settlement }: Text) {
  const spoken = settlement.request.openSpoken(id)
  return button({ action: ACTION.viewDeletion, label, value: ref(society.id, id), spoken })
}

/** 承認 with what it comes to once more, and 却下. */
export function deciding({ id, number, society }: DeletionFacts, { deletion, settlement }: Text) {
  const { request } = settlement
  const value = ref(society.id, id)
  const { approveConfirm } = deletion
  const confirm = { ...approveConfirm, text: approveConfirm.text(number), danger: true }
  return [
    button({ action: ACTION.approveDeletion, label: request.approve, value, style: 'danger', confirm }),
    button({ action: ACTION.openDeletionRejection, label: request.reject, value }),
  ]
}

/** 申請を取り下げる */
export function takeBackButton(societyId: number, approvalId: number, { deletion, settlement }: Text) {
  const value = ref(societyId, approvalId)
  const { cancel: label } = settlement.request
  return button({ action: ACTION.cancelDeletion, label, value, confirm: deletion.cancelConfirm })
}

/** To who asked, right after. */
export function deletionSentMessage(
  societyId: number,
  { approvalId, number }: DeletionAsked,
  text: Text,
): Message {
  const { sent } = text.deletion
  const sentence = sent.text(number, approvalId)
  return message(sentence, [
    section(sentence),
    context(sent.next),
    actions(block('sent'), [takeBackButton(societyId, approvalId, text)]),
  ])
}

/** To who asked, once it has ended. */
export function deletionOutcomeMessage(given: DeletionFacts, text: Text): Message {
  const { deletion, settlement } = text
  const { id, number, state, decisionNote } = given
  if (state === 'pending') throw new Error('a request that waits has no outcome')
  const sentence = deletion.outcome[state](number, id)
  return message(sentence, [
    section({ bold: sentence }),
    ...(decisionNote === null
      ? []
      : [section([{ bold: settlement.request.rejection }, `\n${decisionNote}`])]),
    context(endLine(given, text)),
  ])
}

/** `/member 削除` alone: what waits, each with a button that opens it. */
export function deletionListMessage({ count, requests }: DeletionList, text: Text): Message {
  const { list, request } = text.deletion
  const more = count - requests.length
  return message(list.heading(count), [
    header(list.heading(count)),
    ...(count === 0 ? [section(list.none)] : []),
    ...requests.map((one) =>
      section(
        [
          { bold: text.settlement.request.receipt(one.id) },
          `　${request.number(one.number)}\n`,
          ...requestLine(one, text),
        ],
        { id: block('deletion', one.id), accessory: viewButton(one, text.settlement.request.open, text) },
      ),
    ),
    ...(more > 0 ? [context(text.members.more(more))] : []),
    context(list.howTo),
  ])
}
