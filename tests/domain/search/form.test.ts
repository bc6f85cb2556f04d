import { describe, expect, it } from 'vitest'
import { conditionsFromForm, formFromConditions } from '../../../src/domain/search/form.ts'
import { quickRange } from '../../../src/domain/search/formControls.ts'
import { parseSearch } from '../../../src/domain/search/language.ts'
import { OFFICER, TODAY, TREASURER } from './fixtures.ts'

const read = (form: Parameters<typeof conditionsFromForm>[0], grammar = TREASURER) =>
  conditionsFromForm(form, grammar, TODAY)

const FILLED = {
  society: 'DEMO',
  number: 'DEMO',
  loginId: 'demo',
  family: '髙橋',
  given: '惠子',
  familyKana: 'ﾀｶﾊｼ',
  givenKana: 'ケイコ',
  email: 'x@example.com',
  hasEmail: 'yes',
  phone: '03-1',
  prefecture: ['大阪府', '東京都'],
  affiliation: '大学 病院',
  title: '教授',
  qualifications: '専門医',
  departmentCategory: ['外科系'],
  department: '外科',
  physician: ['no'],
  kind: ['individual', 'institution'],
  memberType: ['2', 'none'],
  approval: ['approved'],
  account: ['active'],
  status: ['active'],
  boardAccess: 'reader',
  notices: 'no',
  remarks: 'x"y',
  appliedFrom: '2026-04-01',
  appliedTo: null,
  dues: ['arrears', 'open'],
  sort: 'applied',
  direction: 'desc',
  query: '',
}

describe('conditionsFromForm', () => {
  it('reads every control as the language reads every key', () => {
    const search =
      '学会:demo 番号:DEMO ログイン:demo 氏:髙橋 名:惠子 セイ:ﾀｶﾊｼ メイ:ケイコ メール:x@example.com メール有無:あり 電話:03-1 県:東京,大阪 所属:"大学 病院" 役職名:教授 資格:専門医 ' +
      '診療科カテゴリ:外科系 診療科:外科 医師資格:なし 区分:個人,施設 種別:名誉会員,空欄 承認:承認済 アカウント:有効 状態:有効 権限:受信者 お知らせ:受け取らない 備考:x"y 申請日:2026-04-01.. 会費:未納,滞納 並び:申請日降順'
    // More terms than one typed search may have, so in two halves.
    const halves = search
      .split(' 診療科カテゴリ')
      .map((half, index) =>
        parseSearch(index ? `診療科カテゴリ${half}` : `${half} 状態:有効`, TREASURER, TODAY),
      )
    const filters = halves.flatMap((half) => (half.ok ? half.conditions.filters : []))
    const statusFirst = filters.findIndex(({ field }) => field === 'status')
    const outcome = read({
      ...FILLED,
      title: '',
      number: '',
      loginId: '',
      email: '',
      phone: '',
      given: '',
      givenKana: '',
      remarks: '',
    })
    const left = filters.filter(
      ({ field }, index) =>
        index !== statusFirst &&
        !['title', 'number', 'loginId', 'email', 'phone', 'given', 'givenKana', 'remarks'].includes(field),
    )
    expect(outcome).toEqual({
      ok: true,
      conditions: { society: 'DEMO', filters: left, sort: { field: 'applied', direction: 'desc' } },
    })
  })

  it('takes no more conditions than the language does', () => {
    expect(read(FILLED)).toEqual({
      ok: false,
      errors: [{ code: 'search-too-many-terms', field: 'query', limit: 20, count: 26 }],
    })
  })

  it('is empty when nothing is given, and then means every status', () => {
    const nothing = { ok: true, conditions: { society: null, filters: [], sort: null } }
    expect(read({})).toEqual(nothing)
    expect(
      read({
        number: ' ',
        status: [],
        prefecture: null,
        appliedFrom: '',
        query: undefined,
        sort: null,
        direction: 'desc',
      }),
    ).toEqual(nothing)
    expect(read({ status: ['all'] })).toEqual(nothing)
  })

  it('reads the query beside the controls, which come first', () => {
    const query = '学会:別研 所属:病院 並び:種別'
    expect(read({ query, affiliation: '大学' })).toEqual({
      ok: true,
      conditions: {
        society: 'OTHER',
        filters: ['大学', '病院'].map((value) => ({
          kind: 'text',
          field: 'affiliation',
          excluded: false,
          values: [value],
        })),
        sort: { field: 'type', direction: 'asc' },
      },
    })
    expect(read({ query: '学会:別研 並び:種別', society: 'DEMO', sort: 'kana' })).toEqual({
      ok: true,
      conditions: { society: 'DEMO', filters: [], sort: { field: 'kana', direction: 'asc' } },
    })
  })

  it('takes quick ranges', () => {
    const dates = (form: Parameters<typeof read>[0]) => {
      const outcome = read(form)
      return (
        outcome.ok &&
        outcome.conditions.filters.map((filter) => filter.kind === 'date' && [filter.from, filter.to])
      )
    }
    expect(dates({ appliedQuick: 'last-month' })).toEqual([['2026-04-01', '2026-04-30']])
    expect(dates({ appliedQuick: 'clear', appliedFrom: '2026-01-01' })).toEqual([])
    expect(dates({ appliedTo: '2026-01-01' })).toEqual([[null, '2026-01-01']])
    expect(
      (['today', 'yesterday', 'this-month', 'last-month', 'clear'] as const).map((quick) =>
        quickRange(quick, TODAY),
      ),
    ).toEqual([
      { from: '2026-05-20', to: '2026-05-20' },
      { from: '2026-05-19', to: '2026-05-19' },
      { from: '2026-05-01', to: '2026-05-31' },
      { from: '2026-04-01', to: '2026-04-30' },
      { from: null, to: null },
    ])
  })

  it('names the control of every error', () => {
    const outcome = read({
      family: 'ー',
      given: 'x'.repeat(501),
      society: 'NOWHERE',
      prefecture: ['東京都', '月'],
      appliedFrom: '2026-02-30',
      appliedTo: '今月',
      sort: 'x',
      query: '所蔵:x "a',
      hasEmail: '__proto__',
    })
    expect(outcome.ok ? [] : outcome.errors.map(({ code, field }) => `${field} ${code}`)).toEqual([
      'society search-value-unknown',
      'family search-value-empty',
      'given search-too-long',
      'hasEmail search-value-unknown',
      'prefecture search-value-unknown',
      'appliedFrom search-date-invalid',
      'appliedTo search-date-invalid',
      'sort search-value-unknown',
      'query search-quote-unclosed',
    ])
    const codes = (form: Parameters<typeof read>[0]) => {
      const result = read(form)
      return result.ok ? [] : result.errors.map(({ code, field }) => `${field} ${code}`)
    }
    expect(codes({ appliedFrom: '2026-05-02', appliedTo: '2026-05-01' })).toEqual([
      'appliedTo search-range-contradictory',
    ])
    expect(codes({ appliedFrom: '2026-05-02', query: '申請日:先月' })).toEqual([
      'appliedTo search-range-contradictory',
    ])
    expect(codes({ sort: 'kana', direction: 'up' })).toEqual(['direction search-value-unknown'])
    expect(codes({ query: '状態:x' })).toEqual(['query search-value-unknown'])
  })

  it('answers a control that the caller does not have like one that does not exist', () => {
    const nearest = OFFICER.nearestKeys('dues')
    expect(read({ dues: ['open'] }, OFFICER)).toEqual({
      ok: false,
      errors: [{ code: 'search-key-unknown', field: 'dues', key: 'dues', nearest }],
    })
    expect(JSON.stringify(nearest)).not.toMatch(/dues|会費/)
    expect(read({ sort: 'dues' }, OFFICER)).toMatchObject({
      ok: false,
      errors: [{ code: 'search-value-unknown', field: 'sort', value: 'dues' }],
    })
    expect(read({ dues: [], words: '' }, OFFICER).ok).toBe(true)
  })
})

describe('formFromConditions', () => {
  it('fills every control and puts the rest into the query', () => {
    const outcome = parseSearch(
      '山田 -県:東京 所属:大学 所属:病院 メール有無:あり,なし 料金:有料 会費:未納,滞納 会費:免除 申請日:今月 -申請日:今日 並び:種別',
      TREASURER,
      TODAY,
    )
    const form = outcome.ok ? formFromConditions(outcome.conditions, TREASURER, 'ja') : {}
    expect(form).toEqual({
      society: null,
      number: '',
      loginId: '',
      family: '',
      given: '',
      familyKana: '',
      givenKana: '',
      email: '',
      hasEmail: [],
      phone: '',
      prefecture: [],
      affiliation: '大学',
      title: '',
      qualifications: '',
      departmentCategory: [],
      department: '',
      physician: [],
      kind: [],
      memberType: [],
      approval: [],
      account: [],
      status: ['active'],
      boardAccess: [],
      notices: [],
      remarks: '',
      appliedFrom: '2026-05-01',
      appliedTo: '2026-05-31',
      dues: ['open', 'arrears'],
      sort: 'type',
      direction: 'asc',
      query:
        '山田 メール有無:あり,なし -都道府県:東京都 所属:病院 料金体系:有料 -入会申請日:2026-05-20 会費:免除',
    })
  })

  it('gives an officer a form without dues', () => {
    const outcome = parseSearch('', OFFICER, TODAY)
    const form = outcome.ok ? formFromConditions(outcome.conditions, OFFICER, 'ja') : {}
    expect(Object.keys(form)).not.toContain('dues')
    expect(conditionsFromForm(form, OFFICER, TODAY)).toEqual(outcome)
  })
})
