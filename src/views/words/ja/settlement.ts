import type { Wide } from './wide.ts'

const yen = (amount: number) => `${amount.toLocaleString('ja-JP')}円`

export const settlement = {
  rebooking: '振替訂正',
  /** The parts of a form that settle invoices. */
  fields: {
    leave: '未納のまま残す',
    leaveGroup: '申請しない',
    groups: { cancel: '請求取消を申請', paid_manually: '「手動で支払済み」を申請' },
    kinds: { cancel: '請求取消', paid_manually: '手動で支払済み' },
    choice: (kind: string, reason: string) => `${kind}：${reason}`,
    partlyPaid: '入金があるため、請求取消は申請できません。取り消すには、先に振替訂正をしてください。',
    requested: (approvalId: number) => `会計の承認を待っています（受付 ${approvalId}）`,
    final: '請求取消と「手動で支払済み」は、会計が承認すると元に戻せません。内容をよくご確認ください。',
    more: (count: number) => `ほか${count}件は、この申請のあとに続けて申請できます。`,
  },
  form: {
    title: '会計への申請',
    submit: '申請する',
    nothing: '申請できる未納の請求はありません。',
    note: '補足',
    noteHint: '会計担当に伝えたいことがあればご記入ください。会員を確認する画面に表示されます。',
  },
  sent: {
    notification: (id: number) => `会計に承認を申請しました（受付 ${id}）`,
    text: (id: number, count: number, amount: number) =>
      `会計に承認を申請しました（受付 ${id}）。計${count}件　${yen(amount)}`,
    next: '結果はダイレクトメッセージでお知らせします。',
    cancelled: (id: number) => `申請（受付 ${id}）を取り下げました。`,
    rejected: (id: number) => `申請（受付 ${id}）を却下しました。申請した方に理由をお知らせします。`,
  },
  request: {
    heading: {
      pending: '会計承認のお願い',
      approved: '承認済みの申請',
      rejected: '却下された申請',
      cancelled: '取り下げられた申請',
      expired: '期限切れの申請',
    },
    notification: (id: number) => `会計の承認待ちの申請です（受付 ${id}）`,
    receipt: (id: number) => `受付 ${id}`,
    total: (count: number, amount: number) => `計${count}件　${yen(amount)}`,
    members: (number: string, more: number) => (more === 0 ? number : `${number} ほか${more}名`),
    rebooked: (amount: number, to: string) => `${to}に${yen(amount)}を充当`,
    deposited: (amount: number) => `${yen(amount)}を預りへ`,
    held: (count: number) => `承認されると、保留中の退会${count}件の手続きが進みます。`,
    requested: '申請：',
    at: (minute: string) => `　${minute}`,
    expires: (minute: string) => `　期限 ${minute}`,
    ends: {
      approved: ' さんが承認しました',
      rejected: ' さんが却下しました',
      cancelled: ' さんが申請を取り下げました',
    },
    ended: (minute: string) => `（${minute}）`,
    expired: (minute: string) => `期限までに承認されなかったため、終了しました（${minute}）`,
    note: '補足',
    rejection: '却下の理由',
    view: '会員を確認',
    open: '内容を確認',
    openSpoken: (id: number) => `受付 ${id} の内容を確認`,
    approve: '承認',
    reject: '却下',
    cancel: '申請を取り下げる',
  },
  approveConfirm: {
    title: '承認の確認',
    text: '承認すると確定し、元に戻せません。',
    confirm: '承認する',
    deny: 'やめる',
  },
  cancelConfirm: {
    title: '申請の取り下げ',
    text: '申請を取り下げます。この申請を待って保留している退会も取り消されます。',
    confirm: '取り下げる',
    deny: 'やめる',
  },
  view: { title: '申請の内容' },
  rejection: {
    title: '申請の却下',
    submit: '却下する',
    reason: '却下の理由',
    hint: '申請した方にお知らせします。',
  },
  /** To who asked, in a direct message. */
  outcome: {
    approved: (id: number) => `申請（受付 ${id}）が承認されました。`,
    rejected: (id: number) => `申請（受付 ${id}）が却下されました。`,
    cancelled: (id: number) => `申請（受付 ${id}）が取り下げられました。`,
    expired: (id: number) =>
      `申請（受付 ${id}）は、期限までに承認されなかったため終了しました。必要な場合は、もう一度申請してください。`,
  },
  vacancy: {
    requester: (id: number) =>
      `申請（受付 ${id}）を承認できる会計担当がいません。会長が会計代行者を指名すると、承認をお願いできます。`,
    chairTold: '会長にお知らせしました。',
    chairUnknown: '会長の Slack アカウントが登録されていないため、会長へのご連絡をお願いします。',
    chair:
      '会計の承認を待っている申請がありますが、承認できる会計担当がいません。会計代行者を指名してください。',
    name: '会計代行者を指名',
  },
  list: {
    heading: (count: number) => `会計承認待ち　${count}件`,
    own: (count: number) => `あなたの申請　${count}件`,
    none: '承認を待っている申請はありません。',
    howTo: '会員の請求を見るには、会員番号を続けてご入力ください。例：/member 請求 DEMO00001',
  },
  delegate: {
    title: '会計代行者',
    intro:
      '会計代行者は、期間のあいだ、会計に代わって請求取消・手動で支払済み・振替訂正の申請を承認または却下できます。ご自身の申請は承認できません。',
    current: '現在の代行者',
    none: '現在、代行者はいません。',
    user: '代行者',
    from: '開始日',
    to: '終了日',
    toHint: '開始日から1年以内でお選びください。',
    submit: '指名する',
    end: '代行を終える',
    endConfirm: {
      title: '代行の終了',
      text: 'この方の代行を終えます。以後は承認・却下ができなくなります。',
      confirm: '終える',
      deny: 'やめる',
    },
    named: (from: string, to: string) => ` さんを会計代行者に指名しました（${from}〜${to}）。`,
    told: (society: string, from: string, to: string) =>
      `${society}の会計代行者に指名されました（${from}〜${to}）。期間中は、会計に代わって申請を承認または却下できます。承認待ちの申請は App Home でご覧いただけます。`,
    namedBy: '指名：',
  },
} as const

export type SettlementWords = Wide<typeof settlement>
