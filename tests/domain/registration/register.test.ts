import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Values } from '../../../src/domain/members/fields.ts'
import {
  previewRegistration,
  type RegistrationInput,
  registerMember,
} from '../../../src/domain/registration/register.ts'
import { allNumbers, cardOf, MEDICAL, openWorld, TODAY, typed, type World } from '../find/world.ts'
import { newcomer, requiredAnswers } from './newcomers.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.db.drop())

let keys = 0
const key = () => `R-${(keys += 1)}`
const office = () => world.as('secretariat')
const rows = async (sql: string) => (await world.db.pool.query(sql)).rows as Record<string, unknown>[]
const nextOf = async (id: number) =>
  (await rows(`SELECT next FROM number_series WHERE society_id = ${MEDICAL} AND id = ${id}`))[0]?.[
    'next'
  ] as number

let REQUIRED: Values = {}
beforeAll(async () => {
  REQUIRED = await requiredAnswers(world)
})
const input = (more: Partial<RegistrationInput> = {}, values: Values = {}) => newcomer(REQUIRED, more, values)

const typeId = async (code: string) =>
  String(
    (await rows(`SELECT id FROM member_type WHERE society_id = ${MEDICAL} AND code = '${code}'`))[0]?.['id'],
  )

describe('registering', () => {
  it('takes the number that was shown, keeps what was typed, and can be found', async () => {
    const shown = await previewRegistration(office(), 'individual')
    const number = shown.ok ? shown.value.nextNumber : ''
    const done = await registerMember(
      office(),
      input(
        {},
        {
          email: 'ｔａｒｏ＠example.com',
          postalCode: '〒１００ー０００１',
          phone: '０３－１２３４－５６７８',
          prefecture: '東京都',
          memberType: await typeId('regular'),
          joinedOn: '2026-11-01',
          remarks: '  か\u3099  ',
        },
      ),
      key(),
    )
    expect(done).toEqual({
      ok: true,
      value: {
        memberId: expect.any(Number) as number,
        number,
        applicant: false,
        welcomed: true,
        questionsLeft: 0,
      },
    })
    const card = await cardOf(office(), number)
    expect(card).toMatchObject({
      number,
      name: { familyName: '登録', givenName: '太郎', familyKana: 'トウロク', givenKana: 'タロウ' },
      email: 'taro@example.com',
      postalCode: '100-0001',
      phone: '03-1234-5678',
      prefecture: '東京都',
      remarks: 'が',
      loginId: number,
      registration: {
        lifecycle: 'active',
        feePlan: 'paid',
        joinedOn: '2026-11-01',
        boardAccess: 'poster',
        notices: true,
      },
    })
    expect(card.answers).toHaveLength(Object.keys(REQUIRED).length)
    expect(await allNumbers(office(), typed(world, 'トウロクタロウ'))).toContain(number)
    const [term] = await rows(
      `SELECT started_on::text, approved_on::text FROM membership_term WHERE society_id = ${MEDICAL} AND member_id = ${card.id}`,
    )
    expect(term).toEqual({ started_on: '2026-11-01', approved_on: TODAY })
    expect(
      await rows(
        `SELECT action, facts FROM audit_entry WHERE society_id = ${MEDICAL} AND member_id = ${card.id}`,
      ),
    ).toEqual([
      {
        action: 'member.registered',
        facts: {
          kind: 'individual',
          number,
          lifecycle: 'active',
          memberTypeId: Number(await typeId('regular')),
          feePlan: 'paid',
          source: 'office',
        },
      },
    ])
    expect(
      await rows(`SELECT kind, state FROM letter WHERE society_id = ${MEDICAL} AND member_id = ${card.id}`),
    ).toEqual([{ kind: 'welcome', state: 'queued' }])
  })

  it('registers an institution with its contacts, from its own series', async () => {
    const done = await registerMember(
      office(),
      {
        ...input({ kind: 'institution' }),
        typed: {
          ...REQUIRED,
          organisationName: '登録病院',
          organisationKana: 'トウロクビョウイン',
          representativeName: '院長 花子',
          contactName: '事務 次郎',
          contactEmail: 'jimu@example.com',
          units: '2',
          capacity: '１０',
          boardAccess: 'reader',
          notices: 'no',
        },
      },
      key(),
    )
    const number = done.ok ? done.value.number : ''
    expect(number).toMatch(/^DEMOF\d{5}$/)
    const card = await cardOf(office(), number)
    expect(card.contacts).toEqual([
      { part: 'representative', name: '院長 花子', email: null, phone: null },
      { part: 'contact', name: '事務 次郎', email: 'jimu@example.com', phone: null },
    ])
    expect(card.registration).toMatchObject({
      lifecycle: 'active',
      feePlan: 'free',
      type: null,
      notices: false,
    })
    expect(
      await rows(`SELECT units, capacity FROM member WHERE society_id = ${MEDICAL} AND id = ${card.id}`),
    ).toEqual([{ units: 2, capacity: 10 }])
  })

  it('registers an applicant without a login', async () => {
    const done = await registerMember(
      office(),
      input({ applicant: true, another: true }, { email: 'shinsei@example.com' }),
      key(),
    )
    expect(done).toMatchObject({ ok: true, value: { applicant: true, welcomed: false } })
    const card = await cardOf(office(), done.ok ? done.value.number : '')
    expect(card).toMatchObject({
      accountStatus: null,
      registration: { lifecycle: 'applicant', joinedOn: null },
      allowed: { decide: true, edit: true },
    })
  })

  it('says everything that is wrong at once, and takes no number', async () => {
    const before = await nextOf(1)
    const refused = await registerMember(
      office(),
      input(
        {},
        {
          familyName: '  ',
          familyKana: '登録',
          email: 'a@example.com, b@example.com',
          phone: '123',
          postalCode: '12345',
          prefecture: '江戸',
          joinedOn: '2026-02-30',
          givenName: 'あ'.repeat(51),
          boardAccess: null,
        },
      ),
      key(),
    )
    expect(refused).toEqual({
      ok: false,
      error: {
        code: 'fields-refused',
        errors: [
          { code: 'field-required', field: 'familyName' },
          { code: 'too-long', field: 'givenName', limit: 50 },
          { code: 'kana-only', field: 'familyKana' },
          { code: 'email-invalid', field: 'email' },
          { code: 'phone-invalid', field: 'phone' },
          { code: 'postal-code-invalid', field: 'postalCode' },
          { code: 'choice-unknown', field: 'prefecture' },
          { code: 'date-invalid', field: 'joinedOn' },
          { code: 'field-required', field: 'boardAccess' },
        ],
      },
    })
    expect(await nextOf(1)).toBe(before)
  })

  it.each([
    [{ joinedOn: '2026-11-24' }, { code: 'date-in-future', field: 'joinedOn', today: TODAY }],
    [
      { memberType: '99999' },
      { code: 'fields-refused', errors: [{ code: 'choice-unknown', field: 'memberType' }] },
    ],
  ] as const)('is refused for %j, and takes no number', async (values, error) => {
    const before = await nextOf(1)
    const refused = await registerMember(office(), input({ another: true }, values), key())
    expect(refused).toEqual({ ok: false, error })
    expect(await nextOf(1)).toBe(before)
  })

  it('keeps 名誉会員 for those who were 世話人, and cites the rule', async () => {
    const before = await nextOf(1)
    const refused = await registerMember(
      office(),
      input({ another: true }, { memberType: await typeId('honorary') }),
      key(),
    )
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'rule-broken',
        field: 'memberType',
        subject: { ja: '名誉会員' },
        object: { ja: '世話人' },
      },
    })
    expect(await nextOf(1)).toBe(before)
  })

  it('does it once, however often the click arrives', async () => {
    const once = key()
    const given = input({ another: true }, { givenName: '一回' })
    const [first, second] = [
      await registerMember(office(), given, once),
      await registerMember(office(), given, once),
    ]
    expect(first.ok).toBe(true)
    expect(second).toEqual(first)
    expect(await allNumbers(office(), typed(world, '名:一回'))).toHaveLength(1)
  })

  it('is for the secretariat', async () => {
    const refused = await registerMember(world.as('officer'), input(), key())
    expect(refused).toEqual({ ok: false, error: { code: 'forbidden', permission: 'member.write' } })
    expect(await previewRegistration(world.as('treasurer'), 'individual')).toEqual(refused)
  })
})
