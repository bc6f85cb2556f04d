import { randomBytes, randomUUID } from 'node:crypto'
import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { DataDirectoryUnusable } from './errors.ts'
import { SERVER_USER } from './postmaster.ts'
import type { ServerUser } from './serverUser.ts'

const MAJOR = '18'

/** How to make the folder when there is none. */
export interface Initdb {
  readonly initdb: string
  readonly user: ServerUser
  /** Wait until the disk has it. */
  readonly durable: boolean
  readonly say: (text: string) => void
}

/**
 * Checks the server's data folder and returns its password; on the first start makes both, whole or not at all. The
 * password lies beside the folder, in `<data>.password`, for this user alone.
 *
 * @throws DataDirectoryUnusable what lies there is foreign, of another PostgreSQL version or without its password
 */
export async function openDataFolder(data: string, how: Initdb): Promise<string> {
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => undefined)
  const found = await readdir(data).catch(() => [])
  if (version === undefined && found.length > 0) {
    throw new DataDirectoryUnusable(
      `${data} holds files but no PostgreSQL database. Restore it from a backup, or give Meibo another MEIBO_DATA_DIR.`,
    )
  }
  if (version !== undefined) {
    if (version.trim() === MAJOR) return readPassword(data)
    throw new DataDirectoryUnusable(
      `${data} was made by PostgreSQL ${version.trim()}, this Meibo brings ${MAJOR}. Dump it with the old version and restore it with this one.`,
    )
  }
  how.say(`データベースを作成しています（${data}）。 / Creating the database in ${data}.`)
  const password = randomBytes(24).toString('hex')
  // Flushed: the data folder is of no use without it after a power cut.
  await writeFile(passwordFile(data), password, { mode: 0o600, flush: true })
  await makeFolder(data, password, how)
  return password
}

function passwordFile(data: string): string {
  return `${data}.password`
}

/**
 * The password of the server whose data folder this is.
 *
 * @throws DataDirectoryUnusable there is none, or it was damaged
 */
export async function readPassword(data: string): Promise<string> {
  const file = passwordFile(data)
  const password = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  if (password !== undefined && /^[0-9a-f]{48}$/.test(password.trim())) return password.trim()
  throw new DataDirectoryUnusable(
    `${file} is missing or damaged: restore it from the backup of this data directory.`,
  )
}

async function makeFolder(data: string, password: string, { initdb, user, durable }: Initdb): Promise<void> {
  // A name of its own: the initdb of a killed start may still be writing to the last one.
  const draft = `${data}.new-${randomUUID()}`
  const forInitdb = `${data}.pw`
  await removeDrafts(data)
  await mkdir(draft, { mode: 0o700 })
  await user.own(draft)
  await writeFile(forInitdb, password, { mode: 0o600 })
  await user.own(forInitdb)
  try {
    await user.run(initdb, initdbArguments(draft, forInitdb, durable))
  } finally {
    await rm(forInitdb, { force: true })
  }
  await appendFile(join(draft, 'postgresql.conf'), "\ninclude 'meibo.conf'\n")
  await rm(data, { recursive: true, force: true })
  await rename(draft, data)
}

/** What killed first starts left; what can't be removed while something still writes to it goes the next time. */
async function removeDrafts(data: string): Promise<void> {
  for (const name of await readdir(dirname(data))) {
    if (!name.startsWith(`${basename(data)}.new-`)) continue
    await rm(join(dirname(data), name), { recursive: true, force: true, maxRetries: 3 }).catch(() => {})
  }
}

/** PostgreSQL's own C.UTF-8: the same order and letters on every system, whatever locales it has. */
function initdbArguments(data: string, passwordFile: string, durable: boolean): string[] {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const login = ['--auth=scram-sha-256', `--username=${SERVER_USER}`, `--pwfile=${passwordFile}`]
  return [`--pgdata=${data}`, ...locale, ...login, ...(durable ? [] : ['--no-sync'])]
}
