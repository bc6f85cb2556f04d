import { expect, it } from 'vitest'
import { findPostalPlace } from '../../../src/domain/members/postal.ts'

it.each([
  ['104-0061', { prefecture: '東京都', address: '中央区銀座' }],
  ['〒１０４－００６１', { prefecture: '東京都', address: '中央区銀座' }],
  ['9071801', { prefecture: '沖縄県', address: '八重山郡与那国町与那国' }],
  // The code of a whole municipality.
  ['0600000', { prefecture: '北海道', address: '札幌市中央区' }],
  ['000-0000', null],
  ['104-006', null],
  ['', null],
  ['住所', null],
])('%s', (typed, place) => {
  expect(findPostalPlace(typed)).toEqual(place)
})
