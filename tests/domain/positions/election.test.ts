import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assignOffice } from '../../../src/domain/positions/assign.ts'
import {
  type ElectionPreview,
  type ElectionResult,
  holdElection,
  previewElection,
} from '../../../src/domain/positions/election.ts'
import { undoElection } from '../../../src/domain/positions/undoElection.ts'
import { MEDICAL, openWorld, TODAY, type World } from '../find/world.ts'
import { factsOf, People } from '../withdrawal/people.ts'

let world: World
let people: People
beforeAll(async () => {
  world = await openWorld()
  people = new People(world)
}, 60_000)
afterAll(() => world.db.drop())

let keys = 0
const key = () => `E-${(keys += 1)}`
const office = () => world.as('secretariat')
const rows = async (sql: string) => (await world.db.pool.query(sql)).rows as Record<string, unknown>[]
const refused = (error: object) => ({ ok: false, error })

async function preview(): Promise<ElectionPreview> {
  const shown = await previewElection(office())
  if (!shown.ok) throw new Error(shown.error.code)
  return shown.value
}

type Change = (numbers: readonly string[]) => readonly string[]

/** Sends the form as it is shown, with some offices filled in otherwise. */
async function hold(changes: Readonly<Record<string, Change>>, effectiveOn = TODAY) {
  const { offices, print } = await preview()
  const input = {
    name: '役員改選',
    effectiveOn,
    print,
    offices: offices.map(({ id, code, numbers }) => ({
      positionId: id,
      numbers: changes[code]?.(numbers) ?? numbers,
    })),
  }
  return holdElection(office(), input, key())
}

async function held(changes: Readonly<Record<string, Change>>, effectiveOn = TODAY): Promise<ElectionResult> {
  const done = await hold(changes, effectiveOn)
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  return done.value
}

const numbersOf = async (code: string) =>
  (await preview()).offices.find((one) => one.code === code)?.numbers ?? []
const council = async () =>
  (
    await factsOf(
      world,
      await people.take(`m.lifecycle = 'active' AND m.member_type_id = 3
        AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id)`),
    )
  ).number
const snapshot = () =>
  rows(`SELECT position_id, member_id, started_on::text, ended_on::text FROM position_holding
    WHERE society_id = ${MEDICAL} AND ended_on IS DISTINCT FROM started_on ORDER BY 1, 2, 3`)

describe('改選', () => {
  it('swaps two offices that exclude each other, which one by one could not be', async () => {
    const before = await snapshot()
    const [auditor = ''] = await numbersOf('auditor')
    const officer = (await numbersOf('officer')).at(-1) ?? ''
    const treasurers = await numbersOf('treasurer')
    const free = (await numbersOf('officer')).find((number) => !treasurers.includes(number)) ?? officer
    const done = await held({
      auditor: (numbers) => [free, ...numbers.filter((number) => number !== auditor)],
      officer: (numbers) => [auditor, ...numbers.filter((number) => number !== free)],
    })
    const label = (ja: string, en: string) => ({ ja, en })
    expect(done).toEqual({
      electionId: done.electionId,
      name: '役員改選',
      effectiveOn: TODAY,
      moves: [
        { position: label('幹事', 'Officer'), number: free, kind: 'ends' },
        { position: label('幹事', 'Officer'), number: auditor, kind: 'begins' },
        { position: label('監事', 'Auditor'), number: auditor, kind: 'ends' },
        { position: label('監事', 'Auditor'), number: free, kind: 'begins' },
      ],
    })
    expect(await numbersOf('auditor')).toContain(free)
    const undone = await undoElection(office(), done.electionId, key())
    expect(undone).toEqual({ ok: true, value: { name: '役員改選' } })
    expect(await snapshot()).toEqual(before)
    expect(await undoElection(office(), done.electionId, key())).toEqual(refused({ code: 'undo-gone' }))
  })

  it('of a later day changes nothing until then, and is in the register of that year', async () => {
    const president = await numbersOf('president')
    const next = await council()
    const { electionId } = await held({ president: () => [next] }, '2027-04-01')
    expect(await numbersOf('president')).toEqual(president)
    const later = { ...office(), now: () => new Date('2027-04-01T12:00:00+09:00') }
    const shown = await previewElection(later)
    expect(shown.ok && shown.value.offices[0]?.numbers).toEqual([next])
    expect((await undoElection(office(), electionId, key())).ok).toBe(true)
  })

  it('can’t be undone once an office was changed after it', async () => {
    const [first, second] = [await council(), await council()]
    const { electionId } = await held({ course_committee: () => [first] })
    await held({ course_committee: () => [first, second] })
    const { electionId: third } = await held({ course_committee: () => [second] })
    expect(await undoElection(office(), electionId, key())).toEqual(
      refused({ code: 'election-later', count: 1 }),
    )
    expect((await undoElection(office(), third, key())).ok).toBe(true)
    expect(await undoElection(office(), 999_999, key())).toEqual(refused({ code: 'undo-gone' }))
  })

  it('can’t give a seat back that somebody else has taken', async () => {
    const [old = ''] = await numbersOf('auditor')
    const { electionId } = await held({ auditor: (numbers) => numbers.filter((number) => number !== old) })
    const next = await people.take(`m.lifecycle = 'active' AND m.member_type_id = 3
      AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id)`)
    const input = { memberId: next, positionId: 7, startedOn: TODAY, endedOn: null }
    expect((await assignOffice(office(), input, key())).ok).toBe(true)
    expect(await undoElection(office(), electionId, key())).toEqual(
      refused({ code: 'seats-full', field: '', position: { ja: '監事', en: 'Auditor' }, seats: 2 }),
    )
  })
})

describe('改選 is refused as a whole', () => {
  it('for numbers that can’t be', async () => {
    const before = await snapshot()
    const one = await council()
    expect(await hold({ president: () => ['DEMO99998x'] })).toEqual(
      refused({ code: 'elected-unknown', field: 'elect-1', number: 'DEMO99998x' }),
    )
    expect(await hold({ officer: () => [one, one.toLowerCase()] })).toEqual(
      refused({ code: 'elected-twice', field: 'elect-3', number: one }),
    )
    expect(await hold({})).toEqual(refused({ code: 'nothing-elected' }))
    const gone = (await factsOf(world, await people.take(`m.lifecycle = 'withdrawn'`))).number
    expect(await hold({ president: () => [gone] })).toEqual(
      refused({ code: 'holder-not-active', field: 'elect-1', number: gone }),
    )
    const regular = (
      await factsOf(world, await people.take(`m.lifecycle = 'active' AND m.member_type_id = 2`))
    ).number
    expect(await hold({ president: () => [regular] })).toEqual(
      refused({ code: 'type-holds-no-office', field: 'elect-1', number: regular }),
    )
    expect(await snapshot()).toEqual(before)
  })

  it('by seats and rules, each with the number of whoever it is about', async () => {
    const [one, two] = [await council(), await council()]
    expect(await hold({ president: () => [one, two] })).toEqual(
      refused({ code: 'seats-full', field: 'elect-1', position: { ja: '会長', en: 'President' }, seats: 1 }),
    )
    expect(await hold({ treasurer: () => [one] })).toMatchObject({
      error: { code: 'rule-broken', field: 'elect-4', article: '第6条', number: one },
    })
    const [treasurer = ''] = await numbersOf('treasurer')
    expect(
      await hold({ officer: (numbers) => numbers.filter((number) => number !== treasurer) }),
    ).toMatchObject({
      error: { code: 'rule-broken', field: 'elect-3', number: treasurer },
    })
    const [president = ''] = await numbersOf('president')
    expect(await hold({ auditor: () => [president] })).toMatchObject({
      error: { code: 'rule-excludes', field: 'elect-7', article: '第7条', number: president },
    })
  })

  it('when somebody else was faster, and for whoever may not write', async () => {
    const { offices, print } = await preview()
    await held({ meeting_committee: (numbers) => numbers.slice(1) })
    const form = offices.map(({ id, numbers }) => ({ positionId: id, numbers: id === 1 ? [] : numbers }))
    const input = { name: '改選', effectiveOn: TODAY, print, offices: form }
    expect(await holdElection(office(), input, key())).toEqual(refused({ code: 'stale' }))
    expect(await holdElection(world.as('officer'), input, key())).toEqual(
      refused({ code: 'forbidden', permission: 'member.write' }),
    )
    expect((await previewElection(world.as('officer'))).ok).toBe(false)
  })
})
