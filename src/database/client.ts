import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { Pool, type PoolConfig, types } from 'pg'
import { type Prisma, PrismaClient } from '../../prisma/generated/client.ts'

/** The whole database, read and write, typed by Prisma. */
export type Db = PrismaClient
/** The same inside `$transaction(async (tx) => …)`. */
export type Tx = Prisma.TransactionClient

/** An open database. */
export interface Database {
  readonly prisma: Db
  /** The same connections, for raw SQL, cursors and COPY. Give every checked-out client back with `release()`. */
  readonly pool: Pool
  /** Waits for running queries, then closes every connection. Safe to call twice. */
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** Most connections at once; 10 unless told. */
  readonly poolMax?: number
  /** Told of each of Prisma's statements, without its values: those may be members' data. */
  readonly onQuery?: (query: { sql: string; durationMs: number }) => void
  /** Told of each connection that was lost, as when the server restarts. New ones are made by themselves. */
  readonly onLost?: (error: Error) => void
}

/** Longest run of one statement; a report that needs more says `SET LOCAL statement_timeout`. */
const STATEMENT_MS = 10_000

const LIMITS = {
  application_name: 'meibo',
  // A user waits for three seconds at most, so a database that is away is an error before that, never a hang.
  connectionTimeoutMillis: 2000,
  statement_timeout: STATEMENT_MS,
  // The server ends slow statements itself; this one is for a server that no longer answers.
  query_timeout: STATEMENT_MS + 2000,
  // Within the two seconds of a transaction, so that a lock says that it was a lock.
  lock_timeout: 1500,
  idle_in_transaction_session_timeout: 10_000,
  keepAlive: true,
} as const satisfies PoolConfig

/**
 * Opens the database and warms it up (the first statement of a Prisma client costs some 200 ms).
 *
 * Dates. A `@db.Date` column is a JS `Date` at 00:00 **UTC** of that day, both ways, whatever the time zone of server
 * and process (PrismaPg 7.10 sends it by its UTC fields and parses `YYYY-MM-DD` as UTC): convert with
 * `new Date('2026-04-01')` and `toISOString().slice(0, 10)`, and never with `getDate()`. A `DateTime` without `@db`
 * is `timestamp(3)` holding UTC. On the raw pool a date is the string `YYYY-MM-DD`, a timestamp a `Date` that
 * reads its text as UTC, and a bigint (as from `count(*)`) a number.
 *
 * Transactions wait at most 500 ms for a connection and run at most 2 s.
 *
 * @throws the driver's error, within 2 s, when the database can't be reached
 */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const pool = new Pool({ ...LIMITS, connectionString: url, max: options.poolMax ?? 10, types: RAW_TYPES })
  // Without a listener a lost connection would end the process, checked out or not; the pool repeats its idle ones'.
  const lost = options.onLost ?? (() => {})
  pool.on('connect', (client) => client.on('error', lost))
  pool.on('error', () => {})
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator }),
    transactionOptions: { maxWait: 500, timeout: 2000 },
    log: options.onQuery === undefined ? [] : [{ emit: 'event', level: 'query' }],
  })
  const { onQuery } = options
  if (onQuery !== undefined)
    prisma.$on('query', (event) => onQuery({ sql: event.query, durationMs: event.duration }))
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= prisma.$disconnect().then(() => pool.end())
    return closed
  }
  try {
    await prisma.$queryRaw`SELECT 1`
  } catch (error) {
    await close()
    throw error
  }
  return { prisma, pool, close }
}

const PREPARED = /^\s*\/\* prepared \*\//
const names = new Map<string, string>()

/**
 * A statement that begins with the comment `prepared` is parsed and planned once a connection, not each time: for long ones that find their rows by
 * key, whatever the values are. Never for a search, whose plan hangs on what is looked for, nor for texts without number.
 */
function statementNameGenerator({ sql }: { readonly sql: string }): string {
  if (!PREPARED.test(sql)) return ''
  const known = names.get(sql)
  if (known !== undefined) return known
  const name = createHash('sha256').update(sql).digest('hex').slice(0, 32)
  names.set(sql, name)
  return name
}

/** Type numbers as in PostgreSQL's pg_type.dat. */
const INT8 = 20
const DATE = 1082
const TIMESTAMP = 1114

/** Typed as taking an enum only, though every type number is good. */
const builtIn = types.getTypeParser as (oid: number, format?: string) => (text: string) => unknown

/** pg's own parsers would read dates in the process's time zone and count in strings. */
const RAW_TYPES: NonNullable<PoolConfig['types']> = {
  getTypeParser: (oid: number, format?: string) => {
    if (format !== 'binary') {
      if (oid === DATE) return (text: string) => text
      if (oid === TIMESTAMP) return (text: string) => new Date(`${text.replace(' ', 'T')}Z`)
      if (oid === INT8) return safeInteger
    }
    return builtIn(oid, format)
  },
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new RangeError(`${text} is too large for a number: select it as text`)
  return value
}
