import { execFile } from 'node:child_process'
import { chown, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { EmbeddedUnavailable } from './errors.ts'

const run = promisify(execFile)

/** Runs a program as the user that the server runs as; rejects with stderr in the error when it fails. */
export interface ServerUser {
  run(file: string, args: readonly string[]): Promise<void>
  /** Hands a file or folder of ours to that user. */
  own(path: string): Promise<void>
}

/** A server's own start and stop may take long on a slow disk, never this long. */
const PATIENCE_MS = 120_000

/**
 * The user to run PostgreSQL as. It refuses to run as root, so root uses the owner of the data where there is data
 * already, else the system user `postgres`, which is made if need be.
 *
 * @param dataDirectory PostgreSQL's own folder, existing or not
 * @param mustReach a program and a folder that the user must get at
 * @throws EmbeddedUnavailable when there is no way to run as an ordinary user
 */
export async function serverUser(
  dataDirectory: string,
  mustReach: readonly [program: string, folder: string],
  say: (text: string) => void,
): Promise<ServerUser> {
  if (process.getuid?.() !== 0)
    return { run: (file, args) => runPlainly(file, args, {}), own: async () => {} }
  const ids = (await dataOwner(dataDirectory)) ?? (await postgresUser(say))
  const own = (path: string) => chown(path, ids.uid, ids.gid)
  if (await canReach(mustReach, (file, args) => runPlainly(file, args, ids))) {
    return { run: (file, args) => runPlainly(file, args, ids), own }
  }
  // A folder above (such as /root) is closed to everyone but root: let the server pass through it all the same.
  const passing = (file: string, args: readonly string[]) =>
    runPlainly('setpriv', [...passingThrough(ids), '--', file, ...args], {})
  if (await canReach(mustReach, passing)) return { run: passing, own }
  throw new EmbeddedUnavailable(
    `The server can't run as root, and user ${ids.uid} can't reach ${mustReach.join(' or ')}. Start Meibo as an ordinary user, or move it out of the closed folder.`,
  )
}

interface Ids {
  readonly uid: number
  readonly gid: number
}

function passingThrough({ uid, gid }: Ids): string[] {
  const ids = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  return [...ids, '--inh-caps=+dac_override', '--ambient-caps=+dac_override']
}

/** The server outlives and outnumbers us: it gets none of our environment, where the Slack tokens are. */
const ENVIRONMENT =
  process.platform === 'win32'
    ? {}
    : { env: { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' } }

/** From `/`, since the current folder may be closed to the other user. */
async function runPlainly(file: string, args: readonly string[], ids: Partial<Ids>): Promise<void> {
  await run(file, [...args], { cwd: '/', timeout: PATIENCE_MS, windowsHide: true, ...ENVIRONMENT, ...ids })
}

async function canReach(
  [program, folder]: readonly [string, string],
  as: ServerUser['run'],
): Promise<boolean> {
  try {
    await as(program, ['--version'])
    await as('ls', ['-d', `${folder}/.`])
    return true
  } catch {
    return false
  }
}

async function dataOwner(dataDirectory: string): Promise<Ids | undefined> {
  const found = await stat(dataDirectory).catch(() => undefined)
  return found === undefined || found.uid === 0 ? undefined : { uid: found.uid, gid: found.gid }
}

async function postgresUser(say: (text: string) => void): Promise<Ids> {
  const known = await idsOf('postgres')
  if (known !== undefined) return known
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ])
  } catch (error) {
    throw new EmbeddedUnavailable(
      'The server can\'t run as root, and the system user "postgres" could not be made. Start Meibo as an ordinary user.',
      { cause: error },
    )
  }
  const made = await idsOf('postgres')
  if (made === undefined)
    throw new EmbeddedUnavailable('The system user "postgres" was made but is not there.')
  say(
    'rootではデータベースを起動できないため、システムユーザー「postgres」を作成しました。 / Made the system user "postgres", since the database does not run as root.',
  )
  return made
}

async function idsOf(name: string): Promise<Ids | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}
