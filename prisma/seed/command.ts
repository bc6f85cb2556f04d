import { parseArgs } from 'node:util'
import { borrowDatabase } from '../../src/database/borrow.ts'
import { openDatabase } from '../../src/database/client.ts'
import { migrate } from '../../src/database/migrate.ts'
import { hasDemo, type SeedCounts, type SeedOptions, seedDemo } from './demo/seedDemo.ts'
import { seedScale } from './scale/seedScale.ts'

/** How to call it. */
export const USAGE = `npm run seed -- [--members N] [--if-empty] [--seed n] [--today YYYY-MM-DD] [--url postgresql://…]
  writes the demo societies 1234 (架空医学研究会) and 5678 (架空看護学会) to --url, DATABASE_URL or the embedded database
  --members N   fill society 1234 up to N members, by bulk load; the database must not be in use meanwhile
  --if-empty    do nothing where there is a society already
  --seed n      other people, the same states; 1 unless told
  --today D     the day that arrears and terms are counted from; today unless told`

/** What the environment says, and where lines for the person at the console go. */
export interface SeedSurroundings {
  readonly url: string | undefined
  readonly directory: string
  readonly say: (text: string) => void
}

interface Wanted extends SeedOptions {
  readonly members: number | undefined
  readonly ifEmpty: boolean
  readonly url: string | undefined
}

/**
 * The `seed` command: migrates the database, writes the demo, fills it up.
 *
 * @returns the exit code: 0, 1 where there is a demo already, 64 for arguments that it does not understand
 * @throws what the database says, as when it can't be reached
 */
export async function runSeed(args: readonly string[], surroundings: SeedSurroundings): Promise<number> {
  const { directory, say } = surroundings
  const wanted = readArguments(args)
  if (typeof wanted === 'string') {
    say(`${wanted}\n${USAGE}`)
    return 64
  }
  const borrowed = await borrowDatabase({ url: wanted.url ?? surroundings.url, directory, say })
  try {
    await migrate(borrowed.url, { say })
    return await seedInto(borrowed.url, wanted, say)
  } finally {
    await borrowed.release()
  }
}

/** The arguments, or what is wrong with them. */
function readArguments(args: readonly string[]): Wanted | string {
  const text = { type: 'string' } as const
  let values: { members?: string; 'if-empty'?: boolean; seed?: string; today?: string; url?: string }
  try {
    const options = {
      members: text,
      'if-empty': { type: 'boolean' },
      seed: text,
      today: text,
      url: text,
    } as const
    values = parseArgs({ args: [...args], options }).values
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  const { members, seed, today, url } = values
  if (members !== undefined && !/^[1-9]\d{0,7}$/.test(members)) {
    return `--members wants a whole number from 1 to 99999999, not "${members}"`
  }
  if (seed !== undefined && !/^\d{1,9}$/.test(seed)) {
    return `--seed wants a whole number of at most nine digits, not "${seed}"`
  }
  if (today !== undefined && !isDay(today)) return `--today wants a day as YYYY-MM-DD, not "${today}"`
  return {
    members: members === undefined ? undefined : Number(members),
    ifEmpty: values['if-empty'] ?? false,
    url,
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    ...(today === undefined ? {} : { today }),
  }
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

async function seedInto(url: string, wanted: Wanted, say: (text: string) => void): Promise<number> {
  const { members, ifEmpty, ...options } = wanted
  const database = await openDatabase(url, { poolMax: 2 })
  try {
    const societies = await database.prisma.society.count()
    if (ifEmpty && societies > 0) {
      say(
        '登録済みの学会があるため、デモデータは作成しませんでした。 / There is a society already: nothing was written.',
      )
      return 0
    }
    if (members === undefined) {
      if (await hasDemo(database)) {
        say('デモ用の学会はすでに作成されています。 / The demo societies are there already.')
        return 1
      }
      tell(await seedDemo(database, options), say)
      return 0
    }
  } finally {
    await database.close()
  }
  tell(await seedScale(url, { ...options, members, say }), say)
  return 0
}

function tell(counts: SeedCounts, say: (text: string) => void): void {
  const list = Object.entries(counts).map(([society, members]) => `${society}: ${members}`)
  say(
    `デモデータを作成しました（会員数 ${list.join('、')}）。 / Wrote the demo data (members ${list.join(', ')}).`,
  )
}
