import type { KnownBlock, ModalView } from '@slack/types'
import type { RoleCheck, RoleDrift, Stander } from '../../domain/positions/drift.ts'
import { fieldAction, fieldBlock } from '../fieldIds.ts'
import { ACTION, block, CALLBACK } from '../ids.ts'
import {
  actions,
  alert,
  button,
  context,
  divider,
  header,
  input,
  type Message,
  message,
  modal,
  type Part,
  section,
  textInput,
  usersSelect,
} from '../kit.ts'
import { ref, refWithReply } from '../refs.ts'
import { societyName, type Text } from '../text.ts'

export interface ReviewGiven {
  readonly drift: RoleDrift
  readonly reply?: number | undefined
  readonly notice?: readonly Part[]
  /** What was done just now. */
  readonly done?: string
  /** How often the form was emptied. */
  readonly resets?: number
}

/** People of one role that a screen names: whoever is not in order comes first. */
const SHOWN = 15

/** Who is in which role against the offices held, and the form that says which member somebody is. */
export function reviewModal({ drift, reply, notice, done, resets }: ReviewGiven, text: Text): ModalView {
  const { review } = text.settings
  const { societyId, roles, open } = drift
  return modal({
    callback: CALLBACK.roleReview,
    title: review.title,
    submit: review.submit,
    close: text.screens.close,
    metadata: refWithReply([societyId], reply),
    blocks: [
      ...(notice === undefined ? [] : [alert(notice, 'warning')]),
      ...(done === undefined ? [] : [alert(done, 'info')]),
      section({ bold: review.summary(open) }),
      ...roles.flatMap((role) => roleBlocks(role, text)),
      actions(block('review'), [button({ action: ACTION.confirmRoles, label: review.confirm })]),
      divider(),
      header(review.link),
      input({
        id: fieldBlock('user', resets),
        label: review.user,
        element: usersSelect({ action: fieldAction('linkUser') }),
        required: true,
      }),
      input({
        id: fieldBlock('number', resets),
        label: review.number,
        hint: review.numberHint,
        element: textInput({ action: fieldAction('linkNumber'), max: 32 }),
      }),
    ],
  })
}

function roleBlocks({ label, standers }: RoleCheck, text: Text): KnownBlock[] {
  const { review } = text.settings
  const sorted = [...standers].sort((a, b) => Number(a.finding === 'ok') - Number(b.finding === 'ok'))
  const lines = sorted.slice(0, SHOWN).map((stander) => context(lineOf(stander, text)))
  return [
    section({ bold: text.pick(label) }),
    ...(standers.length === 0 ? [context(review.nobody)] : lines),
    ...(sorted.length > SHOWN ? [context(review.more(sorted.length - SHOWN))] : []),
  ]
}

function lineOf({ userId, number, finding }: Stander, { settings, screens }: Text): Part[] {
  const { review } = settings
  return [
    ...(userId === null ? [] : [{ user: userId }, '　']),
    // Who needs no office needs no record either.
    number === null && finding === 'ok'
      ? review.findings.ok
      : `${number ?? review.unknownMember}${screens.colon}${review.findings[finding]}`,
  ]
}

/** Once a year, to whoever may change the settings. */
export function reviewReminder(
  society: { readonly id: number; readonly name: string; readonly nameEn: string | null },
  text: Text,
): Message {
  const { review } = text.settings
  const sentence = review.reminder(societyName(society, text))
  return message(sentence, [
    section(sentence),
    actions(block('review'), [
      button({ action: ACTION.openRoleReview, label: review.open, value: ref(society.id), style: 'primary' }),
    ]),
  ])
}
