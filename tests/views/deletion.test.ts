import { describe, expect, it } from 'vitest'
import { checkMessage, checkView } from '../../sandbox/validate/index.ts'
import type { DeletionFacts, DeletionView } from '../../src/domain/deletion/load.ts'
import { DOCUMENT_KINDS, NOTE_CHANNELS } from '../../src/domain/dossier/kinds.ts'
import type { Dossier } from '../../src/domain/dossier/view.ts'
import {
  deletionListMessage,
  deletionMessage,
  deletionOutcomeMessage,
  deletionSentMessage,
} from '../../src/views/deletion/messages.ts'
import { deletionModal, deletionRejectionModal, deletionViewModal } from '../../src/views/deletion/screens.ts'
import { attachmentModal, dossierModal, noteModal } from '../../src/views/dossier/screens.ts'
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

const many = <T>(size: number, make: (index: number) => T): T[] =>
  Array.from({ length: size }, (_, index) => make(index + 1))

function deletionBy(fill: Fill, state: DeletionFacts['state'] = 'pending'): DeletionFacts {
  const ended = state !== 'pending'
  return {
    id: 7,
    society: { id: 1234, name: fill('学会'), nameEn: fill('society') },
    state,
    requestedBy: 'T_MEIBO:U_SECRETARIAT',
    requestedAt: '2026-11-24 12:00',
    expiresAt: '2026-12-08 12:00',
    decidedBy: ended && state !== 'expired' ? 'T_MEIBO:U_OFFICER' : null,
    decidedAt: ended ? '2026-11-25 09:30' : null,
    note: fill('理由'),
    decisionNote: state === 'rejected' ? fill('却下の理由') : null,
    memberId: 1,
    number: 'DEMO00001',
  }
}

const nameBy = (fill: Fill) => ({
  familyName: fill('氏'),
  givenName: fill('名'),
  familyKana: fill('シ'),
  givenKana: fill('メイ'),
  organisationName: null,
  organisationKana: null,
})

function viewBy(fill: Fill, state: DeletionFacts['state'] = 'pending'): DeletionView {
  const member = { ...nameBy(fill), affiliation: fill('所属'), lifecycle: 'active' } as const
  return { request: deletionBy(fill, state), member, mayDecide: true, mayCancel: true }
}

function dossierBy(fill: Fill, size: number): Dossier {
  return {
    societyId: 1234,
    member: { id: 1, number: 'DEMO00001', ...nameBy(fill) },
    notes: many(size, (id) => ({
      id,
      at: '2026-11-24 12:00',
      channel: NOTE_CHANNELS[id % 4] ?? 'other',
      body: id === 1 ? null : fill('メモ').repeat(3),
      author: 'T_MEIBO:U_SECRETARIAT',
      retainUntil: '2031-11-24',
    })),
    moreNotes: size,
    attachments: many(size, (id) => ({
      id,
      at: '2026-11-24 12:00',
      document: DOCUMENT_KINDS[id % 4] ?? 'other',
      fileName: id === 1 ? null : fill('書類.pdf'),
      mediaType: 'application/pdf',
      bytes: 1_234_567,
      author: 'T_MEIBO:U_SECRETARIAT',
      retainUntil: '2031-11-24',
      kept: id !== 1,
    })),
    moreAttachments: size,
    retainUntil: '2031-11-24',
  }
}

describe('at their fullest, Slack takes', () => {
  it.each(CASES)('deletions (%s, %s)', (_what, locale, fill) => {
    const text = textOf(locale)
    const states = ['pending', 'approved', 'rejected', 'cancelled', 'expired'] as const
    for (const state of states) {
      expect(checkMessage(deletionMessage(deletionBy(fill, state), text))).toBeNull()
      expect(checkView(deletionViewModal(viewBy(fill, state), text, [fill('だめ')]), 'modal')).toBeNull()
    }
    for (const state of states.slice(1))
      expect(checkMessage(deletionOutcomeMessage(deletionBy(fill, state), text))).toBeNull()
    const requests = many(10, (id) => ({ ...deletionBy(fill), id }))
    expect(checkMessage(deletionListMessage({ count: 12, requests }, text))).toBeNull()
    expect(checkMessage(deletionSentMessage(1234, { approvalId: 7, number: 'DEMO00001' }, text))).toBeNull()
    expect(checkView(deletionRejectionModal(deletionBy(fill), 5, text), 'modal')).toBeNull()
  })

  it.each(CASES)('notes and papers (%s, %s)', (_what, locale, fill) => {
    const text = textOf(locale)
    for (const size of [0, 1, 10])
      expect(checkView(dossierModal(dossierBy(fill, size), text, 5), 'modal')).toBeNull()
    const given = { dossier: dossierBy(fill, 1), reply: 5, notice: [fill('だめ')] }
    expect(checkView(noteModal(given, text), 'modal')).toBeNull()
    expect(checkView(attachmentModal(given, text), 'modal')).toBeNull()
  })
})

it('names every channel and document in both languages', () => {
  for (const locale of LOCALES) {
    const { dossier } = textOf(locale)
    expect(Object.keys(dossier.channels)).toEqual([...NOTE_CHANNELS])
    expect(Object.keys(dossier.documents)).toEqual([...DOCUMENT_KINDS])
  }
})

it('puts no name and no reason into what is sent to those who approve', () => {
  const shown = JSON.stringify(
    deletionMessage(
      deletionBy(() => '秘密'),
      textOf('ja'),
    ),
  )
  expect(shown.replaceAll(/"text":"秘密・受付 7"/gu, '')).not.toContain('秘密')
})

it('warns before anything can be asked for, and offers no button where something is in the way', () => {
  const member = { ...nameBy(plainly), id: 1, number: 'DEMO00001', affiliation: null } as never
  const free = deletionModal({ societyId: 1234, member, obstacle: null }, {}, textOf('ja'))
  expect(wordsOf(free.blocks)).toContain(
    '一度削除すると元には戻せません。会費の履歴は氏名を除いた金額のみ帳簿に残ります。',
  )
  const obstacle = { code: 'deletion-owes', number: 'DEMO00001', count: 2 } as const
  const held = deletionModal({ societyId: 1234, member, obstacle }, {}, textOf('ja'))
  expect([free.submit?.text, held.submit]).toEqual(['削除を申請する', undefined])
  expect(held.blocks.some(({ type }) => type === 'input')).toBe(false)
})
