import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '../../src/database/client.ts'
import { openEmbedded } from '../../src/database/embedded.ts'
import { migrate } from '../../src/database/migrate.ts'
import { CAMPAIGNS } from './campaigns.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { size: { type: 'string', default: 'small' }, seed: { type: 'string' } },
})
const name = positionals[0] ?? ''
const campaign = CAMPAIGNS[name]
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
if (
  campaign === undefined ||
  (values.size !== 'small' && values.size !== 'full') ||
  !Number.isInteger(seed)
) {
  console.error(
    `npm run campaign -- ${Object.keys(CAMPAIGNS).join('|')} [--size small|full] [--seed integer]`,
  )
  process.exit(2)
}

const directory = await mkdtemp(join(tmpdir(), 'meibo-campaign-'))
const server = await openEmbedded({ directory, say: () => {} })
try {
  await migrate(server.url, { say: () => {} })
  const database = await openDatabase(server.url, { poolMax: 20 })
  const size = campaign.sizes[values.size]
  const counts = await campaign.run({ database, size, seed })
  console.log(JSON.stringify({ campaign: name, seed, size, ...counts }))
  await database.close()
} catch (error) {
  console.log(JSON.stringify({ campaign: name, seed, failed: String(error) }))
  process.exitCode = 1
} finally {
  await server.stop()
  await rm(directory, { recursive: true, force: true })
}
