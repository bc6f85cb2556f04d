import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldNumber, foldPhone, foldText } from '../../../src/domain/search/fold.ts'
import { KANJI_GROUPS, KANJI_VARIANTS } from '../../../src/domain/search/kanjiVariants.ts'

describe('foldText', () => {
  it.each([
    ['ﾀｶﾊｼ', 'たかはし'],
    ['タカハシ', 'たかはし'],
    ['たかはし', 'たかはし'],
    ['髙橋', '高橋'],
    ['ﾀﾞｲｽｹ', 'だいすけ'],
    ['ヴァイオリン', 'ゔぁいおりん'],
    ['ショウ', 'しょう'],
    ['サトー・ジョン', 'さとじょん'],
    ['か゛', 'が'],
    ['ＴＡＫＡ－ＨＡＳＨＩ＠Example.com', 'takahashi@example.com'],
    ['山田　 太郎\u00a0', '山田太郎'],
    ['‐‑–—−─ｰ〜-', ''],
    ['山\u200b田\u202e太\ufeff郎\u0000', '山田太郎'],
    ['葛\u{e0100}城 辻\ufe00', '葛城辻'],
    ['\ud800山', '山'],
    ['𠮷田 﨑山 神﨑 福', '吉田崎山神崎福'],
    ['渡邊 渡邉 渡辺', '渡辺渡辺渡辺'],
    ['斉藤 齊藤 斎藤 齋藤', '斉藤斉藤斉藤斉藤'],
    ['ΑΣ ας', 'ασασ'],
    ['', ''],
  ])('%j → %j', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  it('keeps apart what only sounds or looks alike', () => {
    const apart = [
      '大阪',
      '大坂',
      '川',
      '河',
      '太田',
      '大田',
      'ヤ',
      'ャ',
      'ケ',
      'ヶ',
      '伊東',
      '伊藤',
      'か',
      'が',
    ]
    expect(new Set(apart.map(foldText)).size).toBe(apart.length)
  })

  it.each(['grapheme', 'binary'] as const)(
    'is idempotent and leaves nothing ignorable in any %s text',
    (unit) => {
      fc.assert(
        fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
          const folded = foldText(text)
          expect(foldText(folded)).toBe(folded)
          expect(folded).toBe(folded.normalize('NFKC'))
          expect(folded).not.toMatch(/[\p{Cc}\p{Cf}\p{White_Space}\p{Pd}ァ-ヶー]/u)
        }),
        { numRuns: 3000 },
      )
    },
  )

  it('folds a text letter by letter as it folds it whole', () => {
    const letters = fc.constantFrom(
      ...Array.from('ァヴヶﾀﾞﾟがか゛ゞー-　 aÀΣςßİ髙𠮷邊１Ⅳ㈱한ᄒ\u0301\u3099\u200d'),
    )
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        // A surrogate at the end sends the whole text down the exact path; it folds to nothing itself.
        expect(foldText(text)).toBe(foldText(`${text}\ud800`))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('kanji variants', () => {
  it('are disjoint groups of single characters that NFKC leaves alone', () => {
    const letters = KANJI_GROUPS.flatMap((group) => Array.from(group))
    expect(new Set(letters).size).toBe(letters.length)
    expect(KANJI_GROUPS.filter((group) => Array.from(group).length < 2)).toEqual([])
    expect(letters.filter((letter) => letter.normalize('NFKC') !== letter)).toEqual([])
    expect(KANJI_GROUPS.length).toBeGreaterThan(400)
  })

  it('fold to the first of their group', () => {
    const wrong = [...KANJI_VARIANTS].filter(
      ([variant, head]) => foldText(variant) !== head || foldText(head) !== head,
    )
    expect(wrong).toEqual([])
  })
})

describe('foldNumber', () => {
  it('equals lower(normalize(x, NFKC)) for every number that can be given out', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{0,6}[0-9]{5,8}$/), (number) => {
        expect(foldNumber(number)).toBe(number.normalize('NFKC').toLowerCase())
      }),
    )
  })

  it('forgives width, case, spaces and hyphens', () => {
    expect(['ＤＥＭＯ０００１２', ' demo-00012', 'Demo 00012'].map(foldNumber)).toEqual(
      Array(3).fill('demo00012'),
    )
  })
})

describe('foldPhone', () => {
  it('keeps the digits, the country code as 0', () => {
    const typed = [
      '03-1234-5678',
      '０３（１２３４）５６７８',
      '+81 3 1234 5678',
      '+81 (0)3-1234-5678',
      '0312345678',
    ]
    expect(typed.map(foldPhone)).toEqual(Array(5).fill('0312345678'))
  })
})
