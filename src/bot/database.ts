import { type Database, openDatabase } from '../database/client.ts'
import { type Embedded, openEmbedded } from '../database/embedded.ts'
import { MigrationRefused } from '../database/errors.ts'
import { migrate } from '../database/migrate.ts'
import type { Config } from './config.ts'
import type { Logger } from './logger.ts'
import { type Patience, patiently } from './patience.ts'

export interface OpenRoll {
  readonly url: string
  readonly database: Database
  close(): Promise<void>
}

const WAITING =
  'データベースに接続できません。起動するまで待ちます。 / The database can’t be reached (DATABASE_URL); waiting for it.'

/** PostgreSQL's codes for what no waiting mends: a wrong password, role or database name. */
const HOPELESS: Readonly<Record<string, string>> = {
  '28P01': 'the password is wrong',
  '28000': 'the user may not connect',
  '3D000': 'there is no such database',
}

/** The code may lie in the driver's error, or in those that Prisma wraps around it. */
function hopeless(error: unknown): string | undefined {
  if (error instanceof MigrationRefused) return error.message
  const text = error instanceof Error ? JSON.stringify(error, Object.getOwnPropertyNames(error)) : ''
  const code = Object.keys(HOPELESS).find((known) => text.includes(`"${known}"`))
  return code === undefined
    ? undefined
    : `DATABASE_URL の接続先に接続できません。 / DATABASE_URL does not work: ${HOPELESS[code]} (${code}).`
}

/**
 * Opens the roll and brings it up to date: the configured server, which may still be starting, or the embedded one.
 *
 * @throws CannotStart or one of src/database/errors.ts, each with a sentence for the console
 */
export async function openRoll(config: Config, patience: Patience, logger: Logger): Promise<OpenRoll> {
  const { say } = patience
  const embedded: Embedded | undefined =
    config.databaseUrl === undefined
      ? await openEmbedded({ directory: config.dataDirectory, say })
      : undefined
  const url = embedded?.url ?? config.databaseUrl ?? ''
  const onLost = (error: Error) => logger.warn('database.connection-lost', { err: error })
  const open = async () => {
    const database = await openDatabase(url, { onLost })
    try {
      await migrate(url, { say })
      return database
    } catch (error) {
      await database.close()
      throw error
    }
  }
  try {
    const database = await patiently(patience, open, WAITING, hopeless)
    return {
      url,
      database,
      close: async () => {
        await database.close()
        await embedded?.stop()
      },
    }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}
