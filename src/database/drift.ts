import { Client } from 'pg'
import { openEngine } from './engine.ts'
import { migrate } from './migrate.ts'
import { PRISMA_FOLDER } from './migrationFiles.ts'
import { makeEmptyDatabase } from './scratch.ts'

/**
 * The SQL that the migrations lack to make the schema of the `.prisma` files; '' when they agree. Prisma's view of a
 * schema: tables, columns, keys and indexes.
 *
 * @param serverUrl a database of any server on which databases may be made; its own content is not touched
 */
export async function schemaDrift(serverUrl: string, folder: string = PRISMA_FOLDER): Promise<string> {
  const engine = await openEngine(serverUrl, folder)
  try {
    return await engine.difference()
  } finally {
    await engine.close()
  }
}

/**
 * What a database has and lacks against one freshly made by the migrations, as lines beginning with `+` or `-`; none
 * when they agree. Sees what Prisma does not: checks, triggers, functions, exclusion and deferral, generated columns.
 *
 * @param url the database to look at; it is only read. Its role must be allowed to make databases beside it.
 */
export async function databaseDrift(url: string, folder: string = PRISMA_FOLDER): Promise<string[]> {
  const wanted = await migratedCatalogue(url, folder)
  const found = await readCatalogue(url)
  return [
    ...[...wanted].filter((line) => !found.has(line)).map((line) => `- ${line}`),
    ...[...found].filter((line) => !wanted.has(line)).map((line) => `+ ${line}`),
  ]
}

async function migratedCatalogue(serverUrl: string, folder: string): Promise<Set<string>> {
  const fresh = await makeEmptyDatabase(serverUrl)
  try {
    await migrate(fresh.url, { say: () => {}, folder })
    return await readCatalogue(fresh.url)
  } finally {
    await fresh.remove()
  }
}

async function readCatalogue(url: string): Promise<Set<string>> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    const { rows } = await client.query<{ line: string }>(CATALOGUE)
    return new Set(rows.map(({ line }) => line))
  } finally {
    await client.end()
  }
}

/** One line for each thing in the schema `public`, in PostgreSQL's own words. */
const CATALOGUE = `
WITH mine AS (SELECT oid, relname, relkind, relrowsecurity FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relname <> '_prisma_migrations')
SELECT format('column %s.%s %s%s%s%s', relname, attname, format_type(atttypid, atttypmod),
    CASE WHEN attnotnull THEN ' not null' END, CASE WHEN attidentity <> '' THEN ' identity' END,
    CASE attgenerated WHEN '' THEN ' default ' ELSE ' generated ' END || pg_get_expr(adbin, adrelid)) AS line
  FROM mine JOIN pg_attribute ON attrelid = mine.oid
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE relkind IN ('r', 'p', 'v', 'm') AND attnum > 0 AND NOT attisdropped
UNION ALL SELECT format('constraint %s on %s: %s', conname, relname, pg_get_constraintdef(c.oid))
  FROM mine JOIN pg_constraint c ON conrelid = mine.oid WHERE contype <> 'n'
UNION ALL SELECT pg_get_indexdef(indexrelid) FROM mine JOIN pg_index ON indrelid = mine.oid
UNION ALL SELECT pg_get_triggerdef(t.oid) || CASE tgenabled WHEN 'O' THEN '' ELSE ' (' || tgenabled::text || ')' END
  FROM mine JOIN pg_trigger t ON tgrelid = mine.oid WHERE NOT tgisinternal
UNION ALL SELECT pg_get_functiondef(p.oid) FROM pg_proc p
  WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e')
UNION ALL SELECT format('view %s: %s', relname, pg_get_viewdef(oid)) FROM mine WHERE relkind IN ('v', 'm')
UNION ALL SELECT format('sequence %s', relname) FROM mine WHERE relkind = 'S'
UNION ALL SELECT format('rule on %s: %s', relname, pg_get_ruledef(r.oid))
  FROM mine JOIN pg_rewrite r ON ev_class = mine.oid WHERE rulename <> '_RETURN'
UNION ALL SELECT format('row security on %s', relname) FROM mine WHERE relrowsecurity
UNION ALL SELECT format('type %s: %s', typname, string_agg(enumlabel, ', ' ORDER BY enumsortorder))
  FROM pg_type t JOIN pg_enum ON enumtypid = t.oid WHERE typnamespace = 'public'::regnamespace GROUP BY typname
UNION ALL SELECT format('extension %s', extname) FROM pg_extension
ORDER BY line`
