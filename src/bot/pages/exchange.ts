import type { IncomingMessage } from 'node:http'
import type { Locale } from '../../views/text.ts'

/** A request to a public page, as its handler needs it. */
export interface PageRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query: URLSearchParams
  /** Empty for a GET. */
  readonly form: URLSearchParams
  readonly locale: Locale
  /** Of whoever asks, for counting tries. */
  readonly address: string
  readonly cookie: (name: string) => string | undefined
}

/** What a page answers. */
export type PageReply =
  | {
      readonly kind: 'page'
      readonly html: string
      readonly status?: number
      readonly cookies?: readonly Cookie[]
    }
  | { readonly kind: 'go'; readonly path: string; readonly cookies?: readonly Cookie[] }

/** A cookie to set; it ends with the browser, or at once where the value is empty. */
export interface Cookie {
  readonly name: string
  readonly value: string
}

/** The longest form: 200 answers of a thousand characters, three bytes each, percent-encoded. */
const MOST_BYTES = 2_000_000

/** Why a body is not read, as a status. */
export type Unreadable = 413 | 415

/** Reads a form's fields. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams | Unreadable> {
  const [type] = (request.headers['content-type'] ?? '').split(';')
  if (type?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') return 415
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length
    if (bytes > MOST_BYTES) return 413
    chunks.push(chunk as Buffer)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

/** Japanese, unless the browser asks for English before it. */
export function localeOf(request: IncomingMessage): Locale {
  const wanted = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...more] = part.trim().toLowerCase().split(';')
      const q = Number(/q=([\d.]+)/u.exec(more.join(';'))?.[1] ?? 1)
      return { language: tag.slice(0, 2), q: Number.isNaN(q) ? 0 : q }
    })
    .filter(({ language, q }) => (language === 'ja' || language === 'en') && q > 0)
    .sort((a, b) => b.q - a.q)
  return wanted[0]?.language === 'en' ? 'en' : 'ja'
}

export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=')
    if (key === name && value !== undefined && value !== '') return value
  }
  return undefined
}

const LOCAL = /^(?:::ffff:)?(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|^::1$|^f[cd]/iu

/** Who asks. A proxy of our own network, and nobody else, is believed about whom it speaks for: the last address, which it put there itself. */
export function callerOf(request: IncomingMessage): string {
  const peer = request.socket.remoteAddress ?? ''
  if (!LOCAL.test(peer)) return peer
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim()
  return forwarded === undefined || forwarded === '' ? peer : forwarded
}
