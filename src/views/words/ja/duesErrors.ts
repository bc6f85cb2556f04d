import type { ApprovalError } from '../../../domain/approvals/errors.ts'
import type { DuesError, InvoiceName } from '../../../domain/dues/errors.ts'
import type { ErrorTexts } from '../errorTexts.ts'

const name = ({ year, item }: InvoiceName) => `${year}年度 ${item.ja}`
const yen = (amount: number) => `${amount.toLocaleString('ja-JP')}円`
const user = (key: string) => ({ user: key.slice(key.indexOf(':') + 1) })

export const duesErrors: Pick<ErrorTexts, DuesError['code'] | ApprovalError['code']> = {
  'member-cannot-owe': ({ number }) => [
    `会員番号 ${number} は在籍していないため、請求できません。再入会の手続きのあとに請求してください。`,
  ],
  'year-unknown': ({ year }) => [`${year}年度の会費年度が登録されていません。`],
  'year-closed': ({ year }) => [
    `${year}年度は締め切られています。締め切られていない年度の日付をご指定ください。`,
  ],
  'year-after-withdrawal': ({ withdrawnOn }) => [
    `${withdrawnOn} に退会の予定があります。それより後に始まる年度の会費は請求できません。`,
  ],
  'invoice-exists': (invoice) => [`${name(invoice)}は請求済みです。口数の追加は口数を変えてご請求ください。`],
  'invoice-gone': () => ['その請求は見つかりませんでした。最新の内容をご確認ください。'],
  'invoice-not-replaceable': (invoice) => [
    `${name(invoice)}は、請求取消または手動で支払済みではないか、すでに請求し直されています。`,
  ],
  'invoice-not-open': (invoice) => [`${name(invoice)}は、すでに未納ではありません。`],
  'invoice-partly-paid': (invoice) => [
    `${name(invoice)}には入金があるため、請求を取り消せません。先に振替訂正をしてください。`,
  ],
  'invoice-requested': (invoice) => [
    `${name(invoice)}は、会計の承認待ちです（受付 ${invoice.approvalId}）。`,
  ],
  'amount-invalid': ({ most }) => [`金額は1円から${yen(most)}までの整数でご入力ください。`],
  'date-in-future': ({ today }) => [`本日（${today}）までの日付をご指定ください。`],
  'allocation-too-much': (given) => [
    `${name(given)}の未納額は${yen(given.openYen)}です。それを超えて充当できません。`,
  ],
  'allocation-over-payment': ({ amountYen }) => [
    `充当の合計が、充当できる金額（${yen(amountYen)}）を超えています。`,
  ],
  'allocation-gone': () => ['その充当は見つからないか、すでに訂正されています。'],
  'payment-gone': () => ['その入金は見つからないか、預りが残っていません。最新の内容をご確認ください。'],
  'payment-reconciled': () => ['すでに照合済みの入金があります。最新の一覧をご確認ください。'],
  'own-payment': () => ['ご自身が記録した入金は照合できません。ほかの会計担当にご依頼ください。'],
  'would-reopen': (given) => [
    `会員番号 ${given.number} は退会済みのため、${name(given)}を未納に戻す訂正はできません。先に再入会の手続きをしてください。`,
  ],
  'approval-gone': () => ['その申請は見つかりませんでした。'],
  'own-request': () => ['ご自身の申請は承認・却下できません。ほかの会計担当にご依頼ください。'],
  decided: ({ state, by, at }) => [
    'この申請は、すでに',
    ...(by === null ? [] : [user(by), 'さんが']),
    `${{ approved: '承認しています', rejected: '却下しています', cancelled: '取り下げています', expired: '期限切れになっています' }[state]}（${at}）。`,
  ],
  'request-altered': ({ invoices }) => [
    `申請のあとで内容が変わったため、承認できません：${invoices.map(name).join('、')}。却下して、申請し直すようお伝えください。`,
  ],
  'reason-needed': () => ['却下の理由をご入力ください。'],
  'not-yours': () => ['申請を取り下げられるのは、申請した方と事務局の方です。'],
  'nothing-to-settle': () => ['会計に申請する請求を一つ以上お選びください。'],
}
