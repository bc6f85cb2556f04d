import type { ErrorTexts } from '../errorTexts.ts'
import { HOLDERS } from '../holders.ts'
import { accountErrors } from './accountErrors.ts'
import { deletionErrors } from './deletionErrors.ts'
import { dossierErrors } from './dossierErrors.ts'
import { duesErrors } from './duesErrors.ts'
import { positionErrors } from './positionErrors.ts'
import { registrationErrors } from './registrationErrors.ts'
import { PERMISSION_NAMES, ROLE_NAMES } from './roles.ts'
import { settingErrors } from './settingErrors.ts'
import { withdrawalErrors } from './withdrawalErrors.ts'

const quoted = (words: readonly string[]) => words.map((word) => `「${word}」`).join('')
const instead = (words: readonly string[]) => (words.length === 0 ? '' : `もしかして：${quoted(words)}`)
const nearest = (labels: readonly { readonly ja: string }[]) =>
  instead(labels.slice(0, 5).map(({ ja }) => ja))
const societies = (choices: readonly { readonly name: string; readonly code: string }[]) =>
  choices.map(({ name, code }) => `「学会:${code}」（${name}）`).join('、')
const ROLES = (codes: readonly string[]) => codes.map((code) => ROLE_NAMES[code] ?? code).join('と')

export const errors: ErrorTexts = {
  ...accountErrors,
  ...duesErrors,
  ...deletionErrors,
  ...dossierErrors,
  ...withdrawalErrors,
  ...registrationErrors,
  ...positionErrors,
  ...settingErrors,
  forbidden: ({ permission }) => [
    `この操作には「${PERMISSION_NAMES[permission]}」の権限が必要です（${HOLDERS[permission].map((code) => ROLE_NAMES[code]).join('・')}の役割にあります）。必要な場合は事務局にお問い合わせください。`,
  ],
  'no-role': ({ contacts }) => [
    '会員名簿を操作する権限がありません。',
    ...(contacts.length === 0
      ? ['このワークスペースの管理者にお問い合わせください。']
      : [...contacts.map((user) => ({ user })), 'にお問い合わせください。']),
  ],
  'role-conflict': ({ roles, article }) => [
    `${article === null ? '' : `会則${article}により、`}${ROLES(roles)}${roles.length > 1 ? 'を兼ねることはできません' : 'は会員を兼ねることができません'}。ユーザーグループと役職の設定をご確認ください。`,
  ],
  guest: () => ['ゲストの方、および他のワークスペースの方は会員名簿をご利用になれません。'],
  'no-society': () => ['このワークスペースには学会が登録されていません。管理者にお問い合わせください。'],
  'society-needed': ({ choices }) => [
    `どの学会の名簿かをご指定ください。${societies(choices)}を付けて入力できます。`,
  ],
  'unknown-society': ({ value, choices }) => [
    `「${value}」という学会は見つかりませんでした。${choices.length === 0 ? '' : `指定できるのは${societies(choices)}です。`}`,
  ],
  'unknown-member': ({ number, nearest: near }) => [
    `会員番号「${number}」の会員は見つかりませんでした。${near.length === 0 ? '番号をご確認ください。' : instead(near)}`,
  ],
  'unknown-verb': ({ verb, nearest: near }) => [
    `「${verb}」というコマンドはありません。${instead(near)}　一覧は「/member ヘルプ」でご覧いただけます。`,
  ],
  'unknown-kind': ({ value, valid }) => [
    `「${value}」という会員区分はありません。指定できるのは${quoted(valid)}です。`,
  ],
  'number-needed': () => ['会員番号をご入力ください。例：/member 詳細 DEMO00001'],
  'too-long': ({ limit }) => [`長すぎます。${limit}文字以内でご入力ください。`],
  stale: () => ['他の方が先に更新しました。最新の内容をご確認ください。'],
  'result-gone': () => [
    'この検索結果は期限が切れたか、現在の権限ではご覧になれません。もう一度検索してください。',
  ],
  'channel-not-safe': ({ why }) => [
    {
      external: '他の組織と共有しているチャンネルには、会員の情報を投稿できません。',
      guests: 'ゲストが参加しているチャンネルには、会員の情報を投稿できません。',
      unknown:
        'このチャンネルの参加者を確認できないため、会員の情報を投稿できません。Meibo をチャンネルに追加してからお試しください。',
    }[why],
    '代わりに、あなた宛てのダイレクトメッセージでお受け取りいただけます。',
  ],
  'search-refused': ({ errors: list }) =>
    list.flatMap((error, index) => [index === 0 ? '' : '\n', ...textOfSearch(error)]),
  'search-too-long': ({ limit, length }) => [
    `検索の条件が長すぎます（${length}文字）。${limit}文字以内でご入力ください。`,
  ],
  'search-too-many-terms': ({ limit, count }) => [
    `検索の条件が多すぎます（${count}個）。${limit}個以内にしてください。`,
  ],
  'search-quote-unclosed': ({ text }) => [`「${text}」の引用符が閉じていません。`],
  'search-key-unknown': ({ key, nearest: near }) => [
    `「${key}」という検索項目はありません。${nearest(near)}`,
  ],
  'search-value-missing': ({ label }) => [`「${label.ja}」に続けて値をご入力ください。例：${label.ja}:…`],
  'search-value-empty': ({ label }) => [`「${label.ja}」の値に検索できる文字がありません。`],
  'search-value-unknown': ({ label, value, nearest: near }) => [
    `「${label.ja}」に「${value}」という値はありません。${nearest(near)}`,
  ],
  'search-date-invalid': ({ label, value }) => [
    `「${label.ja}」の日付「${value}」を読み取れませんでした。例：2026-04-01、2026年4月、今月、2026-04..2026-06`,
  ],
  'search-range-contradictory': ({ label, from, to }) => [
    `「${label.ja}」の期間の始まり（${from}）が終わり（${to}）より後になっています。`,
  ],
  'search-not-excludable': ({ label }) => [`「${label.ja}」には「-」（除く）を付けられません。`],
  'search-given-twice': ({ label }) => [`「${label.ja}」が二度指定されています。一つにしてください。`],
}

function textOfSearch(error: Parameters<ErrorTexts['search-refused']>[0]['errors'][number]) {
  return (errors[error.code] as (given: typeof error) => ReturnType<ErrorTexts['guest']>)(error)
}
