import type { KnownBlock } from '@slack/types'
import type { ApprovalFacts } from '../domain/approvals/load.ts'
import type { PendingList } from '../domain/approvals/pending.ts'
import { ACTION, block } from './ids.ts'
import { button, context, divider, header, type Message, message, section } from './kit.ts'
import { ref } from './refs.ts'
import { cancelButton } from './settlement.ts'
import { numbersOf, requestLine, totalYen } from './settlementLines.ts'
import type { Text } from './text.ts'

/** `/member 請求` alone: everything that waits, each with a button that opens it. */
export function pendingMessage(list: PendingList, text: Text): Message {
  const { list: words } = text.settlement
  return message(words.heading(list.count), [
    header(words.heading(list.count)),
    ...rows(list, 'pending', text),
    context(words.howTo),
  ])
}

/** 会計承認待ち on App Home. At most 13 blocks. */
export function decideBlocks(list: PendingList, text: Text): KnownBlock[] {
  return [divider(), header(text.settlement.list.heading(list.count)), ...rows(list, 'decide', text)]
}

/** あなたの申請 on App Home; nothing where none waits. At most 22 blocks. */
export function ownBlocks(list: PendingList, text: Text): KnownBlock[] {
  if (list.count === 0) return []
  return [divider(), header(text.settlement.list.own(list.count)), ...rows(list, 'own', text)]
}

function rows({ count, requests }: PendingList, place: 'pending' | 'decide' | 'own', text: Text) {
  const more = count - requests.length
  return [
    ...(count === 0 ? [section(text.settlement.list.none)] : []),
    ...requests.map((approval) => row(approval, place, text)),
    ...(more > 0 ? [context(text.members.more(more))] : []),
  ]
}

/** One button beside it: what waits for others is opened, one's own is taken back. */
function row(approval: ApprovalFacts, place: string, text: Text): KnownBlock {
  const { request } = text.settlement
  const { id, society } = approval
  const open = button({
    action: ACTION.viewApproval,
    label: request.open,
    value: ref(society.id, id),
    spoken: request.openSpoken(id),
  })
  return section(
    [
      { bold: request.receipt(id) },
      `　${numbersOf(approval, text)}　${request.total(approval.items.length, totalYen(approval))}\n`,
      ...requestLine(approval, text),
    ],
    {
      id: block(place, id),
      accessory: place === 'own' ? cancelButton(society.id, id, text) : open,
    },
  )
}
