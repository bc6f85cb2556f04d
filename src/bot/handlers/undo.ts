import { ok } from '../../domain/core/result.ts'
import { cancelPlanned } from '../../domain/withdrawal/dated.ts'
import { cancelHeld } from '../../domain/withdrawal/held.ts'
import { type Undone, undoWithdrawals } from '../../domain/withdrawal/undo.ts'
import { undoRejoin } from '../../domain/withdrawal/undoRejoin.ts'
import { listWaiting } from '../../domain/withdrawal/waiting.ts'
import { ACTION, block } from '../../views/ids.ts'
import { textOf } from '../../views/text.ts'
import { settledMessage } from '../../views/withdrawal/outcome.ts'
import { waitingMessage } from '../../views/withdrawal/waiting.ts'
import { type Answer, action, type Call, type Route } from '../answer/route.ts'
import { show } from './card.ts'
import { buttonKey } from './redraw.ts'
import { refs } from './refs.ts'

/** Numbers that one sentence names. */
const NAMED = 10

async function undo(
  call: Call,
  societyId: number,
  undone: Awaited<ReturnType<typeof undoRejoin>>,
  say: (numbers: string) => string,
): Promise<Answer> {
  if (!undone.ok) return undone
  const { members }: Undone = undone.value
  const text = textOf(call.locale)
  const named = members.slice(0, NAMED).map(({ number }) => number)
  const numbers = named.join(text.screens.separator) + (members.length > NAMED ? '…' : '')
  const [only] = members.length === 1 ? members : []
  return ok({ kind: 'replace', message: settledMessage(say(numbers), societyId, only?.id ?? null, text) })
}

/** Takes back a dated or held withdrawal, and draws anew where the button stands: the card, the list, or the message. */
async function cancel(
  call: Call,
  what: 'planned' | 'held',
  societyId: number,
  memberId: number,
): Promise<Answer> {
  const { context, interaction } = call
  const key = buttonKey(call, `cancel ${what} ${memberId}`)
  const cancelled = await (what === 'planned' ? cancelPlanned : cancelHeld)(context, memberId, key)
  if (!cancelled.ok) return cancelled
  if (interaction.view?.type === 'modal') return show(call, { id: memberId }, 'update')
  const text = textOf(call.locale)
  if (interaction.blockId === block(what, memberId)) {
    const waiting = await listWaiting(context)
    return waiting.ok ? ok({ kind: 'replace', message: waitingMessage(waiting.value, text) }) : waiting
  }
  const sentence = text.withdrawal.cancelled(cancelled.value.number)
  return ok({ kind: 'replace', message: settledMessage(sentence, societyId, memberId, text) })
}

/** What takes a withdrawal or a rejoining back: the buttons on their messages, on the card and in the list. */
export const UNDO_ROUTES: readonly Route[] = [
  action({
    id: ACTION.undoWithdrawal,
    permission: 'member.write',
    roles: 'dialog',
    input: refs(3),
    handle: async (call, [societyId = 0, memberId = 0, termId = 0]) => {
      const key = buttonKey(call, `undo ${memberId}.${termId}`)
      const undone = await undoWithdrawals(call.context, { memberId, termId }, key)
      return undo(call, societyId, undone, textOf(call.locale).withdrawal.undone)
    },
  }),
  action({
    id: ACTION.undoBatch,
    permission: 'member.write',
    roles: 'dialog',
    input: refs(2),
    handle: async (call, [societyId = 0, taskId = 0]) => {
      const undone = await undoWithdrawals(call.context, { taskId }, buttonKey(call, `undo task ${taskId}`))
      return undo(call, societyId, undone, textOf(call.locale).withdrawal.undone)
    },
  }),
  action({
    id: ACTION.undoRejoin,
    permission: 'member.write',
    roles: 'dialog',
    input: refs(3),
    handle: async (call, [societyId = 0, memberId = 0, termId = 0]) => {
      const key = buttonKey(call, `undo rejoin ${memberId}.${termId}`)
      const undone = await undoRejoin(call.context, { memberId, termId }, key)
      return undo(call, societyId, undone, textOf(call.locale).withdrawal.rejoin.undone)
    },
  }),
  ...(['planned', 'held'] as const).map((what) =>
    action({
      id: what === 'planned' ? ACTION.cancelPlanned : ACTION.cancelHeld,
      permission: 'member.write',
      roles: 'dialog',
      input: refs(2),
      handle: (call, [societyId = 0, memberId = 0]) => cancel(call, what, societyId, memberId),
    }),
  ),
]
