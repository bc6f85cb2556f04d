import { describe, expect, it } from 'vitest'
import { checkMessage, checkView } from '../../sandbox/validate/index.ts'
import type { ApprovalFacts, ApprovalInvoice, ApprovalItem } from '../../src/domain/approvals/load.ts'
import type { PendingList } from '../../src/domain/approvals/pending.ts'
import type { ApprovalView } from '../../src/domain/approvals/view.ts'
import type { MembershipFacts, OpenInvoice } from '../../src/domain/withdrawal/facts.ts'
import { delegateMessage, delegateModal, namedMessage } from '../../src/views/delegate.ts'
import type { Message } from '../../src/views/kit.ts'
import { homeView } from '../../src/views/places.ts'
import {
  approvalMessage,
  nameDelegateMessage,
  outcomeMessage,
  sentMessage,
  vacancyMessage,
} from '../../src/views/settlement.ts'
import { pendingMessage } from '../../src/views/settlementPending.ts'
import { approvalModal, rejectionModal, settlementModal } from '../../src/views/settlementScreens.ts'
import { type Locale, textOf } from '../../src/views/text.ts'
import { wordsOf } from '../journeys/workspace.ts'
import { atLength, type Fill, hostile, plainly } from './fixtures.ts'

const LOCALES: readonly Locale[] = ['ja', 'en']
const FILLS: readonly (readonly [string, Fill])[] = [
  ['plain', plainly],
  ['at length', atLength],
  ['hostile', hostile],
]
const CASES = LOCALES.flatMap((locale) => FILLS.map(([what, fill]) => [what, locale, fill] as const))
const STATES = ['pending', 'approved', 'rejected', 'cancelled', 'expired'] as const
/** Requests, members and invoices of one request. */
const SIZES = [0, 1, 3, 300]

const many = <T>(size: number, make: (index: number) => T): T[] =>
  Array.from({ length: size }, (_, index) => make(index + 1))

function invoiceBy(fill: Fill, id: number): ApprovalInvoice {
  const item = { ja: fill('費目'), en: fill('item') }
  return { memberId: id, number: `DEMO${String(id).padStart(5, '0')}`, year: 2026, item, sequence: 2 }
}

function itemBy(fill: Fill, id: number): ApprovalItem {
  const invoice = invoiceBy(fill, id)
  const reason = { ja: fill('理由'), en: fill('reason') }
  if (id % 3 === 0)
    return {
      invoice,
      yen: 8000,
      kind: 'rebooking',
      reason: 'wrong_member',
      to: id % 2 === 0 ? null : invoiceBy(fill, id + 1),
      bookedYen: id % 2 === 0 ? 0 : 5000,
    }
  return { invoice, yen: 8000, kind: id % 2 === 0 ? 'cancel' : 'paid_manually', reason }
}

function approvalBy(fill: Fill, size: number, state: ApprovalFacts['state'] = 'pending'): ApprovalFacts {
  const ended = state !== 'pending'
  return {
    id: 12,
    society: { id: 1234, name: fill('学会'), nameEn: fill('society') },
    subject: 'settlement',
    state,
    requestedBy: 'T_MEIBO:U_SECRETARIAT',
    requestedAt: '2026-11-24 12:00',
    expiresAt: '2026-12-08 12:00',
    decidedBy: ended && state !== 'expired' ? 'T_MEIBO:U_TREASURER' : null,
    decidedAt: ended ? '2026-11-25 09:30' : null,
    note: fill('補足'),
    decisionNote: state === 'rejected' ? fill('却下の理由') : null,
    items: many(size, (id) => itemBy(fill, id)),
    held: size,
  }
}

function nameBy(fill: Fill) {
  return {
    familyName: fill('氏'),
    givenName: fill('名'),
    familyKana: fill('シ'),
    givenKana: fill('メイ'),
    organisationName: fill('団体'),
    organisationKana: fill('ダンタイ'),
  }
}

function viewBy(fill: Fill, size: number, state: ApprovalFacts['state']): ApprovalView {
  return {
    approval: approvalBy(fill, size, state),
    members: many(size, (id) => ({
      id,
      number: `DEMO${id}`,
      affiliation: fill('所属'),
      ...nameBy(fill),
    })),
    mayDecide: state === 'pending',
    mayCancel: state === 'pending',
  }
}

function owingBy(fill: Fill, size: number): MembershipFacts {
  const invoice = (id: number): OpenInvoice => ({
    id,
    year: 2026 - id,
    item: { ja: fill('費目'), en: fill('item') },
    sequence: 1,
    amountYen: 8000,
    paidYen: id % 2 === 0 ? 3000 : 0,
    dueOn: '2026-06-30',
    version: 1,
    requestedIn: id % 3 === 0 ? 7 : null,
  })
  return {
    ...nameBy(fill),
    id: 5,
    number: 'DEMO00005',
    version: 1,
    kind: 'individual',
    lifecycle: 'active',
    affiliation: fill('所属'),
    feePlan: 'paid',
    boardAccess: 'reader',
    memberTypeId: 1,
    type: { ja: fill('種別'), en: fill('type') },
    joinedOn: '2020-04-01',
    withdrawnOn: null,
    withdrawalReason: null,
    deceasedOn: null,
    openInvoices: many(size, invoice),
    holdings: [],
    planned: null,
    held: null,
  } as unknown as MembershipFacts
}

const reasonsBy = (fill: Fill) =>
  many(50, (id) => ({ code: `reason_${id}`, label: { ja: fill('理由'), en: fill('reason') } }))

const listBy = (fill: Fill, count: number): PendingList => ({
  count,
  requests: many(Math.min(10, count), (id) => ({ ...approvalBy(fill, 3), id })),
})

describe('at their fullest, Slack takes', () => {
  it.each(CASES)('the messages about a request (%s, %s)', (_what, locale, fill) => {
    const text = textOf(locale)
    for (const size of SIZES.slice(1))
      for (const state of STATES) {
        const approval = approvalBy(fill, size, state)
        expect(checkMessage(approvalMessage(approval, text))).toBeNull()
        expect(checkMessage(nameDelegateMessage(approval, text))).toBeNull()
      }
    for (const state of STATES.slice(1))
      expect(checkMessage(outcomeMessage(approvalBy(fill, 300, state), text))).toBeNull()
    expect(checkMessage(sentMessage(1234, { approvalId: 12, count: 3, yen: 24_000 }, text))).toBeNull()
    expect(checkMessage(vacancyMessage(12, true, text))).toBeNull()
    for (const count of [0, 1, 10, 5000])
      expect(checkMessage(pendingMessage(listBy(fill, count), text))).toBeNull()
  })

  it.each(CASES)('the screens of a request (%s, %s)', (_what, locale, fill) => {
    const text = textOf(locale)
    for (const size of SIZES.slice(1))
      for (const state of STATES) {
        const view = viewBy(fill, size, state)
        expect(checkView(approvalModal(view, text, [fill('注意'), { user: 'U1' }]), 'modal')).toBeNull()
        expect(checkView(rejectionModal(view.approval, 7, text), 'modal')).toBeNull()
      }
  })

  it.each(CASES)('the form (%s, %s)', (_what, locale, fill) => {
    const text = textOf(locale)
    for (const size of SIZES) {
      const preview = { societyId: 1234, member: owingBy(fill, size), reasons: reasonsBy(fill) }
      expect(checkView(settlementModal(preview, { reply: 7 }, text), 'modal')).toBeNull()
      expect(checkView(settlementModal(preview, { notice: [fill('注意')] }, text), 'modal')).toBeNull()
    }
  })

  it.each(CASES)('App Home and the delegates (%s, %s)', (_what, locale, fill) => {
    const text = textOf(locale)
    const society = { id: 1234, code: 'DEMO', name: fill('学会'), nameEn: null }
    const place = { society, roles: ['treasurer', 'treasurer.delegate'], mayRead: true, mayWrite: false }
    for (const count of [0, 1, 5000]) {
      const list = listBy(fill, count)
      expect(checkView(homeView({ ...place, toDecide: list, own: list }, text), 'home')).toBeNull()
    }
    const delegate = { id: 1, userId: 'U1', fromOn: '2026-11-24', toOn: '2027-11-23' }
    for (const size of [0, 1, 200]) {
      const delegates = many(size, (id) => ({ ...delegate, id }))
      const given = { societyId: 1234, delegates, today: '2026-11-24', reply: 7 }
      expect(checkView(delegateModal(given, text), 'modal')).toBeNull()
    }
    expect(checkMessage(namedMessage(delegate, text))).toBeNull()
    const told = { society, fromOn: '2026-11-24', toOn: '2027-11-23', namedBy: 'T_MEIBO:U1' }
    expect(checkMessage(delegateMessage(told, text))).toBeNull()
  })
})

describe('a message for a channel', () => {
  it.each(LOCALES)('holds nothing that somebody typed, and no buttons once it has ended (%s)', (locale) => {
    for (const state of STATES) {
      const shown = approvalMessage(
        { ...approvalBy(plainly, 2, state), note: '山田太郎の件', decisionNote: '山田太郎は対象外' },
        textOf(locale),
      )
      expect(JSON.stringify(shown)).not.toContain('山田')
      expect(shown.blocks.some(({ type }) => type === 'actions')).toBe(state === 'pending')
    }
  })

  it('says what, how much, why, who asked, and what follows', () => {
    const approval = approvalBy(plainly, 2)
    const item = { ja: '年会費', en: 'Annual fee' }
    const items = approval.items.map((one) => ({ ...one, invoice: { ...one.invoice, item, sequence: 1 } }))
    const shown = wordsOf(approvalMessage({ ...approval, items, held: 1 }, textOf('ja')).blocks)
    expect(shown.split('\n').slice(0, 8)).toEqual([
      '会計承認のお願い',
      '架空の学会・受付 12',
      '• DEMO00001　2026年度　年会費　8,000円　手動で支払済み：架空の理由',
      '• DEMO00002　2026年度　年会費　8,000円　請求取消：架空の理由',
      '計2件　16,000円',
      '承認されると、保留中の退会1件の手続きが進みます。',
      '申請：<@U_SECRETARIAT>　2026-11-24 12:00　期限 2026-12-08 12:00',
      '会員を確認',
    ])
  })

  it('asks once more before it is final, naming the invoices', () => {
    const confirmOf = ({ blocks }: Message) =>
      JSON.stringify(blocks).match(/"confirm":\{.*?"text":\{[^}]*\}/s)?.[0]
    const confirm = confirmOf(approvalMessage(approvalBy(plainly, 5), textOf('ja')))
    expect(confirm).toContain('承認すると確定し、元に戻せません。')
    expect(confirm).toContain('DEMO00001')
    expect(confirm).toContain('計5件　40,000円')
  })
})

it('shows the form’s choices without 請求取消 where money was booked, and requested invoices without a choice', () => {
  const member = owingBy(plainly, 3)
  const preview = { societyId: 1234, member, reasons: reasonsBy(plainly).slice(0, 1) }
  const { blocks } = settlementModal(preview, {}, textOf('ja'))
  const values = blocks.map((shown) => [
    shown.block_id,
    [...JSON.stringify(shown).matchAll(/"value":"([a-z_.0-9]+)"/g)].map(([, value]) => value),
  ])
  expect(values.filter(([id]) => String(id).startsWith('settlements'))).toEqual([
    ['settlements-1', ['leave', 'cancel.reason_1', 'paid_manually.reason_1', 'leave']],
    ['settlements-2', ['leave', 'paid_manually.reason_1', 'leave']],
  ])
  expect(wordsOf(blocks)).toContain('会計の承認を待っています（受付 7）')
  expect(wordsOf(blocks)).toContain('入金があるため、請求取消は申請できません。')
})
