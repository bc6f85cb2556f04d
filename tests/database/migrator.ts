// A process that migrates the database at the URL it is given and prints what it applied.
import { migrate } from '../../src/database/migrate.ts'

const applied = await migrate(process.argv[2] ?? '', { say: () => {} })
process.stdout.write(`${JSON.stringify(applied)}\n`)
