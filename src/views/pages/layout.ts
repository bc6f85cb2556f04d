import type { Text } from '../text.ts'
import { type Html, html } from './html.ts'
import { PATH } from './paths.ts'

/** What every page with a form takes along. */
export interface FormGiven {
  /** Proves that the form is ours. */
  readonly signature: string
}

export interface PageText {
  readonly title: string
  /** A society's name above the title. */
  readonly society?: string
  readonly body: Html
}

/** A whole page: no script, one style sheet of ours, one column. */
export function page({ title, society, body }: PageText, { locale, pages }: Text): string {
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}${society === undefined ? '' : ` - ${society}`}</title>
<link rel="stylesheet" href="${PATH.style}">
</head>
<body>
<main>
<p class="place">${society ?? pages.product}</p>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.toString()
}

/** What went wrong, where a screen reader hears it first. */
export function problem(sentence: string | null): Html | null {
  return sentence === null ? null : html`<p class="problem" role="alert">${sentence}</p>`
}

export interface FieldText {
  readonly name: string
  readonly label: string
  readonly type?: 'text' | 'password' | 'email' | 'tel'
  readonly value?: string
  readonly hint?: string
  readonly error?: string | undefined
  readonly autocomplete: string
  readonly required?: boolean
  readonly most?: number
}

/** A labelled field with its hint and its error. A password is never put back. */
export function field(given: FieldText): Html {
  const { name, label, type = 'text', value, hint, error, autocomplete, required = true, most } = given
  return html`<p class="field">
<label for="${name}">${label}</label>
${notes(given)}<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}"${required && html` required`}${
    most !== undefined && html` maxlength="${most}"`
  }${type !== 'password' && value !== undefined && html` value="${value}"`}${described(name, hint, error)}>
</p>
`
}

export function notes({ name, hint, error }: Pick<FieldText, 'name' | 'hint' | 'error'>): Html {
  return html`${
    hint !== undefined &&
    html`<span class="hint" id="${name}-hint">${hint}</span>
`
  }${
    error !== undefined &&
    html`<span class="error" id="${name}-error">${error}</span>
`
  }`
}

export function described(name: string, hint: string | undefined, error: string | undefined): Html {
  const ids = [hint === undefined ? '' : `${name}-hint`, error === undefined ? '' : `${name}-error`].filter(
    (id) => id !== '',
  )
  return html`${ids.length > 0 && html` aria-describedby="${ids.join(' ')}"`}${
    error !== undefined && html` aria-invalid="true"`
  }`
}

export interface FormText extends FormGiven {
  readonly action: string
  readonly submit: string
  readonly fields: readonly Html[]
  /** A mailed link's token. */
  readonly token?: string
  readonly danger?: boolean
}

/** A form. Its errors are ours, said by us: the browser's own would be in another language. */
export function form({ action, submit, fields, signature, token, danger }: FormText): Html {
  return html`<form method="post" action="${action}" novalidate>
<input type="hidden" name="signature" value="${signature}">
${
  token !== undefined &&
  html`<input type="hidden" name="token" value="${token}">
`
}${fields}<button type="submit"${danger === true && html` class="danger"`}>${submit}</button>
</form>
`
}

export function paragraphs(...sentences: readonly string[]): Html {
  return html`${sentences.map(
    (sentence) => html`<p>${sentence}</p>
`,
  )}`
}

export function link(path: string, label: string): Html {
  return html`<p><a href="${path}">${label}</a></p>
`
}
