import type { Wide } from './wide.ts'

export const dossier = {
  open: 'メモ・書類',
  title: 'メモ・書類',
  privacy: '事務局だけが見られる記録です。保存期限が過ぎると自動的に消去されます。',
  notes: '対応メモ',
  noNotes: '対応メモはありません。',
  attachments: '書類',
  noAttachments: '書類はありません。',
  addNote: 'メモを追加',
  addFile: '書類を追加',
  channels: { phone: '電話', mail: '郵便・メール', visit: '窓口', other: 'その他' } as Readonly<
    Record<string, string>
  >,
  documents: {
    withdrawal: '退会届',
    application: '入会申込書',
    change: '変更届',
    other: 'その他の書類',
  } as Readonly<Record<string, string>>,
  expired: '（保存期限が過ぎたため、消去されました）',
  until: (day: string) => `保存期限 ${day}`,
  size: (kilobytes: number) => `${kilobytes.toLocaleString('ja-JP')}KB`,
  receive: '受け取る',
  receiveSpoken: (name: string) => `${name} を受け取る`,
  noteForm: {
    title: '対応メモの追加',
    submit: '保存する',
    channel: '対応の方法',
    body: '内容',
    retainUntil: '保存期限',
    saved: (number: string) => `会員番号 ${number} の対応メモを保存しました。`,
  },
  fileForm: {
    title: '書類の追加',
    submit: '保存する',
    document: '書類の種類',
    file: 'ファイル',
    fileHint: 'PDF・PNG・JPEG、10MBまで。保存後、ファイルは会員名簿の中だけに残します。',
    retainUntil: '保存期限',
    taken: (number: string) =>
      `会員番号 ${number} の書類を受け付けました。保存できたら、ダイレクトメッセージでお知らせします。`,
    stored: (number: string) => `会員番号 ${number} の書類を保存しました。`,
    leftInSlack: 'Slack にアップロードされた元のファイルは、Slack のファイル一覧から削除してください。',
    failed: (number: string) => `会員番号 ${number} の書類を保存できませんでした。`,
    unreachable: 'ファイルを受け取れませんでした。もう一度追加してください。',
  },
  sending: '書類をダイレクトメッセージで送ります。お取り扱いにご注意ください。',
  sent: (number: string) =>
    `会員番号 ${number} の書類です。個人情報を含みますので、厳重に管理をお願いします。`,
} as const

export type DossierWords = Wide<typeof dossier>
