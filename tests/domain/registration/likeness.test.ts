import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Values } from '../../../src/domain/members/fields.ts'
import { type RegistrationInput, registerMember } from '../../../src/domain/registration/register.ts'
import { cardOf, MEDICAL, openWorld, type World } from '../find/world.ts'
import { newcomer, requiredAnswers } from './newcomers.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.db.drop())

let keys = 0
const key = () => `D-${(keys += 1)}`
const office = () => world.as('secretariat')
const rows = async (sql: string) => (await world.db.pool.query(sql)).rows as Record<string, unknown>[]
const nextOf = async (id: number) =>
  (await rows(`SELECT next FROM number_series WHERE society_id = ${MEDICAL} AND id = ${id}`))[0]?.[
    'next'
  ] as number

let REQUIRED: Values = {}
beforeAll(async () => {
  REQUIRED = await requiredAnswers(world)
})
const input = (more: Partial<RegistrationInput> = {}, values: Values = {}) => newcomer(REQUIRED, more, values)

describe('a likely duplicate', () => {
  it('is shown before saving, whoever was withdrawn first', async () => {
    const [gone] = await rows(
      `SELECT id, number, email, family_kana, given_kana, affiliation FROM member WHERE society_id = ${MEDICAL} AND lifecycle = 'withdrawn'
         AND kind = 'individual' AND withdrawal_reason <> 'death' AND family_kana IS NOT NULL AND erased_at IS NULL AND email IS NOT NULL ORDER BY id LIMIT 1`,
    )
    const [there] = await rows(
      `SELECT id, number, email FROM member WHERE society_id = ${MEDICAL} AND lifecycle = 'active' AND kind = 'individual' AND email IS NOT NULL
         AND merged_into IS NULL ORDER BY id LIMIT 1`,
    )
    const before = await nextOf(1)
    const values = {
      familyKana: String(gone?.['family_kana']),
      givenKana: String(gone?.['given_kana']),
      affiliation: gone?.['affiliation'] as string | null,
      email: String(there?.['email']).toUpperCase(),
    }
    const refused = await registerMember(office(), input({}, values), key())
    if (refused.ok || refused.error.code !== 'duplicates-found') throw new Error('no duplicates')
    const { candidates } = refused.error
    expect(candidates[0]).toMatchObject({
      id: gone?.['id'],
      number: gone?.['number'],
      lifecycle: 'withdrawn',
      rejoins: true,
      why: 'name',
    })
    expect(candidates.find(({ id }) => id === there?.['id'])).toMatchObject({ why: 'email', rejoins: false })
    expect(await nextOf(1)).toBe(before)
    const another = await registerMember(office(), input({ another: true }, values), key())
    expect(another.ok).toBe(true)
  })

  it('is nobody of the same name elsewhere', async () => {
    const done = await registerMember(office(), input({}, { affiliation: '誰もいない研究所' }), key())
    expect(done.ok).toBe(true)
    const again = await registerMember(office(), input({}, { affiliation: '誰もいない 研究所' }), key())
    expect(again).toMatchObject({
      ok: false,
      error: { code: 'duplicates-found', candidates: [{ why: 'name' }] },
    })
  })

  it('is an organisation of the same name, whatever its kana', async () => {
    const hospital = (organisationName: string) =>
      registerMember(
        office(),
        {
          ...input({ kind: 'institution' }),
          typed: { ...REQUIRED, organisationName, boardAccess: 'poster', notices: 'yes' },
        },
        key(),
      )
    expect((await hospital('唯一の病院')).ok).toBe(true)
    expect((await hospital('唯一の')).ok).toBe(true)
    expect(await hospital('唯一の　病院')).toMatchObject({ ok: false, error: { code: 'duplicates-found' } })
  })
})

describe('a number of the office’s own', () => {
  it('is kept as typed, and leaves the next number where it was', async () => {
    const before = await nextOf(1)
    const imported = await registerMember(office(), input({ number: '７７７００１', another: true }), key())
    expect(imported).toMatchObject({ ok: true, value: { number: '777001' } })
    const test = await registerMember(office(), input({ number: 'demo90055', another: true }), key())
    expect(test).toMatchObject({ ok: true, value: { number: 'demo90055' } })
    expect((await cardOf(office(), 'DEMO90055')).isTest).toBe(true)
    expect(await nextOf(1)).toBe(before)
  })

  it.each(['DEMO1', 'XYZ00001', 'DEMO-', '山田', '1234567890123'])('is refused for %s', async (number) => {
    const refused = await registerMember(office(), input({ number, another: true }), key())
    expect(refused).toMatchObject({ ok: false, error: { code: 'number-format', field: 'number' } })
    if (refused.ok || refused.error.code !== 'number-format') throw new Error('not refused')
    expect(refused.error.examples[0]).toMatch(/^DEMO\d{5}$/)
  })

  it('is refused where somebody has or had it', async () => {
    const refused = await registerMember(office(), input({ number: 'demo00001', another: true }), key())
    expect(refused).toEqual({
      ok: false,
      error: { code: 'number-taken', field: 'number', number: 'DEMO00001' },
    })
  })

  it('is passed over when its turn comes', async () => {
    const next = await nextOf(1)
    const ahead = `DEMO${String(next + 1).padStart(5, '0')}`
    expect((await registerMember(office(), input({ number: ahead, another: true }), key())).ok).toBe(true)
    const taken: string[] = []
    for (let index = 0; index < 2; index += 1) {
      const done = await registerMember(office(), input({ another: true }), key())
      if (done.ok) taken.push(done.value.number)
    }
    expect(taken).toEqual([next, next + 2].map((counter) => `DEMO${String(counter).padStart(5, '0')}`))
  })
})
