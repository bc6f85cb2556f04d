import { rmSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { openEmbedded } from '../../src/database/embedded.ts'
import { DataDirectoryInUse } from '../../src/database/errors.ts'
import { migrate } from '../../src/database/migrate.ts'

const PREFIX = 'meibo-test-'
const TEMPLATE = 'meibo_template'

/** What a test process needs to make databases of its own. */
export interface TestServer {
  /** A database to give orders from; its tables are nobody's. */
  readonly adminUrl: string
  /** A migrated, empty database to copy. */
  readonly template: string
}

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

/** Test data may be lost with the machine, so nothing waits for the disk. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  max_connections: '200',
}

/** One server a run, in a temporary folder; gone afterwards, also when a test fails or the run is interrupted. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweepLeftovers()
  const directory = await mkdtemp(join(tmpdir(), PREFIX))
  const server = await openEmbedded({ directory, say: () => {}, settings: SETTINGS })
  const atExit = await endWithProcess(directory)
  try {
    project.provide('testServer', { adminUrl: server.url, template: TEMPLATE })
    await makeTemplate(server.url)
  } catch (error) {
    await server.stop()
    throw error
  }
  return async () => {
    await server.stop()
    process.off('exit', atExit)
    await rm(directory, { recursive: true, force: true })
  }
}

async function makeTemplate(adminUrl: string): Promise<void> {
  const admin = new Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${TEMPLATE}`)
  const url = new URL(adminUrl)
  url.pathname = `/${TEMPLATE}`
  await migrate(url.href, { say: () => {} })
  // A single open connection would make every copy fail.
  await admin.query(`ALTER DATABASE ${TEMPLATE} WITH ALLOW_CONNECTIONS false`)
  await admin.end()
}

/** An interrupted run ends without its teardown, and at exit nothing can be awaited. */
async function endWithProcess(directory: string): Promise<() => void> {
  const postmaster = await readFile(join(directory, 'postgres', 'postmaster.pid'), 'utf8')
  const pid = Number(postmaster.split('\n')[0])
  const atExit = () => {
    try {
      process.kill(pid, 'SIGQUIT')
    } catch {
      // Already gone.
    }
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
  }
  process.on('exit', atExit)
  return atExit
}

/** What a killed run left behind: its server is taken over, stopped and removed. */
async function sweepLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue
    const directory = join(tmpdir(), name)
    const touched = await stat(directory).catch(() => undefined)
    // A run beside this one may just be making its folder, or taking it down.
    if (touched === undefined || Date.now() - touched.mtimeMs < 60_000) continue
    try {
      const left = await openEmbedded({ directory, say: () => {}, settings: SETTINGS })
      await left.stop()
    } catch (error) {
      if (error instanceof DataDirectoryInUse) continue
    }
    await rm(directory, { recursive: true, force: true })
  }
}
