import { describe, expect, it } from 'vitest'
import { previewWithdrawal } from '../../../src/domain/withdrawal/preview.ts'
import { undoWithdrawals } from '../../../src/domain/withdrawal/undo.ts'
import { withdrawMember } from '../../../src/domain/withdrawal/withdraw.ts'
import { MEDICAL, TODAY } from '../find/world.ts'
import { factsOf, inputFor, useStage } from './people.ts'

const stage = useStage()
const { key, rows } = stage

const memberRow = async (id: number) =>
  (
    await rows(`SELECT lifecycle, fee_plan, member_type_id, withdrawal_accepted_on::text, withdrawn_on::text, withdrawal_reason, deceased_on::text
      FROM member WHERE society_id = ${MEDICAL} AND id = ${id}`)
  )[0]
const lastAudit = async (id: number) =>
  (
    await rows(`SELECT e.actor, e.action, e.facts, d.detail FROM audit_entry e LEFT JOIN audit_detail d ON d.society_id = e.society_id AND d.audit_id = e.id
      WHERE e.society_id = ${MEDICAL} AND e.member_id = ${id} ORDER BY e.id DESC LIMIT 1`)
  )[0]

describe('withdrawing a member', () => {
  it('ends the membership at once, blanks type and plan, closes the term, and writes it down', async () => {
    const office = stage.world.as('secretariat')
    const before = await factsOf(stage.world, await stage.people.clean())
    const done = await withdrawMember(office, inputFor(before, { note: '口頭で申出' }), key())
    expect(done).toEqual({
      ok: true,
      value: {
        kind: 'now',
        memberId: before.id,
        number: before.number,
        withdrawnOn: TODAY,
        termId: before.termId,
        approvalId: null,
        openCount: 0,
      },
    })
    expect(await memberRow(before.id)).toEqual({
      lifecycle: 'withdrawn',
      fee_plan: 'free',
      member_type_id: null,
      withdrawal_accepted_on: TODAY,
      withdrawn_on: TODAY,
      withdrawal_reason: 'personal',
      deceased_on: null,
    })
    expect(
      await rows(
        `SELECT ended_on::text, reason FROM membership_term WHERE society_id = ${MEDICAL} AND id = ${before.termId}`,
      ),
    ).toEqual([{ ended_on: TODAY, reason: 'personal' }])
    expect(await lastAudit(before.id)).toEqual({
      actor: 'T_MEIBO:U_SECRETARIAT',
      action: 'member.withdrawn',
      facts: {
        termId: before.termId,
        acceptedOn: TODAY,
        withdrawnOn: TODAY,
        reason: 'personal',
        was: { feePlan: 'paid', memberTypeId: before.memberTypeId, typeSince: before.typeSince },
        ended: [],
      },
      detail: { note: '口頭で申出' },
    })
  })

  it('gives the first result again to a double click', async () => {
    const office = stage.world.as('secretariat')
    const before = await factsOf(stage.world, await stage.people.clean())
    const same = key()
    const clicks = await Promise.all(
      Array.from({ length: 6 }, () => withdrawMember(office, inputFor(before), same)),
    )
    expect(clicks[0]).toMatchObject({ ok: true, value: { kind: 'now' } })
    for (const click of clicks) expect(click).toEqual(clicks[0])
    expect(
      await rows(
        `SELECT count(*)::int AS n FROM audit_entry WHERE member_id = ${before.id} AND society_id = ${MEDICAL} AND action = 'member.withdrawn'`,
      ),
    ).toEqual([{ n: 1 }])
  })

  it('ends offices with the membership only when told to', async () => {
    const office = stage.world.as('secretariat')
    const holder = await factsOf(
      stage.world,
      await stage.people.take(
        `m.lifecycle = 'active' AND EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id AND h.ended_on IS NULL)
         AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)
         AND NOT EXISTS (SELECT FROM slack_identity s WHERE s.society_id = m.society_id AND s.member_id = m.id)`,
      ),
    )
    const positions = holder.holdings.map(({ position }) => position)
    expect(await withdrawMember(office, inputFor(holder), key())).toEqual({
      ok: false,
      error: { code: 'positions-held', field: 'endPositions', positions },
    })
    const done = await withdrawMember(office, inputFor(holder, { endPositions: true }), key())
    expect(done.ok).toBe(true)
    expect((await factsOf(stage.world, holder.id)).holdings).toEqual([])
    const undone = await undoWithdrawals(office, { memberId: holder.id, termId: holder.termId ?? 0 }, key())
    expect(undone).toEqual({ ok: true, value: { members: [{ id: holder.id, number: holder.number }] } })
    expect((await factsOf(stage.world, holder.id)).holdings).toEqual(holder.holdings)
  })

  it('writes down a death on the day of it', async () => {
    const before = await factsOf(stage.world, await stage.people.clean())
    const input = inputFor(before, { reason: 'death', withdrawnOn: '2026-11-02' })
    expect((await withdrawMember(stage.world.as('secretariat'), input, key())).ok).toBe(true)
    expect(await memberRow(before.id)).toMatchObject({
      withdrawn_on: '2026-11-02',
      deceased_on: '2026-11-02',
    })
    expect(await lastAudit(before.id)).toMatchObject({ detail: { deceasedOn: [null, '2026-11-02'] } })
  })

  it('keeps a 世話人 who died as 物故会員, and gives that back', async () => {
    const office = stage.world.as('secretariat')
    const council = await factsOf(
      stage.world,
      await stage.people.take(
        `m.lifecycle = 'active' AND EXISTS (SELECT FROM member_type t WHERE t.society_id = m.society_id AND t.id = m.member_type_id AND t.code = 'council')
         AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)
         AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id AND h.ended_on IS NULL)`,
      ),
    )
    const preview = await previewWithdrawal(office, { id: council.id })
    expect(preview.ok && preview.value.reasons.withdrawal.map(({ code }) => code)).toEqual([
      'personal',
      'year_end',
      'retirement',
      'death',
      'memorial',
      'lapsed',
    ])
    const input = inputFor(council, { reason: 'memorial', withdrawnOn: '2026-10-20' })
    expect((await withdrawMember(office, input, key())).ok).toBe(true)
    expect(await factsOf(stage.world, council.id)).toMatchObject({
      lifecycle: 'active',
      feePlan: 'free',
      type: { ja: '物故会員', en: 'Deceased member' },
      typeSince: '2026-10-20',
      deceasedOn: '2026-10-20',
    })
    const undone = await undoWithdrawals(office, { memberId: council.id, termId: council.termId ?? 0 }, key())
    expect(undone.ok).toBe(true)
    const { version: _now, ...after } = await factsOf(stage.world, council.id)
    const { version: _before, ...was } = council
    expect(after).toEqual(was)
    const history = (id: number) =>
      rows(`SELECT member_type_id, fee_plan, started_on::text, ended_on::text FROM type_assignment
        WHERE society_id = ${MEDICAL} AND member_id = ${id} AND ended_on IS NULL`)
    expect(await history(council.id)).toEqual([
      {
        member_type_id: council.memberTypeId,
        fee_plan: council.feePlan,
        started_on: council.typeSince ?? council.joinedOn,
        ended_on: null,
      },
    ])
  })

  it('offers 物故会員 to nobody else', async () => {
    const before = await factsOf(stage.world, await stage.people.regular())
    expect(before.memorialTypeId).toBeNull()
    expect(
      await withdrawMember(stage.world.as('secretariat'), inputFor(before, { reason: 'memorial' }), key()),
    ).toEqual({ ok: false, error: { code: 'reason-unknown', field: 'reason' } })
  })
})
