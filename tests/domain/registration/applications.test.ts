import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AnswerInput,
  type ApprovalInput,
  approveApplication,
  askBack,
  listApplications,
  previewApplication,
  rejectApplication,
} from '../../../src/domain/registration/applications.ts'
import { registerMember } from '../../../src/domain/registration/register.ts'
import { cardOf, MEDICAL, openWorld, TODAY, type World } from '../find/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.db.drop())

let keys = 0
const key = () => `A-${(keys += 1)}`
const office = () => world.as('secretariat')
const rows = async (sql: string) => (await world.db.pool.query(sql)).rows as Record<string, unknown>[]

/** A new application. */
async function apply(email: string | null = 'shinsei@example.com'): Promise<{ id: number; number: string }> {
  const answers = Object.fromEntries(
    (
      await rows(
        `SELECT id, choices FROM question WHERE society_id = ${MEDICAL} AND required AND retired_at IS NULL`,
      )
    ).map(({ id, choices }) => [`question-${String(id)}`, (choices as string[])[0] ?? '回答']),
  )
  const typed = { ...answers, familyName: '申請', email, boardAccess: 'poster', notices: 'yes' }
  const done = await registerMember(
    office(),
    { kind: 'individual', typed, number: null, applicant: true, another: true },
    key(),
  )
  if (!done.ok) throw new Error(done.error.code)
  return { id: done.value.memberId, number: done.value.number }
}

const typeId = async (code: string) =>
  (await rows(`SELECT id FROM member_type WHERE society_id = ${MEDICAL} AND code = '${code}'`))[0]?.[
    'id'
  ] as number

async function approval(id: number, more: Partial<ApprovalInput> = {}): Promise<ApprovalInput> {
  const preview = await previewApplication(office(), { id })
  if (!preview.ok) throw new Error(preview.error.code)
  const { version } = preview.value.member
  const memberTypeId = await typeId('regular')
  return { memberId: id, version, memberTypeId, joinedOn: TODAY, boardAccess: 'reader', ...more }
}

async function answer(id: number, more: Partial<AnswerInput> = {}): Promise<AnswerInput> {
  const { version } = await approval(id)
  return { memberId: id, version, note: '推薦者をお知らせください。', mail: true, ...more }
}

/** An open invoice of somebody's. */
async function bill(id: number): Promise<void> {
  await world.db.prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe(`INSERT INTO invoice (society_id, member_id, year, fee_item_id, amount_yen, due_on)
      SELECT ${MEDICAL}, ${id}, 2026, f.id, 3000, '2026-12-31' FROM fee_item f WHERE f.society_id = ${MEDICAL} ORDER BY f.id LIMIT 1`)
    await tx.$executeRawUnsafe(`UPDATE member_search s SET version = m.search_version FROM member m
      WHERE m.society_id = s.society_id AND m.id = s.member_id AND m.society_id = ${MEDICAL} AND m.id = ${id}`)
  })
}

const auditOf = (id: number) =>
  rows(
    `SELECT e.action, e.facts, d.detail FROM audit_entry e LEFT JOIN audit_detail d ON d.society_id = e.society_id AND d.audit_id = e.id
     WHERE e.society_id = ${MEDICAL} AND e.member_id = ${id} ORDER BY e.id DESC LIMIT 1`,
  )
const lettersOf = async (id: number) =>
  (await rows(`SELECT kind FROM letter WHERE society_id = ${MEDICAL} AND member_id = ${id} ORDER BY id`)).map(
    ({ kind }) => kind,
  )

describe('approving', () => {
  it('takes the applicant in, with a login and its mail', async () => {
    const { id, number } = await apply()
    const done = await approveApplication(office(), await approval(id, { joinedOn: '2026-11-01' }), key())
    expect(done).toEqual({ ok: true, value: { memberId: id, number, mailed: true } })
    expect(await cardOf(office(), number)).toMatchObject({
      loginId: number,
      registration: { lifecycle: 'active', feePlan: 'paid', joinedOn: '2026-11-01', boardAccess: 'reader' },
      allowed: { decide: false, withdraw: true },
    })
    expect(await auditOf(id)).toEqual([
      {
        action: 'member.approved',
        facts: {
          joinedOn: '2026-11-01',
          boardAccess: 'reader',
          feePlan: 'paid',
          memberTypeId: await typeId('regular'),
        },
        detail: null,
      },
    ])
    expect(await lettersOf(id)).toEqual(['welcome'])
  })

  it('without an address there is no login yet, and without a type no fee', async () => {
    const { id, number } = await apply(null)
    const done = await approveApplication(office(), await approval(id, { memberTypeId: null }), key())
    expect(done).toEqual({ ok: true, value: { memberId: id, number, mailed: false } })
    expect(await cardOf(office(), number)).toMatchObject({
      loginId: null,
      registration: { lifecycle: 'active', feePlan: 'free', type: null },
    })
    expect(await lettersOf(id)).toEqual([])
  })

  it.each([
    [{ joinedOn: '2026-11-24' }, { code: 'date-in-future', field: 'joinedOn', today: TODAY }],
    [{ memberTypeId: 99_999 }, { code: 'type-not-offered', field: 'memberType' }],
    [{ version: 99 }, { code: 'changed', changes: [expect.anything()] }],
  ] as const)('is refused for %j', async (more, error) => {
    const { id, number } = await apply()
    const refused = await approveApplication(office(), await approval(id, more), key())
    expect(refused).toEqual({ ok: false, error })
    expect((await cardOf(office(), number)).registration.lifecycle).toBe('applicant')
  })

  it('keeps 名誉会員 for those who were 世話人', async () => {
    const { id } = await apply()
    const refused = await approveApplication(
      office(),
      await approval(id, { memberTypeId: await typeId('honorary') }),
      key(),
    )
    expect(refused).toMatchObject({ ok: false, error: { code: 'rule-broken', field: 'memberType' } })
  })

  it('is done by one of two', async () => {
    const { id, number } = await apply()
    const input = await approval(id)
    const both = await Promise.all([
      approveApplication(office(), input, key()),
      rejectApplication(office(), await answer(id), key()),
    ])
    const { lifecycle } = (await cardOf(office(), number)).registration
    const [won, lost] = both[0].ok ? both : [both[1], both[0]]
    expect(won.ok).toBe(true)
    expect(lost).toEqual({ ok: false, error: { code: 'not-applicant', number, lifecycle } })
  })
})

describe('turning down', () => {
  it('keeps the reason beside the audit row, and mails it only where that was asked', async () => {
    const { id, number } = await apply()
    const done = await rejectApplication(
      office(),
      await answer(id, { note: '資格を確認できません。' }),
      key(),
    )
    expect(done).toEqual({ ok: true, value: { memberId: id, number, mailed: true } })
    expect(await auditOf(id)).toEqual([
      { action: 'member.rejected', facts: { mailed: true }, detail: { note: '資格を確認できません。' } },
    ])
    expect(await lettersOf(id)).toEqual(['declined'])
    expect((await cardOf(office(), number)).registration.lifecycle).toBe('rejected')

    const silent = await apply()
    await rejectApplication(office(), await answer(silent.id, { mail: false }), key())
    expect(await lettersOf(silent.id)).toEqual([])
  })

  it('waits until nothing is owed', async () => {
    const { id, number } = await apply()
    await bill(id)
    const refused = await rejectApplication(office(), await answer(id), key())
    expect(refused).toEqual({ ok: false, error: { code: 'applicant-owes', number, count: 1 } })
  })

  it('has no address to write to', async () => {
    const { id } = await apply(null)
    const refused = await rejectApplication(office(), await answer(id), key())
    expect(refused).toEqual({ ok: false, error: { code: 'no-address', field: 'mail' } })
  })
})

describe('the list', () => {
  it('has those who wait, the oldest first, and marks who was asked back', async () => {
    const { id, number } = await apply()
    const asked = await askBack(office(), await answer(id), key())
    expect(asked).toEqual({ ok: true, value: { memberId: id, number, mailed: true } })
    expect(await lettersOf(id)).toEqual(['asked-back'])
    const first = await listApplications(office(), 1)
    if (!first.ok) throw new Error(first.error.code)
    const { total, pages } = first.value
    const all = []
    for (let page = 1; page <= pages; page += 1) {
      const next = await listApplications(office(), page)
      if (next.ok) all.push(...next.value.rows)
    }
    const expected = await rows(
      `SELECT id FROM member WHERE society_id = ${MEDICAL} AND lifecycle = 'applicant' AND merged_into IS NULL AND erased_at IS NULL
       ORDER BY applied_at NULLS FIRST, id`,
    )
    expect(all.map((row) => row.id)).toEqual(expected.map((row) => row['id']))
    expect(total).toBe(expected.length)
    expect(all.find((row) => row.id === id)).toEqual({
      id,
      number,
      kind: 'individual',
      affiliation: null,
      appliedAt: `${TODAY} 12:00`,
      askedBackAt: `${TODAY} 12:00`,
      name: {
        familyName: '申請',
        givenName: null,
        familyKana: null,
        givenKana: null,
        organisationName: null,
        organisationKana: null,
      },
    })
    expect(
      (await listApplications(office(), 999)).ok && (await listApplications(office(), 999)),
    ).toMatchObject({
      value: { page: pages },
    })
  })

  it('is for the secretariat', async () => {
    const forbidden = { ok: false, error: { code: 'forbidden', permission: 'member.write' } }
    expect(await listApplications(world.as('officer'), 1)).toEqual(forbidden)
    const { id } = await apply()
    expect(await previewApplication(world.as('officer'), { id })).toEqual(forbidden)
    expect(await approveApplication(world.as('treasurer'), await approval(id), key())).toEqual(forbidden)
  })
})
