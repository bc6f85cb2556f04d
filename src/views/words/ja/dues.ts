import type { Wide } from './wide.ts'

/** 請求・入金 */
export const dues = {
  title: '会費・請求',
  /** The member's ledger. */
  states: (states: string) => `会費支払状況：${states}`,
  issue: '請求を追加',
  pay: '入金を記録',
  settle: '請求取消などを申請',
  replace: '請求し直す',
  rebook: '振替訂正',
  deposit: (yen: string, day: string) => `預り　${yen}（${day} 入金）`,
  useDeposit: '請求に充当',
  received: (day: string, yen: string) => `${day} 入金　${yen}`,
  reversed: '（振替訂正済み）',
  rebooking: (approvalId: number) => `（振替訂正の承認待ち・受付 ${approvalId}）`,
  requested: (approvalId: number) => `会計の承認待ち（受付 ${approvalId}）`,
  superseded: '請求し直したため、集計の対象外です',
  replaces: '請求し直した請求です',
  open: '会費・請求を開く',
  invoice: {
    title: '請求を追加',
    submit: '請求する',
    feeItem: '費目',
    year: '会費年度',
    amount: '金額（円）',
    fee: (yen: string) => `会員種別と口数に応じた会費額は${yen}です。`,
    noFee: 'この年度・費目の会費額は登録されていません。金額をご入力ください。',
    dueOn: '支払期限',
    another: '口数の追加',
    anotherChoice: '同じ年度・費目の請求に、口数を追加する',
    held: '承認待ちで保留中の退会は、請求すると解除されます。',
    done: (name: string, yen: string) => `${name}　${yen}を請求しました。`,
    doneFor: (number: string, day: string) => `会員番号 ${number}　支払期限 ${day}`,
    inPlace: '以前の請求に代わるものとして記録しました。',
    released: '承認待ちで保留していた退会は、新しい請求があるため解除しました。',
  },
  replacement: {
    title: '請求し直す',
    about: (name: string, state: string) =>
      `${name}（${state}）に代わる請求です。もとの請求は記録に残り、集計の対象外になります。`,
  },
  payment: {
    title: '入金を記録',
    submit: '記録する',
    receivedOn: '入金日',
    amount: '入金額（円）',
    payerName: '振込名義',
    payerHint: '通帳・入金明細のとおりにご入力ください。',
    bankAccount: '入金先の口座',
    accountHint:
      '例：架空銀行 本店 普通 0000001。カード・コンビニ払いの場合は、決済サービスの名称をご入力ください。',
    method: '入金方法',
    methods: {
      bank: '銀行振込',
      post: '郵便振替',
      card: 'カード',
      store: 'コンビニ',
      cash: '現金',
      other: 'その他',
    } as Readonly<Record<string, string>>,
    allocation:
      '金額を入力した請求に充当します。すべて空欄の場合は、支払期限の古い請求から順に充当します。余りは預りになります（すべて預りにする場合は、いずれかに 0 とご入力ください）。',
    nothingOpen: '未納の請求はありません。入金は預りになります。',
    open: (yen: string) => `残り ${yen}`,
    owesNothing: (member: string) => `${member}　未納の請求はありません`,
    more: (count: number) =>
      `ほかに未納の請求が${count}件あります。すべて空欄の場合は、それらにも充当します。`,
    others: 'ほかの会員の分も充当する',
    othersHint:
      '会員番号をご入力ください（複数は空白で区切り、20名まで）。その会員の未納の請求がこの画面に加わります。',
    othersMore: '会員番号を加えると、その会員の未納の請求がこの画面に加わります。',
    done: (number: string, yen: string) => `会員番号 ${number} の入金 ${yen}を記録しました。`,
    booked: (number: string, name: string, yen: string, rest: string | null) =>
      `${number}　${name}に${yen}を充当しました（${rest === null ? '入金済み' : `残り ${rest}`}）`,
    kept: (yen: string) => `${yen}は預りになりました。`,
    left: (yen: string) => `預りの残りは${yen}です。`,
  },
  depositForm: {
    title: '預りを充当',
    submit: '充当する',
    left: (yen: string, day: string) => `預り ${yen}（${day} 入金）を、未納の請求に充当します。`,
    allocation: '金額を入力した請求に充当します。すべて空欄の場合は、支払期限の古い請求から順に充当します。',
    done: (yen: string) => `預りから${yen}を充当しました。`,
  },
  rebookingForm: {
    title: '振替訂正を申請',
    submit: '会計に申請する',
    about: (name: string) =>
      `${name}に充当した入金を、別の請求または預りに振り替えます。会計が承認すると、充当は全額取り消され、振替先の残りまでが充当されます。余りは預りになります。`,
    entry: '振り替える入金',
    target: '振替先',
    toDeposit: '預りにする',
    others: 'ほかの会員の請求に振り替える',
    reason: '理由',
    reasons: {
      wrong_invoice: '請求の取り違え',
      wrong_member: '会員の取り違え',
      wrong_amount: '金額の誤り',
      refund: '返金のため',
      other: 'その他',
    } as Readonly<Record<string, string>>,
    note: '理由の補足',
    done: (approvalId: number) =>
      `振替訂正を会計に申請しました（受付 ${approvalId}）。承認されるまで、充当は変わりません。`,
    moves: (rebooked: string | null, kept: string | null) =>
      `承認後：${[rebooked === null ? '' : `振替先に${rebooked}`, kept === null ? '' : `預りに${kept}`].filter((part) => part !== '').join('、')}`,
  },
  check: {
    heading: (total: number) => `照合待ちの入金　${total.toLocaleString('ja-JP')}件`,
    none: '照合待ちの入金はありません。',
    intro: '入金明細と突き合わせ、一致したものに照合を付けてください。',
    account: (method: string, account: string | null) =>
      account === null ? method : `${method}　${account}`,
    kept: (yen: string) => `預り ${yen}`,
    recordedBy: '記録',
    own: (count: number) =>
      `ほかに、ご自身が記録した入金が${count.toLocaleString('ja-JP')}件あります。ほかの会計担当が照合します。`,
    readOnly: '照合は会計担当が行います。',
    tick: '照合済みにする',
    tickSpoken: (day: string, yen: string) => `${day} の入金 ${yen} を照合済みにする`,
    tickAll: (count: number) => `この${count}件をすべて照合済みにする`,
    confirm: {
      title: '入金の照合',
      text: (day: string, yen: string) => `${day} 入金　${yen}は、入金明細と一致していますか？`,
      all: (count: number, yen: string) =>
        `表示中の${count}件（合計 ${yen}）は、すべて入金明細と一致していますか？`,
      confirm: '一致している',
      deny: '戻る',
    },
    more: (count: number) => `ほか${count.toLocaleString('ja-JP')}件は、照合が済むと順に表示されます。`,
  },
} as const

export type DuesWords = Wide<typeof dues>
