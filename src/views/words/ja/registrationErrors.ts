import type { RegistrationError } from '../../../domain/registration/errors.ts'
import type { ErrorTexts } from '../errorTexts.ts'
import { editing } from './editing.ts'
import { members } from './members.ts'
import { withdrawalErrors } from './withdrawalErrors.ts'

const BLOCKED = {
  invoices: '未納の請求が残っています。先に入金・請求取消などの手続きをしてください。',
  positions: '学会役職に在任中です。先に役職を終えてください。',
  plans: '退会の予定、または会計の承認を待つ退会があります。先に取り消してください。',
  active:
    '在籍中の記録を、在籍していない記録にまとめることはできません。二つの会員番号の順を入れ替えてください。',
  affiliates: '所属メンバーの登録があります。先に所属を移すか、終えてください。',
}

export const registrationErrors: Pick<ErrorTexts, Exclude<RegistrationError['code'], 'too-long'>> = {
  'field-required': () => ['ご入力ください。'],
  'kana-only': () => ['フリガナはカタカナでご入力ください。'],
  'email-invalid': () => ['メールアドレスを一つだけ、半角でご入力ください。例：taro@example.com'],
  'phone-invalid': () => ['電話番号をご確認ください。例：03-0000-0000'],
  'postal-code-invalid': () => ['郵便番号は7桁の数字でご入力ください。例：000-0000'],
  'date-invalid': () => ['日付をご確認ください。例：2026-04-01'],
  'count-invalid': ({ most }) => [`1から${most}までの整数でご入力ください。`],
  'choice-unknown': () => ['選択肢からお選びください。'],
  'fields-refused': () => ['入力内容をご確認ください。'],
  'number-format': ({ examples }) => [`この学会の会員番号の形式でご入力ください。例：${examples.join('、')}`],
  'number-taken': ({ number }) => [`会員番号 ${number} はすでに使われています。`],
  'duplicates-found': ({ candidates }) => [
    `同じ方と思われる記録があります（${candidates.map(({ number }) => number).join('、')}）。ご確認ください。`,
  ],
  'not-applicant': ({ number, lifecycle }) => [
    `会員番号 ${number} は「${members.status(lifecycle, null)}」のため、承認待ちの入会申請ではありません。`,
  ],
  'applicant-owes': ({ number, count }) => [
    `会員番号 ${number} には未納の請求が${count}件あります。先に入金・請求取消などの手続きをしてください。`,
  ],
  'no-address': () => ['メールアドレスが登録されていないため、メールで知らせることはできません。'],
  'joined-outside': ({ from, to }) => [
    from === null
      ? `入会日は ${to} までの日付をご指定ください。`
      : `入会日は、前回の退会日（${from}）から ${to} までの日付をご指定ください。`,
  ],
  'edit-overtaken': ({ fields, changes }) => [
    ...withdrawalErrors.changed({ code: 'changed', changes }),
    `\n変更された項目：${fields.map((field) => editing.fields[field] ?? '追加質問').join('、')}`,
  ],
  'nothing-changed': () => ['変更された項目がありません。'],
  'not-institution': ({ number }) => [
    `会員番号 ${number} は個人会員です。所属メンバーを登録できるのは、施設・賛助の会員です。`,
  ],
  'not-individual': ({ number }) => [`会員番号 ${number} は個人会員ではないため、所属メンバーにできません。`],
  'numbers-unknown': ({ numbers }) => [`会員番号が見つかりませんでした：${numbers.join('、')}`],
  'capacity-exceeded': ({ capacity, count }) => [
    `定員は${capacity}名です（変更すると${count}名になります）。`,
  ],
  'merge-same': () => ['同じ会員が指定されています。統合する二つの会員番号をご入力ください。'],
  'merge-kinds': () => ['会員区分の異なる記録は統合できません。'],
  'merge-blocked': ({ number, why }) => [`会員番号 ${number} は統合できません。${BLOCKED[why]}`],
  'two-numbers-needed': () => [
    '残す会員番号と、まとめる会員番号をご入力ください。例：/member 統合 DEMO00001 DEMO00002',
  ],
}
