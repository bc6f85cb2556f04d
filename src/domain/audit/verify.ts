import { Prisma } from '../../../prisma/generated/client.ts'
import { commit, type Json } from '../core/audit.ts'
import type { Reader } from '../core/roll.ts'
import { CANONICAL_ENTRY, type ChainLink, genesis, linkHash } from './chain.ts'

/** Where the chain was known to stand: from the audit channel, outside the database. */
export interface Anchor {
  readonly n: bigint
  readonly hash: string
}

/** What is wrong with a chain, at which link. */
export type Flaw =
  /** The row or its place in the chain was changed, or an earlier hash was. */
  | { readonly flaw: 'hash'; readonly n: bigint; readonly auditId: bigint }
  /** A link between two others is gone. */
  | { readonly flaw: 'gap'; readonly n: bigint }
  /** The chain is shorter than the anchor, or differs from it. */
  | { readonly flaw: 'anchor'; readonly n: bigint }
  /** The personal detail beside a row is not what the row committed to. */
  | { readonly flaw: 'detail'; readonly auditId: bigint }
  /** Detail of which the row knows nothing. */
  | { readonly flaw: 'detail-foreign'; readonly auditId: bigint }

export interface Verification {
  readonly societyId: number
  readonly sealed: bigint
  /** The newest hash: what to keep as the next anchor. */
  readonly hash: string
  /** Rows that are not sealed yet; more than a second's worth means that the sealer stands. */
  readonly unsealed: number
  /** Rows whose detail was erased with its person: allowed, and counted. */
  readonly erased: number
  readonly flaws: readonly Flaw[]
}

interface Sealed extends ChainLink {
  readonly n: bigint
  readonly hash: string
  readonly commitment: string | null
  readonly salt: string | null
  readonly detail: { readonly [key: string]: Json } | null
}

const BATCH = 5000
/** A broken chain has one cause; after this many flaws the rest says nothing more. */
const MOST_FLAWS = 20

/**
 * Recomputes one society's whole chain in constant memory and names the first flaws. Finds an edited, deleted or
 * swapped row and, with an anchor from outside, a chain that was cut off or rewritten from some link on.
 */
export async function verifyAudit(read: Reader, societyId: number, anchor?: Anchor): Promise<Verification> {
  const flaws: Flaw[] = []
  let hash = genesis(societyId)
  let n = 0n
  let erased = 0
  let anchored = anchor === undefined || anchor.n === 0n
  while (flaws.length < MOST_FLAWS) {
    const links = await nextLinks(read, societyId, n)
    for (const link of links) {
      if (link.n !== n + 1n) flaws.push({ flaw: 'gap', n: n + 1n })
      if (linkHash(hash, link) !== link.hash) flaws.push({ flaw: 'hash', n: link.n, auditId: link.auditId })
      if (anchor?.n === link.n) anchored = anchor.hash === link.hash
      const detail = detailFlaw(link)
      if (detail === 'erased') erased += 1
      else if (detail !== undefined) flaws.push({ flaw: detail, auditId: link.auditId })
      hash = link.hash
      n = link.n
    }
    if (links.length < BATCH) break
  }
  if (!anchored && anchor !== undefined) flaws.push({ flaw: 'anchor', n: anchor.n })
  return {
    societyId,
    sealed: n,
    hash,
    unsealed: await countUnsealed(read, societyId),
    erased,
    flaws: flaws.slice(0, MOST_FLAWS),
  }
}

function nextLinks(read: Reader, societyId: number, after: bigint): Promise<Sealed[]> {
  return read.$queryRaw<Sealed[]>(Prisma.sql`
    SELECT s.n, s.hash, s.audit_id AS "auditId", coalesce(${CANONICAL_ENTRY}, '') AS text, e.commitment, d.salt, d.detail
    FROM audit_seal s
    LEFT JOIN audit_entry e ON e.society_id = s.society_id AND e.id = s.audit_id
    LEFT JOIN audit_detail d ON d.society_id = s.society_id AND d.audit_id = s.audit_id
    WHERE s.society_id = ${societyId} AND s.n > ${after} ORDER BY s.n LIMIT ${BATCH}`)
}

function detailFlaw(link: Sealed): 'erased' | 'detail' | 'detail-foreign' | undefined {
  if (link.detail === null || link.salt === null) return link.commitment === null ? undefined : 'erased'
  if (link.commitment === null) return 'detail-foreign'
  return commit(link.detail, link.salt) === link.commitment ? undefined : 'detail'
}

async function countUnsealed(read: Reader, societyId: number): Promise<number> {
  const [row] = await read.$queryRaw<{ count: bigint }[]>(Prisma.sql`
    SELECT count(*) AS count FROM audit_entry e WHERE e.society_id = ${societyId}
      AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.society_id = e.society_id AND s.audit_id = e.id)`)
  return Number(row?.count ?? 0)
}
