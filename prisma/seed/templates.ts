/** A mail to members. Placeholders stand in double braces. Polite throughout: never 却下, 滞納 or 無効 (design.md §6). */
export interface Template {
  readonly code: string
  readonly name: string
  readonly category: 'notice' | 'business'
  readonly locale: 'ja' | 'en'
  readonly subject: string
  readonly body: string
}

const ja = (
  code: string,
  name: string,
  category: Template['category'],
  subject: string,
  text: string,
): Template => ({
  code,
  name,
  category,
  locale: 'ja',
  subject,
  body: `{{氏名}} 様\n\n平素より{{学会名}}の活動にご理解とご協力を賜り、誠にありがとうございます。\n\n${text}\n\n{{学会名}} 事務局`,
})
const en = (
  code: string,
  name: string,
  category: Template['category'],
  subject: string,
  text: string,
): Template => ({
  code,
  name,
  category,
  locale: 'en',
  subject,
  body: `Dear {{name}},\n\nThank you for your continued support of the {{society}}.\n\n${text}\n\nSecretariat, {{society}}`,
})

/** The templates of both demo societies, in both languages. */
export const TEMPLATES: readonly Template[] = [
  ja(
    'welcome',
    'ご入会のお知らせ',
    'business',
    '【{{学会名}}】ご入会手続き完了のお知らせ',
    'このたびのご入会手続きが完了いたしましたので、お知らせいたします。\n会員番号: {{会員番号}}\n末永くよろしくお願い申し上げます。',
  ),
  en(
    'welcome',
    'Welcome',
    'business',
    '[{{society}}] Your membership',
    'Your membership has been approved. Your member number is {{number}}. We look forward to seeing you at our meetings.',
  ),
  ja(
    'declined',
    'ご入会審査結果のお知らせ',
    'business',
    '【{{学会名}}】ご入会審査の結果について',
    '慎重に審査いたしました結果、誠に遺憾ながら、このたびはご入会を承認いたしかねますことをお知らせいたします。\nご不明な点がございましたら、事務局までお問い合わせください。',
  ),
  en(
    'declined',
    'Result of your application',
    'business',
    '[{{society}}] Your application',
    'After careful consideration, we regret that we are unable to approve your application at this time. Please contact the secretariat with any questions.',
  ),
  ja(
    'dues',
    '会費納入のお願い',
    'business',
    '【{{学会名}}】{{年度}}年度会費納入のお願い',
    '{{年度}}年度の会費につきまして、下記のとおりご案内申し上げます。\n金額: {{請求額}}円\n納入期限: {{納入期限}}\nお手数をおかけいたしますが、よろしくお願い申し上げます。',
  ),
  en(
    'dues',
    'Annual fee',
    'business',
    '[{{society}}] Annual fee for {{year}}',
    'Please find below your annual fee for {{year}}.\nAmount: {{amount}} yen\nDue: {{due}}',
  ),
  ja(
    'reminder',
    '会費ご入金の確認のお願い',
    'business',
    '【{{学会名}}】会費ご入金の確認のお願い',
    '{{年度}}年度の会費につきまして、本日時点でご入金の確認ができておりません。\n本状と行き違いにご入金いただいておりました節は、何卒ご容赦くださいますようお願い申し上げます。',
  ),
  en(
    'reminder',
    'Annual fee: a kind reminder',
    'business',
    '[{{society}}] Annual fee for {{year}}: a kind reminder',
    'We have not yet been able to confirm your payment of the annual fee for {{year}}. If your payment has crossed with this mail, please accept our apologies.',
  ),
  ja(
    'withdrawn',
    '退会手続き完了のお知らせ',
    'business',
    '【{{学会名}}】退会手続き完了のお知らせ',
    '退会手続きが完了いたしましたので、お知らせいたします。\nこれまでのご厚情に、心より御礼申し上げます。',
  ),
  en(
    'withdrawn',
    'Your withdrawal',
    'business',
    '[{{society}}] Your withdrawal is complete',
    'Your withdrawal has been completed. We sincerely thank you for your support over the years.',
  ),
  ja(
    'meeting',
    '学術集会のご案内',
    'notice',
    '【{{学会名}}】学術集会のご案内',
    '次回学術集会を下記のとおり開催いたします。多くの皆様のご参加をお待ち申し上げております。',
  ),
  en(
    'meeting',
    'Annual meeting',
    'notice',
    '[{{society}}] Annual meeting',
    'We are pleased to announce our next annual meeting and look forward to your participation.',
  ),
]
