import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { newToken } from '../../domain/accounts/secrets.ts'
import type { Roll } from '../../domain/core/roll.ts'
import { PATH } from '../../views/pages/paths.ts'
import { outagePage, plainPage } from '../../views/pages/plain.ts'
import { STYLE } from '../../views/pages/style.ts'
import { textOf } from '../../views/text.ts'
import { newIncident } from '../answer/incident.ts'
import type { Flight } from '../flight.ts'
import type { Logger } from '../logger.ts'
import { ASKING_PAGES } from './asking.ts'
import { type Cookie, callerOf, cookieOf, localeOf, type PageReply, readForm } from './exchange.ts'
import { comesFromElsewhere, isFormKey, isOwnForm, signForm } from './forgery.ts'
import { LOGIN_PAGES } from './login.ts'
import type { PageCall, PageRoute } from './route.ts'

export interface PagesDeps {
  readonly roll: Roll
  readonly now: () => Date
  readonly logger: Logger
  readonly flight: Flight
  /** Says whether members come by https, beside a proxy that we can't see. */
  readonly publicUrl: string | undefined
}

const ROUTES: readonly PageRoute[] = [...LOGIN_PAGES, ...ASKING_PAGES]

/** Nothing runs, nothing is loaded from elsewhere, nothing is kept, nobody frames it, and no address with a token in it is told to anybody. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
} as const

const FORM_KEY = 'form'

/** The public pages: who answers a path, or undefined where it is none of theirs. */
export function createPages(deps: PagesDeps): (path: string) => RequestListener | undefined {
  return (path) => {
    if (path === PATH.style) return sendStyle
    const route = ROUTES.find((one) =>
      one.path.endsWith('/') ? path.startsWith(one.path) : one.path === path,
    )
    if (route === undefined) return undefined
    return (request, response) => void deps.flight.run(() => answer(deps, route, request, response))
  }
}

const sendStyle: RequestListener = (_request, response) => {
  const type = { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' }
  response.writeHead(200, { ...HEADERS, ...type }).end(STYLE)
}

async function answer(
  deps: PagesDeps,
  route: PageRoute,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const locale = localeOf(request)
  const browser = browserOf(deps, request)
  try {
    const reply = await replyTo(deps, route, request, browser)
    send(response, reply, browser)
  } catch (error) {
    const incident = newIncident()
    deps.logger.error('page.failed', { incident, route: route.path, err: error })
    send(response, { kind: 'page', status: 503, html: outagePage(incident, textOf(locale)) }, browser)
  }
}

/** What is kept in the browser; by https under names that no other host can set. */
interface Browser {
  /** Signs this browser's forms; new where it had none. */
  readonly formKey: string
  readonly isNew: boolean
  readonly secure: boolean
  readonly cookie: (name: string) => string | undefined
}

function browserOf({ publicUrl }: PagesDeps, request: IncomingMessage): Browser {
  const secure = publicUrl?.startsWith('https:') === true
  const cookie = (name: string) => cookieOf(request, cookieName(name, secure))
  const held = cookie(FORM_KEY)
  return isFormKey(held)
    ? { formKey: held, isNew: false, secure, cookie }
    : { formKey: newToken(), isNew: true, secure, cookie }
}

function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-meibo-${name}` : `meibo-${name}`
}

async function replyTo(
  { roll, now, publicUrl }: PagesDeps,
  route: PageRoute,
  request: IncomingMessage,
  browser: Browser,
): Promise<PageReply> {
  const locale = localeOf(request)
  const refuse = (status: number, which: 'missing' | 'stale'): PageReply => {
    return { kind: 'page', status, html: plainPage(which, textOf(locale)) }
  }
  const [path = '/', query = ''] = (request.url ?? '/').split('?')
  const method = request.method === 'HEAD' ? 'GET' : request.method
  if (method !== 'GET' && method !== 'POST') return refuse(405, 'missing')
  const handler = method === 'GET' ? route.get : route.post
  if (handler === undefined) return refuse(405, 'missing')
  const form = method === 'POST' ? await readForm(request) : new URLSearchParams()
  if (typeof form === 'number') return refuse(form, 'stale')
  const call: PageCall = {
    request: {
      method,
      path,
      query: new URLSearchParams(query),
      form,
      locale,
      address: callerOf(request),
      cookie: browser.cookie,
    },
    roll,
    now,
    sign: (target) => signForm(browser.formKey, target),
  }
  const own = () => isOwnForm(browser.formKey, path, form.get('signature') ?? '')
  if (method === 'POST' && (browser.isNew || comesFromElsewhere(request, publicUrl) || !own()))
    return refuse(403, 'stale')
  return handler(call)
}

function send(response: ServerResponse, reply: PageReply, browser: Browser): void {
  const fresh: readonly Cookie[] = browser.isNew ? [{ name: FORM_KEY, value: browser.formKey }] : []
  const cookies = [...fresh, ...(reply.cookies ?? [])].map(({ name, value }) => {
    const end = value === '' ? '; Max-Age=0' : ''
    const secure = browser.secure ? '; Secure' : ''
    return `${cookieName(name, browser.secure)}=${value}; Path=/; HttpOnly; SameSite=Strict${secure}${end}`
  })
  const shared = { ...HEADERS, ...(cookies.length === 0 ? {} : { 'set-cookie': cookies }) }
  if (reply.kind === 'go') {
    response.writeHead(303, { ...shared, location: reply.path }).end()
    return
  }
  const type = { 'content-type': 'text/html; charset=utf-8' }
  response.writeHead(reply.status ?? 200, { ...shared, ...type }).end(reply.html)
}
