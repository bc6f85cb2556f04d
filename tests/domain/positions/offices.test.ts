import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assignOffice, endOffice } from '../../../src/domain/positions/assign.ts'
import { typeBreach } from '../../../src/domain/positions/load.ts'
import { previewOffices } from '../../../src/domain/positions/offices.ts'
import { withdrawMember } from '../../../src/domain/withdrawal/withdraw.ts'
import { MEDICAL, openWorld, TODAY, type World } from '../find/world.ts'
import { factsOf, inputFor, People } from '../withdrawal/people.ts'

let world: World
let people: People
beforeAll(async () => {
  world = await openWorld()
  people = new People(world)
}, 60_000)
afterAll(() => world.db.drop())

let keys = 0
const key = () => `K-${(keys += 1)}`
const office = () => world.as('secretariat')
const rows = async (sql: string) => (await world.db.pool.query(sql)).rows as Record<string, unknown>[]
const HOLDS = `EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id)`
const typeIs = (code: string) =>
  `m.lifecycle = 'active' AND m.member_type_id = (SELECT t.id FROM member_type t WHERE t.society_id = m.society_id AND t.code = '${code}')`
const council = () => people.take(`${typeIs('council')} AND NOT ${HOLDS}`)
const idOf = async (code: string) =>
  Number(
    (await rows(`SELECT id FROM position WHERE society_id = ${MEDICAL} AND code = '${code}'`))[0]?.['id'],
  )

async function give(memberId: number, code: string, more: { startedOn?: string; endedOn?: string } = {}) {
  const { startedOn = TODAY, endedOn = null } = more
  return assignOffice(office(), { memberId, positionId: await idOf(code), startedOn, endedOn }, key())
}

const holdingsOf = (id: number) =>
  rows(`SELECT p.code, h.started_on::text, h.ended_on::text FROM position_holding h
    JOIN position p ON p.society_id = h.society_id AND p.id = h.position_id
    WHERE h.society_id = ${MEDICAL} AND h.member_id = ${id} ORDER BY h.id`)
const holdingId = async (id: number, code: string) =>
  Number(
    (
      await rows(`SELECT h.id FROM position_holding h JOIN position p ON p.society_id = h.society_id AND p.id = h.position_id
        WHERE h.society_id = ${MEDICAL} AND h.member_id = ${id} AND p.code = '${code}' ORDER BY h.id DESC LIMIT 1`)
    )[0]?.['id'],
  )

describe('an office', () => {
  it('is given for a term, written down, shown, and ended', async () => {
    const id = await council()
    const { number } = await factsOf(world, id)
    const label = { ja: '講習会委員', en: 'Course Committee' }
    const value = { memberId: id, number, position: label, startedOn: TODAY, endedOn: null }
    expect(await give(id, 'course_committee')).toEqual({ ok: true, value })
    expect(await holdingsOf(id)).toEqual([{ code: 'course_committee', started_on: TODAY, ended_on: null }])
    const shown = await previewOffices(office(), { number })
    expect(shown.ok && shown.value.held).toEqual([
      expect.objectContaining({ position: label, startedOn: TODAY, endedOn: null, when: 'present' }),
    ])
    const holding = await holdingId(id, 'course_committee')
    expect(await endOffice(office(), { holdingId: holding, endedOn: '2026-12-31' }, key())).toEqual({
      ok: true,
      value: { ...value, endedOn: '2026-12-31' },
    })
    expect(
      await rows(`SELECT action, subject, subject_id, facts FROM audit_entry WHERE society_id = ${MEDICAL} AND member_id = ${id}
        AND action LIKE 'position.%' ORDER BY id`),
    ).toEqual([
      {
        action: 'position.assigned',
        subject: 'position_holding',
        subject_id: holding,
        facts: { position: 'course_committee', startedOn: TODAY, endedOn: null },
      },
      {
        action: 'position.ended',
        subject: 'position_holding',
        subject_id: holding,
        facts: { position: 'course_committee', startedOn: TODAY, endedOn: '2026-12-31', was: null },
      },
    ])
  })

  it('ended on the day it began was a mistake: it never was, and can be given anew', async () => {
    const id = await council()
    await give(id, 'course_committee')
    const holding = await holdingId(id, 'course_committee')
    expect((await endOffice(office(), { holdingId: holding, endedOn: TODAY }, key())).ok).toBe(true)
    const shown = await previewOffices(office(), { id })
    expect(shown.ok && shown.value.held).toEqual([])
    expect((await give(id, 'course_committee')).ok).toBe(true)
  })

  it('is given once, however often the click arrives', async () => {
    const id = await council()
    const input = {
      memberId: id,
      positionId: await idOf('course_committee'),
      startedOn: TODAY,
      endedOn: null,
    }
    const once = key()
    const [first, second] = [
      await assignOffice(office(), input, once),
      await assignOffice(office(), input, once),
    ]
    expect(second).toEqual(first)
    expect(await holdingsOf(id)).toHaveLength(1)
  })
})

describe('an office is refused', () => {
  it('by the rules of the society, with the article', async () => {
    const id = await council()
    const label = (ja: string, en: string) => ({ ja, en })
    expect(await give(id, 'treasurer')).toEqual({
      ok: false,
      error: {
        code: 'rule-broken',
        field: 'position',
        article: '第6条',
        subject: label('会計', 'Treasurer'),
        object: label('幹事職', 'Officers'),
      },
    })
    // There are eight seats; the demo fills five.
    expect((await give(id, 'officer', { endedOn: '2027-04-01' })).ok).toBe(true)
    expect(await give(id, 'auditor')).toMatchObject({ ok: false })
    expect(await give(id, 'treasurer', { startedOn: '2027-05-01' })).toMatchObject({
      error: { code: 'rule-broken' },
    })
  })

  it('to whoever is no active member, or whose type gives no right to it', async () => {
    const gone = await people.take(`m.lifecycle = 'withdrawn'`)
    expect(await give(gone, 'course_committee')).toEqual({
      ok: false,
      error: {
        code: 'holder-not-active',
        field: 'position',
        number: (await factsOf(world, gone)).number,
      },
    })
    const regular = await people.take(typeIs('regular'))
    expect(await give(regular, 'auditor')).toEqual({
      ok: false,
      error: {
        code: 'type-holds-no-office',
        field: 'position',
        number: (await factsOf(world, regular)).number,
      },
    })
    expect(await give(999_999, 'auditor')).toEqual({
      ok: false,
      error: { code: 'unknown-member', number: '999999', nearest: [] },
    })
  })

  it('for terms that can’t be', async () => {
    const id = await council()
    const { joinedOn } = await factsOf(world, id)
    const refused = async (more: Parameters<typeof give>[2]) => {
      const given = await give(id, 'course_committee', more)
      return given.ok ? 'given' : given.error
    }
    expect(await refused({ endedOn: TODAY })).toEqual({
      code: 'office-dates',
      field: 'endedOn',
      startedOn: '2026-11-24',
    })
    expect(await refused({ startedOn: '1980-01-01' })).toEqual({
      code: 'office-before-joining',
      field: 'startedOn',
      joinedOn,
    })
    const facts = await factsOf(world, id)
    const plan = await withdrawMember(office(), inputFor(facts, { withdrawnOn: '2027-03-31' }), key())
    expect(plan.ok).toBe(true)
    expect(await refused({ startedOn: '2027-04-01' })).toEqual({
      code: 'office-after-withdrawal',
      field: 'startedOn',
      withdrawnOn: '2027-03-31',
    })
    expect(await refused({ endedOn: '2027-03-01' })).toBe('given')
    expect(await refused({ startedOn: '2027-02-01' })).toMatchObject({ code: 'already-holds' })
  })

  it('when all seats are taken, whoever comes first', async () => {
    const taken = await rows(`SELECT count(*)::int AS count FROM position_holding h JOIN position p
      ON p.society_id = h.society_id AND p.id = h.position_id
      WHERE h.society_id = ${MEDICAL} AND p.code = 'auditor' AND h.ended_on IS NULL`)
    expect(taken).toEqual([{ count: 2 }])
    const id = await council()
    const full = {
      code: 'seats-full',
      field: 'position',
      position: { ja: '監事', en: 'Auditor' },
      seats: 2,
    }
    expect(await give(id, 'auditor')).toEqual({ ok: false, error: full })
    await rows(`UPDATE position SET seats = 3 WHERE society_id = ${MEDICAL} AND code = 'auditor'`)
    const two = [id, await council()]
    const given = await Promise.all(two.map((one) => give(one, 'auditor')))
    expect(given.filter(({ ok }) => ok)).toHaveLength(1)
    expect(given.find(({ ok }) => !ok)).toEqual({ ok: false, error: { ...full, seats: 3 } })
  })

  it('to be ended while another rests on it, or longer than it lasts', async () => {
    const id = await council()
    await give(id, 'officer')
    await rows(`UPDATE position SET seats = 4 WHERE society_id = ${MEDICAL} AND code = 'treasurer'`)
    expect((await give(id, 'treasurer')).ok).toBe(true)
    const officer = await holdingId(id, 'officer')
    expect(await endOffice(office(), { holdingId: officer, endedOn: '2026-12-01' }, key())).toMatchObject({
      error: { code: 'rule-broken', field: 'endedOn', article: '第6条' },
    })
    const treasurer = await holdingId(id, 'treasurer')
    await endOffice(office(), { holdingId: treasurer, endedOn: '2026-12-01' }, key())
    expect((await endOffice(office(), { holdingId: officer, endedOn: '2026-12-01' }, key())).ok).toBe(true)
    expect(await endOffice(office(), { holdingId: officer, endedOn: '2027-12-01' }, key())).toEqual({
      ok: false,
      error: { code: 'holding-gone' },
    })
    expect(await endOffice(office(), { holdingId: officer, endedOn: '2026-01-01' }, key())).toMatchObject({
      error: { code: 'office-dates', startedOn: TODAY },
    })
    expect(await endOffice(office(), { holdingId: 999_999, endedOn: TODAY }, key())).toEqual({
      ok: false,
      error: { code: 'holding-gone' },
    })
  })

  it('to whoever may not write', async () => {
    const id = await council()
    const input = { memberId: id, positionId: 1, startedOn: TODAY, endedOn: null }
    expect(await assignOffice(world.as('officer'), input, key())).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'member.write' },
    })
    expect((await previewOffices(world.as('officer'), { id })).ok).toBe(false)
  })
})

describe('another type', () => {
  it('is kept from whoever holds an office that wants the one they have, or any office at all', async () => {
    const id = await council()
    const { number } = await factsOf(world, id)
    const change = (typeId: number | null) => typeBreach(world.roll.read, MEDICAL, id, typeId, TODAY)
    expect(await change(2)).toBeNull()
    await rows(`UPDATE position SET seats = 9 WHERE society_id = ${MEDICAL} AND code = 'auditor'`)
    expect((await give(id, 'auditor')).ok).toBe(true)
    expect(await change(3)).toBeNull()
    const noOffice = { code: 'type-holds-no-office', field: 'memberType', number }
    expect(await change(2)).toEqual(noOffice)
    expect(await change(null)).toEqual(noOffice)
    await give(id, 'course_committee')
    expect(await change(2)).toMatchObject({ code: 'rule-broken', field: 'memberType', article: '第5条第2項' })
  })
})
