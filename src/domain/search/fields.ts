import {
  ACCOUNT_STATES,
  APPROVALS,
  BOARD_ACCESS,
  type Choice,
  DUES_STATES,
  FEE_PLANS,
  HAS_EMAIL,
  HAS_LICENCE,
  HAS_POSITION,
  IS_TEST,
  KINDS,
  NOTICES,
  PREFECTURES,
  STATUSES,
} from './choices.ts'
import type { TextSection } from './searchText.ts'

/** The permissions (design.md §3) that search asks about. */
export type SearchPermission = 'member.read' | 'dues.read'

/** Where a value of the search form stands: among the common fields, under 「詳細条件」, or only in the search language. */
export type FormPlace = 'common' | 'detail' | 'language'

interface FieldBase {
  readonly id: string
  /** The key of the search language and the name on the screen. */
  readonly ja: string
  readonly en: string
  readonly aliases: readonly string[]
  readonly permission: SearchPermission
  readonly form: FormPlace
}

/** Matches words within a text; several values are alternatives. */
export interface TextField extends FieldBase {
  readonly kind: 'text'
  /** The sections of `search_text` looked into; a match in any counts. `words`: all that plain words match. */
  readonly sections: readonly TextSection[] | 'words'
}

/** One or several values of a list. */
export interface ChoiceField extends FieldBase {
  readonly kind: 'choice'
  /** Missing: the society's own list, from the vocabulary under this field's id. */
  readonly choices?: readonly Choice[]
  /** The form lets several be chosen. */
  readonly many: boolean
  /** A member may have several values at once, so that repeating the key asks for all of them. */
  readonly set: boolean
}

export interface DateField extends FieldBase {
  readonly kind: 'date'
}

/** Not a condition on members: which society, which order. */
export interface SettingField extends FieldBase {
  readonly kind: 'society' | 'sort'
}

export type SearchField = TextField | ChoiceField | DateField | SettingField

type Names = readonly [id: string, ja: string, en: string, aliases?: string]

function base([id, ja, en, aliases = '']: Names, form: FormPlace): FieldBase {
  const listed = aliases === '' ? [] : aliases.split(' ')
  return { id, ja, en, aliases: [id, ...listed], permission: 'member.read', form }
}

function text(form: FormPlace, sections: readonly TextSection[] | 'words', ...names: Names): TextField {
  return { ...base(names, form), kind: 'text', sections }
}

function one(form: FormPlace, choices: readonly Choice[], ...names: Names): ChoiceField {
  return { ...base(names, form), kind: 'choice', choices, many: false, set: false }
}

function many(form: FormPlace, choices: readonly Choice[], ...names: Names): ChoiceField {
  return { ...one(form, choices, ...names), many: true }
}

function listed(form: FormPlace, ...names: Names): ChoiceField {
  return { ...base(names, form), kind: 'choice', many: true, set: false }
}

/**
 * THE table of what can be searched: every field of the search form (design.md §5) and a few more that only the language has. The order is
 * that of the form and of the conditions in words. A field whose permission the caller lacks does not exist for them (grammar.ts).
 */
export const SEARCH_FIELDS: readonly SearchField[] = [
  { ...base(['society', '学会', 'society', '研究会 学会ID soc'], 'common'), kind: 'society' },
  text('language', 'words', 'words', 'キーワード', 'words', '語 言葉 フリーワード keyword keywords q'),
  text('common', ['number'], 'number', '会員番号', 'number', '会員NO 番号 no member-no memberno'),
  text('detail', ['loginId'], 'loginId', 'ログインID', 'login', 'ログイン用仮ID 仮ID ログイン'),
  text('language', ['name', 'nameReversed'], 'name', '氏名', 'name', '名前 姓名 full-name'),
  text('common', ['family'], 'family', '氏', 'family', '姓 苗字 名字 last surname family-name last-name'),
  text('common', ['given'], 'given', '名', 'given', 'first given-name first-name'),
  text('language', ['kana', 'kanaReversed'], 'kana', 'フリガナ', 'kana', 'カナ 読み 読み仮名 reading'),
  text(
    'common',
    ['familyKana'],
    'familyKana',
    'フリガナ氏',
    'family-kana',
    '氏フリガナ フリガナ姓 姓フリガナ 氏カナ セイ',
  ),
  text('common', ['givenKana'], 'givenKana', 'フリガナ名', 'given-kana', '名フリガナ 名カナ メイ'),
  text(
    'language',
    ['organisation'],
    'organisation',
    '団体名',
    'organisation',
    '施設名 組織名 法人名 organization org',
  ),
  text('common', ['email'], 'email', 'メール', 'email', 'メールアドレス mail address'),
  one(
    'detail',
    HAS_EMAIL,
    'hasEmail',
    'メール有無',
    'has-email',
    'メールの有無 メールアドレスの有無 メールアドレス有無 has-mail',
  ),
  text('detail', ['phone'], 'phone', '電話', 'phone', '電話番号 tel telephone'),
  many('common', PREFECTURES, 'prefecture', '都道府県', 'prefecture', '県 住所 pref'),
  text(
    'common',
    ['affiliation'],
    'affiliation',
    '所属',
    'affiliation',
    '所属機関名 所属機関 所属先 勤務先 affil',
  ),
  text('detail', ['title'], 'title', '役職名', 'title', '役職 職名 勤務先役職 役職名（勤務先） job'),
  text('detail', ['qualifications'], 'qualifications', '資格', 'qualifications', '資格など qualification'),
  listed('detail', 'departmentCategory', '診療科カテゴリ', 'department-category', '科カテゴリ dept-category'),
  text('detail', ['department'], 'department', '診療科', 'department', '科 dept'),
  one('detail', HAS_LICENCE, 'physician', '医師資格', 'physician', '医師資格の有無 医師 licence license'),
  many('detail', KINDS, 'kind', '会員区分', 'kind', '区分'),
  listed('common', 'memberType', '会員種別', 'type', '種別 会員種類 種類 member-type'),
  many('detail', APPROVALS, 'approval', '承認', 'approval', '承認状態'),
  many(
    'detail',
    ACCOUNT_STATES,
    'account',
    'アカウント',
    'account',
    'ステータス（アカウント） アカウント状態 ログイン状態',
  ),
  many(
    'common',
    STATUSES,
    'status',
    '状態',
    'status',
    'ステータス ステータス（団体登録） 団体登録 団体登録状態 在籍 state',
  ),
  one('detail', BOARD_ACCESS, 'boardAccess', '権限', 'board', '権限（掲示板） 掲示板 board-access'),
  one('detail', NOTICES, 'notices', 'お知らせ', 'notices', 'お知らせ受取 お知らせ受取設定 notice'),
  one('language', FEE_PLANS, 'feePlan', '料金体系', 'fee-plan', '料金 plan'),
  text('detail', ['remarks'], 'remarks', '備考', 'remarks', 'メモ remark note notes'),
  {
    ...base(['applied', '入会申請日', 'applied', '申請日 入会申請 入会申請日時 applied-on'], 'detail'),
    kind: 'date',
  },
  {
    ...many('common', DUES_STATES, 'dues', '会費', 'dues', '会費支払状況 会費状況 支払状況 fees'),
    permission: 'dues.read',
    set: true,
  },
  one('language', HAS_POSITION, 'position', '学会役職', 'position', '役員 positions'),
  one('language', IS_TEST, 'test', 'テスト会員', 'test', 'テスト'),
  { ...base(['sort', '並び', 'sort', '並び順 並べ替え 並び替え ソート 順 order'], 'common'), kind: 'sort' },
]
