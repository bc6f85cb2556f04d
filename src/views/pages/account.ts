import type { PasswordProblem } from '../../domain/accounts/passwords.ts'
import type { Text } from '../text.ts'
import { html } from './html.ts'
import { type FormGiven, field, form, link, page, paragraphs, problem } from './layout.ts'
import { PATH } from './paths.ts'

/** The least and the most characters of a password, as the domain has them. */
export interface Lengths {
  readonly least: number
  readonly most: number
}

export function loginPage(
  { signature, loginId, refused }: FormGiven & { readonly loginId: string; readonly refused: boolean },
  text: Text,
): string {
  const { login } = text.pages
  const fields = [
    field({
      name: 'loginId',
      label: login.loginId,
      hint: login.loginIdHint,
      value: loginId,
      autocomplete: 'username',
      most: 100,
    }),
    field({ name: 'password', label: login.password, type: 'password', autocomplete: 'current-password' }),
  ]
  const body = html`${problem(refused ? login.refused : null)}${form({ action: PATH.login, submit: login.submit, fields, signature })}${link(PATH.forgot, login.forgot)}`
  return page({ title: login.title, body }, text)
}

export function welcomePage(
  { signature, loginId }: FormGiven & { readonly loginId: string },
  text: Text,
): string {
  const { welcome } = text.pages
  const out = form({ action: PATH.logout, submit: welcome.logout, fields: [], signature })
  const body = html`${paragraphs(welcome.text(loginId))}${link(PATH.change, welcome.change)}${out}`
  return page({ title: welcome.title, body }, text)
}

export function loggedOutPage(text: Text): string {
  const { loggedOut } = text.pages
  return page({ title: loggedOut.title, body: link(PATH.login, loggedOut.again) }, text)
}

export interface PasswordForm extends FormGiven {
  readonly lengths: Lengths
  readonly loginId: string
  readonly problem?: PasswordProblem | 'differs' | 'same' | undefined
}

/** The two fields of a new password; the login ID goes with them for password managers. */
function newPasswordFields(given: PasswordForm, { pages }: Text) {
  const { lengths, problem: wrong } = given
  const { change, problems } = pages
  const says =
    wrong === 'short'
      ? problems.short(lengths.least)
      : wrong === 'long'
        ? problems.long(lengths.most)
        : wrong && problems[wrong]
  const common = { type: 'password', autocomplete: 'new-password' } as const
  return [
    html`<input type="hidden" name="username" autocomplete="username" value="${given.loginId}">
`,
    field({
      ...common,
      name: 'next',
      label: change.next,
      hint: change.hint(lengths.least, lengths.most),
      error: wrong === 'differs' ? undefined : says,
    }),
    field({ ...common, name: 'again', label: change.again, error: wrong === 'differs' ? says : undefined }),
  ]
}

export function changePage(
  given: PasswordForm & { readonly mustChange: boolean; readonly currentWrong: boolean },
  text: Text,
): string {
  const { change } = text.pages
  const current = field({
    name: 'current',
    label: change.current,
    type: 'password',
    autocomplete: 'current-password',
    error: given.currentWrong ? change.currentWrong : undefined,
  })
  const fields = [current, ...newPasswordFields(given, text)]
  const action = { action: PATH.change, submit: change.submit, signature: given.signature }
  const body = html`${given.mustChange && paragraphs(change.mustText)}${form({ ...action, fields })}`
  return page({ title: given.mustChange ? change.mustTitle : change.title, body }, text)
}

export function resetPage(given: PasswordForm & { readonly token: string }, text: Text): string {
  const { reset, change } = text.pages
  const { signature, token, loginId } = given
  const action = { action: PATH.reset, submit: change.submit, signature, token }
  const whose = html`<dl><dt>${reset.account}</dt><dd>${loginId}</dd></dl>
`
  const body = html`${whose}${form({ ...action, fields: newPasswordFields(given, text) })}`
  return page({ title: reset.title, body }, text)
}

export function passwordSetPage(text: Text): string {
  const { change } = text.pages
  const body = html`${paragraphs(change.done)}${link(PATH.login, change.toLogin)}`
  return page({ title: change.doneTitle, body }, text)
}

/** Asks for a mailed link: to set a password, or to leave. */
export function askPage(
  purpose: 'reset' | 'leave',
  { signature, empty }: FormGiven & { readonly empty: boolean },
  text: Text,
): string {
  const { forgot, leave } = text.pages
  const words = purpose === 'reset' ? forgot : leave
  const typed = field({
    name: 'typed',
    label: forgot.typed,
    autocomplete: 'username',
    most: 254,
    error: empty ? forgot.needed : undefined,
  })
  const action = purpose === 'reset' ? PATH.forgot : PATH.leave
  const body = html`${paragraphs(words.text)}${form({ action, submit: words.submit, fields: [typed], signature })}`
  return page({ title: words.title, body }, text)
}

/** The same for everybody, whether anything is sent or not. */
export function askedPage(text: Text): string {
  const { title, text: sentences } = text.pages.asked
  return page({ title, body: paragraphs(...sentences) }, text)
}
