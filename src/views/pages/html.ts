import { clean } from '../kit.ts'

/** Markup that is safe to send: made by `html` only. */
export class Html {
  readonly #markup: string
  constructor(markup: string) {
    this.#markup = markup
  }
  toString(): string {
    return this.#markup
  }
}

type Part = string | number | Html | null | undefined | false | readonly Part[]

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function markupOf(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (part instanceof Html) return part.toString()
  if (Array.isArray(part)) return part.map(markupOf).join('')
  return clean(String(part)).replace(/[&<>"']/gu, (one) => ESCAPES[one] ?? one)
}

/** Markup with texts put in: they are shown as they are, and never taken for markup; attributes want their quotes. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(literals.reduce((markup, literal, index) => markup + markupOf(parts[index - 1]) + literal))
}
