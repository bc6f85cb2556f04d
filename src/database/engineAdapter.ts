import { PrismaPg } from '@prisma/adapter-pg'
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import { Pool, type QueryArrayResult } from 'pg'
import { makeEmptyDatabase } from './scratch.ts'

/** PostgreSQL's one-byte "char", as in pg_constraint.contype. PrismaPg has no way to say Character, so such a column
 * passes through it as a time of day, which no catalogue query of the engine reads, and is renamed behind it. */
const CHAR = 18
const TIME = 1083

/**
 * PrismaPg as the migration engine needs it. Three things differ from 7.10.0's own:
 * - PostgreSQL 18 makes the engine read columns of type "char", which PrismaPg refuses ("could not be deserialized").
 * - Scripts run whole: PrismaPg cuts them at every `;`, also within the body of a trigger function. One script is
 *   therefore one transaction, and applied wholly or not at all.
 * - The shadow database is dropped after its connections are closed, not before.
 */
export function engineAdapter(url: string): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connectTo(url, async () => {}),
    connectToShadowDb: async () => {
      const shadow = await makeEmptyDatabase(url)
      return connectTo(shadow.url, () => shadow.remove())
    },
  }
}

async function connectTo(url: string, afterwards: () => Promise<void>): Promise<SqlDriverAdapter> {
  const pool = new CharReadingPool({ connectionString: url, max: 1, connectionTimeoutMillis: 5000 })
  pool.on('error', () => {})
  const adapter: SqlDriverAdapter = await new PrismaPg(pool).connect()
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    const columnTypes = result.columnTypes.map((type) =>
      type === ColumnTypeEnum.Time ? ColumnTypeEnum.Character : type,
    )
    return { ...result, columnTypes }
  }
  adapter.executeScript = async (script) => {
    await pool.query(script)
  }
  adapter.dispose = async () => {
    await pool.end()
    await afterwards()
  }
  return adapter
}

class CharReadingPool extends Pool {
  override async query(...args: unknown[]): Promise<never> {
    const result = (await super.query(...(args as [string]))) as unknown as QueryArrayResult
    for (const field of result.fields ?? []) if (field.dataTypeID === CHAR) field.dataTypeID = TIME
    return result as never
  }
}
