import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok } from '../core/result.ts'
import { choice, line, number, numberOf, textOf, type Values } from './field.ts'
import { type Entry, idOf, keyOf, type SettingList } from './list.ts'

/** Larger than any number of digits that a series has. */
const MOST = 999_999_999

/** 会員番号 */
export const SERIES: SettingList = {
  grows: true,
  load: async (read, societyId) => {
    const rows = await read.numberSeries.findMany({ where: { societyId }, orderBy: { id: 'asc' } })
    return rows.map(({ id, prefix, width, next, testFrom, testTo }) => {
      const example = `${prefix}${String(next).padStart(width, '0')}`
      const values = { prefix: prefix === '' ? null : prefix, width, next, testFrom, testTo }
      return { key: keyOf(id), label: { ja: example, en: example }, retired: false, values }
    })
  },
  fields: async () => [
    line('prefix', 10, false),
    number('width', 1, 12),
    number('next', 1, MOST),
    number('testFrom', 1, MOST, false),
    number('testTo', 1, MOST, false),
  ],
  save: async ({ tx, context, before, values }) => {
    const { societyId } = context.actor
    const refusal =
      (await movedOn(tx, societyId, before)) ??
      faultOf(values) ??
      (await prefixTaken(tx, societyId, idOf(before), values)) ??
      (await contradicts(tx, societyId, before?.values ?? null, values))
    if (refusal !== null) return err(refusal)
    const data = {
      prefix: textOf(values, 'prefix'),
      width: numberOf(values, 'width') ?? 5,
      next: numberOf(values, 'next') ?? 1,
      testFrom: numberOf(values, 'testFrom'),
      testTo: numberOf(values, 'testTo'),
    }
    if (before === null) return ok(keyOf((await tx.numberSeries.create({ data: { societyId, ...data } })).id))
    await tx.numberSeries.update({ where: { societyId_id: { societyId, id: idOf(before) } }, data })
    return ok(before.key)
  },
}

/** Waits for whoever is taking a number, and keeps others from it; what they took meanwhile is not given again. */
async function movedOn(tx: Tx, societyId: number, before: Entry | null): Promise<DomainError | null> {
  if (before === null) return null
  const [row] = await tx.$queryRaw<{ next: number }[]>(Prisma.sql`
    SELECT next FROM number_series WHERE society_id = ${societyId}::int AND id = ${idOf(before)}::int FOR UPDATE`)
  return row?.next === before.values['next'] ? null : { code: 'setting-changed', by: null, at: '' }
}

function faultOf(values: Values): DomainError | null {
  const prefix = textOf(values, 'prefix')
  if (prefix !== '' && !/^[A-Za-z]{3,}$/u.test(prefix))
    return { code: 'setting-invalid', field: 'prefix', fault: 'prefix' }
  if (prefix !== '' && (numberOf(values, 'width') ?? 0) < 5)
    return { code: 'setting-range', field: 'width', least: 5, most: 12 }
  const [from, to] = [numberOf(values, 'testFrom'), numberOf(values, 'testTo')]
  return (from === null) !== (to === null) || (from ?? 0) > (to ?? 0)
    ? { code: 'setting-invalid', field: 'testTo', fault: 'test-range' }
    : null
}

async function prefixTaken(
  tx: Tx,
  societyId: number,
  id: number,
  values: Values,
): Promise<DomainError | null> {
  const prefix = textOf(values, 'prefix')
  const count = await tx.numberSeries.count({
    where: { societyId, id: { not: id }, prefix: { equals: prefix, mode: 'insensitive' } },
  })
  return count === 0 ? null : { code: 'setting-taken', field: 'prefix', value: prefix === '' ? '0' : prefix }
}

/** Numbers that were given: none may fall out of the series, be given twice, or become a test number. */
async function contradicts(
  tx: Tx,
  societyId: number,
  before: Values | null,
  values: Values,
): Promise<DomainError | null> {
  const old = before === null ? textOf(values, 'prefix') : textOf(before, 'prefix')
  const [from, to] = [numberOf(values, 'testFrom'), numberOf(values, 'testTo')]
  const [found] = await tx.$queryRaw<{ count: number; highest: string | null; moved: number }[]>(Prisma.sql`
    WITH taken AS (
      SELECT n.member_id, substring(n.folded FROM '[0-9]+$')::numeric AS digits FROM member_number n
      WHERE n.society_id = ${societyId}::int AND regexp_replace(n.folded, '[0-9]+$', '') = lower(${old}))
    SELECT count(*)::int AS count,
      max(digits) FILTER (WHERE ${from}::int IS NULL OR digits NOT BETWEEN ${from}::int AND ${to}::int)::text AS highest,
      (SELECT count(*)::int FROM taken t JOIN member m ON m.society_id = ${societyId}::int AND m.id = t.member_id
        WHERE m.is_test <> (t.digits BETWEEN coalesce(${from}::int, 1) AND coalesce(${to}::int, 0))) AS moved
    FROM taken`)
  const { count = 0, highest = null, moved = 0 } = found ?? {}
  if (count > 0 && textOf(values, 'prefix').toLowerCase() !== old.toLowerCase())
    return { code: 'setting-in-use', field: 'prefix', by: 'numbers', count }
  if (moved > 0) return { code: 'setting-in-use', field: 'testFrom', by: 'numbers', count: moved }
  const least = Number(highest ?? 0) + 1
  return (numberOf(values, 'next') ?? 0) < least && least <= MOST
    ? { code: 'setting-range', field: 'next', least, most: MOST }
    : null
}

/** 会員区分 and the series that each takes its numbers from. */
export const KIND: SettingList = {
  grows: false,
  load: async (read, societyId) => {
    const rows = await read.memberKind.findMany({ where: { societyId }, orderBy: { kind: 'asc' } })
    return rows.map(({ kind, label, labelEn, seriesId }) => ({
      key: kind,
      label: { ja: label, en: labelEn },
      retired: false,
      values: { name: label, nameEn: labelEn, series: keyOf(seriesId) },
    }))
  },
  fields: async (read, societyId) => {
    const series = await SERIES.load(read, societyId)
    return [
      line('name', 30),
      line('nameEn', 30),
      choice(
        'series',
        series.map(({ key, label }) => ({ value: key, label })),
      ),
    ]
  },
  save: async ({ tx, context, before, values }) => {
    const { societyId } = context.actor
    const kind = before?.key ?? ''
    const data = {
      label: textOf(values, 'name'),
      labelEn: textOf(values, 'nameEn'),
      seriesId: Number(textOf(values, 'series')),
    }
    await tx.memberKind.update({ where: { societyId_kind: { societyId, kind } }, data })
    return ok(kind)
  },
}
