import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepResultSet, openResultSet } from '../../../src/domain/search/resultSets.ts'
import { sweepStores } from '../../../src/domain/search/sweep.ts'
import { MEDICAL, NOW, NURSING, openWorld, typed, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.db.drop())

const GONE = { ok: false, error: { code: 'result-gone' } }
const HOUR = 3_600_000
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR)

async function keep(text: string, role: 'secretariat' | 'officer' = 'secretariat', now = NOW) {
  const kept = await keepResultSet(world.as(role, { now }), typed(world, text), 12)
  if (!kept.ok) throw new Error(JSON.stringify(kept.error))
  return kept.value
}

describe('a kept search', () => {
  it('opens as it was made, for its owner and for colleagues, and is written down once', async () => {
    const conditions = typed(world, '佐藤 -所属:大学 入会申請日:2020年.. 並び:申請日降順')
    const kept = await keepResultSet(world.as('officer'), conditions, 12)
    if (!kept.ok) throw new Error(JSON.stringify(kept.error))
    const { id } = kept.value
    const set = { id, owner: 'T_MEIBO:U_OFFICER', conditions, expiresAt: later(24) }
    expect(kept.value).toEqual(set)
    expect(await openResultSet(world.as('officer'), id)).toEqual({ ok: true, value: set })
    expect(await openResultSet(world.as('treasurer'), id)).toEqual({ ok: true, value: set })
    const audit = await world.db.prisma.auditEntry.findMany({
      where: { subject: 'result_set', subjectId: id },
    })
    expect(audit).toMatchObject([
      {
        societyId: MEDICAL,
        actor: 'T_MEIBO:U_OFFICER',
        action: 'search.run',
        outcome: 'done',
        memberId: null,
        facts: { total: 12 },
        commitment: null,
      },
    ])
  })

  it('of dues is gone for who may not see them, its owner too once the role is lost', async () => {
    const { id } = await keep('会費:滞納')
    expect(await openResultSet(world.as('treasurer'), id)).toMatchObject({ ok: true })
    expect(await openResultSet(world.as('officer'), id)).toEqual(GONE)
    expect(await openResultSet(world.as('officer', { user: 'U_SECRETARIAT' }), id)).toEqual(GONE)
    expect(await openResultSet(world.as('officer'), 2_000_000_000)).toEqual(GONE)
    const { id: sorted } = await keep('状態:すべて 並び:会費昇順')
    expect(await openResultSet(world.as('officer'), sorted)).toEqual(GONE)
  })

  it('is not kept for who may not search so', async () => {
    const before = await world.db.prisma.resultSet.count()
    expect(await keepResultSet(world.as('officer'), typed(world, '会費:滞納'), 3)).toMatchObject({
      ok: false,
      error: { code: 'search-key-unknown', key: 'dues' },
    })
    expect(await world.db.prisma.resultSet.count()).toBe(before)
  })

  it('is another society’s secret', async () => {
    const { id } = await keep('佐藤')
    expect(await openResultSet(world.as('secretariat', { societyId: NURSING }), id)).toEqual(GONE)
    expect(await openResultSet(world.as(['settings']), id)).toEqual(GONE)
  })

  it('is gone after a day', async () => {
    const { id } = await keep('佐藤')
    expect(
      await openResultSet(world.as('secretariat', { now: new Date(later(24).getTime() - 1) }), id),
    ).toMatchObject({ ok: true })
    expect(await openResultSet(world.as('secretariat', { now: later(24) }), id)).toEqual(GONE)
  })

  it('in a form that this release does not know is gone', async () => {
    const { id } = await keep('佐藤')
    await world.db.prisma.resultSet.update({
      where: { societyId_id: { societyId: MEDICAL, id } },
      data: { conditions: { words: '佐藤' } },
    })
    expect(await openResultSet(world.as('secretariat'), id)).toEqual(GONE)
  })
})

describe('the sweep', () => {
  it('removes what has expired and is not needed, and leaves the rest', async () => {
    const { prisma } = world.db
    await sweepStores(world.roll, later(100))
    const old = await keep('佐藤', 'officer')
    const mailed = await keep('高橋', 'officer')
    const young = await keep('鈴木', 'officer', later(2))
    const template = await prisma.mailTemplate.findFirstOrThrow({ where: { societyId: MEDICAL } })
    await prisma.mailing.create({
      data: {
        societyId: MEDICAL,
        category: 'notice',
        subject: 'お知らせ',
        body: '本文',
        templateId: template.id,
        resultSetId: mailed.id,
        requestedBy: 'T_MEIBO:U_OFFICER',
      },
    })
    const url = 'https://hooks.example.com/1'
    await prisma.replyUrl.createMany({
      data: [30, 90].map((minutes) => ({
        teamId: 'T',
        userId: 'U',
        url,
        expiresAt: later(24 + minutes / 60 - 1),
      })),
    })
    await prisma.seenRequest.createMany({
      data: [
        { key: 'a', seenAt: later(0) },
        { key: 'b', seenAt: later(1) },
      ],
    })
    expect(await sweepStores(world.roll, later(24))).toEqual({ resultSets: 1, replyUrls: 1, seenRequests: 1 })
    const left = await prisma.resultSet.findMany({
      where: { id: { in: [old.id, mailed.id, young.id] } },
      orderBy: { id: 'asc' },
    })
    expect(left.map(({ id }) => id)).toEqual([mailed.id, young.id])
    expect(await prisma.replyUrl.count()).toBe(1)
    expect(await prisma.seenRequest.findMany({ select: { key: true } })).toEqual([{ key: 'b' }])
  })
})
