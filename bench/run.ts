import { benchAck } from './ack.ts'
import { benchSearch } from './search.ts'
import { benchWithdraw } from './withdraw.ts'

/** Each takes its own arguments and gives what is to be printed as JSON. */
const BENCHES: Readonly<
  Record<string, (args: readonly string[], say: (text: string) => void) => Promise<object>>
> = { ack: benchAck, search: benchSearch, withdraw: benchWithdraw }

const [name = '', ...rest] = process.argv.slice(2)
const bench = BENCHES[name]
const quiet = rest.includes('--json')
if (bench === undefined) {
  console.error(`npm run bench -- ${Object.keys(BENCHES).join('|')} [--json] [--data DIR] [--members 100000,1000000] [--rounds n] [--seed n]
  prints JSON; without --json also its progress, on standard error`)
  process.exitCode = 64
} else {
  const say = quiet ? () => {} : (text: string) => console.error(text)
  try {
    const result = await bench(
      rest.filter((argument) => argument !== '--json'),
      say,
    )
    console.log(JSON.stringify(result, null, 2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
