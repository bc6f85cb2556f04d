import {
  confirmApplication,
  findApplication,
  keepApplication,
  loadApplicationForm,
} from '../../domain/accounts/application.ts'
import { leave, previewLeaving } from '../../domain/accounts/leave.ts'
import { type LinkPurpose, requestLink } from '../../domain/accounts/links.ts'
import { askedPage, askPage } from '../../views/pages/account.ts'
import { applicationSentPage, appliedPage, applyPage, confirmPage } from '../../views/pages/applying.ts'
import { leavePage, leaveRefusedPage, leftPage } from '../../views/pages/leaving.ts'
import { PATH } from '../../views/pages/paths.ts'
import { plainPage } from '../../views/pages/plain.ts'
import { textOf } from '../../views/text.ts'
import type { PageReply } from './exchange.ts'
import { flooded, gone, type PageCall, type PageRoute, tokenOf, typed } from './route.ts'

function ask(call: PageCall, purpose: LinkPurpose, empty = false): PageReply {
  const path = purpose === 'reset' ? PATH.forgot : PATH.leave
  const html = askPage(purpose, { signature: call.sign(path), empty }, textOf(call.request.locale))
  return { kind: 'page', status: empty ? 422 : 200, html }
}

async function submitAsk(call: PageCall, purpose: LinkPurpose): Promise<PageReply> {
  const whom = typed(call, 'typed').trim()
  if (whom === '') return ask(call, purpose, true)
  const wait = await flooded(call, 'ask', whom)
  if (wait !== null) return wait
  await requestLink(call.roll, purpose, whom)
  return { kind: 'page', html: askedPage(textOf(call.request.locale)) }
}

async function showLeaving(call: PageCall): Promise<PageReply> {
  const token = tokenOf(call)
  const text = textOf(call.request.locale)
  const preview = await previewLeaving(call.roll, token, call.now())
  if (!preview.ok)
    return { kind: 'page', status: statusOf(preview.error.code), html: leaveRefusedPage(preview.error, text) }
  const given = { signature: call.sign(PATH.leaveConfirm), token, leaving: preview.value }
  return { kind: 'page', html: leavePage(given, text) }
}

async function submitLeaving(call: PageCall): Promise<PageReply> {
  const token = tokenOf(call)
  const wait = await flooded(call, 'secret', token)
  if (wait !== null) return wait
  const text = textOf(call.request.locale)
  const done = await leave(call.roll, call.now, token)
  if (!done.ok)
    return { kind: 'page', status: statusOf(done.error.code), html: leaveRefusedPage(done.error, text) }
  return { kind: 'page', html: leftPage(done.value.society, text) }
}

function statusOf(code: 'gone' | 'owes' | 'ask-office'): number {
  return code === 'gone' ? 410 : 409
}

/** The society's code is what follows in the path. */
function formOf(call: PageCall) {
  return loadApplicationForm(call.roll.read, call.request.path.slice(PATH.apply.length))
}

function missing({ request }: PageCall): PageReply {
  return { kind: 'page', status: 404, html: plainPage('missing', textOf(request.locale)) }
}

async function showApplication(call: PageCall): Promise<PageReply> {
  const form = await formOf(call)
  if (form === null) return missing(call)
  const given = { form, typed: {}, errors: [], signature: call.sign(call.request.path) }
  return { kind: 'page', html: applyPage(given, textOf(call.request.locale)) }
}

async function submitApplication(call: PageCall): Promise<PageReply> {
  const form = await formOf(call)
  if (form === null) return missing(call)
  const wait = await flooded(call, 'apply', form.code)
  if (wait !== null) return wait
  const text = textOf(call.request.locale)
  const given = Object.fromEntries(form.fields.map(({ key }) => [key, typed(call, key)]))
  const done = await keepApplication(call.roll, call.now(), form, given)
  if (done.ok) return { kind: 'page', html: applicationSentPage(form.society, text) }
  const { errors } = done.error
  const html = applyPage({ form, typed: given, errors, signature: call.sign(call.request.path) }, text)
  return { kind: 'page', status: 422, html }
}

async function showConfirmation(call: PageCall): Promise<PageReply> {
  const token = tokenOf(call)
  const found = await findApplication(call.roll.read, token, call.now())
  if (found === null) return gone(call)
  const given = { signature: call.sign(PATH.applyConfirm), token, society: found.society }
  return { kind: 'page', html: confirmPage(given, textOf(call.request.locale)) }
}

async function submitConfirmation(call: PageCall): Promise<PageReply> {
  const token = tokenOf(call)
  const wait = await flooded(call, 'secret', token)
  if (wait !== null) return wait
  const found = await findApplication(call.roll.read, token, call.now())
  if (found === null) return gone(call)
  const done = await confirmApplication(call.roll, call.now, token)
  if (!done.ok && done.error.code === 'link-gone') return gone(call)
  const html = appliedPage(found.society, done.ok, textOf(call.request.locale))
  return { kind: 'page', status: done.ok ? 200 : 409, html }
}

/** What asks for a mailed link, and what the links open. */
export const ASKING_PAGES: readonly PageRoute[] = [
  {
    path: PATH.forgot,
    get: async (call) => ask(call, 'reset'),
    post: (call) => submitAsk(call, 'reset'),
  },
  {
    path: PATH.leave,
    get: async (call) => ask(call, 'leave'),
    post: (call) => submitAsk(call, 'leave'),
  },
  { path: PATH.leaveConfirm, get: showLeaving, post: submitLeaving },
  { path: PATH.apply, get: showApplication, post: submitApplication },
  { path: PATH.applyConfirm, get: showConfirmation, post: submitConfirmation },
]
