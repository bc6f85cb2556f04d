import type { KnownBlock, ModalView } from '@slack/types'
import type { RejoinPreview } from '../../domain/withdrawal/rejoin.ts'
import { fieldAction, fieldBlock } from '../fieldIds.ts'
import { CALLBACK } from '../ids.ts'
import {
  alert,
  context,
  divider,
  type Field,
  fields,
  header,
  input,
  modal,
  type Part,
  radio,
  section,
  select,
} from '../kit.ts'
import { kanaOf, nameOf } from '../memberLine.ts'
import { refWithReply } from '../refs.ts'
import type { Text } from '../text.ts'
import { dateInput } from './dialog.ts'

export interface RejoinGiven {
  readonly preview: RejoinPreview
  /** 料金体系 as chosen so far: it decides which types can be. */
  readonly feePlan: 'paid' | 'free'
  readonly reply?: number | undefined
  readonly notice?: readonly Part[]
}

/** Types of the two plans are two lists: each has its own block_id, so that a choice of one is not kept for the other. */
const TYPE_BLOCK = { paid: 0, free: 1 } as const

/** A withdrawn member comes back: same number, what they had before, and the choices that begin the new term. */
export function rejoinModal(given: RejoinGiven, text: Text): ModalView {
  const { preview, reply, notice } = given
  const { rejoin } = text.withdrawal
  const { member, societyId, application, today } = preview
  return modal({
    callback: CALLBACK.rejoin,
    title: rejoin.title,
    submit: rejoin.submit,
    close: text.screens.close,
    // Without an application its place holds the member: an id is never 0.
    metadata: refWithReply([societyId, member.id, member.version, application?.id ?? member.id], reply),
    blocks: [
      ...(notice === undefined ? [] : [alert(notice, 'warning')]),
      section({ bold: rejoin.question }),
      ...fields(whoFields(preview, text)),
      ...previousBlocks(preview, text),
      ...(application === null ? [] : [context(rejoin.application(application.number))]),
      divider(),
      context(rejoin.status),
      dateInput('rejoinedOn', rejoin.rejoinedOn, today, rejoin.rejoinedOnHint),
      boardBlock(preview, text),
      ...planBlocks(given, text),
    ],
  })
}

function whoFields({ member }: RejoinPreview, { members }: Text): Field[] {
  const kana = kanaOf(member)
  return [
    [members.number, member.number],
    [members.name, `${nameOf(member)}${kana === '' ? '' : `（${kana}）`}`],
    [members.affiliation, member.affiliation],
    [members.lifecycle, members.status(member.lifecycle, member.withdrawnOn)],
  ]
}

function previousBlocks({ member, previous, types, cancelledYen }: RejoinPreview, text: Text): KnownBlock[] {
  const { members, pick } = text
  const { rejoin } = text.withdrawal
  const type = types.find(({ id }) => id === previous.memberTypeId)
  const reason = member.withdrawalReason === null ? '' : members.reason(member.withdrawalReason)
  return [
    header(rejoin.previous),
    ...fields([
      [members.feePlan, members.plan[previous.feePlan]],
      [members.type, type === undefined ? members.noType : pick(type.label)],
      [members.boardAccess, members.board[member.boardAccess]],
      [members.withdrawnOn, rejoin.withdrawal(member.withdrawnOn ?? '', reason)],
    ]),
    ...(cancelledYen === null || cancelledYen === 0
      ? []
      : [alert(rejoin.cancelledYen(members.yen(cancelledYen)), 'info')]),
  ]
}

function boardBlock({ member }: RejoinPreview, text: Text): KnownBlock {
  const { rejoin } = text.withdrawal
  return input({
    id: 'boardAccess',
    label: rejoin.boardAccess,
    element: radio({
      action: fieldAction('boardAccess'),
      items: (['poster', 'reader'] as const).map((value) => ({
        value,
        label: rejoin.boardNames[value],
        description: rejoin.boardHints[value],
      })),
      chosen: [member.boardAccess],
    }),
    required: true,
  })
}

function planBlocks({ preview, feePlan }: RejoinGiven, text: Text): KnownBlock[] {
  const { members, pick } = text
  const { rejoin } = text.withdrawal
  const fitting = preview.types.filter((type) => type.feePlan === feePlan)
  const before = preview.previous.memberTypeId
  return [
    input({
      id: 'feePlan',
      label: rejoin.feePlan,
      element: radio({
        action: fieldAction('feePlan'),
        items: (['paid', 'free'] as const).map((value) => ({ value, label: members.plan[value] })),
        chosen: [preview.previous.feePlan],
      }),
      required: true,
      dispatch: true,
    }),
    fitting.length === 0
      ? context(rejoin.noTypes)
      : input({
          id: fieldBlock('memberType', TYPE_BLOCK[feePlan]),
          label: rejoin.memberType,
          hint: rejoin.memberTypeHint[feePlan],
          element: select({
            action: fieldAction('rejoinType'),
            items: fitting.map(({ id, label }) => ({ value: String(id), label: pick(label) })),
            chosen: before === null ? [] : [String(before)],
            placeholder: rejoin.memberTypePlaceholder,
          }),
          // Not required by Slack: which sentence is shown is ours to say.
        }),
  ]
}
