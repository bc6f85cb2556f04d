import { Client } from 'pg'
import { type Database, openDatabase } from '../../../src/database/client.ts'
import { copyInto } from '../../../src/database/copy.ts'
import { tokyoDay } from '../../../src/domain/core/calendar.ts'
import { hasDemo, SEEDED, type SeedCounts, type SeedOptions, seedDemo } from '../demo/seedDemo.ts'
import { MOVE_SEQUENCES } from '../insert.ts'
import { type Kind, MEDICAL } from '../societies.ts'
import { type Bases, type Bulk, nextNumber, PREFIXES } from './bulk.ts'
import { DUES_TABLES } from './duesTables.ts'
import { scaleFrame } from './life.ts'
import { MEMBER_TABLES, SEARCH_TABLE } from './memberTables.ts'
import { suspendChecks } from './suspend.ts'

/** In the order of their references. */
const TABLES = [...MEMBER_TABLES, ...DUES_TABLES, SEARCH_TABLE]

export interface ScaleOptions extends SeedOptions {
  /** Members of society 1234 in the end, those of the demo among them. */
  readonly members: number
  /** Told of each step; one call a line. */
  readonly say?: (text: string) => void
}

/**
 * Fills a migrated database up to a number of members: the demo societies, if they are not there yet, then a bulk of
 * drawn members in 1234 with about three invoices each, in one transaction by COPY. The same choice gives the same rows,
 * and the same rows as the triggers would have made.
 *
 * @param url a database nobody else works on meanwhile: the tables are locked
 * @throws Error when there is a society 1234 that the seed did not make
 * @throws DatabaseError (pg) with nothing of the bulk kept; a demo that was written before it stays
 */
export async function seedScale(url: string, options: ScaleOptions): Promise<SeedCounts> {
  const { members, seed = 1, today = tokyoDay(new Date()), say = () => {} } = options
  const database = await openDatabase(url, { poolMax: 1 })
  const counts = { [MEDICAL.id]: 0 }
  try {
    if (!(await hasDemo(database))) Object.assign(counts, await seedDemo(database, { seed, today }))
    await refuseForeign(database)
    counts[MEDICAL.id] = await database.prisma.member.count({ where: { societyId: MEDICAL.id } })
  } finally {
    await database.close()
  }
  const count = members - (counts[MEDICAL.id] ?? 0)
  if (count <= 0) return counts
  // A connection of its own, since the pool's limits are for a user who waits.
  const client = new Client({ connectionString: url, application_name: 'meibo-seed' })
  await client.connect()
  try {
    await fill(client, { frame: scaleFrame(seed, today), bases: await basesOf(client), count }, say)
  } finally {
    await client.end()
  }
  return { ...counts, [MEDICAL.id]: members }
}

/** A bulk of made-up members must never land among real ones. */
async function refuseForeign({ prisma }: Database): Promise<void> {
  const own = await prisma.auditEntry.count({ where: { societyId: MEDICAL.id, action: SEEDED } })
  if (own === 0) throw new Error(`Society ${MEDICAL.id} was not made by the seed: it is left alone.`)
}

async function fill(client: Client, bulk: Bulk, say: (text: string) => void): Promise<void> {
  const started = Date.now()
  const tell = (text: string) => say(`${((Date.now() - started) / 1000).toFixed(1)} s  ${text}`)
  await client.query('BEGIN')
  try {
    await client.query(`SET LOCAL maintenance_work_mem = '512MB'`)
    await client.query('SET LOCAL synchronous_commit = off')
    // A bot that is using the tables is a reason to stop, not to wait.
    await client.query(`SET LOCAL lock_timeout = '10s'`)
    const restore = await suspendChecks(
      client,
      TABLES.map(({ name }) => name),
    )
    for (const table of TABLES) {
      const rows = await copyInto(client, table.name, table.columns, table.rows(bulk))
      tell(`${table.name}: ${rows} rows`)
    }
    await client.query(MOVE_SEQUENCES)
    await moveNumbers(client, bulk)
    tell('indexes and constraints')
    await restore(tell)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
  await client.query('ANALYZE')
  tell('done')
}

async function basesOf(client: Client): Promise<Bases> {
  const { rows } = await client.query<Omit<Bases, 'numbers'>>(
    `SELECT ${['member', 'invoice', 'payment', 'allocation'].map((table) => `(SELECT coalesce(max(id), 0)::int FROM ${table} WHERE society_id = $1) AS ${table}`).join(', ')},
       (SELECT coalesce(max(id), 0)::int FROM account) AS account`,
    [MEDICAL.id],
  )
  const series = await client.query<{ prefix: string; next: number }>(
    'SELECT prefix, next FROM number_series WHERE society_id = $1',
    [MEDICAL.id],
  )
  if (rows[0] === undefined) throw new Error('no answer')
  return { ...rows[0], numbers: Object.fromEntries(series.rows.map(({ prefix, next }) => [prefix, next])) }
}

/** The counters go on behind the bulk. */
async function moveNumbers(client: Client, bulk: Bulk): Promise<void> {
  for (const [kind, prefix] of Object.entries(PREFIXES)) {
    await client.query('UPDATE number_series SET next = $3 WHERE society_id = $1 AND prefix = $2', [
      MEDICAL.id,
      prefix,
      nextNumber(bulk, kind as Kind, bulk.count),
    ])
  }
}
