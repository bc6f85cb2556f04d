import { parseArgs } from 'node:util'
import { borrowDatabase } from '../database/borrow.ts'
import { openDatabase } from '../database/client.ts'
import { readDatabaseEnv } from '../database/env.ts'
import { type Anchor, verifyAudit } from '../domain/audit/verify.ts'
import { Roll } from '../domain/core/roll.ts'

/**
 * `npm run audit:verify -- [--society ID] [--anchor N:HASH]`: recomputes the audit chains and prints one line of JSON a
 * society. Exit code 1 when a chain is flawed, 2 when the command is wrong.
 */
const USAGE = 'npm run audit:verify -- [--society ID] [--anchor N:HASH (needs --society)]'

const { values } = parseArgs({ options: { society: { type: 'string' }, anchor: { type: 'string' } } })
const anchor = values.anchor === undefined ? undefined : readAnchor(values.anchor)
if (
  (values.anchor !== undefined && (anchor === undefined || values.society === undefined)) ||
  !/^\d*$/.test(values.society ?? '')
) {
  console.error(USAGE)
  process.exit(2)
}

const borrowed = await borrowDatabase({ ...readDatabaseEnv(), say: (text) => console.error(text) })
try {
  const database = await openDatabase(borrowed.url)
  const { read } = new Roll(database)
  const where = values.society === undefined ? {} : { id: Number(values.society) }
  const societies = await read.society.findMany({ where, orderBy: { id: 'asc' }, select: { id: true } })
  for (const { id } of societies) {
    const result = await verifyAudit(read, id, anchor)
    console.log(
      JSON.stringify(result, (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
    )
    if (result.flaws.length > 0) process.exitCode = 1
  }
  if (societies.length === 0) {
    console.error('no such society')
    process.exitCode = 2
  }
  await database.close()
} finally {
  await borrowed.release()
}

function readAnchor(text: string): Anchor | undefined {
  const match = /^(\d+):([0-9a-f]{64})$/.exec(text)
  return match?.[1] === undefined || match[2] === undefined
    ? undefined
    : { n: BigInt(match[1]), hash: match[2] }
}
