import { ok } from '../domain/core/result.ts'
import { command, type Route } from './route.ts'
import { RouteTable } from './routeTable.ts'
import { screensOf } from './screens.ts'

/** THE table: every command, button, form, shortcut, external select and event that the bot answers. */
export const ROUTES: readonly Route[] = [
  command({
    id: 'help',
    verbs: { ja: ['ヘルプ'], en: ['help'] },
    permission: null,
    parse: () => ok(undefined),
    handle: async ({ locale }) =>
      ok({ kind: 'message', message: screensOf(locale).help(commandNames(ROUTES)) }),
  }),
]

/** The name of each command in both languages. */
export function commandNames(
  routes: readonly Route[],
): readonly { readonly ja: string; readonly en: string }[] {
  return routes.flatMap(({ verbs }) =>
    verbs === undefined ? [] : [{ ja: verbs.ja[0] ?? '', en: verbs.en[0] ?? '' }],
  )
}

/** Where `/member` alone, a number and words without a verb go. */
export const TARGETS = { menu: 'help', show: 'member.show', search: 'search.run' }

export function routeTable(routes: readonly Route[] = ROUTES): RouteTable {
  return new RouteTable(routes, TARGETS)
}
