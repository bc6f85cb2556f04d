import type { ApplicationForm } from '../../domain/accounts/application.ts'
import type { SocietyNames } from '../../domain/accounts/leave.ts'
import type { FormField, Values } from '../../domain/members/fields.ts'
import type { FieldError } from '../../domain/registration/errors.ts'
import { partsOf } from '../places.ts'
import { societyName, type Text } from '../text.ts'
import { type Html, html } from './html.ts'
import { described, type FormGiven, field, form, notes, page, paragraphs, problem } from './layout.ts'
import { PATH } from './paths.ts'

export interface ApplyGiven extends FormGiven {
  readonly form: ApplicationForm
  /** What was typed, to be shown again. */
  readonly typed: Values
  readonly errors: readonly FieldError[]
}

/** The public form of a society. */
export function applyPage({ form: given, typed, errors, signature }: ApplyGiven, text: Text): string {
  const { apply } = text.pages
  const fields = given.fields.map((one) => {
    const error = errors.find(({ field: key }) => key === one.key)
    return controlOf(one, typed[one.key] ?? '', error && sentenceOf(error, text), text)
  })
  const action = { action: `${PATH.apply}${given.code}`, submit: apply.submit, fields, signature }
  const wrong = problem(errors.length === 0 ? null : apply.wrong)
  const body = html`${wrong}${paragraphs(apply.text)}${form(action)}`
  return page({ title: apply.title, society: societyName(given.society, text), body }, text)
}

function sentenceOf(error: FieldError, text: Text): string {
  return partsOf(error, text)
    .map((part) => (typeof part === 'string' ? part : ''))
    .join('')
}

/** HTML's names of what a browser may fill in by itself. */
const AUTOCOMPLETE: Readonly<Record<string, string>> = {
  familyName: 'family-name',
  givenName: 'given-name',
  email: 'email',
  phone: 'tel',
  postalCode: 'postal-code',
  prefecture: 'address-level1',
  address: 'street-address',
  affiliation: 'organization',
  title: 'organization-title',
}
const TYPES: Readonly<Record<string, 'email' | 'tel'>> = { email: 'email', phone: 'tel' }

function controlOf(given: FormField, value: string, error: string | undefined, text: Text): Html {
  const { key: name, control, required } = given
  const { apply } = text.pages
  const own = given.label === null ? (apply.labels[name] ?? name) : text.pick(given.label)
  const label = required ? own : apply.optional(own)
  const shared = { name, label, value, error, required }
  if (control.kind === 'choice') {
    const choices = control.choices.map(
      (one) =>
        html`<option value="${one.value}"${one.value === value && html` selected`}>${one.label === null ? one.value : text.pick(one.label)}</option>`,
    )
    return html`<p class="field">
<label for="${name}">${label}</label>
${notes({ name, error })}<select id="${name}" name="${name}"${required && html` required`}${described(name, undefined, error)}><option value="">${apply.choose}</option>${choices}</select>
</p>
`
  }
  const most = control.kind === 'text' ? control.most : 20
  if (control.kind === 'text' && control.long === true)
    return html`<p class="field">
<label for="${name}">${label}</label>
${notes({ name, error })}<textarea id="${name}" name="${name}" rows="4" maxlength="${most}"${required && html` required`}${described(name, undefined, error)}>
${value}</textarea>
</p>
`
  return field({ ...shared, type: TYPES[name] ?? 'text', autocomplete: AUTOCOMPLETE[name] ?? 'off', most })
}

/** The mail is on its way. */
export function applicationSentPage(society: SocietyNames, text: Text): string {
  const { apply } = text.pages
  return page(
    { title: apply.sentTitle, society: societyName(society, text), body: paragraphs(apply.sent) },
    text,
  )
}

/** What the mailed link opens: only the button completes it, since mail programs open links by themselves. */
export function confirmPage(
  { signature, token, society }: FormGiven & { readonly token: string; readonly society: SocietyNames },
  text: Text,
): string {
  const { apply } = text.pages
  const action = { action: PATH.applyConfirm, submit: apply.confirm, fields: [], signature, token }
  const body = html`${paragraphs(apply.confirmText)}${form(action)}`
  return page({ title: apply.confirmTitle, society: societyName(society, text), body }, text)
}

export function appliedPage(society: SocietyNames, done: boolean, text: Text): string {
  const { apply } = text.pages
  const body = done ? paragraphs(apply.done) : html`${problem(apply.refused)}`
  return page(
    { title: done ? apply.doneTitle : apply.title, society: societyName(society, text), body },
    text,
  )
}
