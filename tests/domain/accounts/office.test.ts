import { describe, expect, it } from 'vitest'
import { takeTries } from '../../../src/domain/accounts/flood.ts'
import { promiseLinks, requestLink } from '../../../src/domain/accounts/links.ts'
import { holderOf } from '../../../src/domain/accounts/login.ts'
import { resetCredentials, setAccountStatus, viewAccount } from '../../../src/domain/accounts/office.ts'
import { changePassword, resetPassword } from '../../../src/domain/accounts/setPassword.ts'
import type { JobPayloads } from '../../../src/domain/core/jobs.ts'
import { MEDICAL } from '../find/world.ts'
import { useDesk } from './desk.ts'

const desk = useDesk()
const OWN = 'tiger violin seven'

describe('asking for a link', () => {
  /** The jobs that were promised since the last look. */
  async function jobs(): Promise<JobPayloads['link.send'][]> {
    const found =
      await desk.stage.rows(`SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      WHERE t.identifier = 'link.send' ORDER BY j.id`)
    await desk.stage.rows(`DELETE FROM graphile_worker._private_jobs`)
    return found.map(({ payload }) => payload as JobPayloads['link.send'])
  }
  const letters = () =>
    desk.stage.rows(
      `SELECT kind, member_id AS "memberId", requested_by AS "requestedBy" FROM letter WHERE society_id = ${MEDICAL} AND member_id = ${desk.id}`,
    )

  it('promises the same job whoever is named, and a mail only for who is known', async () => {
    const { roll } = desk.stage.world
    const [row] = await desk.stage.rows(
      `SELECT m.number, m.email, m.account_id AS account FROM member m WHERE m.society_id = ${MEDICAL} AND m.id = ${desk.id}`,
    )
    await jobs()
    await requestLink(roll, 'reset', ` ${String(row?.['number']).toLowerCase()} `)
    await requestLink(roll, 'reset', String(row?.['email']).toUpperCase())
    await requestLink(roll, 'reset', 'nobody@example.com')
    await requestLink(roll, 'reset', "' OR true --")
    const promised = await jobs()
    expect(promised.map(({ accounts }) => accounts)).toEqual([[row?.['account']], [row?.['account']], [], []])
    for (const payload of promised) await promiseLinks(roll, desk.now, payload)
    for (const payload of promised) await promiseLinks(roll, desk.now, payload)
    expect(await letters()).toEqual(
      [1, 2].map(() => ({ kind: 'reset', memberId: desk.id, requestedBy: null })),
    )
  })

  it('mails nobody whose login is stopped', async () => {
    const { roll } = desk.stage.world
    const office = desk.stage.world.as('secretariat')
    const stopped = await setAccountStatus(office, desk.id, 'suspended', desk.stage.key())
    const number = stopped.ok ? stopped.value.number : ''
    await jobs()
    await requestLink(roll, 'reset', number)
    await requestLink(roll, 'leave', number)
    for (const payload of await jobs()) await promiseLinks(roll, desk.now, payload)
    expect(await letters()).toEqual([])
  })
})

describe('the office', () => {
  it('stops a login in every way, and lets it in again', async () => {
    const office = desk.stage.world.as('secretariat')
    const { loginId, secret } = await desk.issue('welcome')
    const token = await desk.session(loginId, secret)
    const link = (await desk.issue('reset')).secret
    const press = desk.stage.key()
    const stopped = await setAccountStatus(office, desk.id, 'suspended', press)
    expect(stopped).toEqual({ ok: true, value: { memberId: desk.id, number: loginId } })
    expect(await setAccountStatus(office, desk.id, 'suspended', press)).toEqual(stopped)
    expect(await setAccountStatus(office, desk.id, 'suspended', desk.stage.key())).toEqual({
      ok: false,
      error: { code: 'account-settled', number: loginId, status: 'suspended' },
    })
    expect(await holderOf(desk.stage.world.roll.read, 'session', token, desk.now())).toBe(null)
    expect((await resetPassword(desk.stage.world.roll, desk.now, link, { next: OWN, again: OWN })).ok).toBe(
      false,
    )
    expect((await desk.enter(loginId, secret)).ok).toBe(false)
    expect(await resetCredentials(office, desk.id, desk.stage.key())).toEqual({
      ok: false,
      error: { code: 'account-suspended', number: loginId },
    })
    expect((await setAccountStatus(office, desk.id, 'active', desk.stage.key())).ok).toBe(true)
    expect((await desk.enter(loginId, secret)).ok).toBe(true)
  })

  it('resends the initial password until the member has set one, and a link from then on', async () => {
    const office = desk.stage.world.as('secretariat')
    expect(await resetCredentials(office, desk.id, desk.stage.key())).toMatchObject({
      ok: true,
      value: { kind: 'welcome' },
    })
    const { loginId, secret } = await desk.issue('welcome')
    expect(await resetCredentials(office, desk.id, desk.stage.key())).toMatchObject({
      ok: true,
      value: { kind: 'welcome' },
    })
    await changePassword(desk.stage.world.roll, desk.now, await desk.session(loginId, secret), {
      current: secret,
      next: OWN,
      again: OWN,
    })
    expect(await resetCredentials(office, desk.id, desk.stage.key())).toMatchObject({
      ok: true,
      value: { kind: 'reset' },
    })
    expect(await viewAccount(office, { number: loginId })).toMatchObject({
      ok: true,
      value: {
        login: { loginId, status: 'active' },
        kind: 'reset',
        refusal: null,
        letter: { kind: 'reset', state: 'queued' },
      },
    })
  })

  it.each([
    ['address-missing', `m.lifecycle = 'active' AND m.email IS NULL`],
    ['not-enrolled', `m.lifecycle = 'withdrawn'`],
  ])('is told %s', async (code, where) => {
    const office = desk.stage.world.as('secretariat')
    const other = await desk.stage.people.take(where)
    expect(await resetCredentials(office, other, desk.stage.key())).toMatchObject({
      ok: false,
      error: { code },
    })
    expect(await viewAccount(office, { id: other })).toMatchObject({ ok: true, value: { refusal: { code } } })
  })

  it('alone may do so', async () => {
    for (const role of ['officer', 'treasurer', 'auditor'] as const) {
      const refused = { ok: false, error: { code: 'forbidden', permission: 'credentials.reset' } }
      expect(await resetCredentials(desk.stage.world.as(role), desk.id, desk.stage.key())).toEqual(refused)
      expect(
        await setAccountStatus(desk.stage.world.as(role), desk.id, 'suspended', desk.stage.key()),
      ).toEqual(refused)
      expect(await viewAccount(desk.stage.world.as(role), { id: desk.id })).toEqual(refused)
    }
  })
})

describe('tries', () => {
  const rate = { most: 3, perHour: 60 }
  const one = (name: string) => takeTries(desk.stage.world.roll, [{ key: name, rate }], desk.now())

  it('run out, come back by the clock, and are counted apart', async () => {
    expect([await one('a'), await one('a'), await one('a'), await one('a'), await one('b')]).toEqual([
      true,
      true,
      true,
      false,
      true,
    ])
    desk.later(1)
    expect([await one('a'), await one('a')]).toEqual([true, false])
    // Knocking at an empty bucket does not keep it empty.
    desk.later(0.5)
    expect(await one('a')).toBe(false)
    desk.later(0.5)
    expect(await one('a')).toBe(true)
  })

  it('are never more than allowed, however many ask at once', async () => {
    const taken = await Promise.all(Array.from({ length: 12 }, () => one('c')))
    expect(taken.filter(Boolean)).toHaveLength(3)
  })
})
