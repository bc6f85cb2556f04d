import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Json } from './model.ts'

const BODY_LIMIT = 64 * 1024 * 1024

/** A request that can't be served, with the status and code to answer. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly detail: Json

  constructor(status: number, code: string, detail: Json = {}) {
    super(code)
    this.status = status
    this.code = code
    this.detail = detail
  }
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > BODY_LIMIT) throw new Refusal(413, 'too_large')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

/** The JSON object of a request; other content types are refused, so that no foreign web page can post here. */
export async function readJson(request: IncomingMessage): Promise<Json> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    throw new Refusal(415, 'json_expected')
  }
  let value: unknown
  try {
    value = JSON.parse((await readBody(request)).toString('utf8') || '{}')
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(400, 'invalid_json')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(400, 'invalid_json')
  return value as Json
}

export function sendJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    ...headers,
  })
  response.end(JSON.stringify(body))
}

/** A page opened under another name (DNS rebinding) must not reach the workspace. */
export function isLocalHost(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '')
}
