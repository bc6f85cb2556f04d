import type { RangeId } from '../../ids.ts'

const RANGES: Readonly<Record<RangeId, string>> = {
  today: '本日',
  yesterday: '昨日',
  'this-month': '今月',
  'last-month': '先月',
  clear: 'クリア',
}

/** What the screens say beside the members themselves. */
export const screens = {
  close: '閉じる',
  notice: 'ご案内',
  separator: '・',
  colon: '：',
  outage: (incident: string) =>
    `ただいま処理を完了できませんでした。入力内容は保存されていません。しばらくしてからもう一度お試しください（受付番号 ${incident}）。`,
  gone: 'このボタンは現在ご利用になれません。もう一度 /member からお開きください。',
  anchor: (day: string) =>
    `${day} の監査記録の基準です。この値は監査記録の検証に使います。保管してください。`,
  fieldTooLong: (most: string) => `${most}文字以内でご入力ください。`,
  fieldWrong: '入力内容をご確認ください。',
  search: {
    title: '会員を検索',
    submit: '検索する',
    society: '学会・研究会',
    labels: {
      loginId: 'ログイン用仮ID',
      familyKana: 'フリガナ（氏）',
      givenKana: 'フリガナ（名）',
      email: 'メールアドレス',
      hasEmail: 'メールアドレスの有無',
      phone: '電話番号',
      affiliation: '所属機関名',
      title: '役職名（勤務先）',
      qualifications: '資格など',
      physician: '医師資格の有無',
      account: 'ステータス（アカウント）',
      status: 'ステータス（団体登録）',
      boardAccess: '権限（掲示板）',
      notices: 'お知らせ受取設定',
      dues: '会費支払状況',
    } as Readonly<Record<string, string>>,
    any: '指定なし',
    statusHint: '「有効」は団体に所属している会員です。未選択にすると退会済み・未入会の会員も検索します。',
    duesHint: '複数選ぶと、いずれかに当てはまる会員を検索します。',
    unfold: '詳細条件を開く',
    reset: 'リセット',
    range: RANGES,
    appliedFrom: '入会申請日（から）',
    appliedTo: '入会申請日（まで）',
    sort: '並び順',
    query: 'その他の条件',
    queryHint: '検索の書き方で条件を加えられます。例：-都道府県:東京都　学会役職:あり',
  },
  results: {
    heading: (total: number) => `検索結果　${total.toLocaleString('ja-JP')}名`,
    notification: (total: number) => `検索結果は${total.toLocaleString('ja-JP')}名です`,
    page: (page: number, pages: number) => `${page} / ${pages} ページ`,
    noCondition: '条件なし',
    open: '詳細',
    openSpoken: (number: string) => `会員番号 ${number} の詳細`,
    previous: '◀ 前へ',
    next: '次へ ▶',
    sort: '並び順',
    edit: '条件を変える',
    post: '簡易名簿をチャンネルに投稿',
    toDm: '自分宛てに送る',
    postFailed:
      '簡易名簿を投稿できませんでした。Meibo がチャンネルに参加しているかをご確認のうえ、もう一度検索してください。',
    postConfirm: {
      title: '簡易名簿の投稿',
      text: 'このページの会員番号・氏名・所属機関名が、チャンネルの全員に表示されます。投稿しますか？',
      confirm: '投稿する',
      deny: 'やめる',
    },
    none: '条件に合う会員は見つかりませんでした。',
    noneHint:
      '氏名の一部やフリガナでも検索できます。全角・半角、ひらがな・カタカナ、旧字体の違いは区別しません。',
    widen: '退会済み・未入会も含めて検索',
    privacy: '個人情報を含みます。お取り扱いにご注意ください。',
    rollHeading: (page: number, pages: number, total: number) =>
      `簡易名簿（${total.toLocaleString('ja-JP')}名${pages > 1 ? `のうち ${page} / ${pages} ページ` : ''}）`,
    rollBy: 'さんが投稿しました',
    or: '・',
    contains: (field: string, words: string) => `${field}に「${words}」を含む`,
    lacks: (field: string, words: string) => `${field}に「${words}」を含まない`,
    equals: (field: string, values: string) => `${field}：${values}`,
    differs: (field: string, values: string) => `${field}：${values}以外`,
    during: (field: string, from: string | null, to: string | null) => `${field}：${from ?? ''}〜${to ?? ''}`,
    outside: (field: string, from: string | null, to: string | null) =>
      `${field}：${from ?? ''}〜${to ?? ''}以外`,
    everything: (field: string) => `${field}：すべて`,
    sorted: (by: string, direction: string) => `${by}の${direction}`,
  },
  card: {
    title: '会員カード',
    profile: '会員情報',
    registration: '団体登録情報',
    otherRegistration: '他学会の団体登録情報',
    dues: '会費',
    duesTotal: (open: string) => `未納の合計 ${open}`,
    duesNothing: '請求はありません。',
    positions: '学会役職',
    answers: '追加質問',
    events: '参加履歴',
    contacts: '連絡担当者',
    affiliates: '所属メンバー',
    institutions: '所属施設',
    planned: '予定',
    history: '最近の履歴',
    reload: '最新の内容に更新',
    noName: '（氏名なし）',
  },
  menu: {
    heading: (society: string) => `${society} の会員名簿`,
    notification: '会員名簿のメニュー',
    search: '会員を検索',
    lists: { individual: '個人会員の一覧', institution: '施設会員の一覧', supporting: '賛助会員の一覧' },
    help: '使い方',
    roles: (roles: string) => `あなたの役割：${roles}`,
    homeGreeting: '会員名簿へようこそ',
    homeIntro:
      '検索や一覧はこの画面から、または「/member」コマンドからお使いいただけます。結果はあなただけに表示されます。',
    chooseSociety: 'どの学会の名簿をご覧になりますか？',
  },
  help: {
    title: '使い方',
    commands: 'コマンド',
    commandLine: {
      show: '会員番号を指定して、会員カードを開きます',
      search: '条件に合う会員を検索します。条件を付けなければ検索画面を開きます',
      list: '個人・施設・賛助の会員を一覧します',
      help: 'この画面を開きます',
      menu: 'メニューを開きます',
    },
    examples: '検索の例',
    exampleLines: [
      ['/member 山田', '番号・氏名・フリガナ・所属・メールのいずれかに「山田」を含む有効な会員'],
      ['/member 検索 所属:大学 都道府県:東京都,大阪府', '所属に「大学」を含み、東京都または大阪府の会員'],
      ['/member 検索 状態:退会済 入会申請日:今年度', '今年度に申請し、退会済みの会員'],
      [
        '/member 検索 診療科:内科 -都道府県:東京都 並び:申請日降順',
        '東京都を除く内科の会員を、申請日の新しい順に',
      ],
      ['/member 検索 "架空 太郎"', '空白を含む語は引用符で囲みます'],
    ],
    duesExample: ['/member 検索 会費:滞納', '会費を滞納している会員'],
    rules:
      '語は番号・氏名・フリガナ・所属・メールから探します。「項目:値」で項目を絞り、先頭の「-」で除き、「,」で「または」になります。全角と半角、ひらがなとカタカナ、大文字と小文字、空白とハイフン、旧字体と新字体（髙＝高など）は区別しません。指定がなければ有効な会員を探します（状態:すべて で全員）。',
    keys: '検索できる項目',
  },
} as const

type Wide<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Key in keyof T]: Wide<T[Key]> }
export type ScreenWords = Wide<typeof screens>
