import type { HistoryLine } from '../../../domain/members/cardData.ts'
import type { WithdrawalError } from '../../../domain/withdrawal/errors.ts'
import type { Part } from '../../kit.ts'
import type { ErrorTexts } from '../errorTexts.ts'
import { members } from './members.ts'

/** What runs by itself has no user that Slack could name. */
const userOf = (actor: string) => ({ user: actor.slice(actor.indexOf(':') + 1) })

const lines = (history: readonly HistoryLine[]): Part[] =>
  history.flatMap(({ at, actor, action }) => [`\n${at}　`, userOf(actor), ` ${members.action(action)}`])

export const withdrawalErrors: Pick<ErrorTexts, WithdrawalError['code']> = {
  'not-active': ({ number, lifecycle }) => [
    `会員番号 ${number} は「${members.status(lifecycle, null)}」のため、退会の手続きはできません。`,
  ],
  'not-withdrawn': ({ number, lifecycle }) => [
    `会員番号 ${number} は「${members.status(lifecycle, null)}」です。再入会は退会済みの方が対象です。`,
  ],
  'invoices-open': ({ count }) => [
    `未納の会費が${count}件残っているため、退会できません。請求ごとに「請求取消を申請」または「手動で支払済みを申請」をお選びください。`,
  ],
  'positions-held': ({ positions }) => [
    `学会役職（${positions.map(({ ja }) => ja).join('・')}）に在任中です。退会日で役職を終える場合はチェックを入れてください。`,
  ],
  'withdrawn-too-early': ({ joinedOn }) => [`退会日は入会日（${joinedOn}）以降の日付をご指定ください。`],
  'too-far-ahead': ({ limit }) => [`退会日は ${limit} までの日付をご指定ください。`],
  'death-in-future': () => ['逝去による退会の退会日は、本日までの日付をご指定ください。'],
  'reason-unknown': () => ['退会理由をお選びください。'],
  'already-planned': ({ runsOn }) => [
    `${runsOn} の退会が予定されています。変更する場合は、先に会員カードで予定を取り消してください。`,
  ],
  'already-held': () => [
    '会計の承認を待っている退会があります。変更する場合は、先に会員カードで保留を取り消してください。',
  ],
  'plan-ended': () => ['この退会の予定は、すでに終了しています。最新の内容をご確認ください。'],
  changed: ({ changes }) => ['他の方が先に更新しました。最新の内容をご確認ください。', ...lines(changes)],
  'type-needed': () => ['料金体系が有料の場合は、会員種別をお選びください。'],
  'type-not-offered': () => ['この料金体系では選べない会員種別です。選び直してください。'],
  'rejoined-too-early': ({ withdrawnOn }) => [
    `再入会日は退会日（${withdrawnOn}）以降、本日までの日付をご指定ください。`,
  ],
  'deceased-member': ({ number }) => [
    `会員番号 ${number} は逝去による退会のため、再入会の手続きはできません。誤りの場合は退会を取り消してください。`,
  ],
  'too-many-members': ({ limit, count }) => [
    `一度に手続きできるのは${limit}名までです（${count}名が選ばれています）。条件を絞ってください。`,
  ],
  'count-mismatch': ({ expected }) => [`対象の人数（${expected}）をご入力ください。`],
  'nobody-ready': () => ['手続きできる会員がいません。'],
  'selection-changed': ({ ready, blocked }) => [
    `確認のあいだに内容が変わりました（手続きできる方 ${ready}名、できない方 ${blocked}名）。もう一度ご確認ください。`,
  ],
  'undo-blocked': ({ later }) => ['あとの操作があるため、取り消せません。', ...lines(later)],
  'seats-taken': ({ positions }) => [
    `学会役職（${positions.map(({ ja }) => ja).join('・')}）には後任の方が就いているため、取り消せません。先に役職をご確認ください。`,
  ],
  'application-owes': ({ number }) => [
    `入会申請（${number}）に未納の請求が残っているため、再入会として受け付けられません。先に請求を取り消してください。`,
  ],
  'application-gone': () => ['この入会申請は、すでに処理されています。最新の内容をご確認ください。'],
  'undo-gone': () => ['この手続きは、すでに取り消されているか、取り消しの対象ではありません。'],
  'not-chair': () => ['会計代行者を指名できるのは会長です。'],
  'delegate-dates': () => ['終了日は、本日以降で、開始日から1年以内の日付をご指定ください。'],
  'delegate-self': () => ['ご自身以外の方を指名してください。'],
}
