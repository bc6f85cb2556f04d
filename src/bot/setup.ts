import { parseArgs } from 'node:util'
import { borrowDatabase } from '../database/borrow.ts'
import { type Database, openDatabase } from '../database/client.ts'
import { readDatabaseEnv } from '../database/env.ts'
import { migrate } from '../database/migrate.ts'
import type { Actor } from '../domain/core/roles.ts'
import { Roll } from '../domain/core/roll.ts'
import { FOUNDING, type Founding, foundSociety } from '../domain/society/found.ts'

/** `npm run society -- …`: makes a society for a Slack workspace. Exit code 2 when the command is wrong. */
const USAGE = `npm run society -- --id 1234 --code DEMO --name 架空学会 --team T0123 --secretariat S0123
  [--name-en "Fictional Society"] [--officer S0124] [--treasurer S0125] [--fiscal-year-start 4]

  --id           the society's ID, a number
  --code         three letters or more; the prefix of its member numbers
  --team         the Slack workspace's ID (T…)
  --secretariat  the Slack user group of the secretariat (S…); --officer and --treasurer likewise`

const { values } = parseArgs({
  options: {
    id: { type: 'string' },
    code: { type: 'string' },
    name: { type: 'string' },
    'name-en': { type: 'string' },
    team: { type: 'string' },
    secretariat: { type: 'string' },
    officer: { type: 'string' },
    treasurer: { type: 'string' },
    'fiscal-year-start': { type: 'string' },
  },
})
const read = FOUNDING.safeParse({
  ...values,
  nameEn: values['name-en'],
  teamId: values.team,
  fiscalYearStartMonth: values['fiscal-year-start'],
})
if (read.success) process.exitCode = await found(read.data)
else {
  for (const { path } of read.error.issues) console.error(`? ${path.join('.')}`)
  console.error(USAGE)
  process.exitCode = 2
}

async function found(given: Founding): Promise<number> {
  const say = (sentence: string) => console.error(sentence)
  const borrowed = await borrowDatabase({ ...readDatabaseEnv(), say })
  let database: Database | undefined
  try {
    await migrate(borrowed.url, { say })
    database = await openDatabase(borrowed.url)
    const taken = await database.prisma.society.count({
      where: { OR: [{ id: given.id }, { code: given.code }] },
    })
    if (taken > 0) {
      say(
        'この ID またはコードの学会は、すでに登録されています。 / A society with this ID or code is there already.',
      )
      return 1
    }
    const context = {
      actor: consoleActor(given.id),
      source: { via: 'console' as const },
      now: () => new Date(),
    }
    const made = await foundSociety({ roll: new Roll(database), ...context }, given)
    if (!made.ok) throw new Error(made.error.code)
    console.log(`学会を登録しました（${given.id} ${given.code}）。 / The society is set up.`)
    return 0
  } finally {
    await database?.close()
    await borrowed.release()
  }
}

/** Whoever has the server's console may found a society; the audit says so. */
function consoleActor(societyId: number): Actor {
  return { key: 'console', teamId: '', userId: '', societyId, roles: [], permissions: new Set(['settings']) }
}
