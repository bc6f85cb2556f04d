import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import { type Day, tokyoDay } from '../core/calendar.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok } from '../core/result.ts'
import { GROUP_LABELS } from '../positions/load.ts'
import { choice, isRetired, line, number, numberOf, RETIRED, stateOf, textOf, type Values } from './field.ts'
import { CODE, type Entry, idOf, keyOf, type SettingList } from './list.ts'

const GROUPS = Object.entries(GROUP_LABELS).map(([value, label]) => ({ value, label }))

/** 学会役職 */
export const OFFICE: SettingList = {
  grows: true,
  load: async (read, societyId) => {
    const rows = await read.position.findMany({
      where: { societyId },
      orderBy: [{ retiredAt: { sort: 'desc', nulls: 'first' } }, { sortOrder: 'asc' }, { id: 'asc' }],
    })
    return rows.map(({ id, code, name, nameEn, group, seats, sortOrder, retiredAt }) => {
      const retired = retiredAt !== null
      const values = { code, name, nameEn, group, seats, sortOrder, state: stateOf(retired) }
      return { key: keyOf(id), label: { ja: name, en: nameEn }, retired, values }
    })
  },
  fields: async (_read, _societyId, entry) => [
    ...(entry === null ? [line('code', 40)] : []),
    line('name', 50),
    line('nameEn', 50),
    choice('group', GROUPS),
    number('seats', 1, 1000, false),
    number('sortOrder', 0, 9999),
    ...(entry === null ? [] : [RETIRED]),
  ],
  save: async ({ tx, context, before, values }) => {
    const { societyId } = context.actor
    const data = {
      name: textOf(values, 'name'),
      nameEn: textOf(values, 'nameEn'),
      group: textOf(values, 'group'),
      seats: numberOf(values, 'seats'),
      sortOrder: numberOf(values, 'sortOrder') ?? 0,
    }
    if (before === null) {
      const code = textOf(values, 'code')
      if (!CODE.test(code)) return err({ code: 'setting-invalid', field: 'code', fault: 'code' })
      if ((await tx.position.count({ where: { societyId, code } })) > 0)
        return err({ code: 'setting-taken', field: 'code', value: code })
      return ok(keyOf((await tx.position.create({ data: { societyId, code, ...data } })).id))
    }
    const refusal = await refusalOf(tx, societyId, before, values, tokyoDay(context.now()))
    if (refusal !== null) return err(refusal)
    const retired = isRetired(values)
    const retiredAt = retired === before.retired ? {} : { retiredAt: retired ? context.now() : null }
    await tx.position.update({
      where: { societyId_id: { societyId, id: idOf(before) } },
      data: { ...data, ...retiredAt },
    })
    return ok(before.key)
  },
}

/** Whoever holds the office now or from a later day goes on. */
async function refusalOf(
  tx: Tx,
  societyId: number,
  before: Entry,
  values: Values,
  today: Day,
): Promise<DomainError | null> {
  // Waits for whoever is giving the office, and keeps others from it.
  const [found] = await tx.$queryRaw<{ count: number; most: number }[]>(Prisma.sql`
    WITH locked AS (SELECT id FROM position WHERE society_id = ${societyId}::int AND id = ${idOf(before)}::int FOR UPDATE),
    held AS (
      SELECT h.started_on, h.ended_on FROM locked p JOIN position_holding h ON h.society_id = ${societyId}::int AND h.position_id = p.id
      WHERE (h.ended_on IS NULL OR h.ended_on > ${today}::date) AND h.ended_on IS DISTINCT FROM h.started_on)
    SELECT count(*)::int AS count,
      coalesce(max((SELECT count(*)::int FROM held o WHERE o.started_on <= greatest(h.started_on, ${today}::date)
        AND (o.ended_on IS NULL OR o.ended_on > greatest(h.started_on, ${today}::date)))), 0)::int AS most
    FROM held h`)
  const { count = 0, most = 0 } = found ?? {}
  if (count === 0) return null
  if (isRetired(values) && !before.retired)
    return { code: 'setting-in-use', field: 'state', by: 'holders', count }
  if (values['group'] !== before.values['group'])
    return { code: 'setting-in-use', field: 'group', by: 'holders', count }
  const seats = numberOf(values, 'seats')
  return seats !== null && seats < most
    ? { code: 'setting-in-use', field: 'seats', by: 'holders', count: most }
    : null
}
