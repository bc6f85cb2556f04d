import { ok } from '../../domain/core/result.ts'
import { listUnreconciled, MOST_CHECKED, reconcilePayments } from '../../domain/dues/reconcile.ts'
import { checkMessage } from '../../views/dues/checkList.ts'
import { ACTION } from '../../views/ids.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, type Route } from '../answer/route.ts'
import { refs } from './refs.ts'

/** The payments that are still to be checked; in place of the list where one of them was ticked off. */
export async function answerChecks(call: Call, kind: 'message' | 'replace'): Promise<Answer> {
  const list = await listUnreconciled(call.context)
  return list.ok ? ok({ kind, message: checkMessage(list.value, textOf(call.locale)) }) : list
}

async function tick(call: Call, ids: readonly number[]): Promise<Answer> {
  const { userId, messageTs = '' } = call.interaction
  const key = `payment.reconcile ${userId} ${messageTs} ${ids.join('.')}`
  const ticked = await reconcilePayments(call.context, ids, key)
  return ticked.ok ? answerChecks(call, 'replace') : ticked
}

/** 照合 by the treasurer. */
export const CHECK_ROUTES: readonly Route[] = [
  action({
    id: ACTION.reconcile,
    permission: 'settlement.decide',
    roles: 'dialog',
    input: refs(2, MOST_CHECKED - 1),
    handle: (call, [, ...ids]) => tick(call, ids),
  }),
]
