import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import { loadStaleMembers, type StaleMember } from './facts.ts'
import { buildSearchRow, type SearchRow } from './tokens.ts'

/** Members a statement: bounds the memory, not the number of members. */
const BATCH = 2000

/** What an erased or merged member leaves: the row that the foreign key wants, and nothing to be found by. */
const HIDDEN: SearchRow = { number: '', kana: '', searchText: '', tokens: [] }

/**
 * Brings the search rows of these members up to date with everything the transaction has written. Where nothing lags it costs
 * one quick statement, without ids none. The commit is refused (member_society_id_id_search_version_fkey) where this was left out.
 */
export async function reindexMembers(tx: Tx, societyId: number, ids: readonly number[]): Promise<void> {
  const unique = [...new Set(ids)]
  for (let start = 0; start < unique.length; start += BATCH) {
    const stale = await loadStaleMembers(tx, societyId, unique.slice(start, start + BATCH))
    if (stale.length > 0) await writeSearchRows(tx, stale)
  }
}

/** Tokens travel as array literals, since unnest would flatten an array of arrays. */
async function writeSearchRows(tx: Tx, members: readonly StaleMember[]): Promise<void> {
  const rows = members.map((member) => (member.hidden ? HIDDEN : buildSearchRow(member)))
  await tx.$executeRaw(Prisma.sql`/* prepared */
    INSERT INTO member_search (society_id, member_id, version, number, kana, search_text, tokens, oldest_open_due)
    SELECT r.society_id, r.member_id, r.version, r.number, r.kana, r.search_text, r.tokens::int[], r.oldest_open_due
    FROM unnest(
      ${members.map(({ societyId }) => societyId)}::int[], ${members.map(({ memberId }) => memberId)}::int[],
      ${members.map(({ version }) => version)}::int[], ${rows.map(({ number }) => number)}::text[],
      ${rows.map(({ kana }) => kana)}::text[], ${rows.map(({ searchText }) => searchText)}::text[],
      ${rows.map(({ tokens }) => `{${tokens.join(',')}}`)}::text[],
      ${members.map(({ hidden, oldestOpenDue }) => (hidden ? null : oldestOpenDue))}::date[]
    ) AS r(society_id, member_id, version, number, kana, search_text, tokens, oldest_open_due)
    ON CONFLICT (society_id, member_id) DO UPDATE SET
      version = EXCLUDED.version, number = EXCLUDED.number, kana = EXCLUDED.kana, search_text = EXCLUDED.search_text,
      tokens = EXCLUDED.tokens, oldest_open_due = EXCLUDED.oldest_open_due`)
}
