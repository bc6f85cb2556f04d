import type { KnownBlock, ModalView } from '@slack/types'
import type { ApprovalFacts } from '../domain/approvals/load.ts'
import type { SettlementPreview } from '../domain/approvals/preview.ts'
import type { ApprovalMember, ApprovalView } from '../domain/approvals/view.ts'
import { fieldAction } from './fieldIds.ts'
import { block, CALLBACK } from './ids.ts'
import { actions, alert, context, header, input, modal, type Part, section, textInput } from './kit.ts'
import { joined, kanaOf, listLine, nameOf } from './memberLine.ts'
import { ref, refWithReply } from './refs.ts'
import { cancelButton, deciding } from './settlement.ts'
import { settlementBlocks } from './settlementFields.ts'
import { endLine, itemBlocks, numbersOf, ownLine, requestLine, totalYen } from './settlementLines.ts'
import type { Text } from './text.ts'

/** Members that one screen names, and the items of each. */
const MOST_MEMBERS = 30
const MOST_LINES = 15
const MOST_NOTE = 1000

/** 山田 太郎（ヤマダ タロウ） */
function whoIs(member: Parameters<typeof nameOf>[0], text: Text): string {
  const [name, kana] = [nameOf(member), kanaOf(member)]
  return `${name === '' ? text.screens.card.noName : name}${kana === '' ? '' : `（${kana}）`}`
}

/**
 * The form that asks the treasurer about a member's open invoices; without a button where none can be asked about.
 *
 * @param more the kept response_url that the outcome goes to, and why the form was refused before
 */
export function settlementModal(
  { societyId, member, reasons }: SettlementPreview,
  more: { readonly reply?: number | undefined; readonly notice?: readonly Part[] },
  text: Text,
): ModalView {
  const { form } = text.settlement
  const free = member.openInvoices.some(({ requestedIn }) => requestedIn === null)
  const element = textInput({ action: fieldAction('note'), multiline: true, max: MOST_NOTE })
  return modal({
    callback: CALLBACK.settlement,
    title: form.title,
    close: text.screens.close,
    ...(free ? { submit: form.submit } : {}),
    metadata: refWithReply([societyId, member.id], more.reply),
    blocks: [
      ...(more.notice === undefined ? [] : [alert(more.notice, 'error')]),
      section([
        { bold: member.number },
        `　${listLine(whoIs(member, text))}`,
        member.affiliation === null ? '' : `\n${listLine(member.affiliation)}`,
      ]),
      ...(free ? [] : [section(form.nothing)]),
      ...settlementBlocks(member.openInvoices, reasons, text),
      ...(free ? [input({ id: 'note', label: form.note, hint: form.noteHint, element })] : []),
    ],
  })
}

/** 会員を確認: who is behind the numbers, what was typed, and what the reader may do. */
export function approvalModal(view: ApprovalView, text: Text, notice: readonly Part[] = []): ModalView {
  const { approval, members } = view
  const { request } = text.settlement
  const { id, society, held, note, decisionNote, state } = approval
  const more = members.length - MOST_MEMBERS
  const end = endLine(approval, text)
  const total = request.total(approval.items.length, totalYen(approval))
  return modal({
    callback: CALLBACK.approval,
    title: text.settlement.view.title,
    close: text.screens.close,
    metadata: ref(society.id, id),
    blocks: [
      ...(notice.length === 0 ? [] : [alert(notice, 'error')]),
      header(request.heading[state]),
      context(`${request.receipt(id)}${text.screens.separator}${total}`),
      ...members.slice(0, MOST_MEMBERS).map((member) => memberSection(member, approval, text)),
      ...(more > 0 ? [context(text.members.more(more))] : []),
      ...(held > 0 && state === 'pending' ? [section(request.held(held))] : []),
      ...(note === null ? [] : [section([{ bold: request.note }, `\n${note}`])]),
      context(requestLine(approval, text)),
      ...(end.length === 0 ? [] : [section(end)]),
      ...(decisionNote === null ? [] : [section([{ bold: request.rejection }, `\n${decisionNote}`])]),
      ...buttonsOf(view, text),
    ],
  })
}

function memberSection(member: ApprovalMember, { items }: ApprovalFacts, text: Text): KnownBlock {
  const own = items.filter(({ invoice }) => invoice.memberId === member.id)
  const lines = own.slice(0, MOST_LINES).map((item) => `• ${listLine(ownLine(item, text))}`)
  const more = own.length - lines.length
  return section([
    { bold: member.number },
    `　${listLine(whoIs(member, text))}`,
    member.affiliation === null ? '' : `\n${listLine(member.affiliation)}`,
    lines.length === 0 ? '' : `\n${lines.join('\n')}`,
    more > 0 ? `\n${text.members.more(more)}` : '',
  ])
}

function buttonsOf({ approval, mayDecide, mayCancel }: ApprovalView, text: Text): KnownBlock[] {
  const buttons = [
    ...(mayDecide ? deciding(approval, text) : []),
    ...(mayCancel ? [cancelButton(approval.society.id, approval.id, text)] : []),
  ]
  return buttons.length === 0 ? [] : [actions(block('decision'), buttons)]
}

/** Asks why a request is rejected. */
export function rejectionModal(approval: ApprovalFacts, reply: number | undefined, text: Text): ModalView {
  const { rejection, request } = text.settlement
  const { id, society } = approval
  return modal({
    callback: CALLBACK.rejection,
    title: rejection.title,
    submit: rejection.submit,
    close: text.screens.close,
    metadata: refWithReply([society.id, id], reply),
    blocks: [
      section([{ bold: request.receipt(id) }, `　${joined([numbersOf(approval, text)], '')}`]),
      ...itemBlocks(approval, text),
      input({
        id: 'note',
        label: rejection.reason,
        hint: rejection.hint,
        element: textInput({ action: fieldAction('note'), multiline: true, max: MOST_NOTE }),
        required: true,
      }),
    ],
  })
}
