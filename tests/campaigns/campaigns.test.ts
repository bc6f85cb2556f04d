import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { CAMPAIGNS } from './campaigns.ts'

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))

describe.each(Object.entries(CAMPAIGNS))('campaign %s', (_name, campaign) => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await testDatabase({ poolMax: 20 })
  })
  afterAll(() => db.drop())

  it(`finds nothing (SEED=${seed})`, { timeout: 120_000 }, async () => {
    const counts = await campaign.run({
      database: { ...db, close: async () => {} },
      size: campaign.sizes.small,
      seed,
    })
    expect(counts).toMatchObject({ violations: 0 })
  })
})
