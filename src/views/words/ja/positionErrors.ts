import type { PositionError } from '../../../domain/positions/errors.ts'
import type { ErrorTexts } from '../errorTexts.ts'

type Cited = Extract<PositionError, { readonly code: 'rule-broken' }>

const by = ({ article, number }: Pick<Cited, 'article' | 'number'>) =>
  `${number === undefined ? '' : `会員番号 ${number}：`}${article === null ? '会則により' : `会則${article}により`}、`
const since = ({ on }: Pick<Cited, 'on'>) => (on === undefined ? '' : `（${on} の時点）`)

export const positionErrors: Pick<ErrorTexts, PositionError['code']> = {
  'rule-broken': (given) => [
    `${by(given)}「${given.subject.ja}」は「${given.object.ja}」の方に限られます${since(given)}。`,
  ],
  'rule-excludes': (given) => [
    `${by(given)}「${given.subject.ja}」と「${given.object.ja}」を兼ねることはできません${since(given)}。`,
  ],
  'position-unknown': () => ['学会役職をお選びください。'],
  'holder-not-active': ({ number }) => [
    `会員番号 ${number} は有効な会員ではないため、役職に就くことができません。`,
  ],
  'type-holds-no-office': ({ number }) => [
    `会員番号 ${number} の会員種別には役員就任の権利がないため、役職に就くことができません。`,
  ],
  'already-holds': ({ position, number }) => [
    `会員番号 ${number} は、その期間に「${position.ja}」に在任しています。`,
  ],
  'seats-full': ({ position, seats }) => [
    `「${position.ja}」の定員は${seats}名です。先に任期の終了をご登録いただくか、改選をご利用ください。`,
  ],
  'office-before-joining': ({ joinedOn }) => [`就任日は入会日（${joinedOn}）以降の日付をご指定ください。`],
  'office-after-withdrawal': ({ withdrawnOn }) => [
    `${withdrawnOn} に退会の予定があります。就任日はそれより前の日付をご指定ください。`,
  ],
  'office-dates': ({ startedOn }) => [`${startedOn} 以降の日付をご指定ください。`],
  'holding-gone': () => ['この役職は見つからないか、すでに変更されています。最新の内容をご確認ください。'],
  'elected-twice': ({ number }) => [`会員番号 ${number} が同じ役職に二度入力されています。`],
  'elected-unknown': ({ number }) => [`会員番号「${number}」の会員は見つかりませんでした。`],
  'nothing-elected': () => ['変更する役職がありません。'],
  'election-later': ({ count }) => [
    `この改選のあとに変更された役職が${count}件あるため、取り消せません。役職ごとにご確認ください。`,
  ],
}
