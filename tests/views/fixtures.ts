import type { MemberCard, Registration } from '../../src/domain/members/cardData.ts'
import type { MemberName, MemberRow } from '../../src/domain/members/row.ts'
import type { ResultsGiven } from '../../src/views/results.ts'

/** What a member's texts are filled with: something plain, something hostile, something far too long. */
export type Fill = (field: string) => string

export const plainly: Fill = (field) => `架空の${field}`
export const atLength: Fill = () => '𠮷'.repeat(1500)
export const hostile: Fill = () =>
  '<!channel> <@U1> *太字* _斜_ `c` :smile: > & <https://x.test|x> \u202eevil\u200b =HYPERLINK("x")'

export function nameBy(fill: Fill): MemberName {
  return {
    familyName: fill('氏'),
    givenName: fill('名'),
    familyKana: fill('シ'),
    givenKana: fill('メイ'),
    organisationName: null,
    organisationKana: null,
  }
}

function rowBy(fill: Fill, id = 1): MemberRow {
  return {
    ...nameBy(fill),
    id,
    number: `DEMO${String(id).padStart(5, '0')}`,
    isTest: false,
    kind: 'individual',
    lifecycle: 'active',
    withdrawnOn: null,
    accountStatus: 'active',
    type: { ja: fill('種別'), en: fill('type') },
    affiliation: fill('所属'),
    title: fill('役職'),
    email: fill('メール'),
    postalCode: '000-0000',
    prefecture: '東京都',
    address: fill('住所'),
    appliedAt: '2026-04-01 09:00',
    participations: 3,
    remarks: fill('備考'),
  }
}

export function resultsBy(fill: Fill, count = 10): ResultsGiven {
  return {
    page: {
      societyId: 1234,
      conditions: { society: null, filters: [], sort: null },
      total: count,
      page: 2,
      pages: 3,
      pageSize: 10,
      rows: Array.from({ length: Math.min(10, count) }, (_, index) => rowBy(fill, index + 1)),
    },
    resultSetId: 7,
    conditions: [
      { op: 'contains', field: { code: 'words', ja: 'キーワード', en: 'words' }, texts: [fill('語')] },
    ],
    sorts: [
      { code: 'number-asc', ja: '会員番号昇順', en: 'number-asc' },
      { code: 'number-desc', ja: '会員番号降順', en: 'number-desc' },
    ],
    mayPost: true,
    mayWrite: true,
  }
}

function registrationBy(fill: Fill, id: number): Registration {
  return {
    society: { id, code: 'DEMO', name: fill('学会'), nameEn: fill('society') },
    number: 'DEMO00001',
    lifecycle: 'withdrawn',
    askedBack: false,
    boardAccess: 'poster',
    feePlan: 'free',
    type: { ja: fill('種別'), en: fill('type') },
    termEnd: '2027-03-31',
    notices: true,
    joinedOn: '2020-04-01',
    withdrawnOn: '2026-03-31',
    withdrawalReason: 'personal',
    years: 6,
    appliedAt: '2020-03-01 09:00',
    createdAt: '2020-03-01 09:00',
    updatedAt: '2026-03-31 09:00',
  }
}

/** A card with every part as full as it can be. */
export function cardBy(fill: Fill, size: number): MemberCard {
  const many = <T>(make: (index: number) => T) => Array.from({ length: size }, (_, index) => make(index + 1))
  return {
    id: 1,
    version: 3,
    number: 'DEMO00001',
    isTest: true,
    kind: 'individual',
    kindLabel: { ja: '個人', en: 'Individual' },
    name: nameBy(fill),
    loginId: 'DEMO00001',
    accountStatus: 'suspended',
    email: fill('メール'),
    phone: fill('電話'),
    postalCode: '000-0000',
    prefecture: '東京都',
    address: fill('住所'),
    postReturned: true,
    affiliation: fill('所属'),
    title: fill('役職'),
    qualifications: fill('資格'),
    departmentCategory: fill('カテゴリ'),
    department: fill('診療科'),
    physicianLicence: true,
    deceasedOn: '2026-01-01',
    remarks: fill('備考'),
    registration: registrationBy(fill, 1234),
    otherRegistrations: Array.from({ length: Math.min(5, size) }, (_, index) =>
      registrationBy(fill, 2000 + index),
    ),
    dues: {
      states: ['arrears', 'partial', 'paid'],
      openYen: 12_000,
      invoices: Array.from({ length: Math.min(12, size) }, (_, index) => ({
        id: index,
        year: 2026 - index,
        item: { ja: fill('費目'), en: fill('item') },
        sequence: index + 1,
        amountYen: 8000,
        openYen: index % 2 === 0 ? 3000 : 0,
        dueOn: '2026-06-30',
        state: index % 2 === 0 ? 'partial' : 'paid',
      })),
      more: size,
      exemptions: many((year) => ({ fromYear: 2000 + year, toYear: null, reason: 'study_abroad' })),
    },
    positions: many(() => ({
      position: { ja: fill('会長'), en: fill('Chair') },
      startedOn: '2025-04-01',
      endedOn: null,
      current: true,
    })),
    answers: many(() => ({ question: { ja: fill('質問'), en: fill('question') }, value: fill('回答') })),
    participations: many(() => ({ event: fill('学術集会'), heldOn: '2025-10-01' })),
    moreParticipations: size,
    contacts: many(() => ({
      part: 'billing' as const,
      name: fill('担当'),
      email: fill('メール'),
      phone: fill('電話'),
    })),
    affiliates: many((id) => ({ id, number: `DEMO${id}`, name: nameBy(fill) })),
    moreAffiliates: size,
    institutions: many((id) => ({ id, number: `DEMO${id}`, name: fill('施設') })),
    plannedChanges: many(() => ({ change: 'withdrawal' as const, runsOn: '2027-03-31' })),
    history: many(() => ({
      at: '2026-11-22 09:00',
      actor: 'T_MEIBO:U_SECRETARIAT',
      action: 'member.edited',
    })),
    held: size === 0 ? null : { approvalId: 12, withdrawnOn: '2026-11-22' },
    returning: many((id) => ({ id, number: `DEMO${id}`, withdrawnOn: '2025-03-31' })).slice(0, 3),
    allowed: {
      withdraw: true,
      rejoin: true,
      edit: true,
      decide: true,
      cancelPlanned: true,
      cancelHeld: true,
      dues: true,
      account: true,
      offices: true,
      history: true,
      dossier: true,
      delete: true,
    },
  }
}
