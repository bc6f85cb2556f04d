import type { Wide } from './wide.ts'

export const deletion = {
  open: 'この会員を削除',
  form: {
    title: '会員の削除',
    submit: '削除を申請する',
    warning: '一度削除すると元には戻せません。会費の履歴は氏名を除いた金額のみ帳簿に残ります。',
    what: '氏名・連絡先・メモ・書類などの個人情報をすべて消去します。会員番号は再利用されません。発行済みの請求書・領収書は、保存期限まで封をして保管します。',
    second:
      '削除には、申請した方とは別の承認者（事務局・幹事・会計）の承認が必要です。承認されると、すぐに削除されます。',
    number: '会員番号の確認',
    numberHint: (number: string) => `確認のため、会員番号（${number}）をご入力ください。`,
    reason: '削除の理由',
    reasonHint: '承認する方に表示されます。削除が完了すると、理由も消去されます。',
  },
  sent: {
    text: (number: string, id: number) => `会員番号 ${number} の削除の承認を依頼しました（受付 ${id}）。`,
    next: '結果はダイレクトメッセージでお知らせします。',
    cancelled: (id: number) => `削除の申請（受付 ${id}）を取り下げました。`,
    rejected: (id: number) => `削除の申請（受付 ${id}）を却下しました。申請した方に理由をお知らせします。`,
  },
  request: {
    heading: {
      pending: '会員の削除の承認のお願い',
      approved: '承認された会員の削除',
      rejected: '却下された会員の削除',
      cancelled: '取り下げられた会員の削除',
      expired: '期限切れの会員の削除',
    },
    notification: (id: number) => `会員の削除の承認待ちです（受付 ${id}）`,
    number: (number: string) => `会員番号 ${number}`,
    erased: '個人情報は消去されています。',
  },
  approveConfirm: {
    title: '削除の承認',
    text: (number: string) => `会員番号 ${number} の個人情報を消去します。一度削除すると元には戻せません。`,
    confirm: '承認して削除する',
    deny: 'やめる',
  },
  cancelConfirm: {
    title: '申請の取り下げ',
    text: '会員の削除の申請を取り下げます。',
    confirm: '取り下げる',
    deny: 'やめる',
  },
  rejection: { title: '削除の却下', submit: '却下する' },
  outcome: {
    approved: (number: string, id: number) =>
      `会員番号 ${number} の削除が承認され、完了しました（受付 ${id}）。`,
    rejected: (number: string, id: number) =>
      `会員番号 ${number} の削除の申請（受付 ${id}）が却下されました。`,
    cancelled: (number: string, id: number) =>
      `会員番号 ${number} の削除の申請（受付 ${id}）が取り下げられました。`,
    expired: (number: string, id: number) =>
      `会員番号 ${number} の削除の申請（受付 ${id}）は、期限までに承認されなかったため終了しました。必要な場合は、もう一度申請してください。`,
  },
  vacancy: (id: number) =>
    `削除の申請（受付 ${id}）を承認できる方がいません。承認には、申請した方とは別の事務局・幹事・会計の方が必要です。役割の設定をご確認ください。`,
  list: {
    heading: (count: number) => `削除の承認待ち　${count}件`,
    none: '承認を待っている会員の削除はありません。',
    howTo: '削除を申請するには、会員番号を続けてご入力ください。例：/member 削除 DEMO00001',
  },
} as const

export type DeletionWords = Wide<typeof deletion>
