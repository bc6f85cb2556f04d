import { type Rate, takeTries } from '../../domain/accounts/flood.ts'
import type { Roll } from '../../domain/core/roll.ts'
import { plainPage } from '../../views/pages/plain.ts'
import { textOf } from '../../views/text.ts'
import type { PageReply, PageRequest } from './exchange.ts'

/** What a page works with. */
export interface PageCall {
  readonly request: PageRequest
  readonly roll: Roll
  readonly now: () => Date
  /** The signature that a form of this path carries. */
  sign(path: string): string
}

export interface PageRoute {
  /** A whole path, or its beginning where it ends in `/`. */
  readonly path: string
  readonly get?: (call: PageCall) => Promise<PageReply>
  /** The form is ours when this is called. */
  readonly post?: (call: PageCall) => Promise<PageReply>
}

/** How often the same network may try, for everybody behind it, and how often the same thing may be tried from anywhere. */
export const RATES = {
  login: { network: { most: 30, perHour: 120 }, subject: { most: 10, perHour: 30 } },
  /** Each sends a mail. */
  ask: { network: { most: 20, perHour: 40 }, subject: { most: 3, perHour: 6 } },
  /** Each costs a password hash, or a search for a token. */
  secret: { network: { most: 30, perHour: 120 }, subject: { most: 10, perHour: 30 } },
  apply: { network: { most: 10, perHour: 20 }, subject: { most: 100, perHour: 200 } },
} as const satisfies Record<string, { readonly network: Rate; readonly subject: Rate }>

/**
 * Takes a try, or gives the page that says to wait.
 *
 * @param subject what is tried: a login ID, an address, a token, a society
 */
export async function flooded(
  { request, roll, now }: PageCall,
  kind: keyof typeof RATES,
  subject: string,
): Promise<PageReply | null> {
  const { network, subject: own } = RATES[kind]
  const tries = [
    { key: `${kind} network ${request.address}`, rate: network },
    { key: `${kind} subject ${subject.normalize('NFKC').trim().toLowerCase()}`, rate: own },
  ]
  if (await takeTries(roll, tries, now())) return null
  return { kind: 'page', status: 429, html: plainPage('flooded', textOf(request.locale)) }
}

/** A link that is no good, or never was. */
export function gone({ request }: PageCall): PageReply {
  return { kind: 'page', status: 410, html: plainPage('gone', textOf(request.locale)) }
}

/** A field of the form, as it was typed. */
export function typed({ request }: PageCall, name: string): string {
  return request.form.get(name) ?? ''
}

/** A mailed link's token: of the address, or of the form that its page had. */
export function tokenOf({ request }: PageCall): string {
  return (request.method === 'GET' ? request.query : request.form).get('token') ?? ''
}
