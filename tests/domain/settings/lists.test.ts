import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadReasons } from '../../../src/domain/withdrawal/reasons.ts'
import { MEDICAL, openWorld, type World } from '../find/world.ts'
import { desk } from './world.ts'

let world: World
let at: ReturnType<typeof desk>
beforeAll(async () => {
  world = await openWorld()
  at = desk(world)
}, 60_000)
afterAll(() => world.db.drop())

const rows = async (sql: string) => (await world.db.pool.query(sql)).rows as Record<string, unknown>[]
const count = async (sql: string) => Number((await rows(`SELECT count(*) FROM ${sql}`))[0]?.['count'])
const refused = (error: object) => ({ ok: false, error })

describe('a rule', () => {
  it('that members break now is refused with how many, and the first of them', async () => {
    const regulars =
      await count(`member m JOIN member_type t ON t.society_id = m.society_id AND t.id = m.member_type_id
      WHERE m.society_id = ${MEDICAL} AND m.lifecycle = 'active' AND t.code = 'council'`)
    const broken = await at.change('rule', null, {
      subject: 'type:council',
      effect: 'requires',
      object: 'group:officer',
      active: ['active'],
    })
    if (broken.ok || broken.error.code !== 'rule-breakers') throw new Error(JSON.stringify(broken))
    expect(broken.error.field).toBe('object')
    expect(broken.error.numbers).toHaveLength(5)
    expect(broken.error.count).toBeGreaterThan(5)
    expect(broken.error.count).toBeLessThan(regulars)
  })

  it('that nobody breaks is made, changed and switched off', async () => {
    const made = await at.change('rule', null, {
      subject: 'position:president',
      effect: 'excludes',
      object: 'position:treasurer',
      article: '第20条',
      active: ['active'],
    })
    if (!made.ok) throw new Error(made.error.code)
    const { key } = made.value
    expect((await at.change('rule', key, { article: '第21条', active: [] })).ok).toBe(true)
    expect(
      await rows(
        `SELECT effect, subject, object, article, active FROM rule WHERE society_id = ${MEDICAL} AND id = ${key}`,
      ),
    ).toEqual([
      {
        effect: 'excludes',
        subject: 'position:president',
        object: 'position:treasurer',
        article: '第21条',
        active: false,
      },
    ])
  })

  it.each([
    ['type:council', 'requires', 'type:council'],
    ['role:secretariat', 'requires', 'member'],
    ['type:council', 'excludes', 'role:officer'],
  ])('can’t be %s %s %s', async (subject, effect, object) => {
    expect(await at.change('rule', null, { subject, effect, object })).toEqual(
      refused({ code: 'setting-invalid', field: 'object', fault: 'rule' }),
    )
  })
})

describe('roles', () => {
  it('of the society’s own are made with their permissions', async () => {
    const made = await at.change('role', null, {
      code: 'reader',
      name: '閲覧係',
      nameEn: 'Reader',
      permissions: ['member.read', 'history.read', 'made.up'],
    })
    expect(made).toEqual({ ok: true, value: { key: 'reader' } })
    expect(
      await rows(
        `SELECT permission FROM role_grant WHERE society_id = ${MEDICAL} AND role_code = 'reader' ORDER BY 1`,
      ),
    ).toEqual([{ permission: 'history.read' }, { permission: 'member.read' }])
    expect((await at.change('role', 'reader', { permissions: ['member.read'], group: 'S_READERS' })).ok).toBe(
      true,
    )
    expect(await at.change('role', 'auditor', { group: 'S_READERS' })).toEqual(
      refused({ code: 'setting-taken', field: 'group', value: 'S_READERS' }),
    )
    expect(await at.change('role', 'auditor', { group: '@auditors' })).toEqual(
      refused({ code: 'setting-invalid', field: 'group', fault: 'group' }),
    )
  })

  it('never lock out whoever changes them', async () => {
    const locked = refused({ code: 'setting-locks-out' })
    expect(await at.change('role', 'secretariat', { group: 'S_NOBODY' })).toEqual(locked)
    expect(await at.change('role', 'secretariat', { group: undefined })).toEqual(locked)
    // In two groups that a rule would keep apart.
    const both = desk(world, {
      has: ({ code }) => code === 'secretariat' || code === 'reader',
      members: () => [],
    })
    expect(
      await both.change('rule', null, {
        subject: 'role:secretariat',
        effect: 'excludes',
        object: 'role:reader',
        active: ['active'],
      }),
    ).toEqual(locked)
    expect(
      await rows(`SELECT slack_group_id FROM role WHERE society_id = ${MEDICAL} AND code = 'secretariat'`),
    ).toEqual([{ slack_group_id: 'S_SECRETARIAT' }])
  })
})

describe('the other lists', () => {
  it('reasons are renamed, added and removed; death stays', async () => {
    expect((await at.change('leaving', 'personal', { name: '自己都合' })).ok).toBe(true)
    expect(
      (await at.change('leaving', null, { code: 'abroad', name: '海外転出', nameEn: 'Abroad' })).ok,
    ).toBe(true)
    expect((await at.change('leaving', 'retirement', { state: ['removed'] })).ok).toBe(true)
    expect(
      (await loadReasons(world.roll.read, MEDICAL)).withdrawal.map(({ code, label }) => [code, label.ja]),
    ).toEqual([
      ['personal', '自己都合'],
      ['year_end', '年度末退会'],
      ['death', '死亡'],
      ['lapsed', '資格喪失'],
      ['abroad', '海外転出'],
    ])
    expect((await at.open('leaving', 'death')).fields.map(({ key }) => key)).toEqual(['name', 'nameEn'])
    expect(await at.change('leaving', null, { code: 'self', name: 'X', nameEn: 'X' })).toEqual(
      refused({ code: 'setting-invalid', field: 'code', fault: 'code' }),
    )
    for (let index = 0; index < 45; index += 1)
      await at.change('leaving', null, { code: `more_${index}`, name: 'X', nameEn: 'X' })
    expect(await at.change('leaving', null, { code: 'one_more', name: 'X', nameEn: 'X' })).toEqual(
      refused({ code: 'setting-full', limit: 50 }),
    )
  })

  it('a template becomes a new version, without harsh words', async () => {
    const { key } = await at.named('template', '退会手続き')
    expect(await at.change('template', key, { body: '退会の申請は無効です' })).toEqual(
      refused({ code: 'setting-invalid', field: 'body', fault: 'word' }),
    )
    expect((await at.change('template', key, { subject: 'ご退会のお手続きについて' })).ok).toBe(true)
    expect(
      await rows(
        `SELECT version, subject FROM mail_template WHERE society_id = ${MEDICAL} AND code = 'withdrawn' AND locale = 'ja' ORDER BY version`,
      ),
    ).toEqual([
      { version: 1, subject: '【{{学会名}}】退会手続き完了のお知らせ' },
      { version: 2, subject: 'ご退会のお手続きについて' },
    ])
    expect((await at.entries('template')).filter((entry) => entry.key === key)).toHaveLength(1)
  })

  it('a channel means one society by default, and can be given up', async () => {
    await rows(
      `INSERT INTO channel (society_id, team_id, channel_id, purpose) VALUES (5678, 'T_MEIBO', 'C_KANGO', 'default')`,
    )
    expect(await at.change('channel', null, { channel: 'C_KANGO', purpose: 'default' })).toEqual(
      refused({ code: 'setting-taken', field: 'channel', value: 'C_KANGO' }),
    )
    expect((await at.change('channel', null, { channel: 'C_AUDIT', purpose: 'audit' })).ok).toBe(true)
    expect((await at.change('channel', 'C_AUDIT-audit', { state: ['removed'] })).ok).toBe(true)
    expect((await at.entries('channel')).map(({ key }) => key)).toEqual([
      'C_GENERAL-default',
      'C_TREASURERS-treasurers',
    ])
  })

  it('a year follows the last, a question and a type are made and given up', async () => {
    expect(await at.change('year', null, { dueOn: '2028-06-30' })).toEqual({
      ok: true,
      value: { key: '2028' },
    })
    expect(
      await rows(
        `SELECT starts_on::text, ends_on::text, due_on::text FROM fiscal_year WHERE society_id = ${MEDICAL} AND year = 2028`,
      ),
    ).toEqual([{ starts_on: '2028-04-01', ends_on: '2029-03-31', due_on: '2028-06-30' }])
    const question = { code: 'diet', name: '食事', nameEn: 'Diet', inputType: 'text', sortOrder: '9' }
    const made = await at.change('question', null, question)
    if (!made.ok) throw new Error(made.error.code)
    expect(await at.change('question', null, question)).toEqual(
      refused({ code: 'setting-taken', field: 'code', value: 'diet' }),
    )
    expect((await at.change('question', made.value.key, { state: ['retired'] })).ok).toBe(true)
    expect((await at.entries('question')).at(-1)).toMatchObject({ key: made.value.key, retired: true })
    const type = {
      code: 'student',
      name: '学生会員',
      nameEn: 'Student',
      kind: 'individual',
      feePlan: 'free',
      sortOrder: '8',
    }
    const student = await at.change('type', null, type)
    if (!student.ok) throw new Error(student.error.code)
    expect((await at.change('type', student.value.key, { state: ['retired'] })).ok).toBe(true)
    expect(await at.change('type', null, { ...type, code: 'Student' })).toEqual(
      refused({ code: 'setting-invalid', field: 'code', fault: 'code' }),
    )
    expect(await at.change('kind', 'individual', { name: '個人の会員' })).toEqual({
      ok: true,
      value: { key: 'individual' },
    })
  })

  it('the society’s number and day are checked', async () => {
    expect(await at.change('society', 'DEMO', { invoiceRegistration: 'T1' })).toEqual(
      refused({ code: 'setting-invalid', field: 'invoiceRegistration', fault: 'registration' }),
    )
    expect(await at.change('society', 'DEMO', { reviewOn: '02-30' })).toEqual(
      refused({ code: 'setting-invalid', field: 'reviewOn', fault: 'month-day' }),
    )
    expect((await at.change('society', 'DEMO', { reviewOn: '04-01' })).ok).toBe(true)
    expect((await at.open('society', 'DEMO')).entry?.values['reviewOn']).toBe('04-01')
    expect((await at.open('society', 'DEMO')).entry?.values['dossierYears']).toBe(5)
    expect((await at.change('society', 'DEMO', { dossierYears: '7' })).ok).toBe(true)
    expect((await at.open('society', 'DEMO')).entry?.values['dossierYears']).toBe(7)
    expect(await at.change('society', 'DEMO', { name: ' ' })).toEqual(
      refused({ code: 'setting-invalid', field: 'name', fault: 'required' }),
    )
    expect(await at.change('society', 'DEMO', { name: 'あ'.repeat(101) })).toEqual(
      refused({ code: 'too-long', field: 'name', limit: 100 }),
    )
  })
})
