import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** Whether a cookie holds a form key of ours. */
export function isFormKey(text: string | undefined): text is string {
  return text !== undefined && TOKEN.test(text)
}

/** What a form carries so that no other site can send it: a signature over its path by the key in the browser's cookie, which no other site can read. */
export function signForm(key: string, path: string): string {
  return createHmac('sha256', key).update(path).digest('base64url')
}

/** Whether a form was drawn by us for this browser. */
export function isOwnForm(key: string | undefined, path: string, signature: string): boolean {
  if (!isFormKey(key)) return false
  const [wanted, given] = [Buffer.from(signForm(key, path)), Buffer.from(signature)]
  return wanted.length === given.length && timingSafeEqual(wanted, given)
}

/** Whether the browser says that another site sent the request. An old browser says nothing; the form's signature stands alone then. */
export function comesFromElsewhere(request: IncomingMessage, publicUrl: string | undefined): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { origin, host } = request.headers
  // Without a referrer, browsers send `null` for our own forms.
  if (origin === undefined || origin === 'null') return false
  const own = [
    publicUrl === undefined ? undefined : new URL(publicUrl).origin,
    `http://${host}`,
    `https://${host}`,
  ]
  return !own.includes(origin)
}
