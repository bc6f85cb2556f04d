import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { openEmbedded } from './embedded.ts'

/** Lends work an embedded server in a temporary folder; both are gone afterwards, also after Ctrl-C. */
export async function withThrowawayServer<T>(
  say: (text: string) => void,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'meibo-throwaway-'))
  const server = await openEmbedded({ directory, say, settings: { fsync: 'off' } })
  const end = async () => {
    await server.stop()
    await rm(directory, { recursive: true, force: true })
  }
  const interrupted = () => {
    void end().finally(() => process.exit(130))
  }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  try {
    return await work(server.url)
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
    await end()
  }
}

/** A new, empty database on a server; the role needs CREATEDB. `remove` it in any case. */
export async function makeEmptyDatabase(
  serverUrl: string,
): Promise<{ url: string; remove(): Promise<void> }> {
  const name = `meibo_shadow_${randomUUID().replaceAll('-', '')}`
  await execute(serverUrl, `CREATE DATABASE ${name} TEMPLATE template0`)
  return {
    url: besides(serverUrl, name),
    remove: () => execute(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

/** The URL of another database on the same server. */
function besides(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
