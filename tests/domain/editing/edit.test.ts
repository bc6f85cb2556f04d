import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editMember } from '../../../src/domain/members/edit.ts'
import { previewEdit, sectionsOf } from '../../../src/domain/members/editForm.ts'
import { allNumbers, cardOf, MEDICAL, openWorld, TODAY, typed, type World } from '../find/world.ts'
import { People } from '../withdrawal/people.ts'
import { formOf, inputOf } from './records.ts'

let world: World
let people: People
beforeAll(async () => {
  world = await openWorld()
  people = new People(world)
}, 60_000)
afterAll(() => world.db.drop())

let keys = 0
const key = () => `E-${(keys += 1)}`
const office = () => world.as('secretariat')
const rows = async (sql: string) => (await world.db.pool.query(sql)).rows as Record<string, unknown>[]
const numberOf = async (id: number) =>
  String(
    (await rows(`SELECT number FROM member WHERE society_id = ${MEDICAL} AND id = ${id}`))[0]?.['number'],
  )
const lastAudit = async (id: number) =>
  (
    await rows(
      `SELECT e.action, e.facts, d.detail FROM audit_entry e LEFT JOIN audit_detail d ON d.society_id = e.society_id AND d.audit_id = e.id
       WHERE e.society_id = ${MEDICAL} AND e.member_id = ${id} ORDER BY e.id DESC LIMIT 1`,
    )
  )[0]

describe('editing', () => {
  it('saves only what was changed, old and new beside the audit row, and search follows', async () => {
    const id = await people.regular()
    const number = await numberOf(id)
    const form = await formOf(world, id, 'basic')
    const before = Object.fromEntries(form.fields.map(({ key: field, value }) => [field, value]))
    const done = await editMember(
      office(),
      inputOf(form, { familyName: '改姓', familyKana: 'かいせい' }),
      key(),
    )
    expect(done).toEqual({
      ok: true,
      value: { memberId: id, number, fields: ['familyName', 'familyKana'], welcomed: false },
    })
    expect((await cardOf(office(), number)).name).toMatchObject({
      familyName: '改姓',
      familyKana: 'カイセイ',
      givenName: before['givenName'],
    })
    expect(await lastAudit(id)).toEqual({
      action: 'member.edited',
      facts: { section: 'basic', fields: ['familyName', 'familyKana'] },
      detail: {
        familyName: [before['familyName'], '改姓'],
        familyKana: [before['familyKana'], 'カイセイ'],
      },
    })
    expect(await allNumbers(office(), typed(world, '氏:改姓'))).toEqual([number])
  })

  it('empties a field, and says where nothing was changed', async () => {
    const id = await people.take(`m.lifecycle = 'active' AND m.phone IS NOT NULL`)
    const form = await formOf(world, id, 'reach')
    expect(await editMember(office(), inputOf(form, {}), key())).toEqual({
      ok: false,
      error: { code: 'nothing-changed' },
    })
    expect((await editMember(office(), inputOf(form, { phone: null }), key())).ok).toBe(true)
    expect((await cardOf(office(), await numberOf(id))).phone).toBeNull()
  })

  it('gives a login to who gets an address only now', async () => {
    const id = await people.take(`m.lifecycle = 'active' AND m.account_id IS NULL AND m.email IS NULL`)
    const form = await formOf(world, id, 'reach')
    const done = await editMember(office(), inputOf(form, { email: 'hajimete@example.com' }), key())
    expect(done).toMatchObject({ ok: true, value: { welcomed: true } })
    expect((await cardOf(office(), await numberOf(id))).loginId).toBe(await numberOf(id))
    const again = await formOf(world, id, 'reach')
    const second = await editMember(office(), inputOf(again, { email: 'tsugi@example.com' }), key())
    expect(second).toMatchObject({ ok: true, value: { welcomed: false } })
  })

  it('changes the type from today, the fee plan with it, and keeps the history', async () => {
    const id = await people.regular()
    const form = await formOf(world, id, 'registration')
    const [free] = await rows(`SELECT id FROM member_type WHERE society_id = ${MEDICAL} AND code = 'member'`)
    const done = await editMember(office(), inputOf(form, { memberType: String(free?.['id']) }), key())
    expect(done.ok).toBe(true)
    expect(
      await rows(
        `SELECT fee_plan, member_type_id, started_on::text, ended_on::text FROM type_assignment
         WHERE society_id = ${MEDICAL} AND member_id = ${id} ORDER BY id DESC LIMIT 2`,
      ),
    ).toMatchObject([
      { fee_plan: 'free', member_type_id: free?.['id'], started_on: TODAY, ended_on: null },
      { fee_plan: 'paid', ended_on: TODAY },
    ])
    expect((await lastAudit(id))?.['facts']).toEqual({
      section: 'registration',
      fields: ['memberType'],
      memberTypeId: free?.['id'],
      feePlan: 'free',
    })
  })

  it('keeps the rules of the society: 名誉会員 only from 世話人, and officers stay 世話人', async () => {
    const typeOf = async (code: string) =>
      String(
        (await rows(`SELECT id FROM member_type WHERE society_id = ${MEDICAL} AND code = '${code}'`))[0]?.[
          'id'
        ],
      )
    const id = await people.regular()
    const form = await formOf(world, id, 'registration')
    const honorary = await editMember(
      office(),
      inputOf(form, { memberType: await typeOf('honorary') }),
      key(),
    )
    expect(honorary).toMatchObject({ ok: false, error: { code: 'rule-broken', field: 'memberType' } })
    const holder =
      await people.take(`m.lifecycle = 'active' AND EXISTS (SELECT FROM position_holding h JOIN position p
        ON p.society_id = h.society_id AND p.id = h.position_id AND p."group" = 'officer'
      WHERE h.society_id = m.society_id AND h.member_id = m.id AND h.ended_on IS NULL)`)
    const held = await formOf(world, holder, 'registration')
    const lost = await editMember(office(), inputOf(held, { memberType: await typeOf('regular') }), key())
    expect(lost).toMatchObject({
      ok: false,
      error: { code: 'rule-broken', field: 'memberType', object: { ja: '世話人' } },
    })
  })

  it.each([
    ['basic', { deceasedOn: '2026-11-24' }, { code: 'date-in-future', field: 'deceasedOn', today: TODAY }],
    [
      'registration',
      { joinedOn: '2026-11-24' },
      { code: 'joined-outside', field: 'joinedOn', from: null, to: TODAY },
    ],
    [
      'registration',
      { joinedOn: null },
      { code: 'joined-outside', field: 'joinedOn', from: null, to: TODAY },
    ],
    [
      'reach',
      { email: 'Taro <taro@example.com>' },
      { code: 'fields-refused', errors: [{ code: 'email-invalid', field: 'email' }] },
    ],
  ] as const)('%s is refused for %j', async (section, values, error) => {
    const id = await people.take(
      `m.lifecycle = 'active' AND 1 = (SELECT count(*) FROM membership_term t WHERE t.society_id = m.society_id AND t.member_id = m.id)`,
    )
    const form = await formOf(world, id, section)
    expect(await editMember(office(), inputOf(form, values), key())).toEqual({ ok: false, error })
  })

  it('answers the society’s questions, and takes an answer back', async () => {
    const id = await people.regular()
    const form = await formOf(world, id, 'answers')
    const text = form.fields.find(({ control }) => control.kind === 'text')
    const field = text?.key ?? ''
    expect((await editMember(office(), inputOf(form, { [field]: '答え 一' }), key())).ok).toBe(true)
    const answered = await formOf(world, id, 'answers')
    expect(answered.fields.find((one) => one.key === field)?.value).toBe('答え 一')
    expect((await editMember(office(), inputOf(answered, { [field]: null }), key())).ok).toBe(true)
    expect((await lastAudit(id))?.['detail']).toEqual({ [field]: ['答え 一', null] })
    const after = await formOf(world, id, 'answers')
    expect(after.fields.find((one) => one.key === field)?.value).toBeNull()
  })

  it('another name is another contact, whose predecessor stays in the past; anything else is a correction', async () => {
    const [one] = await rows(
      `SELECT m.id FROM member m JOIN contact c ON c.society_id = m.society_id AND c.member_id = m.id AND c.part = 'contact' AND c.ended_on IS NULL
       WHERE m.society_id = ${MEDICAL} AND m.kind = 'institution' AND m.lifecycle = 'active' ORDER BY m.id LIMIT 1`,
    )
    const id = one?.['id'] as number
    const contacts = () =>
      rows(
        `SELECT name, email, started_on::text, ended_on::text FROM contact WHERE society_id = ${MEDICAL} AND member_id = ${id} AND part = 'contact' ORDER BY id`,
      )
    const before = await contacts()
    const form = await formOf(world, id, 'contacts')
    expect(
      (await editMember(office(), inputOf(form, { contactEmail: 'tadashii@example.com' }), key())).ok,
    ).toBe(true)
    expect(await contacts()).toEqual([
      ...before.slice(0, -1),
      { ...before.at(-1), email: 'tadashii@example.com' },
    ])
    const next = await formOf(world, id, 'contacts')
    expect((await editMember(office(), inputOf(next, { contactName: '後任 三郎' }), key())).ok).toBe(true)
    expect(await contacts()).toEqual([
      ...before.slice(0, -1),
      { ...before.at(-1), email: 'tadashii@example.com', ended_on: TODAY },
      { name: '後任 三郎', email: 'tadashii@example.com', started_on: TODAY, ended_on: null },
    ])
  })

  it('opens the parts that a kind has, for the secretariat only', async () => {
    expect(sectionsOf('individual')).toEqual(['basic', 'reach', 'work', 'registration', 'answers', 'remarks'])
    expect(sectionsOf('institution')).toEqual([
      'basic',
      'reach',
      'registration',
      'answers',
      'contacts',
      'remarks',
    ])
    const id = await people.regular()
    const refused = { ok: false, error: { code: 'forbidden', permission: 'member.write' } }
    expect(await previewEdit(world.as('officer'), { id }, { section: 'basic', page: 1 })).toEqual(refused)
    const input = inputOf(await formOf(world, id, 'basic'), { familyName: '勝手' })
    expect(await editMember(world.as('officer'), input, key())).toEqual(refused)
    expect(await previewEdit(office(), { id }, { section: 'basic', page: 2 })).toEqual({
      ok: false,
      error: { code: 'stale' },
    })
  })
})
