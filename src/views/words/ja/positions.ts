import type { Wide } from './wide.ts'

/** 学会役職 */
export const positions = {
  open: '役職',
  title: '学会役職',
  submit: '就任を登録',
  held: { present: '在任中', future: '就任予定', past: '過去の役職' },
  none: '学会役職の記録はありません。',
  more: (count: number) => `ほか${count}件`,
  term: (from: string, to: string | null) => (to === null ? `${from} 就任` : `${from} 就任〜${to} 退任`),
  end: '任期を終える',
  endSpoken: (position: string) => `${position}の任期を終える`,
  assign: '就任の登録',
  position: '学会役職',
  positionPlaceholder: 'お選びください',
  noOffices: '学会役職が登録されていません。設定で登録してください。',
  startedOn: '就任日',
  endedOn: '退任日',
  endedOnHint: '未定の場合は空欄のままにしてください。退任日には後任の方が就任できます。',
  assigned: (number: string, position: string, from: string) =>
    `会員番号 ${number}　${position}（${from} 就任）を登録しました。`,
  ended: (number: string, position: string, to: string) =>
    `会員番号 ${number}　${position}の退任日を ${to} としました。`,
  withdrawn: (number: string, position: string) => `会員番号 ${number}　${position}の登録を取り消しました。`,
  endForm: {
    title: '任期を終える',
    submit: '登録する',
    about: (position: string, from: string) => `${position}（${from} 就任）`,
    hint: '就任日と同じ日付にすると、登録の誤りとして取り消します。',
  },
  register: {
    heading: (year: number) => `役員名簿　${year}年度`,
    today: (day: string) => `${day} 現在`,
    wholeYear: '年度中に在任した方を、すべて表示しています。',
    year: '年度を選ぶ',
    yearOption: (year: number) => `${year}年度`,
    vacant: '空席',
    seats: (count: number) => `（定員 ${count}名）`,
    election: '改選を登録',
  },
  election: {
    title: '改選',
    submit: '改選を登録',
    intro:
      '役職ごとに、改選後に在任する方の会員番号をご入力ください（複数は空白で区切ります）。入力のない方は改選日に退任となります。会則と定員は、改選後の状態で確認します。',
    tooMany: (count: number) =>
      `このほかの役職（${count}件）は画面に収まらないため、会員ごとにご登録ください。`,
    name: '改選の名称',
    namePlaceholder: '例：2027年度役員改選',
    effectiveOn: '改選日',
    office: (label: string, seats: number | null) => (seats === null ? label : `${label}（定員 ${seats}名）`),
    done: (name: string, day: string) => `「${name}」を登録しました（${day}）。`,
    move: (position: string, number: string, begins: boolean) =>
      `${position}　${number}　${begins ? '就任' : '退任'}`,
    undo: '改選を取り消す',
    undoConfirm: {
      title: '改選の取り消し',
      text: 'この改選による就任と退任を、すべて元に戻します。よろしいですか？',
      confirm: '取り消す',
      deny: '戻る',
    },
    undone: (name: string) => `「${name}」を取り消しました。役職は改選前に戻りました。`,
  },
} as const

export type PositionWords = Wide<typeof positions>
