import { describe, expect, it } from 'vitest'
import { checkMessage, checkView } from '../../sandbox/validate/index.ts'
import type { HistoryPage } from '../../src/domain/audit/history.ts'
import type { AuditLine } from '../../src/domain/audit/historyLines.ts'
import type { StandingCause } from '../../src/domain/audit/historyStanding.ts'
import { AUDIT_GROUPS } from '../../src/domain/audit/searchGroups.ts'
import type { Verification } from '../../src/domain/audit/verify.ts'
import {
  auditModal,
  auditResultsModal,
  verificationMessage,
  verificationModal,
} from '../../src/views/history/audit.ts'
import { historyModal } from '../../src/views/history/member.ts'
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
const JAPANESE = /[ぁ-んァ-ヶ一-龠]/u

const many = <T>(size: number, make: (index: number) => T): T[] =>
  Array.from({ length: size }, (_, index) => make(index + 1))

function lineBy(fill: Fill, index: number): AuditLine {
  return {
    at: '2026-11-24 12:00',
    actor: 'T_MEIBO:U_SECRETARIAT',
    action: 'member.edited',
    refused: index % 2 === 0,
    member: { id: index, number: 'DEMO00001' },
    source: { via: 'action', channelId: 'C_GENERAL', messageTs: '1700000000.000100' },
    values: [
      { field: 'familyName', was: fill('旧'), is: fill('新') },
      { field: 'remarks', was: '', is: fill('備考') },
      { field: 'note', is: fill('補足') },
      { field: 'memberType', was: '', is: '3' },
      { field: 'boardAccess', is: 'reader' },
      { field: 'amountYen', is: '8000' },
      { field: 'termId', is: '12' },
      ...many(20, (id) => ({ field: `question-${id}`, was: fill('前'), is: fill('後') })),
    ],
  }
}

function pageBy(fill: Fill, standing: StandingCause | null = null, size = 8): HistoryPage {
  return {
    societyId: 1234,
    member: { id: 1, number: 'DEMO00001' },
    standing,
    total: 120,
    page: 2,
    pages: 15,
    anchor: 123_456,
    lines: many(size, (index) => lineBy(fill, index)),
    names: {
      'label:question-1': { ja: fill('質問'), en: fill('question') },
      'memberType:3': { ja: '世話人', en: 'Council member' },
      'reason:lapsed': { ja: '資格喪失', en: 'Lapse of membership' },
    },
  }
}

const deed = { actor: 'T_MEIBO:U_SECRETARIAT', at: '2026-11-24 12:00' }
const WITHDRAWN: StandingCause = {
  kind: 'withdrawn',
  deed,
  acceptedOn: '2026-11-20',
  withdrawnOn: '2026-11-24',
  reason: 'lapsed',
  approval: {
    id: 7,
    requestedBy: 'T_MEIBO:U_SECRETARIAT',
    actor: 'T_MEIBO:U_TREASURER',
    at: '2026-11-25 09:00',
  },
}

const CONDITIONS = {
  userId: 'U_OFFICER',
  memberId: 1,
  group: 'seen',
  from: '2026-11-01',
  to: '2026-11-24',
  refused: true,
} as const
const VERIFIED: Verification = {
  societyId: 1234,
  sealed: 12_345n,
  hash: 'ab'.repeat(32),
  unsealed: 2,
  erased: 3,
  flaws: [],
}
const BROKEN: Verification = {
  ...VERIFIED,
  flaws: [
    { flaw: 'hash', n: 5n, auditId: 6n },
    { flaw: 'gap', n: 7n },
    { flaw: 'anchor', n: 8n },
    { flaw: 'detail', auditId: 9n },
    { flaw: 'detail-foreign', auditId: 10n },
  ],
}

describe('at their fullest, Slack takes', () => {
  it.each(CASES)('history and audit (%s, %s)', (_what, locale, fill) => {
    const text = textOf(locale)
    const audit = { ...pageBy(fill, null, 10), conditions: CONDITIONS, number: 'DEMO00001' }
    for (const view of [
      historyModal(pageBy(fill, WITHDRAWN), text),
      historyModal({ ...pageBy(fill, null, 0), page: 1, pages: 1 }, text),
      auditModal(1234, text, [fill('だめ')]),
      auditResultsModal(audit, text),
      verificationModal(1234, BROKEN, text),
      verificationModal(1234, null, text),
    ])
      expect(checkView(view, 'modal')).toBeNull()
    expect(checkMessage(verificationMessage(BROKEN, text))).toBeNull()
  })
})

describe('why a member is 無効', () => {
  const why = (standing: StandingCause, locale: Locale = 'ja') =>
    wordsOf(historyModal(pageBy(plainly, standing, 0), textOf(locale)).blocks)
  const bare = { ...WITHDRAWN, acceptedOn: null, withdrawnOn: null, reason: null, approval: null }

  it.each([
    [
      WITHDRAWN,
      '退会の手続きをしたためです（届出受理日 2026-11-20、退会日 2026-11-24、理由 資格喪失）。手続き：<@U_SECRETARIAT>（2026-11-24 12:00）。\n申請（受付 7）の承認を待って行われました。承認：<@U_TREASURER>（2026-11-25 09:00）。',
    ],
    [{ ...WITHDRAWN, reason: 'self' }, 'ご本人が退会の手続きをしたためです（退会日 2026-11-24）。'],
    [
      { ...bare, deed: null },
      '退会の手続きをしたためです。手続きの記録はありません（名簿を移行する前の手続きです）。',
    ],
    [
      { ...bare, kind: 'rejected' },
      '入会申請が却下されたためです。手続き：<@U_SECRETARIAT>（2026-11-24 12:00）。',
    ],
    [
      { ...bare, kind: 'applicant' },
      'まだ入会が承認されていないためです。入会申請が承認されると有効になります。',
    ],
    [
      { ...bare, kind: 'erased' },
      '個人情報が消去されたためです。手続き：<@U_SECRETARIAT>（2026-11-24 12:00）。',
    ],
  ] as const)('is said in a sentence or two', (standing, sentence) => {
    expect(why(standing)).toContain(`*なぜこの会員は無効ですか？*\n${sentence}`)
    expect(why(standing, 'en').replaceAll(/<@\w+>/gu, '')).not.toMatch(JAPANESE)
  })

  it('of whoever left by themselves is that, also once they are erased', () => {
    expect(why({ ...WITHDRAWN, kind: 'erased', reason: 'self', approval: null })).toContain(
      'ご本人が退会の手続きをしたためです（退会日 2026-11-24）。個人情報は消去されています。',
    )
  })

  it('is not asked of an active member', () => {
    expect(wordsOf(historyModal(pageBy(plainly), textOf('ja')).blocks)).not.toContain('なぜ')
  })
})

it('says old → new in words, leaves codes to the machine, and leads to the message', () => {
  const shown = historyModal({ ...pageBy(plainly, null, 1), lines: [lineBy(() => '架空', 2)] }, textOf('ja'))
  const words = wordsOf(shown.blocks)
  expect(words).toContain(
    '• 氏：架空 → 架空\n• 備考：空欄 → 架空\n• 補足：架空\n• 会員種別：空欄 → 世話人\n• 権限（掲示板）：受信者（閲覧のみ）\n• 金額：8,000円',
  )
  expect(words).toContain('ほか18項目')
  expect(words).not.toContain('termId')
  expect(words).toContain('（拒否）')
  expect(words).toContain(
    '<https://slack.com/app_redirect?team=T_MEIBO&channel=C_GENERAL&message_ts=1700000000.000100|Slack で開く>',
  )
  const dm = { ...lineBy(plainly, 1), source: { via: 'command', channelId: 'D_1' } } as const
  const inDm = wordsOf(historyModal({ ...pageBy(plainly), lines: [dm] }, textOf('ja')).blocks)
  expect(inDm).toContain('コマンド・ダイレクトメッセージ')
  expect(inDm).not.toContain('app_redirect')
})

it('names every kind of action in both languages', () => {
  for (const locale of LOCALES)
    expect(Object.keys(textOf(locale).history.audit.groups)).toEqual([...AUDIT_GROUPS])
})
