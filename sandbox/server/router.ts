import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { isLocalHost, Refusal, sendJson } from './http.ts'

export interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  url: URL
  /** Groups of the route's pattern. */
  params: string[]
}

export interface Route {
  method: 'GET' | 'POST' | '*'
  path: RegExp
  handle(exchange: Exchange): Promise<void> | void
}

/** GET route at an exact path or pattern. */
export const get = (path: RegExp, handle: Route['handle']): Route => ({ method: 'GET', path, handle })
/** POST route at an exact path or pattern. */
export const post = (path: RegExp, handle: Route['handle']): Route => ({ method: 'POST', path, handle })

async function dispatch(routes: Route[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isLocalHost(request.headers.host)) throw new Refusal(403, 'host_not_allowed')
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const here = routes.filter((route) => route.path.test(url.pathname))
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const route = here.find((one) => one.method === '*' || one.method === method)
  if (!route)
    throw new Refusal(here.length > 0 ? 405 : 404, here.length > 0 ? 'method_not_allowed' : 'not_found')
  const params = (route.path.exec(url.pathname) ?? []).slice(1)
  await route.handle({ request, response, url, params })
}

/** An HTTP server over the routes; `onError` hears of what should not happen. */
export function serve(routes: Route[], onError: (error: unknown) => void): Server {
  return createServer((request, response) => {
    dispatch(routes, request, response).catch((error: unknown) => {
      if (!(error instanceof Refusal)) onError(error)
      if (response.headersSent) return void response.destroy()
      if (error instanceof Refusal)
        return sendJson(response, { ok: false, error: error.code, ...error.detail }, error.status)
      sendJson(response, { ok: false, error: 'internal_error' }, 500)
    })
  })
}
