import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's `prisma/` folder. */
export const PRISMA_FOLDER = fileURLToPath(new URL('../../prisma', import.meta.url))

/** One migration as it lies on the disk. */
export interface MigrationFile {
  /** Folder name, `20261122120000_first`; their order is the order of application. */
  readonly name: string
  readonly sql: string
  /** SHA-256 in hex, as Prisma writes it to `_prisma_migrations.checksum`. */
  readonly checksum: string
}

/** The migrations in `<folder>/migrations`, oldest first; none when there is no such folder. */
export async function readMigrations(folder = PRISMA_FOLDER): Promise<MigrationFile[]> {
  const root = join(folder, 'migrations')
  const entries = await readdir(root, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(root, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** Every `.prisma` file of the schema, as path (relative to the folder) and text. */
export async function readSchema(folder = PRISMA_FOLDER): Promise<{ path: string; content: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.prisma'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('generated'))
  return Promise.all(
    paths.sort().map(async (path) => ({ path, content: await readFile(join(folder, path), 'utf8') })),
  )
}
