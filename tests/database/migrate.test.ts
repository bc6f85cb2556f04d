import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEngine } from '../../src/database/engine.ts'
import { migrate } from '../../src/database/migrate.ts'
import { readMigrations } from '../../src/database/migrationFiles.ts'
import { startChild } from '../support/children.ts'
import { emptyDatabase } from '../support/database.ts'

let database: Awaited<ReturnType<typeof emptyDatabase>>
let client: Client
let folder: string
let said: string[]
const say = (text: string) => said.push(text)

beforeEach(async () => {
  said = []
  folder = await mkdtemp(join(tmpdir(), 'meibo-migrations-'))
  database = await emptyDatabase()
  client = new Client({ connectionString: database.url })
  await client.connect()
})
afterEach(async () => {
  await client.end()
  await database.remove()
  await rm(folder, { recursive: true, force: true })
})

async function writeMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, 'migrations', name), { recursive: true })
  await writeFile(join(folder, 'migrations', name, 'migration.sql'), sql)
}

const tables = async () => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}

describe('migrate', () => {
  it('is safe from four processes at once: one applies everything, in order, and the others nothing', async () => {
    const children = [1, 2, 3, 4].map(() => startChild('tests/database/migrator.ts', [database.url]))
    const ends = await Promise.all(children.map((child) => child.end()))
    const names = (await readMigrations()).map(({ name }) => name)
    const outputs = ends.map(({ code, output }) => ({ code, output }))
    expect(outputs.filter(({ output }) => output[0] !== '[]')).toEqual([
      { code: 0, output: [JSON.stringify(names)] },
    ])
    expect(outputs.filter(({ output }) => output[0] === '[]')).toEqual(
      [1, 2, 3].map(() => ({ code: 0, output: ['[]'] })),
    )
    const { rows } = await client.query(`SELECT to_regclass('graphile_worker._private_jobs')::text AS jobs`)
    expect(rows).toEqual([{ jobs: 'graphile_worker._private_jobs' }])
  })

  it("leaves nothing for Prisma's own engine to apply, and has nothing to do behind it", async () => {
    await migrate(database.url, { say })
    const engine = await openEngine(database.url)
    expect(await engine.apply()).toEqual([])
    await engine.close()
    expect(await migrate(database.url, { say: () => {} })).toEqual([])
  })

  it("goes on from where Prisma's own engine was", async () => {
    await writeMigration('1_first', 'CREATE TABLE first (id int)')
    await writeFile(join(folder, 'schema.prisma'), 'datasource db {\n  provider = "postgresql"\n}\n')
    const engine = await openEngine(database.url, folder)
    expect(await engine.apply()).toEqual(['1_first'])
    await engine.close()
    await writeMigration('2_second', 'CREATE TABLE second (id int)')
    expect(await migrate(database.url, { say, folder })).toEqual(['2_second'])
    expect(await tables()).toEqual(['_prisma_migrations', 'first', 'second'])
    expect(said).toEqual(['データベースを更新しました: 2_second / Applied the migration 2_second.'])
  })

  it('undoes the whole of a migration that fails, and applies it once it is mended', async () => {
    await writeMigration('1_first', 'CREATE TABLE first (id int)')
    await writeMigration('2_second', 'CREATE TABLE second (id int); INSERT INTO second VALUES (1 / 0);')
    await expect(migrate(database.url, { say, folder })).rejects.toMatchObject({
      code: '22012',
      message: 'Migration 2_second failed and was undone: division by zero',
    })
    expect(await tables()).toEqual(['_prisma_migrations', 'first'])
    await writeMigration('2_second', 'CREATE TABLE second (id int)')
    expect(await migrate(database.url, { say, folder })).toEqual(['2_second'])
  })
})

describe('a database that migrate refuses', () => {
  beforeEach(async () => {
    await writeMigration('1_first', 'CREATE TABLE first (id int)')
    await migrate(database.url, { say, folder })
  })

  it('is newer than the code', async () => {
    await writeMigration('2_second', 'CREATE TABLE second (id int)')
    await migrate(database.url, { say, folder })
    await rm(join(folder, 'migrations', '2_second'), { recursive: true })
    await expect(migrate(database.url, { say, folder })).rejects.toMatchObject({
      name: 'MigrationRefused',
      reason: 'newer-database',
      migrations: ['2_second'],
      message:
        'The database knows migrations that this code does not (2_second): it was used by a newer Meibo. Start that version, or restore the backup made before the update.',
    })
  })

  it('was left half migrated by another tool', async () => {
    await client.query('UPDATE _prisma_migrations SET finished_at = NULL')
    await expect(migrate(database.url, { say, folder })).rejects.toMatchObject({
      name: 'MigrationRefused',
      reason: 'failed-migration',
      migrations: ['1_first'],
      message:
        'The migration 1_first was begun with another tool and did not finish. Look at what it left behind, then run prisma migrate resolve.',
    })
  })

  it('was made by another text of a migration', async () => {
    await writeMigration('1_first', 'CREATE TABLE first (id bigint)')
    await expect(migrate(database.url, { say, folder })).rejects.toMatchObject({
      name: 'MigrationRefused',
      reason: 'edited-migration',
      migrations: ['1_first'],
      message:
        "The database was made by another text of 1_first than this code's. Take the file back from the version control, or start with a new database.",
    })
  })

  it('lies on a server that is too old', async () => {
    // The server says so itself: a function of ours hides its own.
    await client.query(`CREATE SCHEMA old; CREATE FUNCTION old.current_setting(text) RETURNS text LANGUAGE sql
      AS $$ SELECT CASE $1 WHEN 'server_version' THEN '14.9' ELSE '140009' END $$`)
    const url = `${database.url}?options=${encodeURIComponent('-csearch_path=old,pg_catalog,public')}`
    await expect(migrate(url, { say, folder })).rejects.toMatchObject({
      name: 'MigrationRefused',
      reason: 'server-too-old',
      message:
        'Meibo needs PostgreSQL 15 or later; this server is 14.9. Update it, or unset DATABASE_URL to use the embedded one.',
    })
  })
})
