import { Prisma } from '../../../prisma/generated/client.ts'
import { err, ok } from '../core/result.ts'
import { choice, line, listOf, RETIRED, stateOf, textOf, worded } from './field.ts'
import { CODE, type SettingList } from './list.ts'

/** Words that no member is to read of themselves. */
const HARSH = /却下|滞納|無効/u

interface Row {
  readonly code: string
  readonly locale: string
  readonly version: number
  readonly name: string
  readonly category: string
  readonly subject: string
  readonly body: string
  readonly retired: boolean
}

/** Mail templates, the newest version of each. A change makes a new version: a mail that was sent keeps what it was sent by. */
export const TEMPLATE: SettingList = {
  grows: true,
  load: async (read, societyId) => {
    const rows = await read.$queryRaw<Row[]>(Prisma.sql`
      SELECT DISTINCT ON (code, locale) code, locale, version, name, category, subject, body, retired_at IS NOT NULL AS retired
      FROM mail_template WHERE society_id = ${societyId}::int ORDER BY code, locale DESC, version DESC`)
    return rows.map(({ code, locale, version, retired, ...row }) => {
      const name = `${row.name}（${locale} v${version}）`
      const values = { ...row, state: stateOf(retired) }
      return {
        key: `${code}-${locale}`,
        label: { ja: name, en: `${row.name} (${locale} v${version})` },
        retired,
        values,
      }
    })
  },
  fields: async (_read, _societyId, entry) => [
    ...(entry === null ? [line('code', 40), choice('locale', ['ja', 'en'].map(worded))] : []),
    line('name'),
    choice('category', ['notice', 'business'].map(worded)),
    line('subject', 200),
    { key: 'body', kind: 'lines', required: true, most: 3000 },
    ...(entry === null ? [] : [RETIRED]),
  ],
  save: async ({ tx, context, before, values }) => {
    const { societyId, key: createdBy } = context.actor
    const harsh = (['subject', 'body'] as const).find((field) => HARSH.test(textOf(values, field)))
    if (harsh !== undefined) return err({ code: 'setting-invalid', field: harsh, fault: 'word' })
    const [code = '', locale = ''] =
      before === null ? [textOf(values, 'code'), textOf(values, 'locale')] : before.key.split('-')
    if (!CODE.test(code)) return err({ code: 'setting-invalid', field: 'code', fault: 'code' })
    const { _max: last } = await tx.mailTemplate.aggregate({
      where: { societyId, code, locale },
      _max: { version: true },
    })
    if (before === null && last.version !== null)
      return err({ code: 'setting-taken', field: 'code', value: code })
    await tx.mailTemplate.create({
      data: {
        societyId,
        code,
        locale,
        version: (last.version ?? 0) + 1,
        name: textOf(values, 'name'),
        category: textOf(values, 'category'),
        subject: textOf(values, 'subject'),
        body: textOf(values, 'body'),
        createdBy,
        createdAt: context.now(),
        retiredAt: listOf(values, 'state').includes('retired') ? context.now() : null,
      },
    })
    return ok(`${code}-${locale}`)
  },
}
