import type { DuesState } from '../../../domain/members/cardData.ts'
import type { Lifecycle } from '../../../domain/members/row.ts'

const yen = (amount: number) => `${amount.toLocaleString('ja-JP')}円`

const DUES: Readonly<Record<DuesState, string>> = {
  none: '請求なし',
  unpaid: '未納（期限内）',
  arrears: '滞納',
  partial: '一部入金',
  paid: '入金済み',
  paid_manually: '手動で支払済み',
  cancelled: '請求取消',
  exempt: '免除',
}

const ACTIONS: Readonly<Record<string, string>> = {
  'member.viewed': 'カードを表示しました',
  'member.registered': '登録しました',
  'member.edited': '編集しました',
  'member.approved': '入会を承認しました',
  'member.rejected': '入会申請を却下しました',
  'member.withdrawn': '退会の手続きをしました',
  'member.rejoined': '再入会の手続きをしました',
  'roll.posted': '簡易名簿を投稿しました',
  'society.seeded': 'デモデータを作成しました',
}

const REASONS: Readonly<Record<string, string>> = {
  personal: '本人の希望',
  year_end: '年度末退会',
  retirement: '退職・転職',
  death: '死亡',
  lapsed: '資格喪失',
  study_abroad: '留学',
  childcare: '育休',
  senior: '高齢',
}

/** What is said of a member, on every screen. */
export const members = {
  status: (lifecycle: Lifecycle, withdrawnOn: string | null) =>
    ({
      active: '有効',
      applicant: '無効（未入会）',
      withdrawn: withdrawnOn === null ? '無効（退会済）' : `無効（退会済 ${withdrawnOn}）`,
      rejected: '無効（却下）',
    })[lifecycle],
  approval: { applicant: '未承認', active: '承認済', withdrawn: '承認済', rejected: '却下' } as Readonly<
    Record<Lifecycle, string>
  >,
  askedBack: '（差戻し中）',
  account: { active: '有効', suspended: '停止' },
  noAccount: 'なし',
  test: 'テスト会員',
  number: '会員番号',
  loginId: 'ログイン用仮ID',
  accountStatus: 'ステータス（アカウント）',
  kind: '会員区分',
  email: 'メールアドレス',
  phone: '電話番号',
  postalAddress: '住所',
  postReturned: '（郵便不着）',
  affiliation: '所属機関名',
  title: '役職名（勤務先）',
  qualifications: '資格など',
  departmentCategory: '診療科カテゴリ',
  department: '診療科',
  physicianLicence: '医師資格',
  yes: 'あり',
  no: 'なし',
  deceasedOn: '逝去日',
  remarks: '備考',
  applied: '入会申請日時',
  created: '登録日時',
  updated: '更新日時',
  lifecycle: 'ステータス（団体登録）',
  approvalLabel: '承認',
  boardAccess: '権限（掲示板）',
  board: { poster: '発信者（投稿・閲覧が可能）', reader: '受信者（閲覧のみ）' },
  feePlan: '料金体系',
  plan: { paid: '有料', free: '無料' },
  type: '会員種別',
  noType: '空欄',
  termEnd: '会員期限',
  noTermEnd: '未設定',
  notices: 'お知らせ受取設定',
  noticesWanted: '受け取る',
  noticesUnwanted: '受け取らない',
  joinedOn: '入会日',
  withdrawnOn: '退会日',
  withdrawalReason: '退会理由',
  years: '通算年数',
  yearCount: (years: number) => `${years}年`,
  reason: (code: string) => REASONS[code] ?? code,
  dues: (state: DuesState) => DUES[state],
  yen,
  fiscalYear: (year: number) => `${year}年度`,
  due: (day: string) => `期限 ${day}`,
  unit: (sequence: number) => (sequence === 1 ? '' : `（${sequence}口目）`),
  balance: (open: string) => `残り ${open}`,
  exemption: (from: number, to: number | null, reason: string) =>
    `${from}年度〜${to === null ? '' : `${to}年度`}　免除（${REASONS[reason] ?? reason}）`,
  action: (code: string) => ACTIONS[code] ?? code,
  contact: { representative: '代表者', contact: '連絡担当者', billing: '請求先', mailing: '送付先' },
  planned: { withdrawal: '退会の予定', type: '種別変更の予定', position: '役職変更の予定' },
  participations: (count: number) => (count === 0 ? '参加履歴なし' : `参加履歴 ${count}件`),
  period: (from: string, to: string | null) => `${from}〜${to ?? ''}`,
  more: (count: number) => `ほか${count}件`,
}

export type MemberWords = typeof members
