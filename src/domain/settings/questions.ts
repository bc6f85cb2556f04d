import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok } from '../core/result.ts'
import {
  choice,
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
import { CODE, idOf, keyOf, type SettingList } from './list.ts'

/** Choices of one question: a select has no more. */
const MOST_CHOICES = 100
const LONGEST_CHOICE = 75
/** Questions that one society has. */
const MOST = 200

/** 追加質問 */
export const QUESTION: SettingList = {
  grows: true,
  load: async (read, societyId) => {
    const rows = await read.question.findMany({
      where: { societyId },
      orderBy: [{ retiredAt: { sort: 'desc', nulls: 'first' } }, { sortOrder: 'asc' }, { id: 'asc' }],
    })
    return rows.map(({ id, code, label, labelEn, inputType, choices, required, sortOrder, retiredAt }) => {
      const retired = retiredAt !== null
      const values = {
        code,
        name: label,
        nameEn: labelEn,
        inputType,
        choices: Array.isArray(choices) && choices.length > 0 ? choices.map(String).join('\n') : null,
        asked: required ? ['required'] : [],
        sortOrder,
        state: stateOf(retired),
      }
      return { key: keyOf(id), label: { ja: label, en: labelEn }, retired, values }
    })
  },
  fields: async (_read, _societyId, entry) => [
    ...(entry === null ? [line('code', 40)] : []),
    line('name', 200),
    line('nameEn', 200),
    choice('inputType', ['text', 'select'].map(worded)),
    { key: 'choices', kind: 'lines', required: false, most: 3000 },
    flags('asked', ['required']),
    number('sortOrder', 0, 9999),
    ...(entry === null ? [] : [RETIRED]),
  ],
  save: async ({ tx, context, before, values }) => {
    const { societyId } = context.actor
    const inputType = textOf(values, 'inputType')
    const choices = choicesOf(values)
    const refusal = faultOf(inputType, choices)
    if (refusal !== null) return err(refusal)
    const data = {
      label: textOf(values, 'name'),
      labelEn: textOf(values, 'nameEn'),
      inputType,
      choices: inputType === 'select' ? [...choices] : [],
      required: listOf(values, 'asked').includes('required'),
      sortOrder: numberOf(values, 'sortOrder') ?? 0,
    }
    if (before === null) {
      const code = textOf(values, 'code')
      if (!CODE.test(code)) return err({ code: 'setting-invalid', field: 'code', fault: 'code' })
      const taken = await tx.question.count({ where: { societyId, code } })
      const count = await tx.question.count({ where: { societyId, retiredAt: null } })
      if (taken > 0) return err({ code: 'setting-taken', field: 'code', value: code })
      if (count >= MOST) return err({ code: 'setting-full', limit: MOST })
      return ok(keyOf((await tx.question.create({ data: { societyId, code, ...data } })).id))
    }
    const id = idOf(before)
    const unfit = inputType === 'select' ? await answersOutside(tx, societyId, id, choices) : 0
    if (unfit > 0) return err({ code: 'setting-in-use', field: 'choices', by: 'answers', count: unfit })
    const retired = isRetired(values)
    const retiredAt = retired === before.retired ? {} : { retiredAt: retired ? context.now() : null }
    await tx.question.update({ where: { societyId_id: { societyId, id } }, data: { ...data, ...retiredAt } })
    return ok(before.key)
  },
}

function choicesOf(values: Values): readonly string[] {
  return textOf(values, 'choices')
    .split(/\r?\n/u)
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

function faultOf(inputType: string, choices: readonly string[]): DomainError | null {
  if (inputType !== 'select') return null
  const fits =
    choices.length > 0 && choices.length <= MOST_CHOICES && new Set(choices).size === choices.length
  return fits && choices.every(({ length }) => length <= LONGEST_CHOICE)
    ? null
    : { code: 'setting-invalid', field: 'choices', fault: 'choices' }
}

/** Answers that are none of the choices. */
async function answersOutside(
  tx: Tx,
  societyId: number,
  id: number,
  choices: readonly string[],
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>(Prisma.sql`
    SELECT count(*)::int AS count FROM answer WHERE society_id = ${societyId}::int AND question_id = ${id}::int
      AND value <> '' AND value <> ALL(${[...choices]}::text[])`)
  return row?.count ?? 0
}
