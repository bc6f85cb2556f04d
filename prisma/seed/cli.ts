import { readDatabaseEnv } from '../../src/database/env.ts'
import { runSeed } from './command.ts'

try {
  process.exitCode = await runSeed(process.argv.slice(2), { ...readDatabaseEnv(), say: console.log })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
