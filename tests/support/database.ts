import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import { seedDemo } from '../../prisma/seed/demo/seedDemo.ts'
import { type Database, type DatabaseOptions, openDatabase } from '../../src/database/client.ts'

/** A migrated, empty database of one test file's own. */
export interface TestDatabase extends Pick<Database, 'prisma' | 'pool'> {
  readonly url: string
  /** Closes the connections and removes the database. Call it in `afterAll`. */
  drop(): Promise<void>
}

/**
 * Copies the run's migrated template: some 30 ms. Files run in parallel, each on its own.
 *
 * @example
 * let db: TestDatabase
 * beforeAll(async () => { db = await testDatabase() })
 * afterAll(() => db.drop())
 */
export function testDatabase(options: DatabaseOptions = {}): Promise<TestDatabase> {
  return openCopy(inject('testServer').template, options)
}

/** As `testDatabase`, with the demo societies as of a day. They are written once a run and day, then copied. */
export async function demoDatabase(today: string, options: DatabaseOptions = {}): Promise<TestDatabase> {
  return openCopy(await demoTemplate(today), options)
}

async function openCopy(template: string, options: DatabaseOptions): Promise<TestDatabase> {
  const copy = await copyOf(template)
  const database = await openDatabase(copy.url, { poolMax: 5, ...options })
  return {
    url: copy.url,
    prisma: database.prisma,
    pool: database.pool,
    drop: async () => {
      await database.close()
      await copy.remove()
    },
  }
}

/** A database without any table, for tests of the migrations themselves. */
export function emptyDatabase(): Promise<{ url: string; remove(): Promise<void> }> {
  return copyOf('template0')
}

/** The name of a database with the demo in it, made by whichever file needs it first; the others wait for it. */
async function demoTemplate(today: string): Promise<string> {
  const { adminUrl, template } = inject('testServer')
  const name = `meibo_demo_${today.replaceAll('-', '')}`
  const admin = new Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query('SELECT pg_advisory_lock(hashtext($1))', [name])
    const { rows } = await admin.query<{ ready: boolean }>(
      'SELECT NOT datallowconn AS ready FROM pg_database WHERE datname = $1',
      [name],
    )
    if (rows[0]?.ready === true) return name
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
    const database = await openDatabase(urlOf(adminUrl, name))
    await seedDemo(database, { today, seed: 1 })
    await database.close()
    // A single open connection would make every copy fail.
    await admin.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`)
    return name
  } finally {
    await admin.end()
  }
}

function urlOf(adminUrl: string, name: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}

async function copyOf(template: string): Promise<{ url: string; remove(): Promise<void> }> {
  const { adminUrl } = inject('testServer')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await order(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  return {
    url: urlOf(adminUrl, name),
    remove: () => order(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

async function order(adminUrl: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
