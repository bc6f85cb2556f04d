import { describe, expect, it } from 'vitest'
import { previewWithdrawal } from '../../../src/domain/withdrawal/preview.ts'
import { undoWithdrawals } from '../../../src/domain/withdrawal/undo.ts'
import { withdrawMember } from '../../../src/domain/withdrawal/withdraw.ts'
import { MEDICAL, NURSING, TODAY } from '../find/world.ts'
import { cancelAll, factsOf, inputFor, useStage } from './people.ts'

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

describe('a withdrawal is refused', () => {
  const refusal = async (id: number, more: Parameters<typeof inputFor>[1] = {}) => {
    const facts = await factsOf(stage.world, id)
    const done = await withdrawMember(stage.world.as('secretariat'), inputFor(facts, more), key())
    return done.ok ? done.value : done.error
  }

  it('without the permission, and the refusal is audited', async () => {
    const before = await factsOf(stage.world, await stage.people.clean())
    const done = await withdrawMember(stage.world.as('treasurer'), inputFor(before), key())
    expect(done).toEqual({ ok: false, error: { code: 'forbidden', permission: 'member.write' } })
    expect(
      await rows(
        `SELECT action, outcome FROM audit_entry WHERE society_id = ${MEDICAL} ORDER BY id DESC LIMIT 1`,
      ),
    ).toEqual([{ action: 'access.refused', outcome: 'refused' }])
  })

  it('of who is no active member, or of another society', async () => {
    const applicant = await stage.people.take(`m.lifecycle = 'applicant'`)
    const { number } = await factsOf(stage.world, applicant)
    expect(await refusal(applicant)).toEqual({ code: 'not-active', number, lifecycle: 'applicant' })
    const here = await factsOf(stage.world, await stage.people.clean())
    const elsewhere = stage.world.as('secretariat', { societyId: NURSING })
    expect(await withdrawMember(elsewhere, inputFor({ ...here, id: 999_999 }), key())).toEqual({
      ok: false,
      error: { code: 'unknown-member', number: '999999', nearest: [] },
    })
  })

  it.each([
    [{ acceptedOn: '2026-11-24' }, { code: 'date-in-future', field: 'acceptedOn', today: TODAY }],
    [{ withdrawnOn: '2028-11-24' }, { code: 'too-far-ahead', field: 'withdrawnOn', limit: '2028-11-23' }],
    [
      { withdrawnOn: '2026-12-01', reason: 'death' },
      { code: 'death-in-future', field: 'withdrawnOn' },
    ],
    [{ reason: 'gone-fishing' }, { code: 'reason-unknown', field: 'reason' }],
  ] as const)('%j', async (more, error) => {
    expect(await refusal(await stage.people.clean(), more)).toEqual(error)
  })

  it('before the day of joining, and into a closed year', async () => {
    const id = await stage.people.clean()
    const { joinedOn } = await factsOf(stage.world, id)
    expect(await refusal(id, { withdrawnOn: '1990-04-01' })).toEqual({
      code: 'withdrawn-too-early',
      field: 'withdrawnOn',
      joinedOn,
    })
    const [closed] = await rows(
      `SELECT year, ends_on::text AS day FROM fiscal_year WHERE society_id = ${MEDICAL} AND closed_at IS NOT NULL ORDER BY year DESC LIMIT 1`,
    )
    const old = await stage.people.take(
      `m.lifecycle = 'active' AND m.joined_on < '${String(closed?.['day'])}' AND NOT EXISTS (
        SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)
        AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id)`,
    )
    expect(await refusal(old, { withdrawnOn: String(closed?.['day']) })).toEqual({
      code: 'year-closed',
      field: 'withdrawnOn',
      year: closed?.['year'],
    })
  })

  it('while dues are unpaid, counted without naming them', async () => {
    const id = await stage.people.owing()
    const { openInvoices } = await factsOf(stage.world, id)
    expect(await refusal(id)).toEqual({
      code: 'invoices-open',
      field: 'settlements',
      count: openInvoices.length,
    })
    expect((await factsOf(stage.world, id)).lifecycle).toBe('active')
  })

  it('for choices that the treasurer can’t be asked', async () => {
    const id = await stage.people.owing(2)
    const facts = await factsOf(stage.world, id)
    const [first, second] = facts.openInvoices
    expect(
      await refusal(id, {
        settlements: [{ invoiceId: 1, settlement: 'cancel', reason: 'lapsed' }],
        hold: true,
      }),
    ).toEqual({ code: 'invoice-gone' })
    expect(
      await refusal(id, {
        settlements: [{ invoiceId: first?.id ?? 0, settlement: 'cancel', reason: 'because' }],
        hold: true,
      }),
    ).toEqual({ code: 'stale' })
    expect(
      await refusal(id, {
        settlements: [{ invoiceId: first?.id ?? 0, settlement: 'cancel', reason: 'lapsed' }],
        hold: true,
      }),
    ).toEqual({ code: 'invoices-open', field: 'settlements', count: facts.openInvoices.length - 1 })
    expect(second).toBeDefined()
  })

  it('when somebody else was first, with what they did', async () => {
    const before = await factsOf(stage.world, await stage.people.clean())
    await stage.world.db.pool.query(
      `WITH moved AS (UPDATE member SET title = '教授' WHERE society_id = ${MEDICAL} AND id = ${before.id} RETURNING id, search_version)
       UPDATE member_search s SET version = moved.search_version FROM moved WHERE s.society_id = ${MEDICAL} AND s.member_id = moved.id`,
    )
    const done = await withdrawMember(stage.world.as('secretariat'), inputFor(before), key())
    expect(done).toEqual({ ok: false, error: { code: 'changed', changes: [] } })
  })

  it('twice: after it is planned, and after it is held', async () => {
    const office = stage.world.as('secretariat')
    const planned = await stage.people.clean()
    const dated = await withdrawMember(
      office,
      inputFor(await factsOf(stage.world, planned), { withdrawnOn: '2027-03-31' }),
      key(),
    )
    expect(dated).toMatchObject({ ok: true, value: { kind: 'dated', openCount: 0 } })
    expect(await refusal(planned)).toEqual({ code: 'already-planned', runsOn: '2027-03-31' })
    const held = await stage.people.owing()
    const facts = await factsOf(stage.world, held)
    const holding = await withdrawMember(
      office,
      inputFor(facts, { settlements: cancelAll(facts), hold: true }),
      key(),
    )
    expect(holding).toMatchObject({ ok: true, value: { kind: 'held' } })
    expect(await refusal(held)).toEqual({ code: 'already-held' })
    expect(await previewWithdrawal(office, { id: held })).toEqual({
      ok: false,
      error: { code: 'already-held' },
    })
  })
})
