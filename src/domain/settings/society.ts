import { Prisma } from '../../../prisma/generated/client.ts'
import { err, ok } from '../core/result.ts'
import { DOSSIER_KEY, dossierYears, MOST_YEARS } from '../dossier/retention.ts'
import { flags, line, listOf, number, numberOf, textOf } from './field.ts'
import type { SettingList } from './list.ts'

const FLAGS = ['sharesRecords', 'withdrawalNotice', 'publicForm'] as const

/** When the society looks through its roles each year: `MM-DD`. */
export const REVIEW_KEY = 'roles.review'

/** 学会 */
export const SOCIETY: SettingList = {
  grows: false,
  load: async (read, societyId) => {
    const society = await read.society.findUniqueOrThrow({ where: { id: societyId } })
    const settings = await read.societySetting.findMany({
      where: { societyId, key: { in: [REVIEW_KEY, DOSSIER_KEY] } },
    })
    const valueOf = (key: string) => settings.find((setting) => setting.key === key)?.value
    const review = valueOf(REVIEW_KEY)
    const { code, name, nameEn, fiscalYearStartMonth, approvalExpiryDays, invoiceRegistration } = society
    const values = {
      name,
      nameEn,
      fiscalYearStartMonth,
      approvalExpiryDays,
      invoiceRegistration,
      reviewOn: typeof review === 'string' ? review : null,
      dossierYears: dossierYears(valueOf(DOSSIER_KEY)),
      switches: FLAGS.filter((flag) => society[flag]),
    }
    return [{ key: code, label: { ja: name, en: nameEn ?? name }, retired: false, values }]
  },
  fields: async () => [
    line('name'),
    line('nameEn', 100, false),
    number('fiscalYearStartMonth', 1, 12),
    number('approvalExpiryDays', 1, 90),
    line('invoiceRegistration', 14, false),
    line('reviewOn', 5, false),
    number('dossierYears', 1, MOST_YEARS),
    flags('switches', FLAGS),
  ],
  save: async ({ tx, context, before, values }) => {
    const { societyId } = context.actor
    const registration = textOf(values, 'invoiceRegistration')
    if (registration !== '' && !/^T\d{13}$/u.test(registration))
      return err({ code: 'setting-invalid', field: 'invoiceRegistration', fault: 'registration' })
    const reviewOn = textOf(values, 'reviewOn')
    if (reviewOn !== '' && !isMonthDay(reviewOn))
      return err({ code: 'setting-invalid', field: 'reviewOn', fault: 'month-day' })
    const startMonth = numberOf(values, 'fiscalYearStartMonth') ?? 1
    if (startMonth !== before?.values['fiscalYearStartMonth']) {
      const count = await tx.invoice.count({ where: { societyId } })
      if (count > 0)
        return err({ code: 'setting-in-use', field: 'fiscalYearStartMonth', by: 'invoices', count })
    }
    const switches = listOf(values, 'switches')
    await tx.society.update({
      where: { id: societyId },
      data: {
        name: textOf(values, 'name'),
        nameEn: textOf(values, 'nameEn') || null,
        fiscalYearStartMonth: startMonth,
        approvalExpiryDays: numberOf(values, 'approvalExpiryDays') ?? 1,
        invoiceRegistration: registration || null,
        ...Object.fromEntries(FLAGS.map((flag) => [flag, switches.includes(flag)])),
      },
    })
    const kept = {
      [REVIEW_KEY]: reviewOn === '' ? Prisma.JsonNull : reviewOn,
      [DOSSIER_KEY]: dossierYears(numberOf(values, 'dossierYears')),
    }
    for (const [key, value] of Object.entries(kept))
      await tx.societySetting.upsert({
        where: { societyId_key: { societyId, key } },
        create: { societyId, key, value, updatedAt: context.now() },
        update: { value, updatedAt: context.now() },
      })
    return ok(before?.key ?? '')
  },
}

/** A day of any year; 29 February is none. */
function isMonthDay(text: string): boolean {
  if (!/^\d{2}-\d{2}$/u.test(text)) return false
  const date = new Date(`2025-${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(5, 10) === text
}
