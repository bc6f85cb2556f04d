import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HistoryPage, viewHistory } from '../../../src/domain/audit/history.ts'
import type { Context } from '../../../src/domain/core/change.ts'
import { decideDeletion } from '../../../src/domain/deletion/decide.ts'
import { requestDeletion } from '../../../src/domain/deletion/request.ts'
import { viewCard } from '../../../src/domain/members/card.ts'
import { rejoinMember } from '../../../src/domain/withdrawal/rejoin.ts'
import { newKey, valueOf } from '../approvals/requests.ts'
import { MEDICAL, openWorld, TODAY, type World } from '../find/world.ts'
import { factsOf, People } from '../withdrawal/people.ts'
import { withdraw, withdrawOwing } from './owing.ts'

let world: World
let people: People
beforeAll(async () => {
  world = await openWorld()
  people = new People(world)
}, 60_000)
afterAll(() => world.db.drop())

const office = () => world.as('secretariat')
const actionsOf = ({ lines }: Pick<HistoryPage, 'lines'>) => lines.map(({ action }) => action)
const historyOf = async (context: Context, id: number) => valueOf(await viewHistory(context, { id }))

describe('a member’s history', () => {
  it('says who did what, from where, with what was and is', async () => {
    const id = await people.clean()
    const { number } = await factsOf(world, id)
    await withdraw(world, id, { note: '口頭で申出' })
    const source = { via: 'action', channelId: 'C_GENERAL', messageTs: '1.2' } as const
    const facts = await factsOf(world, id)
    const input = {
      memberId: id,
      version: facts.version,
      rejoinedOn: TODAY,
      boardAccess: 'reader',
      feePlan: 'free',
      memberTypeId: null,
      applicationId: null,
    } as const
    valueOf(await rejoinMember({ ...office(), source }, input, newKey()))
    const page = await historyOf(world.as('officer'), id)
    expect(page).toMatchObject({ societyId: MEDICAL, member: { id, number }, standing: null, page: 1 })
    expect(page.lines.slice(0, 2)).toEqual([
      {
        at: `${TODAY} 12:00`,
        actor: 'T_MEIBO:U_SECRETARIAT',
        action: 'member.rejoined',
        refused: false,
        member: { id, number },
        source,
        values: expect.arrayContaining([
          { field: 'rejoinedOn', is: TODAY },
          { field: 'boardAccess', is: 'reader' },
        ]),
      },
      {
        at: `${TODAY} 12:00`,
        actor: 'T_MEIBO:U_SECRETARIAT',
        action: 'member.withdrawn',
        refused: false,
        member: { id, number },
        source: { via: 'command' },
        values: expect.arrayContaining([
          { field: 'reason', is: 'personal' },
          { field: 'withdrawnOn', is: TODAY },
          { field: 'note', is: '口頭で申出' },
        ]),
      },
    ])
  })

  it('shows old and new of what is personal', async () => {
    const id = await people.clean()
    await withdraw(world, id, { reason: 'death' })
    const [line] = (await historyOf(world.as('officer'), id)).lines
    expect(line?.values).toContainEqual({ field: 'deceasedOn', was: '', is: TODAY })
  })

  it('tells nothing of dues to who may not read them, and of looks to who reads the audit only', async () => {
    const { id, approvalId } = await withdrawOwing(world, people)
    await viewCard(office(), { id })
    const dues = ['settlement.requested', 'withdrawal.held', 'settlement.approved', 'invoice.cancelled']
    const officer = await historyOf(world.as('officer'), id)
    expect(actionsOf(officer).filter((action) => dues.includes(action))).toEqual([])
    expect(actionsOf(officer)[0]).toBe('member.withdrawn')
    expect(officer.standing).toEqual({
      kind: 'withdrawn',
      deed: { actor: 'T_MEIBO:U_SECRETARIAT', at: `${TODAY} 12:00` },
      acceptedOn: TODAY,
      withdrawnOn: TODAY,
      reason: null,
      approval: null,
    })
    expect(officer.lines[0]?.values.filter(({ field }) => field === 'reason')).toEqual([])
    const treasurer = await historyOf(world.as('treasurer'), id)
    expect(actionsOf(treasurer)).toEqual(expect.arrayContaining(dues))
    expect(actionsOf(treasurer)).not.toContain('member.viewed')
    expect(treasurer.standing).toMatchObject({
      reason: 'lapsed',
      approval: {
        id: approvalId,
        requestedBy: 'T_MEIBO:U_SECRETARIAT',
        actor: 'T_MEIBO:U_TREASURER',
        at: `${TODAY} 12:00`,
      },
    })
    expect(actionsOf(await historyOf(office(), id)).slice(0, 3)).toEqual([
      'history.viewed',
      'history.viewed',
      'member.viewed',
    ])
  })

  it('is turned without a row lost or seen twice, whatever is written meanwhile', async () => {
    const id = await people.clean()
    for (let count = 0; count < 19; count += 1) await viewCard(office(), { id })
    const first = await historyOf(office(), id)
    const pages = [first]
    for (let page = 2; page <= first.pages; page += 1) {
      await viewCard(office(), { id })
      pages.push(valueOf(await viewHistory(office(), { id }, { page, anchor: first.anchor })))
    }
    expect(pages.map(({ page, pages: all }) => `${page}/${all}`)).toEqual(['1/3', '2/3', '3/3'])
    const lines = pages.flatMap((one) => one.lines)
    expect(lines).toHaveLength(first.total)
    expect(lines.filter(({ action }) => action === 'member.viewed')).toHaveLength(19)
    expect(valueOf(await viewHistory(office(), { id }, { page: 99, anchor: first.anchor })).page).toBe(3)
  })

  it('of somebody who was deleted is found by the number, and says by whom', async () => {
    const id = await people.clean()
    const { number } = await factsOf(world, id)
    const input = { memberId: id, number, reason: '依頼' }
    const { approvalId } = valueOf(await requestDeletion(office(), input, newKey()))
    const decision = { approvalId, decision: 'approve', note: null } as const
    valueOf(await decideDeletion(world.as('officer'), decision, newKey()))
    const page = valueOf(await viewHistory(world.as('treasurer'), { number: number.toLowerCase() }))
    expect(page.standing).toEqual({
      kind: 'erased',
      deed: { actor: 'T_MEIBO:U_OFFICER', at: `${TODAY} 12:00` },
      acceptedOn: TODAY,
      withdrawnOn: TODAY,
      reason: 'deleted',
      approval: {
        id: approvalId,
        requestedBy: 'T_MEIBO:U_SECRETARIAT',
        actor: 'T_MEIBO:U_OFFICER',
        at: `${TODAY} 12:00`,
      },
    })
    expect(actionsOf(page).slice(0, 4)).toEqual([
      'member.erased',
      'member.withdrawn',
      'deletion.approved',
      'deletion.requested',
    ])
    expect(page.lines.flatMap(({ values }) => values).filter(({ field }) => field === 'note')).toEqual([])
  })

  it('says of an applicant, and of a withdrawal before the roll was kept here, what is known', async () => {
    const applicant = await people.take(`m.lifecycle = 'applicant'`)
    expect((await historyOf(world.as('officer'), applicant)).standing).toMatchObject({
      kind: 'applicant',
      deed: null,
    })
    const before =
      await people.take(`m.lifecycle = 'withdrawn' AND m.withdrawal_reason = 'personal' AND NOT EXISTS (
      SELECT FROM audit_entry e WHERE e.society_id = m.society_id AND e.member_id = m.id AND e.action = 'member.withdrawn')`)
    expect((await historyOf(world.as('officer'), before)).standing).toMatchObject({
      kind: 'withdrawn',
      deed: null,
      reason: 'personal',
    })
  })

  it('is refused without the right, and for a number of another society', async () => {
    const id = await people.clean()
    expect(await viewHistory(world.as(['member.read']), { id })).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'history.read' },
    })
    expect(await viewHistory(world.as('officer'), { number: 'DEMO77777' })).toMatchObject({
      ok: false,
      error: { code: 'unknown-member', number: 'DEMO77777' },
    })
  })
})
