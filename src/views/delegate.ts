import type { KnownBlock, ModalView } from '@slack/types'
import type { Delegate } from '../domain/society/delegate.ts'
import { fieldAction } from './fieldIds.ts'
import { ACTION, block, CALLBACK } from './ids.ts'
import {
  button,
  context,
  datepicker,
  divider,
  header,
  input,
  type Message,
  message,
  modal,
  type Part,
  section,
  usersSelect,
} from './kit.ts'
import { ref, refWithReply } from './refs.ts'
import { personOf, societyName, type Text } from './text.ts'

/** Delegates that one screen shows; nobody names that many. */
const MOST_SHOWN = 20

export interface DelegateGiven {
  readonly societyId: number
  readonly delegates: readonly Delegate[]
  readonly today: string
  readonly reply?: number | undefined
}

/** For the 会長: names a 会計代行者, and shows who is one. */
export function delegateModal({ societyId, delegates, today, reply }: DelegateGiven, text: Text): ModalView {
  const { delegate } = text.settlement
  const days = (id: 'fromOn' | 'toOn', label: string, more: { initial?: string; hint?: string }) =>
    input({
      id,
      label,
      element: datepicker({ action: fieldAction(id), ...(more.initial ? { initial: more.initial } : {}) }),
      required: true,
      ...(more.hint ? { hint: more.hint } : {}),
    })
  return modal({
    callback: CALLBACK.delegate,
    title: delegate.title,
    submit: delegate.submit,
    close: text.screens.close,
    metadata: refWithReply([societyId], reply),
    blocks: [
      section(delegate.intro),
      input({
        id: 'user',
        label: delegate.user,
        element: usersSelect({ action: fieldAction('user') }),
        required: true,
      }),
      days('fromOn', delegate.from, { initial: today }),
      days('toOn', delegate.to, { hint: delegate.toHint }),
      divider(),
      header(delegate.current),
      ...(delegates.length === 0 ? [context(delegate.none)] : []),
      ...delegates.slice(0, MOST_SHOWN).map((one) => delegateRow(societyId, one, text)),
    ],
  })
}

function delegateRow(societyId: number, { id, userId, fromOn, toOn }: Delegate, text: Text): KnownBlock {
  const { delegate } = text.settlement
  return section([{ user: userId }, `　${text.members.period(fromOn, toOn)}`], {
    id: block('delegate', id),
    accessory: button({
      action: ACTION.endDelegate,
      label: delegate.end,
      value: ref(societyId, id),
      confirm: delegate.endConfirm,
    }),
  })
}

/** To the 会長, once it is done. */
export function namedMessage({ userId, fromOn, toOn }: Delegate, { settlement }: Text): Message {
  const parts: Part[] = [{ user: userId }, settlement.delegate.named(fromOn, toOn)]
  return message(settlement.delegate.title, [section(parts)])
}

/** To the one named. */
export function delegateMessage(
  given: {
    readonly society: { readonly name: string; readonly nameEn: string | null }
    readonly fromOn: string
    readonly toOn: string
    /** `team:user` */
    readonly namedBy: string
  },
  text: Text,
): Message {
  const { delegate } = text.settlement
  return message(delegate.title, [
    section(delegate.told(societyName(given.society, text), given.fromOn, given.toOn)),
    context([delegate.namedBy, personOf(given.namedBy, text)]),
  ])
}
