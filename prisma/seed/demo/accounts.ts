import type { Row } from '../insert.ts'
import type { Draft, Roster } from './roster.ts'

/** Everyone admitted who has an e-mail has an account; nobody has a password yet, so nobody can log in. */
function hasAccount({ row }: Draft): boolean {
  return row.email !== null && row.lifecycle === 'active'
}

/**
 * Gives accounts to the members of a roster, in their rows.
 *
 * @param next the first free account id
 * @param held accounts that members of the roster have already, by mail
 * @returns the account rows to write, and the accounts of those who are in both societies, by mail
 */
export function giveAccounts(
  roster: Roster,
  next: number,
  held: ReadonlyMap<string, number>,
): { readonly rows: readonly Row[]; readonly shared: ReadonlyMap<string, number> } {
  const rows: Row[] = []
  const shared = new Map<string, number>()
  for (const draft of roster.drafts.filter(hasAccount)) {
    const { row } = draft
    const known = draft.shared ? held.get(row.email ?? '') : undefined
    row.account_id = known ?? next + rows.length
    if (draft.shared) shared.set(row.email ?? '', row.account_id)
    if (known !== undefined) continue
    rows.push({
      id: row.account_id,
      login_id: row.number,
      status: row.id % 97 === 50 ? 'suspended' : 'active',
      must_change: draft.dues === 'unexpired' || row.id % 40 === 0,
      created_at: row.updated_at,
    })
  }
  return { rows, shared }
}
