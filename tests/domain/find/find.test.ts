import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../../prisma/seed/random.ts'
import { change } from '../../../src/domain/core/change.ts'
import { ok } from '../../../src/domain/core/result.ts'
import { conditionsFromForm } from '../../../src/domain/search/form.ts'
import type { FormValues } from '../../../src/domain/search/formControls.ts'
import { randomConditions } from './randomConditions.ts'
import { type Everything, loadMembers, reference } from './reference.ts'
import { allNumbers, MEDICAL, NURSING, openWorld, pageOf, TODAY, typed, type World } from './world.ts'

let world: World
let members: Everything[]
beforeAll(async () => {
  world = await openWorld()
  await leaveGaps()
  members = await loadMembers(world.db, MEDICAL)
})
afterAll(() => world.db.drop())

/** Imported rolls have gaps where the demo has none: no day of application, no kana, an empty affiliation. */
async function leaveGaps() {
  const ids = (await world.db.prisma.member.findMany({ where: { societyId: MEDICAL } })).map(({ id }) => id)
  await change(world.as('secretariat'), 'member.write', undefined, async (tx) => {
    await tx.$executeRaw`
      UPDATE member SET applied_at = CASE WHEN id % 7 > 0 THEN applied_at END,
        family_kana = CASE WHEN id % 11 > 0 THEN family_kana END, given_kana = CASE WHEN id % 11 > 0 THEN given_kana END,
        affiliation = CASE WHEN id % 13 > 0 THEN affiliation ELSE '' END
      WHERE society_id = ${MEDICAL} AND number <> '453320' AND family_name IS DISTINCT FROM '髙橋'`
    const [first = 0, ...rest] = ids
    const audit = (memberId: number) => ({ action: 'member.edited', memberId })
    return ok({ value: null, audit: [audit(first), ...rest.map(audit)] })
  })
}

const treasurer = () => world.as('treasurer')
const find = (text: string) => allNumbers(treasurer(), typed(world, text))
const expected = (text: string) => reference(members, typed(world, text), TODAY)

describe('a name in any of its forms', () => {
  it.each(['ﾀｶﾊｼ', 'たかはし', 'タカハシ', '高橋', '髙橋', 'TAKAHASHI@', 'takahashi@'])(
    '%s finds 髙橋',
    async (text) => {
      const old = members.filter(
        ({ familyName, lifecycle }) => familyName === '髙橋' && lifecycle === 'active',
      )
      expect(old.length).toBeGreaterThan(0)
      const found = await find(text)
      expect(found).toEqual(expected(text))
      const mailed = text.endsWith('@') ? old.filter(({ email }) => email?.includes('takahashi')) : old
      expect(mailed.length).toBeGreaterThan(0)
      expect(found).toEqual(expect.arrayContaining(mailed.map(({ number }) => number)))
    },
  )
})

/** A search for each field: the key, as typed and as the form sends it (missing: the language alone has it). */
const FIELDS: readonly (readonly [ja: string, en: string, form?: FormValues])[] = [
  ['会員番号:demo０００１', 'number:DEMO0001', { number: 'DEMO0001', status: ['active'] }],
  ['ログインID:demo0002', 'login:ＤＥＭＯ0002', { loginId: 'DEMO0002', status: ['active'] }],
  ['氏名:高橋', 'name:髙橋'],
  ['氏:渡辺', 'family:渡邊', { family: '渡邉', status: ['active'] }],
  ['名:子', 'given:子', { given: '子', status: ['active'] }],
  ['フリガナ:ｻﾄｳ', 'kana:さとう'],
  ['フリガナ氏:ワタナベ', 'family-kana:わたなべ', { familyKana: 'ﾜﾀﾅﾍﾞ', status: ['active'] }],
  ['フリガナ名:コ', 'given-kana:こ', { givenKana: 'ｺ', status: ['active'] }],
  ['団体名:病院', 'organisation:病院'],
  ['メール:SATO', 'email:sato', { email: 'Sato', status: ['active'] }],
  ['メール有無:なし', 'has-email:no', { hasEmail: ['no'], status: ['active'] }],
  ['電話:090', 'phone:０９０', { phone: '090', status: ['active'] }],
  [
    '都道府県:東京,大阪府',
    'prefecture:tokyo,osaka',
    { prefecture: ['東京都', '大阪府'], status: ['active'] },
  ],
  ['所属:大学', 'affiliation:大学', { affiliation: '大学', status: ['active'] }],
  ['役職名:教授', 'title:教授', { title: '教授', status: ['active'] }],
  ['資格:専門医', 'qualifications:専門医', { qualifications: '専門医', status: ['active'] }],
  [
    '診療科カテゴリ:外科系',
    'department-category:外科系',
    { departmentCategory: ['外科系'], status: ['active'] },
  ],
  ['診療科:内科', 'department:内科', { department: '内科', status: ['active'] }],
  ['医師資格:あり', 'physician:yes', { physician: ['yes'], status: ['active'] }],
  ['会員区分:施設', 'kind:institution', { kind: ['institution'], status: ['active'] }],
  ['会員種別:世話人', 'type:council', { memberType: ['3'], status: ['active'] }],
  ['会員種別:空欄 状態:すべて', 'type:none status:all', { memberType: ['none'] }],
  ['承認:未承認', 'approval:pending', { approval: ['pending'] }],
  ['アカウント:停止', 'account:suspended', { account: ['suspended'], status: ['active'] }],
  ['状態:無効', 'status:inactive', { status: ['inactive'] }],
  ['状態:退会済,却下', 'status:withdrawn,rejected', { status: ['withdrawn', 'rejected'] }],
  ['権限:受信者', 'board:reader', { boardAccess: ['reader'], status: ['active'] }],
  ['お知らせ:受け取らない', 'notices:no', { notices: ['no'], status: ['active'] }],
  ['料金体系:無料', 'fee-plan:free'],
  ['備考:送付 状態:すべて', 'remarks:送付 status:all', { remarks: '送付' }],
  [
    '入会申請日:2015-04-01..2024-03-31',
    'applied:2015-04-01..2024-03-31',
    { appliedFrom: '2015-04-01', appliedTo: '2024-03-31', status: ['active'] },
  ],
  ['入会申請日:..2020年 状態:すべて', 'applied:..2020-12-31 status:all', { appliedTo: '2020-12-31' }],
  ['会費:滞納', 'dues:arrears', { dues: ['arrears'], status: ['active'] }],
  ['会費:未納', 'dues:open', { dues: ['open'], status: ['active'] }],
  ['会費:一部入金,免除', 'dues:partial,exempt', { dues: ['partial', 'exempt'], status: ['active'] }],
  ['会費:請求なし', 'dues:none', { dues: ['none'], status: ['active'] }],
  ['会費:手動で支払済み 状態:すべて', 'dues:paid-manually status:all', { dues: ['paid_manually'] }],
  ['会費:請求取消 状態:すべて', 'dues:cancelled status:all', { dues: ['cancelled'] }],
  ['学会役職:あり', 'position:yes'],
  ['-学会役職:あり 会員種別:世話人', '-position:yes type:council'],
  ['テスト会員:あり', 'test:yes'],
]

describe('every field', () => {
  it.each(FIELDS.map(([ja, en, form]) => ({ ja, en, form })))('$ja = $en', async ({ ja, en, form }) => {
    const wanted = expected(ja)
    expect(wanted.length).toBeGreaterThan(0)
    expect(wanted.length).toBeLessThan(members.length)
    expect(await find(ja)).toEqual(wanted)
    expect(await find(en)).toEqual(wanted)
    if (form === undefined) return
    const read = conditionsFromForm(form, world.grammar, TODAY)
    if (!read.ok) throw new Error(JSON.stringify(read.errors))
    expect(await allNumbers(treasurer(), read.conditions)).toEqual(wanted)
  })
})

describe('conditions together', () => {
  it.each([
    '東京 -所属:大学 状態:すべて',
    '-都道府県:東京都',
    '-会費:滞納',
    '-会費:滞納 -会費:免除 会員種別:正会員',
    '会費:滞納 都道府県:東京都',
    '会費:滞納,免除 -佐藤',
    '-入会申請日:2025年 状態:すべて',
    '"大学 医学部" 役職名:教授,講師',
    '山 田',
    '100%',
    'a_b',
    '\\',
    '鬼龍院',
  ])('%s', async (text) => {
    expect(await find(text)).toEqual(expected(text))
  })

  it('of any kind find what a plain filter finds, in its order', async () => {
    const random = new Random(20_261_123)
    let found = 0
    for (let round = 0; round < 150; round += 1) {
      const conditions = randomConditions(random, world.grammar, members)
      const numbers = await allNumbers(treasurer(), conditions)
      expect({ conditions, numbers }).toEqual({ conditions, numbers: reference(members, conditions, TODAY) })
      found += Math.min(1, numbers.length)
    }
    expect(found).toBeGreaterThan(60)
  })
})

describe('order', () => {
  const orders = ['会員番号', 'フリガナ', '申請日', '更新日', '種別', '所属', '期限', '会費']
  it.each(orders.flatMap((order) => [`${order}昇順`, `${order}降順`]))('%s', async (order) => {
    const text = `状態:すべて 並び:${order}`
    const numbers = await find(text)
    expect(numbers).toEqual(expected(text))
    expect(numbers).toHaveLength(members.length)
  })
})

describe('pages', () => {
  it('beyond the end show the last, before the first the first', async () => {
    const conditions = typed(world, '状態:すべて')
    const last = Math.ceil(members.length / 10)
    expect(await pageOf(treasurer(), conditions, 9_999_999)).toEqual(
      await pageOf(treasurer(), conditions, last),
    )
    expect(await pageOf(treasurer(), conditions, Number.POSITIVE_INFINITY)).toEqual(
      await pageOf(treasurer(), conditions, last),
    )
    for (const nowhere of [-3, 0, 0.5, Number.NaN]) {
      expect(await pageOf(treasurer(), conditions, nowhere)).toEqual(await pageOf(treasurer(), conditions, 1))
    }
    expect((await pageOf(treasurer(), conditions, last)).rows).toHaveLength(members.length % 10 || 10)
  })

  it('of nothing are one, empty', async () => {
    const conditions = typed(world, '鬼龍院')
    expect(await pageOf(treasurer(), conditions, 4)).toEqual({
      societyId: MEDICAL,
      conditions,
      total: 0,
      page: 1,
      pages: 1,
      pageSize: 10,
      rows: [],
    })
  })

  it('hold all that a list shows', async () => {
    const { rows } = await pageOf(world.as('officer'), typed(world, '453320'))
    expect(rows).toEqual([
      {
        id: members.find(({ number }) => number === '453320')?.id,
        number: '453320',
        isTest: false,
        kind: 'individual',
        lifecycle: 'active',
        withdrawnOn: null,
        accountStatus: 'suspended',
        type: { ja: '正会員', en: 'Regular member' },
        familyName: 'テスト',
        givenName: 'テスト',
        familyKana: 'テスト',
        givenKana: 'テスト',
        organisationName: null,
        organisationKana: null,
        affiliation: '学会研究会事務局',
        title: null,
        email: 'kenkyuukai+99@example.com',
        postalCode: '000-0000',
        prefecture: '東京都',
        address: 'あ',
        appliedAt: '2021-05-06 12:00',
        participations: 1,
        remarks: null,
      },
    ])
  })
})

describe('societies', () => {
  it('see their own members only', async () => {
    const conditions = typed(world, '状態:すべて')
    const other = await loadMembers(world.db, NURSING)
    const numbers = await allNumbers(world.as('secretariat', { societyId: NURSING }), conditions)
    expect(numbers).toEqual(reference(other, conditions, TODAY))
    expect(numbers).toHaveLength(43)
  })
})
