import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DataDirectoryInUse } from './errors.ts'
import { findProcess } from './processes.ts'

const CLAIM = /^(asking|owner)-(\d+)-.*\.json$/

interface Rival {
  readonly pid: number
  readonly owns: boolean
}

/**
 * Makes this process the only owner of a directory until `release` or its death.
 *
 * Every process writes a claim under a name of its own and owns the directory once it sees no other live claim. A dead
 * process's claim can therefore be removed by anyone at any time, without the race of taking over one shared lock
 * file: two newcomers can never both win. Two that ask at once see each other, step back and ask again.
 *
 * @throws DataDirectoryInUse when another live process owns it, or keeps asking for it.
 */
export async function claimDirectory(directory: string): Promise<{ release(): Promise<void> }> {
  await mkdir(directory, { recursive: true })
  const self = await findProcess(process.pid)
  const claim = JSON.stringify({ pid: process.pid, started: self?.started ?? '' })
  const suffix = `${process.pid}-${randomUUID()}.json`
  const asking = join(directory, `asking-${suffix}`)
  const owner = join(directory, `owner-${suffix}`)
  for (let attempt = 1; ; attempt += 1) {
    await writeWhole(asking, claim)
    const [rival] = await liveRivals(directory, suffix)
    if (rival === undefined) break
    await rm(asking, { force: true })
    if (rival.owns || attempt === 20) throw new DataDirectoryInUse(directory, rival.pid)
    await sleep(10 + Math.random() * 90)
  }
  // Beside the first file, not instead of it: a directory listing may miss a file that is renamed meanwhile.
  await writeWhole(owner, claim)
  return {
    release: async () => {
      await rm(owner, { force: true })
      await rm(asking, { force: true })
    },
  }
}

/** Nobody reads half a claim and takes it for a dead one. */
async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.tmp`, text)
  await rename(`${file}.tmp`, file)
}

/** Other live claims, owners first; removes those of the dead. */
async function liveRivals(directory: string, ownSuffix: string): Promise<Rival[]> {
  const live: Rival[] = []
  for (const name of await readdir(directory)) {
    const match = CLAIM.exec(name)
    if (match === null || name.endsWith(ownSuffix)) continue
    const file = join(directory, name)
    const claim = await readClaim(file)
    if (claim === undefined) continue
    const found = await findProcess(claim.pid)
    if (found !== undefined && found.started === claim.started) {
      live.push({ pid: claim.pid, owns: match[1] === 'owner' })
    } else {
      await rm(file, { force: true })
    }
  }
  return live.sort((a, b) => Number(b.owns) - Number(a.owns))
}

async function readClaim(file: string): Promise<{ pid: number; started: string } | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    const claim = JSON.parse(text) as { pid?: unknown; started?: unknown }
    return { pid: Number(claim.pid), started: String(claim.started) }
  } catch {
    // Claims appear whole; what can't be read was damaged with its machine, and its writer is gone.
    return { pid: 0, started: 'damaged' }
  }
}
