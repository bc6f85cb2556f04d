import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { databaseDrift, schemaDrift } from '../../src/database/drift.ts'
import { type Child, startChild } from '../support/children.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let db: TestDatabase
let folder: string

const MIGRATION = `CREATE TABLE "note" ("id" SERIAL NOT NULL, "text" TEXT NOT NULL, CONSTRAINT "note_pkey" PRIMARY KEY ("id"));
ALTER TABLE "note" ADD CONSTRAINT "note_text_check" CHECK ("text" <> '');
CREATE INDEX "note_lower_text" ON "note" (lower("text")) WHERE "id" > 0;
CREATE FUNCTION keep_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END; $$;
CREATE TRIGGER keep_note BEFORE DELETE ON "note" FOR EACH ROW EXECUTE FUNCTION keep_note();
`
const ADD_COLUMN = '-- AlterTable\nALTER TABLE "note" ADD COLUMN     "read_on" DATE;'

const writeSchema = (field: string) =>
  writeFile(
    join(folder, 'schema.prisma'),
    `datasource db {\n  provider = "postgresql"\n}\nmodel Note {\n  id Int @id @default(autoincrement())\n  text String\n  ${field}\n  @@map("note")\n}\n`,
  )

const cli = (...args: string[]): Child =>
  startChild('src/database/cli.ts', [...args, '--folder', folder], { DATABASE_URL: '' })

beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meibo-drift-'))
  await mkdir(join(folder, 'migrations', '1_first'), { recursive: true })
  await writeFile(join(folder, 'migrations', '1_first', 'migration.sql'), MIGRATION)
  await writeSchema('')
  return () => rm(folder, { recursive: true, force: true })
})

describe('schemaDrift', () => {
  it('is empty when the migrations make the schema, expression indexes, checks and triggers aside', async () => {
    expect(await schemaDrift(db.url, folder)).toBe('')
  })

  it('is the SQL that the migrations lack', async () => {
    await writeSchema('readOn DateTime? @map("read_on") @db.Date')
    expect((await schemaDrift(db.url, folder)).trim()).toBe(ADD_COLUMN)
  })

  it('leaves no shadow database behind', async () => {
    await schemaDrift(db.url, folder)
    await databaseDrift(db.url, folder)
    const { rows } = await db.pool.query(`SELECT datname FROM pg_database WHERE datname LIKE 'meibo_shadow%'`)
    expect(rows).toEqual([])
  })
})

describe('databaseDrift', () => {
  it("is empty for a database that this project's migrations made", async () => {
    expect(await databaseDrift(db.url)).toEqual([])
  })

  it('names everything that was altered by hand', async () => {
    const altered = await testDatabase()
    await altered.pool.query(`ALTER TABLE member ADD COLUMN nickname text DEFAULT 'x';
      CREATE TABLE aside (id int PRIMARY KEY);
      CREATE FUNCTION aside() RETURNS int LANGUAGE sql AS 'SELECT 1'`)
    const lines = await databaseDrift(altered.url)
    await altered.drop()
    expect(lines).toEqual([
      '+ CREATE OR REPLACE FUNCTION public.aside()\n RETURNS integer\n LANGUAGE sql\nAS $function$SELECT 1$function$\n',
      '+ CREATE UNIQUE INDEX aside_pkey ON public.aside USING btree (id)',
      '+ column aside.id integer not null',
      "+ column member.nickname text default 'x'::text",
      '+ constraint aside_pkey on aside: PRIMARY KEY (id)',
    ])
  })

  it('names every rule that was taken away by hand', async () => {
    const altered = await testDatabase()
    await altered.pool.query(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${MIGRATION}
      ALTER TABLE note DROP CONSTRAINT note_text_check; DROP INDEX note_lower_text;
      ALTER TABLE note DISABLE TRIGGER keep_note;`)
    const lines = await databaseDrift(altered.url, folder)
    await altered.drop()
    expect(lines).toEqual([
      '- CREATE INDEX note_lower_text ON public.note USING btree (lower(text)) WHERE (id > 0)',
      '- CREATE TRIGGER keep_note BEFORE DELETE ON public.note FOR EACH ROW EXECUTE FUNCTION keep_note()',
      "- constraint note_text_check on note: CHECK ((text <> ''::text))",
      '+ CREATE TRIGGER keep_note BEFORE DELETE ON public.note FOR EACH ROW EXECUTE FUNCTION keep_note() (D)',
    ])
  })
})

describe('the command line', () => {
  it('agrees, exit 0; on a server of its own where no URL is given', async () => {
    expect(await cli('check').end()).toEqual({ code: 0, output: ['Schema, migrations and database agree.'] })
  })

  it('shows the SQL and exits with 2 when the schema is ahead, writes that migration, and agrees again', async () => {
    await writeSchema('readOn DateTime? @map("read_on") @db.Date')
    expect(await cli('check', '--url', db.url).end()).toMatchObject({ code: 2 })
    const written = await cli('new-migration', 'note_read', '--url', db.url).end()
    const name = (await readdir(join(folder, 'migrations'))).find((entry) => entry !== '1_first') ?? ''
    expect(name).toMatch(/^\d{14}_note_read$/)
    expect(written).toEqual({
      code: 0,
      output: [`Wrote migrations/${name}/migration.sql. Read it before you commit it.`],
    })
    expect((await readFile(join(folder, 'migrations', name, 'migration.sql'), 'utf8')).trim()).toBe(
      ADD_COLUMN,
    )
    expect(await schemaDrift(db.url, folder)).toBe('')
  })

  it('migrates the database of the URL', async () => {
    const altered = await testDatabase()
    await altered.pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    const first = await cli('migrate', '--url', altered.url).end()
    const second = await cli('migrate', '--url', altered.url).end()
    await altered.drop()
    expect([first, second]).toEqual([
      { code: 0, output: ['データベースを更新しました: 1_first / Applied the migration 1_first.'] },
      { code: 0, output: ['データベースは最新です。 / The database is up to date.'] },
    ])
  })
})
