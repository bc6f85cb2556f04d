import type { Fault, Resting, SettingError } from '../../../domain/settings/errors.ts'
import type { ErrorTexts } from '../errorTexts.ts'

const FAULTS: Readonly<Record<Fault, string>> = {
  required: '入力または選択してください。',
  'whole-number': '整数でご入力ください。',
  code: '英小文字で始まる、英小文字・数字・下線の40文字以内のコードをご入力ください。',
  prefix: '接頭辞は英字3文字以上でご入力ください（数字のみの番号の場合は空欄）。',
  registration: '登録番号は T と数字13桁でご入力ください。',
  'month-day': '月日を「04-01」の形でご入力ください。',
  'test-range': 'テスト番号の範囲は、開始と終了の両方を、開始から順にご入力ください。',
  choices: '選択肢を1行に1つずつ、重複なく、各75文字・100個以内でご入力ください。',
  group: 'ユーザーグループの ID（S で始まる英数字）をご入力ください。',
  word: '会員宛てのメールに、「却下」「滞納」「無効」の語は使えません。',
  rule: 'この組み合わせの規程は登録できません。対象と相手をご確認ください。',
  last: '最後の1件は削除できません。',
}
const RESTING: Readonly<Record<Resting, string>> = {
  members: '名の会員',
  holders: '名の在任者',
  answers: '件の回答',
  numbers: '件の会員番号',
  invoices: '件の請求',
}

export const settingErrors: Pick<ErrorTexts, SettingError['code']> = {
  'setting-gone': () => ['この設定は見つかりませんでした。最新の内容をご確認ください。'],
  'setting-changed': ({ by, at }) => [
    'この画面を開いたあとに、',
    by === null ? '他の方' : { user: by.slice(by.indexOf(':') + 1) },
    `が設定を変更しました${at === '' ? '' : `（${at}）`}。入力した内容で保存する場合は、もう一度「保存する」を押してください。`,
  ],
  'setting-unchanged': () => ['変更された項目がありません。'],
  'setting-invalid': ({ fault }) => [FAULTS[fault]],
  'setting-range': ({ least, most }) => [
    `${least.toLocaleString('ja-JP')}から${most.toLocaleString('ja-JP')}までの整数でご入力ください。`,
  ],
  'setting-taken': ({ value }) => [`「${value}」はすでに使われています。`],
  'setting-in-use': ({ by, count }) => [
    `この設定を使っている${count.toLocaleString('ja-JP')}${RESTING[by]}があるため、変更できません。`,
  ],
  'rule-breakers': ({ count, numbers }) => [
    `この規程に合わない会員が${count.toLocaleString('ja-JP')}名いるため、保存できません（${numbers.join('、')}${count > numbers.length ? ' ほか' : ''}）。`,
  ],
  'setting-locks-out': () => [
    'この変更をすると、ご自身が設定を開けなくなります。ほかの設定担当の方に変更をご依頼ください。',
  ],
  'setting-full': ({ limit }) => [`登録できるのは${limit}件までです。`],
}
