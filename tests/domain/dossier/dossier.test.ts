import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  loadAttachment,
  mediaTypeOf,
  promiseAttachment,
  promiseSending,
  storeAttachment,
} from '../../../src/domain/dossier/attachment.ts'
import { addNote } from '../../../src/domain/dossier/note.ts'
import { viewDossier } from '../../../src/domain/dossier/view.ts'
import { newKey, valueOf } from '../approvals/requests.ts'
import { MEDICAL, NURSING, openWorld, TODAY, type World } from '../find/world.ts'
import { factsOf, People } from '../withdrawal/people.ts'

let world: World
let people: People
beforeAll(async () => {
  world = await openWorld()
  people = new People(world)
}, 60_000)
afterAll(() => world.db.drop())

const UNTIL = '2031-11-23'
const PDF = Buffer.from('%PDF-1.7\n退会届')
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0])
const office = () => world.as('secretariat')
const rows = async (sql: string, given: unknown[] = []) =>
  (await world.db.pool.query(sql, given)).rows as Record<string, unknown>[]
const lastAudit = (memberId: number) =>
  rows(
    `SELECT e.actor, e.action, e.facts FROM audit_entry e WHERE e.member_id = $1 ORDER BY e.id DESC LIMIT 1`,
    [memberId],
  )

/** Somebody without a note. */
const somebody = () =>
  people.take(`m.lifecycle = 'active' AND NOT EXISTS (
    SELECT FROM contact_log c WHERE c.society_id = m.society_id AND c.member_id = m.id)`)

describe('a note', () => {
  it('is kept, shown to the office and written down without its words', async () => {
    const memberId = await somebody()
    const { number, familyName, givenName, familyKana, givenKana } = await factsOf(world, memberId)
    const note = { memberId, channel: 'phone', body: '住所変更の連絡あり', retainUntil: UNTIL } as const
    const added = await addNote(office(), note, 'note once')
    expect(added).toEqual({ ok: true, value: { noteId: expect.any(Number), number } })
    expect(await addNote(office(), note, 'note once')).toEqual(added)
    expect(await lastAudit(memberId)).toEqual([
      {
        actor: 'T_MEIBO:U_SECRETARIAT',
        action: 'note.added',
        facts: { channel: 'phone', retainUntil: UNTIL },
      },
    ])
    expect(valueOf(await viewDossier(office(), memberId))).toEqual({
      societyId: MEDICAL,
      member: {
        id: memberId,
        number,
        familyName,
        givenName,
        familyKana,
        givenKana,
        organisationName: null,
        organisationKana: null,
      },
      notes: [
        {
          id: valueOf(added).noteId,
          at: `${TODAY} 12:00`,
          channel: 'phone',
          body: '住所変更の連絡あり',
          author: 'T_MEIBO:U_SECRETARIAT',
          retainUntil: UNTIL,
        },
      ],
      moreNotes: 0,
      attachments: [],
      moreAttachments: 0,
      retainUntil: UNTIL,
    })
    expect(await lastAudit(memberId)).toMatchObject([{ action: 'dossier.viewed' }])
  })

  it('wants words, a day to be kept to, a member of this society, and the right to write', async () => {
    const memberId = await somebody()
    const note = { memberId, channel: 'other', body: 'x', retainUntil: UNTIL } as const
    expect(await addNote(office(), { ...note, body: null }, newKey())).toEqual({
      ok: false,
      error: { code: 'note-empty', field: 'body' },
    })
    const outside = { code: 'retention-outside', field: 'retainUntil', limit: '2056-11-23' }
    for (const retainUntil of [TODAY, '2056-11-24'])
      expect(await addNote(office(), { ...note, retainUntil }, newKey())).toEqual({
        ok: false,
        error: outside,
      })
    const elsewhere = world.as('secretariat', { societyId: NURSING })
    expect(await addNote(elsewhere, { ...note, memberId: 999_999 }, newKey())).toMatchObject({
      ok: false,
      error: { code: 'unknown-member' },
    })
    for (const role of ['officer', 'treasurer', 'auditor'] as const) {
      const forbidden = { ok: false, error: { code: 'forbidden', permission: 'member.write' } }
      expect(await addNote(world.as(role), note, newKey())).toEqual(forbidden)
      expect(await viewDossier(world.as(role), memberId)).toEqual(forbidden)
    }
  })
})

describe('a document', () => {
  const input = (memberId: number, content: Uint8Array, fileId = newKey()) =>
    ({
      memberId,
      document: 'withdrawal',
      retainUntil: UNTIL,
      fileId,
      fileName: '退会届.pdf',
      content,
    }) as const

  it('is promised with ids only, kept as it came, and sent to who asks', async () => {
    const memberId = await somebody()
    const { number } = await factsOf(world, memberId)
    const asked = {
      memberId,
      document: 'withdrawal',
      retainUntil: UNTIL,
      file: { id: 'F1', size: 20 },
    } as const
    expect(await promiseAttachment(office(), asked, newKey())).toEqual({ ok: true, value: { number } })
    const payload = {
      societyId: MEDICAL,
      memberId,
      fileId: 'F1',
      document: 'withdrawal',
      retainUntil: UNTIL,
      requestedBy: 'T_MEIBO:U_SECRETARIAT',
    }
    expect(
      await rows(
        `SELECT p.payload FROM graphile_worker._private_jobs p JOIN graphile_worker._private_tasks t ON t.id = p.task_id
         WHERE t.identifier = 'attachment.store'`,
      ),
    ).toEqual([{ payload }])
    const stored = await storeAttachment(office(), input(memberId, PDF, 'F1'))
    expect(await storeAttachment(office(), input(memberId, PDF, 'F1'))).toEqual(stored)
    const { attachmentId } = valueOf(stored)
    expect(await lastAudit(memberId)).toEqual([
      {
        actor: 'T_MEIBO:U_SECRETARIAT',
        action: 'attachment.added',
        facts: {
          document: 'withdrawal',
          mediaType: 'application/pdf',
          bytes: PDF.length,
          retainUntil: UNTIL,
        },
      },
    ])
    expect(valueOf(await viewDossier(office(), memberId)).attachments).toEqual([
      {
        id: attachmentId,
        at: `${TODAY} 12:00`,
        document: 'withdrawal',
        fileName: '退会届.pdf',
        mediaType: 'application/pdf',
        bytes: PDF.length,
        author: 'T_MEIBO:U_SECRETARIAT',
        retainUntil: UNTIL,
        kept: true,
      },
    ])
    expect(valueOf(await promiseSending(office(), attachmentId, newKey()))).toEqual({ attachmentId })
    expect(await lastAudit(memberId)).toMatchObject([{ action: 'attachment.sent' }])
    const loaded = valueOf(await loadAttachment(office(), attachmentId))
    expect({ ...loaded, content: Buffer.from(loaded.content) }).toEqual({
      number,
      fileName: '退会届.pdf',
      content: PDF,
    })
    const elsewhere = world.as('secretariat', { societyId: NURSING })
    expect(await loadAttachment(elsewhere, attachmentId)).toEqual({
      ok: false,
      error: { code: 'attachment-gone' },
    })
    expect(await loadAttachment(world.as('officer'), attachmentId)).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'member.write' },
    })
  })

  it.each([
    ['a PDF', PDF, 'application/pdf'],
    ['a PNG', PNG, 'image/png'],
    ['a JPEG', JPEG, 'image/jpeg'],
    ['a page that calls itself PDF', Buffer.from('<script>%PDF-'), null],
    ['a program', Buffer.from('MZ\u0090'), null],
    ['the beginning of one', PNG.subarray(0, 7), null],
    ['nothing', Buffer.alloc(0), null],
  ])('is %s by its first bytes, whatever its name', (_what, content, mediaType) => {
    expect(mediaTypeOf(content)).toBe(mediaType)
  })

  it('is refused where it is none of these, empty or too large', async () => {
    const memberId = await somebody()
    const cases = [
      [Buffer.from('MZ'), { code: 'file-type', field: 'file' }],
      [Buffer.alloc(0), { code: 'file-missing', field: 'file' }],
      [
        Buffer.concat([PDF, Buffer.alloc(10_000_000)]),
        { code: 'file-too-large', field: 'file', megabytes: 10 },
      ],
    ] as const
    for (const [content, error] of cases)
      expect(await storeAttachment(office(), input(memberId, content))).toEqual({ ok: false, error })
    const asked = { memberId, document: 'other', retainUntil: UNTIL } as const
    expect(await promiseAttachment(office(), { ...asked, file: null }, newKey())).toEqual({
      ok: false,
      error: { code: 'file-missing', field: 'file' },
    })
    const large = { id: 'F2', size: 10_000_001 }
    expect(await promiseAttachment(office(), { ...asked, file: large }, newKey())).toEqual({
      ok: false,
      error: { code: 'file-too-large', field: 'file', megabytes: 10 },
    })
    expect(await rows('SELECT id FROM attachment WHERE member_id = $1', [memberId])).toEqual([])
  })
})
