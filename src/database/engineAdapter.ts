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

/** PrismaPg for the engine, with an end: the engine closes its shadow databases, but not its first connection. */
export interface EngineAdapter {
  readonly factory: SqlMigrationAwareDriverAdapterFactory
  close(): Promise<void>
}

/**
 * PrismaPg as the migration engine needs it. Three things differ from 7.10.0's own:
 * - PostgreSQL 18 makes the engine read columns of type "char", which PrismaPg refuses ("could not be deserialized").
 * - Scripts run whole: PrismaPg cuts them at every `;`, also within the body of a trigger function. One script is
 *   therefore one transaction, and applied wholly or not at all.
 * - The shadow database is dropped after its connections are closed, not before.
 */
export function engineAdapter(url: string): EngineAdapter {
  const main = new CharReadingPool(connectionTo(url))
  main.on('error', () => {})
  return {
    factory: {
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect: () => adapt(main, async () => {}),
      connectToShadowDb: async () => {
        const shadow = await makeEmptyDatabase(url)
        const pool = new CharReadingPool(connectionTo(shadow.url))
        pool.on('error', () => {})
        return adapt(pool, async () => {
          await pool.end()
          await shadow.remove()
        })
      },
    },
    close: () => main.end(),
  }
}

const connectionTo = (url: string) => ({ connectionString: url, max: 1, connectionTimeoutMillis: 5000 })

async function adapt(pool: Pool, dispose: () => Promise<void>): Promise<SqlDriverAdapter> {
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
  adapter.dispose = dispose
  return adapter
}

class CharReadingPool extends Pool {
  override async query(...args: unknown[]): Promise<never> {
    const result = (await super.query(...(args as [string]))) as unknown as QueryArrayResult
    for (const field of result.fields ?? []) if (field.dataTypeID === CHAR) field.dataTypeID = TIME
    return result as never
  }
}
