import { type ClientBase, escapeIdentifier } from 'pg'

/** Puts back what was taken away. */
export type Restore = (say: (text: string) => void) => Promise<void>

interface Definition {
  readonly table: string
  readonly name: string
  readonly definition: string
}

/**
 * Inside a transaction, takes from these tables what checks or indexes row by row: user triggers, foreign keys to and from
 * them, exclusion constraints and every index but the primary key. The restore builds each again in one pass, which checks
 * all the rows as a whole. Others see none of it: the tables stay locked until the transaction ends.
 *
 * @returns the restore; the transaction must not commit without it
 */
export async function suspendChecks(client: ClientBase, tables: readonly string[]): Promise<Restore> {
  const constraints = await constraintsOf(client, tables)
  for (const { table, name } of constraints) {
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${escapeIdentifier(name)}`)
  }
  const indexes = await indexesOf(client, tables)
  for (const { name } of indexes) await client.query(`DROP INDEX ${escapeIdentifier(name)}`)
  const triggers = async (order: 'DISABLE' | 'ENABLE') => {
    for (const table of tables) {
      await client.query(`ALTER TABLE ${escapeIdentifier(table)} ${order} TRIGGER USER`)
    }
  }
  await triggers('DISABLE')
  return async (say) => {
    for (const { name, definition } of indexes) {
      await client.query(definition)
      say(`  ${name}`)
    }
    for (const { table, name, definition } of constraints) {
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${escapeIdentifier(name)} ${definition}`)
      say(`  ${name}`)
    }
    await triggers('ENABLE')
  }
}

async function constraintsOf(client: ClientBase, tables: readonly string[]): Promise<Definition[]> {
  const { rows } = await client.query<Definition>(
    `SELECT c.conrelid::regclass::text AS "table", c.conname AS name, pg_get_constraintdef(c.oid) AS definition
     FROM pg_constraint c WHERE c.conparentid = 0 AND (
       (c.contype = 'f' AND (c.conrelid = ANY($1::text[]::regclass[]) OR c.confrelid = ANY($1::text[]::regclass[])))
       OR (c.contype = 'x' AND c.conrelid = ANY($1::text[]::regclass[])))
     ORDER BY c.contype DESC, c.conname`,
    [tables],
  )
  return rows
}

/** Indexes without a constraint of their own; those of exclusion constraints are gone by then. */
async function indexesOf(client: ClientBase, tables: readonly string[]): Promise<Definition[]> {
  const { rows } = await client.query<Definition>(
    `SELECT i.indrelid::regclass::text AS "table", c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE i.indrelid = ANY($1::text[]::regclass[]) AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
     ORDER BY c.relname`,
    [tables],
  )
  return rows
}
