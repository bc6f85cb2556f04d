import { join, resolve } from 'node:path'
import { readPassword } from './dataFolder.ts'
import { DATABASE, openEmbedded } from './embedded.ts'
import { DataDirectoryInUse } from './errors.ts'
import { runningPort, SERVER_USER } from './postmaster.ts'

/** A database that a command-line tool may use for a while, beside the bot or without one. */
export interface Borrowed {
  readonly url: string
  /** Stops the server if this tool had to start it. */
  release(): Promise<void>
}

/**
 * The database that the bot uses: `url` if there is one, else the embedded server of the data directory, joined where
 * a bot is running it and started where none is.
 *
 * @throws as `openEmbedded`
 */
export async function borrowDatabase(options: {
  readonly url: string | undefined
  readonly directory: string
  readonly say: (text: string) => void
}): Promise<Borrowed> {
  const { url, directory, say } = options
  if (url !== undefined) return { url, release: async () => {} }
  try {
    const server = await openEmbedded({ directory, say })
    return { url: server.url, release: () => server.stop() }
  } catch (error) {
    if (!(error instanceof DataDirectoryInUse)) throw error
    const data = join(resolve(directory), 'postgres')
    const password = await readPassword(data)
    const port = await runningPort(data, password)
    if (port === undefined) throw error
    return {
      url: `postgresql://${SERVER_USER}:${password}@127.0.0.1:${port}/${DATABASE}`,
      release: async () => {},
    }
  }
}
