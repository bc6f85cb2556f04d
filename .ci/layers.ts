import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Imports that each room must not have: one deliberate violation a rule, so that a rule that no longer bites is seen. */
const VIOLATIONS: Record<string, readonly string[]> = {
  'src/domain': [
    '@slack/bolt',
    '@slack/web-api',
    'pino',
    'nodemailer',
    'csv-stringify',
    'graphile-worker',
    '../views/x.ts',
    '../bot/x.ts',
    '../../sandbox/x.ts',
  ],
  'src/database': [
    '@slack/bolt',
    'nodemailer',
    '../views/x.ts',
    '../bot/x.ts',
    '../domain/x.ts',
    '../../sandbox/x.ts',
  ],
  'src/views': [
    '@slack/bolt',
    'pg',
    'node:fs',
    '@prisma/client',
    '../bot/x.ts',
    '../database/x.ts',
    '../domain/x.ts',
    '../../sandbox/x.ts',
  ],
  'src/bot': ['../../sandbox/x.ts', '../../prisma/generated/client.ts'],
  sandbox: ['../src/domain/x.ts', '../prisma/generated/client.ts'],
}

/** Lints every violation in a copy of the tree's shape. Returns those that the rules let through. */
export function findLayerLeaks(): string[] {
  const root = mkdtempSync(join(tmpdir(), 'meibo-layers-'))
  try {
    copyFileSync('.oxlintrc.json', join(root, '.oxlintrc.json'))
    const cases = Object.entries(VIOLATIONS).flatMap(([folder, imports]) =>
      imports.map((imported, index) => ({ file: join(folder, `violation${index}.ts`), imported })),
    )
    for (const { file, imported } of cases) {
      mkdirSync(join(root, dirname(file)), { recursive: true })
      writeFileSync(join(root, file), `import { x } from '${imported}'\n\nexport const y = x\n`)
    }
    const command = ['--no-install', 'oxlint', '-c', join(root, '.oxlintrc.json'), '--format', 'unix', root]
    const refused = spawnSync('npx', command, { encoding: 'utf8' })
      .stdout.split('\n')
      .filter((line) => line.includes('no-restricted-imports'))
    return cases
      .filter(({ file }) => !refused.some((line) => line.includes(file)))
      .map(({ file, imported }) => `${dirname(file)} may import ${imported}`)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
