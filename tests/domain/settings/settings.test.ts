import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SETTING_LISTS } from '../../../src/domain/settings/list.ts'
import { openList, openSetting } from '../../../src/domain/settings/open.ts'
import { saveSetting } from '../../../src/domain/settings/save.ts'
import { MEDICAL, openWorld, type World } from '../find/world.ts'
import { desk, OFFICE_ONLY } from './world.ts'

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

describe('every list', () => {
  it.each(SETTING_LISTS)(
    '%s opens, and each of its settings saves back unchanged as unchanged',
    async (list) => {
      const entries = await at.entries(list)
      expect(entries.length).toBeGreaterThan(0)
      for (const { key, retired } of entries) {
        if (list === 'year' && retired) continue
        expect([key, await at.change(list, key, {})]).toEqual([key, refused({ code: 'setting-unchanged' })])
      }
    },
  )

  it('is for those who have the permission only', async () => {
    const officer = world.as('officer')
    const forbidden = refused({ code: 'forbidden', permission: 'settings' })
    expect(await openList(officer, 'society')).toEqual(forbidden)
    expect(await at.change('society', 'DEMO', { name: 'X' }, officer)).toEqual(forbidden)
    expect(await openList(at.office(), 'nothing')).toEqual(refused({ code: 'setting-gone' }))
    expect(await openSetting(at.office(), 'type', '999')).toEqual(refused({ code: 'setting-gone' }))
    expect(await openSetting(at.office(), 'society', null)).toEqual(refused({ code: 'setting-gone' }))
  })
})

describe('a change', () => {
  it('is written down, old → new beside the chain', async () => {
    expect(
      await at.change('society', 'DEMO', {
        nameEn: 'Demo Society',
        switches: ['publicForm', 'sharesRecords'],
      }),
    ).toEqual({
      ok: true,
      value: { key: 'DEMO' },
    })
    expect(
      await rows(`SELECT e.facts, d.detail FROM audit_entry e JOIN audit_detail d ON d.society_id = e.society_id AND d.audit_id = e.id
        WHERE e.society_id = ${MEDICAL} AND e.action = 'setting.changed' ORDER BY e.id DESC LIMIT 1`),
    ).toEqual([
      {
        facts: { place: 'society.DEMO', fields: ['nameEn', 'switches'] },
        detail: {
          nameEn: ['Fictional Medical Society', 'Demo Society'],
          switches: [['publicForm'], ['sharesRecords', 'publicForm']],
        },
      },
    ])
  })

  it('does not overwrite another’s: the second is told who was first, and may go on', async () => {
    const { key } = await at.named('office', '副会長')
    const shown = await at.open('office', key)
    const sent = { name: '副会長', nameEn: 'Vice', group: 'officer', seats: '4', sortOrder: '2' }
    expect((await at.change('office', key, { seats: '3' })).ok).toBe(true)
    const late = { list: 'office', key, print: shown.print, sent } as const
    expect(await saveSetting(at.office(), late, OFFICE_ONLY, 'late-1')).toEqual(
      refused({ code: 'setting-changed', by: 'T_MEIBO:U_SECRETARIAT', at: '2026-11-23 12:00' }),
    )
    const { print } = await at.open('office', key)
    expect((await saveSetting(at.office(), { ...late, print }, OFFICE_ONLY, 'late-2')).ok).toBe(true)
  })

  it('of one setting by ten at once is made by one', async () => {
    const { key } = await at.named('office', '講習会委員')
    const { print } = await at.open('office', key)
    const done = await Promise.all(
      Array.from({ length: 10 }, (_, index) => {
        const sent = { name: `委員${index}`, nameEn: 'C', group: 'committee', sortOrder: '6' }
        return saveSetting(at.office(), { list: 'office', key, print, sent }, OFFICE_ONLY, `race-${index}`)
      }),
    )
    expect(done.filter(({ ok }) => ok)).toHaveLength(1)
  })
})

describe('what is in use stays', () => {
  it('a type with members: its fee plan, its kind and itself', async () => {
    const { key } = await at.named('type', '正会員')
    const members = await count(
      `member WHERE society_id = ${MEDICAL} AND member_type_id = ${key} AND erased_at IS NULL`,
    )
    const inUse = (field: string) => refused({ code: 'setting-in-use', field, by: 'members', count: members })
    expect(await at.change('type', key, { feePlan: 'free' })).toEqual(inUse('feePlan'))
    expect(await at.change('type', key, { kind: 'institution' })).toEqual(inUse('kind'))
    expect(await at.change('type', key, { state: ['retired'] })).toEqual(inUse('state'))
    const council = await at.named('type', '世話人')
    expect(await at.change('type', council.key, { rights: ['votes'] })).toMatchObject({
      error: { code: 'setting-in-use', field: 'rights', by: 'holders' },
    })
  })

  it('its fees can be set for years that are open', async () => {
    const { key } = await at.named('type', '正会員')
    expect((await at.change('type', key, { 'fee-2027-2': '11000', 'fee-2027-1': undefined })).ok).toBe(true)
    expect(
      await rows(`SELECT year, fee_item_id, amount_yen FROM type_fee WHERE society_id = ${MEDICAL} AND member_type_id = ${key} AND year >= 2026
        ORDER BY 1, 2`),
    ).toEqual([
      { year: 2026, fee_item_id: 1, amount_yen: 3000 },
      { year: 2026, fee_item_id: 2, amount_yen: 10_000 },
      { year: 2027, fee_item_id: 2, amount_yen: 11_000 },
    ])
    expect(await at.change('type', key, { 'fee-2027-2': '0' })).toEqual(
      refused({ code: 'setting-range', field: 'fee-2027-2', least: 1, most: 10_000_000 }),
    )
    expect(await at.change('type', key, { 'fee-2027-2': '1.5' })).toEqual(
      refused({ code: 'setting-invalid', field: 'fee-2027-2', fault: 'whole-number' }),
    )
  })

  it('numbers that were given: prefix, next, test range', async () => {
    const { key } = await at.named('series', 'DEMO0')
    const given = await count(`member_number WHERE society_id = ${MEDICAL} AND folded ~ '^demo[0-9]+$'`)
    expect(await at.change('series', key, { prefix: 'OTHER' })).toEqual(
      refused({ code: 'setting-in-use', field: 'prefix', by: 'numbers', count: given }),
    )
    expect(await at.change('series', key, { next: '1' })).toMatchObject({
      error: { code: 'setting-range', field: 'next', most: 999_999_999 },
    })
    expect(await at.change('series', key, { testFrom: '1', testTo: '99999' })).toMatchObject({
      error: { code: 'setting-in-use', field: 'testFrom', by: 'numbers' },
    })
    expect(await at.change('series', key, { testFrom: undefined })).toEqual(
      refused({ code: 'setting-invalid', field: 'testTo', fault: 'test-range' }),
    )
    expect(await at.change('series', null, { prefix: 'demo', width: '5', next: '1' })).toEqual(
      refused({ code: 'setting-taken', field: 'prefix', value: 'demo' }),
    )
    expect(await at.change('series', null, { prefix: 'AB', width: '5', next: '1' })).toEqual(
      refused({ code: 'setting-invalid', field: 'prefix', fault: 'prefix' }),
    )
    expect((await at.change('series', null, { prefix: 'NEW', width: '5', next: '7' })).ok).toBe(true)
  })

  it('a number that was taken while the form stood open is not given again', async () => {
    const { key } = await at.named('series', 'DEMO0')
    const { print, entry } = await at.open('series', key)
    await rows(`UPDATE number_series SET next = next + 1 WHERE society_id = ${MEDICAL} AND id = ${key}`)
    const sent = { ...entry?.values, next: String(entry?.values['next']), width: '6' }
    expect(
      await saveSetting(at.office(), { list: 'series', key, print, sent }, OFFICE_ONLY, 'taken'),
    ).toEqual(refused({ code: 'setting-changed', by: null, at: '' }))
  })

  it('offices that are held: themselves, their group, their seats', async () => {
    const { key } = await at.named('office', '幹事')
    const inUse = (field: string, held: number) =>
      refused({ code: 'setting-in-use', field, by: 'holders', count: held })
    const held = await count(
      `position_holding WHERE society_id = ${MEDICAL} AND position_id = ${key} AND ended_on IS NULL`,
    )
    expect(await at.change('office', key, { state: ['retired'] })).toEqual(inUse('state', held))
    expect(await at.change('office', key, { group: 'committee' })).toEqual(inUse('group', held))
    expect(await at.change('office', key, { seats: '1' })).toEqual(inUse('seats', held))
    expect((await at.change('office', key, { seats: String(held) })).ok).toBe(true)
  })

  it('a month that invoices were made by, a closed year, a tax class, answers', async () => {
    expect(await at.change('society', 'DEMO', { fiscalYearStartMonth: '1' })).toMatchObject({
      error: { code: 'setting-in-use', field: 'fiscalYearStartMonth', by: 'invoices' },
    })
    expect(await at.change('year', '2024', { dueOn: '2024-07-31' })).toEqual(
      refused({ code: 'year-closed', field: 'dueOn', year: 2024 }),
    )
    const annual = await at.named('item', '年会費')
    expect(await at.change('item', annual.key, { taxClass: 'standard' })).toMatchObject({
      error: { code: 'setting-in-use', field: 'taxClass', by: 'invoices' },
    })
    expect(await at.change('item', annual.key, { state: ['retired'] })).toMatchObject({
      error: { code: 'setting-in-use', field: 'state', by: 'invoices' },
    })
    const field = await at.named('question', '専門領域')
    const answers = await count(
      `answer WHERE society_id = ${MEDICAL} AND question_id = ${field.key} AND value IN ('基礎', '教育', '疫学')`,
    )
    expect(await at.change('question', field.key, { choices: '臨床\nほか' })).toEqual(
      refused({ code: 'setting-in-use', field: 'choices', by: 'answers', count: answers }),
    )
    expect(await at.change('question', field.key, { choices: '臨床\n臨床' })).toEqual(
      refused({ code: 'setting-invalid', field: 'choices', fault: 'choices' }),
    )
  })
})
