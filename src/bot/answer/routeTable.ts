import type { DomainError } from '../../domain/core/errors.ts'
import { ok, type Result } from '../../domain/core/result.ts'
import type { Interaction } from '../slack/interaction.ts'
import type { Route } from './route.ts'
import { type Spoken, Verbs, type VerbTargets } from './verbs.ts'

/** The routes by what Slack sends. Two routes of one id would leave one of them dead, so they are refused at start. */
export class RouteTable {
  readonly #byId = new Map<string, Route>()
  readonly verbs: Verbs

  constructor(routes: readonly Route[], targets: VerbTargets) {
    for (const route of routes) {
      const key = `${route.kind} ${route.id}`
      if (this.#byId.has(key)) throw new Error(`two routes for ${key}`)
      this.#byId.set(key, route)
    }
    this.verbs = new Verbs(routes, targets)
  }

  /** @param text a command's text without its society key */
  find(
    { kind, id }: Interaction,
    text: string,
  ): Result<Spoken, DomainError> | { readonly ok: false; readonly unknown: true } {
    if (kind === 'command') return this.verbs.find(text)
    const route = this.#byId.get(`${kind} ${id}`)
    return route === undefined ? { ok: false, unknown: true } : ok({ route, rest: text })
  }
}
