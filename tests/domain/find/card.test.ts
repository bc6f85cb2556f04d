import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dateColumn } from '../../../src/domain/core/calendar.ts'
import { change } from '../../../src/domain/core/change.ts'
import { ok } from '../../../src/domain/core/result.ts'
import { openCard } from '../../../src/domain/members/card.ts'
import { NOTHING, OFFICE, PAID, RECORD } from './manualRecord.ts'
import { cardOf, MEDICAL, NURSING, openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.db.drop())

describe('the card', () => {
  it('is whole for the secretariat, and without dues for an officer', async () => {
    const office = { ...NOTHING, ...OFFICE, dues: true, history: true }
    const treasurer = { ...NOTHING, dues: true, history: true }
    const officer = { ...NOTHING, history: true }
    expect(await cardOf(world.as('secretariat'), '453320')).toEqual({
      ...RECORD,
      dues: PAID,
      allowed: office,
    })
    expect(await cardOf(world.as('treasurer'), '４５３３２０')).toEqual({
      ...RECORD,
      dues: PAID,
      allowed: treasurer,
    })
    expect(await cardOf(world.as('officer'), '453320')).toEqual({ ...RECORD, dues: null, allowed: officer })
  })

  it('hides a reason that tells of dues, and nothing else of a withdrawal', async () => {
    const { number } = await world.db.prisma.member.findFirstOrThrow({
      where: { withdrawalReason: 'lapsed' },
    })
    const full = await cardOf(world.as('treasurer'), number)
    expect(full.registration.withdrawalReason).toBe('lapsed')
    expect(full.dues?.states).toContain('cancelled')
    const { registration } = full
    expect(await cardOf(world.as('officer'), number)).toEqual({
      ...full,
      dues: null,
      allowed: { ...full.allowed, dues: false },
      registration: { ...registration, withdrawalReason: null },
    })
    const personal = await world.db.prisma.member.findFirstOrThrow({
      where: { withdrawalReason: 'personal' },
    })
    expect((await cardOf(world.as('officer'), personal.number)).registration.withdrawalReason).toBe(
      'personal',
    )
  })

  it('of every member differs between the roles in dues and such a reason only', async () => {
    const members = await world.db.prisma.member.findMany({ where: { societyId: MEDICAL, id: { lte: 60 } } })
    expect(members.length).toBeGreaterThan(50)
    for (const { number } of members) {
      const full = await cardOf(world.as('treasurer'), number)
      expect(full.dues).not.toBeNull()
      const { withdrawalReason } = full.registration
      const shown = withdrawalReason === 'lapsed' ? null : withdrawalReason
      const registration = { ...full.registration, withdrawalReason: shown }
      expect(await cardOf(world.as('officer'), number)).toEqual({
        ...full,
        dues: null,
        allowed: { ...full.allowed, dues: false },
        registration,
      })
    }
  })

  it('shows offices, present ones first', async () => {
    const holding = await world.db.prisma.positionHolding.findFirstOrThrow({
      where: { societyId: MEDICAL, position: { code: 'president' }, endedOn: null },
      include: { member: true },
    })
    expect((await cardOf(world.as('officer'), holding.member.number)).positions).toEqual([
      { position: { ja: '会長', en: 'President' }, startedOn: '2026-04-01', endedOn: null, current: true },
      {
        position: { ja: '副会長', en: 'Vice President' },
        startedOn: '2024-04-01',
        endedOn: '2026-04-01',
        current: false,
      },
    ])
  })

  it('shows an organisation’s contacts and people, and theirs shows it', async () => {
    const card = await cardOf(world.as('officer'), 'ｄｅｍｏｆ００００１')
    expect(card.contacts.map(({ part }) => part)).toEqual(['representative', 'contact', 'billing', 'mailing'])
    const [first] = card.affiliates
    expect(card.affiliates.length).toBeGreaterThan(1)
    const person = await cardOf(world.as('officer'), first?.number ?? '')
    expect(person.institutions).toEqual([
      { id: card.id, number: 'DEMOF00001', name: card.name.organisationName },
    ])
  })

  it('lists arrears worst first, with what is open of each', async () => {
    const late = await world.db.prisma.invoice.findFirstOrThrow({
      where: {
        societyId: MEDICAL,
        mustOwe: true,
        paidYen: { gt: 0 },
        dueOn: { lt: dateColumn('2026-11-23') },
      },
      include: { member: true },
    })
    const { dues } = await cardOf(world.as('treasurer'), late.member.number)
    expect(dues?.states[0]).toBe('arrears')
    const line = dues?.invoices.find(({ id }) => id === late.id)
    expect(line).toMatchObject({ state: 'arrears', openYen: late.amountYen - late.paidYen })
    expect(dues?.openYen).toBe(dues?.invoices.reduce((sum, { openYen }) => sum + openYen, 0))
  })
})

describe('a number', () => {
  it.each([
    ['DEMO1', ['DEMO00001', 'DEMOF00001', 'DEMOS00001']],
    ['453230', ['453320']],
    ['DEMO000012', ['DEMO00001', 'DEMO00002', 'DEMO00012']],
    ['XX', []],
    ['', []],
    ['9'.repeat(500), []],
    [`'; DROP TABLE member; --`, []],
  ])('%s that nobody has is answered with those nearest', async (number, nearest) => {
    const opened = await openCard(world.as('officer'), { number })
    expect(opened).toEqual({ ok: false, error: { code: 'unknown-member', number, nearest } })
  })

  it('of another society is unknown', async () => {
    expect(
      await openCard(world.as('secretariat', { societyId: NURSING }), { number: '453320' }),
    ).toMatchObject({
      ok: false,
      error: { code: 'unknown-member' },
    })
  })

  it('of a merged record leads to its survivor, of an erased one nowhere', async () => {
    const { prisma } = world.db
    const survivor = await cardOf(world.as('officer'), 'DEMO00001')
    const write = (number: string, data: object) =>
      change(world.as('secretariat'), 'member.write', undefined, async (tx) => {
        const { id } = await prisma.member.findFirstOrThrow({ where: { societyId: MEDICAL, number } })
        await tx.member.update({ where: { societyId_id: { societyId: MEDICAL, id } }, data })
        return ok({ value: id, audit: [{ action: 'member.merged', memberId: id }] })
      })
    const merged = await write('DEMO00002', { mergedInto: survivor.id })
    expect(await cardOf(world.as('officer'), 'DEMO00002')).toEqual(survivor)
    expect(merged.ok && (await openCard(world.as('officer'), { id: merged.value }))).toEqual({
      ok: true,
      value: survivor,
    })
    const gone = await prisma.member.findFirstOrThrow({
      where: { societyId: MEDICAL, lifecycle: 'rejected' },
    })
    const blank = Object.fromEntries(
      Object.entries(gone)
        .filter(([key, value]) => value !== null && PERSONAL.includes(key))
        .map(([key]) => [key, null]),
    )
    expect((await write(gone.number, { ...blank, erasedAt: new Date() })).ok).toBe(true)
    expect(await openCard(world.as('secretariat'), { number: gone.number })).toMatchObject({
      error: { code: 'unknown-member', number: gone.number },
    })
  })
})

const PERSONAL =
  `familyName givenName familyKana givenKana organisationName organisationKana email phone postalCode prefecture address affiliation
title qualifications departmentCategory department physicianLicence deceasedOn remarks accountId`.split(/\s/)

describe('other societies', () => {
  it('show only where both have switched it on', async () => {
    const { prisma } = world.db
    const shared = await prisma.member.findFirstOrThrow({
      where: {
        societyId: NURSING,
        account: { members: { some: { societyId: MEDICAL, number: { not: 'DEMO00002' } } } },
      },
      include: { account: { include: { members: true } } },
    })
    const number = shared.account?.members.find(({ societyId }) => societyId === MEDICAL)?.number ?? ''
    const others = async () => (await cardOf(world.as('officer'), number)).otherRegistrations
    const share = (id: number, sharesRecords: boolean) =>
      prisma.society.update({ where: { id }, data: { sharesRecords } })
    expect(await others()).toEqual([])
    await share(MEDICAL, true)
    expect(await others()).toEqual([])
    await share(NURSING, true)
    const own = (await cardOf(world.as('officer', { societyId: NURSING }), shared.number)).registration
    expect(await others()).toEqual([own])
    await share(MEDICAL, false)
    expect(await others()).toEqual([])
  })
})
