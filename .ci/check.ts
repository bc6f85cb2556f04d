import { spawnSync } from 'node:child_process'
import { findLayerLeaks } from './layers.ts'

/** One step: what it is called, and the command that must exit with 0. */
type Step = readonly [name: string, command: string, ...args: string[]]

const STEPS: readonly Step[] = [
  ['generate', 'prisma', 'generate'],
  ['types', 'tsc', '--noEmit'],
  ['types of the sandbox page', 'tsc', '--noEmit', '-p', 'sandbox/ui'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings', '.'],
  ['format', 'biome', 'ci', '.'],
  ['unused files, exports and dependencies', 'knip'],
  ['limits of Slack’s types', 'tsx', 'sandbox/validate/generate.ts', '--check'],
  ['manifest against code', 'tsx', '.ci/manifest.ts'],
  ['schema drift', 'tsx', 'src/database/cli.ts', 'check'],
]

let failed = 0
for (const [name, command, ...args] of STEPS) {
  const began = Date.now()
  const run = spawnSync('npx', ['--no-install', command, ...args], { encoding: 'utf8' })
  report(name, run.status === 0, began, `${run.stdout}${run.stderr}`)
}
const began = Date.now()
const leaks = findLayerLeaks()
report('layer rules bite', leaks.length === 0, began, leaks.join('\n'))
process.exitCode = failed === 0 ? 0 : 1

function report(name: string, passed: boolean, since: number, output: string): void {
  console.log(`${passed ? '✓' : '✗'} ${name} (${((Date.now() - since) / 1000).toFixed(1)} s)`)
  if (passed) return
  failed += 1
  console.log(output)
}
