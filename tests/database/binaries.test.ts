import { access, copyFile, lstat, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBinaries } from '../../src/database/binaries.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'meibo-package-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

/** The real package of this platform, whose programs and script are used here. */
async function realPackage(): Promise<string> {
  const { postgres } = await findBinaries()
  return dirname(dirname(dirname(postgres)))
}

describe('findBinaries', () => {
  it('finds programs that can be run', async () => {
    const found = await findBinaries()
    await expect(Promise.all(Object.values(found).map((file) => access(file)))).resolves.toHaveLength(3)
  })

  it("makes the links and modes that npm's unpacking without install scripts leaves out", async () => {
    for (const folder of ['native/lib', 'native/bin', 'scripts'])
      await mkdir(join(root, folder), { recursive: true })
    await copyFile(
      join(await realPackage(), 'scripts/hydrate-symlinks.js'),
      join(root, 'scripts/hydrate-symlinks.js'),
    )
    await writeFile(join(root, 'package.json'), '{"type":"module"}')
    await writeFile(join(root, 'native/lib/libpq.so.5.18'), 'library')
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
    await writeFile(join(root, 'native/pg-symlinks.json'), JSON.stringify(links))
    for (const name of ['initdb', 'pg_ctl', 'postgres']) await writeFile(join(root, 'native/bin', name), '')

    const found = await findBinaries(root)

    expect((await lstat(join(root, 'native/lib/libpq.so.5'))).isSymbolicLink()).toBe(true)
    const modes = await Promise.all(Object.values(found).map(async (file) => (await stat(file)).mode & 0o555))
    expect(modes).toEqual([0o555, 0o555, 0o555])
  })

  it('says what to run when the links can not be made', async () => {
    await writeFile(join(root, 'scripts/hydrate-symlinks.js'), '')
    await rm(join(root, 'native/lib/libpq.so.5'))
    await expect(findBinaries(root)).rejects.toMatchObject({
      name: 'EmbeddedUnavailable',
      message: `The database's libraries in ${root} lack their symbolic links and this user can't make them. Run there once, as the owner of the folder: node scripts/hydrate-symlinks.js`,
    })
  })
})
