import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HistoryPage, viewHistory } from '../../../src/domain/audit/history.ts'
import { sealAudit } from '../../../src/domain/audit/seal.ts'
import { type AuditConditions, auditMember, searchAudit } from '../../../src/domain/audit/search.ts'
import { checkChain } from '../../../src/domain/audit/searchCheck.ts'
import { requestDeletion } from '../../../src/domain/deletion/request.ts'
import { viewCard } from '../../../src/domain/members/card.ts'
import { newKey, valueOf } from '../approvals/requests.ts'
import { MEDICAL, NURSING, openWorld, TODAY, type World } from '../find/world.ts'
import { factsOf, People } from '../withdrawal/people.ts'
import { withdrawOwing } from './owing.ts'

let world: World
let people: People
beforeAll(async () => {
  world = await openWorld()
  people = new People(world)
}, 60_000)
afterAll(() => world.db.drop())

const office = () => world.as('secretariat')
const actionsOf = ({ lines }: Pick<HistoryPage, 'lines'>) => lines.map(({ action }) => action)

const ANY: AuditConditions = {
  userId: null,
  memberId: null,
  group: null,
  from: null,
  to: null,
  refused: false,
}

describe('the audit', () => {
  it('answers whose data somebody saw, and is itself written down', async () => {
    const watched = () => world.as('officer', { user: 'U_WATCHED' })
    const [one, two] = [await people.clean(), await people.clean()]
    valueOf(await viewCard(watched(), { id: one }))
    valueOf(await viewHistory(watched(), { id: two }))
    const numbers = [await factsOf(world, two), await factsOf(world, one)].map(({ number }) => number)
    const conditions: AuditConditions = { ...ANY, userId: 'U_WATCHED', group: 'seen', from: TODAY, to: TODAY }
    const found = valueOf(await searchAudit(office(), conditions))
    expect(found.lines.map(({ actor, action, member }) => [actor, action, member?.number])).toEqual([
      ['T_MEIBO:U_WATCHED', 'history.viewed', numbers[0]],
      ['T_MEIBO:U_WATCHED', 'member.viewed', numbers[1]],
    ])
    expect(valueOf(await searchAudit(office(), { ...ANY, group: 'access' })).lines[0]).toMatchObject({
      actor: 'T_MEIBO:U_SECRETARIAT',
      action: 'audit.searched',
      values: expect.arrayContaining([
        { field: 'userId', is: 'U_WATCHED' },
        { field: 'group', is: 'seen' },
        { field: 'total', is: '2' },
      ]),
    })
  })

  it('is narrowed to a member, a kind of action, a time, and to what was refused', async () => {
    const { id } = await withdrawOwing(world, people)
    const about = { ...ANY, memberId: id }
    const actions = async (conditions: AuditConditions, context = office()) =>
      actionsOf(valueOf(await searchAudit(context, conditions)))
    expect(await actions({ ...about, group: 'dues' })).toEqual([
      'invoice.cancelled',
      'invoice.cancelled',
      'settlement.approved',
      'settlement.requested',
    ])
    expect(await actions({ ...about, group: 'membership' })).toEqual(['member.withdrawn', 'withdrawal.held'])
    const blind = world.as(['audit.read'])
    expect(await actions({ ...about, group: 'dues' }, blind)).toEqual([])
    expect(await actions({ ...about, group: 'membership' }, blind)).toEqual(['member.withdrawn'])
    expect(await actions({ ...about, to: '2026-11-22', group: 'membership' })).toEqual([])
    await requestDeletion(
      world.as('officer', { user: 'U_TRIED' }),
      { memberId: id, number: 'x', reason: 'x' },
      newKey(),
    )
    const refused = valueOf(await searchAudit(office(), { ...ANY, userId: 'U_TRIED', refused: true }))
    expect(refused.lines).toMatchObject([
      {
        action: 'access.refused',
        refused: true,
        values: expect.arrayContaining([{ field: 'permission', is: 'member.delete' }]),
      },
    ])
  })

  it('is for who may read it, with a period the right way round, within the society', async () => {
    const forbidden = { ok: false, error: { code: 'forbidden', permission: 'audit.read' } }
    for (const role of ['officer', 'treasurer'] as const) {
      expect(await searchAudit(world.as(role), ANY)).toEqual(forbidden)
      expect(await auditMember(world.as(role), 'DEMO00001')).toEqual(forbidden)
      expect(await checkChain(world.as(role))).toEqual(forbidden)
    }
    expect(await searchAudit(office(), { ...ANY, from: '2026-12-01', to: '2026-11-01' })).toEqual({
      ok: false,
      error: { code: 'audit-range', field: 'to', from: '2026-12-01', to: '2026-11-01' },
    })
    const elsewhere = valueOf(await searchAudit(world.as('auditor', { societyId: NURSING }), ANY))
    expect(elsewhere.lines.filter(({ actor }) => actor === 'T_MEIBO:U_WATCHED')).toEqual([])
    expect(await auditMember(office(), 'DEMO77777')).toMatchObject({
      ok: false,
      error: { code: 'unknown-member' },
    })
  })

  it('is verified at once where it is short, by a job where it is long', async () => {
    while ((await sealAudit(world.roll)) > 0);
    expect(valueOf(await checkChain(world.as('auditor')))).toMatchObject({ societyId: MEDICAL, flaws: [] })
    // What only its length is asked of.
    await world.db.pool.query(
      `WITH entry AS (INSERT INTO audit_entry (society_id, actor, action) VALUES (${MEDICAL}, 'T:U', 'member.viewed') RETURNING id)
       INSERT INTO audit_seal (society_id, n, audit_id, hash) SELECT ${MEDICAL}, 5001, id, repeat('0', 64) FROM entry`,
    )
    expect(valueOf(await checkChain(office()))).toBeNull()
    const { rows } = await world.db.pool.query(
      `SELECT p.payload FROM graphile_worker._private_jobs p JOIN graphile_worker._private_tasks t ON t.id = p.task_id
       WHERE t.identifier = 'audit.verify'`,
    )
    expect(rows).toEqual([{ payload: { societyId: MEDICAL, requestedBy: 'T_MEIBO:U_SECRETARIAT' } }])
  })
})
