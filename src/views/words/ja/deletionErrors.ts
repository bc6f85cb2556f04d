import type { DeletionError } from '../../../domain/deletion/errors.ts'
import type { ErrorTexts } from '../errorTexts.ts'

export const deletionErrors: Pick<ErrorTexts, DeletionError['code']> = {
  'deletion-number': ({ number }) => [
    `削除する会員の会員番号（${number}）と一致しません。もう一度ご確認ください。`,
  ],
  'deletion-reason': () => ['削除の理由をご入力ください。'],
  'deletion-owes': ({ number, count }) => [
    `会員番号 ${number} には未納の会費が${count}件あるため、削除できません。先に入金または請求取消の手続きをしてください。`,
  ],
  'deletion-holds': ({ number, positions }) => [
    `会員番号 ${number} は学会役職（${positions.map(({ ja }) => ja).join('・')}）に在任中のため、削除できません。先に役職の任期を終えてください。`,
  ],
  'deletion-waits': ({ approvalId }) => [
    `この会員の削除は、すでに申請されています（受付 ${approvalId}）。承認をお待ちください。`,
  ],
}
