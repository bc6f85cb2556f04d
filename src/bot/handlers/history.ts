import { type Turned, viewHistory } from '../../domain/audit/history.ts'
import { ok } from '../../domain/core/result.ts'
import type { MemberRef } from '../../domain/members/locate.ts'
import { historyModal } from '../../views/history/member.ts'
import { ACTION } from '../../views/ids.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, command, type Route } from '../answer/route.ts'
import { readNumber } from './card.ts'
import { refs } from './refs.ts'

async function show(call: Call, ref: MemberRef, kind: 'modal' | 'update', turned?: Turned): Promise<Answer> {
  const page = await viewHistory(call.context, ref, turned)
  return page.ok ? ok({ kind, view: historyModal(page.value, textOf(call.locale)) }) : page
}

/** 履歴: by number, also of somebody who was erased, and from the card. */
export const HISTORY_ROUTES: readonly Route[] = [
  command({
    id: 'history',
    verbs: { ja: ['履歴'], en: ['history'] },
    permission: 'history.read',
    roles: 'dialog',
    parse: readNumber,
    handle: (call, ref) => show(call, ref, 'modal'),
  }),
  action({
    id: ACTION.openHistory,
    permission: 'history.read',
    roles: 'dialog',
    input: refs(2),
    handle: (call, [, id = 0]) => show(call, { id }, 'modal'),
  }),
  ...[ACTION.newerHistory, ACTION.olderHistory].map((id) =>
    action({
      id,
      permission: 'history.read',
      input: refs(4),
      handle: (call, [, memberId = 0, anchor = 0, page = 1]) =>
        show(call, { id: memberId }, 'update', { anchor, page }),
    }),
  ),
]
