/** A row by column name. Dates and instants are text, JSON and arrays are plain values. */
export type Row = Readonly<Record<string, unknown>>

/** Runs one statement with its parameters, in the transaction of the seeding. */
export type Execute = (sql: string, ...values: unknown[]) => Promise<unknown>

/**
 * Inserts rows with one statement, in their order, so that statement triggers run once.
 *
 * @throws when rows differ in their columns: a column left out would silently become null
 */
export async function insertRows(execute: Execute, table: string, rows: readonly object[]): Promise<void> {
  const columns = columnsOf(rows)
  if (columns.length === 0) return
  const list = columns.map((name) => `"${name}"`).join(', ')
  await execute(
    `INSERT INTO "${table}" (${list}) SELECT ${list} FROM jsonb_populate_recordset(NULL::"${table}", $1::text::jsonb)`,
    JSON.stringify(rows),
  )
}

/** Updates rows by `society_id` and `id` with one statement; every other column in the rows is set. */
export async function updateRows(execute: Execute, table: string, rows: readonly object[]): Promise<void> {
  const columns = columnsOf(rows).filter((name) => name !== 'society_id' && name !== 'id')
  if (columns.length === 0) return
  const sets = columns.map((name) => `"${name}" = r."${name}"`).join(', ')
  await execute(
    `UPDATE "${table}" t SET ${sets} FROM jsonb_populate_recordset(NULL::"${table}", $1::text::jsonb) r
     WHERE t."society_id" = r."society_id" AND t."id" = r."id"`,
    JSON.stringify(rows),
  )
}

function columnsOf(rows: readonly object[]): string[] {
  const columns = Object.keys(rows[0] ?? {})
  const shape = columns.join()
  const odd = rows.find((row) => Object.keys(row).join() !== shape)
  if (odd !== undefined) throw new Error(`rows differ in columns: ${shape} and ${Object.keys(odd).join()}`)
  return columns
}

const TABLES_WITH_IDS = `SELECT c.relname AS "table", pg_get_serial_sequence(quote_ident(c.relname), 'id') AS sequence
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind = 'r' AND EXISTS (
    SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'id' AND NOT a.attisdropped)`

/** The statement that moves every id sequence behind the ids that the seeding chose itself. */
export const MOVE_SEQUENCES = `DO $$
DECLARE t record; top bigint;
BEGIN
  FOR t IN ${TABLES_WITH_IDS} LOOP
    IF t.sequence IS NOT NULL THEN
      EXECUTE format('SELECT max(id) FROM %I', t."table") INTO top;
      IF top IS NOT NULL THEN PERFORM setval(t.sequence, greatest(top, nextval(t.sequence) - 1)); END IF;
    END IF;
  END LOOP;
END $$`
