import { randomUUID } from 'node:crypto'
import { Logger, runMigrations } from 'graphile-worker'
import { Client } from 'pg'
import { MigrationRefused } from './errors.ts'
import { type MigrationFile, PRISMA_FOLDER, readMigrations } from './migrationFiles.ts'

/** Any number of our own; Prisma's CLI locks 72707369 for itself. */
const LOCK = 6_347_001
const OLDEST_SERVER = 15

/** As Prisma's engine makes it, so that `prisma migrate deploy` goes on from where we are. */
const HISTORY = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`

export interface MigrateOptions {
  /** Told of each migration applied; one call a sentence. */
  readonly say: (text: string) => void
  /** The folder with `migrations/`; the project's `prisma/` unless told. */
  readonly folder?: string
}

/**
 * Brings a database to this version of the code: `prisma/migrations`, then the job queue's own tables. Several
 * processes may call it at once; one works and the others wait. Some 20 ms when there is nothing to do.
 *
 * Each migration commits together with its row in `_prisma_migrations`, so that a kill in the middle leaves neither.
 * (Prisma's own `migrate deploy` writes the row beside it and needs a repair by hand then.)
 *
 * @returns the names of the migrations that it applied, oldest first
 * @throws MigrationRefused the server is too old, or the database is newer than the code, half migrated by other means,
 *   or was made by another text of a migration
 * @throws DatabaseError (pg) with the failing SQL's message; that migration then left no trace
 */
export async function migrate(
  url: string,
  { say, folder = PRISMA_FOLDER }: MigrateOptions,
): Promise<string[]> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: 'meibo-migrate',
  })
  client.on('error', () => {})
  await client.connect()
  try {
    await checkServer(client)
    // A session's lock, freed by the server also if this process is killed.
    await client.query(`SET lock_timeout = '120s'`)
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    const pending = await findPending(client, await readMigrations(folder))
    for (const migration of pending) {
      await apply(client, migration)
      say(`データベースを更新しました: ${migration.name} / Applied the migration ${migration.name}.`)
    }
    await runMigrations({ connectionString: url, maxPoolSize: 1, logger: new Logger(() => () => {}) })
    return pending.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

async function checkServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ number: number; text: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text`,
  )
  const version = rows[0]
  if (version === undefined || version.number < OLDEST_SERVER * 10_000) {
    throw new MigrationRefused(
      'server-too-old',
      `Meibo needs PostgreSQL ${OLDEST_SERVER} or later; this server is ${version?.text}. Update it, or unset DATABASE_URL to use the embedded one.`,
    )
  }
}

interface Applied {
  readonly name: string
  readonly checksum: string
  readonly finished: boolean
}

async function findPending(client: Client, files: readonly MigrationFile[]): Promise<MigrationFile[]> {
  await client.query(HISTORY)
  const { rows } = await client.query<Applied>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  )
  const known = new Map(files.map((file) => [file.name, file]))
  refuse(
    'newer-database',
    rows.filter(({ name }) => !known.has(name)),
    (names) =>
      `The database knows migrations that this code does not (${names}): it was used by a newer Meibo. Start that version, or restore the backup made before the update.`,
  )
  refuse(
    'failed-migration',
    rows.filter(({ finished }) => !finished),
    (names) =>
      `The migration ${names} was begun with another tool and did not finish. Look at what it left behind, then run prisma migrate resolve.`,
  )
  refuse(
    'edited-migration',
    rows.filter(({ name, checksum }) => known.get(name)?.checksum !== checksum),
    (names) =>
      `The database was made by another text of ${names} than this code's. Take the file back from the version control, or start with a new database.`,
  )
  const applied = new Set(rows.map(({ name }) => name))
  return files.filter(({ name }) => !applied.has(name))
}

function refuse(
  reason: MigrationRefused['reason'],
  rows: readonly Applied[],
  message: (names: string) => string,
): void {
  const names = rows.map(({ name }) => name)
  if (names.length > 0) throw new MigrationRefused(reason, message(names.join(', ')), names)
}

async function apply(client: Client, { name, sql, checksum }: MigrationFile): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    if (error instanceof Error) error.message = `Migration ${name} failed and was undone: ${error.message}`
    throw error
  }
}
