import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PREFECTURES } from '../../../src/domain/search/choices.ts'
import { SEARCH_FIELDS } from '../../../src/domain/search/fields.ts'
import { foldText } from '../../../src/domain/search/fold.ts'
import { bigram, facetToken, unigram } from '../../../src/domain/search/tokenCodes.ts'
import { TokenList } from '../../../src/domain/search/tokenList.ts'
import { finds, member, rowOf } from './fixtures.ts'

describe('a row', () => {
  it('has sorted unique 32-bit tokens and a marked text', () => {
    const { tokens, ...rest } = rowOf(
      member({
        number: 'ＤＥＭＯ-00002',
        familyName: '林',
        familyKana: 'ﾊﾔｼ',
        email: 'H@x.test',
        loginId: 'h',
      }),
    )
    expect(rest).toEqual({
      number: 'demo00002',
      kana: 'はやし',
      searchText:
        '\u0001demo00002\u0002林\u0003林\u0004はやし\u0005はやし\u0006\u0007\u0008h@x.test\u0009林\u000a\u000bはやし\u000c\u000dh\u000e\u000f\u0010\u0011\u0012\u0013',
    })
    expect(tokens).toEqual([...new Set(tokens)].sort((left, right) => left - right))
    expect(tokens.every((token) => token === (token | 0))).toBe(true)
  })

  it('sorts an organisation by its own kana', () => {
    const row = rowOf(
      member({ organisationName: '架空医会', organisationKana: 'カクウイカイ', kind: 'institution' }),
    )
    expect(row.kana).toBe('かくういかい')
    expect(finds('かくうい', row) && finds('団体名:医会 区分:施設', row)).toBe(true)
  })
})

describe('token codes', () => {
  it('never overlap between kinds, and bigrams of common letters never collide', () => {
    const common = fc.oneof(
      fc.integer({ min: 0x20, max: 0x7e }),
      fc.integer({ min: 0x3041, max: 0x309f }),
      fc.integer({ min: 0x4e00, max: 0x9fff }),
    )
    fc.assert(
      fc.property(common, common, common, common, (a, b, c, d) => {
        expect(bigram(0, a, b) === bigram(0, c, d)).toBe(a === c && b === d)
        expect(bigram(0, a, b)).toBeLessThan(2 ** 29)
      }),
    )
    expect(
      [unigram(0, 0), unigram(5, 0x10ffff), bigram(0, 0x20000, 1), bigram(5, 0x9fff, 0x9fff)].map((t) =>
        Math.floor(Math.log2(t)),
      ),
    ).toEqual([29, 29, 30, 30])
    expect(bigram(0, 0x9fff, 0x9fff)).toBeLessThan(2 ** 29)
    expect(facetToken('x')).toBeLessThan(0)
  })

  it('tell apart every facet of every list and prefecture combination', () => {
    const texts = [1, 2, 3].flatMap((society) => [
      ...SEARCH_FIELDS.flatMap((field) =>
        field.kind === 'choice'
          ? (field.choices ?? []).map(({ code }) => `${society}|${field.id}=${code}`)
          : [],
      ),
      ...PREFECTURES.flatMap(({ code }) =>
        ['active', 'inactive', 'withdrawn'].flatMap((status) =>
          ['', '&dues=open', '&dues=owing'].map(
            (dues) => `${society}|&status=${status}&prefecture=${code}${dues}`,
          ),
        ),
      ),
    ])
    expect(new Set(texts.map(facetToken)).size).toBe(new Set(texts).size)
  })

  it('collects any number of tokens', () => {
    const list = new TokenList()
    for (let token = 1000; token > -1000; token -= 1) list.add(token % 700)
    const expected = Array.from({ length: 1399 }, (_, index) => index - 699)
    expect(list.sorted()).toEqual(expected)
  })
})

describe('words', () => {
  it.each([
    'ﾀｶﾊｼ',
    'たかはし',
    'タカハシ',
    '髙橋',
    '高橋',
    'TAKAHASHI@',
    'takahashi＠ｅｘａｍｐｌｅ',
    '髙',
    'たか',
    'か',
    '高橋恵子',
    '恵子高橋',
    '"高橋 惠子"',
    'けいこたかはし',
    '架空大學',
    'DEMO-00012',
    'demo00012',
    '医学部　附属',
    '高橋,鈴木',
    '鈴木、高橋、林',
    'k',
    'ta',
  ])('%j finds 髙橋 惠子', (search) => {
    expect(finds(search)).toBe(true)
  })

  it.each([
    '鈴木',
    '橋高',
    '高惠',
    '-髙橋',
    '高橋 -架空',
    '"部附属 高"',
    '准教授',
    '住所',
    '電話',
    '1234',
    '%',
    '_',
    'ta_a',
    '橋恵子高',
    '林,森',
    '-か',
    '-"TA"',
  ])('%j does not', (search) => {
    expect(finds(search)).toBe(false)
  })

  it('match exactly what contains them, whatever the text', () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from('山田髙ア亜ｱa1-%_\\ 𠮷')),
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(text, text, text, (family, affiliation, word) => {
        fc.pre(foldText(word) !== '')
        const row = rowOf(member({ familyName: family, affiliation, number: '999999' }))
        const quoted = `"${word}"`
        const has = (value: string) => foldText(value).includes(foldText(word))
        expect(finds(quoted, row)).toBe(has(family) || has(affiliation))
        expect(finds(`-${quoted}`, row)).toBe(!has(family) && !has(affiliation))
        expect(finds(`所属:${quoted}`, row)).toBe(has(affiliation))
      }),
      { numRuns: 1500 },
    )
  })
})
