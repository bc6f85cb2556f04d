interface Addressed {
  /** The member's name, or the number where there is none. */
  readonly name: string
  readonly society: string
}

const opening = ({ name, society }: Addressed) => [
  `${name} 様`,
  '',
  `平素より${society}の活動にご理解とご協力を賜り、誠にありがとうございます。`,
  '',
]
const closing = ({ society }: Addressed) => [
  '',
  'このメールにお心当たりのない場合は、お手数ですが事務局までお知らせください。',
  'なお、このメールは送信専用のアドレスからお送りしています。',
  '',
  `${society} 事務局`,
]
const letter = (to: Addressed, lines: readonly string[]) =>
  [...opening(to), ...lines, ...closing(to)].join('\n')

/** Mails to members are in Japanese: the roll knows no language of theirs. */
export const mails = {
  number: (number: string) => `会員番号 ${number}`,
  welcome: {
    subject: (society: string) => `【${society}】ログイン情報のお知らせ`,
    text: (
      to: Addressed,
      login: {
        readonly number: string
        readonly loginId: string
        readonly password: string
        readonly url: string
      },
    ) =>
      letter(to, [
        'ログイン用仮IDと初期パスワードをお知らせいたします。',
        '',
        `　会員番号　　　：${login.number}`,
        `　ログイン用仮ID：${login.loginId}`,
        `　初期パスワード：${login.password}`,
        `　ログインページ：${login.url}`,
        '',
        '初めてログインされる際に、新しいパスワードを設定していただきます。',
        '初期パスワードは、ほかの方に知られないようお取り扱いください。',
      ]),
  },
  reset: {
    subject: (society: string) => `【${society}】パスワード再設定のご案内`,
    text: (to: Addressed, link: { readonly loginId: string; readonly url: string; readonly hours: number }) =>
      letter(to, [
        '次のページから、新しいパスワードを設定してください。',
        '',
        `　${link.url}`,
        '',
        `　ログイン用仮ID：${link.loginId}`,
        '',
        `このページは${link.hours}時間以内に一度だけご利用いただけます。`,
        '設定が完了するまで、これまでのパスワードはそのままお使いいただけます。',
      ]),
  },
  leave: {
    subject: (society: string) => `【${society}】退会手続きのご案内`,
    text: (to: Addressed, link: { readonly number: string; readonly url: string; readonly hours: number }) =>
      letter(to, [
        '退会手続きのお申し出を承りました。',
        '次のページで内容をご確認のうえ、お手続きください。',
        '',
        `　会員番号：${link.number}`,
        `　${link.url}`,
        '',
        `このページは${link.hours}時間以内に一度だけご利用いただけます。`,
        'ページを開いただけでは退会になりません。退会をご希望でない場合は、このメールを破棄してください。',
      ]),
  },
  farewell: {
    subject: (society: string) => `【${society}】退会手続き完了のお知らせ`,
    text: (to: Addressed) =>
      letter(to, [
        '退会手続きが完了いたしました。',
        'お預かりしておりました個人情報は、名簿から削除いたしました。',
        '',
        'これまでのご支援に、心より御礼申し上げます。',
        '再びご入会くださる場合は、改めて入会をお申し込みください（会員番号は新しくなります）。',
      ]),
  },
  declined: {
    subject: (society: string) => `【${society}】入会申請の結果について`,
    text: (to: Addressed, note: string) =>
      [
        `${to.name} 様`,
        '',
        `このたびは${to.society}への入会をお申し込みいただき、誠にありがとうございました。`,
        '慎重に検討いたしました結果、誠に恐縮ながら、ご入会を承認いたしかねます。',
        ...(note === '' ? [] : ['', note]),
        '',
        '何卒ご了承くださいますようお願い申し上げます。',
        ...closing(to),
      ].join('\n'),
  },
  'asked-back': {
    subject: (society: string) => `【${society}】入会申請の内容についてのお願い`,
    text: (to: Addressed, note: string) =>
      [
        `${to.name} 様`,
        '',
        `このたびは${to.society}への入会をお申し込みいただき、誠にありがとうございます。`,
        'お申し込みの内容について、次の点をご確認のうえ、事務局までお知らせください。',
        ...(note === '' ? [] : ['', note]),
        ...closing(to),
      ].join('\n'),
  },
  confirm: {
    subject: (society: string) => `【${society}】入会申請の確認のお願い`,
    text: (to: Addressed, link: { readonly url: string; readonly hours: number }) =>
      [
        `${to.name} 様`,
        '',
        `このたびは${to.society}への入会をお申し込みいただき、誠にありがとうございます。`,
        '次のページを開いて、申請を完了してください。',
        '',
        `　${link.url}`,
        '',
        `${link.hours}時間以内に完了されない場合、ご入力いただいた内容は削除されます。`,
        ...closing(to),
      ].join('\n'),
  },
} as const
