import type { KnownBlock, ModalView } from '@slack/types'
import type { BatchPreview, BatchResult } from '../../domain/withdrawal/batch.ts'
import type { MembershipFacts } from '../../domain/withdrawal/facts.ts'
import { fieldAction } from '../fieldIds.ts'
import { ACTION, block, CALLBACK } from '../ids.ts'
import {
  actions,
  alert,
  button,
  cleanLine,
  context,
  cut,
  divider,
  groupedSelect,
  input,
  type Message,
  message,
  modal,
  numberInput,
  type Part,
  section,
} from '../kit.ts'
import { listLine, nameOf } from '../memberLine.ts'
import { ref, refWithReply } from '../refs.ts'
import { cancelButton } from '../settlement.ts'
import type { Text } from '../text.ts'
import { dateInput, endPositionsInput, noteInput, reasonInput } from './dialog.ts'

/** Lines in one section, so that each section keeps within Slack's 3,000 characters. */
const LINES = 20

export interface BatchGiven {
  readonly preview: BatchPreview
  /** The kept response_url that the outcome goes to. */
  readonly reply: number | undefined
  readonly notice?: readonly Part[]
  /** The sentence of a refusal, on one line. */
  readonly causeOf: (blocked: BatchPreview['blocked'][number]) => string
}

/** Who is ready, who owes, who stays and why; then one set of terms for all, confirmed by typing the count. */
export function batchModal(given: BatchGiven, text: Text): ModalView {
  const { preview, reply, notice, causeOf } = given
  const { withdrawal } = text
  const { batch } = withdrawal
  const { ready, owing, blocked, societyId, selectionId } = preview
  return modal({
    callback: CALLBACK.withdrawalBatch,
    title: batch.title,
    submit: batch.submit,
    close: text.screens.close,
    // Counts are one more, since an id is never 0.
    metadata: refWithReply([societyId, selectionId, ready.length + 1, owing.length + 1], reply),
    blocks: [
      ...(notice === undefined ? [] : [alert(notice, 'warning')]),
      ...group(
        batch.ready(ready.length),
        ready.map((member) => batch.line(member.number, nameOf(member))),
      ),
      ...group(
        batch.owing(owing.length),
        owing.map((member) => owingLine(member, preview.seesDues, text)),
      ),
      ...group(
        batch.blocked(blocked.length),
        blocked.map((one) => batch.blockedLine(one.member.number, cut(cleanLine(causeOf(one)), 90))),
      ),
      divider(),
      ...settleBlocks(preview, text),
      ...termBlocks(preview, text),
      input({
        id: 'count',
        label: batch.count,
        hint: batch.countHint(ready.length, ready.length + (preview.mayRequest ? owing.length : 0)),
        element: numberInput({ action: fieldAction('count'), least: 1, most: 100 }),
        required: true,
      }),
    ],
  })
}

function group(title: string, lines: readonly string[]): KnownBlock[] {
  if (lines.length === 0) return []
  const sections: KnownBlock[] = []
  for (let start = 0; start < lines.length; start += LINES) {
    const some = lines.slice(start, start + LINES).map(listLine)
    sections.push(section(some.join('\n')))
  }
  return [section({ bold: title }), ...sections]
}

function owingLine(member: MembershipFacts, seesDues: boolean, { withdrawal, members }: Text): string {
  const { openInvoices, number } = member
  const { batch } = withdrawal
  if (!seesDues) return batch.line(number, nameOf(member))
  const yen = openInvoices.reduce((sum, { amountYen, paidYen }) => sum + amountYen - paidYen, 0)
  return batch.owingLine(number, nameOf(member), openInvoices.length, members.yen(yen))
}

/** One choice for every open invoice of all who owe. */
function settleBlocks(
  { owing, blocked, mayRequest, seesDues, reasons }: BatchPreview,
  text: Text,
): KnownBlock[] {
  const owes = owing.length > 0 || blocked.some(({ member }) => member.openInvoices.length > 0)
  if (!owes || !mayRequest || !seesDues) return []
  const { batch } = text.withdrawal
  const { kinds, groups } = text.settlement.fields
  const items = (kind: 'cancel' | 'paid_manually') =>
    reasons.settlement.map(({ code, label }) => ({
      value: `${kind}.${code}`,
      label: text.settlement.fields.choice(kinds[kind], text.pick(label)),
    }))
  return [
    input({
      id: 'settle',
      label: batch.settle,
      hint: batch.settleHint,
      element: groupedSelect({
        action: fieldAction('settle'),
        groups: [
          { label: batch.leaveGroup, items: [{ value: 'leave', label: batch.leave }] },
          { label: groups.cancel, items: items('cancel') },
          { label: groups.paid_manually, items: items('paid_manually') },
        ],
        chosen: 'leave',
      }),
      required: true,
    }),
  ]
}

function termBlocks({ today, reasons, ready, owing, blocked }: BatchPreview, text: Text): KnownBlock[] {
  const { withdrawal } = text
  const everybody = [...ready, ...owing, ...blocked.map(({ member }) => member)]
  const holds = everybody.some(({ holdings }) => holdings.length > 0)
  return [
    dateInput('acceptedOn', withdrawal.acceptedOn, today),
    dateInput('withdrawnOn', withdrawal.withdrawnOn, today, withdrawal.withdrawnOnHint(null)),
    reasonInput(reasons.withdrawal, text),
    ...(holds ? [endPositionsInput(text)] : []),
    noteInput(text),
    context(withdrawal.unchanged),
  ]
}

/** What became of the batch, with the button that undoes it as a whole. */
export function batchOutcome(societyId: number, result: BatchResult, text: Text): Message {
  const { batch } = text.withdrawal
  const { kind, ready, held, staying, approvalId, withdrawnOn, taskId } = result
  const lines = [
    ...(ready === 0
      ? []
      : [kind === 'now' ? batch.done(ready, withdrawnOn) : batch.dated(ready, withdrawnOn)]),
    ...(approvalId === null ? [] : [batch.held(held, approvalId)]),
    ...(staying === 0 ? [] : [batch.staying(staying)]),
  ]
  const inverse = [
    ...(kind === 'now' && ready > 0
      ? [
          button({
            action: ACTION.undoBatch,
            label: batch.undo(ready),
            value: ref(societyId, taskId),
            confirm: text.withdrawal.undoConfirm,
          }),
        ]
      : []),
    ...(approvalId === null ? [] : [cancelButton(societyId, approvalId, text)]),
  ]
  return message(lines[0] ?? batch.title, [
    section(lines.join('\n')),
    ...(inverse.length === 0 ? [] : [actions(block('outcome'), inverse)]),
  ])
}
