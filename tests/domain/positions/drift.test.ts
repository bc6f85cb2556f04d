import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clockActor } from '../../../src/domain/core/roles.ts'
import { checkRole, findDrift, type Linked } from '../../../src/domain/positions/drift.ts'
import { linkIdentity } from '../../../src/domain/positions/identity.ts'
import { confirmRoles, findDueReviews, remindReview } from '../../../src/domain/positions/review.ts'
import type { Membership } from '../../../src/domain/society/actor.ts'
import { MEDICAL, NURSING, openWorld, type World } from '../find/world.ts'
import { desk } from '../settings/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.db.drop())

const rows = async (sql: string) => (await world.db.pool.query(sql)).rows as Record<string, unknown>[]
const office = () => world.as('secretariat')
let keys = 0
const key = () => `D-${(keys += 1)}`

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  secretariat: ['U_SECRETARIAT'],
  officer: ['U_ONE', 'U_STRANGER'],
  treasurer: ['U_ONE'],
  auditor: [],
}
const membership: Membership = {
  has: ({ code }, userId) => (GROUPS[code] ?? []).includes(userId),
  members: ({ code }) => GROUPS[code] ?? [],
}
const holder = async (code: string, place = 0) =>
  (
    await rows(`SELECT m.number FROM position_holding h JOIN position p ON p.society_id = h.society_id AND p.id = h.position_id
      JOIN member m ON m.society_id = h.society_id AND m.id = h.member_id
      WHERE h.society_id = ${MEDICAL} AND p.code = '${code}' AND h.ended_on IS NULL ORDER BY m.id OFFSET ${place} LIMIT 1`)
  )[0]?.['number'] as string
const link = (userId: string, number: string | null, groups = membership) =>
  linkIdentity(office(), { userId, number }, groups, key())

describe('checking a role', () => {
  const linked: Linked[] = [
    { userId: 'U_A', memberId: 1, number: 'DEMO1', active: true },
    { userId: 'U_B', memberId: 2, number: 'DEMO2', active: true },
    { userId: 'U_C', memberId: 3, number: 'DEMO3', active: false },
  ]
  const held = (memberId: number, position: string, group: string) => ({
    memberId,
    number: `DEMO${memberId}`,
    position,
    group,
  })

  it('says of everybody in the group, and of everybody who should be, how they stand', () => {
    const all = [
      held(1, 'treasurer', 'committee'),
      held(2, 'treasurer', 'committee'),
      held(9, 'treasurer', 'committee'),
    ]
    expect(
      checkRole({ code: 'treasurer' }, ['U_X', 'U_C', 'U_A'], linked, [...all, held(3, 'chair', 'officer')]),
    ).toEqual([
      { userId: 'U_A', number: 'DEMO1', finding: 'ok' },
      { userId: 'U_C', number: 'DEMO3', finding: 'no-office' },
      { userId: 'U_X', number: null, finding: 'unlinked' },
      { userId: 'U_B', number: 'DEMO2', finding: 'not-in-group' },
      { userId: null, number: 'DEMO9', finding: 'no-account' },
    ])
  })

  it('names active members in the office', () => {
    expect(checkRole({ code: 'secretariat' }, ['U_A', 'U_C', 'U_X'], linked, [])).toEqual([
      { userId: 'U_A', number: 'DEMO1', finding: 'member' },
      { userId: 'U_C', number: 'DEMO3', finding: 'ok' },
      { userId: 'U_X', number: null, finding: 'ok' },
    ])
  })
})

describe('the roles of the demo', () => {
  it('change from unlinked to in order as people are linked to members', async () => {
    await rows(`DELETE FROM slack_identity WHERE society_id = ${MEDICAL}`)
    const treasurer = await holder('treasurer')
    expect(await link('U_ONE', treasurer.toLowerCase())).toEqual({
      ok: true,
      value: { userId: 'U_ONE', number: treasurer.toLowerCase() },
    })
    const drift = await findDrift(office(), membership)
    if (!drift.ok) throw new Error(drift.error.code)
    expect(drift.value.roles.map(({ role }) => role)).toEqual([
      'auditor',
      'officer',
      'secretariat',
      'treasurer',
    ])
    const of = (code: string) => drift.value.roles.find(({ role }) => role === code)?.standers ?? []
    expect(of('treasurer')).toEqual([
      { userId: 'U_ONE', number: treasurer, finding: 'ok' },
      { userId: null, number: await holder('treasurer', 1), finding: 'no-account' },
    ])
    expect(of('officer').slice(0, 2)).toEqual([
      { userId: 'U_ONE', number: treasurer, finding: 'ok' },
      { userId: 'U_STRANGER', number: null, finding: 'unlinked' },
    ])
    expect(of('secretariat')).toEqual([{ userId: 'U_SECRETARIAT', number: null, finding: 'ok' }])
    const all = drift.value.roles.flatMap(({ standers }) => standers)
    expect(drift.value.open).toBe(all.filter(({ finding }) => finding !== 'ok').length)
  })

  it('are linked once, moved and taken away, and written down', async () => {
    const treasurer = await holder('treasurer')
    const other = await holder('treasurer', 1)
    expect(await link('U_ONE', treasurer)).toEqual({ ok: false, error: { code: 'setting-unchanged' } })
    expect(await link('U_TWO', treasurer)).toEqual({
      ok: false,
      error: { code: 'setting-taken', field: 'number', value: treasurer },
    })
    expect(await link('U_TWO', 'NOBODY99999')).toEqual({
      ok: false,
      error: { code: 'elected-unknown', field: 'number', number: 'NOBODY99999' },
    })
    expect((await link('U_ONE', other)).ok).toBe(true)
    expect((await link('U_ONE', null)).ok).toBe(true)
    expect(await link('U_ONE', null)).toEqual({ ok: false, error: { code: 'setting-unchanged' } })
    expect(
      (
        await rows(
          `SELECT action FROM audit_entry WHERE society_id = ${MEDICAL} AND action LIKE 'identity.%' ORDER BY id`,
        )
      ).map(({ action }) => action),
    ).toEqual(['identity.linked', 'identity.linked', 'identity.unlinked'])
  })

  it('don’t let the office become a member, nor anybody else look', async () => {
    expect(await link('U_SECRETARIAT', await holder('treasurer'))).toEqual({
      ok: false,
      error: { code: 'setting-locks-out' },
    })
    const forbidden = { ok: false, error: { code: 'forbidden', permission: 'settings' } }
    expect(await findDrift(world.as('officer'), membership)).toEqual(forbidden)
    expect(await confirmRoles(world.as('officer'), 0, key())).toEqual(forbidden)
    expect((await confirmRoles(office(), 3, key())).ok).toBe(true)
  })
})

describe('the yearly reminder', () => {
  it('comes once, on the society’s day or within a month of it', async () => {
    const on = (day: string) => findDueReviews(world.roll.read, new Date(`${day}T00:00:10+09:00`))
    expect(await on('2027-04-01')).toEqual([])
    const at = desk(world)
    expect((await at.change('society', 'DEMO', { reviewOn: '04-01' })).ok).toBe(true)
    expect(await on('2027-03-31')).toEqual([])
    expect(await on('2027-06-01')).toEqual([])
    const due = [{ societyId: MEDICAL, year: 2027 }]
    expect(await on('2027-04-01')).toEqual(due)
    expect(await on('2027-05-01')).toEqual(due)
    const clock = {
      roll: world.roll,
      actor: clockActor(MEDICAL, ['settings']),
      source: { via: 'job' },
      now: () => new Date('2027-04-01T00:00:10+09:00'),
    } as const
    for (let twice = 0; twice < 2; twice += 1)
      expect((await remindReview(clock, { societyId: MEDICAL, year: 2027 })).ok).toBe(true)
    expect(await on('2027-04-02')).toEqual([])
    expect(await on('2028-04-01')).toEqual([{ societyId: MEDICAL, year: 2028 }])
    const jobs = await rows(
      `SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE task_identifier = 'roles.remind'`,
    )
    expect(jobs).toEqual([{ count: 1 }])
    expect(await rows(`SELECT 1 FROM society_setting WHERE society_id = ${NURSING}`)).toEqual([])
  })
})
