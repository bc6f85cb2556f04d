import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeAffiliates, numbersIn, previewAffiliates } from '../../../src/domain/members/affiliates.ts'
import { cardOf, MEDICAL, openWorld, TODAY, type World } from '../find/world.ts'
import { factsOf, People } from '../withdrawal/people.ts'

let world: World
let people: People
beforeAll(async () => {
  world = await openWorld()
  people = new People(world)
}, 60_000)
afterAll(() => world.db.drop())

let keys = 0
const key = () => `F-${(keys += 1)}`
const office = () => world.as('secretariat')
const rows = async (sql: string) => (await world.db.pool.query(sql)).rows as Record<string, unknown>[]
const alone = async () =>
  factsOf(
    world,
    await people.take(
      `m.lifecycle = 'active' AND NOT EXISTS (SELECT FROM affiliation a WHERE a.society_id = m.society_id AND a.member_id = m.id)`,
    ),
  )

/** Two institutions, the first with room for `capacity`. */
async function institutions(capacity: number | null): Promise<[number, number]> {
  const found = await rows(
    `SELECT id FROM member WHERE society_id = ${MEDICAL} AND kind = 'institution' AND lifecycle = 'active' ORDER BY id LIMIT 2`,
  )
  const [first = 0, second = 0] = found.map(({ id }) => id as number)
  await world.db.pool.query(
    `UPDATE member SET capacity = ${capacity === null ? 'NULL' : capacity} WHERE society_id = ${MEDICAL} AND id = ${first}`,
  )
  return [first, second]
}

const standing = (id: number) =>
  rows(
    `SELECT institution_id, started_on::text, ended_on::text FROM affiliation WHERE society_id = ${MEDICAL} AND member_id = ${id} ORDER BY id`,
  )

describe('所属メンバー', () => {
  it('come by number, move over from another institution in one step, and go', async () => {
    const [first, second] = await institutions(null)
    const [one, two] = [await alone(), await alone()]
    await world.db.pool.query(
      `INSERT INTO affiliation (society_id, institution_id, member_id, started_on) VALUES (${MEDICAL}, ${second}, ${two.id}, '2020-04-01')`,
    )
    const added = await changeAffiliates(
      office(),
      { institutionId: first, add: `${one.number}、${two.number.toLowerCase()} ${one.number}`, remove: [] },
      key(),
    )
    expect(added).toMatchObject({
      ok: true,
      value: {
        institutionId: first,
        added: [one.number, two.number].sort(),
        moved: [two.number],
        removed: [],
      },
    })
    expect(await standing(one.id)).toEqual([{ institution_id: first, started_on: TODAY, ended_on: null }])
    expect(await standing(two.id)).toEqual([
      { institution_id: second, started_on: '2020-04-01', ended_on: TODAY },
      { institution_id: first, started_on: TODAY, ended_on: null },
    ])
    expect((await cardOf(office(), two.number)).institutions.map(({ id }) => id)).toEqual([first])
    const removed = await changeAffiliates(
      office(),
      { institutionId: first, add: '', remove: [one.id] },
      key(),
    )
    expect(removed).toMatchObject({ ok: true, value: { added: [], moved: [], removed: [one.number] } })
    // It began and ended today, so it never was.
    expect(await standing(one.id)).toEqual([])
    expect(
      await rows(
        `SELECT action, facts FROM audit_entry WHERE society_id = ${MEDICAL} AND member_id = ${one.id} ORDER BY id DESC LIMIT 2`,
      ),
    ).toEqual([
      { action: 'affiliate.removed', facts: { institutionId: first, on: TODAY } },
      { action: 'affiliate.added', facts: { institutionId: first, on: TODAY } },
    ])
  })

  it('stay within the capacity', async () => {
    const [first] = await institutions(null)
    const before = await previewAffiliates(office(), { id: first })
    if (!before.ok) throw new Error(before.error.code)
    const count = before.value.affiliates.length
    await institutions(count + 1)
    const [one, two] = [await alone(), await alone()]
    const both = { institutionId: first, add: `${one.number} ${two.number}`, remove: [] }
    expect(await changeAffiliates(office(), both, key())).toEqual({
      ok: false,
      error: { code: 'capacity-exceeded', field: 'add', capacity: count + 1, count: count + 2 },
    })
    expect((await changeAffiliates(office(), { ...both, add: one.number }, key())).ok).toBe(true)
  })

  it('are individuals of this society, named rightly', async () => {
    const [first, second] = await institutions(null)
    const { number } = await factsOf(world, second)
    const change = (add: string) =>
      changeAffiliates(office(), { institutionId: first, add, remove: [] }, key())
    expect(await change(number)).toEqual({
      ok: false,
      error: { code: 'not-individual', field: 'add', number },
    })
    expect(await change('DEMO77777 nanika')).toEqual({
      ok: false,
      error: { code: 'numbers-unknown', field: 'add', numbers: ['DEMO77777', 'nanika'] },
    })
    expect(await change('')).toEqual({ ok: false, error: { code: 'nothing-changed' } })
    const many = Array.from({ length: 51 }, (_, index) => `X${index}`).join(' ')
    expect(await change(many)).toEqual({
      ok: false,
      error: { code: 'too-many-members', limit: 50, count: 51 },
    })
  })

  it('belong to organisations', async () => {
    const { id, number } = await alone()
    const refused = { ok: false, error: { code: 'not-institution', number } }
    expect(await previewAffiliates(office(), { id })).toEqual(refused)
    const { number: other } = await alone()
    expect(await changeAffiliates(office(), { institutionId: id, add: other, remove: [] }, key())).toEqual(
      refused,
    )
  })
})

it('reads numbers between blanks and commas, each once', () => {
  expect(numbersIn(' DEMO00001,demo-00001、ＤＥＭＯ００００２\n')).toEqual(['demo-00001', 'DEMO00002'])
})
