import { describe, expect, it } from 'vitest'
import { bigram, facetToken, unigram } from '../../../src/domain/search/tokenCodes.ts'
import { finds, meets, member, plan, rowOf, TAKAHASHI_ROW } from './fixtures.ts'

describe('fields', () => {
  it.each([
    ['会員番号:12', 'number:99'],
    ['ログインID:demo00012', 'login:demo00013'],
    ['氏:高橋', '氏:恵子'],
    ['名:恵子', '名:高橋'],
    ['氏名:恵子', '氏名:架空'],
    ['フリガナ氏:ﾀｶ', 'フリガナ氏:けい'],
    ['フリガナ名:けいこ', 'フリガナ名:たか'],
    ['フリガナ:はしけい', 'フリガナ:高'],
    ['メール:example', 'メール:架空'],
    ['電話:03-1234', '電話:03-9'],
    ['所属:大学,研究所', '所属:高橋'],
    ['役職名:教授', '役職名:大学'],
    ['資格:100%', '資格:100_'],
    ['資格:%_', '資格:専門%'],
    ['診療科:内科', '診療科:外科'],
    ['備考:電話', '備考:高橋'],
    ['備考:変', '備考:橋'],
    ['診療科カテゴリ:内科系', '診療科カテゴリ:外科系'],
    ['都道府県:大阪,東京', '都道府県:大阪府'],
    ['メール有無:あり', 'メール有無:なし'],
    ['医師資格:あり', '医師資格:なし'],
    ['区分:個人', '区分:施設,賛助'],
    ['種別:正会員', '種別:名誉会員,空欄'],
    ['承認:承認済', '承認:却下'],
    ['アカウント:有効', 'アカウント:停止,なし'],
    ['状態:有効', '状態:無効'],
    ['権限:発信者', '権限:受信者'],
    ['お知らせ:受け取る', 'お知らせ:受け取らない'],
    ['料金体系:有料', '料金体系:無料'],
    ['テスト会員:いいえ', 'テスト会員:はい'],
    ['会費:未納', '会費:免除,請求なし'],
    ['会費:未納 会費:入金済み', '会費:未納 会費:免除'],
    ['会費:入金済み,免除', '会費:一部入金'],
    ['-会費:免除', '-会費:免除,入金済み'],
    ['-都道府県:大阪', '-都道府県:東京,大阪'],
    ['状態:すべて 都道府県:東京都 会費:未納', '都道府県:京都府 会費:未納'],
    ['-状態:無効', '-状態:有効'],
    ['状態:有効,退会済 都道府県:東京,千葉', '状態:却下,退会済 都道府県:東京,千葉'],
  ])('%s finds, %s does not', (hit, miss) => {
    expect([finds(hit), finds(miss)]).toEqual([true, false])
  })

  it('know the sorts of 無効', () => {
    const gone = rowOf(
      member({ lifecycle: 'withdrawn', feePlan: 'free', memberTypeId: null, prefecture: '東京都' }),
    )
    const searches = [
      '',
      '状態:無効',
      '状態:退会済',
      '状態:未入会',
      '状態:すべて',
      '状態:無効 都道府県:東京都',
      '種別:空欄 状態:退会済',
      '承認:未承認',
    ]
    expect(searches.filter((search) => finds(search, gone))).toEqual([
      '状態:無効',
      '状態:退会済',
      '状態:すべて',
      '状態:無効 都道府県:東京都',
      '種別:空欄 状態:退会済',
    ])
  })

  it('work 滞納 out of what is owed and the day', () => {
    const searches = [
      '会費:滞納',
      '会費:滞納 都道府県:東京都',
      '会費:滞納,免除',
      '会費:滞納,未納',
      '-会費:滞納',
    ]
    const hits = (isOverdue: boolean) => searches.filter((search) => finds(search, TAKAHASHI_ROW, isOverdue))
    expect(hits(true)).toEqual(searches.slice(0, 4))
    expect(hits(false)).toEqual(['会費:滞納,未納', '-会費:滞納'])
    const partly = rowOf(member({ dues: ['partial'] }))
    expect([finds('会費:滞納', partly, true), finds('会費:未納', partly, true)]).toEqual([true, false])
  })
})

describe('a plan', () => {
  it('answers the daily questions with one combined token', () => {
    expect(plan('都道府県:東京都 会費:未納')).toEqual({
      all: [facetToken('1|&status=active&prefecture=東京都&dues=open')],
      anyOf: [],
      noneOf: [],
      like: [],
      notLike: [],
      either: [],
      overdue: [],
      applied: [],
    })
    expect(plan('都道府県:東京都,大阪府 会費:滞納 種別:名誉会員')).toMatchObject({
      all: [facetToken('1|&status=active&memberType=2')],
      anyOf: [
        ['東京都', '大阪府'].map((name) => facetToken(`1|&status=active&prefecture=${name}&dues=owing`)),
      ],
      overdue: [true],
    })
  })

  it('keeps societies apart', () => {
    for (const search of ['', '都道府県:東京都', '会費:入金済み 状態:すべて']) {
      expect([1, 2].map((society) => meets(TAKAHASHI_ROW, plan(search, society)))).toEqual([true, false])
    }
    expect(plan('状態:すべて').all).toEqual([])
  })

  it('looks at the text only where tokens are not the whole answer', () => {
    expect(plan('状態:すべて 髙橋')).toMatchObject({ all: [bigram(0, 0x9ad8, 0x6a4b)], like: [] })
    expect(plan('状態:すべて 林')).toMatchObject({ all: [unigram(0, 0x6797)], like: [] })
    expect(plan('状態:すべて a%')).toMatchObject({ like: ['%a\\%%\u0009%'] })
    expect(plan('状態:すべて 所属:大学')).toMatchObject({ like: ['%\u0007%大学%\u0008%'] })
  })

  it('hands on the days of application', () => {
    expect(plan('入会申請日:今月 -入会申請日:今日').applied).toEqual([
      { from: '2026-05-01', to: '2026-05-31', excluded: false },
      { from: '2026-05-20', to: '2026-05-20', excluded: true },
    ])
  })
})
