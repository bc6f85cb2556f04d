import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import type { Roll } from '../core/roll.ts'
import { CANONICAL_ENTRY, type ChainLink, genesis, linkHash } from './chain.ts'

/** One sealer at a time over all processes; the number only has to differ from other advisory locks. */
const SEALER_LOCK = 0x6d656962
const BATCH = 2000

interface Unsealed extends ChainLink {
  readonly societyId: number
}

/**
 * Appends every committed, unsealed audit row to its society's hash chain, in order of id within one pass. Ids are not
 * in commit order, so rows are found by anti-join, not by "after the last"; writers never wait for it. A row that is
 * deleted before its seal leaves no trace: the seal comes within a second.
 *
 * @param after looks only at rows with a larger id: callers may keep a floor that lies far enough behind
 * @returns how many rows were sealed; 0 also when another process is sealing
 */
export async function sealAudit(roll: Roll, after = 0n): Promise<number> {
  return await roll.transact(async (tx) => {
    const [lock] = await tx.$queryRaw<{ mine: boolean }[]>(
      Prisma.sql`SELECT pg_try_advisory_xact_lock(${SEALER_LOCK}::bigint) AS mine`,
    )
    if (lock?.mine !== true) return 0
    const rows = await tx.$queryRaw<Unsealed[]>(Prisma.sql`
      SELECT e.society_id AS "societyId", e.id AS "auditId", ${CANONICAL_ENTRY} AS text FROM audit_entry e
      WHERE e.id > ${after} AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.society_id = e.society_id AND s.audit_id = e.id)
      ORDER BY e.id LIMIT ${BATCH}`)
    const societies = new Set(rows.map((row) => row.societyId))
    for (const societyId of societies)
      await append(
        tx,
        societyId,
        rows.filter((row) => row.societyId === societyId),
      )
    return rows.length
  })
}

async function append(tx: Tx, societyId: number, links: readonly ChainLink[]): Promise<void> {
  const last = await tx.auditSeal.findFirst({ where: { societyId }, orderBy: { n: 'desc' } })
  let hash = last?.hash ?? genesis(societyId)
  let n = last?.n ?? 0n
  const seals = links.map((link) => {
    hash = linkHash(hash, link)
    n += 1n
    return { societyId, n, auditId: link.auditId, hash }
  })
  await tx.auditSeal.createMany({ data: seals })
}

/** How long no transaction that writes audit rows can last, with a wide margin; see `change`. */
const SETTLED_MS = 600_000
/** How often the floor is forgotten, so that even a row that came later than any should is sealed. */
const FULL_PASS_MS = 3_600_000

/**
 * A sealer for a running process: each call is one pass that looks only at rows that may still be unsealed, so that a
 * pass stays cheap however long the audit grows.
 */
export function createSealer(roll: Roll, now: () => number): () => Promise<number> {
  let floor = 0n
  let marks: { readonly at: number; readonly id: bigint }[] = []
  let lastFull = now()
  return async () => {
    if (now() - lastFull > FULL_PASS_MS) {
      floor = 0n
      marks = []
      lastFull = now()
    }
    const [newest] = await roll.read.$queryRaw<{ id: bigint | null }[]>(
      Prisma.sql`SELECT max(id) AS id FROM audit_entry`,
    )
    const sealed = await sealAudit(roll, floor)
    if (newest?.id !== undefined && newest.id !== null && sealed < BATCH)
      marks.push({ at: now(), id: newest.id })
    const settled = marks.filter((mark) => mark.at < now() - SETTLED_MS)
    floor = settled.at(-1)?.id ?? floor
    marks = marks.filter((mark) => mark.at >= now() - SETTLED_MS)
    return sealed
  }
}
