import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runSeed, USAGE } from '../../prisma/seed/command.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { checksums } from './invariants.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

async function seed(...args: string[]): Promise<{ code: number; said: string[] }> {
  const said: string[] = []
  const code = await runSeed(args, { url: db.url, directory: 'unused', say: (text) => said.push(text) })
  return { code, said }
}

describe('npm run seed', () => {
  it('writes the demo once, and only where there is nothing', async () => {
    expect(await seed('--if-empty', '--today', '2026-11-23')).toEqual({
      code: 0,
      said: [
        'デモデータを作成しました（会員数 1234: 349、5678: 43）。 / Wrote the demo data (members 1234: 349, 5678: 43).',
      ],
    })
    const sums = await checksums(db.pool)
    expect(await seed('--if-empty', '--members', '5000')).toEqual({
      code: 0,
      said: [
        '登録済みの学会があるため、デモデータは作成しませんでした。 / There is a society already: nothing was written.',
      ],
    })
    expect(await seed()).toEqual({
      code: 1,
      said: ['デモ用の学会はすでに作成されています。 / The demo societies are there already.'],
    })
    expect(await checksums(db.pool)).toEqual(sums)
  })

  it.each([
    [['--members', '0'], '--members wants a whole number from 1 to 99999999, not "0"'],
    [['--members', 'many'], '--members wants a whole number from 1 to 99999999, not "many"'],
    [['--seed', '1.5'], '--seed wants a whole number of at most nine digits, not "1.5"'],
    [['--today', '2026-02-30'], '--today wants a day as YYYY-MM-DD, not "2026-02-30"'],
    [['--membres', '5'], "Unknown option '--membres'"],
  ])('refuses %j', async (args, why) => {
    const { code, said } = await seed(...args)
    expect({ code, lines: said.length }).toEqual({ code: 64, lines: 1 })
    expect(said[0]).toMatch(why)
    expect(said[0]?.endsWith(USAGE)).toBe(true)
  })
})
