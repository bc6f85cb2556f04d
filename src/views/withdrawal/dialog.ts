import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import type { WithdrawalPreview } from '../../domain/withdrawal/preview.ts'
import type { Reason } from '../../domain/withdrawal/reasons.ts'
import { fieldAction, fieldBlock } from '../fieldIds.ts'
import { ACTION, block, CALLBACK } from '../ids.ts'
import {
  actions,
  alert,
  button,
  checkboxes,
  context,
  datepicker,
  divider,
  type Field,
  fields,
  header,
  input,
  modal,
  type Part,
  section,
  select,
  textInput,
} from '../kit.ts'
import { joined, kanaOf, nameOf } from '../memberLine.ts'
import { ref, refWithReply } from '../refs.ts'
import { settlementBlocks } from '../settlementFields.ts'
import type { Text } from '../text.ts'

/** What the dialog is drawn from. */
export interface WithdrawalGiven {
  readonly preview: WithdrawalPreview
  /** The kept response_url that the outcome goes to. */
  readonly reply?: number | undefined
  /** 退会日 as filled in by us, and how often: Slack keeps what was typed while the block_id stays. */
  readonly dated?: { readonly day: string; readonly resets: number }
  /** Why it stands here again instead of being done. */
  readonly notice?: readonly Part[]
}

/** Longest note. */
const NOTE = 500

/** Who it is, what is owed, which offices are held, when, why, and what will change: everything on one screen. */
export function withdrawalModal(given: WithdrawalGiven, text: Text): ModalView {
  const { preview, reply, notice } = given
  const { withdrawal } = text
  const { member, societyId } = preview
  return modal({
    callback: CALLBACK.withdrawal,
    title: withdrawal.title,
    submit: withdrawal.submit,
    close: text.screens.close,
    metadata: refWithReply([societyId, member.id, member.version], reply),
    blocks: [
      ...(notice === undefined ? [] : [alert(notice, 'warning')]),
      section({ bold: withdrawal.question }),
      ...fields(whoFields(preview, text)),
      divider(),
      ...duesBlocks(preview, text),
      ...positionBlocks(preview, text),
      divider(),
      ...termBlocks(given, text),
      divider(),
      ...changeBlocks(preview, text),
    ],
  })
}

/** Number, name and kana, affiliation: whoever clicks must see whom it is about. */
function whoFields({ member }: WithdrawalPreview, text: Text): Field[] {
  const { members, pick } = text
  const kana = kanaOf(member)
  return [
    [members.number, member.number],
    [members.name, `${nameOf(member)}${kana === '' ? '' : `（${kana}）`}`],
    [members.affiliation, member.affiliation],
    [members.type, member.type === null ? members.noType : pick(member.type)],
  ]
}

function duesBlocks({ member, seesDues, mayRequest, reasons }: WithdrawalPreview, text: Text): KnownBlock[] {
  const { withdrawal } = text
  const { openInvoices } = member
  const heading = section({ bold: withdrawal.dues })
  if (openInvoices.length === 0) return [heading, context(withdrawal.duesNone)]
  if (!seesDues || !mayRequest) return [heading, alert(withdrawal.duesHidden(openInvoices.length), 'warning')]
  return [
    heading,
    ...settlementBlocks(openInvoices, reasons.settlement, text),
    input({
      id: 'hold',
      label: withdrawal.after,
      hint: withdrawal.holdHint,
      element: checkboxes({
        action: fieldAction('hold'),
        items: [{ value: 'hold', label: withdrawal.hold }],
        chosen: ['hold'],
      }),
    }),
  ]
}

function positionBlocks({ member }: WithdrawalPreview, text: Text): KnownBlock[] {
  const { withdrawal, pick, screens } = text
  if (member.holdings.length === 0) return []
  const names = joined(
    member.holdings.map(({ position }) => pick(position)),
    screens.separator,
  )
  return [divider(), section({ bold: withdrawal.positions(names) }), endPositionsInput(text)]
}

function termBlocks({ preview, dated }: WithdrawalGiven, text: Text): KnownBlock[] {
  const { withdrawal } = text
  const { today, earliest, yearEnd, reasons, societyId, member } = preview
  return [
    dateInput('acceptedOn', withdrawal.acceptedOn, today),
    input({
      id: fieldBlock('withdrawnOn', dated?.resets ?? 0),
      label: withdrawal.withdrawnOn,
      hint: withdrawal.withdrawnOnHint(earliest),
      element: datepicker({ action: fieldAction('withdrawnOn'), initial: dated?.day ?? today }),
      required: true,
    }),
    ...(yearEnd === null
      ? []
      : [
          actions(block('year-end'), [
            button({
              action: ACTION.dateYearEnd,
              label: withdrawal.yearEnd(yearEnd),
              value: ref(societyId, member.id),
            }),
          ]),
        ]),
    reasonInput(reasons.withdrawal, text),
    noteInput(text),
  ]
}

export function dateInput(id: string, label: string, initial: string, hint?: string): InputBlock {
  const element = datepicker({ action: fieldAction(id), initial })
  return input({ id, label, element, required: true, ...(hint === undefined ? {} : { hint }) })
}

export function reasonInput(reasons: readonly Reason[], { withdrawal, pick }: Text): InputBlock {
  const element = select({
    action: fieldAction('reason'),
    items: reasons.map(({ code, label }) => ({ value: code, label: pick(label) })),
    placeholder: withdrawal.reasonPlaceholder,
  })
  return input({ id: 'reason', label: withdrawal.reason, element, required: true })
}

export function endPositionsInput({ withdrawal }: Text): InputBlock {
  const items = [{ value: 'end', label: withdrawal.endPositions }]
  const element = checkboxes({ action: fieldAction('endPositions'), items })
  return input({ id: 'endPositions', label: withdrawal.endPositionsLabel, element })
}

export function noteInput({ withdrawal }: Text): InputBlock {
  const element = textInput({ action: fieldAction('note'), multiline: true, max: NOTE })
  return input({ id: 'note', label: withdrawal.note, hint: withdrawal.noteHint, element })
}

function changeBlocks({ member, paidAhead }: WithdrawalPreview, text: Text): KnownBlock[] {
  const { withdrawal, members, pick } = text
  const type = member.type === null ? members.noType : pick(member.type)
  const lines = [
    withdrawal.changeLine(
      members.lifecycle,
      members.status('active', null),
      members.status('withdrawn', null),
    ),
    withdrawal.changeLine(members.feePlan, members.plan[member.feePlan], members.plan.free),
    withdrawal.changeLine(members.type, type, members.noType),
  ]
  const paid = paidAhead.map(({ year, item, paidYen }) =>
    joined([members.fiscalYear(year), pick(item), members.yen(paidYen)], '　'),
  )
  return [
    header(withdrawal.changes),
    section(lines.join('\n')),
    context(withdrawal.unchanged),
    ...(paid.length === 0 ? [] : [alert(withdrawal.paidAhead(joined(paid, '、')), 'info')]),
  ]
}
