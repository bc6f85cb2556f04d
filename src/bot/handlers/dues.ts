import { ok } from '../../domain/core/result.ts'
import { viewLedger } from '../../domain/dues/ledger.ts'
import type { MemberRef } from '../../domain/members/locate.ts'
import { duesModal } from '../../views/dues/ledger.ts'
import { ACTION } from '../../views/ids.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, command, type Route } from '../answer/route.ts'
import { readNumber } from './card.ts'
import { refs } from './refs.ts'
import { pendingAnswer } from './settlements.ts'

async function openDues(call: Call, ref: MemberRef, reply: number | undefined): Promise<Answer> {
  const ledger = await viewLedger(call.context, ref)
  if (!ledger.ok) return ledger
  return ok({ kind: 'modal', view: duesModal(ledger.value, reply, textOf(call.locale)) })
}

/** A member's dues, by command and from wherever a member is shown. */
export const DUES_ROUTES: readonly Route[] = [
  command({
    id: 'dues',
    verbs: { ja: ['請求', '会費'], en: ['invoice', 'dues'] },
    permission: 'dues.read',
    roles: 'dialog',
    // Without a number: what waits for the treasurer.
    parse: (rest) => (rest.trim() === '' ? ok(null) : readNumber(rest)),
    handle: async (call, ref) =>
      ref === null ? pendingAnswer(call) : openDues(call, ref, await call.keepReplyUrl()),
  }),
  action({
    id: ACTION.openDues,
    permission: 'dues.read',
    roles: 'dialog',
    input: refs(2, 1),
    handle: async (call, [, id = 0, reply]) => openDues(call, { id }, reply ?? (await call.keepReplyUrl())),
  }),
]
