import type { Wide } from './wide.ts'

const CAUSES: Readonly<Record<string, string>> = {
  rejected: '会計が申請を却下しました。',
  'request-cancelled': '請求取消などの申請が取り下げられました。',
  expired: '会計の承認がないまま、申請の期限が過ぎました。',
  'new-invoice': '承認を待つあいだに、新しい請求が発行されました。',
  'role-lost': '手続きをした方に、会員を編集する権限がなくなりました。',
  cancelled: '手続きが取り消されました。',
  'invoices-open': '未納の会費が残っています。',
  'positions-held': '学会役職に在任中です。',
  'year-closed': '退会日の年度が締め切られました。',
  'withdrawn-too-early': '退会日が入会日より前になっています。',
  'already-planned': '別の退会が予定されています。',
  'already-held': '会計の承認を待っている別の退会があります。',
  'not-active': '在籍していない会員です。',
  'unknown-member': '会員の記録が見つかりません。',
}

/** 退会・再入会 */
export const withdrawal = {
  title: '会員の退会',
  question: '退会させたい会員に間違いはありませんか？',
  submit: '退会処理を実行する',
  dues: '未納の会費はありませんか？',
  duesNone: '未納の会費はありません。',
  duesHidden: (count: number) =>
    `未納の会費が${count}件あるため、このままでは退会できません。会費を扱える方にご依頼ください。`,
  hold: '承認されたら退会を完了する',
  holdHint:
    'チェックを入れると、会計が承認したときに、内容を改めて確認したうえで自動で退会になります。却下されたときはお知らせします。',
  after: 'お手続きの進め方',
  acceptedOn: '届出受理日',
  withdrawnOn: '退会日',
  withdrawnOnHint: (earliest: string | null) =>
    `本日より後の日付にすると、その日に自動で退会になります（それまでは取り消せます）。${earliest === null ? '' : `さかのぼれるのは ${earliest} までです。`}死亡の場合は逝去日をご指定ください。`,
  yearEnd: (day: string) => `退会日を年度末（${day}）にする`,
  reason: '退会理由',
  reasonPlaceholder: '退会理由を選ぶ',
  note: '理由の補足・備考',
  noteHint: '500文字まで。履歴に残り、会員の情報を削除するときに消去されます。',
  positions: (names: string) => `学会役職（${names}）に在任中です。`,
  endPositionsLabel: '学会役職',
  endPositions: '退会日で役職を終える',
  changes: '退会すると、次のように変わります',
  changeLine: (label: string, from: string, to: string) => `${label}　${from} → ${to}`,
  unchanged:
    '会員期限と登録情報はそのまま残り、ステータス「無効」で検索できます。会員にメールは送信されません。',
  paidAhead: (what: string) => `${what} は入金済みです。退会後の年度の分は、返金をご検討ください。`,
  changed: '他の方が先に更新しました。最新の内容をご確認のうえ、もう一度お進みください。',
  notYet: 'まだ退会していません。内容をご確認ください。',
  done: (number: string, day: string) => `会員番号 ${number} の退会の手続きが完了しました（退会日 ${day}）。`,
  memorialised: (number: string) => `会員番号 ${number} を物故会員にしました。`,
  dated: (number: string, day: string) =>
    `会員番号 ${number} は ${day} に退会する予定です。その日に自動で手続きします。`,
  datedOpen: (count: number) =>
    `未納の会費が${count}件残っています。退会日までに納入・請求取消などがないと、退会になりません。`,
  held: (number: string, approvalId: number) =>
    `会員番号 ${number} の請求取消などを会計に申請しました（受付 ${approvalId}）。承認されると、自動で退会になります。`,
  requested: (number: string, approvalId: number) =>
    `会員番号 ${number} の請求取消などを会計に申請しました（受付 ${approvalId}）。退会の手続きは、承認のあとに改めて行ってください。`,
  undo: '退会を取り消す',
  undoConfirm: {
    title: '退会の取り消し',
    text: '退会の手続きを取り消し、料金体系・会員種別・学会役職を元に戻します。請求取消などは元に戻りません。よろしいですか？',
    confirm: '元に戻す',
    deny: 'やめる',
  },
  undone: (numbers: string) => `退会を取り消しました（${numbers}）。在籍中に戻りました。`,
  openCard: '会員カードを開く',
  open: '退会',
  openSpoken: (number: string) => `会員番号 ${number} を退会`,
  cancelPlanned: '退会の予定を取り消す',
  cancelHeld: '保留中の退会を取り消す',
  cancelConfirm: {
    title: '退会の取り消し',
    text: 'この退会を取り消します。請求取消などの申請は、そのまま残ります。よろしいですか？',
    confirm: '取り消す',
    deny: 'やめる',
  },
  cancelled: (number: string) => `会員番号 ${number} の退会を取り消しました。`,
  heldOnCard: (day: string, approvalId: number) =>
    `退会は会計の承認待ちです（退会日 ${day}、受付 ${approvalId}）。承認されると自動で退会になります。`,
  waiting: {
    heading: '退会の予定',
    none: '予定されている退会はありません。会員を退会させるには「/member 退会 会員番号」と入力してください。',
    planned: '退会日が決まっている会員',
    held: '会計の承認を待っている会員',
    line: (day: string, reason: string) => `${day}　${reason}`,
    heldLine: (day: string, reason: string, approvalId: number) => `${day}　${reason}　受付 ${approvalId}`,
    by: '申請',
    cancel: '取り消す',
    cancelSpoken: (number: string) => `会員番号 ${number} の退会を取り消す`,
  },
  told: {
    heading: '退会の手続きの結果',
    completed: (number: string, day: string) => `会員番号 ${number} の退会が完了しました（退会日 ${day}）。`,
    released: (number: string, cause: string) => `会員番号 ${number} は退会していません。${cause}`,
    cause: (code: string) => CAUSES[code] ?? '内容が変わったため、手続きできませんでした。',
    more: (count: number) => `ほか${count}名`,
  },
  batch: {
    title: 'まとめて退会',
    open: 'まとめて退会',
    submit: '退会処理を実行する',
    ready: (count: number) => `手続きできる会員　${count}名`,
    owing: (count: number) => `未納の会費がある会員　${count}名`,
    blocked: (count: number) => `手続きできない会員　${count}名`,
    line: (number: string, name: string) => `${number}　${name}`,
    owingLine: (number: string, name: string, count: number, yen: string) =>
      `${number}　${name}　${count}件 ${yen}`,
    blockedLine: (number: string, cause: string) => `${number}　${cause}`,
    settle: '未納の会費がある会員の扱い',
    settleHint:
      '申請すると、全員の未納の請求を一つの申請にまとめて会計に送り、承認されたら全員の退会が完了します。請求取消と「手動で支払済み」は、承認されると元に戻せません。',
    leave: '退会させない（未納のまま残す）',
    leaveGroup: '申請しない',
    count: '退会させる人数',
    countHint: (ready: number, all: number) =>
      ready === all
        ? `確認のため、対象の人数（${ready}）をご入力ください。`
        : `確認のため、対象の人数をご入力ください。未納の会費がある会員を残す場合は ${ready}、申請する場合は ${all} です。`,
    changed: '内容が変わったため、振り分け直しました。ご確認のうえ、もう一度人数をご入力ください。',
    done: (count: number, day: string) => `${count}名の退会の手続きが完了しました（退会日 ${day}）。`,
    dated: (count: number, day: string) => `${count}名を ${day} に退会する予定にしました。`,
    held: (count: number, approvalId: number) =>
      `${count}名の未納の請求を、まとめて会計に申請しました（受付 ${approvalId}）。承認されると、自動で退会になります。`,
    staying: (count: number) => `${count}名は手続きしていません。`,
    undo: (count: number) => `${count}名の退会を取り消す`,
  },
  rejoin: {
    title: '会員の再入会',
    question: '再入会させたい会員に間違いはありませんか？',
    submit: '再入会の手続きを実行',
    open: '再入会',
    openSpoken: (number: string) => `会員番号 ${number} を再入会`,
    previous: '前回の登録内容',
    withdrawal: (day: string, reason: string) => `${day}　${reason}`,
    cancelledYen: (yen: string) => `前回取消した未納　${yen}`,
    status: 'ステータスは「有効」になります。会員番号は変わりません。',
    rejoinedOn: '再入会日',
    rejoinedOnHint: '新しい在籍期間の始まりです。以前の在籍期間は履歴に残ります。',
    boardAccess: '権限（掲示板）',
    boardHints: {
      poster: '掲示板ページでのコメントの投稿・閲覧が可能',
      reader: '掲示板ページでのコメントの閲覧のみが可能',
    },
    boardNames: { poster: '発信者', reader: '受信者' },
    feePlan: '料金体系',
    memberType: '会員種別',
    memberTypeHint: {
      paid: '料金体系が有料のため、会員種別の選択が必要です。',
      free: '無料の会員種別だけを選べます。空欄のままでも登録できます。',
    },
    memberTypePlaceholder: '会員種別を選ぶ',
    noTypes: 'この料金体系で選べる会員種別はありません。',
    application: (number: string) => `入会申請（${number}）は、この会員の記録にまとめられます。`,
    done: (number: string) => `会員番号 ${number} の再入会の手続きが完了しました。`,
    undo: '再入会を取り消す',
    undoConfirm: {
      title: '再入会の取り消し',
      text: '再入会の手続きを取り消し、退会済みに戻します。よろしいですか？',
      confirm: '元に戻す',
      deny: 'やめる',
    },
    undone: (numbers: string) => `再入会を取り消しました（${numbers}）。退会済みに戻りました。`,
    returning: '同じ方と思われる退会済みの記録があります',
    returningHint: '退会させた会員は、新規の入会ではなく再入会として手続きしてください。',
    returningOpen: (number: string) => `${number} の再入会として受け付ける`,
  },
} as const

export type WithdrawalWords = Wide<typeof withdrawal>
