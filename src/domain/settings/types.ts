import type { Tx } from '../../database/client.ts'
import { type Day, dateColumn, tokyoDay } from '../core/calendar.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok } from '../core/result.ts'
import type { Reader } from '../core/roll.ts'
import {
  choice,
  type Field,
  flags,
  isRetired,
  line,
  listOf,
  number,
  numberOf,
  RETIRED,
  stateOf,
  textOf,
  type Values,
  worded,
} from './field.ts'
import { CODE, type Entry, idOf, keyOf, type SettingChange, type SettingList } from './list.ts'

const RIGHTS = ['attendsCouncil', 'mayHoldOffice', 'votes', 'receivesJournal', 'mailable'] as const
/** Years and 費目 whose fees one form has room for. */
const MOST_YEARS = 3
const MOST_ITEMS = 15

/** The fee of a year and 費目 in the form. */
const feeKey = (year: number, itemId: number) => `fee-${year}-${itemId}`

/** 会員種別 with their fees. */
export const TYPE: SettingList = {
  grows: true,
  load: async (read, societyId) => {
    const rows = await read.memberType.findMany({
      where: { societyId },
      orderBy: [{ retiredAt: { sort: 'desc', nulls: 'first' } }, { sortOrder: 'asc' }, { id: 'asc' }],
      include: { fees: { select: { year: true, feeItemId: true, amountYen: true } } },
    })
    return rows.map((row) => {
      const { id, code, name, nameEn, kind, feePlan, sortOrder, retiredAt } = row
      const fees = row.fees.map(({ year, feeItemId, amountYen }) => [feeKey(year, feeItemId), amountYen])
      const values: Values = {
        code,
        name,
        nameEn,
        kind,
        feePlan,
        rights: RIGHTS.filter((right) => row[right]),
        sortOrder,
        ...Object.fromEntries(fees),
        state: stateOf(retiredAt !== null),
      }
      return { key: keyOf(id), label: { ja: name, en: nameEn }, retired: retiredAt !== null, values }
    })
  },
  fields: async (read, societyId, entry) => {
    const kinds = await read.memberKind.findMany({ where: { societyId }, orderBy: { kind: 'asc' } })
    return [
      ...(entry === null ? [line('code', 40)] : []),
      line('name', 50),
      line('nameEn', 50),
      choice(
        'kind',
        kinds.map(({ kind, label, labelEn }) => ({ value: kind, label: { ja: label, en: labelEn } })),
      ),
      choice('feePlan', [worded('paid'), worded('free')]),
      flags('rights', RIGHTS),
      number('sortOrder', 0, 9999),
      ...(await feeFields(read, societyId)),
      ...(entry === null ? [] : [RETIRED]),
    ]
  },
  save,
}

/** Fees of the years that are not closed, the oldest first. */
async function feeFields(read: Reader, societyId: number): Promise<readonly Field[]> {
  const [years, items] = await Promise.all([
    read.fiscalYear.findMany({
      where: { societyId, closedAt: null },
      orderBy: { year: 'desc' },
      take: MOST_YEARS,
      select: { year: true },
    }),
    read.feeItem.findMany({
      where: { societyId, retiredAt: null },
      orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }],
      take: MOST_ITEMS,
      select: { id: true, name: true, nameEn: true },
    }),
  ])
  return years.reverse().flatMap(({ year }) =>
    items.map(
      ({ id, name, nameEn }): Field => ({
        ...number(feeKey(year, id), 1, 10_000_000, false),
        feeOf: { year, item: { ja: name, en: nameEn } },
      }),
    ),
  )
}

async function save({ tx, context, before, values }: SettingChange) {
  const { societyId } = context.actor
  const refusal = await refusalOf(tx, societyId, before, values, tokyoDay(context.now()))
  if (refusal !== null) return err(refusal)
  const rights = listOf(values, 'rights')
  const data = {
    name: textOf(values, 'name'),
    nameEn: textOf(values, 'nameEn'),
    kind: textOf(values, 'kind'),
    feePlan: textOf(values, 'feePlan'),
    sortOrder: numberOf(values, 'sortOrder') ?? 0,
    attendsCouncil: rights.includes('attendsCouncil'),
    mayHoldOffice: rights.includes('mayHoldOffice'),
    votes: rights.includes('votes'),
    receivesJournal: rights.includes('receivesJournal'),
    mailable: rights.includes('mailable'),
    ...(isRetired(values) === (before?.retired ?? false)
      ? {}
      : { retiredAt: isRetired(values) ? context.now() : null }),
  }
  const { id } =
    before === null
      ? await tx.memberType.create({ data: { societyId, code: textOf(values, 'code'), ...data } })
      : await tx.memberType.update({ where: { societyId_id: { societyId, id: idOf(before) } }, data })
  await writeFees(tx, societyId, id, values)
  return ok(keyOf(id))
}

/** Whoever has the type keeps what they have: its kind and fee plan, and the type itself. */
async function refusalOf(
  tx: Tx,
  societyId: number,
  before: Entry | null,
  values: Values,
  today: Day,
): Promise<DomainError | null> {
  if (before === null) {
    const code = textOf(values, 'code')
    if (!CODE.test(code)) return { code: 'setting-invalid', field: 'code', fault: 'code' }
    const taken = await tx.memberType.count({ where: { societyId, code } })
    return taken === 0 ? null : { code: 'setting-taken', field: 'code', value: code }
  }
  const memberTypeId = idOf(before)
  const count = await tx.member.count({ where: { societyId, memberTypeId, erasedAt: null } })
  if (count === 0) return null
  const moved = (['kind', 'feePlan'] as const).find((key) => values[key] !== before.values[key])
  if (moved !== undefined) return { code: 'setting-in-use', field: moved, by: 'members', count }
  if (isRetired(values) && !before.retired)
    return { code: 'setting-in-use', field: 'state', by: 'members', count }
  const lost =
    listOf(before.values, 'rights').includes('mayHoldOffice') &&
    !listOf(values, 'rights').includes('mayHoldOffice')
  const holders = lost ? await countHolders(tx, societyId, memberTypeId, today) : 0
  return holders === 0 ? null : { code: 'setting-in-use', field: 'rights', by: 'holders', count: holders }
}

/** Who of them holds an office, or will. */
async function countHolders(tx: Tx, societyId: number, memberTypeId: number, today: Day): Promise<number> {
  const lasts = { OR: [{ endedOn: null }, { endedOn: { gt: dateColumn(today) } }] }
  return tx.member.count({ where: { societyId, memberTypeId, positions: { some: lasts } } })
}

/** Only the fees of the form: those of closed years stay. */
async function writeFees(tx: Tx, societyId: number, memberTypeId: number, values: Values): Promise<void> {
  for (const key of Object.keys(values)) {
    const [, year, item] = /^fee-(\d+)-(\d+)$/u.exec(key) ?? []
    if (year === undefined || item === undefined) continue
    const id = { societyId, year: Number(year), memberTypeId, feeItemId: Number(item) }
    const amountYen = numberOf(values, key)
    if (amountYen === null) await tx.typeFee.deleteMany({ where: id })
    else
      await tx.typeFee.upsert({
        where: { societyId_year_memberTypeId_feeItemId: id },
        create: { ...id, amountYen },
        update: { amountYen },
      })
  }
}
