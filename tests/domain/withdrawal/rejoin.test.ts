import { describe, expect, it } from 'vitest'
import { previewRejoin, type RejoinInput, rejoinMember } from '../../../src/domain/withdrawal/rejoin.ts'
import { undoRejoin } from '../../../src/domain/withdrawal/undoRejoin.ts'
import { withdrawMember } from '../../../src/domain/withdrawal/withdraw.ts'
import { cardOf, MEDICAL, TODAY } from '../find/world.ts'
import { factsOf, inputFor, useStage } from './people.ts'

const stage = useStage()
const { key, rows } = stage

const office = () => stage.world.as('secretariat')

const GONE = `m.lifecycle = 'withdrawn' AND m.withdrawal_reason <> 'death'`

async function inputOf(id: number, more: Partial<RejoinInput> = {}): Promise<RejoinInput> {
  const preview = await previewRejoin(office(), { id })
  if (!preview.ok) throw new Error(preview.error.code)
  const { member, types } = preview.value
  const regular = types.find(({ code }) => code === 'regular')
  return {
    memberId: id,
    version: member.version,
    rejoinedOn: TODAY,
    boardAccess: 'reader',
    feePlan: 'paid',
    memberTypeId: regular?.id ?? null,
    applicationId: null,
    ...more,
  }
}

const terms = (id: number) =>
  rows(
    `SELECT started_on::text, ended_on::text FROM membership_term WHERE society_id = ${MEDICAL} AND member_id = ${id} ORDER BY id`,
  )

describe('rejoining', () => {
  it('keeps the number, begins a new term and type, and keeps the old ones', async () => {
    const id = await stage.people.take(GONE)
    const before = await factsOf(stage.world, id)
    const old = await terms(id)
    const input = await inputOf(id)
    const done = await rejoinMember(office(), input, key())
    const after = await factsOf(stage.world, id)
    expect(done).toEqual({ ok: true, value: { memberId: id, number: before.number, termId: after.termId } })
    expect(after).toMatchObject({
      number: before.number,
      lifecycle: 'active',
      feePlan: 'paid',
      memberTypeId: input.memberTypeId,
      boardAccess: 'reader',
      joinedOn: TODAY,
      approvedOn: TODAY,
      withdrawnOn: null,
      withdrawalReason: null,
    })
    expect(await terms(id)).toEqual([...old, { started_on: TODAY, ended_on: null }])
    expect((await cardOf(office(), before.number)).registration.lifecycle).toBe('active')
  })

  it('offers what the member had, and what was cancelled last time to who may know', async () => {
    const owing = await stage.people.owing()
    const facts = await factsOf(stage.world, owing)
    const yen = facts.openInvoices.reduce((sum, { amountYen }) => sum + amountYen, 0)
    await stage.world.db.prisma.$transaction(async (tx) => {
      await tx.$executeRawUnsafe(
        `UPDATE invoice SET state = 'cancelled', settled_at = '2026-11-20' WHERE society_id = ${MEDICAL} AND member_id = ${owing} AND must_owe`,
      )
      await tx.$executeRawUnsafe(`UPDATE member_search s SET version = m.search_version FROM member m
        WHERE m.society_id = s.society_id AND m.id = s.member_id AND m.society_id = ${MEDICAL} AND m.id = ${owing}`)
    })
    const left = await withdrawMember(office(), inputFor(await factsOf(stage.world, owing)), key())
    expect(left.ok).toBe(true)
    const preview = await previewRejoin(office(), { id: owing })
    expect(preview.ok && preview.value).toMatchObject({
      previous: { feePlan: facts.feePlan, memberTypeId: facts.memberTypeId },
      cancelledYen: yen,
      application: null,
      today: TODAY,
    })
    const blind = await previewRejoin(stage.world.as(['member.read', 'member.write']), { id: owing })
    expect(blind.ok && blind.value.cancelledYen).toBeNull()
  })

  it.each([
    [
      { feePlan: 'paid', memberTypeId: null },
      { code: 'type-needed', field: 'memberType' },
    ],
    [{ feePlan: 'free' }, { code: 'type-not-offered', field: 'memberType' }],
    [{ memberTypeId: 999 }, { code: 'type-not-offered', field: 'memberType' }],
    [{ rejoinedOn: '2026-11-24' }, 'rejoined-too-early'],
    [{ rejoinedOn: '1990-01-01' }, 'rejoined-too-early'],
    [{ version: 9999 }, { code: 'changed', changes: [] }],
    [{ applicationId: 999_999 }, { code: 'application-gone' }],
  ] as const)('is refused for %j', async (more, error) => {
    const id = await stage.people.take(GONE)
    const { withdrawnOn } = await factsOf(stage.world, id)
    const refused = await rejoinMember(office(), await inputOf(id, more), key())
    expect(refused).toEqual({
      ok: false,
      error: error === 'rejoined-too-early' ? { code: error, field: 'rejoinedOn', withdrawnOn } : error,
    })
    expect((await factsOf(stage.world, id)).lifecycle).toBe('withdrawn')
  })

  it('keeps 名誉会員 for those who were 世話人, and cites the rule', async () => {
    const id =
      await stage.people.take(`${GONE} AND NOT EXISTS (SELECT FROM type_assignment a JOIN member_type t ON t.society_id = a.society_id AND t.id = a.member_type_id
      WHERE a.society_id = m.society_id AND a.member_id = m.id AND t.code IN ('council', 'honorary'))`)
    const preview = await previewRejoin(office(), { id })
    const honorary = preview.ok ? preview.value.types.find(({ code }) => code === 'honorary') : undefined
    const input = await inputOf(id, { feePlan: 'free', memberTypeId: honorary?.id ?? 0 })
    expect(await rejoinMember(office(), input, key())).toEqual({
      ok: false,
      error: {
        code: 'rule-broken',
        field: 'memberType',
        article: '第8条',
        subject: { ja: '名誉会員', en: 'Honorary member' },
        object: { ja: '世話人', en: expect.any(String) },
      },
    })
  })

  it('is for the withdrawn only, and not for the dead', async () => {
    const active = await stage.people.clean()
    const { number } = await factsOf(stage.world, active)
    expect(await previewRejoin(office(), { id: active })).toEqual({
      ok: false,
      error: { code: 'not-withdrawn', number, lifecycle: 'active' },
    })
    const dead = await stage.people.take(`m.lifecycle = 'withdrawn' AND m.withdrawal_reason = 'death'`)
    const { number: deceased } = await factsOf(stage.world, dead)
    expect(await previewRejoin(office(), { id: dead })).toEqual({
      ok: false,
      error: { code: 'deceased-member', number: deceased },
    })
    expect(await previewRejoin(stage.world.as('officer'), { id: dead })).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'member.write' },
    })
  })

  it('takes the application of somebody who comes back, and gives it up again when undone', async () => {
    const id = await stage.people.take(GONE)
    const applicant = await stage.people.take(`m.lifecycle = 'applicant' AND NOT EXISTS (
      SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)`)
    const [gone] = await rows(`SELECT email, number FROM member WHERE society_id = ${MEDICAL} AND id = ${id}`)
    await stage.world.db.prisma.$transaction(async (tx) => {
      await tx.member.update({
        where: { societyId_id: { societyId: MEDICAL, id: applicant } },
        data: { email: String(gone?.['email']).toUpperCase() },
      })
      await tx.$executeRawUnsafe(`UPDATE member_search s SET version = m.search_version FROM member m
        WHERE m.society_id = s.society_id AND m.id = s.member_id AND m.society_id = ${MEDICAL} AND m.id = ${applicant}`)
    })
    const { number } = await factsOf(stage.world, applicant)
    expect((await cardOf(office(), number)).returning).toContainEqual({
      id,
      number: gone?.['number'],
      withdrawnOn: expect.any(String),
    })
    expect((await cardOf(stage.world.as('officer'), number)).returning).toEqual([])
    const done = await rejoinMember(office(), await inputOf(id, { applicationId: applicant }), key())
    expect(done.ok).toBe(true)
    expect((await cardOf(office(), number)).id).toBe(id)
    const termId = (await factsOf(stage.world, id)).termId ?? 0
    expect((await undoRejoin(office(), { memberId: id, termId }, key())).ok).toBe(true)
    expect((await cardOf(office(), number)).id).toBe(applicant)
  })

  it('does not take an application that owes', async () => {
    const id = await stage.people.take(GONE)
    const applicant = await stage.people.take(`m.lifecycle = 'applicant' AND EXISTS (
      SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)`)
    const { number } = await factsOf(stage.world, applicant)
    const input = await inputOf(id, { applicationId: applicant })
    expect(await rejoinMember(office(), input, key())).toEqual({
      ok: false,
      error: { code: 'application-owes', number },
    })
  })
})
