import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { databaseDrift, schemaDrift } from './drift.ts'
import { readDatabaseEnv } from './env.ts'
import { migrate } from './migrate.ts'
import { PRISMA_FOLDER } from './migrationFiles.ts'
import { withThrowawayServer } from './scratch.ts'

const USAGE = `tsx src/database/cli.ts <command> [--url postgresql://…] [--folder prisma]
  migrate               bring the database of --url or DATABASE_URL to this version
                        (the bot does so by itself at its start, the embedded database included)
  new-migration <name>  write prisma/migrations/<time>_<name>/migration.sql from the schema's changes
  check                 compare the migrations with the schema, and the database of --url or DATABASE_URL with both;
                        exit code 2 and the difference when they disagree`

/** Runs one command; returns the exit code. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { url: { type: 'string' }, folder: { type: 'string', default: PRISMA_FOLDER } },
    allowPositionals: true,
  })
  const { folder } = values
  const url = values.url ?? readDatabaseEnv().url
  const [command, name] = positionals
  switch (command ?? '') {
    case 'migrate':
      return runMigrate(url, folder)
    case 'new-migration':
      return runNewMigration(url, folder, name)
    case 'check':
      return runCheck(url, folder)
    default:
      console.error(USAGE)
      return 64
  }
}

async function runMigrate(url: string | undefined, folder: string): Promise<number> {
  if (url === undefined) {
    console.error(
      'migrate needs --url or DATABASE_URL. The embedded database is migrated by the bot at its start.',
    )
    return 64
  }
  const applied = await migrate(url, { say: console.log, folder })
  if (applied.length === 0) console.log('データベースは最新です。 / The database is up to date.')
  return 0
}

async function runNewMigration(
  url: string | undefined,
  folder: string,
  name: string | undefined,
): Promise<number> {
  if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
    console.error('new-migration needs a name of small letters, digits and underscores.')
    return 64
  }
  const sql = await onServer(url, (server) => schemaDrift(server, folder))
  if (sql === '') {
    console.log('The migrations already make this schema: nothing to write.')
    return 0
  }
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const target = join(folder, 'migrations', `${time}_${name}`)
  await mkdir(target, { recursive: true })
  await writeFile(join(target, 'migration.sql'), sql.trimStart())
  console.log(`Wrote migrations/${time}_${name}/migration.sql. Read it before you commit it.`)
  return 0
}

async function runCheck(url: string | undefined, folder: string): Promise<number> {
  const missing = await onServer(url, (server) => schemaDrift(server, folder))
  if (missing !== '') console.log(`-- The migrations lack this to make the schema:\n${missing.trim()}`)
  const altered = url === undefined ? [] : await databaseDrift(url, folder)
  if (altered.length > 0) {
    console.log(`-- The database differs from the migrations (+ it has, - it lacks):\n${altered.join('\n')}`)
  }
  if (missing !== '' || altered.length > 0) return 2
  console.log('Schema, migrations and database agree.')
  return 0
}

function onServer<T>(url: string | undefined, work: (serverUrl: string) => Promise<T>): Promise<T> {
  return url === undefined ? withThrowawayServer(console.error, work) : work(url)
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : error)
  process.exitCode = 1
}
