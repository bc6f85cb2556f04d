import { createHash, randomBytes } from 'node:crypto'

/** Where an action came from: ids of Slack's, never what was typed. */
export interface Source {
  readonly via: 'command' | 'modal' | 'action' | 'shortcut' | 'home' | 'event' | 'job' | 'page' | 'console'
  readonly channelId?: string
  readonly messageTs?: string
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** One audit row as a use case drafts it. */
export interface AuditDraft {
  /** `noun.verb` in the past tense of the domain: member.withdrawn, search.run … */
  readonly action: string
  readonly memberId?: number
  readonly subject?: { readonly kind: string; readonly id: number }
  /** Ids, codes, dates and sums; in the hash chain for good, so never anything personal. */
  readonly facts?: { readonly [key: string]: Json }
  /** What is personal (old → new); lies beside the chain and can be erased. */
  readonly detail?: { readonly [key: string]: Json }
}

/** JSON with sorted keys and no blanks: the same value always gives the same bytes. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value as { [key: string]: Json }).filter(([, item]) => item !== undefined)
    members.sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Binds an audit row to its detail without holding it: SHA-256 over salt and canonical detail. */
export function commit(detail: { readonly [key: string]: Json }, salt: string): string {
  return sha256(`${salt}${canonicalJson(detail)}`)
}

export function newSalt(): string {
  return randomBytes(16).toString('hex')
}
