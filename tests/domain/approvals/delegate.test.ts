import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, startOfTokyoDay } from '../../../src/domain/core/calendar.ts'
import { GRANTS } from '../../../src/domain/core/roles.ts'
import { loadAccess } from '../../../src/domain/society/access.ts'
import { planActor } from '../../../src/domain/society/actor.ts'
import { endDelegate, findChairs, listDelegates, nameDelegate } from '../../../src/domain/society/delegate.ts'
import { MEDICAL, openWorld, TODAY, type World } from '../find/world.ts'
import { ask, newKey, valueOf } from './requests.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.db.drop())

/** U_OFFICER is the demo's 会長. */
const chair = () => world.as('officer')
const naming = (more: object = {}) => ({
  userId: 'U_NOROLE',
  roles: [],
  fromOn: TODAY,
  toOn: addDays(TODAY, 30),
  ...more,
})

/** The rights of somebody on a day, who is in these roles. */
async function rightsOn(day: string, userId: string, roles: readonly string[] = []) {
  const caller = { teamId: 'T_MEIBO', userId }
  const societies = await loadAccess(world.roll.read, caller, day)
  const access = societies.find(({ id }) => id === MEDICAL)
  if (access === undefined) throw new Error('no society')
  const membership = {
    has: ({ code }: { code: string }) => roles.includes(code),
    members: () => ['U_SECRETARIAT'],
  }
  const actor = planActor(access, caller, membership)
  return actor.ok ? { roles: actor.value.roles, permissions: [...actor.value.permissions] } : actor.error
}

const jobs = async () => {
  const { rows } = await world.db.pool.query<{ job: string; payload: object; at: Date }>(
    `SELECT t.identifier AS job, j.payload, j.run_at AS at FROM graphile_worker._private_jobs j
     JOIN graphile_worker._private_tasks t ON t.id = j.task_id ORDER BY j.id`,
  )
  return rows
}

describe('the 会長', () => {
  it('is who holds the office that day', async () => {
    const place = { societyId: MEDICAL, teamId: 'T_MEIBO' }
    expect(await findChairs(world.roll.read, place, TODAY)).toEqual(['U_OFFICER'])
    expect(await findChairs(world.roll.read, { ...place, teamId: 'T_OTHER' }, TODAY)).toEqual([])
    expect(await findChairs(world.roll.read, place, '2000-01-01')).toEqual([])
  })

  it('names a stand-in for dates, who is told, and asked about what waits', async () => {
    const { approvalId } = await ask(world, 'DEMO00163')
    const named = await nameDelegate(chair(), naming(), 'twice')
    const { id } = valueOf(named)
    const expected = { id, userId: 'U_NOROLE', fromOn: TODAY, toOn: '2026-12-23' }
    expect(named).toEqual({ ok: true, value: expected })
    expect(await nameDelegate(chair(), naming(), 'twice')).toEqual(named)
    expect(await listDelegates(chair())).toEqual({ ok: true, value: [expected] })
    expect((await jobs()).map(({ job, payload }) => [job, payload])).toEqual([
      ['approval.ask', { societyId: MEDICAL, approvalId }],
      ['delegate.tell', { societyId: MEDICAL, delegateId: id }],
      ['approval.ask', { societyId: MEDICAL, approvalId }],
    ])
    const { rows } = await world.db.pool.query(
      `SELECT actor, action, facts FROM audit_entry WHERE subject = 'delegate' AND subject_id = $1`,
      [id],
    )
    const facts = { userId: 'U_NOROLE', fromOn: TODAY, toOn: '2026-12-23' }
    expect(rows).toEqual([{ actor: 'T_MEIBO:U_OFFICER', action: 'delegate.named', facts }])
  })

  it('names one from a later day on, who is asked then', async () => {
    const fromOn = addDays(TODAY, 10)
    const { id } = valueOf(
      await nameDelegate(chair(), naming({ userId: 'U_ENGLISH', fromOn, toOn: fromOn }), newKey()),
    )
    const [tell, asks] = (await jobs()).slice(-2)
    expect([tell?.job, tell?.payload]).toEqual(['delegate.tell', { societyId: MEDICAL, delegateId: id }])
    expect([asks?.job, asks?.at]).toEqual(['approval.ask', startOfTokyoDay(fromOn)])
  })

  it('ends it at once, and once', async () => {
    await world.db.pool.query(`UPDATE delegate SET from_on = '2026-11-01' WHERE user_id = 'U_NOROLE'`)
    const listed = valueOf(await listDelegates(chair()))
    expect(listed.map(({ userId }) => userId)).toEqual(['U_NOROLE', 'U_ENGLISH'])
    for (const { id, userId } of listed) {
      expect(await endDelegate(chair(), id, newKey())).toEqual({ ok: true, value: { userId } })
      expect(await endDelegate(chair(), id, newKey())).toEqual({ ok: false, error: { code: 'stale' } })
    }
    expect(await listDelegates(chair())).toEqual({ ok: true, value: [] })
    const { rows } = await world.db.pool.query(`SELECT user_id AS "user", to_on::text AS "to" FROM delegate`)
    expect(rows).toEqual([{ user: 'U_NOROLE', to: '2026-11-22' }])
    expect(await rightsOn('2026-11-22', 'U_NOROLE')).toMatchObject({ roles: ['treasurer.delegate'] })
    expect(await rightsOn(TODAY, 'U_NOROLE')).toEqual({ code: 'no-role', contacts: ['U_SECRETARIAT'] })
  })
})

describe('is refused', () => {
  it.each([
    ['the chair themself', { userId: 'U_OFFICER' }, { code: 'delegate-self', field: 'user' }],
    ['an end before the beginning', { toOn: addDays(TODAY, -1) }, { code: 'delegate-dates', field: 'toOn' }],
    [
      'what is over',
      { fromOn: addDays(TODAY, -9), toOn: addDays(TODAY, -1) },
      { code: 'delegate-dates', field: 'toOn' },
    ],
    ['more than a year', { toOn: addDays(TODAY, 366) }, { code: 'delegate-dates', field: 'toOn' }],
    [
      'somebody of the secretariat, whom a rule keeps apart from the treasurer',
      { roles: ['secretariat'] },
      {
        code: 'role-conflict',
        field: 'user',
        roles: ['secretariat', 'treasurer'],
        article: '第12条第2項',
      },
    ],
  ])('%s', async (_what, more, error) => {
    expect(await nameDelegate(chair(), naming(more), newKey())).toEqual({ ok: false, error })
  })

  it('anybody who is not the chair, to name, to list and to end', async () => {
    const refused = { ok: false, error: { code: 'not-chair' } }
    const { id } = valueOf(await nameDelegate(chair(), naming({ toOn: addDays(TODAY, 365) }), newKey()))
    for (const context of [
      world.as('secretariat'),
      world.as('treasurer'),
      world.as('officer', { user: 'U_X' }),
    ]) {
      expect(await nameDelegate(context, naming(), newKey())).toEqual(refused)
      expect(await listDelegates(context)).toEqual(refused)
      expect(await endDelegate(context, id, newKey())).toEqual(refused)
    }
    valueOf(await endDelegate(chair(), id, newKey()))
  })
})

describe('a 会計代行者', () => {
  it('reads members and dues and decides, on the days of the naming', async () => {
    const days = { fromOn: TODAY, toOn: addDays(TODAY, 2) }
    valueOf(await nameDelegate(chair(), naming(days), newKey()))
    const standIn = {
      roles: ['treasurer.delegate'],
      permissions: ['member.read', 'dues.read', 'settlement.decide'],
    }
    const nothing = { code: 'no-role', contacts: ['U_SECRETARIAT'] }
    expect(await rightsOn('2026-10-31', 'U_NOROLE')).toEqual(nothing)
    expect(await rightsOn(TODAY, 'U_NOROLE')).toEqual(standIn)
    expect(await rightsOn(addDays(TODAY, 2), 'U_NOROLE')).toEqual(standIn)
    expect(await rightsOn(addDays(TODAY, 3), 'U_NOROLE')).toEqual(nothing)
  })

  it('keeps their own role’s rights, unless a rule keeps it apart from the treasurer’s', async () => {
    const officer = await rightsOn(TODAY, 'U_NOROLE', ['officer'])
    expect(officer).toMatchObject({ roles: ['officer', 'treasurer.delegate'] })
    const permissions = 'permissions' in officer ? [...officer.permissions].sort() : []
    expect(permissions).toEqual([...GRANTS.officer, 'dues.read', 'settlement.decide'].sort())
    expect(await rightsOn(TODAY, 'U_NOROLE', ['secretariat'])).toEqual({
      code: 'role-conflict',
      roles: ['secretariat', 'treasurer'],
      article: '第12条第2項',
    })
  })
})
