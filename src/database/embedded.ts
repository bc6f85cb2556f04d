import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { type Binaries, findBinaries } from './binaries.ts'
import { claimDirectory } from './claim.ts'
import { openDataFolder } from './dataFolder.ts'
import { DataDirectoryUnusable } from './errors.ts'
import { freePort, runningPort, SERVER_USER, serverAt } from './postmaster.ts'
import { type ServerUser, serverUser } from './serverUser.ts'

export const DATABASE = 'meibo'

/** What holds for every start. Errors stay out of the server's log, because their texts may quote members. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  timezone: 'UTC',
  shared_buffers: '256MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  jit: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

/** A running embedded server. */
export interface Embedded {
  /** `postgresql://…` of Meibo's database, password included. */
  readonly url: string
  /** Stops the server fast (open transactions roll back) and gives the folder up. Safe to call twice. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Meibo's data directory; the server's own files go to `postgres/` in it. Made when missing. */
  readonly directory: string
  /** Tells the person at the console what is being done to the machine; one call a sentence. */
  readonly say: (text: string) => void
  /** Server settings over the usual ones; tests switch fsync off. */
  readonly settings?: Readonly<Record<string, string>>
}

/**
 * Starts PostgreSQL on a data directory, or takes over the server that a killed Meibo left running there. Real
 * PostgreSQL 18 with fsync on: what is committed survives a kill -9 of the bot or a power cut.
 *
 * @throws DataDirectoryInUse another live process has the directory
 * @throws DataDirectoryUnusable what lies there is damaged, foreign or of another PostgreSQL version
 * @throws EmbeddedUnavailable no server for this platform or user
 */
export async function openEmbedded({ directory, say, settings = {} }: EmbeddedOptions): Promise<Embedded> {
  const home = resolve(directory)
  const claim = await claimDirectory(home).catch(explainAccess(home))
  try {
    const server = await startOrAttach(home, { ...SETTINGS, ...settings }, say).catch(explainAccess(home))
    const { port, password } = server
    await ensureDatabase(port, password).catch(async (error: unknown) => {
      await server.stop()
      throw error
    })
    let stopped: Promise<void> | undefined
    return {
      url: `postgresql://${SERVER_USER}:${password}@127.0.0.1:${port}/${DATABASE}`,
      stop: () => {
        stopped ??= stopAndRelease(server, claim)
        return stopped
      },
    }
  } catch (error) {
    await claim.release()
    throw error
  }
}

/** The folder is given up even if the stop fails: the next owner finds the server and takes it over. */
async function stopAndRelease(server: Running, claim: { release(): Promise<void> }): Promise<void> {
  try {
    await server.stop()
  } finally {
    await claim.release()
  }
}

interface Running {
  readonly port: number
  readonly password: string
  stop(): Promise<void>
}

async function startOrAttach(
  home: string,
  settings: Record<string, string>,
  say: (text: string) => void,
): Promise<Running> {
  const binaries = await findBinaries()
  const data = join(home, 'postgres')
  // The server's user must pass through the folder; it still can't list it or read the password.
  if (process.getuid?.() === 0) await chmod(home, (await stat(home)).mode | 0o011)
  const user = await serverUser(data, [binaries.postgres, home], say)
  const password = await openDataFolder(data, {
    initdb: binaries.initdb,
    user,
    durable: settings['fsync'] !== 'off',
    say,
  })
  const stop = () => stopServer(data, binaries, user, password)
  const running = await runningPort(data, password)
  if (running !== undefined) {
    say(
      '前回の異常終了後も動いていたデータベースに接続しました。 / Took over the database server that an earlier run left running.',
    )
    return { port: running, password, stop }
  }
  const port = await startServer(data, binaries, user, settings).catch(async (error: unknown) => {
    // The pg_ctl of an owner killed a moment ago may have won.
    const other = await runningPort(data, password)
    if (other === undefined) throw error
    return other
  })
  return { port, password, stop }
}

async function startServer(
  data: string,
  binaries: Binaries,
  user: ServerUser,
  settings: Record<string, string>,
): Promise<number> {
  const log = join(data, 'server.log')
  for (let attempt = 1; ; attempt += 1) {
    // The port of the last time, if it can be had: addresses noted down stay good.
    const port = await freePort(attempt === 1 ? await lastPort(data) : 0)
    const lines = Object.entries({ ...settings, port: String(port) }).map(
      ([key, value]) => `${key} = '${value}'\n`,
    )
    await writeFile(join(data, 'meibo.conf'), lines.join(''), { mode: 0o600 })
    await user.own(join(data, 'meibo.conf'))
    await rm(log, { force: true })
    try {
      await user.run(binaries.pgCtl, [
        'start',
        '--wait',
        '--silent',
        '--timeout=110',
        `--pgdata=${data}`,
        `--log=${log}`,
      ])
      return port
    } catch (error) {
      const text = (await readFile(log, 'utf8').catch(() => '')).trim()
      // Somebody may have taken the free port meanwhile.
      if (attempt < 3 && /could not bind|could not create any TCP/.test(text)) continue
      throw new DataDirectoryUnusable(
        `The database in ${data} does not start: ${text.split('\n').slice(-5).join(' | ') || String(error)}`,
        { cause: error },
      )
    }
  }
}

async function lastPort(data: string): Promise<number> {
  const text = await readFile(join(data, 'meibo.conf'), 'utf8').catch(() => '')
  return Number(/^port = '(\d+)'$/m.exec(text)?.[1] ?? 0)
}

async function stopServer(
  data: string,
  binaries: Binaries,
  user: ServerUser,
  password: string,
): Promise<void> {
  try {
    await user.run(binaries.pgCtl, [
      'stop',
      '--wait',
      '--silent',
      '--mode=fast',
      '--timeout=60',
      `--pgdata=${data}`,
    ])
  } catch (error) {
    // It may have been stopped by hand, or have fallen, before us.
    if ((await runningPort(data, password)) !== undefined) throw error
  }
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new Client(serverAt(port, password, 'postgres'))
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`)
  } finally {
    await client.end()
  }
}

function explainAccess(directory: string): (error: unknown) => never {
  return (error) => {
    const code = (error as NodeJS.ErrnoException).code
    if (
      code === 'EACCES' ||
      code === 'EPERM' ||
      code === 'EROFS' ||
      code === 'ENOTDIR' ||
      code === 'EEXIST'
    ) {
      throw new DataDirectoryUnusable(
        `Meibo can't use ${directory} as its data directory (${code}): it must be a folder that this user may write to.`,
        { cause: error },
      )
    }
    throw error
  }
}
