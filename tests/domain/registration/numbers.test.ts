import {
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  integer,
  property,
  record,
  uniqueArray,
} from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src/database/client.ts'
import { Roll } from '../../../src/domain/core/roll.ts'
import { readNumber, type Series } from '../../../src/domain/registration/numbers.ts'
import { previewRegistration, registerMember } from '../../../src/domain/registration/register.ts'
import { MEDICAL, openWorld, type World } from '../find/world.ts'
import { crowd } from './crowd.ts'

const seed = Number(process.env['SEED'] ?? 20261124)

let world: World
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.db.drop())

const anySeries = record({
  prefix: constantFrom('', 'DEMO', 'abc'),
  width: integer({ min: 5, max: 8 }),
  next: integer({ min: 1, max: 120 }),
  test: record({ from: integer({ min: 1, max: 120 }), length: integer({ min: 0, max: 60 }), has: boolean() }),
}).map(
  ({ test, ...one }): Series => ({
    ...one,
    testFrom: test.has ? test.from : null,
    testTo: test.has ? test.from + test.length : null,
  }),
)

const numberAt = ({ prefix, width }: Series, counter: number) => prefix + String(counter).padStart(width, '0')
const isTest = ({ testFrom, testTo }: Series, counter: number) =>
  testFrom !== null && testTo !== null && counter >= testFrom && counter <= testTo

/** What ends the transaction of a trial, so that nothing of it stays. */
class Enough extends Error {}

/** The numbers that a series gives one after the other, and its counter afterwards. */
async function given(series: Series, taken: readonly number[], times: number) {
  const numbers: string[] = []
  let next = 0
  const trial = world.db.prisma.$transaction(async (tx) => {
    const sql = (text: string, ...values: unknown[]) => tx.$executeRawUnsafe(text, ...values)
    const { prefix, width, testFrom, testTo } = series
    await sql(`INSERT INTO society (society_id, code, name) VALUES (4321, 'TRIAL', '試行')`)
    const rows = await tx.$queryRawUnsafe<{ id: number }[]>(
      `INSERT INTO number_series (society_id, prefix, width, next, test_from, test_to) VALUES (4321, $1, $2::int, $3::int, $4::int, $5::int) RETURNING id`,
      prefix,
      width,
      series.next,
      testFrom,
      testTo,
    )
    await sql(
      `INSERT INTO member_kind (society_id, kind, label, label_en, series_id) VALUES (4321, 'individual', '個人', 'Individual', $1::int)`,
      rows[0]?.id,
    )
    for (const counter of taken)
      await sql(
        `INSERT INTO member_number (society_id, folded, number, member_id) VALUES (4321, lower($1), $1, $2::int)`,
        numberAt(series, counter),
        counter,
      )
    for (let time = 0; time < times; time += 1) {
      const [one] = await tx.$queryRawUnsafe<{ number: string }[]>(
        `SELECT take_member_number(4321, 'individual') AS number`,
      )
      numbers.push(one?.number ?? '')
      await sql(
        `INSERT INTO member_number (society_id, folded, number, member_id) VALUES (4321, lower($1), $1, 0)`,
        one?.number,
      )
    }
    const [after] = await tx.$queryRawUnsafe<{ next: number }[]>(
      `SELECT next FROM number_series WHERE society_id = 4321`,
    )
    next = after?.next ?? 0
    throw new Enough()
  })
  await trial.catch((error: unknown) => {
    if (!(error instanceof Enough)) throw error
  })
  return { numbers, next }
}

describe('the next numbers', () => {
  it('are the lowest free ones from the counter on, in order, none of the test range', async () => {
    const taken = uniqueArray(integer({ min: 1, max: 200 }), { maxLength: 12 })
    await assert(
      asyncProperty(anySeries, taken, integer({ min: 1, max: 4 }), async (series, before, times) => {
        const free: number[] = []
        for (let counter = series.next; free.length < times; counter += 1)
          if (!isTest(series, counter) && !before.includes(counter)) free.push(counter)
        expect(await given(series, before, times)).toEqual({
          numbers: free.map((counter) => numberAt(series, counter)),
          next: (free.at(-1) ?? 0) + 1,
        })
      }),
      { seed, numRuns: 40 },
    )
  }, 60_000)
})

describe('a number that is typed', () => {
  it('is read back as it is written', () => {
    assert(
      property(anySeries, integer({ min: 1, max: 99_999 }), (series, counter) => {
        const number = numberAt(series, counter)
        expect(readNumber(` ${number} `, [series])).toEqual({
          ok: true,
          value: { number, isTest: isTest(series, counter) },
        })
      }),
      { seed, numRuns: 300 },
    )
  })
})

describe('100 registrations at once', () => {
  it('leave no gap and give no number twice, whatever is refused between them', async () => {
    const database = await openDatabase(world.db.url, { poolMax: 25 })
    const roll = new Roll({ prisma: database.prisma, pool: database.pool, close: async () => {} })
    const context = { ...world.as('secretariat'), roll }
    const form = await previewRegistration(context, 'individual')
    if (!form.ok) throw new Error(form.error.code)
    const answers = Object.fromEntries(
      form.value.questions.flatMap(({ key, control }) =>
        control.kind === 'choice' ? [[key, control.choices[0]?.value ?? null]] : [],
      ),
    )
    const { rows } = await world.db.pool.query<{ next: number }>(
      `SELECT next FROM number_series WHERE society_id = ${MEDICAL} AND id = 1`,
    )
    const first = rows[0]?.next ?? 0
    const one = (index: number) => {
      const typed = { ...answers, familyName: `並行${index}`, boardAccess: 'poster', notices: 'yes' }
      const wrong = index % 10 === 9
      const input = {
        kind: 'individual',
        typed: wrong ? { ...typed, joinedOn: '2027-01-01' } : typed,
        number: null,
        applicant: index % 2 === 0,
        another: true,
      } as const
      return registerMember(context, input, `P-${index}`)
    }
    const done = await crowd(111, one)
    await database.close()
    const numbers = done.flatMap((outcome) => (outcome.ok ? [outcome.value.number] : [])).sort()
    expect(numbers).toEqual(
      Array.from({ length: 100 }, (_, index) => `DEMO${String(first + index).padStart(5, '0')}`),
    )
    expect(done.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.code]))).toEqual(
      Array.from({ length: 11 }, () => 'date-in-future'),
    )
  }, 60_000)

  it('give a number back when they fail after taking it', async () => {
    const { rows } = await world.db.pool.query<{ next: number }>(
      `SELECT next FROM number_series WHERE society_id = ${MEDICAL} AND id = 1`,
    )
    const trial = world.db.prisma.$transaction(async (tx) => {
      await tx.$queryRawUnsafe(`SELECT take_member_number(${MEDICAL}, 'individual')`)
      throw new Enough()
    })
    await expect(trial).rejects.toBeInstanceOf(Enough)
    const form = await previewRegistration(world.as('secretariat'), 'individual')
    expect(form.ok && form.value.nextNumber).toBe(`DEMO${String(rows[0]?.next).padStart(5, '0')}`)
  })
})
