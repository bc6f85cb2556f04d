/** A value of a list: its code, its words on the screen, and what else may be typed for it. */
export interface Choice {
  readonly code: string
  readonly ja: string
  readonly en: string
  readonly aliases?: readonly string[]
}

function choice(code: string, ja: string, en: string, aliases: string = ''): Choice {
  return { code, ja, en, aliases: aliases === '' ? [] : aliases.split(' ') }
}

const yesNo = (yes: string, no: string): readonly Choice[] => [
  choice('yes', 'あり', 'yes', `有 有り はい true ${yes}`),
  choice('no', 'なし', 'no', `無 無し いいえ false none ${no}`),
]

export const HAS_EMAIL = yesNo('登録あり', '登録なし')
export const HAS_LICENCE = yesNo('有資格 医師', '無資格')
export const HAS_POSITION = yesNo('役職者 在任', '役職なし')
export const IS_TEST = yesNo('テスト', '本番')

/** Also the words for "no condition", which lifts the default 有効. */
export const STATUS_ALL = choice('all', 'すべて', 'all', '全て 全部 全件 any')

/** `inactive` is 無効 of every sort; the three below it are its sorts. */
export const STATUSES: readonly Choice[] = [
  choice('active', '有効', 'active', '在籍 会員'),
  choice('inactive', '無効', 'inactive'),
  choice('applicant', '未入会', 'applicant', '無効（未入会） 入会前 申請中'),
  choice('withdrawn', '退会済', 'withdrawn', '無効（退会済） 退会済み 退会 resigned'),
  choice('rejected', '却下', 'rejected', '無効（却下）'),
]

export const APPROVALS: readonly Choice[] = [
  choice('pending', '未承認', 'pending', '承認待ち unapproved'),
  choice('approved', '承認済', 'approved', '承認済み'),
  choice('rejected', '却下', 'rejected'),
]

export const ACCOUNT_STATES: readonly Choice[] = [
  choice('active', '有効', 'active'),
  choice('suspended', '停止', 'suspended', '停止中'),
  choice('none', 'なし', 'none', '無 未発行'),
]

export const BOARD_ACCESS: readonly Choice[] = [
  choice('poster', '発信者', 'poster', '投稿 sender 発信者（投稿・閲覧が可能）'),
  choice('reader', '受信者', 'reader', '閲覧のみ receiver 受信者（閲覧のみ）'),
]

export const NOTICES: readonly Choice[] = [
  choice('yes', '受け取る', 'yes', '受取る 受取 はい on あり'),
  choice('no', '受け取らない', 'no', '受取らない 拒否 いいえ off なし'),
]

export const FEE_PLANS: readonly Choice[] = [
  choice('paid', '有料', 'fee-paying'),
  choice('free', '無料', 'free'),
]

export const KINDS: readonly Choice[] = [
  choice('individual', '個人', 'individual', '個人会員'),
  choice('institution', '施設', 'institution', '施設会員 団体'),
  choice('supporting', '賛助', 'supporting', '賛助会員'),
]

/** Members may have no type (active and 無料, or withdrawn). */
export const NO_TYPE = choice('none', '空欄', 'none', 'なし 未設定')

/**
 * 会費支払状況. A member has the set of all that apply over the years. `open`: an unpaid invoice, overdue or not; `arrears`: an unpaid
 * or partly paid one past its due date.
 */
export const DUES_STATES: readonly Choice[] = [
  choice('none', '請求なし', 'none', 'なし not-billed'),
  choice('open', '未納', 'open', 'unpaid'),
  choice('arrears', '滞納', 'arrears', '期限超過 延滞 overdue'),
  choice('partial', '一部入金', 'partial', '一部'),
  choice('paid', '入金済み', 'paid', '入金済 支払済み 支払済 納入済'),
  choice('paid_manually', '手動で支払済み', 'paid-manually', '手動で支払済 手動'),
  choice('cancelled', '請求取消', 'cancelled', '取消 canceled'),
  choice('exempt', '免除', 'exempt'),
]

const PREFECTURE_LIST = `北海道 Hokkaido,青森県 Aomori,岩手県 Iwate,宮城県 Miyagi,秋田県 Akita,山形県 Yamagata,福島県 Fukushima,茨城県 Ibaraki,栃木県 Tochigi,
群馬県 Gunma,埼玉県 Saitama,千葉県 Chiba,東京都 Tokyo,神奈川県 Kanagawa,新潟県 Niigata,富山県 Toyama,石川県 Ishikawa,福井県 Fukui,山梨県 Yamanashi,長野県 Nagano,
岐阜県 Gifu,静岡県 Shizuoka,愛知県 Aichi,三重県 Mie,滋賀県 Shiga,京都府 Kyoto,大阪府 Osaka,兵庫県 Hyogo,奈良県 Nara,和歌山県 Wakayama,鳥取県 Tottori,島根県 Shimane,
岡山県 Okayama,広島県 Hiroshima,山口県 Yamaguchi,徳島県 Tokushima,香川県 Kagawa,愛媛県 Ehime,高知県 Kochi,福岡県 Fukuoka,佐賀県 Saga,長崎県 Nagasaki,熊本県 Kumamoto,
大分県 Oita,宮崎県 Miyazaki,鹿児島県 Kagoshima,沖縄県 Okinawa`

/** The 47 prefectures in the order of JIS X 0401; the code is the name as addresses have it. */
export const PREFECTURES: readonly Choice[] = PREFECTURE_LIST.split(/,\s*/).map((entry) => {
  const [name = '', english = ''] = entry.split(' ')
  return choice(name, name, english, name === '北海道' ? '' : name.slice(0, -1))
})

export type SortField =
  | 'number'
  | 'kana'
  | 'applied'
  | 'updated'
  | 'type'
  | 'affiliation'
  | 'termEnd'
  | 'dues'

/** What results can be sorted by. `dues` needs dues.read. */
export const SORT_FIELDS: readonly (Choice & { readonly code: SortField })[] = [
  { code: 'number', ja: '会員番号', en: 'number', aliases: ['番号', '会員NO', 'no'] },
  { code: 'kana', ja: 'フリガナ', en: 'kana', aliases: ['カナ', '氏名', 'name', '五十音'] },
  { code: 'applied', ja: '申請日', en: 'applied', aliases: ['入会申請日', '入会申請日時'] },
  { code: 'updated', ja: '更新日', en: 'updated', aliases: ['更新日時'] },
  { code: 'type', ja: '種別', en: 'type', aliases: ['会員種別', '会員種類'] },
  { code: 'affiliation', ja: '所属', en: 'affiliation', aliases: ['所属機関', '所属機関名'] },
  { code: 'termEnd', ja: '期限', en: 'term-end', aliases: ['会員期限', 'expiry'] },
  { code: 'dues', ja: '会費', en: 'dues', aliases: ['会費支払状況'] },
]

export type SortDirection = 'asc' | 'desc'

export const DIRECTIONS: readonly (Choice & { readonly code: SortDirection })[] = [
  { code: 'asc', ja: '昇順', en: 'asc', aliases: ['ascending', '古い順', '小さい順'] },
  { code: 'desc', ja: '降順', en: 'desc', aliases: ['descending', '新しい順', '大きい順', '逆順'] },
]
