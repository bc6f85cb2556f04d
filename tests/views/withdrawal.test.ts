import { describe, expect, it } from 'vitest'
import { checkMessage, checkView } from '../../sandbox/validate/index.ts'
import type { BatchPreview } from '../../src/domain/withdrawal/batch.ts'
import type { MembershipFacts } from '../../src/domain/withdrawal/facts.ts'
import type { WithdrawalPreview } from '../../src/domain/withdrawal/preview.ts'
import type { RejoinPreview } from '../../src/domain/withdrawal/rejoin.ts'
import type { WithdrawalResult } from '../../src/domain/withdrawal/withdraw.ts'
import { type Locale, textOf } from '../../src/views/text.ts'
import { batchModal, batchOutcome } from '../../src/views/withdrawal/batch.ts'
import { withdrawalModal } from '../../src/views/withdrawal/dialog.ts'
import { rejoinOutcome, settledMessage, withdrawalOutcome } from '../../src/views/withdrawal/outcome.ts'
import { rejoinModal } from '../../src/views/withdrawal/rejoin.ts'
import { endedMessage } from '../../src/views/withdrawal/told.ts'
import { waitingMessage } from '../../src/views/withdrawal/waiting.ts'
import { wordsOf } from '../journeys/workspace.ts'
import { atLength, type Fill, hostile, nameBy, plainly } from './fixtures.ts'

const FILLS: readonly (readonly [string, Fill])[] = [
  ['plain', plainly],
  ['at length', atLength],
  ['hostile', hostile],
]
const CASES = (['ja', 'en'] as const).flatMap((locale) =>
  FILLS.map(([what, fill]) => [what, locale, fill] as const),
)
const many = <T>(count: number, make: (id: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index + 1))
const label = (fill: Fill) => ({ ja: fill('名称'), en: fill('Label') })

function memberBy(fill: Fill, size: number, id = 1): MembershipFacts {
  return {
    ...nameBy(fill),
    id,
    number: `DEMO${String(id).padStart(5, '0')}`,
    version: 12,
    kind: 'individual',
    lifecycle: 'active',
    affiliation: fill('所属'),
    feePlan: 'paid',
    boardAccess: 'poster',
    memberTypeId: 2,
    type: label(fill),
    memorialTypeId: 5,
    joinedOn: '2020-04-01',
    approvedOn: '2020-04-01',
    typeSince: '2020-04-01',
    acceptedOn: null,
    withdrawnOn: '2026-03-31',
    withdrawalReason: 'personal',
    termId: 7,
    deceasedOn: null,
    openInvoices: many(size, (invoice) => ({
      id: id * 1000 + invoice,
      year: 1990 + invoice,
      item: label(fill),
      sequence: 2,
      amountYen: 10_000_000,
      paidYen: invoice % 2,
      dueOn: '2026-06-30',
      version: 1,
      requestedIn: invoice % 5 === 0 ? 12 : null,
    })),
    holdings: many(size, (holding) => ({
      id: holding,
      position: label(fill),
      startedOn: '2025-04-01',
      endedOn: null,
    })),
    planned: null,
    held: null,
  }
}

const reasonsBy = (fill: Fill) => {
  const list = many(50, (id) => ({ code: `r${id}`, label: label(fill) }))
  return { withdrawal: list, settlement: list }
}

function previewBy(fill: Fill, size: number): WithdrawalPreview {
  return {
    societyId: 1234,
    member: memberBy(fill, size),
    seesDues: true,
    mayRequest: true,
    paidAhead: many(size, () => ({ year: 2027, item: label(fill), paidYen: 10_000, startsOn: '2027-04-01' })),
    reasons: reasonsBy(fill),
    today: '2026-11-24',
    earliest: '2026-04-01',
    yearEnd: '2027-03-31',
  }
}

function batchBy(fill: Fill, size: number): BatchPreview {
  return {
    societyId: 1234,
    selectionId: 9,
    ready: many(size, (id) => memberBy(fill, 0, id)),
    owing: many(size, (id) => memberBy(fill, 3, 100 + id)),
    blocked: many(size, (id) => ({
      member: memberBy(fill, 1, 200 + id),
      cause: { code: 'positions-held', field: 'endPositions', positions: many(9, () => label(fill)) },
    })),
    reasons: reasonsBy(fill),
    mayRequest: true,
    seesDues: true,
    today: '2026-11-24',
  }
}

function rejoinBy(fill: Fill, size: number): RejoinPreview {
  return {
    societyId: 1234,
    member: { ...memberBy(fill, 0), lifecycle: 'withdrawn' },
    previous: { feePlan: 'paid', memberTypeId: 1 },
    types: many(size, (id) => ({
      id,
      code: `t${id}`,
      label: label(fill),
      feePlan: id % 2 === 1 ? ('paid' as const) : ('free' as const),
    })),
    cancelledYen: 30_000,
    application: size === 0 ? null : { id: 5, number: 'DEMO00005' },
    today: '2026-11-24',
  }
}

const resultOf = (kind: WithdrawalResult['kind']): WithdrawalResult => ({
  kind,
  memberId: 1,
  number: 'DEMO00001',
  withdrawnOn: '2026-11-24',
  termId: 7,
  approvalId: kind === 'held' || kind === 'request-only' ? 12 : null,
  openCount: 2,
})

describe('at their fullest, Slack takes', () => {
  it.each(CASES)('the withdrawal (%s, %s)', (_what, locale, fill) => {
    for (const size of [0, 3, 60]) {
      const preview = previewBy(fill, size)
      const notice = [fill('お知らせ')]
      const dated = { day: '2027-03-31', resets: 2 }
      const view = withdrawalModal({ preview, reply: 3, notice, dated }, textOf(locale))
      expect(checkView(view, 'modal')).toBeNull()
      const blind = { ...preview, seesDues: false }
      expect(checkView(withdrawalModal({ preview: blind }, textOf(locale)), 'modal')).toBeNull()
    }
  })

  it.each(CASES)('the batch (%s, %s)', (_what, locale, fill) => {
    for (const size of [0, 1, 100]) {
      const given = { preview: batchBy(fill, size), reply: 3, causeOf: () => fill('理由') }
      expect(checkView(batchModal(given, textOf(locale)), 'modal')).toBeNull()
    }
  })

  it.each(CASES)('the rejoining (%s, %s)', (_what, locale, fill) => {
    for (const size of [0, 1, 200])
      for (const feePlan of ['paid', 'free'] as const)
        expect(
          checkView(rejoinModal({ preview: rejoinBy(fill, size), feePlan }, textOf(locale)), 'modal'),
        ).toBeNull()
  })

  it.each(CASES)('every message about them (%s, %s)', (_what, locale: Locale, fill) => {
    const text = textOf(locale)
    const waiting = many(20, (memberId) => ({
      memberId,
      number: 'DEMO00001',
      withdrawnOn: '2027-03-31',
      reason: fill('理由'),
      requestedBy: 'T:U1',
    }))
    const ended = many(100, (memberId) => ({
      memberId,
      number: 'DEMO00001',
      withdrawnOn: '2027-03-31',
      state: memberId % 2 === 0 ? ('completed' as const) : ('released' as const),
      cause: 'invoices-open',
      termId: 7,
    }))
    const held = waiting.map((one) => ({ ...one, memberId: one.memberId + 100, approvalId: 12 }))
    const batch = { taskId: 3, withdrawnOn: '2026-11-24', ready: 3, held: 2, staying: 1, approvalId: 12 }
    for (const message of [
      ...(['now', 'dated', 'held', 'request-only'] as const).map((kind) =>
        withdrawalOutcome(1234, resultOf(kind), false, text),
      ),
      withdrawalOutcome(1234, resultOf('now'), true, text),
      settledMessage(fill('結果'), 1234, 1, text),
      rejoinOutcome(1234, { memberId: 1, number: 'DEMO00001', termId: 7 }, text),
      batchOutcome(1234, { ...batch, kind: 'now' }, text),
      batchOutcome(1234, { ...batch, kind: 'dated' }, text),
      waitingMessage({ societyId: 1234, planned: waiting, held, more: 5 }, text),
      waitingMessage({ societyId: 1234, planned: [], held: [], more: 0 }, text),
      endedMessage(1234, ended, text),
      endedMessage(1234, ended.slice(1, 2), text),
    ])
      expect(checkMessage(message)).toBeNull()
  })
})

describe('what the screens say', () => {
  it('is English without a Japanese word of the product', () => {
    const text = textOf('en')
    const screens = [
      withdrawalModal({ preview: previewBy(() => 'x', 3) }, text).blocks,
      batchModal({ preview: batchBy(() => 'x', 3), reply: 3, causeOf: () => 'x' }, text).blocks,
      rejoinModal({ preview: rejoinBy(() => 'x', 3), feePlan: 'paid' }, text).blocks,
      withdrawalOutcome(1234, resultOf('dated'), false, text).blocks,
    ]
    expect(wordsOf(screens)).not.toMatch(/[ぁ-んァ-ヶ一-龠]/u)
  })

  it('counts unpaid dues for somebody without dues.read, and names none', () => {
    const preview = { ...previewBy(plainly, 3), seesDues: false, paidAhead: [] }
    const words = wordsOf(withdrawalModal({ preview }, textOf('ja')).blocks)
    expect(words).toContain('未納の会費が3件あるため')
    expect(words).not.toMatch(/10,000,000円|\d年度/)
  })
})
