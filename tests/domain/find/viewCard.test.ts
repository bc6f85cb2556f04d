import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Context, change } from '../../../src/domain/core/change.ts'
import { ok } from '../../../src/domain/core/result.ts'
import { openCard, viewCard } from '../../../src/domain/members/card.ts'
import { wholeYears } from '../../../src/domain/members/registration.ts'
import { cardOf, openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.db.drop())

describe('looking', () => {
  it('is written down, refused and unknown ones are not members', async () => {
    const seen = await viewCard(world.as('officer'), { number: '453320' })
    expect(seen).toEqual(await openCard(world.as('officer'), { number: '453320' }))
    const id = seen.ok ? seen.value.id : 0
    const entries = await world.db.prisma.auditEntry.findMany({ where: { action: 'member.viewed' } })
    expect(entries).toMatchObject([
      { actor: 'T_MEIBO:U_OFFICER', memberId: id, subject: 'member', subjectId: id, facts: {} },
    ])
    expect(await viewCard(world.as(['settings']), { number: '453320' })).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'member.read' },
    })
    expect((await viewCard(world.as('officer'), { id: 999_999 })).ok).toBe(false)
    expect(await world.db.prisma.auditEntry.count({ where: { action: 'member.viewed' } })).toBe(1)
  })

  it('shows the last changes, those of dues only to who may see dues', async () => {
    const { id } = await cardOf(world.as('officer'), 'DEMO00003')
    for (const action of [
      'member.edited',
      'invoice.issued',
      'settlement.requested',
      'withdrawal.held',
      'member.viewed',
    ]) {
      await change(world.as('secretariat'), 'member.write', undefined, async () =>
        ok({ value: null, audit: [{ action, memberId: id }] }),
      )
    }
    const actions = async (context: Context) =>
      (await cardOf(context, 'DEMO00003')).history.map(({ action }) => action)
    expect(await actions(world.as('treasurer'))).toEqual([
      'withdrawal.held',
      'settlement.requested',
      'invoice.issued',
      'member.edited',
    ])
    expect(await cardOf(world.as('officer'), 'DEMO00003')).toMatchObject({
      history: [{ at: '2026-11-23 12:00', actor: 'T_MEIBO:U_SECRETARIAT', action: 'member.edited' }],
    })
    expect(await actions(world.as(['member.read', 'dues.read']))).toEqual([])
  })
})

describe('通算年数', () => {
  it.each([
    [[['2020-04-01', null]], '2026-04-01', 6],
    [[['2020-04-01', null]], '2026-03-31', 5],
    [
      [
        ['2010-04-01', '2012-10-01'],
        ['2020-04-01', null],
      ],
      '2022-10-01',
      5,
    ],
    [[['2027-04-01', null]], '2026-04-01', 0],
    [[], '2026-04-01', 0],
  ] as const)('%j on %s: %i', (terms, today, years) => {
    expect(wholeYears(terms, today)).toBe(years)
  })
})
