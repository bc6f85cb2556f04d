import type { AccountError } from '../../../domain/accounts/errors.ts'
import type { ErrorTexts } from '../errorTexts.ts'
import { members } from './members.ts'

export const accountErrors: Pick<ErrorTexts, AccountError['code']> = {
  'address-missing': ({ number }) => [
    `会員番号 ${number} にはメールアドレスが登録されていないため、送信できません。先にメールアドレスを登録してください。`,
  ],
  'account-missing': ({ number }) => [`会員番号 ${number} には、まだアカウントがありません。`],
  'account-suspended': ({ number }) => [
    `会員番号 ${number} のアカウントは停止されています。送信する場合は、先に停止を解除してください。`,
  ],
  'account-settled': ({ number, status }) => [
    `会員番号 ${number} のアカウントは、すでに「${members.account[status]}」です。`,
  ],
  'not-enrolled': ({ number, lifecycle }) => [
    `会員番号 ${number} は「${members.status(lifecycle, null)}」のため、ログイン情報を送信できません。`,
  ],
  'link-gone': () => ['このリンクは、すでに使われたか、期限が過ぎています。'],
}
