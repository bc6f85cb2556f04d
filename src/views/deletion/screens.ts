import type { KnownBlock, ModalView } from '@slack/types'
import type { DeletionFacts, DeletionView } from '../../domain/deletion/load.ts'
import type { DeletionPreview } from '../../domain/deletion/request.ts'
import { fieldAction } from '../fieldIds.ts'
import { block, CALLBACK } from '../ids.ts'
import { actions, alert, context, header, input, modal, type Part, section, textInput } from '../kit.ts'
import { kanaOf, listLine, nameOf } from '../memberLine.ts'
import { partsOf } from '../places.ts'
import { ref, refWithReply } from '../refs.ts'
import { endLine, requestLine } from '../settlementLines.ts'
import type { Text } from '../text.ts'
import { deciding, takeBackButton } from './messages.ts'

const MOST_NOTE = 1000

function whoParts(
  number: string,
  member: Parameters<typeof nameOf>[0] & { readonly affiliation: string | null },
  text: Text,
): Part[] {
  const [name, kana] = [nameOf(member), kanaOf(member)]
  return [
    { bold: number },
    `　${listLine(name === '' ? text.screens.card.noName : name)}`,
    kana === '' ? '' : `（${listLine(kana)}）`,
    member.affiliation === null ? '' : `\n${listLine(member.affiliation)}`,
  ]
}

/** Asks for the number and a reason; without a button where something is in the way. @param notice why it was refused before */
export function deletionModal(
  { societyId, member, obstacle }: DeletionPreview,
  more: { readonly reply?: number | undefined; readonly notice?: readonly Part[] },
  text: Text,
): ModalView {
  const { form } = text.deletion
  const free = obstacle === null
  return modal({
    callback: CALLBACK.deletion,
    title: form.title,
    close: text.screens.close,
    ...(free ? { submit: form.submit } : {}),
    metadata: refWithReply([societyId, member.id], more.reply),
    blocks: [
      ...(more.notice === undefined ? [] : [alert(more.notice, 'error')]),
      section(whoParts(member.number, member, text)),
      alert(form.warning, 'warning'),
      ...(free ? formBlocks(member.number, text) : [alert(partsOf(obstacle, text), 'error')]),
    ],
  })
}

function formBlocks(number: string, { deletion: { form } }: Text): KnownBlock[] {
  return [
    section(form.what),
    section(form.second),
    input({
      id: 'number',
      label: form.number,
      hint: form.numberHint(number),
      element: textInput({ action: fieldAction('number'), max: 32 }),
      required: true,
    }),
    input({
      id: 'reason',
      label: form.reason,
      hint: form.reasonHint,
      element: textInput({ action: fieldAction('reason'), multiline: true, max: MOST_NOTE }),
      required: true,
    }),
  ]
}

/** 会員を確認: who is behind the number, why, and what the reader may do. */
export function deletionViewModal(
  { request, member, mayDecide, mayCancel }: DeletionView,
  text: Text,
  notice: readonly Part[] = [],
): ModalView {
  const { deletion, settlement, members } = text
  const { id, society, state, number, note, decisionNote } = request
  const end = endLine(request, text)
  const buttons = [
    ...(mayDecide ? deciding(request, text) : []),
    ...(mayCancel ? [takeBackButton(society.id, id, text)] : []),
  ]
  return modal({
    callback: CALLBACK.deletionView,
    title: deletion.form.title,
    close: text.screens.close,
    metadata: ref(society.id, id),
    blocks: [
      ...(notice.length === 0 ? [] : [alert(notice, 'error')]),
      header(deletion.request.heading[state]),
      context(settlement.request.receipt(id)),
      ...(member === null
        ? [section([{ bold: number }, `　${deletion.request.erased}`])]
        : [
            section([
              ...whoParts(number, member, text),
              `\n${members.lifecycle}${text.screens.colon}${members.status(member.lifecycle, null)}`,
            ]),
          ]),
      ...(note === null ? [] : [section([{ bold: deletion.form.reason }, `\n${note}`])]),
      ...(state === 'pending' ? [alert(deletion.form.warning, 'warning')] : []),
      context(requestLine(request, text)),
      ...(end.length === 0 ? [] : [section(end)]),
      ...(decisionNote === null
        ? []
        : [section([{ bold: settlement.request.rejection }, `\n${decisionNote}`])]),
      ...(buttons.length === 0 ? [] : [actions(block('deletion'), buttons)]),
    ],
  })
}

/** Asks why a deletion is rejected. */
export function deletionRejectionModal(
  { id, number, society }: DeletionFacts,
  reply: number | undefined,
  text: Text,
): ModalView {
  const { deletion, settlement } = text
  return modal({
    callback: CALLBACK.deletionRejection,
    title: deletion.rejection.title,
    submit: deletion.rejection.submit,
    close: text.screens.close,
    metadata: refWithReply([society.id, id], reply),
    blocks: [
      section([{ bold: settlement.request.receipt(id) }, `　${deletion.request.number(number)}`]),
      input({
        id: 'note',
        label: settlement.rejection.reason,
        hint: settlement.rejection.hint,
        element: textInput({ action: fieldAction('note'), multiline: true, max: MOST_NOTE }),
        required: true,
      }),
    ],
  })
}
