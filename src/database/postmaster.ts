import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, type ClientConfig } from 'pg'
import { DataDirectoryUnusable } from './errors.ts'
import { findProcess } from './processes.ts'

export const SERVER_USER = 'meibo'

/** A command line whose program is the server. */
const POSTGRES = /(^|[/\\])postgres(\.exe)?( |:|$)/

/**
 * The server that runs on a data folder: its port, or undefined when there is none. Waits while one is starting,
 * recovering or stopping. A `postmaster.pid` whose process is gone, or now belongs to another program, is removed:
 * PostgreSQL itself would take a reused pid for a running server and refuse to start.
 *
 * @throws DataDirectoryUnusable when a server is there that does not take our password within 60 s
 */
export async function runningPort(dataDirectory: string, password: string): Promise<number | undefined> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const found = await readPostmaster(dataDirectory)
    if (found === undefined) return undefined
    const refusal = found.port > 0 ? await probe(found.port, password, dataDirectory) : 'starting'
    if (refusal === undefined) return found.port
    if (Date.now() > deadline || refusal === 'other') {
      throw new DataDirectoryUnusable(
        `A PostgreSQL server (process ${found.pid}) runs on ${dataDirectory} but does not let Meibo in. Stop it and start again.`,
      )
    }
    await sleep(100)
  }
}

async function readPostmaster(dataDirectory: string): Promise<{ pid: number; port: number } | undefined> {
  const file = join(dataDirectory, 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  // Lines of postmaster.pid: pid, data folder, start, port, … (src/include/utils/pidfile.h)
  const lines = text.split('\n')
  const pid = Number(lines[0])
  const server = pid > 0 ? await findProcess(pid) : undefined
  if (server !== undefined && (server.command === '' || POSTGRES.test(server.command))) {
    return { pid, port: Number(lines[3] ?? 0) }
  }
  // Gone between the two looks: read again rather than remove the file of a newer one.
  if ((await readFile(file, 'utf8').catch(() => undefined)) === text) await rm(file, { force: true })
  return undefined
}

/** undefined: it is ours and ready. */
async function probe(
  port: number,
  password: string,
  dataDirectory: string,
): Promise<'starting' | 'other' | undefined> {
  const client = new Client({ ...serverAt(port, password, 'postgres'), connectionTimeoutMillis: 2000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ here: boolean }>(
      `SELECT pg_read_file('postmaster.pid') = $1 AS here`,
      [await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8')],
    )
    return rows[0]?.here === true ? undefined : 'other'
  } catch (error) {
    return (error as { code?: string }).code === '28P01' ? 'other' : 'starting'
  } finally {
    await client.end().catch(() => {})
  }
}

/** Connection settings of our server. */
export function serverAt(port: number, password: string, database: string): ClientConfig {
  return { host: '127.0.0.1', port, user: SERVER_USER, password, database, ssl: false }
}

/** A TCP port of 127.0.0.1 that nobody listens on right now: the wanted one if it is free. */
export async function freePort(wanted = 0): Promise<number> {
  return (await tryPort(wanted)) ?? (await tryPort(0)) ?? 0
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined))
    })
  })
}
