import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listOffices } from '../../../src/domain/positions/register.ts'
import { openWorld, TODAY, type World } from '../find/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.db.drop())

const office = () => world.as('secretariat')

describe('役員名簿', () => {
  it('shows who holds each office today, and who held it in another year', async () => {
    const now = await listOffices(world.as('officer'))
    if (!now.ok) throw new Error(now.error.code)
    const { year, asOf, years, mayWrite, offices } = now.value
    expect({ year, asOf, years, mayWrite }).toEqual({
      year: 2026,
      asOf: TODAY,
      years: [2027, 2026, 2025, 2024],
      mayWrite: false,
    })
    expect(offices.map(({ label }) => label.ja)).toEqual([
      '会長',
      '副会長',
      '幹事',
      '会計',
      '学術集会委員',
      '講習会委員',
      '監事',
    ])
    const before = await listOffices(office(), 2024)
    if (!before.ok) throw new Error(before.error.code)
    const president = (list: typeof offices) => list[0]?.holders.map(({ number }) => number)
    expect(before.value.asOf).toBeNull()
    expect(president(before.value.offices)).toHaveLength(1)
    expect(president(before.value.offices)).not.toEqual(president(offices))
    expect((await listOffices(world.as(['dues.read']))).ok).toBe(false)
    expect(await listOffices(office(), 1)).toEqual({
      ok: false,
      error: { code: 'year-unknown', field: 'year', year: 1 },
    })
  })
})
