import { describe, expect, it } from 'vitest'
import { holderOf, logOut } from '../../../src/domain/accounts/login.ts'
import { changePassword, resetPassword } from '../../../src/domain/accounts/setPassword.ts'
import { sweepAccounts } from '../../../src/domain/accounts/sweep.ts'
import { MEDICAL } from '../find/world.ts'
import { useDesk } from './desk.ts'

const desk = useDesk()
const OWN = 'tiger violin seven'
const actions = async () =>
  (
    await desk.stage.rows(
      `SELECT actor, action FROM audit_entry WHERE society_id = ${MEDICAL} AND member_id = ${desk.id} ORDER BY id DESC LIMIT 4`,
    )
  ).map(({ actor, action }) => `${String(actor)} ${String(action)}`)

describe('the first login', () => {
  it('is by a mailed password that must be changed, and by the new one from then on', async () => {
    const { loginId, secret } = await desk.issue('welcome')
    expect(await desk.enter(loginId, 'wrong')).toEqual({ ok: false, error: { code: 'login-refused' } })
    const first = await desk.enter(loginId.toLowerCase(), secret)
    expect(first).toEqual({ ok: true, value: { token: expect.any(String), mustChange: true } })
    const token = first.ok ? first.value.token : ''
    const change = (chosen: { current: string; next: string; again: string }) =>
      changePassword(desk.stage.world.roll, desk.now, token, chosen)
    const chosen = { current: secret, next: OWN, again: OWN }
    expect(await change({ ...chosen, current: 'wrong' })).toEqual({
      ok: false,
      error: { code: 'current-wrong' },
    })
    const password = (problem: string) => ({ ok: false, error: { code: 'password', problem } })
    expect(await change({ ...chosen, again: 'other' })).toEqual(password('differs'))
    expect(await change({ ...chosen, next: secret, again: secret })).toEqual(password('same'))
    expect(await change({ ...chosen, next: 'tiger', again: 'tiger' })).toEqual(password('short'))
    const named = `${loginId}${loginId}`
    expect(await change({ ...chosen, next: named, again: named })).toEqual(password('guessable'))
    expect(await change(chosen)).toMatchObject({ ok: true, value: { loginId } })
    expect(await holderOf(desk.stage.world.roll.read, 'session', token, desk.now())).toBe(null)
    expect((await desk.enter(loginId, secret)).ok).toBe(false)
    expect(await desk.enter(loginId, OWN)).toMatchObject({ ok: true, value: { mustChange: false } })
    expect(await actions()).toEqual([
      'meibo:member account.logged-in',
      'meibo:member account.password-changed',
      'meibo:member account.logged-in',
      'meibo:clock account.password-issued',
    ])
  })

  it('keeps no secret anywhere: not in a row, not in the audit, not in a job', async () => {
    const { loginId, secret } = await desk.issue('welcome')
    const token = await desk.session(loginId, secret)
    const link = (await desk.issue('reset')).secret
    for (const {
      name,
    } of await desk.stage.rows(`SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
        WHERE table_schema IN ('public', 'graphile_worker') AND table_type = 'BASE TABLE'`)) {
      const found = await desk.stage.world.db.pool.query(
        `SELECT 1 FROM ${String(name)} t WHERE position($1 IN to_jsonb(t)::text) + position($2 IN to_jsonb(t)::text) + position($3 IN to_jsonb(t)::text) > 0`,
        [secret, token, link],
      )
      expect([name, found.rowCount]).toEqual([name, 0])
    }
  })

  it('ends after a quarter of an hour, and when the member logs out', async () => {
    const { loginId, secret } = await desk.issue('welcome')
    const token = await desk.session(loginId, secret)
    const other = await desk.session(loginId, secret)
    const { read } = desk.stage.world.roll
    desk.later(14)
    expect(await holderOf(read, 'session', token, desk.now())).toMatchObject({ loginId, mustChange: true })
    await logOut(desk.stage.world.roll, other, desk.now())
    expect(await holderOf(read, 'session', other, desk.now())).toBe(null)
    desk.later(2)
    expect(await holderOf(read, 'session', token, desk.now())).toBe(null)
    // A session is no link to set a password, nor the other way round.
    expect(await holderOf(read, 'reset', await desk.session(loginId, secret), desk.now())).toBe(null)
    expect(await holderOf(read, 'session', (await desk.issue('reset')).secret, desk.now())).toBe(null)
  })
})

describe('a link to set a password', () => {
  const set = (token: string, next = OWN) =>
    resetPassword(desk.stage.world.roll, desk.now, token, { next, again: next })

  it('is used once by a password that is taken, and by no other', async () => {
    const { loginId, secret } = await desk.issue('reset')
    expect(await set(secret, 'tiger')).toEqual({ ok: false, error: { code: 'password', problem: 'short' } })
    expect(await holderOf(desk.stage.world.roll.read, 'reset', secret, desk.now())).toMatchObject({ loginId })
    expect(await set(secret)).toMatchObject({ ok: true, value: { loginId } })
    expect(await set(secret)).toEqual({ ok: false, error: { code: 'gone' } })
    expect((await desk.enter(loginId, OWN)).ok).toBe(true)
  })

  it('sets one password only, however many use it at once', async () => {
    const { loginId, secret } = await desk.issue('reset')
    const passwords = Array.from({ length: 4 }, (_, index) => `${OWN} number ${index}`)
    const done = await Promise.all(passwords.map((next) => set(secret, next)))
    expect(done.filter(({ ok }) => ok)).toHaveLength(1)
    const won = passwords[done.findIndex(({ ok }) => ok)] ?? ''
    expect((await desk.enter(loginId, won)).ok).toBe(true)
  })

  it('is good for a day, and until there is a newer one', async () => {
    const first = (await desk.issue('reset')).secret
    const second = (await desk.issue('reset')).secret
    expect(await set(first)).toEqual({ ok: false, error: { code: 'gone' } })
    desk.later(24 * 60)
    expect(await set(second)).toEqual({ ok: false, error: { code: 'gone' } })
    expect(await set('x')).toEqual({ ok: false, error: { code: 'gone' } })
    await sweepAccounts(desk.stage.world.roll, new Date(desk.now().getTime() + 25 * 3_600_000))
    const { accountId } = await desk.stage.world.db.prisma.member.findUniqueOrThrow({
      where: { societyId_id: { societyId: MEDICAL, id: desk.id } },
    })
    expect(
      await desk.stage.world.db.prisma.accountToken.count({ where: { accountId: accountId ?? 0 } }),
    ).toBe(0)
  })
})
