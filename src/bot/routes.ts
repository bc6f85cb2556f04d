import type { Route } from './answer/route.ts'
import { RouteTable } from './answer/routeTable.ts'
import { CARD_ROUTES } from './handlers/card.ts'
import { helpRoutes, PLACE_ROUTES, type Verb } from './handlers/places.ts'
import { RESULT_ROUTES } from './handlers/results.ts'
import { SEARCH_ROUTES } from './handlers/search.ts'

/** THE table: every command, button, form, shortcut, external select and event that the bot answers. */
export const ROUTES: readonly Route[] = [
  ...SEARCH_ROUTES,
  ...RESULT_ROUTES,
  ...CARD_ROUTES,
  ...PLACE_ROUTES,
  ...helpRoutes(() => commandNames(ROUTES)),
]

/** The name of each command in both languages. */
function commandNames(routes: readonly Route[]): readonly Verb[] {
  return routes.flatMap(({ id, verbs }) =>
    verbs === undefined ? [] : [{ id, ja: verbs.ja[0] ?? '', en: verbs.en[0] ?? '' }],
  )
}

/** Where `/member` alone, a number and words without a verb go. */
const TARGETS = { menu: 'menu', show: 'show', search: 'search' }

export function routeTable(routes: readonly Route[] = ROUTES): RouteTable {
  return new RouteTable(routes, TARGETS)
}
