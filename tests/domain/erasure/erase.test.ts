import { describe, expect, it } from 'vitest'
import { createAccount } from '../../../src/domain/accounts/welcome.ts'
import { sealAudit } from '../../../src/domain/audit/seal.ts'
import { verifyAudit } from '../../../src/domain/audit/verify.ts'
import { change, written } from '../../../src/domain/core/change.ts'
import { eraseMember } from '../../../src/domain/erasure/erase.ts'
import { findMembers } from '../../../src/domain/search/find.ts'
import { withdrawMember } from '../../../src/domain/withdrawal/withdraw.ts'
import { MEDICAL, NOW, typed } from '../find/world.ts'
import { factsOf, inputFor, useStage } from '../withdrawal/people.ts'

const stage = useStage()
const key = () => stage.key()
const rows = (sql: string) => stage.rows(sql)

/** In every text that a person's data could be in. */
const MARK = 'けしてください'
const WHERE = (id: number) => `society_id = ${MEDICAL} AND member_id = ${id}`

/** Fills everything about a member that can hold words with the mark. */
async function mark(id: number): Promise<void> {
  const key_ = `society_id = ${MEDICAL} AND id = ${id}`
  const statements = [
    `INSERT INTO answer (society_id, question_id, member_id, value) VALUES (${MEDICAL}, 1, ${id}, '${MARK}')
       ON CONFLICT (society_id, question_id, member_id) DO UPDATE SET value = '${MARK}'`,
    `INSERT INTO address (society_id, member_id, place, address) VALUES (${MEDICAL}, ${id}, 'home', '${MARK}')
       ON CONFLICT (society_id, member_id, place) DO UPDATE SET address = '${MARK}'`,
    `INSERT INTO contact (society_id, member_id, part, name, kana, title, department, email, phone, postal_code, prefecture, address, started_on)
       VALUES (${MEDICAL}, ${id}, 'contact', '${MARK}', '${MARK}', '${MARK}', '${MARK}', '${MARK}', '${MARK}', '${MARK}', '${MARK}', '${MARK}', '2020-04-01')`,
    `INSERT INTO contact_log (society_id, member_id, channel, body, author) VALUES (${MEDICAL}, ${id}, 'phone', '${MARK}', 'T:U')`,
    `INSERT INTO attachment (society_id, member_id, document, file_name, media_type, bytes, content, author)
       VALUES (${MEDICAL}, ${id}, 'withdrawal', '${MARK}.pdf', 'application/pdf', octet_length(convert_to('${MARK}', 'UTF8')), convert_to('${MARK}', 'UTF8'), 'T:U')`,
    `INSERT INTO slack_identity (society_id, team_id, user_id, member_id) VALUES (${MEDICAL}, 'T_MEIBO', '${MARK}', ${id})`,
    `INSERT INTO import_batch (society_id, content, file_hash, requested_by) VALUES (${MEDICAL}, 'members', 'x', 'T:U')`,
    `INSERT INTO import_row (society_id, batch_id, line, state, member_id, old_values, new_values)
       SELECT ${MEDICAL}, max(id), 1, 'changed', ${id}, '{"name": "${MARK}"}', '{"name": "${MARK}"}' FROM import_batch`,
    `INSERT INTO mailing (society_id, category, subject, body, requested_by) VALUES (${MEDICAL}, 'notice', 's', 'b', 'T:U')`,
    `INSERT INTO delivery (society_id, mailing_id, member_id, address, message_id, reply)
       SELECT ${MEDICAL}, max(id), ${id}, '${MARK}', 'm-${id}', '550 ${MARK}' FROM mailing`,
    `INSERT INTO approval (society_id, subject, state, member_id, requested_by, decided_by, decided_at, note, decision_note, content_hash, expires_at)
       VALUES (${MEDICAL}, 'settlement', 'rejected', ${id}, 'T:U1', 'T:U2', now(), '${MARK}', '${MARK}', repeat('0', 64), now())`,
    `INSERT INTO held_withdrawal (society_id, member_id, approval_id, accepted_on, withdrawn_on, reason, note, state, requested_by)
       SELECT ${MEDICAL}, ${id}, max(id), '2026-11-01', '2026-11-01', 'personal', '${MARK}', 'cancelled', 'T:U1' FROM approval`,
    `INSERT INTO payment (society_id, member_id, received_on, amount_yen, payer_name, recorded_by) VALUES (${MEDICAL}, ${id}, '2026-11-01', 500, '${MARK}', 'T:U')`,
    `INSERT INTO letter (society_id, kind, member_id, address, message_id) VALUES (${MEDICAL}, 'welcome', ${id}, '${MARK}', 'l-${id}')`,
  ]
  await stage.world.db.pool.query(`BEGIN; ${statements.join(';\n')}; COMMIT`)
  const office = stage.world.as('secretariat')
  const marked = await change(office, 'member.write', undefined, async (tx) => {
    const words = [
      'family_name',
      'given_name',
      'family_kana',
      'given_kana',
      'email',
      'phone',
      'postal_code',
      'prefecture',
      'address',
      'affiliation',
      'title',
      'qualifications',
      'department_category',
      'department',
      'remarks',
    ]
    await tx.$executeRawUnsafe(
      `UPDATE member SET ${words.map((column) => `${column} = '${MARK}'`).join(', ')} WHERE ${key_}`,
    )
    await createAccount(
      tx,
      MEDICAL,
      await tx.member.findUniqueOrThrow({ where: { societyId_id: { societyId: MEDICAL, id } } }),
    )
    return written(null, [{ action: 'member.edited', memberId: id, detail: { remarks: ['', MARK] } }])
  })
  expect(marked).toEqual({ ok: true, value: null })
}

/** Where a text is found in the whole database, table by table. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await rows(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await rows(
      `SELECT count(*) AS n FROM "${String(name)}" t WHERE to_jsonb(t)::text LIKE '%${text}%'
         OR to_jsonb(t)::text LIKE '%' || encode(convert_to('${text}', 'UTF8'), 'hex') || '%'`,
    )
    if (Number(row?.['n']) > 0) found.push(String(name))
  }
  return found.sort()
}

function erase(id: number) {
  const office = stage.world.as('secretariat')
  const operation = { key: key(), action: 'member.erase', members: [id] }
  return change(office, 'member.write', operation, async (tx) =>
    written(null, [await eraseMember(tx, MEDICAL, id, NOW)]),
  )
}

describe('erasing a member', () => {
  it('leaves nothing personal anywhere, the number, the ledger and a chain that verifies', async () => {
    const { world } = stage
    const id = await stage.people.clean()
    const before = await factsOf(world, id)
    await mark(id)
    expect((await tablesWith(MARK)).length).toBeGreaterThan(12)
    const ledger = () =>
      rows(
        `SELECT count(*) AS n, sum(amount_yen) AS amount, sum(paid_yen) AS paid FROM invoice WHERE ${WHERE(id)}`,
      )
    const [billed, accounts] = [await ledger(), await rows('SELECT count(*) AS n FROM account')]
    const withdrawn = await withdrawMember(
      world.as('secretariat'),
      inputFor(await factsOf(world, id), { note: MARK }),
      key(),
    )
    expect(withdrawn.ok).toBe(true)

    expect(await erase(id)).toEqual({ ok: true, value: null })

    expect(await tablesWith(MARK)).toEqual([])
    expect(await ledger()).toEqual(billed)
    expect(
      await rows(`SELECT number FROM member_number WHERE society_id = ${MEDICAL} AND member_id = ${id}`),
    ).toEqual([{ number: before.number }])
    expect(Number((await rows('SELECT count(*) AS n FROM account'))[0]?.['n'])).toBe(
      Number(accounts[0]?.['n']) - 1,
    )
    const found = await findMembers(world.as('secretariat'), {
      conditions: typed(world, `番号:${before.number} 状態:すべて`),
      page: 1,
    })
    expect(found).toMatchObject({ ok: true, value: { total: 0 } })
    expect(
      await rows(`SELECT action, facts FROM audit_entry WHERE ${WHERE(id)} ORDER BY id DESC LIMIT 1`),
    ).toEqual([{ action: 'member.erased', facts: { records: [id] } }])
    await sealAudit(world.roll)
    const { flaws, erased } = await verifyAudit(world.roll.read, MEDICAL)
    expect(flaws).toEqual([])
    expect(erased).toBeGreaterThan(0)
  })

  it('takes the records that were merged into it along, and ends them', async () => {
    const { world } = stage
    const id = await stage.people.clean()
    const merged = await stage.people.clean()
    await world.db.pool.query(`UPDATE member SET merged_into = ${id} WHERE society_id = ${MEDICAL} AND id = ${merged};
      UPDATE member_search SET version = version + 1 WHERE society_id = ${MEDICAL} AND member_id = ${merged}`)
    await withdrawMember(world.as('secretariat'), inputFor(await factsOf(world, id)), key())
    expect(await erase(id)).toEqual({ ok: true, value: null })
    expect(
      await rows(`SELECT lifecycle, family_name, email, account_id, erased_at IS NOT NULL AS erased, withdrawn_on::text AS day
        FROM member WHERE society_id = ${MEDICAL} AND id IN (${id}, ${merged}) ORDER BY id`),
    ).toEqual(
      [1, 2].map(() => ({
        lifecycle: 'withdrawn',
        family_name: null,
        email: null,
        account_id: null,
        erased: true,
        day: '2026-11-23',
      })),
    )
  })

  it('keeps the login of whoever is in another society too', async () => {
    const { world } = stage
    const [shared] =
      await rows(`SELECT m.id, m.account_id AS account FROM member m JOIN member o ON o.account_id = m.account_id AND o.society_id <> m.society_id
      WHERE m.society_id = ${MEDICAL} AND m.lifecycle = 'active' AND NOT EXISTS (
        SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe) AND NOT EXISTS (
        SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id) LIMIT 1`)
    const id = Number(shared?.['id'])
    const done = await withdrawMember(world.as('secretariat'), inputFor(await factsOf(world, id)), key())
    expect(done.ok).toBe(true)
    expect(await erase(id)).toEqual({ ok: true, value: null })
    expect(
      await rows(`SELECT count(*)::int AS n FROM account WHERE id = ${Number(shared?.['account'])}`),
    ).toEqual([{ n: 1 }])
  })

  it('is refused by the database for somebody who is still a member', async () => {
    const id = await stage.people.clean()
    await expect(erase(id)).rejects.toThrow('member_erased')
    expect(await rows(`SELECT erased_at FROM member WHERE society_id = ${MEDICAL} AND id = ${id}`)).toEqual([
      { erased_at: null },
    ])
  })
})
