import { describe, expect, it } from 'vitest'
import { previewWithdrawal } from '../../../src/domain/withdrawal/preview.ts'
import { withdrawMember } from '../../../src/domain/withdrawal/withdraw.ts'
import { MEDICAL, NURSING, TODAY } from '../find/world.ts'
import { cancelAll, factsOf, inputFor, useStage } from './people.ts'

const stage = useStage()
const { key, rows } = stage

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
      `WITH moved AS (UPDATE member SET title = '改めた役職' WHERE society_id = ${MEDICAL} AND id = ${before.id} RETURNING id, search_version)
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
