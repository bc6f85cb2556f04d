import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { seedScale } from '../prisma/seed/scale/seedScale.ts'
import { openEmbedded } from '../src/database/embedded.ts'
import { migrate } from '../src/database/migrate.ts'
import { WORD_COLUMNS } from './searchShapes.ts'

/** A server of the bench's own, as the bot would run it. */
export interface BenchServer {
  /** The URL of a database with this many members; filled on first use. */
  database(members: number): Promise<string>
  /** Stops the server; a directory that was not named goes with it. */
  close(): Promise<void>
}

export interface BenchServerOptions {
  /** Kept from run to run, so that a million members are loaded once. */
  readonly directory: string | undefined
  readonly seed: number
  /** The day that the seed counts from. */
  readonly today: string
  readonly say: (text: string) => void
}

/** The obvious way's indexes beside the product's own, on every column that words are looked for in. */
const OBVIOUS_INDEXES = [
  'CREATE EXTENSION IF NOT EXISTS pg_trgm',
  ...WORD_COLUMNS.map(
    (column) => `CREATE INDEX bench_${column} ON member USING gin (${column} gin_trgm_ops)`,
  ),
  'CREATE INDEX bench_prefecture ON member (society_id, lifecycle, prefecture)',
  'VACUUM (ANALYZE)',
]

/** Starts the server. Loading a million members takes minutes, once. */
export async function openBenchServer(options: BenchServerOptions): Promise<BenchServer> {
  const { directory, say } = options
  const home = directory ?? (await mkdtemp(join(tmpdir(), 'meibo-bench-')))
  await mkdir(home, { recursive: true })
  const server = await openEmbedded({ directory: home, say })
  return {
    database: (members) => filled(server.url, members, options),
    close: async () => {
      await server.stop()
      if (directory === undefined) await rm(home, { recursive: true, force: true })
    },
  }
}

async function filled(
  adminUrl: string,
  members: number,
  { seed, today, say }: BenchServerOptions,
): Promise<string> {
  const name = `bench_${members}_${seed}_${today.replaceAll('-', '')}`
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  const known = await orders(adminUrl, [`SELECT FROM pg_database WHERE datname = '${name}'`])
  if (known > 0) return url.href
  // Only a database that was filled to the end gets the name that the next run looks for.
  const draft = new URL(adminUrl)
  draft.pathname = '/bench_draft'
  await orders(adminUrl, ['DROP DATABASE IF EXISTS bench_draft', 'CREATE DATABASE bench_draft'])
  await migrate(draft.href, { say })
  await seedScale(draft.href, { members, seed, today, say })
  say(`indexes for ${members} members`)
  await orders(draft.href, OBVIOUS_INDEXES)
  await orders(adminUrl, [`ALTER DATABASE bench_draft RENAME TO ${name}`])
  return url.href
}

/** Gives orders one by one. @returns how many rows the last one found */
async function orders(url: string, statements: readonly string[]): Promise<number> {
  const client = new Client({ connectionString: url })
  await client.connect()
  let rows = 0
  try {
    for (const statement of statements) rows = (await client.query(statement)).rowCount ?? 0
  } finally {
    await client.end()
  }
  return rows
}
