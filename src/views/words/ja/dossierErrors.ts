import type { AuditError } from '../../../domain/audit/searchErrors.ts'
import type { DossierError } from '../../../domain/dossier/errors.ts'
import type { ErrorTexts } from '../errorTexts.ts'

export const dossierErrors: Pick<ErrorTexts, DossierError['code'] | AuditError['code']> = {
  'note-empty': () => ['メモの内容をご入力ください。'],
  'retention-outside': ({ limit }) => [`保存期限は、明日から ${limit} までの日付をご指定ください。`],
  'file-missing': () => ['書類のファイルを1つお選びください。空のファイルは保存できません。'],
  'file-too-large': ({ megabytes }) => [`ファイルは${megabytes}MBまで保存できます。`],
  'file-type': () => ['保存できるのは PDF・PNG・JPEG のファイルです。'],
  'attachment-gone': () => ['この書類は保存期限が過ぎたか、削除されたため、お渡しできません。'],
  'audit-range': ({ from, to }) => [`期間の始まり（${from}）が終わり（${to}）より後になっています。`],
}
