import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault } from '../faults.ts'
import { Refusal, readBody, sendJson } from '../http.ts'
import type { Hub } from '../hub.ts'
import { redacted } from '../log.ts'
import type { Json } from '../model.ts'
import { chat } from './chat.ts'
import { conversations } from './conversations.ts'
import { files } from './files.ts'
import type { Method } from './method.ts'
import { ApiError } from './method.ts'
import { people } from './people.ts'
import { views } from './views.ts'

/** The methods that the sandbox knows. All others are refused as `unknown_method`. */
const METHODS: Record<string, Method> = { ...people, ...views, ...chat, ...conversations, ...files }

interface Call {
  name: string
  token: string
  args: Json
}

async function readCall(request: IncomingMessage, url: URL, name: string): Promise<Call> {
  const type = request.headers['content-type'] ?? ''
  const body = (await readBody(request)).toString('utf8')
  const args: Json = Object.fromEntries(url.searchParams)
  if (type.startsWith('application/json')) {
    try {
      Object.assign(args, JSON.parse(body || '{}'))
    } catch {
      throw new ApiError('invalid_json')
    }
  } else if (type.startsWith('application/x-www-form-urlencoded')) {
    Object.assign(args, Object.fromEntries(new URLSearchParams(body)))
  } else if (body !== '') {
    throw new ApiError('invalid_post_type')
  }
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const token = bearer ?? (typeof args['token'] === 'string' ? args['token'] : '')
  delete args['token']
  return { name, token, args }
}

function authorise(hub: Hub, { name, token, args }: Call): Method {
  const method = METHODS[name]
  if (!method) throw new ApiError('unknown_method', { req_method: name })
  if (token === '') throw new ApiError('not_authed')
  const isApp = token === hub.tokens.app
  if (!isApp && token !== hub.tokens.bot) throw new ApiError('invalid_auth')
  if (isApp !== (method.token === 'app')) throw new ApiError('not_allowed_token_type')
  const scope = typeof method.scope === 'function' ? method.scope(args, hub) : method.scope
  if (scope !== null && !hub.app.scopes.has(scope)) {
    throw new ApiError('missing_scope', { needed: scope, provided: [...hub.app.scopes].join(',') })
  }
  return method
}

function answerOf(hub: Hub, call: Call): Json {
  try {
    return { ok: true, ...authorise(hub, call).run(hub, call.args) }
  } catch (error) {
    if (error instanceof ApiError) return { ok: false, error: error.code, ...error.detail }
    throw error
  }
}

/** Lets an ordered fault happen. Gives true where that was the whole answer. */
async function suffer(fault: Fault, response: ServerResponse): Promise<boolean> {
  if (fault.kind === 'delay') {
    await new Promise((resolve) => setTimeout(resolve, fault.ms))
    return false
  }
  if (fault.kind === 'ratelimited') {
    const retryAfter = { 'Retry-After': String(fault.retryAfter) }
    sendJson(response, { ok: false, error: 'ratelimited' }, 429, retryAfter)
  } else if (fault.kind === 'server_error') sendJson(response, { ok: false, error: 'internal_error' }, 503)
  else response.destroy()
  return true
}

/** Serves one Web API call and notes it in the log. */
export async function callMethod(
  hub: Hub,
  name: string,
  { request, response, url }: { request: IncomingMessage; response: ServerResponse; url: URL },
): Promise<void> {
  const started = performance.now()
  let call: Call
  try {
    call = await readCall(request, url, name)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    hub.log.add('call', { method: name, response: { ok: false, error: error.code } })
    return sendJson(response, { ok: false, error: error.code })
  }
  const note = (result: unknown) =>
    hub.log.add('call', {
      method: name,
      token: redacted(call.token),
      args: call.args,
      response: result,
      ms: Math.round(performance.now() - started),
    })
  const fault = hub.faults.take(name)
  if (fault && (await suffer(fault, response))) {
    hub.log.add('fault', { method: name, fault: fault.kind })
    return note({ fault: fault.kind })
  }
  const answer = answerOf(hub, call)
  note(answer)
  sendJson(response, answer, 200, {
    'x-oauth-scopes': [...hub.app.scopes].join(','),
    'x-slack-req-id': 'sandbox',
  })
}

/** A message posted to a response_url. */
export async function answerResponseUrl(
  hub: Hub,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const text = (await readBody(request)).toString('utf8')
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    throw new Refusal(400, 'invalid_payload')
  }
  if (typeof message !== 'object' || message === null) throw new Refusal(400, 'invalid_payload')
  const { status, body } = hub.responseUrls.answer(id, message as Json)
  sendJson(response, body, status)
}
