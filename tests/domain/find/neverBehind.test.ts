import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Tx } from '../../../src/database/client.ts'
import { dateColumn } from '../../../src/domain/core/calendar.ts'
import { change } from '../../../src/domain/core/change.ts'
import { ok } from '../../../src/domain/core/result.ts'
import { loadMembers, reference } from './reference.ts'
import { allNumbers, MEDICAL, NURSING, openWorld, TODAY, typed, type World } from './world.ts'

let world: World
let serial = 0
let id = 0
let number = ''

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.db.drop())

/** A member of the test's own, active and with an account. */
beforeEach(async () => {
  serial += 1
  number = `DEMO8${String(serial).padStart(4, '0')}`
  await write(async (tx) => {
    const account = await tx.account.create({ data: { loginId: `login-${serial}` } })
    const made = await tx.member.create({
      data: {
        societyId: MEDICAL,
        number,
        kind: 'individual',
        memberTypeId: 2,
        feePlan: 'paid',
        lifecycle: 'active',
        familyName: '試験',
        joinedOn: dateColumn('2020-04-01'),
        accountId: account.id,
      },
      select: { id: true },
    })
    id = made.id
  })
})

/** Writes as a use case does: through the door, naming the member. */
async function write(work: (tx: Tx) => Promise<unknown>, touched: () => readonly number[] = () => [id]) {
  const done = await change(world.as('secretariat'), 'member.write', undefined, async (tx) => {
    await work(tx)
    const [first = 0, ...rest] = touched()
    const audit = (memberId: number) => ({ action: 'member.edited', memberId })
    return ok({ value: null, audit: [audit(first), ...rest.map(audit)] })
  })
  expect(done).toEqual({ ok: true, value: null })
}

const found = async (text: string) =>
  (await allNumbers(world.as('treasurer'), typed(world, text))).includes(number)
const key = () => ({ societyId_id: { societyId: MEDICAL, id } })

async function bill(dueOn: string) {
  let invoice = { id: 0 }
  await write(async (tx) => {
    invoice = await tx.invoice.create({
      data: {
        societyId: MEDICAL,
        memberId: id,
        year: 2026,
        feeItemId: 1,
        amountYen: 10_000,
        dueOn: dateColumn(dueOn),
      },
      select: { id: true },
    })
  })
  return invoice.id
}

async function pay(invoiceId: number, amountYen: number) {
  await write(async (tx) => {
    const payment = await tx.payment.create({
      data: {
        societyId: MEDICAL,
        memberId: id,
        amountYen,
        recordedBy: 'T:U',
        receivedOn: dateColumn(TODAY),
      },
    })
    await tx.allocation.create({ data: { societyId: MEDICAL, paymentId: payment.id, invoiceId, amountYen } })
  })
}

describe('search follows', () => {
  it('a new member, and an edit of one', async () => {
    expect(await found('試験')).toBe(true)
    await write((tx) =>
      tx.member.update({ where: key(), data: { familyName: '﨑本', prefecture: '高知県' } }),
    )
    expect(await found('試験')).toBe(false)
    expect(await found('崎本 都道府県:高知')).toBe(true)
  })

  it('an invoice, its payment in parts, and the days', async () => {
    expect(await found('会費:請求なし')).toBe(true)
    const invoiceId = await bill('2026-12-31')
    expect(await found('会費:請求なし')).toBe(false)
    expect(await found('会費:未納')).toBe(true)
    expect(await found('会費:滞納')).toBe(false)
    const conditions = typed(world, '会費:滞納')
    const newYear = world.as('treasurer', { now: new Date('2027-01-01T00:00:00+09:00') })
    const lastDay = world.as('treasurer', { now: new Date('2026-12-31T23:59:59+09:00') })
    expect(await allNumbers(lastDay, conditions)).not.toContain(number)
    expect(await allNumbers(newYear, conditions)).toContain(number)
    await pay(invoiceId, 4000)
    expect(await found('会費:未納')).toBe(false)
    expect(await found('会費:一部入金')).toBe(true)
    expect(await allNumbers(newYear, conditions)).toContain(number)
    await pay(invoiceId, 6000)
    expect(await found('会費:一部入金')).toBe(false)
    expect(await found('会費:入金済み')).toBe(true)
    expect(await allNumbers(newYear, conditions)).not.toContain(number)
  })

  it('a cancellation, and the end of arrears with it', async () => {
    const invoiceId = await bill('2026-06-30')
    expect(await found('会費:滞納')).toBe(true)
    await write((tx) =>
      tx.invoice.update({
        where: { societyId_id: { societyId: MEDICAL, id: invoiceId } },
        data: { state: 'cancelled' },
      }),
    )
    expect(await found('会費:滞納')).toBe(false)
    expect(await found('会費:請求取消')).toBe(true)
  })

  it('an exemption, and its end', async () => {
    await write((tx) =>
      tx.exemption.create({
        data: { societyId: MEDICAL, memberId: id, fromYear: 2026, reason: 'study_abroad' },
      }),
    )
    expect(await found('会費:免除')).toBe(true)
    await write((tx) => tx.exemption.deleteMany({ where: { societyId: MEDICAL, memberId: id } }))
    expect(await found('会費:免除')).toBe(false)
  })

  it('a suspended login, in every society that it opens', async () => {
    const { accountId } = await world.db.prisma.member.findUniqueOrThrow({ where: key() })
    const twin = `KANGO8${String(serial).padStart(4, '0')}`
    await change(world.as('secretariat', { societyId: NURSING }), 'member.write', undefined, async (tx) => {
      const made = await tx.member.create({
        data: {
          societyId: NURSING,
          number: twin,
          kind: 'individual',
          lifecycle: 'active',
          joinedOn: dateColumn('2024-04-01'),
          accountId,
        },
      })
      return ok({ value: null, audit: [{ action: 'member.registered', memberId: made.id }] })
    })
    await write((tx) => tx.account.update({ where: { id: accountId ?? 0 }, data: { status: 'suspended' } }))
    expect(await found('アカウント:停止')).toBe(true)
    const nursing = world.as('secretariat', { societyId: NURSING })
    expect(await allNumbers(nursing, typed(world, 'アカウント:停止'))).toContain(twin)
  })

  it('offices by the day, without any write', async () => {
    await write((tx) =>
      tx.positionHolding.create({
        data: {
          societyId: MEDICAL,
          positionId: 1,
          memberId: id,
          startedOn: dateColumn(TODAY),
          endedOn: dateColumn('2026-11-25'),
        },
      }),
    )
    const conditions = typed(world, '学会役職:あり')
    const on = (day: string) => world.as('officer', { now: new Date(`${day}T12:00:00+09:00`) })
    expect(await allNumbers(on('2026-11-22'), conditions)).not.toContain(number)
    expect(await allNumbers(on('2026-11-24'), conditions)).toContain(number)
    expect(await allNumbers(on('2026-11-25'), conditions)).not.toContain(number)
  })

  it('a withdrawal, and an erasure to the last trace', async () => {
    await write((tx) =>
      tx.member.update({
        where: key(),
        data: { lifecycle: 'withdrawn', feePlan: 'free', memberTypeId: null, withdrawnOn: dateColumn(TODAY) },
      }),
    )
    expect(await found('試験')).toBe(false)
    expect(await found('試験 状態:退会済')).toBe(true)
    await write((tx) =>
      tx.member.update({ where: key(), data: { familyName: null, accountId: null, erasedAt: new Date() } }),
    )
    expect(await found('状態:すべて')).toBe(false)
    expect(await found(`-佐藤 状態:すべて`)).toBe(false)
    const row = await world.db.prisma.memberSearch.findFirst({ where: { societyId: MEDICAL, memberId: id } })
    expect(row).toMatchObject({ number: '', kana: '', searchText: '', tokens: [], oldestOpenDue: null })
  })

  it('a merge: the survivor alone is found', async () => {
    const survivor = await world.db.prisma.member.findFirstOrThrow({
      where: { societyId: MEDICAL, number: 'DEMO00001' },
    })
    await write((tx) => tx.member.update({ where: key(), data: { mergedInto: survivor.id } }))
    expect(await found('状態:すべて')).toBe(false)
    await write((tx) => tx.member.update({ where: key(), data: { mergedInto: null } }))
    expect(await found('状態:すべて')).toBe(true)
  })

  it('a thousand at once', async () => {
    const all = await world.db.prisma.member.findMany({ where: { societyId: MEDICAL }, select: { id: true } })
    await write(
      (tx) =>
        tx.$executeRaw`UPDATE member SET remarks = '一括' WHERE society_id = ${MEDICAL} AND erased_at IS NULL`,
      () => all.map((member) => member.id),
    )
    const conditions = typed(world, '備考:一括 状態:すべて')
    const members = await loadMembers(world.db, MEDICAL)
    const numbers = await allNumbers(world.as('officer'), conditions)
    expect(numbers).toEqual(reference(members, conditions, TODAY))
    expect(numbers.length).toBeGreaterThan(300)
  })
})

it('a write that does not name its member is refused at commit', async () => {
  const forgotten = change(world.as('secretariat'), 'member.write', undefined, async (tx) => {
    await tx.member.update({ where: key(), data: { familyName: '忘却' } })
    return ok({ value: null, audit: [{ action: 'settings.changed' }] })
  })
  await expect(forgotten).rejects.toThrow('ForeignKeyConstraintViolation')
  expect(await found('試験')).toBe(true)
})
