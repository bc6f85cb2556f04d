import type { Json } from './model.ts'

export type LogKind =
  | 'call'
  | 'envelope'
  | 'ack'
  | 'late_ack'
  | 'response_url'
  | 'upload'
  | 'download'
  | 'connection'
  | 'fault'
  | 'error'

export interface LogEntry {
  /** Running number, so that a script can ask for what came after (`/sandbox/log?since=`). */
  n: number
  at: string
  kind: LogKind
  [field: string]: unknown
}

const KEPT = 5_000

/** Every call, envelope and ack with its time; the last 5,000 are kept. */
export class Log {
  #entries: { n: number; text: string }[] = []
  #n = 0

  add(kind: LogKind, fields: Json): void {
    this.#n += 1
    // As text, because views and states go on changing after they were sent.
    const text = JSON.stringify({ n: this.#n, at: new Date().toISOString(), kind, ...fields })
    this.#entries.push({ n: this.#n, text })
    if (this.#entries.length > KEPT) this.#entries.splice(0, this.#entries.length - KEPT)
  }

  since(n: number): LogEntry[] {
    return this.#entries.filter((entry) => entry.n > n).map(({ text }) => JSON.parse(text) as LogEntry)
  }

  clear(): void {
    this.#entries = []
  }
}

/** Enough of a token to tell which one it was. */
export const redacted = (token: string): string => (token === '' ? '' : `${token.slice(0, 5)}…`)
