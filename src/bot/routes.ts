import type { Route } from './answer/route.ts'
import { RouteTable } from './answer/routeTable.ts'
import { ACCOUNT_ROUTES } from './handlers/accounts.ts'
import { APPLICATION_ROUTES } from './handlers/applications.ts'
import { CARD_ROUTES } from './handlers/card.ts'
import { DELEGATE_ROUTES } from './handlers/delegate.ts'
import { DELETION_ROUTES } from './handlers/deletion.ts'
import { DELETION_DECISION_ROUTES } from './handlers/deletionDecisions.ts'
import { DOSSIER_ROUTES } from './handlers/dossier.ts'
import { DUES_ROUTES } from './handlers/dues.ts'
import { CHECK_ROUTES } from './handlers/duesCheck.ts'
import { INVOICE_ROUTES } from './handlers/duesInvoice.ts'
import { PAYMENT_ROUTES } from './handlers/duesPayment.ts'
import { REBOOKING_ROUTES } from './handlers/duesRebooking.ts'
import { EDITING_ROUTES } from './handlers/editing.ts'
import { ELECTION_ROUTES } from './handlers/election.ts'
import { HISTORY_ROUTES } from './handlers/history.ts'
import { AUDIT_ROUTES } from './handlers/historyAudit.ts'
import { MERGING_ROUTES } from './handlers/merging.ts'
import { helpRoutes, PLACE_ROUTES, type Verb } from './handlers/places.ts'
import { POSITION_ROUTES } from './handlers/positions.ts'
import { POSTAL_ROUTES } from './handlers/postal.ts'
import { REGISTRATION_ROUTES } from './handlers/registration.ts'
import { REJOIN_ROUTES } from './handlers/rejoin.ts'
import { RESULT_ROUTES } from './handlers/results.ts'
import { SEARCH_ROUTES } from './handlers/search.ts'
import { SETTING_ROUTES } from './handlers/settings.ts'
import { ROLE_REVIEW_ROUTES } from './handlers/settingsRoles.ts'
import { DECISION_ROUTES } from './handlers/settlementDecisions.ts'
import { SETTLEMENT_ROUTES } from './handlers/settlements.ts'
import { UNDO_ROUTES } from './handlers/undo.ts'
import { WITHDRAWAL_ROUTES } from './handlers/withdrawal.ts'
import { BATCH_ROUTES } from './handlers/withdrawalBatch.ts'

/** THE table: every command, button, form, shortcut, external select and event that the bot answers. */
export const ROUTES: readonly Route[] = [
  ...SEARCH_ROUTES,
  ...RESULT_ROUTES,
  ...POSTAL_ROUTES,
  ...CARD_ROUTES,
  ...WITHDRAWAL_ROUTES,
  ...BATCH_ROUTES,
  ...REJOIN_ROUTES,
  ...UNDO_ROUTES,
  ...ACCOUNT_ROUTES,
  ...DUES_ROUTES,
  ...INVOICE_ROUTES,
  ...PAYMENT_ROUTES,
  ...CHECK_ROUTES,
  ...REBOOKING_ROUTES,
  ...SETTLEMENT_ROUTES,
  ...DECISION_ROUTES,
  ...DELEGATE_ROUTES,
  ...POSITION_ROUTES,
  ...ELECTION_ROUTES,
  ...SETTING_ROUTES,
  ...ROLE_REVIEW_ROUTES,
  ...REGISTRATION_ROUTES,
  ...APPLICATION_ROUTES,
  ...EDITING_ROUTES,
  ...MERGING_ROUTES,
  ...DOSSIER_ROUTES,
  ...HISTORY_ROUTES,
  ...AUDIT_ROUTES,
  ...DELETION_ROUTES,
  ...DELETION_DECISION_ROUTES,
  ...PLACE_ROUTES,
  ...helpRoutes(() => commandNames(ROUTES)),
]

/** The name of each command in both languages. */
function commandNames(routes: readonly Route[]): readonly Verb[] {
  return routes.flatMap(({ id, permission, verbs }) =>
    verbs === undefined ? [] : [{ id, permission, ja: verbs.ja[0] ?? '', en: verbs.en[0] ?? '' }],
  )
}

/** Where `/member` alone, a number and words without a verb go. */
const TARGETS = { menu: 'menu', show: 'show', search: 'search' }

export function routeTable(routes: readonly Route[] = ROUTES): RouteTable {
  return new RouteTable(routes, TARGETS)
}
