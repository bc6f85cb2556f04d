import { dateColumn, dayOf, fiscalYearOf, tokyoDay } from '../core/calendar.ts'
import { err, ok } from '../core/result.ts'
import {
  choice,
  type Field,
  isRetired,
  line,
  number,
  numberOf,
  RETIRED,
  stateOf,
  textOf,
  worded,
} from './field.ts'
import { CODE, idOf, keyOf, type SettingList } from './list.ts'

const DUE: Field = { key: 'dueOn', kind: 'day', required: true }

/** 会費年度. Closing one is the accounts' affair; a closed one stays as it is. */
export const YEAR: SettingList = {
  grows: true,
  load: async (read, societyId) => {
    const rows = await read.fiscalYear.findMany({ where: { societyId }, orderBy: { year: 'desc' } })
    return rows.map(({ year, startsOn, endsOn, dueOn, closedAt }) => {
      const name = `${dayOf(startsOn)} – ${dayOf(endsOn)}`
      const values = { dueOn: dayOf(dueOn) }
      return { key: keyOf(year), label: { ja: name, en: name }, retired: closedAt !== null, values }
    })
  },
  fields: async () => [DUE],
  save: async ({ tx, context, before, values }) => {
    const { societyId } = context.actor
    const dueOn = dateColumn(textOf(values, 'dueOn'))
    if (before !== null) {
      const year = idOf(before)
      if (before.retired) return err({ code: 'year-closed', field: 'dueOn', year })
      await tx.fiscalYear.update({ where: { societyId_year: { societyId, year } }, data: { dueOn } })
      return ok(before.key)
    }
    const { fiscalYearStartMonth: month } = await tx.society.findUniqueOrThrow({ where: { id: societyId } })
    const { _max: last } = await tx.fiscalYear.aggregate({ where: { societyId }, _max: { year: true } })
    const year = last.year === null ? fiscalYearOf(tokyoDay(context.now()), month) : last.year + 1
    const startsOn = new Date(Date.UTC(year, month - 1, 1))
    const endsOn = new Date(Date.UTC(year + 1, month - 1, 0))
    await tx.fiscalYear.create({ data: { societyId, year, startsOn, endsOn, dueOn } })
    return ok(keyOf(year))
  },
}

const TAX_CLASSES = ['outside', 'exempt', 'standard', 'reduced'].map(worded)

/** 費目 */
export const ITEM: SettingList = {
  grows: true,
  load: async (read, societyId) => {
    const rows = await read.feeItem.findMany({
      where: { societyId },
      orderBy: [{ retiredAt: { sort: 'desc', nulls: 'first' } }, { sortOrder: 'asc' }, { id: 'asc' }],
    })
    return rows.map(({ id, name, nameEn, taxClass, yearly, sortOrder, retiredAt }) => {
      const retired = retiredAt !== null
      const often = yearly ? 'yearly' : 'once'
      const values = { name, nameEn, taxClass, often, sortOrder, state: stateOf(retired) }
      return { key: keyOf(id), label: { ja: name, en: nameEn }, retired, values }
    })
  },
  fields: async (_read, _societyId, entry) => [
    ...(entry === null ? [line('code', 40)] : []),
    line('name', 50),
    line('nameEn', 50),
    choice('taxClass', TAX_CLASSES),
    choice('often', ['yearly', 'once'].map(worded)),
    number('sortOrder', 0, 9999),
    ...(entry === null ? [] : [RETIRED]),
  ],
  save: async ({ tx, context, before, values }) => {
    const { societyId } = context.actor
    const data = {
      name: textOf(values, 'name'),
      nameEn: textOf(values, 'nameEn'),
      taxClass: textOf(values, 'taxClass'),
      yearly: textOf(values, 'often') === 'yearly',
      sortOrder: numberOf(values, 'sortOrder') ?? 0,
    }
    if (before === null) {
      const code = textOf(values, 'code')
      if (!CODE.test(code)) return err({ code: 'setting-invalid', field: 'code', fault: 'code' })
      if ((await tx.feeItem.count({ where: { societyId, code } })) > 0)
        return err({ code: 'setting-taken', field: 'code', value: code })
      return ok(keyOf((await tx.feeItem.create({ data: { societyId, code, ...data } })).id))
    }
    const id = idOf(before)
    const billed = await tx.invoice.count({ where: { societyId, feeItemId: id } })
    // The tax class stands on documents that were issued.
    if (billed > 0 && data.taxClass !== before.values['taxClass'])
      return err({ code: 'setting-in-use', field: 'taxClass', by: 'invoices', count: billed })
    const retired = isRetired(values)
    const owed = await tx.invoice.count({ where: { societyId, feeItemId: id, mustOwe: true } })
    if (retired && !before.retired && owed > 0)
      return err({ code: 'setting-in-use', field: 'state', by: 'invoices', count: owed })
    const retiredAt = retired === before.retired ? {} : { retiredAt: retired ? context.now() : null }
    await tx.feeItem.update({ where: { societyId_id: { societyId, id } }, data: { ...data, ...retiredAt } })
    return ok(before.key)
  },
}
