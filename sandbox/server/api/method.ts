import type { Rejection } from '../../validate/index.ts'
import type { Hub } from '../hub.ts'
import type { Json } from '../model.ts'

/** A refusal in Slack's words: `{ok: false, error, …}`. */
export class ApiError extends Error {
  readonly code: string
  readonly detail: Json

  constructor(code: string, detail: Json = {}) {
    super(code)
    this.code = code
    this.detail = detail
  }
}

export interface Method {
  /** The bot scope that it needs, if any; some depend on the arguments. */
  scope: string | null | ((args: Json, hub: Hub) => string | null)
  /** `app` for the one method that takes the app-level token. */
  token?: 'app'
  /** Gives the fields beside `ok: true`. @throws ApiError */
  run(hub: Hub, args: Json): Json
}

/** Refuses with what the validator found. */
export function refuse(rejection: Rejection | null): void {
  if (!rejection) return
  const { error, messages } = rejection
  throw new ApiError(error, messages.length > 0 ? { response_metadata: { messages } } : {})
}

/** A string argument; Slack answers `invalid_arguments` and names the missing one. */
export function wanted(args: Json, key: string): string {
  const value = args[key]
  if (typeof value === 'string' && value !== '') return value
  throw new ApiError('invalid_arguments', {
    response_metadata: { messages: [`[ERROR] missing required field: ${key}`] },
  })
}

export const optional = (args: Json, key: string): string | undefined => {
  const value = args[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Forms carry booleans as text. */
export const flag = (args: Json, key: string): boolean =>
  ['true', '1', true, 1].includes(args[key] as string | boolean)

/** An argument that is JSON: as text in a form, or as it is in a JSON body. */
export function structured(args: Json, key: string, error: string): unknown {
  const value = args[key]
  if (typeof value !== 'string') return value
  if (value === '') return undefined
  try {
    return JSON.parse(value) as unknown
  } catch {
    throw new ApiError(error)
  }
}
