import { describe, expect, it } from 'vitest'
import type { Filter } from '../../../src/domain/search/conditions.ts'
import { SEARCH_FIELDS } from '../../../src/domain/search/fields.ts'
import { foldText } from '../../../src/domain/search/fold.ts'
import type { Grammar } from '../../../src/domain/search/grammar.ts'
import { grammarFor } from '../../../src/domain/search/grammar.ts'
import { parseSearch } from '../../../src/domain/search/language.ts'
import { TODAY, TREASURER, VOCABULARY } from './fixtures.ts'

const parse = (search: string, grammar: Grammar = TREASURER) => parseSearch(search, grammar, TODAY)

const text = (field: string, values: string[], excluded = false): Filter => ({
  kind: 'text',
  field,
  excluded,
  values,
})
const choice = (field: string, values: string[], excluded = false): Filter => ({
  kind: 'choice',
  field,
  excluded,
  values,
})
const ACTIVE = choice('status', ['active'])

function conditions(search: string) {
  const outcome = parse(search)
  return outcome.ok ? outcome.conditions : outcome.errors
}

function filters(search: string) {
  const outcome = parse(search)
  return outcome.ok ? outcome.conditions.filters : outcome.errors
}

describe('a search', () => {
  it('reads the example of the design', () => {
    const search = '山田 所属:大学 状態:無効 会費:滞納 入会申請日:今月 -都道府県:東京都 並び:申請日降順'
    const expected = {
      society: null,
      filters: [
        text('words', ['山田']),
        choice('prefecture', ['東京都'], true),
        text('affiliation', ['大学']),
        choice('status', ['inactive']),
        { kind: 'date', field: 'applied', excluded: false, from: '2026-05-01', to: '2026-05-31' },
        choice('dues', ['arrears']),
      ],
      sort: { field: 'applied', direction: 'desc' },
    }
    expect(conditions(search)).toEqual(expected)
    expect(
      conditions(
        '山田　所属：大学　状態：無効　会費：滞納　入会申請日：今月　－都道府県：東京都　並び：申請日降順',
      ),
    ).toEqual(expected)
    expect(
      conditions(
        '山田 affiliation:大学 status:inactive dues:arrears applied:this-month -prefecture:tokyo sort:applied-desc',
      ),
    ).toEqual(expected)
  })

  it('means active members unless it speaks of the status', () => {
    expect(filters('')).toEqual([ACTIVE])
    expect(filters('状態:すべて')).toEqual([])
    expect(filters('status:all 状態:無効')).toEqual([])
    expect(filters('-状態:有効')).toEqual([choice('status', ['active'], true)])
    expect(filters('状態:退会済,有効')).toEqual([choice('status', ['active', 'withdrawn'])])
    expect(filters('承認:未承認')).toEqual([choice('approval', ['pending'])])
    expect(filters('承認:承認済')).toEqual([choice('approval', ['approved']), ACTIVE])
    expect(filters('-承認:未承認')).toEqual([choice('approval', ['pending'], true), ACTIVE])
  })

  it.each([
    ['"山田 太郎"', [text('words', ['山田 太郎'])]],
    ['「山田　太郎」', [text('words', ['山田 太郎'])]],
    ['”山田 太郎“ 『a b』', [text('words', ['山田 太郎']), text('words', ['a b'])]],
    ['所属:「A, B」,C', [text('affiliation', ['A, B', 'C'])]],
    ['"a ""b"" c"', [text('words', ['a "b" c'])]],
    ['"a:b" -"c d"', [text('words', ['a:b']), text('words', ['c d'], true)]],
    ['山田, 佐藤、鈴木', [text('words', ['山田', '佐藤', '鈴木'])]],
    ['山田, -佐藤', [text('words', ['山田']), text('words', ['佐藤'], true)]],
    ['山田, 所属:大学', [text('words', ['山田']), text('affiliation', ['大学'])]],
    ['-山田 ー佐藤 −鈴木', [text('words', ['山田', '佐藤', '鈴木'], true)]],
    ['山田 山田 ,山田,', [text('words', ['山田'])]],
    ['5"x', [text('words', ['5"x'])]],
    [':x', [text('words', [':x'])]],
    ['所属:a:b', [text('affiliation', ['a:b'])]],
    ['山\u202e田\u200b \u0007x', [text('words', ['山田']), text('words', ['x'])]],
    ['キーワード:山田', [text('words', ['山田'])]],
    ['所属:大学 所属:病院', [text('affiliation', ['大学']), text('affiliation', ['病院'])]],
    ['-所属:大学 -所属:病院', [text('affiliation', ['大学', '病院'], true)]],
    ['県:大阪 pref:東京,OSAKA', [choice('prefecture', ['東京都', '大阪府'])]],
    ['会費:入金済 会費:未納 会費:未納', [choice('dues', ['paid']), choice('dues', ['open'])]],
    ['-会費:入金済 -会費:未納', [choice('dues', ['open', 'paid'], true)]],
  ] as const)('%s', (search, expected) => {
    expect(filters(`${search} 状態:すべて`)).toEqual(expected)
  })

  it('joins date ranges, and names the society', () => {
    expect(filters('申請日:2026-04.. 申請日:..2026-06 -申請日:今日 -申請日:今日 状態:all')).toEqual([
      { kind: 'date', field: 'applied', excluded: false, from: '2026-04-01', to: '2026-06-30' },
      { kind: 'date', field: 'applied', excluded: true, from: TODAY, to: TODAY },
    ])
    expect(conditions('学会:別研 状態:全て')).toEqual({ society: 'OTHER', filters: [], sort: null })
  })
})

describe('keys and values', () => {
  it('are known by every name in both languages, and no two share one', () => {
    const owners = new Map<string, string>()
    for (const field of SEARCH_FIELDS) {
      for (const name of new Set([field.ja, field.en, ...field.aliases].map(foldText))) {
        expect([name, owners.get(name)]).toEqual([name, undefined])
        owners.set(name, field.id)
        expect(TREASURER.fieldByKey(name)?.id).toBe(field.id)
      }
    }
  })

  it('of lists are known by their words in both languages, and no two share one', () => {
    for (const field of SEARCH_FIELDS) {
      if (field.kind !== 'choice' || !field.choices) continue
      const owners = new Map<string, string>()
      for (const { code, ja, en, aliases = [] } of field.choices) {
        for (const word of new Set([ja, en, ...aliases].map(foldText))) {
          expect([field.id, word, owners.get(word)]).toEqual([field.id, word, undefined])
          owners.set(word, code)
          expect(TREASURER.choiceByWord(field, word)?.code).toBe(code)
        }
      }
    }
  })

  it('of sorting take a direction in either language', () => {
    const sort = (value: string) => {
      const outcome = parse(`並び:${value}`)
      return outcome.ok && outcome.conditions.sort && Object.values(outcome.conditions.sort).join(' ')
    }
    expect(
      [
        '会員番号',
        'フリガナ降順',
        'ふりがなの昇順',
        'applied-desc',
        '更新日 降順'.replace(' ', ''),
        '種別',
        '所属昇順',
        '期限降順',
        'dues-desc',
        'term-end',
      ].map(sort),
    ).toEqual([
      'number asc',
      'kana desc',
      'kana asc',
      'applied desc',
      'updated desc',
      'type asc',
      'affiliation asc',
      'termEnd desc',
      'dues desc',
      'termEnd asc',
    ])
  })

  it('use the society’s own labels beside the standard ones', () => {
    const own = grammarFor(new Set(['member.read']), {
      ...VOCABULARY,
      kinds: [{ code: 'institution', ja: '団体会員', en: 'Corporate' }],
    })
    const values = ['団体会員', 'corporate', '施設', 'institution'].map((word) =>
      parse(`区分:${word} 状態:all`, own),
    )
    expect(values.map((outcome) => outcome.ok && outcome.conditions.filters)).toEqual(
      values.map(() => [choice('kind', ['institution'])]),
    )
  })
})
