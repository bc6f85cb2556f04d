import type { Wide } from './wide.ts'

/** ログイン・パスワード, as the office sees them. */
export const accounts = {
  open: 'アカウント',
  title: 'アカウント',
  member: '会員',
  loginId: 'ログイン用仮ID',
  noLogin: 'まだありません',
  status: 'ステータス（アカウント）',
  address: '送信先',
  noAddress: '登録がありません',
  letter: '最後に送信したメール',
  kind: { welcome: '初期パスワード', reset: 'パスワード再設定の案内' },
  state: {
    queued: '送信待ち',
    sending: '送信中',
    sent: '送信済み',
    failed: '送信できませんでした',
    unknown: '届いたか確認できません',
  },
  letterLine: (kind: string, state: string, at: string) => `${kind}　${state}（${at}）`,
  reset: 'パスワードを初期化',
  resetHint: {
    welcome:
      'ログイン用仮IDと新しい初期パスワードを会員にメールで送信します。初期パスワードは、事務局の画面には表示されません。',
    reset:
      '新しいパスワードを設定するためのページ（24時間・一度だけ有効）を会員にメールで送信します。設定されるまで、これまでのパスワードが使えます。',
  },
  resetConfirm: {
    title: 'パスワードの初期化',
    text: {
      welcome:
        'この会員に、新しい初期パスワードをメールで送信します。前に送信した初期パスワードは使えなくなります。よろしいですか？',
      reset: 'この会員に、パスワードを再設定するためのメールを送信します。よろしいですか？',
    },
    confirm: '送信する',
    deny: 'やめる',
  },
  sent: {
    welcome: (number: string) => `会員番号 ${number} に、初期パスワードのメールを送信します。`,
    reset: (number: string) => `会員番号 ${number} に、パスワード再設定のメールを送信します。`,
  },
  suspend: 'アカウントを停止',
  suspendConfirm: {
    title: 'アカウントの停止',
    text: 'この会員はログインやパスワードの再設定ができなくなります。ほかの学会でのログインも停止します。よろしいですか？',
    confirm: '停止する',
    deny: 'やめる',
  },
  suspended: (number: string) => `会員番号 ${number} のアカウントを停止しました。`,
  resume: 'アカウントの停止を解除',
  resumeConfirm: {
    title: '停止の解除',
    text: 'この会員がもう一度ログインできるようになります。よろしいですか？',
    confirm: '解除する',
    deny: 'やめる',
  },
  resumed: (number: string) => `会員番号 ${number} のアカウントの停止を解除しました。`,
  lost: {
    failed: (number: string) => `会員番号 ${number} 宛てのメールを送信できませんでした。`,
    unknown: (number: string) =>
      `会員番号 ${number} 宛てのメールは、送信の途中で接続が切れたため、届いたか確認できません。`,
    cause: {
      'not-set-up':
        'メールサーバーが設定されていません。管理者に SMTP_URL・MAIL_FROM・PUBLIC_URL の設定をご依頼ください。',
      refused: '宛先がメールサーバーに受け付けられませんでした。メールアドレスをご確認ください。',
      'broken-off': '届いていない場合は、カードの「アカウント」からもう一度送信してください。',
      'address-missing': 'メールアドレスが登録されていません。',
      'account-suspended': 'アカウントが停止されています。',
      'not-enrolled': '在籍していない会員です。',
    } as Readonly<Record<string, string>>,
    otherCause: '内容が変わったため、送信しませんでした。',
  },
  left: (number: string, society: string) =>
    `${society}の会員番号 ${number} の方が、ご本人のお手続きで退会されました。個人情報は名簿から削除しました。`,
} as const

export type AccountWords = Wide<typeof accounts>
