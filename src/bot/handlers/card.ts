import type { DomainError } from '../../domain/core/errors.ts'
import { err, ok } from '../../domain/core/result.ts'
import { viewCard } from '../../domain/members/card.ts'
import type { MemberRef } from '../../domain/members/locate.ts'
import { foldNumber } from '../../domain/search/fold.ts'
import { cardModal } from '../../views/card.ts'
import { ACTION, allNumbered, MOST_NUMBERED } from '../../views/ids.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, command, type Route } from '../answer/route.ts'
import { refs } from './refs.ts'

/** @param carried the kept response_url of a card that is drawn anew */
export async function show(
  call: Call,
  ref: MemberRef,
  kind: 'modal' | 'update',
  carried?: number,
): Promise<Answer> {
  const [card, kept] = await Promise.all([
    viewCard(call.context, ref),
    carried === undefined ? call.keepReplyUrl() : carried,
  ])
  return card.ok ? ok({ kind, view: cardModal(card.value, textOf(call.locale), kept) }) : card
}

export function readNumber(rest: string) {
  const typed = rest.trim()
  if (typed === '') return err<DomainError>({ code: 'number-needed' })
  return foldNumber(typed).length > 32
    ? err<DomainError>({ code: 'too-long', limit: 32 })
    : ok({ number: typed })
}

/** The member's card, from wherever a member is named. */
export const CARD_ROUTES: readonly Route[] = [
  command({
    id: 'show',
    verbs: { ja: ['詳細', 'カード'], en: ['show', 'card'] },
    permission: 'member.read',
    roles: 'dialog',
    parse: readNumber,
    handle: (call, ref) => show(call, ref, 'modal'),
  }),
  ...[ACTION.showMember, ...allNumbered(ACTION.showMember, MOST_NUMBERED.related)].map((id) =>
    action({
      id,
      permission: 'member.read',
      roles: 'dialog',
      input: refs(2),
      handle: (call, [, memberId = 0]) => show(call, { id: memberId }, 'modal'),
    }),
  ),
  action({
    id: ACTION.reloadCard,
    permission: 'member.read',
    input: refs(2, 1),
    handle: (call, [, id = 0, reply]) => show(call, { id }, 'update', reply),
  }),
]
