import type { Permission } from '../../../domain/core/roles.ts'

export const ROLE_NAMES: Readonly<Record<string, string>> = {
  secretariat: '事務局',
  officer: '幹事',
  treasurer: '会計',
  auditor: '監事',
  /** What the 会長 lends; not a role of its own. */
  'treasurer.delegate': '会計代行者',
}

export const PERMISSION_NAMES: Readonly<Record<Permission, string>> = {
  'member.read': '会員の検索・閲覧',
  'dues.read': '会費の閲覧',
  'history.read': '履歴の閲覧',
  'member.write': '会員の登録・編集',
  'member.delete': '会員の削除',
  'member.delete.approve': '会員の削除の承認',
  'credentials.reset': 'パスワードの初期化',
  'invoice.issue': '請求の発行',
  'payment.record': '入金の記録',
  'settlement.request': '請求取消などの申請',
  'settlement.decide': '請求取消などの承認',
  'mail.send': 'メールの送信',
  'labels.print': '宛名ラベルの作成',
  'export.csv': 'CSV の出力',
  'import.csv': 'CSV の取込',
  settings: '設定',
  'audit.read': '監査記録の閲覧',
  'roll.post': '簡易名簿の投稿',
}
