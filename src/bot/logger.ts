import { type DestinationStream, pino, stdTimeFunctions } from 'pino'
import type { LogLevel } from './config.ts'

/**
 * Everything a log line may hold: ids, codes, counts and times. A field that is not here does not compile, and is
 * dropped at run time, so that no object that holds a member can slip into a log.
 */
export interface LogFields {
  readonly code?: string
  readonly incident?: string
  readonly route?: string
  readonly kind?: string
  readonly team?: string
  readonly user?: string
  readonly channel?: string
  readonly society?: number
  readonly job?: string
  readonly jobId?: string
  readonly attempt?: number
  readonly count?: number
  readonly ms?: number
  readonly port?: number
  readonly source?: string
  /** Written as its name, its code and its stack without the message, which may quote members. */
  readonly err?: unknown
}

/** `event` is a fixed word for what happened, never a text that was put together. */
type LogCall = (event: string, fields?: LogFields) => void

export interface Logger {
  readonly debug: LogCall
  readonly info: LogCall
  readonly warn: LogCall
  readonly error: LogCall
  readonly level: LogLevel
}

const CODE = /^[\w./:-]{1,64}$/
const FRAME = /^\s+at .*$/gm

/** What a log may know of an error: class, code and stack frames. Never its message. */
function errorFacts(error: unknown): { name: string; code?: string; stack?: string; cause?: object } {
  if (!(error instanceof Error)) return { name: typeof error }
  const code = errorCode(error)
  // V8 opens a stack with the message, which may itself contain lines that look like frames.
  const opening = `${error.name}: ${error.message}`
  const stack = error.stack ?? ''
  const frames = (stack.startsWith(opening) ? stack.slice(opening.length) : stack.replace(error.message, ''))
    .match(FRAME)
    ?.filter((line) => /:\d+:\d+\)?$|\(native\)$|<anonymous>\)?$/.test(line))
    .join('\n')
  return {
    name: CODE.test(error.name) ? error.name : 'Error',
    ...(code === undefined ? {} : { code }),
    ...(frames === undefined || frames === '' ? {} : { stack: frames }),
    ...(error.cause instanceof Error ? { cause: errorFacts(error.cause) } : {}),
  }
}

/** A machine's word for an error: PostgreSQL's, Prisma's, Node's or Slack's. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { code, data } = error as { code?: unknown; data?: { error?: unknown } }
  for (const candidate of [data?.error, code])
    if (typeof candidate === 'string' && CODE.test(candidate)) return candidate
  return undefined
}

const WRITERS: Record<keyof LogFields, (value: unknown) => unknown> = {
  code: word,
  incident: word,
  route: word,
  kind: word,
  team: word,
  user: word,
  channel: word,
  society: number,
  job: word,
  jobId: word,
  attempt: number,
  count: number,
  ms: number,
  port: number,
  source: word,
  err: errorFacts,
}

function word(value: unknown): string {
  return typeof value === 'string' && CODE.test(value) ? value : '[withheld]'
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function allowed(fields: LogFields): Record<string, unknown> {
  const line: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(fields))
    if (Object.hasOwn(WRITERS, key) && value !== undefined) line[key] = WRITERS[key as keyof LogFields](value)
  return line
}

/** Lines of JSON on `destination`, standard output unless told. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { pid: process.pid },
    messageKey: 'event',
    timestamp: stdTimeFunctions.isoTime,
  }
  const sink = destination === undefined ? pino(options) : pino(options, destination)
  const call =
    (name: LogLevel): LogCall =>
    (event, fields = {}) =>
      sink[name](allowed(fields), event)
  return { debug: call('debug'), info: call('info'), warn: call('warn'), error: call('error'), level }
}
