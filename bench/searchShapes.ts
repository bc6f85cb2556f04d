import { bigram, facetToken, unigram } from '../src/domain/search/tokenCodes.ts'

/** A search as the treasurer types it, and the same by hand in both other ways. */
export interface Shape {
  readonly name: string
  readonly search: string
  /** What a good hand would write on member_search: the conditions on `s`. */
  readonly byHand: string
  /** What comes to mind first, on the member table `m`. */
  readonly obvious: string
}

const SOCIETY = 1234
const facet = (text: string) => facetToken(`${SOCIETY}|&${text}`)
const ACTIVE = facetToken(`${SOCIETY}|status=active`)
const grams = (text: string) => {
  const points = Array.from(text, (letter) => letter.codePointAt(0) ?? 0)
  return points.slice(1).map((point, index) => bigram(0, points[index] ?? 0, point))
}
const all = (...tokens: readonly number[]) => `s.tokens @> '{${tokens.join(',')}}'`
const inSection = (first: number, last: number, text: string) =>
  `s.search_text LIKE '%${String.fromCharCode(first)}%${text}%${String.fromCharCode(last)}%'`

/** The columns that plain words match. */
export const WORD_COLUMNS = [
  'number',
  'family_name',
  'given_name',
  'family_kana',
  'given_kana',
  'organisation_name',
  'affiliation',
  'email',
] as const

const anywhere = (...texts: readonly string[]) =>
  `(${WORD_COLUMNS.flatMap((column) => texts.map((text) => `m.${column} ILIKE '%${text}%'`)).join(' OR ')})`
const UNPAID = `EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id
  AND i.state = 'open' AND i.paid_yen = 0)`

export const SHAPES: readonly Shape[] = [
  {
    name: 'kanji of two characters',
    search: '佐藤',
    byHand: all(ACTIVE, ...grams('佐藤')),
    obvious: anywhere('佐藤'),
  },
  {
    name: 'one character',
    search: '林',
    byHand: all(ACTIVE, unigram(0, '林'.codePointAt(0) ?? 0)),
    obvious: anywhere('林'),
  },
  {
    name: 'kana, half width',
    search: 'ﾔﾏﾀﾞ',
    byHand: `${all(ACTIVE, ...grams('やまだ'))} AND s.search_text LIKE '%やまだ%${String.fromCharCode(9)}%'`,
    obvious: anywhere('ヤマダ'),
  },
  {
    name: 'name of four characters',
    search: '勅使河原',
    byHand: `${all(ACTIVE, ...grams('勅使河原'))} AND s.search_text LIKE '%勅使河原%${String.fromCharCode(9)}%'`,
    obvious: anywhere('勅使河原'),
  },
  {
    name: 'affiliation',
    search: '所属:架空医科大学',
    byHand: `${all(ACTIVE, ...grams('架空医科大学'))} AND ${inSection(7, 8, '架空医科大学')}`,
    obvious: `m.affiliation ILIKE '%架空医科大学%'`,
  },
  {
    name: 'facets only',
    search: '都道府県:東京都 会員種別:世話人',
    byHand: all(facet('status=active&prefecture=東京都'), facet('status=active&memberType=3')),
    obvious: `m.prefecture = '東京都' AND m.member_type_id = 3`,
  },
  {
    name: 'facets and text',
    search: '佐藤 都道府県:東京都 会費:未納',
    byHand: all(facet('status=active&prefecture=東京都&dues=open'), ...grams('佐藤')),
    obvious: `m.prefecture = '東京都' AND ${anywhere('佐藤')} AND ${UNPAID}`,
  },
  {
    name: 'dues unpaid',
    search: '会費:未納',
    byHand: all(facet('status=active&dues=open')),
    obvious: UNPAID,
  },
  {
    name: 'no hit',
    search: '鬼龍院',
    byHand: `${all(ACTIVE, ...grams('鬼龍院'))} AND s.search_text LIKE '%鬼龍院%${String.fromCharCode(9)}%'`,
    obvious: anywhere('鬼龍院'),
  },
  {
    name: 'numbers, ten of them',
    search: '会員番号:DEMO0012',
    byHand: `${all(ACTIVE, ...grams('demo0012'))} AND ${inSection(1, 2, 'demo0012')}`,
    obvious: `m.number ILIKE '%DEMO0012%'`,
  },
  {
    name: 'numbers, a thousand of them',
    search: '会員番号:DEMO01',
    byHand: `${all(ACTIVE, ...grams('demo01'))} AND ${inSection(1, 2, 'demo01')}`,
    obvious: `m.number ILIKE '%DEMO01%'`,
  },
]
