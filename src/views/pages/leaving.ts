import type { Leaving, LeavingRefused, SocietyNames } from '../../domain/accounts/leave.ts'
import { societyName, type Text } from '../text.ts'
import { html } from './html.ts'
import { type FormGiven, form, page, paragraphs } from './layout.ts'
import { PATH } from './paths.ts'
import { plainPage } from './plain.ts'

/** What leaving would do, and the button that does it. */
export function leavePage(
  { signature, token, leaving }: FormGiven & { readonly token: string; readonly leaving: Leaving },
  text: Text,
): string {
  const { leave } = text.pages
  const { number, familyName, givenName, organisationName } = leaving.member
  const society = societyName(leaving.society, text)
  const name = organisationName ?? [familyName, givenName].filter(Boolean).join(' ')
  const who = html`<dl><dt>${leave.society}</dt><dd>${society}</dd><dt>${leave.number}</dt><dd>${number}</dd>${
    name !== '' && html`<dt>${leave.name}</dt><dd>${name}</dd>`
  }</dl>
`
  const action = {
    action: PATH.leaveConfirm,
    submit: leave.confirm,
    fields: [],
    signature,
    token,
    danger: true,
  }
  const body = html`${who}${paragraphs(...leave.what)}${form(action)}`
  return page({ title: leave.confirmTitle, society, body }, text)
}

export function leaveRefusedPage(refused: LeavingRefused, text: Text): string {
  if (refused.code === 'gone') return plainPage('gone', text)
  const { leave } = text.pages
  const sentence = refused.code === 'owes' ? leave.owes : leave.askOffice
  const society = societyName(refused.society, text)
  return page({ title: leave.refusedTitle, society, body: paragraphs(sentence) }, text)
}

export function leftPage(society: SocietyNames, text: Text): string {
  const { leave } = text.pages
  return page(
    { title: leave.doneTitle, society: societyName(society, text), body: paragraphs(leave.done) },
    text,
  )
}
