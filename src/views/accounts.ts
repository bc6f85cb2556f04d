import type { KnownBlock, ModalView } from '@slack/types'
import type { LostLetter } from '../domain/accounts/letters.ts'
import type { AccountView } from '../domain/accounts/office.ts'
import { ACTION, block, CALLBACK } from './ids.ts'
import {
  actions,
  alert,
  button,
  context,
  fields,
  type Message,
  message,
  modal,
  type Part,
  section,
} from './kit.ts'
import { nameOf } from './memberLine.ts'
import { partsOf } from './places.ts'
import { ref } from './refs.ts'
import { societyName, type Text } from './text.ts'
import { cardButton } from './withdrawal/outcome.ts'

/**
 * A member's login: what it is, what was mailed last, and what can be done with it.
 *
 * @param notice what was just done
 */
export function accountModal(view: AccountView, text: Text, notice?: Part | readonly Part[]): ModalView {
  const { accounts, members, screens } = text
  const { login, letter, address, number, name, refusal, kind } = view
  const shown = fields(
    [
      [accounts.member, `${number}　${nameOf(name)}`],
      [accounts.loginId, login?.loginId ?? accounts.noLogin],
      [accounts.status, login === null ? members.noAccount : members.account[login.status]],
      [accounts.address, address ?? accounts.noAddress],
      [
        accounts.letter,
        letter && accounts.letterLine(accounts.kind[letter.kind], accounts.state[letter.state], letter.at),
      ],
    ],
    300,
  )
  return modal({
    callback: CALLBACK.account,
    title: accounts.title,
    close: screens.close,
    metadata: ref(view.societyId, view.memberId),
    blocks: [
      ...(notice === undefined ? [] : [alert(notice, 'info')]),
      ...shown,
      refusal === null ? context(accounts.resetHint[kind]) : alert(partsOf(refusal, text), 'warning'),
      ...buttonBlocks(view, text),
    ],
  })
}

function buttonBlocks(
  { societyId, memberId, login, kind, refusal }: AccountView,
  { accounts }: Text,
): KnownBlock[] {
  const value = ref(societyId, memberId)
  const { text, ...confirm } = accounts.resetConfirm
  const buttons = [
    ...(refusal === null
      ? [
          button({
            action: ACTION.resetPassword,
            label: accounts.reset,
            value,
            style: 'primary',
            confirm: { ...confirm, text: text[kind] },
          }),
        ]
      : []),
    ...(login?.status === 'active'
      ? [
          button({
            action: ACTION.suspendAccount,
            label: accounts.suspend,
            value,
            confirm: { ...accounts.suspendConfirm, danger: true },
          }),
        ]
      : []),
    ...(login?.status === 'suspended'
      ? [
          button({
            action: ACTION.resumeAccount,
            label: accounts.resume,
            value,
            confirm: accounts.resumeConfirm,
          }),
        ]
      : []),
  ]
  return buttons.length === 0 ? [] : [actions(block('account'), buttons)]
}

/** To who asked for a mail that did not arrive for sure. */
export function lostLetterMessage(lost: LostLetter & { readonly societyId: number }, text: Text): Message {
  const words = text.accounts.lost
  const sentence = words[lost.state](lost.number)
  return message(sentence, [
    section(sentence),
    context(words.cause[lost.outcome] ?? words.otherCause),
    actions(block('lost'), [cardButton(lost.societyId, lost.memberId, text)]),
  ])
}

/** To the secretariat: a member has left by themselves. There is no card to open any more. */
export function leftMessage(
  number: string,
  society: { readonly name: string; readonly nameEn: string | null },
  text: Text,
): Message {
  const sentence = text.accounts.left(number, societyName(society, text))
  return message(sentence, [section(sentence)])
}
