import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancelDeletion } from '../../../src/domain/deletion/decide.ts'
import { loadDeletion } from '../../../src/domain/deletion/load.ts'
import { previewDeletion, requestDeletion } from '../../../src/domain/deletion/request.ts'
import { newKey, valueOf } from '../approvals/requests.ts'
import { MEDICAL, NOW, NURSING, openWorld, TODAY, type World } from '../find/world.ts'
import { factsOf, People } from '../withdrawal/people.ts'
import { deletionsOf, REASON } from './deletions.ts'

let world: World
let people: People
beforeAll(async () => {
  world = await openWorld()
  people = new People(world)
}, 60_000)
afterAll(() => world.db.drop())

const { office, colleague, numberOf, ask, asked, rows } = deletionsOf(() => world)

describe('asking to delete a member', () => {
  it('writes a request bound to the number, with the reason in what can be erased, and asks by a job', async () => {
    const id = await people.clean()
    const number = await numberOf(id)
    const approvalId = await asked(id)
    expect(await loadDeletion(world.roll.read, MEDICAL, approvalId, NOW)).toEqual({
      id: approvalId,
      society: { id: MEDICAL, name: expect.any(String), nameEn: expect.any(String) },
      state: 'pending',
      requestedBy: 'T_MEIBO:U_SECRETARIAT',
      requestedAt: `${TODAY} 12:00`,
      expiresAt: '2026-12-07 12:00',
      decidedBy: null,
      decidedAt: null,
      note: REASON,
      decisionNote: null,
      memberId: id,
      number,
    })
    expect(
      await rows(
        `SELECT e.action, e.facts, d.detail FROM audit_entry e LEFT JOIN audit_detail d USING (society_id)
         WHERE e.subject = 'approval' AND e.subject_id = $1 AND d.audit_id = e.id`,
        [approvalId],
      ),
    ).toEqual([{ action: 'deletion.requested', facts: { approvalId }, detail: { note: REASON } }])
    expect(
      await rows(
        `SELECT task_identifier AS job FROM graphile_worker.jobs WHERE task_identifier = 'approval.ask'`,
      ),
    ).toEqual([{ job: 'approval.ask' }])
    expect(await ask(id)).toEqual({ ok: false, error: { code: 'deletion-waits', approvalId } })
    expect(valueOf(await previewDeletion(office(), { id })).obstacle).toEqual({
      code: 'deletion-waits',
      approvalId,
    })
    valueOf(await cancelDeletion(office(), approvalId, newKey()))
    expect(valueOf(await previewDeletion(office(), { id })).obstacle).toBeNull()
  })

  it('wants the number as it is, whatever its case and width, and a reason', async () => {
    const id = await people.clean()
    const number = await numberOf(id)
    const wrong = { ok: false, error: { code: 'deletion-number', field: 'number', number } }
    expect(await ask(id, { number: 'DEMO99999' })).toEqual(wrong)
    expect(await ask(id, { number: null })).toEqual(wrong)
    expect(await ask(id, { reason: null })).toEqual({
      ok: false,
      error: { code: 'deletion-reason', field: 'reason' },
    })
    valueOf(await ask(id, { number: `ｄｅｍｏ${number.slice(4)}` }))
  })

  it('is refused with open invoices, with an office, and to whoever may not', async () => {
    const owing = await people.owing(2)
    expect(await ask(owing)).toEqual({
      ok: false,
      error: { code: 'deletion-owes', number: await numberOf(owing), count: 2 },
    })
    const holder = await people.take(
      `m.lifecycle = 'active' AND EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id AND h.ended_on IS NULL)
       AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)`,
    )
    const { holdings, number } = await factsOf(world, holder)
    expect(await ask(holder)).toEqual({
      ok: false,
      error: { code: 'deletion-holds', number, positions: holdings.map(({ position }) => position) },
    })
    const forbidden = { ok: false, error: { code: 'forbidden', permission: 'member.delete' } }
    expect(await previewDeletion(world.as('officer'), { id: owing })).toEqual(forbidden)
    const input = { memberId: owing, number: 'x', reason: 'x' }
    expect(await requestDeletion(world.as('officer'), input, newKey())).toEqual(forbidden)
    const elsewhere = world.as('secretariat', { societyId: NURSING })
    expect(await requestDeletion(elsewhere, { ...input, memberId: 999_999 }, newKey())).toEqual({
      ok: false,
      error: { code: 'unknown-member', number: '999999', nearest: [] },
    })
  })
})

it('asks about one member once where two colleagues ask at the same time', async () => {
  const id = await people.clean()
  const input = { memberId: id, number: await numberOf(id), reason: REASON }
  const both = await Promise.all(
    [office(), colleague()].map((context) => requestDeletion(context, input, newKey())),
  )
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(both.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'deletion-waits' } })
})
