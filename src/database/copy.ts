import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type ClientBase, escapeIdentifier } from 'pg'
import { from } from 'pg-copy-streams'

/** Rows go out in pieces of about this many characters: one write a row would be most of the work. */
const PIECE = 64 * 1024

/**
 * Writes rows by COPY, some twenty times as fast as `createMany`. Back-pressure reaches the source, so any number of
 * rows needs little memory. Inside the transaction of `client`, if it has one open; triggers and checks apply.
 *
 * @param client a connection of its own (`pool.connect()`); the pool itself will not do
 * @param table as in SQL: `member`, or `public.member`
 * @param rows one value for each column, in their order: text, number, bigint, boolean, `Date` (a date column takes its
 *   UTC day), an array for an array column, a plain object for json(b), or `json(…)`; null and undefined are null
 * @returns the number of rows written
 * @throws DatabaseError (pg) for the first bad row; nothing of the call is kept then
 */
export async function copyInto(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>,
): Promise<number> {
  const target = table.split('.').map(escapeIdentifier).join('.')
  const names = columns.map(escapeIdentifier).join(', ')
  return unhurried(client, async (noTimer) => {
    const copy = Object.assign(from(`COPY ${target} (${names}) FROM STDIN`), noTimer)
    await pipeline(Readable.from(pieces(rows)), client.query(copy))
    return copy.rowCount
  })
}

/** A COPY takes as long as its source, so the pool's limits on a statement don't hold for it. */
async function unhurried<T>(
  client: ClientBase,
  work: (noTimer: { query_timeout: number }) => Promise<T>,
): Promise<T> {
  const { rows } = await client.query<{ limit: string }>(
    `SELECT current_setting('statement_timeout') AS limit`,
  )
  const setLimit = (limit: string) =>
    client.query(`SELECT set_config('statement_timeout', $1, false)`, [limit])
  await setLimit('0')
  try {
    // The longest delay that a timer knows: 24 days.
    return await work({ query_timeout: 2 ** 31 - 1 })
  } finally {
    // In a transaction that has failed it can't be set; its rollback sets it back.
    await setLimit(rows[0]?.limit ?? '0').catch(() => {})
  }
}

async function* pieces(rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>) {
  let text = ''
  for await (const row of rows) {
    text += `${row.map(copyText).join('\t')}\n`
    if (text.length >= PIECE) {
      yield text
      text = ''
    }
  }
  if (text !== '') yield text
}

/** A value in COPY's text format (PostgreSQL manual, COPY, "Text Format"). */
function copyText(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  return escapeText(plainText(value))
}

function plainText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return arrayText(value)
  if (typeof value === 'object') return JSON.stringify(value)
  throw new TypeError(`COPY takes no ${typeof value}`)
}

/** An array literal: `{1,2}`, texts in quotes, so that `NULL` or a comma in one stays text. */
function arrayText(values: readonly unknown[]): string {
  const items = values.map((value) => {
    if (value === null || value === undefined) return 'NULL'
    if (Array.isArray(value)) return arrayText(value)
    if (typeof value === 'number' || typeof value === 'bigint') return String(value)
    return `"${plainText(value).replace(/["\\]/g, '\\$&')}"`
  })
  return `{${items.join(',')}}`
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escapeText(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (found) => ESCAPES[found] ?? found)
}

/** Marks a value for a json(b) column where its own type means something else: an array, a text, a number, null. */
export function json(value: unknown): string {
  return JSON.stringify(value)
}
