import type { KnownBlock } from '@slack/types'
import type { Waiting, WaitingList } from '../../domain/withdrawal/waiting.ts'
import { block } from '../ids.ts'
import { context, header, type Message, message, type Part, section } from '../kit.ts'
import { personOf, type Text } from '../text.ts'
import { cancelButton } from './outcome.ts'

/** Withdrawals to come, each with the button that cancels it. */
export function waitingMessage({ societyId, planned, held, more }: WaitingList, text: Text): Message {
  const { waiting, told } = text.withdrawal
  const row = (what: 'planned' | 'held', one: Waiting, line: string): KnownBlock => {
    const { memberId, number, requestedBy } = one
    const spoken = waiting.cancelSpoken(number)
    const parts: readonly Part[] = [
      { bold: number },
      `　${line}　${waiting.by} `,
      personOf(requestedBy, text),
    ]
    const cancel = cancelButton(what, { societyId, memberId, label: waiting.cancel, spoken }, text)
    return section(parts, { id: block(what, memberId), accessory: cancel })
  }
  const reasonOf = (code: string) => text.members.reason(code)
  const rows = [
    ...group(
      waiting.planned,
      planned.map((one) => row('planned', one, waiting.line(one.withdrawnOn, reasonOf(one.reason)))),
    ),
    ...group(
      waiting.held,
      held.map((one) =>
        row('held', one, waiting.heldLine(one.withdrawnOn, reasonOf(one.reason), one.approvalId)),
      ),
    ),
  ]
  return message(waiting.heading, [
    header(waiting.heading),
    ...(rows.length === 0 ? [section(waiting.none)] : rows),
    ...(more > 0 ? [context(told.more(more))] : []),
  ])
}

function group(title: string, rows: readonly KnownBlock[]): KnownBlock[] {
  return rows.length === 0 ? [] : [context(title), ...rows]
}
