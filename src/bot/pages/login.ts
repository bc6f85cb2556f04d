import { holderOf, logIn, logOut } from '../../domain/accounts/login.ts'
import { LONGEST, SHORTEST } from '../../domain/accounts/passwords.ts'
import { changePassword, type PasswordRefused, resetPassword } from '../../domain/accounts/setPassword.ts'
import {
  changePage,
  loggedOutPage,
  loginPage,
  passwordSetPage,
  resetPage,
  welcomePage,
} from '../../views/pages/account.ts'
import { PATH } from '../../views/pages/paths.ts'
import { textOf } from '../../views/text.ts'
import type { PageReply } from './exchange.ts'
import { flooded, gone, type PageCall, type PageRoute, tokenOf, typed } from './route.ts'

const SESSION = 'session'
const LENGTHS = { least: SHORTEST, most: LONGEST }

function sessionOf({ request }: PageCall): string {
  return request.cookie(SESSION) ?? ''
}

function showLogin(call: PageCall, loginId: string, refused: boolean): PageReply {
  const given = { signature: call.sign(PATH.login), loginId, refused }
  return { kind: 'page', status: refused ? 401 : 200, html: loginPage(given, textOf(call.request.locale)) }
}

async function submitLogin(call: PageCall): Promise<PageReply> {
  const loginId = typed(call, 'loginId')
  const wait = await flooded(call, 'login', loginId)
  if (wait !== null) return wait
  const done = await logIn(call.roll, call.now, { loginId, password: typed(call, 'password') })
  if (!done.ok) return showLogin(call, loginId, true)
  const { token, mustChange } = done.value
  const cookies = [{ name: SESSION, value: token }]
  return { kind: 'go', path: mustChange ? PATH.change : PATH.welcome, cookies }
}

async function welcome(call: PageCall): Promise<PageReply> {
  const holder = await holderOf(call.roll.read, 'session', sessionOf(call), call.now())
  if (holder === null) return { kind: 'go', path: PATH.login }
  if (holder.mustChange) return { kind: 'go', path: PATH.change }
  const given = { signature: call.sign(PATH.logout), loginId: holder.loginId }
  return { kind: 'page', html: welcomePage(given, textOf(call.request.locale)) }
}

async function submitLogout(call: PageCall): Promise<PageReply> {
  await logOut(call.roll, sessionOf(call), call.now())
  const cookies = [{ name: SESSION, value: '' }]
  return { kind: 'page', html: loggedOutPage(textOf(call.request.locale)), cookies }
}

type Wrong = Extract<PasswordRefused, { readonly code: 'password' | 'current-wrong' }>

async function showChange(call: PageCall, wrong?: Wrong): Promise<PageReply> {
  const holder = await holderOf(call.roll.read, 'session', sessionOf(call), call.now())
  if (holder === null) return { kind: 'go', path: PATH.login }
  const given = {
    signature: call.sign(PATH.change),
    lengths: LENGTHS,
    loginId: holder.loginId,
    mustChange: holder.mustChange,
    currentWrong: wrong?.code === 'current-wrong',
    problem: wrong?.code === 'password' ? wrong.problem : undefined,
  }
  const html = changePage(given, textOf(call.request.locale))
  return { kind: 'page', status: wrong === undefined ? 200 : 422, html }
}

async function submitChange(call: PageCall): Promise<PageReply> {
  const session = sessionOf(call)
  const wait = await flooded(call, 'secret', session)
  if (wait !== null) return wait
  const chosen = { current: typed(call, 'current'), next: typed(call, 'next'), again: typed(call, 'again') }
  const done = await changePassword(call.roll, call.now, session, chosen)
  if (!done.ok)
    return done.error.code === 'gone' ? { kind: 'go', path: PATH.login } : showChange(call, done.error)
  const cookies = [{ name: SESSION, value: '' }]
  return { kind: 'page', html: passwordSetPage(textOf(call.request.locale)), cookies }
}

async function showReset(call: PageCall, wrong?: Wrong): Promise<PageReply> {
  const token = tokenOf(call)
  const holder = await holderOf(call.roll.read, 'reset', token, call.now())
  if (holder === null) return gone(call)
  const given = {
    signature: call.sign(PATH.reset),
    lengths: LENGTHS,
    loginId: holder.loginId,
    token,
    problem: wrong?.code === 'password' ? wrong.problem : undefined,
  }
  const html = resetPage(given, textOf(call.request.locale))
  return { kind: 'page', status: wrong === undefined ? 200 : 422, html }
}

async function submitReset(call: PageCall): Promise<PageReply> {
  const token = tokenOf(call)
  const wait = await flooded(call, 'secret', token)
  if (wait !== null) return wait
  const chosen = { next: typed(call, 'next'), again: typed(call, 'again') }
  const done = await resetPassword(call.roll, call.now, token, chosen)
  if (!done.ok) return done.error.code === 'gone' ? gone(call) : showReset(call, done.error)
  return { kind: 'page', html: passwordSetPage(textOf(call.request.locale)) }
}

/** Logging in, and the passwords. */
export const LOGIN_PAGES: readonly PageRoute[] = [
  { path: PATH.login, get: async (call) => showLogin(call, '', false), post: submitLogin },
  { path: PATH.welcome, get: welcome },
  { path: PATH.logout, post: submitLogout },
  { path: PATH.change, get: (call) => showChange(call), post: submitChange },
  { path: PATH.reset, get: (call) => showReset(call), post: submitReset },
]
