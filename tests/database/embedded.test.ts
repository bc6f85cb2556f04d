import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Embedded, openEmbedded } from '../../src/database/embedded.ts'
import { findProcess } from '../../src/database/processes.ts'
import { type Child, startChild } from '../support/children.ts'

let directory: string
let said: string[]
let opened: Embedded[]
let children: Child[]

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'meibo-embedded-'))
  said = []
  opened = []
  children = []
})
afterEach(async () => {
  for (const child of children) await child.kill('SIGKILL')
  for (const server of opened) await server.stop()
  // A child's server lives on when the test failed before taking it over.
  if (await serverPid()) await (await openEmbedded({ directory, say: () => {} })).stop()
  await rm(directory, { recursive: true, force: true })
})

/** Without waiting for the disk, which is not what most of these tests are about. */
async function open(): Promise<Embedded> {
  const settings = { fsync: 'off' }
  const server = await openEmbedded({ directory, say: (text) => said.push(text), settings })
  opened.push(server)
  return server
}

function hold(note?: string): Child {
  const child = startChild('tests/database/holder.ts', note === undefined ? [directory] : [directory, note])
  children.push(child)
  return child
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function serverPid(): Promise<number | undefined> {
  const text = await readFile(join(directory, 'postgres', 'postmaster.pid'), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : Number(text.split('\n')[0])
}

const CREATED = () =>
  `データベースを作成しています（${directory}/postgres）。 / Creating the database in ${directory}/postgres.`
const TAKEN_OVER =
  '前回の異常終了後も動いていたデータベースに接続しました。 / Took over the database server that an earlier run left running.'

describe('one owner', () => {
  it('finds the row committed right before a kill -9, on the server left running, and stops that server', async () => {
    const child = hold('right before')
    expect(await child.line()).toBe(`open ${child.process.pid}`)
    await child.kill('SIGKILL')
    const left = await serverPid()

    const server = await open()
    expect(await serverPid()).toBe(left)
    expect(said).toEqual([TAKEN_OVER])
    expect(await query(server.url, 'SELECT note FROM kept')).toEqual([{ note: 'right before' }])
    await server.stop()
    expect(await findProcess(left ?? 0)).toBeUndefined()
    expect(await serverPid()).toBeUndefined()
  })

  it('lets exactly one of two racing processes in, and tells the other who that is', async () => {
    const [first, second] = [hold(), hold()]
    const lines = await Promise.all([first.line(), second.line()])
    const winner = lines.findIndex((line) => line?.startsWith('open'))
    const pid = [first, second][winner]?.process.pid
    expect(new Set(lines)).toEqual(new Set([`DataDirectoryInUse ${pid}`, `open ${pid}`]))
  })

  it('refuses a second opening while the first is live, and leaves that one alone', async () => {
    const server = await open()
    await expect(open()).rejects.toMatchObject({ name: 'DataDirectoryInUse', directory, pid: process.pid })
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('is not held by a claim whose pid now belongs to another process', async () => {
    await writeFile(
      join(directory, 'owner-1-dead.json'),
      JSON.stringify({ pid: process.pid, started: 'long ago' }),
    )
    await writeFile(join(directory, 'owner-2-torn.json'), '{"pid":')
    await open()
    expect((await readdir(directory)).filter((name) => name.startsWith('owner-'))).toEqual([
      expect.stringMatching(`^owner-${process.pid}-`),
    ])
  })

  it('starts although postmaster.pid names a live process, when that is no server', async () => {
    await (await open()).stop()
    await writeFile(
      join(directory, 'postgres', 'postmaster.pid'),
      `${process.pid}\n/x\n1\n5432\n\n127.0.0.1\n`,
    )
    const server = await open()
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })
})

describe('the data directory', () => {
  it('keeps its rows, password and address over a clean stop', async () => {
    const first = await open()
    await query(first.url, `CREATE TABLE kept AS SELECT '髙橋'::text AS note`)
    await first.stop()
    await first.stop()
    const second = await open()
    expect(second.url).toBe(first.url)
    expect(await query(second.url, 'SELECT note FROM kept')).toEqual([{ note: '髙橋' }])
    expect(said).toEqual([CREATED()])
  })

  it('is safe and the same everywhere: fsync, UTF-8, own collation, loopback only, password for us alone', async () => {
    const server = await openEmbedded({ directory, say: () => {} })
    opened.push(server)
    const rows = await query(
      server.url,
      `SELECT current_setting('fsync') AS fsync, current_setting('listen_addresses') AS listens,
        current_setting('TimeZone') AS zone, pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider,
        datlocale AS locale, upper('é') AS upper FROM pg_database WHERE datname = current_database()`,
    )
    expect(rows).toEqual([
      {
        fsync: 'on',
        listens: '127.0.0.1',
        zone: 'UTC',
        encoding: 'UTF8',
        provider: 'b',
        locale: 'C.UTF-8',
        upper: 'É',
      },
    ])
    expect((await stat(join(directory, 'postgres.password'))).mode & 0o777).toBe(0o600)
    const wrong = server.url.replace(/:[0-9a-f]{48}@/, ':wrong@')
    await expect(query(wrong, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
  })

  it('writes no value of a failing statement to the server log', async () => {
    const server = await open()
    await query(server.url, 'CREATE TABLE kept (mail text UNIQUE)')
    const twice = `INSERT INTO kept VALUES ('hanako@example.com'), ('hanako@example.com')`
    await expect(query(server.url, twice)).rejects.toMatchObject({ code: '23505' })
    await server.stop()
    expect(await readFile(join(directory, 'postgres', 'server.log'), 'utf8')).not.toContain('hanako')
  })

  it('is made anew when the first start was killed in the middle', async () => {
    await mkdir(join(directory, 'postgres.new-1'))
    await writeFile(join(directory, 'postgres.new-1', 'PG_VERSION'), '18\n')
    await writeFile(join(directory, 'postgres.password'), 'half')
    const server = await open()
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect((await readdir(directory)).filter((name) => name.startsWith('postgres'))).toEqual([
      'postgres',
      'postgres.password',
    ])
  })
})

describe('a folder that can not be used', () => {
  const data = () => join(directory, 'postgres')
  const unusable = (message: RegExp) => ({
    name: 'DataDirectoryUnusable',
    message: expect.stringMatching(message),
  })

  it('says that it holds something else', async () => {
    await mkdir(data())
    await writeFile(join(data(), 'holiday.jpg'), '')
    await expect(open()).rejects.toMatchObject(unusable(/holds files but no PostgreSQL database/))
    expect(await readdir(data())).toEqual(['holiday.jpg'])
  })

  it('says that another PostgreSQL made it', async () => {
    await mkdir(data())
    await writeFile(join(data(), 'PG_VERSION'), '16\n')
    await expect(open()).rejects.toMatchObject(unusable(/was made by PostgreSQL 16, this Meibo brings 18/))
  })

  it('says that its password is gone', async () => {
    await (await open()).stop()
    await rm(join(directory, 'postgres.password'))
    await expect(open()).rejects.toMatchObject(unusable(/postgres\.password is missing or damaged/))
  })

  it('says what the server says of damage, and can be opened again after the repair', async () => {
    await (await open()).stop()
    const control = join(data(), 'global', 'pg_control')
    await promisify(execFile)('mv', [control, `${control}.away`])
    await expect(open()).rejects.toMatchObject(
      unusable(/does not start: .*could not find the database system/),
    )
    await promisify(execFile)('mv', [`${control}.away`, control])
    await open()
  })

  it('says that it is no folder', async () => {
    await writeFile(join(directory, 'file'), '')
    await expect(openEmbedded({ directory: join(directory, 'file'), say: () => {} })).rejects.toMatchObject({
      name: 'DataDirectoryUnusable',
      message: `Meibo can't use ${directory}/file as its data directory (EEXIST): it must be a folder that this user may write to.`,
    })
  })
})
