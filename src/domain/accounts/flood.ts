import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import { sha256 } from '../core/audit.ts'
import type { Roll } from '../core/roll.ts'

/** How often something may be tried at a stretch, and how soon again after that. */
export interface Rate {
  readonly most: number
  readonly perHour: number
}

/**
 * Takes one try from each of the buckets, in the database, so that several processes count together; false where one of them is empty. Keys are kept
 * hashed. Nothing of it is the roll's, so that it does not pass `change`.
 */
export async function takeTries(
  roll: Roll,
  tries: readonly { readonly key: string; readonly rate: Rate }[],
  now: Date,
): Promise<boolean> {
  return roll.transact(async (tx) => {
    let all = true
    for (const { key, rate } of tries) all = (await takeOne(tx, sha256(key), rate, now)) && all
    return all
  })
}

/** One that is empty is left as it is, so that whoever keeps knocking does not keep the owner out for longer. */
async function takeOne(tx: Tx, key: string, { most, perHour }: Rate, now: Date): Promise<boolean> {
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO flood_bucket (key, tokens, updated_at) VALUES (${key}, ${most}::float8, ${now}) ON CONFLICT (key) DO NOTHING`)
  const filled = Prisma.sql`least(${most}::float8, tokens + greatest(0, extract(epoch FROM ${now}::timestamptz - updated_at)) * ${perHour}::float8 / 3600)`
  const taken = await tx.$executeRaw(Prisma.sql`
    UPDATE flood_bucket SET tokens = ${filled} - 1, updated_at = greatest(updated_at, ${now}::timestamptz) WHERE key = ${key} AND ${filled} >= 1`)
  return taken === 1
}
