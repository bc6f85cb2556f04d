import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { promiseSending, storeAttachment } from '../../../src/domain/dossier/attachment.ts'
import { addNote } from '../../../src/domain/dossier/note.ts'
import { defaultRetention, planRetention } from '../../../src/domain/dossier/retention.ts'
import { sweepDossiers } from '../../../src/domain/dossier/sweep.ts'
import { viewDossier } from '../../../src/domain/dossier/view.ts'
import { newKey, valueOf } from '../approvals/requests.ts'
import { NURSING, openWorld, TODAY, type World } from '../find/world.ts'
import { People } from '../withdrawal/people.ts'

let world: World
let people: People
beforeAll(async () => {
  world = await openWorld()
  people = new People(world)
}, 60_000)
afterAll(() => world.db.drop())

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])
const office = () => world.as('secretariat')
const rows = async (sql: string, given: unknown[] = []) =>
  (await world.db.pool.query(sql, given)).rows as Record<string, unknown>[]
/** Somebody without a note. */
const somebody = () =>
  people.take(`m.lifecycle = 'active' AND NOT EXISTS (
    SELECT FROM contact_log c WHERE c.society_id = m.society_id AND c.member_id = m.id)`)

describe('retention', () => {
  it('empties what is past it, keeps the rows, and writes it down for each member', async () => {
    const memberId = await somebody()
    const body = { memberId, channel: 'visit', body: '来局', retainUntil: '2026-12-01' } as const
    const { noteId } = valueOf(await addNote(office(), body, newKey()))
    const file = {
      memberId,
      document: 'other',
      retainUntil: '2026-12-01',
      fileId: newKey(),
      fileName: 'a.png',
      content: PNG,
    } as const
    const { attachmentId } = valueOf(await storeAttachment(office(), file))
    const at = (day: string) => () => new Date(`${day}T09:00:00+09:00`)
    expect(await sweepDossiers(world.roll, at('2026-11-30'))).toEqual({ notes: 0, attachments: 0 })
    expect(await sweepDossiers(world.roll, at('2026-12-01'))).toEqual({ notes: 1, attachments: 1 })
    expect(await sweepDossiers(world.roll, at('2026-12-01'))).toEqual({ notes: 0, attachments: 0 })
    const { notes, attachments } = valueOf(await viewDossier(office(), memberId))
    expect([notes[0]?.body, attachments[0]?.fileName, attachments[0]?.kept]).toEqual([null, null, false])
    expect(await promiseSending(office(), attachmentId, newKey())).toEqual({
      ok: false,
      error: { code: 'attachment-gone' },
    })
    expect(
      await rows(
        `SELECT actor, action, subject, subject_id FROM audit_entry WHERE member_id = $1 AND action LIKE '%.expired' ORDER BY id`,
        [memberId],
      ),
    ).toEqual([
      { actor: 'meibo:clock', action: 'note.expired', subject: 'contact_log', subject_id: noteId },
      { actor: 'meibo:clock', action: 'attachment.expired', subject: 'attachment', subject_id: attachmentId },
    ])
  })

  it('is as long as the society says, else five years', async () => {
    const set = (value: unknown) =>
      world.db.pool.query(
        `INSERT INTO society_setting (society_id, key, value) VALUES (${NURSING}, 'retention.dossier_years', $1)
         ON CONFLICT (society_id, key) DO UPDATE SET value = EXCLUDED.value`,
        [JSON.stringify(value)],
      )
    const read = () => defaultRetention(world.roll.read, NURSING, '2028-02-29')
    expect(await read()).toBe('2033-02-28')
    await set(8)
    expect(await read()).toBe('2036-02-29')
    await set('forever')
    expect(await read()).toBe('2033-02-28')
    expect(planRetention('2026-11-24', TODAY)).toBeNull()
  })
})
