import type { Billing } from '../../src/domain/dues/billing.ts'
import type { Booked } from '../../src/domain/dues/book.ts'
import type { InvoiceResult } from '../../src/domain/dues/issue.ts'
import type { Ledger, LedgerInvoice } from '../../src/domain/dues/ledgerData.ts'
import type { MembershipFacts } from '../../src/domain/withdrawal/facts.ts'
import type { Fill } from './fixtures.ts'

/** A list of so many, numbered from one. */
export const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index + 1))

export function memberBy(fill: Fill, id: number, open: number): MembershipFacts {
  return {
    id,
    number: `DEMO${String(id).padStart(5, '0')}`,
    version: 1,
    kind: 'individual',
    lifecycle: 'active',
    affiliation: fill('所属'),
    feePlan: 'paid',
    boardAccess: 'poster',
    memberTypeId: 1,
    type: { ja: fill('種別'), en: fill('type') },
    memorialTypeId: null,
    joinedOn: '2020-04-01',
    approvedOn: '2020-04-01',
    typeSince: '2020-04-01',
    acceptedOn: null,
    termId: 1,
    withdrawnOn: null,
    withdrawalReason: null,
    deceasedOn: null,
    familyName: fill('氏'),
    givenName: fill('名'),
    familyKana: fill('シ'),
    givenKana: fill('メイ'),
    organisationName: null,
    organisationKana: null,
    openInvoices: times(open, (index) => ({
      id: id * 1000 + index,
      year: 2026,
      item: { ja: fill('費目'), en: fill('item') },
      sequence: index,
      amountYen: 8000,
      paidYen: 3000,
      dueOn: '2026-06-30',
      version: 1,
      requestedIn: null,
    })),
    holdings: [],
    planned: null,
    held: { id: 1, approvalId: 2 },
  }
}

export function invoiceBy(fill: Fill, index: number, entries: number): LedgerInvoice {
  return {
    id: index,
    year: 2026,
    item: { ja: fill('費目'), en: fill('item') },
    sequence: index,
    amountYen: 8000,
    openYen: 5000,
    dueOn: '2026-06-30',
    state: (['arrears', 'cancelled', 'partial'] as const)[index % 3] ?? 'paid',
    superseded: index % 6 === 4,
    replaces: true,
    requestedIn: 7,
    entries: times(entries, (allocationId) => ({
      allocationId,
      receivedOn: '2026-05-20',
      amountYen: 3000,
      reversed: allocationId % 3 === 0,
      requestedIn: allocationId % 3 === 1 ? 9 : null,
    })),
  }
}

export function ledgerBy(fill: Fill, size: number): Ledger {
  return {
    societyId: 1234,
    member: memberBy(fill, 1, Math.min(size, 5)),
    states: ['arrears', 'unpaid', 'partial', 'none', 'cancelled', 'paid_manually', 'paid', 'exempt'],
    openYen: 5000 * size,
    invoices: times(size, (index) => invoiceBy(fill, index, size)),
    deposits: times(size, (paymentId) => ({ paymentId, receivedOn: '2026-05-20', leftYen: 2000 })),
    mayIssue: true,
    mayPay: true,
    mayRequest: true,
  }
}

export function billingBy(fill: Fill, size: number): Billing {
  const items = times(Math.max(1, Math.min(size, 200)), (id) => ({
    id,
    label: { ja: fill('費目'), en: fill('item') },
  }))
  const item = items[0] ?? { id: 1, label: { ja: '', en: '' } }
  const years = times(Math.max(1, Math.min(size, 60)), (index) => 2030 - index)
  return {
    societyId: 1234,
    member: memberBy(fill, 1, 0),
    items,
    years,
    item,
    year: years[0] ?? 2026,
    amountYen: size === 0 ? null : 8000,
    dueOn: '2026-06-30',
  }
}

export const bookedBy = (fill: Fill, size: number): readonly Booked[] =>
  times(size, (index) => ({
    memberId: index,
    number: `DEMO${index}`,
    year: 2026,
    item: { ja: fill('費目'), en: fill('item') },
    sequence: index,
    yen: 5000,
    openYen: index % 2,
  }))

export const issuedBy = (fill: Fill): InvoiceResult => ({
  invoiceId: 1,
  memberId: 1,
  number: 'DEMO00001',
  year: 2026,
  item: { ja: fill('費目'), en: fill('item') },
  sequence: 2,
  amountYen: 8000,
  dueOn: '2026-06-30',
  replacesId: 3,
  released: true,
})

export const checksBy = (fill: Fill, size: number) => ({
  societyId: 1234,
  total: size,
  own: size,
  mayTick: true,
  payments: times(Math.min(20, size), (paymentId) => ({
    paymentId,
    receivedOn: '2026-05-20',
    amountYen: 8000,
    depositYen: 500,
    method: 'bank',
    payerName: fill('名義'),
    bankAccount: fill('口座'),
    numbers: times(size, (index) => `DEMO${index}`),
    recordedBy: 'T:U1',
  })),
})
